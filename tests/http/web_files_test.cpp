#include "searcher/http/web_files.h"

#include "searcher/http/embedded.h"
#include "searcher/http/gzip.h"
#include "tests/http/running_server.h"
#include "tests/http/schema_check.h"
#include "tests/support/source_dir.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <stdexcept>
#include <zlib.h>

namespace gazette::test {
namespace {

TEST(WebFiles, HoldTheWholePageByteForByte) {
    std::set<std::string> inside;
    for (const EmbeddedFile& file : embedded_files()) {
        if (file.name == "openapi.json" || file.name.ends_with(".schema.json")) continue;
        inside.emplace(file.name);
        EXPECT_TRUE(file.bytes == source_file("web/" + std::string(file.name))) << file.name;
    }
    std::set<std::string> folder;
    const std::filesystem::path root = source_dir() / "web";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        const std::string name = entry.path().lexically_relative(root).string();
        if (entry.is_regular_file() && !name.ends_with(".md")) folder.insert(name);
    }
    EXPECT_EQ(inside, folder);
    for (const std::string& name : inside) {
        EXPECT_NE(media_type_of(name), "application/octet-stream") << name;
    }
}

TEST(WebFiles, AreServedWithTheirTypes) {
    const RunningServer server;
    const RawReply page = server.get("/");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(server.get("/index.html").body, page.body);
    EXPECT_TRUE(server.get("/style.css").body == source_file("web/style.css"));
    EXPECT_EQ(server.get("/?q=state+of+the+page").status, 200);
}

class WebFolder : public testing::Test {
  protected:
    void SetUp() override {
        std::filesystem::create_directories(folder_ / "web/sub/.hidden");
        write("web/index.html", "page");
        write("web/sub/a.js", "script");
        write("web/.secret", "treasure");
        write("web/sub/.hidden/a.js", "treasure");
        write("outside.txt", "treasure");
        std::filesystem::create_directories(folder_ / "website");
        write("website/a.txt", "treasure");
        std::filesystem::create_symlink(folder_ / "outside.txt", folder_ / "web/link.txt");
        std::filesystem::create_symlink(folder_ / "website/a.txt", folder_ / "web/sibling.txt");
        std::filesystem::create_directory_symlink("/", folder_ / "web/root");
        std::filesystem::create_symlink("sub/a.js", folder_ / "web/inside.js");
    }
    void write(const std::string& name, const std::string& bytes) {
        std::ofstream(folder_ / name) << bytes;
    }

    TempDir folder_;
};

TEST_F(WebFolder, IsServedAsItIsNow) {
    const RunningServer server(
        [&](ServerOptions& options, FakeService&) { options.web_dir = folder_ / "web"; });
    EXPECT_EQ(server.get("/").body, "page");
    EXPECT_EQ(server.get("/sub/a.js").body, "script");
    EXPECT_EQ(server.get("/sub/a.js").header("Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(server.get("/inside.js").body, "script");
    write("web/index.html", "new");
    EXPECT_EQ(server.get("/").body, "new");
    EXPECT_TRUE(server.get("/openapi.json").body == source_file("schemas/openapi.json"));
}

TEST_F(WebFolder, IsNeverLeft) {
    const RunningServer server(
        [&](ServerOptions& options, FakeService&) { options.web_dir = folder_ / "web"; });
    for (const std::string target : {"/../outside.txt",
                                     "/%2e%2e/outside.txt",
                                     "/%2E%2E%2Foutside.txt",
                                     "/sub/../../outside.txt",
                                     "/..%5coutside.txt",
                                     "/..\\outside.txt",
                                     "//outside.txt",
                                     "//etc/passwd",
                                     "/%2Fetc/passwd",
                                     "/./index.html",
                                     "/.secret",
                                     "/sub/.hidden/a.js",
                                     "/sub",
                                     "/sub/",
                                     "/link.txt",
                                     "/sibling.txt",
                                     "/root/etc/passwd",
                                     "/../website/a.txt",
                                     "/index.html/",
                                     "/index.html%20",
                                     "/sub//a.js",
                                     "/%c0%ae%c0%ae/outside.txt",
                                     "/..;/outside.txt",
                                     "/index.html%3f"}) {
        const RawReply reply = server.get(target);
        EXPECT_TRUE(reply.status == 404 || reply.status == 400) << target << " " << reply.status;
        EXPECT_EQ(reply.body.find("treasure"), std::string::npos) << target;
    }
}

TEST(WebFilesOption, MustBeAFolder) {
    const TempDir folder;
    std::ofstream(folder / "file") << "x";
    EXPECT_THROW(WebFiles(folder / "none"), std::invalid_argument);
    EXPECT_THROW(WebFiles(folder / "file"), std::invalid_argument);
}

TEST(WebFiles, AreCompressedForWhoTakesThat) {
    const RunningServer server;
    const RawReply plain = server.get("/app.js");
    const RawReply small = server.get("/app.js", "Accept-Encoding: br, GZIP;q=0.5\r\n");
    EXPECT_EQ("", plain.header("Content-Encoding"));
    EXPECT_EQ("gzip", small.header("Content-Encoding"));
    EXPECT_EQ("Accept-Encoding", plain.header("Vary"));
    EXPECT_EQ(plain.header("ETag"), small.header("ETag"));
    EXPECT_LT(small.body.size() * 2, plain.body.size());
    std::string back(plain.body.size(), '\0');
    z_stream stream{};
    ASSERT_EQ(Z_OK, inflateInit2(&stream, 15 + 16));
    std::string in = small.body;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(back.data());
    stream.avail_out = static_cast<uInt>(back.size());
    EXPECT_EQ(Z_STREAM_END, inflate(&stream, Z_FINISH));
    inflateEnd(&stream);
    EXPECT_TRUE(back == plain.body);
    // Answers that are made for a request, where they are long enough.
    EXPECT_EQ("",
              server.get("/api/v1/status", "Accept-Encoding: gzip\r\n").header("Content-Encoding"));
    const RawReply page = server.get("/?q=a");
    const RawReply small_page = server.get("/?q=a", "Accept-Encoding: gzip\r\n");
    EXPECT_EQ("", page.header("Content-Encoding"));
    EXPECT_EQ("gzip", small_page.header("Content-Encoding"));
    EXPECT_LT(small_page.body.size() * 2, page.body.size());
    EXPECT_NE(std::string::npos, page.head.find("Vary: Accept-Encoding\r\n"));
    EXPECT_EQ("", server.get("/?q=a", "Accept-Encoding: gzip;q=0\r\n").header("Content-Encoding"));
}

TEST(WebFiles, ACodingMayBeNamedAndUnwanted) {
    for (const char* value : {"gzip", "br,gzip", "deflate, gzip;q=1.0", "GZIP ; q=0.001"}) {
        EXPECT_TRUE(takes_gzip(value)) << value;
    }
    for (const char* value : {"", "br", "gzip;q=0", "gzip; q=0.000", "x-gzip2", "*", ","}) {
        EXPECT_FALSE(takes_gzip(value)) << value;
    }
}

}  // namespace
}  // namespace gazette::test

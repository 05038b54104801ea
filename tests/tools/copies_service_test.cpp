// A document says where else its text lies.
#include "tools/gazette/copies_service.h"

#include "searcher/http/json.h"
#include "tests/indexer/index_fixture.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

TEST(CopiesService, NamesOtherInputsWithTheText) {
    const IndexFixture fixture;
    for (const char* name : {"a.txt", "b.txt", "c.txt"}) {
        fixture.write(name, "The harbour is closed until the end of the month.\n");
    }
    fixture.write("d.txt", "Another text.\n");
    fixture.run();
    const Searcher searcher(fixture.index());
    const auto service = with_copies(service_of(searcher), fixture.index());
    const auto origin_of = [&](const std::string& name) {
        DocumentRequest request;
        request.id = fixture.sources().filename().string() + "/" + name;
        const auto found = service->document(request);
        const auto& document = std::get<std::optional<DocumentResponse>>(found);
        return nlohmann::json::parse(to_json(document.value()))["origin"];
    };
    EXPECT_EQ(origin_of("a.txt")["uri"], fixture.source("a.txt").string());
    EXPECT_EQ(origin_of("a.txt")["copies"],
              (std::vector<std::string>{fixture.source("b.txt"), fixture.source("c.txt")}));
    EXPECT_EQ(origin_of("d.txt")["copies"], nlohmann::json::array());
    // Without a ledger nothing is known, which is not the same as none.
    std::filesystem::remove(fixture.index() / "ledger.sqlite");
    EXPECT_EQ(origin_of("a.txt")["copies"], nullptr);
}

}  // namespace
}  // namespace gazette::test

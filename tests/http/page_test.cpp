// The page as the server makes it: its parts, and whole answers of a running server.
#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/markup.h"
#include "searcher/http/page/html.h"
#include "searcher/http/page/page_address.h"
#include "searcher/http/page/ui_language.h"
#include "searcher/http/page/view.h"
#include "searcher/http/page/wording.h"
#include "searcher/http/request_target.h"
#include "searcher/query/parser.h"
#include "tests/http/running_server.h"
#include "tests/http/schema_check.h"
#include "tests/support/source_dir.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <utility>
#include <vector>

namespace gazette::test {
namespace {

TEST(Markup, HasNoTextThatCouldEndIt) {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"", ""},
        {"a<b>\"c\"'&", "a&lt;b&gt;&quot;c&quot;&#39;&amp;"},
        {"&amp;", "&amp;amp;"},
        {"海\t港\n", "海\t港\n"},
        {std::string("a\0b\x01\x1b c", 7), "ab c"},
        {"\xEF\xBF\xBE|\xEF\xBF\xBF|\xEF\xBF\xBD", "||\xEF\xBF\xBD"},
    };
    for (const auto& [text, escaped_text] : rows) EXPECT_EQ(escaped_text, escaped(text));
    EXPECT_EQ("a%20%2B%26%3D%23%E6%B5%B7-._~", percent_encoded("a +&=#海-._~"));
}

TEST(Markup, OfEveryByteNoneIsLeftThatMeansSomething) {
    for (int byte = 1; byte < 256; ++byte) {
        const std::string text(3, static_cast<char>(byte));
        EXPECT_EQ(std::string::npos, escaped(text).find_first_of("<>\"'")) << byte;
        EXPECT_EQ(std::string::npos, percent_encoded(text).find_first_of("<>\"'&#? \\")) << byte;
    }
}

TEST(Html, TakesTextAsText) {
    const Html link = element("a",
                              {{"href", "?q=\"<&"}, {"class", std::nullopt}, {"download", ""}},
                              {"<b>", element("mark", {}, {"x"}), std::string("&")});
    EXPECT_EQ("<a href=\"?q=&quot;&lt;&amp;\" download>&lt;b&gt;<mark>x</mark>&amp;</a>",
              link.markup());
    EXPECT_EQ("<input name=\"q\">", element("input", {{"name", "q"}}).markup());
    EXPECT_TRUE(Html().empty());
}

TEST(UiLanguage, IsTheOneAskedForElseTheBrowsersFirstThatIsSpoken) {
    const std::vector<std::array<std::string, 3>> rows = {
        {"", "", "en"},
        {"de", "fr", "de"},
        {"xx", "fr", "fr"},
        {"", "fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr"},
        {"", "nl, de;q=0.5", "de"},
        {"", "en;q=0.1, es;q=0.9", "es"},
        {"", "de;q=0, fr;q=0.001", "fr"},
        {"", "zh-HK", "zh-Hant"},
        {"", "zh-TW,zh;q=0.9", "zh-Hant"},
        {"", "zh-CN", "zh-Hans"},
        {"", "zh", "zh-Hans"},
        {"", "zh-Hant-CN", "zh-Hant"},
        {"", "AR-eg", "ar"},
        {"", "nl, pl", "en"},
        {"", ",,;q=1,;;,\xff\xfe, de ;q=1", "de"},
        {"", std::string(5000, 'x'), "en"},
        {"<script>", "*", "en"},
    };
    for (const auto& [asked, accepted, tag] : rows) {
        EXPECT_EQ(tag, ui_language(asked, accepted).tag) << asked << " | " << accepted;
    }
}

TEST(Wording, WritesNumbersAndDatesAsTheLanguageDoes) {
    struct Row {
        const char* tag;
        const char* none;
        const char* one;
        const char* many;
        const char* day;
        const char* month;
    };
    const std::vector<Row> rows = {
        {"en", "0 documents", "1 document", "12,345 documents", "7 May 2019", "May 2019"},
        {"de", "0 Dokumente", "1 Dokument", "12.345 Dokumente", "7. Mai 2019", "Mai 2019"},
        {"fr", "0 document", "1 document", "12\u202f345 documents", "7 mai 2019", "mai 2019"},
        {"es", "0 documentos", "1 documento", "12.345 documentos", "7 may 2019", "mayo de 2019"},
        {"zh-Hant", "0 份文件", "1 份文件", "12,345 份文件", "2019年5月7日", "2019年5月"},
        {"zh-Hans", "0 份文件", "1 份文件", "12,345 份文件", "2019年5月7日", "2019年5月"},
        {"ar", "لا وثائق", "وثيقة واحدة", "12,345 وثيقة", "7 مايو 2019", "مايو 2019"},
    };
    for (const Row& row : rows) {
        const std::string tag = row.tag;
        const std::string messages =
            tag == "en" ? std::string() : source_file("web/lang/" + tag + ".json");
        const Wording words(ui_language(tag, ""), messages);
        EXPECT_EQ(row.none, words.count(0, "document")) << tag;
        EXPECT_EQ(row.one, words.count(1, "document")) << tag;
        EXPECT_EQ(row.many, words.count(12345, "document")) << tag;
        EXPECT_EQ(row.day, words.date("2019-05-07")) << tag;
        EXPECT_EQ(row.month, words.date("2019-05")) << tag;
        EXPECT_EQ("yesterday", words.date("yesterday")) << tag;
        EXPECT_NE(std::string::npos, words.moment("2026-05-07T10:00:00Z").find("2026")) << tag;
        EXPECT_EQ("no moment", words.moment("no moment")) << tag;
    }
}

TEST(Wording, SaysInEnglishWhatIsNotTranslated) {
    const Wording words(ui_language("de", ""), R"({"Page {n}": "Seite {n}", "x": 5})");
    EXPECT_EQ("Seite 3", words.t("Page {n}", {{"n", "3"}}));
    EXPECT_EQ("Results", words.t("Results"));
    EXPECT_EQ("3 documents", words.count(3, "document"));
    EXPECT_EQ("0.4 ms", words.milliseconds(0.36));
    EXPECT_EQ("Results", Wording(ui_language("de", ""), "no JSON").t("Results"));
}

TEST(Languages, HaveTheirOwnNamesAndDirection) {
    EXPECT_EQ("Deutsch", own_name_of_language("de"));
    EXPECT_EQ("العربية", own_name_of_language("ar"));
    EXPECT_EQ("繁體中文", own_name_of_language("zh-Hant"));
    EXPECT_EQ("x-<b>", own_name_of_language("x-<b>"));
    EXPECT_TRUE(is_right_to_left("he"));
    EXPECT_TRUE(is_right_to_left("ur"));
    EXPECT_FALSE(is_right_to_left("en"));
    EXPECT_FALSE(is_right_to_left("<b>"));
}

TEST(Page, OnlyWebAddressesBecomeLinks) {
    for (const char* good : {"https://example.org/a?b=c", "HTTP://EXAMPLE.ORG", "http://[::1]/"}) {
        EXPECT_TRUE(is_web_address(good)) << good;
    }
    for (const char* bad : {"javascript:alert(1)",
                            " https://example.org",
                            "https:",
                            "//example.org",
                            "data:text/html,x",
                            "https://a\\b",
                            "http://a\nb",
                            "",
                            "http://"}) {
        EXPECT_FALSE(is_web_address(bad)) << bad;
    }
}

PageAddress address_of(const std::string& query) {
    return PageAddress(std::get<HttpRequest>(parse_target("/" + query)).parameters);
}

TEST(PageAddress, SaysAllOfTheStateAndIsReadAsTheSame) {
    for (const std::string same : {"?q=water",
                                   "?q=",
                                   "?q=a%20b&kind=law&kind=news&-lang=en&from=2019",
                                   "?q=x&sort=newest&page=3",
                                   "?doc=law%2F1&ui=ar"}) {
        EXPECT_EQ("./" + same, address_of(same).text());
    }
    EXPECT_EQ("./?q=a&kind=law", address_of("?kind=law&q=a&q=b&kind=law&kind=&from=&x=y").text());
    EXPECT_EQ("./", address_of("?sort=relevance&reading=auto&page=1").text());
    EXPECT_TRUE(address_of("?ui=de").is_home());
    EXPECT_FALSE(address_of("?q=").is_home());
    EXPECT_EQ(1U, address_of("?page=0").page());
    EXPECT_EQ(1U, address_of("?page=2x").page());
    EXPECT_EQ(50000U, address_of("?page=99999999").page());
    const PageAddress address = address_of("?q=a&kind=law&kind=news&from=2019&page=4");
    EXPECT_EQ("./?q=a&kind=news&from=2019&page=4", address.without("kind", "law").text());
    EXPECT_EQ("./?q=a", address.without_filters().text());
    EXPECT_EQ("60", address.search_request().parameters.back().value);
}

TEST(Page, IsMadeByTheServer) {
    const RunningServer server;
    const RawReply home = server.get("/");
    EXPECT_EQ(200, home.status);
    EXPECT_EQ("text/html; charset=utf-8", home.header("Content-Type"));
    EXPECT_EQ("Accept-Language", home.header("Vary"));
    EXPECT_EQ(std::string::npos, home.body.find("{{"));
    EXPECT_EQ(std::string::npos, home.body.find("data-t>"));
    EXPECT_NE(std::string::npos, home.body.find("<html lang=\"en\" dir=\"ltr\">"));
    EXPECT_EQ(home.body, server.get("/index.html").body);

    const RawReply results = server.get("/?q=water&ui=ar");
    EXPECT_NE(std::string::npos, results.body.find("<html lang=\"ar\" dir=\"rtl\">"));
    EXPECT_NE(std::string::npos, results.body.find("<mark>漢字</mark>"));
    EXPECT_NE(std::string::npos, results.body.find("doc=law%2F2019%2F%C3%A4%205"));
    const RawReply document = server.get("/?q=water&doc=any");
    EXPECT_NE(std::string::npos, document.body.find("id=\"seg-p2\""));
    EXPECT_NE(std::string::npos, server.get("/?q=a&time=count").body.find("id=\"timeline\""));
}

TEST(Page, SaysOfADocumentWhatTheScriptDoes) {
    std::vector<std::string> asked;
    const RunningServer server([&](ServerOptions&, FakeService& service) {
        service.during_search = [&](const SearchRequest& request) {
            asked.push_back(request.text);
        };
    });
    const std::string page = server.get("/?q=water&doc=any").body;
    for (const std::string part : {"document.css",
                                   "Other languages and versions (1)",
                                   "doc=law%2F2019%2F%C3%A4%205",
                                   ">Repealed<",
                                   "<li dir=\"auto\">celex: 32019R0005</li>",
                                   "2 matches in <span><a",
                                   "<summary>Cite</summary>",
                                   "<pre dir=\"auto\" tabindex=\"0\">Titel, 2019, any</pre>"}) {
        EXPECT_NE(std::string::npos, page.find(part)) << part;
    }
    EXPECT_EQ(std::vector<std::string>{"id:\"a <work>\""}, asked);
    EXPECT_NE(std::string::npos, server.get("/?q=water").body.find("<li>4 matches</li>"));
    EXPECT_EQ(std::string::npos, server.get("/?q=water").body.find("document.css"));
}

TEST(Page, LeadsToThePageOfAnOriginalThatIsAPdf) {
    EXPECT_EQ("https://a.org/x.pdf#page=3", original_address("https://a.org/x.pdf", 3));
    EXPECT_EQ("https://a.org/x.PDF?v=1#page=3", original_address("https://a.org/x.PDF?v=1", 3));
    EXPECT_EQ("https://a.org/x.pdf", original_address("https://a.org/x.pdf", 0));
    EXPECT_EQ("https://a.org/x.pdf#a", original_address("https://a.org/x.pdf#a", 3));
    EXPECT_EQ("https://a.org/x.html?y=.pdf", original_address("https://a.org/x.html?y=.pdf", 3));
    EXPECT_EQ("a.org:8080", host_of("https://user:secret@a.org:8080/x?y=//z@w"));
    EXPECT_EQ("a.org", host_of("http://a.org#x"));
}

TEST(Page, TellsAPersonWhatIsWrongWithTheStatusOfTheProblem) {
    const RunningServer server([](ServerOptions& options, FakeService&) {
        options.concurrent_searches = 1;
        options.queued_searches = 0;
    });
    const std::vector<std::pair<std::string, int>> rows = {{"/?q=%22a", 400},
                                                           {"/?q=a&from=yesterday", 400},
                                                           {"/?q=a&lang=%3Cscript%3E", 400},
                                                           {"/?doc=missing", 404},
                                                           {"/?q=throw", 500},
                                                           {"/?q=unreadable", 503}};
    for (const auto& [target, status] : rows) {
        const RawReply reply = server.get(target);
        EXPECT_EQ(status, reply.status) << target;
        EXPECT_EQ("text/html; charset=utf-8", reply.header("Content-Type")) << target;
        EXPECT_NE(std::string::npos, reply.body.find("class=\"problem\"")) << target;
        EXPECT_EQ(std::string::npos, reply.body.find("secret")) << target;
        EXPECT_EQ(std::string::npos, reply.body.find("<script>")) << target;
    }
    EXPECT_EQ("2", server.get("/?q=unreadable").header("Retry-After"));
    EXPECT_EQ(405, server.post("/", "{}").status);
}

TEST(Page, ShowsWhatTheArchiveHoldsAndWhatItCouldNotRead) {
    const RunningServer server([](ServerOptions&, FakeService& service) {
        service.reported =
            InputReport{{{"indexed", 5}, {"rejected", 3}},
                        {{"password_protected", 2, {"a.pdf", "<b>.pdf"}}, {"empty", 1, {}}}};
    });
    const RawReply archive = server.get("/archive?ui=de");
    EXPECT_EQ(200, archive.status);
    EXPECT_NE(std::string::npos, archive.body.find("data-view=\"server\""));
    EXPECT_NE(std::string::npos, archive.body.find("href=\"./?lang=de&amp;ui=de\""));
    EXPECT_NE(std::string::npos, archive.body.find("password protected: 2"));
    EXPECT_NE(std::string::npos, archive.body.find("&lt;b&gt;.pdf"));
    EXPECT_EQ(std::string::npos, archive.body.find("{{"));
    const RawReply api = server.get("/api");
    EXPECT_EQ(200, api.status);
    for (const Endpoint& endpoint : endpoints()) {
        EXPECT_NE(std::string::npos, api.body.find(" " + escaped(endpoint.path) + "</code>"))
            << endpoint.path;
    }
}

TEST(Page, HasExamplesThatTheQuerySyntaxHasToo) {
    const std::string syntax = source_file("schemas/query_syntax.md");
    const auto examples = nlohmann::json::parse(source_file("web/examples.json"));
    EXPECT_GT(examples.size(), 15U);
    for (const auto& example : examples) {
        const std::string query = example.at("query");
        EXPECT_NE(std::string::npos, syntax.find("`" + query + "`")) << query;
        EXPECT_EQ(0U, parse_query(query).index()) << query;
    }
}

TEST(Page, ShowsItselfToALinkOfAnotherSiteButIsNotHeldByIt) {
    const RunningServer server;
    const std::string cross = "Sec-Fetch-Site: cross-site\r\n";
    EXPECT_EQ(200, server.get("/?q=a", cross + "Sec-Fetch-Dest: document\r\n").status);
    EXPECT_EQ(403, server.get("/?q=a", cross + "Sec-Fetch-Dest: iframe\r\n").status);
    EXPECT_EQ(403, server.get("/?q=a", cross + "Sec-Fetch-Dest: image\r\n").status);
}

TEST(Page, GoesToTheAuditLogAndNotToTheOther) {
    std::vector<std::string> audited;
    const RunningServer server([&](ServerOptions& options, FakeService&) {
        options.audit = [&](const std::string& line) { audited.push_back(line); };
    });
    server.get("/");
    server.get("/?q=whistleblower");
    ASSERT_EQ(1U, audited.size());
    EXPECT_NE(std::string::npos, audited.front().find("whistleblower"));
    for (const std::string& line : server.log()) {
        EXPECT_EQ(std::string::npos, line.find("whistleblower"));
    }
}

}  // namespace
}  // namespace gazette::test

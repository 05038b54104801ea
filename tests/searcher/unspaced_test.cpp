// Every piece of a sentence without spaces finds it.
#include "searcher/search.h"
#include "tests/searcher/own_documents.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace gazette::test {
namespace {

// Where each code point begins, and the size.
std::vector<std::size_t> code_points(const std::string& text) {
    std::vector<std::size_t> begins;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) begins.push_back(at);
    }
    begins.push_back(text.size());
    return begins;
}

std::vector<std::string> slices(const std::string& text) {
    const auto begins = code_points(text);
    std::vector<std::string> result;
    for (std::size_t first = 0; first + 1 < begins.size(); ++first) {
        for (std::size_t last = first + 1; last < begins.size() && last <= first + 6; ++last) {
            result.push_back(text.substr(begins[first], begins[last] - begins[first]));
        }
    }
    return result;
}

class Unspaced : public testing::Test {
  protected:
    void SetUp() override {
        std::vector<Document> documents = own_documents();
        for (const Sentence& sentence : unspaced_sentences()) {
            documents.push_back(make_document("sentence/" + std::to_string(documents.size()),
                                              sentence.lang,
                                              "",
                                              sentence.text + "。"));
        }
        build_index(dir_.path(), documents, 4);
    }

    bool finds(const Searcher& searcher, const std::string& query, const std::string& text) {
        for (const std::string& id : sorted_ids(searcher, query)) {
            const auto answer = searcher.document(by_id(id));
            const auto& found = std::get<std::optional<DocumentResponse>>(answer);
            if (found && found->document.text.find(text) != std::string::npos) return true;
        }
        return false;
    }

    TempDir dir_;
};

TEST_F(Unspaced, EverySliceFindsItsSentence) {
    const Searcher searcher(dir_.path());
    for (const Sentence& sentence : unspaced_sentences()) {
        for (const std::string& slice : slices(sentence.text)) {
            EXPECT_TRUE(finds(searcher, slice, sentence.text)) << slice << " of " << sentence.text;
            const std::string quoted = "\"" + slice + "\"";
            EXPECT_TRUE(finds(searcher, quoted, sentence.text)) << quoted;
        }
    }
}

TEST_F(Unspaced, EachScriptFindsTheOther) {
    struct Case {
        const char* typed;
        const char* written;
    };
    const Case cases[] = {
        {"银行业条例", "銀行業條例"},
        {"銀行業條例", "银行业条例"},
        {"发展局", "發展局"},
        {"頭髮很長", "头发很长"},
        {"金融管理局报告", "金融管理局報告"},
        {"電子台北", "電子臺北"},
        {"為什么里面后來", "為什麼裡面后來"},
    };
    const Searcher searcher(dir_.path());
    for (const Case& row : cases) {
        bool found = false;
        for (const std::string& id : sorted_ids(searcher, row.typed)) {
            const auto answer = searcher.document(by_id(id));
            const Document& document = std::get<std::optional<DocumentResponse>>(answer)->document;
            found = found || document.text.find(row.written) != std::string::npos ||
                    document.title.find(row.written) != std::string::npos;
        }
        EXPECT_TRUE(found) << row.typed << " for " << row.written;
    }
}

TEST_F(Unspaced, CharactersInAnotherOrderFindNothing) {
    const Searcher searcher(dir_.path());
    for (const char* query : {"局展發", "行銀", "院務国", "法ーデタ", "국민대한"}) {
        EXPECT_EQ(0U, search(searcher, query).total) << query;
    }
}

}  // namespace
}  // namespace gazette::test

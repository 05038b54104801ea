// Many searches at once while the index grows, shrinks and is merged.
#include "searcher/search.h"
#include "tests/searcher/own_documents.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace gazette::test {
namespace {

TEST(SearchThreads, EachAnswerIsOfOneStateWhileTheIndexChanges) {
    const TempDir dir;
    std::vector<Document> documents = random_documents(40, 5);
    build_index(dir.path(), documents, 4);
    const Searcher searcher(dir.path());
    std::atomic<bool> stop{false};
    std::atomic<int> answers{0};
    std::vector<std::string> problems(4);

    const auto work = [&](std::size_t number) {
        try {
            while (!stop) {
                const auto with = search(searcher, "tax AND NOT \"tax law\"");
                const auto all = search(searcher, "");
                // Two states mixed would give a document twice, or other documents than counted.
                for (const SearchResponse& answer : {with, all}) {
                    auto ids = ids_of(answer);
                    std::sort(ids.begin(), ids.end());
                    if (std::adjacent_find(ids.begin(), ids.end()) != ids.end()) {
                        problems[number] = "a document twice";
                    }
                    if (ids.size() != answer.total) problems[number] = "other than counted";
                }
                const auto document = searcher.document(by_id("random/0"));
                if (!std::get<std::optional<DocumentResponse>>(document)) {
                    problems[number] = "a document that never went away is not there";
                }
                (void)searcher.status();
                ++answers;
            }
        } catch (const std::exception& error) {
            problems[number] = error.what();
        }
    };
    std::vector<std::jthread> threads;
    for (std::size_t number = 0; number < problems.size(); ++number) {
        threads.emplace_back(work, number);
    }
    for (int round = 0; round < 6; ++round) {
        const std::string id = "added/" + std::to_string(round);
        documents.push_back(make_document(id, "en", "", "tax law and a zebra"));
        add_part(dir.path(), {documents.back()});
        std::this_thread::sleep_for(std::chrono::milliseconds(150));
        if (round % 2 == 0) {
            delete_documents(dir.path(), {id});
            documents.pop_back();
        } else {
            replace_parts(dir.path(), documents);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(150));
    }
    stop = true;
    threads.clear();
    for (const std::string& problem : problems) EXPECT_EQ("", problem);
    EXPECT_GT(answers.load(), 0);
}

}  // namespace
}  // namespace gazette::test

// Measures article extraction, page by page:
//   article_report FOLDER [OUTPUT]
// FOLDER holds ground-truth.json and html/NAME.html.gz as article-extraction-benchmark has them,
// the pages unpacked. OUTPUT, a folder: NAME.txt receives the text that was found.
#include "tests/extract/article_score.h"
#include "tests/extract/reading.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>

namespace {

using namespace gazette;

int report(const std::filesystem::path& folder, const std::filesystem::path& output) {
    const auto truth = nlohmann::json::parse(test::file_bytes(folder / "ground-truth.json"));
    test::ArticleScore halves[2];
    test::ArticleScore all;
    int place = 0;
    for (const auto& [name, fields] : truth.items()) {
        const Document document = test::document_of(
            test::read("page.html", test::file_bytes(folder / "html" / (name + ".html"))));
        if (!output.empty()) {
            std::ofstream(output / (name + ".txt")) << document.text << "\n";
            std::ofstream(output / (name + ".want"))
                << fields.at("articleBody").get<std::string>() << "\n";
        }
        const int half = place++ % 2;
        const test::PageScore page =
            test::score_page(fields.at("articleBody").get<std::string>(), document.text);
        halves[half].add(page);
        all.add(page);
        std::printf("%d %s  P %.3f  R %.3f  F1 %.3f  %s  %s  %s\n",
                    half,
                    name.substr(0, 8).c_str(),
                    page.precision,
                    page.recall,
                    page.f1(),
                    to_string(document.published).c_str(),
                    document.lang.c_str(),
                    document.title.c_str());
    }
    for (const test::ArticleScore* score : {&halves[0], &halves[1], &all}) {
        std::printf("%d pages: precision %.4f, recall %.4f, F1 %.4f\n",
                    score->pages(),
                    score->precision(),
                    score->recall(),
                    score->f1());
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: article_report FOLDER [OUTPUT]\n", stderr);
        return 2;
    }
    return report(argv[1], argc > 2 ? argv[2] : "");
}

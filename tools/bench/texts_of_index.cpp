// texts_of_index INDEX: the documents of an index as JSON Lines with title, text, lang, date and
// source, as make_corpus.py reads them: what Gazette's extractors make of archives, for engines
// that read no formats.
#include "indexer/analysis/fingerprint.h"
#include "indexer/format/civil_date.h"
#include "indexer/format/stored_document.h"
#include "searcher/index_snapshot.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

namespace gazette::bench {
namespace {

void write(const Document& document, const std::string& text) {
    nlohmann::ordered_json record;
    record["title"] = document.title;
    record["text"] = text;
    record["lang"] = document.lang;
    record["date"] = iso_day(document.published.first);
    record["source"] = document.source;
    std::cout << record.dump() << '\n';
}

void run(const std::string& index) {
    const IndexSnapshot snapshot(
        index, read_manifest(index, analyzer_fingerprint()).value(), nullptr);
    for (const IndexPart& part : snapshot.parts()) {
        for (std::uint32_t docid = 1; docid <= part.columns().size(); ++docid) {
            if (part.deleted.contains(docid)) continue;
            const StoredDocument stored = part.document(docid);
            write(stored.header(), stored.whole_text());
        }
    }
    std::cout.flush();
    if (!std::cout) throw std::runtime_error("cannot write the documents");
}

}  // namespace
}  // namespace gazette::bench

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: texts_of_index INDEX\n";
        return 2;
    }
    try {
        gazette::bench::run(argv[1]);
    } catch (const std::exception& error) {
        std::cerr << "texts_of_index: " << error.what() << "\n";
        return 1;
    }
}

#include "tests/indexer/part_model.h"

#include "indexer/format/adjacent_words_writer.h"
#include "indexer/format/columns.h"
#include "indexer/format/durable_file.h"
#include "indexer/format/positions.h"
#include "indexer/format/stored_document.h"
#include "indexer/format/word_forms.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace gazette::test {
namespace {

void expect_equal(const Postings& got, const Postings& expected) {
    EXPECT_EQ(got.size(), expected.size()) << "distinct terms";
    for (const auto& [term, documents] : expected) {
        const auto found = got.find(term);
        if (found == got.end()) {
            ADD_FAILURE() << "no term " << term;
        } else if (found->second != documents) {
            ADD_FAILURE() << "other postings for " << term;
        }
    }
}

void expect_adjacent_words(const std::filesystem::path& file,
                           const std::vector<EncodedDocument>& documents) {
    AdjacentWordsWriter writer;
    for (const EncodedDocument& document : documents) writer.add(document.adjacent);
    const test::TempDir dir;
    writer.write(dir / "expected");
    EXPECT_TRUE(read_whole_file(file) == read_whole_file(dir / "expected"));
}

void expect_word_forms(const std::filesystem::path& file,
                       const std::vector<EncodedDocument>& documents) {
    WordFormsWriter writer;
    for (const EncodedDocument& document : documents) writer.add(document.forms);
    const test::TempDir dir;
    writer.write(dir / "expected");
    EXPECT_TRUE(read_whole_file(file) == read_whole_file(dir / "expected"));
}

void expect_statistics(const Xapian::Database& database, const Postings& expected) {
    for (const auto& [term, documents] : expected) {
        std::uint64_t frequency = 0;
        std::uint32_t largest = 0;
        for (const auto& [docid, posting] : documents) {
            frequency += posting.wdf;
            largest = std::max(largest, posting.wdf);
        }
        ASSERT_EQ(database.get_termfreq(term), documents.size()) << term;
        ASSERT_EQ(database.get_collection_freq(term), frequency) << term;
        ASSERT_GE(database.get_wdf_upper_bound(term), largest) << term;
    }
}

}  // namespace

Postings postings_of(const std::vector<EncodedDocument>& documents) {
    Postings postings;
    for (std::uint32_t i = 0; i < documents.size(); ++i) {
        for (const auto& [term, encoded] : documents[i].terms) {
            postings[term][i + 1] = {encoded.wdf, encoded.positions};
        }
    }
    return postings;
}

Postings postings_in(const std::filesystem::path& part_folder) {
    const Xapian::Database database(part_folder.string());
    Postings postings;
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
        for (auto at = database.postlist_begin(*term); at != database.postlist_end(*term); ++at) {
            postings[*term][*at].wdf = at.get_wdf();
        }
    }
    const Positions positions(part_folder / kPositionsFile);
    EXPECT_NO_THROW(positions.verify());
    EXPECT_EQ(positions.documents(), database.get_doccount());
    for (Positions::Terms terms(positions); terms.next();) {
        auto documents = terms.documents();
        for (documents.seek(1); documents.document() != PositionCursor::kEnd;
             documents.seek(documents.document() + 1)) {
            const auto found = postings[terms.term()].find(documents.document());
            if (found == postings[terms.term()].end()) {
                ADD_FAILURE() << "positions of " << terms.term() << ", which is not there";
            } else {
                documents.read(UINT32_MAX, found->second.positions);
            }
        }
    }
    return postings;
}

void expect_part_holds(const std::filesystem::path& index_dir,
                       const PartEntry& entry,
                       const std::vector<EncodedDocument>& documents,
                       const std::vector<std::uint32_t>& carried) {
    const auto folder = part_path(index_dir, entry.name);
    const Xapian::Database database(folder.string());
    EXPECT_EQ(database.get_doccount(), documents.size());
    EXPECT_EQ(database.get_lastdocid(), documents.size());
    const Postings expected = postings_of(documents);
    expect_equal(postings_in(folder), expected);
    expect_statistics(database, expected);
    std::ostringstream faults;
    EXPECT_EQ(Xapian::Database::check(folder.string(), 0, &faults), 0U) << faults.str();

    expect_adjacent_words(folder / kAdjacentWordsFile, documents);
    expect_word_forms(folder / kWordFormsFile, documents);

    const Columns columns(folder / kColumnsFile);
    const std::string stored = read_whole_file(folder / kDocumentsFile);
    ASSERT_EQ(columns.size(), documents.size());
    EXPECT_NO_THROW(columns.verify());
    const std::set<std::uint32_t> deleted(carried.begin(), carried.end());
    PartEntry sums;
    std::uint64_t stored_bytes = 0;
    for (std::uint32_t docid = 1; docid <= documents.size(); ++docid) {
        const EncodedDocument& document = documents[docid - 1];
        const ColumnRow row = columns.row(docid);
        EXPECT_EQ(row.id, document.row.id);
        EXPECT_EQ(row.length, document.row.length);
        EXPECT_EQ(row.date_first, document.row.date_first);
        EXPECT_EQ(row.date_last, document.row.date_last);
        EXPECT_EQ(row.content_hash, document.row.content_hash);
        EXPECT_EQ(row.lang, document.row.lang);
        EXPECT_EQ(row.kind, document.row.kind);
        EXPECT_EQ(row.source, document.row.source);
        EXPECT_EQ(row.collection, document.row.collection);
        if (deleted.count(docid) == 0) {
            EXPECT_EQ(columns.find(row.id), docid);
            sums.total_length += row.length;
        }
        ASSERT_LE(row.store_offset + row.store_size, stored.size());
        EXPECT_TRUE(stored.compare(row.store_offset, row.store_size, document.stored) == 0);
        stored_bytes += row.store_size;
        sums.text_bytes += document.text_bytes;
        ++sums.languages[row.lang];
    }
    EXPECT_EQ(stored_bytes, stored.size());
    EXPECT_TRUE(std::filesystem::exists(folder / kInUseFile));
    EXPECT_EQ(entry.documents, documents.size());
    EXPECT_EQ(entry.deleted, carried.size());
    EXPECT_EQ(entry.total_length, sums.total_length);
    EXPECT_EQ(entry.text_bytes, sums.text_bytes);
    EXPECT_EQ(entry.languages, sums.languages);
}

EncodedDocument random_encoded(std::mt19937& random, const std::string& id) {
    const auto pick = [&](std::uint32_t bound) {
        return static_cast<std::uint32_t>(random() % bound);
    };
    EncodedDocument encoded;
    const std::uint32_t terms = 1 + pick(60);
    for (std::uint32_t i = 0; i < terms; ++i) {
        std::string term = "t" + std::to_string(pick(200));
        if (pick(8) == 0) term.insert(0, 1, static_cast<char>(0x80 + pick(128)));
        if (pick(20) == 0) term.append(pick(160), '\xFF');
        EncodedTerm& made = encoded.terms[term];
        made.positions.clear();
        const std::uint32_t positions = pick(4) == 0 ? 0 : pick(20);
        std::uint32_t position = pick(3) == 0 ? 4'000'000'000 : pick(3000);
        for (std::uint32_t p = 0; p < positions; ++p) {
            made.positions.push_back(position);
            position += 1 + pick(1000);
        }
        made.wdf = positions + pick(300);
        encoded.row.length += made.wdf;
    }
    encoded.terms["Q" + id].wdf = 0;
    Document document;
    document.id = id;
    document.lang = pick(2) == 0 ? "de" : "ja";
    document.text = std::string(pick(3000), 'x');
    encoded.row.id = id;
    encoded.row.lang = document.lang;
    encoded.row.kind = pick(2) == 0 ? "law" : "";
    encoded.row.source = "s" + std::to_string(pick(5));
    encoded.row.content_hash = random();
    if (pick(3) > 0) encoded.row.date_first = static_cast<CivilDay>(pick(20000));
    encoded.row.date_last = encoded.row.date_first;
    encoded.stored = encode_document(document, {}, {});
    encoded.text_bytes = static_cast<std::uint32_t>(document.text.size());
    return encoded;
}

}  // namespace gazette::test

#include "indexer/part_check.h"

#include "indexer/format/adjacent_words.h"
#include "indexer/format/columns.h"
#include "indexer/format/fields.h"
#include "indexer/format/file_writer.h"
#include "indexer/format/index_error.h"
#include "indexer/format/positions.h"
#include "indexer/format/stored_document.h"
#include "indexer/format/tombstones.h"
#include "indexer/format/word_forms.h"

#include <xapian.h>

#include <cstdint>
#include <exception>
#include <map>
#include <sstream>
#include <string_view>
#include <vector>

namespace gazette {
namespace {

namespace fs = std::filesystem;

using Report = std::function<void(const std::string&)>;

// A main-stream term counts for the document's length; those with a prefix in capitals do not.
bool is_main_stream(const std::string& term) {
    return !term.empty() && (term[0] < 'A' || term[0] > 'Z');
}

std::string document_words(std::uint32_t docid, std::string_view id) {
    return "document " + std::to_string(docid) + " (\"" + std::string(id) + "\")";
}

class PartCheck {
  public:
    PartCheck(const fs::path& index_dir, const PartEntry& entry, const Report& report)
        : folder_(part_path(index_dir, entry.name)),
          entry_(entry),
          report_(report),
          columns_(folder_ / kColumnsFile) {}

    void run() {
        columns_.verify();
        check_manifest();
        check_database();
        check_positions();
        check_adjacent_words();
        check_word_forms();
        check_documents();
    }

  private:
    void expect(std::uint64_t found, std::uint64_t expected, const std::string& what) {
        if (found == expected) return;
        report_(what + ": " + std::to_string(found) + " instead of " + std::to_string(expected));
    }

    void check_manifest() {
        expect(columns_.size(), entry_.documents, "documents in the columns");
        Tombstones deleted;
        if (!entry_.tombstones.empty()) deleted = read_tombstones(folder_ / entry_.tombstones);
        expect(deleted.size(), entry_.deleted, "deleted documents");
        std::uint64_t length = 0;
        std::map<std::string, std::uint32_t> languages;
        for (std::uint32_t docid = 1; docid <= columns_.size(); ++docid) {
            if (!deleted.contains(docid)) length += columns_.lengths()[docid - 1];
            ++languages[std::string(columns_.lang(docid))];
        }
        expect(length, entry_.total_length, "length of the documents that are not deleted");
        if (languages != entry_.languages) {
            report_("the manifest counts other documents by language than the columns have");
        }
    }

    void check_database() {
        std::ostringstream words;
        const std::size_t errors = Xapian::Database::check(folder_.string(), 0, &words);
        if (errors > 0) {
            report_("Xapian finds " + std::to_string(errors) + " errors: " + words.str());
            return;
        }
        const Xapian::Database database(folder_.string());
        expect(database.get_doccount(), columns_.size(), "documents in the database");
        expect(database.get_lastdocid(), columns_.size(), "highest docid in the database");
        check_lengths(database);
        check_id_terms(database);
    }

    void check_lengths(const Xapian::Database& database) {
        std::vector<std::uint64_t> lengths(columns_.size());
        for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
            if (!is_main_stream(*term)) continue;
            for (auto posting = database.postlist_begin(*term);
                 posting != database.postlist_end(*term);
                 ++posting) {
                if (*posting > lengths.size()) {
                    report_("a term is in document " + std::to_string(*posting) +
                            ", which is not there");
                    return;
                }
                lengths[*posting - 1] += posting.get_wdf();
            }
        }
        for (std::uint32_t docid = 1; docid <= columns_.size(); ++docid) {
            if (lengths[docid - 1] == columns_.lengths()[docid - 1]) continue;
            expect(lengths[docid - 1],
                   columns_.lengths()[docid - 1],
                   document_words(docid, columns_.id(docid)) + ", words in the database");
        }
    }

    void check_id_terms(const Xapian::Database& database) {
        for (std::uint32_t docid = 1; docid <= columns_.size(); ++docid) {
            const std::string term = filter_term(Field::id, columns_.id(docid));
            auto posting = database.postlist_begin(term);
            if (posting != database.postlist_end(term)) posting.skip_to(docid);
            if (posting == database.postlist_end(term) || *posting != docid) {
                report_(document_words(docid, columns_.id(docid)) +
                        " is not found by its id in the database");
            }
        }
    }

    void check_positions() {
        const Positions positions(folder_ / kPositionsFile);
        positions.verify();
        expect(positions.documents(), columns_.size(), "documents in the file of positions");
    }

    void check_adjacent_words() {
        const AdjacentWords words(folder_ / kAdjacentWordsFile);
        words.verify();
        expect(words.documents(), columns_.size(), "documents in the file of adjacent words");
    }

    void check_word_forms() {
        const WordForms forms(folder_ / kWordFormsFile);
        forms.verify();
        expect(forms.documents(), columns_.size(), "documents in the file of word forms");
    }

    void check_documents() {
        const FileReader file(folder_ / kDocumentsFile);
        std::uint64_t text_bytes = 0;
        for (std::uint32_t docid = 1; docid <= columns_.size(); ++docid) {
            try {
                text_bytes += check_document(file, docid);
            } catch (const IndexError& error) {
                report_(document_words(docid, columns_.id(docid)) + ": " + error.what());
            }
        }
        expect(text_bytes, entry_.text_bytes, "bytes of text");
    }

    std::uint64_t check_document(const FileReader& file, std::uint32_t docid) {
        const std::uint64_t begin = columns_.store_offset(docid);
        const StoredDocument stored(columns_.store_size(docid),
                                    [&](std::uint64_t offset, std::uint64_t size) {
                                        return file.read(begin + offset, size);
                                    });
        const std::string who = document_words(docid, columns_.id(docid));
        const Document& header = stored.header();
        if (header.id != columns_.id(docid)) {
            report_(who + " is stored with the id \"" + header.id + "\"");
        }
        if (header.lang != columns_.lang(docid) || header.kind != columns_.kind(docid) ||
            header.source != columns_.source(docid) ||
            header.collection != columns_.collection(docid) ||
            header.published.first != columns_.date_first()[docid - 1] ||
            header.published.last != columns_.date_last()[docid - 1]) {
            report_(who + " is stored with other fields than the columns have");
        }
        const std::string text = stored.whole_text();
        if (content_hash(text) != stored.text_hash()) {
            report_(who + ": its text is not the one that was stored");
        }
        check_places(stored, text, docid, who);
        return text.size();
    }

    void check_places(const StoredDocument& stored,
                      const std::string& text,
                      std::uint32_t docid,
                      const std::string& who) {
        const auto on_boundary = [&](std::uint64_t byte) {
            return byte == text.size() ||
                   (byte < text.size() &&
                    (static_cast<unsigned char>(text[byte]) & 0xC0U) != 0x80U);
        };
        std::uint32_t last_end = 0;
        for (const Segment& segment : stored.header().segments) {
            if (segment.begin < last_end || segment.begin > segment.end ||
                !on_boundary(segment.begin) || !on_boundary(segment.end)) {
                report_(who + ": segment \"" + segment.id + "\" does not lie in the text");
            }
            last_end = segment.end;
        }
        const PositionLayout& layout = stored.layout();
        if (layout.title_tokens != columns_.title_tokens()[docid - 1]) {
            report_(who + ": its title has another length than the columns have");
        }
        if (layout.title_tokens > layout.body_begin || layout.body_begin > layout.body_end) {
            report_(who + ": its positions are out of order");
        }
        Checkpoint last{};
        for (Checkpoint next = stored.checkpoint_after_byte(0); next.byte < text.size();
             next = stored.checkpoint_after_byte(next.byte)) {
            const bool ascends = next.byte > last.byte && next.position >= last.position;
            if (!ascends || !on_boundary(next.byte) || next.position > layout.body_end) {
                report_(who + ": a checkpoint at byte " + std::to_string(next.byte) +
                        " does not lie in the text");
                return;
            }
            last = next;
        }
    }

    fs::path folder_;
    const PartEntry& entry_;
    const Report& report_;
    Columns columns_;
};

}  // namespace

void check_part(const fs::path& index_dir,
                const PartEntry& entry,
                const std::function<void(const std::string&)>& report) {
    try {
        PartCheck(index_dir, entry, report).run();
    } catch (const Xapian::Error& error) {
        report("the database cannot be read: " + error.get_description());
    } catch (const std::exception& error) {
        report(error.what());
    }
}

}  // namespace gazette

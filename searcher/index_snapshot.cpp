#include "searcher/index_snapshot.h"

#include "searcher/xapian_guard.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace gazette {

namespace {

// Handles kept open for the next search, of all parts together; more are opened while more
// searches run. Each takes some four of the 1024 file descriptors that a process usually has, and
// opening one takes some 20 us.
constexpr std::size_t kIdleDatabases = 128;

// `database` belongs to the part.
std::uint64_t live_documents_with(const IndexPart& part,
                                  const Xapian::Database& database,
                                  const std::string& term) {
    PostingCursor posting(part.files->postings(database), term);
    const std::uint64_t all = posting.frequency();
    if (all == 0 || part.deleted.empty()) return all;
    std::uint64_t deleted = 0;
    if (all < part.deleted.size()) {
        for (; posting.document() != kNoMoreDocuments; posting.seek(posting.document() + 1)) {
            deleted += part.deleted.contains(posting.document()) ? 1U : 0U;
        }
        return all - deleted;
    }
    for (const std::uint32_t docid : part.deleted.docids()) {
        posting.seek(docid);
        if (posting.document() == kNoMoreDocuments) break;
        if (posting.document() == docid) ++deleted;
    }
    return all - deleted;
}

using Counts = std::unordered_map<std::string_view, std::uint64_t>;

std::vector<LanguageCount> most_first(const Counts& counts) {
    std::vector<LanguageCount> result;
    for (const auto& [value, documents] : counts) {
        if (!value.empty()) result.push_back({std::string(value), documents});
    }
    std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
        return a.documents != b.documents ? a.documents > b.documents : a.value < b.value;
    });
    return result;
}

}  // namespace

IndexSnapshot::IndexSnapshot(const std::filesystem::path& index_dir,
                             Manifest manifest,
                             const IndexSnapshot* previous,
                             std::shared_ptr<MatchCache> matches)
    : manifest_(std::move(manifest)),
      idle_databases_(previous != nullptr ? previous->idle_databases_
                                          : std::make_shared<IdleRoom>(kIdleDatabases)) {
    std::map<std::string, std::shared_ptr<const PartFiles>> open;
    if (previous != nullptr) {
        for (const IndexPart& part : previous->parts_) open[part.entry.name] = part.files;
    }
    for (const PartEntry& entry : manifest_.parts) {
        IndexPart part;
        part.entry = entry;
        part.matches = matches;
        part.files = open[entry.name];
        if (part.files == nullptr || !part.files->are_in(index_dir)) {
            part.files = std::make_shared<PartFiles>(index_dir, entry, idle_databases_);
        }
        if (!entry.tombstones.empty()) {
            const auto file = part_path(index_dir, entry.name) / entry.tombstones;
            if (!std::filesystem::exists(file)) {
                throw PartVanished("the manifest names " + file.string() + ", which is not there");
            }
            part.deleted = read_tombstones(file);
        }
        const bool too_far =
            !part.deleted.empty() && part.deleted.docids().back() > part.columns().size();
        if (part.deleted.size() != entry.deleted || too_far) {
            throw IndexError("the deleted documents of part " + entry.name + " in " +
                             index_dir.string() +
                             " do not agree with the manifest: restore the index from a copy, or "
                             "index again");
        }
        parts_.push_back(std::move(part));
    }
    count_documents();
    count_languages();
}

void IndexSnapshot::count_documents() {
    std::uint64_t total_length = 0;
    for (const IndexPart& part : parts_) {
        documents_ += part.columns().size() - part.deleted.size();
        total_length += part.columns().total_length();
        for (const std::uint32_t docid : part.deleted.docids()) {
            total_length -= part.columns().lengths()[docid - 1];
        }
    }
    if (documents_ > 0 && total_length > 0) {
        average_length_ = static_cast<double>(total_length) / static_cast<double>(documents_);
    }
}

std::shared_ptr<const IndexSnapshot> IndexSnapshot::limited_to(
    const std::set<std::string>& collections) const {
    const std::lock_guard lock(limited_mutex_);
    auto& kept = limited_[collections];
    if (kept != nullptr) return kept;
    const std::shared_ptr<IndexSnapshot> limited(new IndexSnapshot);
    limited->is_limited_ = true;
    limited->manifest_ = manifest_;
    limited->manifest_.parts.clear();
    for (const IndexPart& part : parts_) {
        IndexPart shown = part;
        shown.matches = nullptr;  // what others asked for tells nothing, not even by its speed
        const Columns& columns = part.columns();
        std::vector<bool> allowed(columns.value_count(FacetColumn::collection));
        for (std::uint32_t ordinal = 0; ordinal < allowed.size(); ++ordinal) {
            allowed[ordinal] =
                collections.contains(std::string(columns.value(FacetColumn::collection, ordinal)));
        }
        const auto ordinals = columns.ordinals(FacetColumn::collection);
        std::vector<std::uint32_t> deleted = part.deleted.docids();
        for (std::uint32_t docid = 1; docid <= columns.size(); ++docid) {
            if (!allowed.at(ordinals[docid - 1])) deleted.push_back(docid);
        }
        shown.deleted = Tombstones(std::move(deleted));
        if (shown.deleted.size() == columns.size()) continue;
        shown.entry.deleted = shown.deleted.size();
        // Known of whole parts alone; what it would say of the hidden documents is not said.
        shown.entry.text_bytes = 0;
        limited->manifest_.parts.push_back(shown.entry);
        limited->parts_.push_back(std::move(shown));
    }
    limited->count_documents();
    limited->count_languages();
    kept = limited;
    return kept;
}

// Terms of deleted documents stay in the vocabulary until their part is merged, which nobody minds;
// those of hidden ones are not to be seen.
bool IndexSnapshot::shows(const IndexPart& part,
                          const Xapian::Database& database,
                          const std::string& term) const {
    if (!is_limited_ || part.deleted.empty()) return true;
    PostingCursor posting(part.files->postings(database), term);
    for (; posting.document() != kNoMoreDocuments; posting.seek(posting.document() + 1)) {
        if (!part.deleted.contains(posting.document())) return true;
    }
    return false;
}

void IndexSnapshot::count_languages() {
    std::map<LanguageId, LanguageDocuments> counts;
    for (const IndexPart& part : parts_) {
        const Columns& columns = part.columns();
        std::map<std::string, std::uint64_t> tags(part.entry.languages.begin(),
                                                  part.entry.languages.end());
        for (const std::uint32_t docid : part.deleted.docids()) {
            const std::string_view lang = columns.lang(docid);
            const auto tag = tags.find(std::string(lang));
            if (tag == tags.end() || tag->second == 0) continue;
            --tag->second;
            counts[language_of(lang).id].total_length -= columns.lengths()[docid - 1];
        }
        for (const auto& [tag, count] : tags) {
            if (count > 0) counts[language_of(tag).id].documents += count;
        }
        const std::vector<LanguageId>& of_part = part.files->languages();
        for (std::size_t i = 0; i < of_part.size(); ++i) {
            counts[of_part[i]].total_length += part.files->lengths_by_language()[i];
        }
    }
    for (auto& [language, count] : counts) {
        count.language = language;
        if (count.documents > 0) languages_.push_back(count);
    }
    std::stable_sort(languages_.begin(), languages_.end(), [](const auto& a, const auto& b) {
        return a.documents > b.documents;
    });
}

std::vector<LanguageId> IndexSnapshot::languages() const {
    std::vector<LanguageId> languages;
    for (const LanguageDocuments& one : languages_) languages.push_back(one.language);
    return languages;
}

std::uint64_t IndexSnapshot::documents_with(const std::vector<std::string>& terms) const {
    std::uint64_t documents = 0;
    for (const std::uint64_t count : documents_with_each(terms)) documents += count;
    return documents;
}

std::vector<std::uint64_t> IndexSnapshot::documents_with_each(
    const std::vector<std::string>& terms) const {
    const std::vector<std::optional<std::uint64_t>> known = documents_with_term_.find(terms);
    std::vector<std::uint64_t> counts(terms.size(), 0);
    std::vector<std::size_t> unknown;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        counts[i] = known[i].value_or(0);
        if (!known[i]) unknown.push_back(i);
    }
    if (unknown.empty()) return counts;
    for (const IndexPart& part : parts_) {
        with_xapian(part.entry.name, [&] {
            const auto database = part.files->database();
            for (const std::size_t i : unknown) {
                counts[i] += live_documents_with(part, *database, terms[i]);
            }
            return 0;
        });
    }
    std::vector<std::pair<std::string, std::uint64_t>> learnt;
    for (const std::size_t i : unknown) learnt.emplace_back(terms[i], counts[i]);
    documents_with_term_.keep(std::move(learnt));
    return counts;
}

std::uint64_t IndexSnapshot::documents_with_pair(std::uint32_t bucket) const {
    std::uint64_t documents = 0;
    for (const IndexPart& part : parts_) {
        AdjacencyCursor pair = part.files->adjacent_words().find(bucket);
        documents += pair.frequency();
        if (part.deleted.empty()) continue;
        for (const std::uint32_t docid : part.deleted.docids()) {
            pair.seek(docid);
            if (pair.document() == docid) --documents;
        }
    }
    return documents;
}

bool IndexSnapshot::any_document_with(const std::vector<std::string>& terms) const {
    const std::vector<std::optional<std::uint64_t>> known = documents_with_term_.find(terms);
    std::vector<const std::string*> unknown;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (known[i].value_or(0) > 0) return true;
        if (!known[i]) unknown.push_back(&terms[i]);
    }
    return std::any_of(parts_.begin(), parts_.end(), [&](const IndexPart& part) {
        if (unknown.empty()) return false;
        return with_xapian(part.entry.name, [&] {
            const auto database = part.files->database();
            return std::any_of(unknown.begin(), unknown.end(), [&](const std::string* term) {
                return live_documents_with(part, *database, *term) > 0;
            });
        });
    });
}

std::optional<DocumentPlace> IndexSnapshot::find(std::string_view id) const {
    for (std::uint32_t index = 0; index < parts_.size(); ++index) {
        const auto docid = parts_[index].columns().find(id);
        if (docid && !parts_[index].deleted.contains(*docid)) return DocumentPlace{index, *docid};
    }
    return std::nullopt;
}

const ValueCounts& IndexSnapshot::value_counts() const {
    std::call_once(values_counted_, [this] {
        Counts languages, kinds, sources, collections;
        for (const IndexPart& part : parts_) {
            const Columns& columns = part.columns();
            for (std::uint32_t docid = 1; docid <= columns.size(); ++docid) {
                if (part.deleted.contains(docid)) continue;
                ++languages[columns.lang(docid)];
                ++kinds[columns.kind(docid)];
                ++sources[columns.source(docid)];
                ++collections[columns.collection(docid)];
            }
        }
        values_ = {
            most_first(languages), most_first(kinds), most_first(sources), most_first(collections)};
    });
    return values_;
}

const CitationCounts& IndexSnapshot::citation_counts() const {
    std::call_once(citations_counted_, [this] { citations_ = count_citations(*this); });
    return citations_;
}

CivilDay IndexSnapshot::newest_day() const {
    std::call_once(newest_found_, [this] {
        const std::string published = manifest_.published_at.substr(0, 10);
        const CivilDay today = parse_iso_date(published).value_or(CivilPeriod{}).last;
        for (const IndexPart& part : parts_) {
            const auto days = part.columns().date_first();
            for (std::uint32_t i = 0; i < days.size(); ++i) {
                const bool counts = days[i] > newest_ && (today == kUnknownDay || days[i] <= today);
                if (counts && !part.deleted.contains(i + 1)) newest_ = days[i];
            }
        }
    });
    return newest_;
}

std::vector<std::string> IndexSnapshot::terms_with_prefix(std::string_view prefix,
                                                          std::size_t limit) const {
    std::set<std::string> terms;
    for (const IndexPart& part : parts_) {
        with_xapian(part.entry.name, [&] {
            const auto database = part.files->database();
            std::size_t taken = 0;
            part.files->each_term(*database, prefix, [&](const std::string& term, std::uint32_t) {
                if (shows(part, *database, term)) {
                    terms.insert(term);
                    ++taken;
                }
                return taken < limit;
            });
            return 0;
        });
        while (terms.size() > limit) terms.erase(std::prev(terms.end()));
    }
    return {terms.begin(), terms.end()};
}

void IndexSnapshot::each_term(std::string_view prefix,
                              const std::function<void(std::string_view)>& visit) const {
    for (const IndexPart& part : parts_) {
        with_xapian(part.entry.name, [&] {
            const auto database = part.files->database();
            part.files->each_term(*database, prefix, [&](const std::string& term, std::uint32_t) {
                if (shows(part, *database, term)) visit(term);
                return true;
            });
            return 0;
        });
    }
}

std::optional<std::map<std::string, std::uint64_t>> IndexSnapshot::term_documents(
    std::string_view prefix, std::size_t limit, const std::function<bool()>& give_up) const {
    constexpr std::size_t kAskEvery = 256;
    std::map<std::string, std::uint64_t> counts;
    std::size_t looked_at = 0;
    for (const IndexPart& part : parts_) {
        const bool all = with_xapian(part.entry.name, [&] {
            const auto database = part.files->database();
            bool whole = true;
            const auto count = [&](const std::string& term, std::uint32_t frequency) {
                if (++looked_at % kAskEvery == 0 && give_up()) return whole = false;
                const std::uint64_t documents =
                    part.deleted.empty() ? frequency : live_documents_with(part, *database, term);
                if (documents > 0) counts[term] += documents;
                return whole = counts.size() <= limit;
            };
            part.files->each_term(*database, prefix, count);
            return whole;
        });
        if (!all) return std::nullopt;
    }
    return counts;
}

std::vector<std::string> IndexSnapshot::known(std::vector<std::string> terms) const {
    std::vector<bool> found(terms.size(), false);
    for (const IndexPart& part : parts_) {
        with_xapian(part.entry.name, [&] {
            const auto database = part.files->database();
            for (std::size_t i = 0; i < terms.size(); ++i) {
                if (found[i]) continue;
                const PostingCursor posting(part.files->postings(*database), terms[i]);
                found[i] = posting.frequency() > 0 && shows(part, *database, terms[i]);
            }
            return 0;
        });
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (found[i]) std::swap(terms[kept++], terms[i]);
    }
    terms.resize(kept);
    return terms;
}

}  // namespace gazette

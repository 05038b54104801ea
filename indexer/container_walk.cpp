#include "indexer/container_walk.h"

#include "indexer/extract/csv_row_reader.h"
#include "indexer/extract/registry.h"
#include "indexer/format/stored_document.h"
#include "indexer/input_names.h"
#include "indexer/line_cutter.h"
#include "indexer/table_records.h"

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

bool is_blank_line(std::string_view line) {
    return line.find_first_not_of(" \t\r\v\f") == std::string_view::npos;
}

std::string too_large(std::uint64_t bytes, std::size_t limit) {
    return std::to_string(bytes) + " bytes, more than " + std::to_string(limit);
}

}  // namespace

bool is_container(std::string_view media_type) {
    return media_type == kJsonLinesMediaType || media_type == kCsvMediaType ||
           media_type == kRecordsMediaType || container_for(media_type) != nullptr;
}

void set_container_reader(std::string_view media_type, std::int64_t recipes, WalkedKey& key) {
    if (const ContainerReader* const reader = container_for(media_type)) {
        key.extractor = reader->name();
        // Its members are read by any of the readers.
        key.extractor_version = reading_version() ^ static_cast<int>(recipes);
        return;
    }
    const Extractor* const records =
        extractor_for(recipes == 0 ? kRecordMediaType : kRecipeRecordMediaType);
    key.extractor = records->name();
    key.extractor_version = records->version() ^ static_cast<int>(recipes);
}

ContainerWalk::ContainerWalk(WalkState& state,
                             WalkedKey key,
                             std::string relative,
                             const std::optional<LedgerRow>& known,
                             RuleMatch rule)
    : state_(state), key_(std::move(key)), relative_(std::move(relative)), rule_(std::move(rule)) {
    if (known && known->outcome == Outcome::container) known_ = known;
}

void ContainerWalk::read(OpenedInput& opened,
                         FileSource& file,
                         const std::function<bool()>& is_unchanged) {
    if (known_ && !known_->hash.empty() && known_->bytes == key_.bytes) {
        key_.hash = file.hash_of_all();
        if (WalkState::is_same(*known_, key_)) {
            state_.give(WalkedUnchangedContainer{known_->input_id, key_.bytes});
            return;
        }
    }
    auto container = std::make_shared<WalkedContainer>();
    container->uri = key_.name;
    container->collection = key_.collection;
    container->extractor = key_.extractor;
    container->extractor_version = key_.extractor_version;
    container->bytes = key_.bytes;
    container->modified_ns = key_.modified_ns;
    container->sequence = key_.sequence;
    container_ = container;
    if (!state_.give(WalkedContainerBegin{container_})) return;
    if (state_.options.recipes != nullptr && state_.options.recipes->has_companions() &&
        container_for(opened.media_type()) != nullptr) {
        FileSource again(file.descriptor());
        OpenedInput beforehand(again, opened.name());
        collect_companions(beforehand.source(), opened.media_type(), {});
    }
    ContainerEnd end = read_level(opened, {"", 1, rule_});
    if (!bomb_.problem.empty()) end = bomb_;
    WalkedContainerEnd count;
    count.container = container_;
    count.inputs = inputs_;
    count.bytes = key_.bytes;
    count.hash = file.hash_of_all();
    count.error = std::move(end.problem);
    count.code = end.code;
    if (count.hash.empty()) {
        count.error = "cannot be read to its end: " + file.error();
        count.code = RejectionCode::unreadable;
    } else if (!is_unchanged()) {
        count.error = "it was changed while it was read";
        count.code = RejectionCode::unreadable;
    }
    state_.give(std::move(count));
}

ContainerEnd ContainerWalk::read_level(OpenedInput& opened, const Level& level) {
    if (opened.media_type() == kJsonLinesMediaType) return cut_records(opened, level);
    if (opened.media_type() == kCsvMediaType) return cut_rows(opened, level);
    if (opened.media_type() == kRecordsMediaType) return cut_tree(opened, level);
    return container_for(opened.media_type())->read(opened.source(), [&](Member member) {
        return take_member(std::move(member), level);
    });
}

ContainerEnd ContainerWalk::cut_records(OpenedInput& opened, const Level& level) {
    const std::string id_base = path_made_id(key_.collection, relative_ + level.base);
    LineCutter lines(opened.source(), state_.options.max_input_bytes);
    while (const auto line = lines.next()) {
        if (!line->too_long && is_blank_line(line->bytes)) continue;
        if (opened.was_compressed() && is_bomb(line->length)) break;
        take_record({line->number, line->bytes, line->length, line->too_long}, level, id_base);
        if (state_.is_stopped()) return {};
    }
    if (opened.source().error().empty()) return {};
    return {"could be read up to byte " + std::to_string(lines.bytes_read()) +
                " only: " + opened.source().error(),
            opened.source().error_code()};
}

// A row of a table is an object with its columns as members.
ContainerEnd ContainerWalk::cut_rows(OpenedInput& opened, const Level& level) {
    const std::string id_base = path_made_id(key_.collection, relative_ + level.base);
    CsvRowReader rows(opened.source(),
                      state_.options.max_input_bytes,
                      level.rule && level.rule.rule->csv_backslash);
    std::vector<std::string> columns;
    if (level.rule) columns = level.rule.rule->csv_columns;
    CsvRowReader::Row row;
    std::uint64_t bytes = 0;
    while (rows.next(row)) {
        bytes += row.bytes;
        if (opened.was_compressed() && is_bomb(row.bytes)) break;
        if (columns.empty() && !row.too_long) {
            columns = row.fields;
            continue;
        }
        const std::string record = record_of_row(columns, row.fields);
        take_record({row.number, record, row.bytes, row.too_long}, level, id_base);
        if (state_.is_stopped()) return {};
    }
    if (!opened.source().error().empty()) {
        return {"could be read up to row " + std::to_string(row.number) +
                    " only: " + opened.source().error(),
                opened.source().error_code()};
    }
    if (rows.is_cut()) return {"it ends inside quotes", RejectionCode::damaged};
    return {};
}

// What the rule's pointer leads to in a JSON or YAML file.
ContainerEnd ContainerWalk::cut_tree(OpenedInput& opened, const Level& level) {
    const std::string text = read_all(opened.source(), extract_limits::kMaxRecordsFileBytes + 1);
    if (!opened.source().error().empty()) {
        return {opened.source().error(), opened.source().error_code()};
    }
    if (text.size() > extract_limits::kMaxRecordsFileBytes) {
        return {"more than " + std::to_string(extract_limits::kMaxRecordsFileBytes) +
                    " bytes of records in one tree",
                RejectionCode::too_large};
    }
    if (opened.was_compressed() && is_bomb(text.size())) return bomb_;
    std::vector<std::string> records;
    const std::string problem =
        records_of_tree(text, *level.rule.rule, level.rule.captures, records);
    if (!problem.empty()) return {problem, RejectionCode::damaged};
    const std::string id_base = path_made_id(key_.collection, relative_ + level.base);
    std::uint64_t number = 0;
    for (const std::string& record : records) {
        take_record({++number, record, record.size(), false}, level, id_base);
        if (state_.is_stopped()) return {};
    }
    return {};
}

void ContainerWalk::take_record(const Record& record,
                                const Level& level,
                                const std::string& id_base) {
    WalkedKey key = member_key(level.base + ":" + std::to_string(record.number));
    key.record_base = level.base;
    key.line = record.number;
    key.bytes = record.length;
    const std::string_view media_type = record_media_type(level.rule);
    const Extractor* const reader = extractor_for(media_type);
    key.extractor = reader->name();
    key.extractor_version = reader->version();
    if (record.too_long) {
        state_.refuse(std::move(key),
                      RejectionCode::too_large,
                      "line " + std::to_string(record.number) + " has " +
                          too_large(record.length, state_.options.max_input_bytes));
        return;
    }
    Input input;
    const std::string uri = container_->uri + level.base;
    input.recipe = recipe_use(level.rule, uri, [this](const std::string& path, std::string& why) {
        return companions_.find(path, why);
    });
    key.hash = input_hash(record.bytes, {}, input.recipe);
    if (known_) {
        const auto known = state_.ledger.find_record(known_->input_id, level.base, key.hash);
        if (known && state_.settle(key, *known)) return;
    }
    input.uri = container_->uri + key.name;
    // By the content, not the line: lines put in before it must not change it.
    input.default_id = id_base + "#" + content_hash(record.bytes).substr(0, 16);
    input.collection = key.collection;
    input.media_type = media_type;
    input.bytes = record.bytes;
    ++inputs_;
    state_.give(WalkedInput{std::move(key), std::move(input)});
}

bool ContainerWalk::take_member(Member member, const Level& level) {
    WalkedKey key = member_key(level.base + "!/" + member.name);
    if (is_bomb(member.bytes.size())) {
        state_.refuse(std::move(key), bomb_.code, "the archive around it: " + bomb_.problem);
        return false;
    }
    key.bytes = member.bytes.size();
    if (!member.why_not.empty()) {
        if (member.skipped) {
            state_.skip(std::move(key), *member.skipped, member.why_not);
        } else {
            state_.refuse(std::move(key), member.why_not_code, member.why_not);
        }
        return !state_.is_stopped();
    }
    RuleMatch rule = rule_of_member(key, level);
    if (auto out = ruled_out(rule)) {
        state_.skip(std::move(key), out->reason, std::move(out->detail));
        return !state_.is_stopped();
    }
    const std::string bytes = std::exchange(member.bytes, {});
    MemorySource memory(bytes);
    OpenedInput opened(memory, member.name, member.media_type);
    // What a container says that it holds, it knows better.
    if (member.media_type.empty()) {
        opened.set_media_type(media_type_by(rule, opened.media_type()));
    }
    if (!opened.source().error().empty()) {
        state_.refuse(std::move(key), opened.source().error_code(), opened.source().error());
    } else if (is_container(opened.media_type())) {
        open_nested(std::move(key), opened, level, std::move(rule));
    } else {
        take_document(std::move(key), opened, std::move(member), rule);
    }
    return bomb_.problem.empty() && !state_.is_stopped();
}

// By its own path; else, of what a feed or a mailbox holds, as the file that holds it.
RuleMatch ContainerWalk::rule_of_member(const WalkedKey& key, const Level& level) const {
    RuleMatch rule = state_.rule_for(container_->uri + key.name);
    const bool is_named = rule && !rule.rule->takes_the_rest();
    return is_named || !level.rule ? rule : level.rule;
}

// Metadata may stand behind what they describe, so an archive is read for them beforehand. What
// cannot be read is said when it is read again.
void ContainerWalk::collect_companions(ByteSource& source,
                                       const std::string& media_type,
                                       const Level& level) {
    const ContainerReader* const reader = container_for(media_type);
    if (reader == nullptr || level.depth > extract_limits::kMaxNesting) return;
    reader->read(source, [&](Member member) {
        if (!member.why_not.empty() || !member.media_type.empty()) return !state_.is_stopped();
        const std::string base = level.base + "!/" + member.name;
        const RuleMatch rule = state_.rule_for(key_.name + base);
        MemorySource memory(member.bytes);
        OpenedInput opened(memory, member.name);
        if (rule && rule.rule->is_companion) {
            std::string bytes = read_all(opened.source(), extract_limits::kMaxCompanionBytes + 1);
            if (bytes.size() <= extract_limits::kMaxCompanionBytes) {
                companions_.add(key_.name + base, std::move(bytes));
            }
        } else {
            collect_companions(opened.source(), opened.media_type(), {base, level.depth + 1, {}});
        }
        return !state_.is_stopped();
    });
}

void ContainerWalk::open_nested(WalkedKey key,
                                OpenedInput& opened,
                                const Level& level,
                                RuleMatch rule) {
    set_container_reader(opened.media_type(), state_.recipes_fingerprint(), key);
    if (level.depth + 1 > extract_limits::kMaxNesting) {
        state_.refuse(
            std::move(key),
            RejectionCode::over_limit,
            "containers in containers deeper than " + std::to_string(extract_limits::kMaxNesting));
        return;
    }
    const ContainerEnd end = read_level(opened, {key.name, level.depth + 1, std::move(rule)});
    WalkedMemberContainer nested;
    nested.key = std::move(key);
    if (!bomb_.problem.empty()) {
        nested.reason = name_of(bomb_.code);
        nested.detail = bomb_.problem;
    } else if (!end.problem.empty()) {
        nested.reason = name_of(end.code);
        nested.detail = end.problem;
    }
    state_.give(std::move(nested));
}

void ContainerWalk::take_document(WalkedKey key,
                                  OpenedInput& opened,
                                  Member member,
                                  const RuleMatch& rule) {
    const std::string uri = container_->uri + key.name;
    const Extractor* const extractor = extractor_for(opened.media_type());
    if (extractor == nullptr) {
        state_.refuse_format(std::move(key), uri, opened.media_type(), opened.head());
        return;
    }
    key.extractor = extractor->name();
    key.extractor_version = extractor->version();
    const std::size_t limit = state_.options.max_input_bytes;
    std::string bytes = read_all(opened.source(), limit + 1);
    if (!opened.source().error().empty()) {
        state_.refuse(std::move(key), opened.source().error_code(), opened.source().error());
        return;
    }
    if (bytes.size() > limit) {
        state_.refuse(std::move(key), RejectionCode::too_large, too_large(bytes.size(), limit));
        return;
    }
    if (opened.was_compressed() && is_bomb(bytes.size())) {
        state_.refuse(std::move(key), bomb_.code, "the archive around it: " + bomb_.problem);
        return;
    }
    key.bytes = bytes.size();
    Input input;
    input.recipe = recipe_use(rule, uri, [this](const std::string& path, std::string& why) {
        return companions_.find(path, why);
    });
    key.hash = input_hash(bytes, member.facts, input.recipe);
    const auto known = known_row(key.name);
    if (known && state_.settle(key, *known)) return;
    input.uri = uri;
    input.default_id =
        kept_id(known, key).value_or(path_made_id(key.collection, relative_ + key.name));
    input.collection = key.collection;
    input.media_type = opened.media_type();
    input.bytes = std::move(bytes);
    input.facts = std::move(member.facts);
    ++inputs_;
    state_.give(WalkedInput{std::move(key), std::move(input)});
}

WalkedKey ContainerWalk::member_key(std::string name) {
    WalkedKey key;
    key.container = container_;
    key.name = std::move(name);
    key.sequence = state_.next_sequence();
    key.collection = key_.collection;
    key.modified_ns = key_.modified_ns;
    return key;
}

std::optional<LedgerRow> ContainerWalk::known_row(const std::string& name) {
    if (!known_) return std::nullopt;
    return state_.ledger.find(known_->input_id, name);
}

// Counts what was unpacked. Each reader bounds what one container unpacks to; this bounds what
// containers in containers do.
bool ContainerWalk::is_bomb(std::uint64_t more) {
    unpacked_ += more;
    if (unpacked_ <= extract_limits::kUnpackFloorBytes ||
        unpacked_ / extract_limits::kMaxUnpackRatio < key_.bytes) {
        return false;
    }
    bomb_ = {"it unpacks to more than " + std::to_string(extract_limits::kMaxUnpackRatio) +
                 " times its size: " + std::to_string(unpacked_) + " bytes from " +
                 std::to_string(key_.bytes),
             RejectionCode::over_limit};
    return true;
}

}  // namespace gazette

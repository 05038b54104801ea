#include "indexer/container_walk.h"

#include "indexer/extract/byte_sources.h"
#include "indexer/extract/registry.h"
#include "indexer/format/stored_document.h"
#include "indexer/input_names.h"
#include "indexer/line_cutter.h"
#include "indexer/opened_input.h"

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
    return media_type == kRecordsMediaType || holds_inputs(media_type);
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

void ContainerWalk::read(const OpenedContainer& opened,
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
        container_for(opened.media_type) != nullptr) {
        collect_companions(opened, {});
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

ContainerEnd ContainerWalk::read_level(const OpenedContainer& opened, const Level& level) {
    if (opened.media_type == kJsonLinesMediaType) return cut_lines(opened, level);
    if (opened.media_type == kCsvMediaType || opened.media_type == kRecordsMediaType) {
        return cut_table(opened, level);
    }
    OpenRequest request;
    request.as = OpenAs::members;
    request.reader = opened.media_type;
    request.max_bytes = state_.options.max_input_bytes;
    return state_.opener.take_apart(opened.input, std::move(request), [&](OpenEvent event) {
        return take_member(std::get<OpenedMember>(std::move(event)), level);
    });
}

// Lines are cut in this process: nothing in them is looked at but their ends.
ContainerEnd ContainerWalk::cut_lines(const OpenedContainer& opened, const Level& level) {
    const std::string id_base = path_made_id(key_.collection, relative_ + level.base);
    std::unique_ptr<ByteSource> own;
    if (opened.plain == nullptr) {
        own = opened.was_compressed ? state_.opener.bytes(opened.input) : opened.input.source();
    }
    ByteSource& source = opened.plain != nullptr ? *opened.plain : *own;
    LineCutter lines(source, state_.options.max_input_bytes);
    while (const auto line = lines.next()) {
        if (!line->too_long && is_blank_line(line->bytes)) continue;
        if (opened.was_compressed && is_bomb(line->length)) break;
        take_record(
            {line->number, std::string(line->bytes), line->length, line->too_long}, level, id_base);
        if (state_.is_stopped()) return {};
    }
    if (source.error().empty()) return {};
    return {"could be read up to byte " + std::to_string(lines.bytes_read()) +
                " only: " + source.error(),
            source.error_code()};
}

ContainerEnd ContainerWalk::cut_table(const OpenedContainer& opened, const Level& level) {
    const std::string id_base = path_made_id(key_.collection, relative_ + level.base);
    OpenRequest request;
    request.as = opened.media_type == kCsvMediaType ? OpenAs::rows : OpenAs::tree;
    request.max_bytes = state_.options.max_input_bytes;
    if (level.rule) {
        request.csv_backslash = level.rule.rule->csv_backslash;
        request.csv_columns = level.rule.rule->csv_columns;
        request.rule = level.rule.rule->json;
        request.captures = level.rule.captures;
    }
    return state_.opener.take_apart(opened.input, std::move(request), [&](OpenEvent event) {
        auto& record = std::get<OpenedRecord>(event);
        if (opened.was_compressed && is_bomb(record.length)) return false;
        take_record(std::move(record), level, id_base);
        return !state_.is_stopped();
    });
}

void ContainerWalk::take_record(OpenedRecord record,
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
    input.bytes = std::move(record.bytes);
    ++inputs_;
    state_.give(WalkedInput{std::move(key), std::move(input)});
}

bool ContainerWalk::take_member(OpenedMember opened, const Level& level) {
    Member& member = opened.member;
    WalkedKey key = member_key(level.base + "!/" + member.name);
    if (is_bomb(opened.stored_bytes)) {
        state_.refuse(std::move(key), bomb_.code, "the archive around it: " + bomb_.problem);
        return false;
    }
    key.bytes = opened.stored_bytes;
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
    // What a container says that it holds, it knows better.
    if (member.media_type.empty()) {
        opened.head.media_type = media_type_by(rule, opened.head.media_type);
    }
    if (!opened.head.problem.empty()) {
        state_.refuse(std::move(key), opened.head.code, opened.head.problem);
    } else if (is_container(opened.head.media_type)) {
        open_nested(std::move(key), std::move(opened), level, std::move(rule));
    } else {
        take_document(std::move(key), std::move(opened), rule);
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
void ContainerWalk::collect_companions(const OpenedContainer& opened, const Level& level) {
    if (container_for(opened.media_type) == nullptr || level.depth > extract_limits::kMaxNesting) {
        return;
    }
    OpenRequest request;
    request.as = OpenAs::members;
    request.reader = opened.media_type;
    request.max_bytes = state_.options.max_input_bytes;
    state_.opener.take_apart(opened.input, std::move(request), [&](OpenEvent event) {
        auto& found = std::get<OpenedMember>(event);
        if (!found.member.why_not.empty() || !found.member.media_type.empty() ||
            !found.head.problem.empty()) {
            return !state_.is_stopped();
        }
        const std::string base = level.base + "!/" + found.member.name;
        const RuleMatch rule = state_.rule_for(key_.name + base);
        if (rule && rule.rule->is_companion) {
            ContainerEnd unread;
            std::string bytes = bytes_of(found, unread);
            if (bytes.size() <= extract_limits::kMaxCompanionBytes) {
                companions_.add(key_.name + base, std::move(bytes));
            }
        } else if (container_for(found.head.media_type) != nullptr) {
            OpenableInput inner(found.member.bytes, found.member.name);
            collect_companions({inner, found.head.media_type, found.head.was_compressed},
                               {base, level.depth + 1, {}});
        }
        return !state_.is_stopped();
    });
}

void ContainerWalk::open_nested(WalkedKey key,
                                OpenedMember opened,
                                const Level& level,
                                RuleMatch rule) {
    const std::string media_type = opened.head.media_type;
    set_container_reader(media_type, state_.recipes_fingerprint(), key);
    if (level.depth + 1 > extract_limits::kMaxNesting) {
        state_.refuse(
            std::move(key),
            RejectionCode::over_limit,
            "containers in containers deeper than " + std::to_string(extract_limits::kMaxNesting));
        return;
    }
    // What is not packed any more is what it is, whatever its name says.
    OpenableInput inner(
        opened.member.bytes, opened.member.name, opened.is_packed ? std::string() : media_type);
    const ContainerEnd end = read_level({inner, media_type, opened.head.was_compressed},
                                        {key.name, level.depth + 1, std::move(rule)});
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

// Without compression, and no more than one byte over the limit.
std::string ContainerWalk::bytes_of(OpenedMember& opened, ContainerEnd& end) {
    if (!opened.is_packed) return std::move(opened.member.bytes);
    OpenableInput packed(opened.member.bytes, opened.member.name);
    const auto source = state_.opener.bytes(packed);
    std::string bytes = read_all(*source, state_.options.max_input_bytes + 1);
    end = {source->error(), source->error_code()};
    return bytes;
}

void ContainerWalk::take_document(WalkedKey key, OpenedMember opened, const RuleMatch& rule) {
    const std::string uri = container_->uri + key.name;
    const std::string& media_type = opened.head.media_type;
    const Extractor* const extractor = extractor_for(media_type);
    if (extractor == nullptr) {
        const std::string_view head = std::string_view(opened.member.bytes).substr(0, kSniffBytes);
        state_.refuse_format(std::move(key), uri, media_type, head);
        return;
    }
    key.extractor = extractor->name();
    key.extractor_version = extractor->version();
    const std::size_t limit = state_.options.max_input_bytes;
    ContainerEnd end;
    std::string bytes = bytes_of(opened, end);
    if (!end.problem.empty()) {
        state_.refuse(std::move(key), end.code, std::move(end.problem));
        return;
    }
    if (bytes.size() > limit) {
        state_.refuse(std::move(key), RejectionCode::too_large, too_large(bytes.size(), limit));
        return;
    }
    if (opened.head.was_compressed && is_bomb(bytes.size())) {
        state_.refuse(std::move(key), bomb_.code, "the archive around it: " + bomb_.problem);
        return;
    }
    key.bytes = bytes.size();
    Input input;
    input.recipe = recipe_use(rule, uri, [this](const std::string& path, std::string& why) {
        return companions_.find(path, why);
    });
    input.ocr = state_.ocr_for(media_type, rule);
    key.hash = input_hash(bytes, opened.member.facts, input.recipe, input.ocr);
    const auto known = known_row(key.name);
    if (known && state_.settle(key, *known)) return;
    input.uri = uri;
    input.default_id =
        kept_id(known, key).value_or(path_made_id(key.collection, relative_ + key.name));
    input.collection = key.collection;
    input.media_type = media_type;
    input.bytes = std::move(bytes);
    input.facts = std::move(opened.member.facts);
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

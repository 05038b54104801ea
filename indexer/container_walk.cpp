#include "indexer/container_walk.h"

#include "indexer/extract/registry.h"
#include "indexer/format/stored_document.h"
#include "indexer/input_names.h"
#include "indexer/line_cutter.h"

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

bool is_blank_line(std::string_view line) {
    return line.find_first_not_of(" \t\r\v\f") == std::string_view::npos;
}

// Of the bytes and of what is known around them.
std::string hash_of(std::string_view bytes, const InputFacts& facts) {
    std::string around;
    for (const std::string* fact : {&facts.url,
                                    &facts.title,
                                    &facts.charset,
                                    &facts.lang,
                                    &facts.published,
                                    &facts.fetched,
                                    &facts.kind,
                                    &facts.source,
                                    &facts.publisher,
                                    &facts.jurisdiction,
                                    &facts.rights}) {
        around += '\0';
        around += *fact;
    }
    const bool has_facts = std::any_of(around.begin(), around.end(), [](char c) { return c != 0; });
    StreamHash hash;
    hash.add(bytes);
    if (has_facts) hash.add(around);
    return hash.hex();
}

std::string too_large(std::uint64_t bytes, std::size_t limit) {
    return std::to_string(bytes) + " bytes, more than " + std::to_string(limit);
}

}  // namespace

bool is_container(std::string_view media_type) {
    return media_type == kJsonLinesMediaType || container_for(media_type) != nullptr;
}

void set_container_reader(std::string_view media_type, WalkedKey& key) {
    if (media_type == kJsonLinesMediaType) {
        const Extractor* const records = extractor_for(kRecordMediaType);
        key.extractor = records->name();
        key.extractor_version = records->version();
        return;
    }
    key.extractor = container_for(media_type)->name();
    // Its members are read by any of the readers.
    key.extractor_version = reading_version();
}

ContainerWalk::ContainerWalk(WalkState& state,
                             WalkedKey key,
                             std::string relative,
                             const std::optional<LedgerRow>& known)
    : state_(state), key_(std::move(key)), relative_(std::move(relative)) {
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
    ContainerEnd end = read_level(opened, {});
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
        take_record(*line, level, id_base);
        if (state_.is_stopped()) return {};
    }
    if (opened.source().error().empty()) return {};
    return {"could be read up to byte " + std::to_string(lines.bytes_read()) +
                " only: " + opened.source().error(),
            opened.source().error_code()};
}

void ContainerWalk::take_record(const Line& line, const Level& level, const std::string& id_base) {
    WalkedKey key = member_key(level.base + ":" + std::to_string(line.number));
    key.record_base = level.base;
    key.line = line.number;
    key.bytes = line.length;
    const Extractor* const reader = extractor_for(kRecordMediaType);
    key.extractor = reader->name();
    key.extractor_version = reader->version();
    if (line.too_long) {
        state_.refuse(std::move(key),
                      RejectionCode::too_large,
                      "line " + std::to_string(line.number) + " has " +
                          too_large(line.length, state_.options.max_input_bytes));
        return;
    }
    key.hash = content_hash(line.bytes);
    if (known_) {
        const auto known = state_.ledger.find_record(known_->input_id, level.base, key.hash);
        if (known && state_.settle(key, *known)) return;
    }
    Input input;
    input.uri = container_->uri + key.name;
    // By the content, not the line: lines put in before it must not change it.
    input.default_id = id_base + "#" + key.hash.substr(0, 16);
    input.collection = key.collection;
    input.media_type = kRecordMediaType;
    input.bytes = line.bytes;
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
    const std::string bytes = std::exchange(member.bytes, {});
    MemorySource memory(bytes);
    OpenedInput opened(memory, member.name, member.media_type);
    if (!opened.source().error().empty()) {
        state_.refuse(std::move(key), opened.source().error_code(), opened.source().error());
    } else if (is_container(opened.media_type())) {
        open_nested(std::move(key), opened, level);
    } else {
        take_document(std::move(key), opened, std::move(member));
    }
    return bomb_.problem.empty() && !state_.is_stopped();
}

void ContainerWalk::open_nested(WalkedKey key, OpenedInput& opened, const Level& level) {
    set_container_reader(opened.media_type(), key);
    if (level.depth + 1 > extract_limits::kMaxNesting) {
        state_.refuse(
            std::move(key),
            RejectionCode::over_limit,
            "containers in containers deeper than " + std::to_string(extract_limits::kMaxNesting));
        return;
    }
    const ContainerEnd end = read_level(opened, {key.name, level.depth + 1});
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

void ContainerWalk::take_document(WalkedKey key, OpenedInput& opened, Member member) {
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
    key.hash = hash_of(bytes, member.facts);
    const auto known = known_row(key.name);
    if (known && state_.settle(key, *known)) return;
    Input input;
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

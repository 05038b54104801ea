#include "indexer/source_walker.h"

#include "indexer/container_walk.h"
#include "indexer/extract/compressed_source.h"
#include "indexer/extract/registry.h"
#include "indexer/file_source.h"
#include "indexer/folder_listing.h"
#include "indexer/format/stored_document.h"
#include "indexer/input_file.h"
#include "indexer/input_names.h"
#include "indexer/opened_input.h"
#include "indexer/recipe_walk.h"
#include "indexer/walk_state.h"

#include <algorithm>
#include <cerrno>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace gazette {

namespace {

namespace fs = std::filesystem;

std::string system_words() {
    return std::generic_category().message(errno);
}

// In the ledger, what could not be unpacked was read by this.
constexpr std::string_view kUnpacking = "unpacking";

void set_as_stored(WalkedKey& key, FileSource& stored) {
    key.extractor = kUnpacking;
    key.extractor_version = reading_version();
    key.hash = stored.hash_of_all();
}

class Walk {
  public:
    explicit Walk(WalkState& state) : state_(state), options_(state.options) {}

    void run() {
        for (const Root& root : options_.roots) {
            root_ = &root;
            base_ = root.base;
            visit(root.path);
            if (state_.is_stopped()) return;
        }
    }

  private:
    void visit(const fs::path& path);
    void visit_link(const fs::path& path);
    void visit_folder(const fs::path& path);
    void visit_file(const fs::path& path, const FileState& state);
    void visit_target(const fs::path& path);
    OpenedHead look_at(OpenableInput& input, PeekedSource& stored);
    void read_document(const fs::path& path,
                       const OpenedHead& head,
                       ByteSource& source,
                       FileSource& stored,
                       WalkedKey key,
                       const std::optional<LedgerRow>& known,
                       const RuleMatch& rule);
    std::string read_companion(const std::string& uri, std::string& problem) const;

    void refuse(WalkedKey key, RejectionCode code, std::string detail) {
        state_.refuse(std::move(key), code, std::move(detail));
    }
    void skip(const fs::path& path, SkipReason reason, std::string detail) {
        state_.skip(file_key(path), reason, std::move(detail));
    }

    WalkedKey file_key(const fs::path& path) {
        WalkedKey key;
        key.name = path_uri(path);
        key.sequence = state_.next_sequence();
        key.collection = options_.collection.value_or(root_->collection);
        return key;
    }
    // An input that the index knows keeps its collection, unless another one is asked for.
    void keep_collection(WalkedKey& key, const std::optional<LedgerRow>& known) const {
        const bool filed =
            known && known->outcome != Outcome::skipped && !known->collection.empty();
        if (filed && !options_.collection) key.collection = known->collection;
    }
    std::string relative(const fs::path& path) const {
        const std::string& whole = path.native();
        const std::size_t base = base_.native() == "/" ? 0 : base_.native().size();
        return whole.substr(std::min(whole.size(), base + 1));
    }

    WalkState& state_;
    const WalkOptions& options_;
    const Root* root_ = nullptr;
    fs::path base_;                                               // ids are relative to it
    std::set<std::pair<std::uint64_t, std::uint64_t>> followed_;  // device, inode of links' ends
};

void Walk::visit(const fs::path& path) {
    if (state_.is_stopped()) return;
    std::error_code error;
    const auto status = fs::symlink_status(path, error);
    if (error) {
        refuse(file_key(path), RejectionCode::unreadable, error.message());
    } else if (status.type() == fs::file_type::symlink) {
        visit_link(path);
    } else {
        visit_target(path);
    }
}

void Walk::visit_link(const fs::path& path) {
    std::error_code error;
    const fs::path target = fs::canonical(path, error);
    const auto state = error ? std::nullopt : file_state(target);
    if (!state) {
        refuse(file_key(path),
               RejectionCode::unreadable,
               "a link that leads nowhere: " + (error ? error.message() : system_words()));
        return;
    }
    const std::vector<Root>& scope = options_.scope.empty() ? options_.roots : options_.scope;
    const bool walked = std::any_of(
        scope.begin(), scope.end(), [&](const Root& root) { return is_within(target, root.path); });
    if (walked) {
        skip(
            path, SkipReason::linked, "a link to " + path_uri(target) + ", which is walked itself");
    } else if (!followed_.emplace(state->device, state->inode).second) {
        skip(path,
             SkipReason::linked,
             "a link to " + path_uri(target) + ", which was read by way of another link");
    } else {
        visit_target(path);
    }
}

void Walk::visit_target(const fs::path& path) {
    const auto state = file_state(path);
    if (!state) {
        refuse(file_key(path), RejectionCode::unreadable, system_words());
    } else if (state->kind == FileKind::folder) {
        visit_folder(path);
    } else if (state->kind == FileKind::regular) {
        visit_file(path, *state);
    } else {
        refuse(file_key(path),
               RejectionCode::unsupported_format,
               std::string(state->what) + ", which is never opened");
    }
}

void Walk::visit_folder(const fs::path& path) {
    if (is_version_control(path) && path != root_->path) {
        skip(path, SkipReason::version_control, "a folder of version control");
        return;
    }
    std::error_code ignored;
    if (fs::equivalent(path, options_.index_dir, ignored)) {
        skip(path, SkipReason::index_folder, "the folder of the index itself");
        return;
    }
    const auto entries = entries_of(path);
    if (!entries) {
        WalkedRefusal refusal;
        refusal.key = file_key(path);
        refusal.reason = name_of(RejectionCode::unreadable);
        refusal.detail = "the folder cannot be read: " + system_words();
        refusal.is_folder = true;
        state_.give(std::move(refusal));
        return;
    }
    for (const FolderEntry& entry : *entries) {
        visit(path / entry.name);
        if (state_.is_stopped()) return;
    }
}

void Walk::visit_file(const fs::path& path, const FileState& state) {
    WalkedKey key = file_key(path);
    key.bytes = state.bytes;
    key.modified_ns = state.modified_ns;
    RuleMatch rule = state_.rule_for(key.name);
    if (auto out = ruled_out(rule)) {
        state_.skip(std::move(key), out->reason, std::move(out->detail));
        return;
    }
    const InputFile file(path);
    if (!file.error().empty()) {
        refuse(std::move(key), RejectionCode::unreadable, file.error());
        return;
    }
    FileSource source(file.descriptor());
    PeekedSource peeked(source);
    OpenableInput input(file.descriptor(), path.filename().native());
    const auto known = state_.ledger.find(0, key.name);
    keep_collection(key, known);
    if (known && known->extractor == kUnpacking) {
        set_as_stored(key, source);
        if (state_.settle(key, *known)) return;
    }
    OpenedHead head = look_at(input, peeked);
    if (!head.problem.empty()) {
        set_as_stored(key, source);
        refuse(std::move(key), head.code, std::move(head.problem));
        return;
    }
    head.media_type = media_type_by(rule, head.media_type);
    if (!is_container(head.media_type)) {
        const auto unpacked = head.was_compressed ? state_.opener.bytes(input) : nullptr;
        ByteSource& bytes = unpacked == nullptr ? peeked : *unpacked;
        read_document(path, head, bytes, source, std::move(key), known, rule);
        return;
    }
    set_container_reader(head.media_type, state_.recipes_fingerprint(), key);
    ContainerWalk walk(state_, std::move(key), relative(path), known, std::move(rule));
    const OpenedContainer opened{
        input, head.media_type, head.was_compressed, head.was_compressed ? nullptr : &peeked};
    walk.read(opened, source, [&] {
        const auto now = file_state(path);
        return now && now->bytes == state.bytes && now->modified_ns == state.modified_ns;
    });
}

OpenedHead Walk::look_at(OpenableInput& input, PeekedSource& stored) {
    OpenedHead head;
    head.name = input.name();
    head.bytes = stored.peek(kSniffBytes);
    head.problem = stored.error();
    head.code = stored.error_code();
    head.media_type = sniff_media_type(head.name, head.bytes);
    return is_compressed(head.media_type) ? state_.opener.head(input) : head;
}

void Walk::read_document(const fs::path& path,
                         const OpenedHead& head,
                         ByteSource& source,
                         FileSource& stored,
                         WalkedKey key,
                         const std::optional<LedgerRow>& known,
                         const RuleMatch& rule) {
    const Extractor* const extractor = extractor_for(head.media_type);
    if (extractor == nullptr) {
        const std::string uri = key.name;
        state_.refuse_format(std::move(key), uri, head.media_type, head.bytes);
        return;
    }
    key.extractor = extractor->name();
    key.extractor_version = extractor->version();
    std::string bytes = read_all(source, options_.max_input_bytes + 1);
    if (!source.error().empty()) {
        if (head.was_compressed) set_as_stored(key, stored);
        refuse(std::move(key), source.error_code(), source.error());
        return;
    }
    if (bytes.size() > options_.max_input_bytes) {
        const auto size = std::max<std::uint64_t>(bytes.size(), key.bytes);
        refuse(
            std::move(key),
            RejectionCode::too_large,
            std::to_string(size) + " bytes, more than " + std::to_string(options_.max_input_bytes));
        return;
    }
    key.bytes = bytes.size();
    Input input;
    input.recipe = recipe_use(rule, key.name, [&](const std::string& uri, std::string& problem) {
        return read_companion(uri, problem);
    });
    input.ocr = state_.ocr_for(head.media_type, rule);
    key.hash = input_hash(bytes, {}, input.recipe, input.ocr);
    if (known && state_.settle(key, *known)) return;
    input.uri = key.name;
    input.default_id = kept_id(known, key).value_or(path_made_id(key.collection, relative(path)));
    input.collection = key.collection;
    input.media_type = head.media_type;
    input.bytes = std::move(bytes);
    state_.give(WalkedInput{std::move(key), std::move(input)});
}

std::string Walk::read_companion(const std::string& uri, std::string& problem) const {
    const RuleMatch rule = state_.rule_for(uri);
    if (!rule || !rule.rule->is_companion) {
        problem = "it is no file of metadata by the recipe";
        return {};
    }
    InputFile file{fs::path(uri)};
    std::string bytes = file.read(extract_limits::kMaxCompanionBytes + 1);
    problem = file.error();
    if (bytes.size() > extract_limits::kMaxCompanionBytes) {
        problem =
            "it has more than " + std::to_string(extract_limits::kMaxCompanionBytes) + " bytes";
    }
    return problem.empty() ? bytes : std::string();
}

}  // namespace

void walk(const WalkOptions& options,
          LedgerReader& ledger,
          const std::function<bool(WalkedItem)>& take) {
    WalkState state(options, ledger, take);
    Walk(state).run();
}

}  // namespace gazette

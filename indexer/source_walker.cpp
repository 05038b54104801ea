#include "indexer/source_walker.h"

#include "indexer/extract/registry.h"
#include "indexer/format/stored_document.h"
#include "indexer/input_file.h"
#include "indexer/input_names.h"
#include "indexer/line_cutter.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <dirent.h>
#include <set>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace gazette {

namespace {

namespace fs = std::filesystem;

// Enough to tell formats apart.
constexpr std::size_t kSniffBytes = 4096;

constexpr std::array<std::string_view, 6> kVersionControlFolders = {
    ".git", ".hg", ".svn", ".bzr", "_darcs", "CVS"};

bool is_version_control(const fs::path& folder) {
    return std::find(kVersionControlFolders.begin(),
                     kVersionControlFolders.end(),
                     folder.filename().native()) != kVersionControlFolders.end();
}

std::string system_words() {
    return std::generic_category().message(errno);
}

// `path` is `folder`, or lies below it.
bool is_within(const fs::path& path, const fs::path& folder) {
    const std::string& inner = path.native();
    const std::string& outer = folder.native();
    if (outer == "/") return true;
    return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

struct Entry {
    std::string name;
    bool is_folder = false;  // itself, not by way of a link
};

// In the order that the whole paths below have: a folder sorts as if its name ended in '/'.
bool comes_before(const Entry& a, const Entry& b) {
    const std::size_t common = std::min(a.name.size(), b.name.size());
    const int order = a.name.compare(0, common, b.name, 0, common);
    if (order != 0) return order < 0;
    const auto next = [common](const Entry& entry) {
        if (entry.name.size() > common)
            return static_cast<int>(static_cast<unsigned char>(entry.name[common]));
        return entry.is_folder ? int{'/'} : -1;
    };
    return next(a) < next(b);
}

bool is_folder_itself(const fs::path& path) {
    std::error_code ignored;
    return fs::symlink_status(path, ignored).type() == fs::file_type::directory;
}

// Nothing, with errno set, where the system refuses.
std::optional<std::vector<Entry>> entries_of(const fs::path& folder) {
    DIR* const open = ::opendir(folder.c_str());
    if (open == nullptr) return std::nullopt;
    std::vector<Entry> entries;
    errno = 0;
    while (const dirent* found = ::readdir(open)) {
        Entry entry{found->d_name, found->d_type == DT_DIR};
        if (entry.name == "." || entry.name == "..") continue;
        if (found->d_type == DT_UNKNOWN) entry.is_folder = is_folder_itself(folder / entry.name);
        entries.push_back(std::move(entry));
        errno = 0;
    }
    const int error = errno;
    ::closedir(open);
    errno = error;
    if (error != 0) return std::nullopt;
    std::sort(entries.begin(), entries.end(), comes_before);
    return entries;
}

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r\v\f") == std::string_view::npos;
}

// The reasons for which the same bytes, read by the same extractor, are rejected again.
bool is_lasting(std::string_view reason) {
    return reason != name_of(RejectionCode::unreadable) &&
           reason != name_of(RejectionCode::duplicate_id);
}

class Walk {
  public:
    Walk(const WalkOptions& options,
         LedgerReader& ledger,
         const std::function<bool(WalkedItem)>& take)
        : options_(options), ledger_(ledger), take_(take) {}

    void run() {
        for (const Root& root : options_.roots) {
            root_ = &root;
            base_ = root.is_folder ? root.path : root.path.parent_path();
            visit(root.path);
            if (stopped_) return;
        }
    }

  private:
    void visit(const fs::path& path);
    void visit_link(const fs::path& path);
    void visit_folder(const fs::path& path);
    void visit_file(const fs::path& path, const FileState& state);
    void visit_target(const fs::path& path);
    void read_document(const fs::path& path, InputFile& file, WalkedKey key, std::string media);
    void cut_container(const fs::path& path,
                       InputFile& file,
                       WalkedKey key,
                       const std::optional<LedgerRow>& known);
    void cut_records(int descriptor,
                     const std::shared_ptr<const WalkedContainer>& container,
                     std::int64_t container_id,
                     const std::string& id_base);
    void visit_record(const Line& line,
                      WalkedKey key,
                      std::int64_t container_id,
                      const std::string& id_base,
                      WalkedContainerEnd& count);

    bool give(WalkedItem item) {
        if (!stopped_ && !take_(std::move(item))) stopped_ = true;
        return !stopped_;
    }
    void refuse(WalkedKey key, RejectionCode code, std::string detail) {
        WalkedRefusal refusal;
        refusal.key = std::move(key);
        refusal.reason = name_of(code);
        refusal.detail = std::move(detail);
        give(std::move(refusal));
    }
    void skip(const fs::path& path, std::string_view reason, std::string detail) {
        WalkedRefusal refusal;
        refusal.key = file_key(path);
        refusal.outcome = Outcome::skipped;
        refusal.reason = reason;
        refusal.detail = std::move(detail);
        give(std::move(refusal));
    }

    WalkedKey file_key(const fs::path& path) {
        WalkedKey key;
        key.name = path_uri(path);
        key.sequence = ++sequence_;
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

    bool is_same(const LedgerRow& row, const WalkedKey& key) const {
        return !row.hash.empty() && row.hash == key.hash && row.extractor == key.extractor &&
               row.extractor_version == key.extractor_version && row.collection == key.collection;
    }
    // Passed over before for another input's document, and that one still stands.
    bool is_passed_over(const LedgerRow& row);
    // True when the ledger knows all about it and nothing is to be done.
    bool settle(const WalkedKey& key, const LedgerRow& row);

    const WalkOptions& options_;
    LedgerReader& ledger_;
    const std::function<bool(WalkedItem)>& take_;
    const Root* root_ = nullptr;
    fs::path base_;  // ids are relative to it
    std::uint64_t sequence_ = 0;
    bool stopped_ = false;
    std::set<std::pair<std::uint64_t, std::uint64_t>> followed_;  // device, inode of links' ends
};

void Walk::visit(const fs::path& path) {
    if (stopped_) return;
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
    const bool walked = std::any_of(options_.roots.begin(),
                                    options_.roots.end(),
                                    [&](const Root& root) { return is_within(target, root.path); });
    if (walked) {
        skip(path, kSkippedLinked, "a link to " + path_uri(target) + ", which is walked itself");
    } else if (!followed_.emplace(state->device, state->inode).second) {
        skip(path,
             kSkippedLinked,
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
        skip(path, kSkippedVersionControl, "a folder of version control");
        return;
    }
    std::error_code ignored;
    if (fs::equivalent(path, options_.index_dir, ignored)) {
        skip(path, kSkippedIndexFolder, "the folder of the index itself");
        return;
    }
    const auto entries = entries_of(path);
    if (!entries) {
        WalkedRefusal refusal;
        refusal.key = file_key(path);
        refusal.reason = name_of(RejectionCode::unreadable);
        refusal.detail = "the folder cannot be read: " + system_words();
        refusal.is_folder = true;
        give(std::move(refusal));
        return;
    }
    for (const Entry& entry : *entries) {
        visit(path / entry.name);
        if (stopped_) return;
    }
}

void Walk::visit_file(const fs::path& path, const FileState& state) {
    WalkedKey key = file_key(path);
    key.bytes = state.bytes;
    key.modified_ns = state.modified_ns;
    InputFile file(path);
    std::string head;
    if (file.error().empty()) head = file.read(kSniffBytes);
    if (!file.error().empty()) {
        refuse(std::move(key), RejectionCode::unreadable, file.error());
        return;
    }
    const auto known = ledger_.find(0, key.name);
    keep_collection(key, known);
    std::string media = sniff_media_type(path.filename().native(), head);
    const bool is_container = media == kJsonLinesMediaType;
    const Extractor* extractor = extractor_for(is_container ? kRecordMediaType : media);
    if (extractor != nullptr) {
        key.extractor = extractor->name();
        key.extractor_version = extractor->version();
    }
    if (is_container) {
        cut_container(path, file, std::move(key), known);
    } else {
        read_document(path, file, std::move(key), std::move(media));
    }
}

bool Walk::is_passed_over(const LedgerRow& row) {
    if (row.outcome != Outcome::superseded && row.reason != name_of(RejectionCode::duplicate_id)) {
        return false;
    }
    const auto holder = ledger_.find_document(row.doc_id);
    // In one container the order of the lines decides, and they may have moved.
    return holder && holder->input_id != row.input_id &&
           (row.container == 0 || holder->container != row.container);
}

bool Walk::settle(const WalkedKey& key, const LedgerRow& row) {
    if (!is_same(row, key)) return false;
    const bool rejected_again =
        row.outcome == Outcome::rejected && (is_lasting(row.reason) || is_passed_over(row));
    if (row.outcome == Outcome::indexed || row.outcome == Outcome::missing ||
        (row.outcome == Outcome::superseded && is_passed_over(row))) {
        WalkedUnchanged unchanged{key, row.input_id, row.container};
        give(std::move(unchanged));
    } else if (rejected_again) {
        WalkedRefusal refusal;
        refusal.key = key;
        refusal.reason = row.reason;
        refusal.detail = row.detail;
        refusal.doc_id = row.doc_id;
        give(std::move(refusal));
    } else {
        return false;
    }
    return true;
}

void Walk::read_document(const fs::path& path, InputFile& file, WalkedKey key, std::string media) {
    if (key.extractor.empty()) {
        // The head is enough for extract() to say what it is.
        Input input{key.name, {}, key.collection, std::move(media), file.read(kSniffBytes), {}};
        const Extracted extracted = extract(input);
        const auto* rejection = std::get_if<Rejection>(&extracted);
        refuse(std::move(key),
               rejection == nullptr ? RejectionCode::unsupported_format : rejection->code,
               rejection == nullptr ? "no extractor reads " + input.media_type : rejection->detail);
        return;
    }
    std::string bytes = file.read(options_.max_input_bytes + 1);
    if (!file.error().empty()) {
        refuse(std::move(key), RejectionCode::unreadable, file.error());
        return;
    }
    if (bytes.size() > options_.max_input_bytes) {
        refuse(std::move(key),
               RejectionCode::too_large,
               std::to_string(key.bytes) + " bytes, more than " +
                   std::to_string(options_.max_input_bytes));
        return;
    }
    key.bytes = bytes.size();
    key.hash = content_hash(bytes);
    const auto known = ledger_.find(0, key.name);
    if (known && settle(key, *known)) return;
    const bool keeps_id = known && !known->doc_id.empty() && known->collection == key.collection &&
                          (has_document(known->outcome) || known->outcome == Outcome::deleted);
    Input input;
    input.uri = key.name;
    input.default_id = keeps_id ? known->doc_id : path_made_id(key.collection, relative(path));
    input.collection = key.collection;
    input.media_type = std::move(media);
    input.bytes = std::move(bytes);
    give(WalkedInput{std::move(key), std::move(input)});
}

void Walk::cut_container(const fs::path& path,
                         InputFile& file,
                         WalkedKey key,
                         const std::optional<LedgerRow>& known) {
    const bool is_known = known && known->outcome == Outcome::container;
    if (is_known && !known->hash.empty() && known->bytes == key.bytes) {
        key.hash = hash_of_file(file.descriptor());
        if (is_same(*known, key)) {
            give(WalkedUnchangedContainer{known->input_id, key.bytes});
            return;
        }
        ::lseek(file.descriptor(), 0, SEEK_SET);
    }
    auto container = std::make_shared<WalkedContainer>();
    container->uri = key.name;
    container->collection = key.collection;
    container->extractor = key.extractor;
    container->extractor_version = key.extractor_version;
    container->bytes = key.bytes;
    container->modified_ns = key.modified_ns;
    container->sequence = key.sequence;
    const std::string id_base = path_made_id(key.collection, relative(path));
    if (!give(WalkedContainerBegin{container})) return;
    cut_records(file.descriptor(), container, is_known ? known->input_id : 0, id_base);
}

void Walk::cut_records(int descriptor,
                       const std::shared_ptr<const WalkedContainer>& container,
                       std::int64_t container_id,
                       const std::string& id_base) {
    WalkedContainerEnd count;
    count.container = container;
    LineCutter lines(descriptor, options_.max_input_bytes);
    while (const auto line = lines.next()) {
        if (!line->too_long && is_blank(line->bytes)) continue;
        WalkedKey key;
        key.container = container;
        key.name = ":" + std::to_string(line->number);
        key.line = line->number;
        key.sequence = ++sequence_;
        key.collection = container->collection;
        key.bytes = line->length;
        key.modified_ns = container->modified_ns;
        key.extractor = container->extractor;
        key.extractor_version = container->extractor_version;
        visit_record(*line, std::move(key), container_id, id_base, count);
        if (stopped_) return;
    }
    count.hash = lines.hash();
    count.bytes = lines.bytes_read();
    if (lines.error() != 0) {
        count.error = "could be read up to byte " + std::to_string(count.bytes) +
                      " only: " + std::generic_category().message(lines.error());
    }
    give(std::move(count));
}

void Walk::visit_record(const Line& line,
                        WalkedKey key,
                        std::int64_t container_id,
                        const std::string& id_base,
                        WalkedContainerEnd& count) {
    if (line.too_long) {
        refuse(std::move(key),
               RejectionCode::too_large,
               "line " + std::to_string(line.number) + " has " + std::to_string(line.length) +
                   " bytes, more than " + std::to_string(options_.max_input_bytes));
        return;
    }
    key.hash = content_hash(line.bytes);
    if (container_id != 0) {
        const auto known = ledger_.find_content(container_id, key.hash);
        if (known && settle(key, *known)) return;
    }
    Input input;
    input.uri = key.container->uri + key.name;
    // By the content, not the line: lines put in before it must not change it.
    input.default_id = id_base + "#" + key.hash.substr(0, 16);
    input.collection = key.collection;
    input.media_type = kRecordMediaType;
    input.bytes = line.bytes;
    ++count.inputs;
    give(WalkedInput{std::move(key), std::move(input)});
}

}  // namespace

std::vector<Root> resolve_roots(const std::vector<fs::path>& paths) {
    std::vector<Root> roots;
    for (const fs::path& given : paths) {
        std::error_code error;
        Root root;
        root.path = fs::canonical(given, error);
        const auto state = error ? std::nullopt : file_state(root.path);
        if (!state) {
            throw std::invalid_argument("there is no file or folder " + given.string() + " (" +
                                        (error ? error.message() : system_words()) + ")");
        }
        root.is_folder = state->kind == FileKind::folder;
        // As it was given, a link's own name: that is what people call it.
        fs::path named = fs::absolute(given).lexically_normal();
        if (!named.has_filename()) named = named.parent_path();
        const fs::path folder = root.is_folder ? named : named.parent_path();
        root.collection = folder.filename().string();
        if (root.collection.empty()) root.collection = "files";
        roots.push_back(std::move(root));
    }
    std::vector<Root> result;
    for (std::size_t i = 0; i < roots.size(); ++i) {
        const bool covered = std::any_of(roots.begin(), roots.end(), [&](const Root& other) {
            const auto place = static_cast<std::size_t>(&other - roots.data());
            if (other.path == roots[i].path) return place < i;
            return is_within(roots[i].path, other.path);
        });
        if (!covered) result.push_back(roots[i]);
    }
    return result;
}

void walk(const WalkOptions& options,
          LedgerReader& ledger,
          const std::function<bool(WalkedItem)>& take) {
    Walk(options, ledger, take).run();
}

}  // namespace gazette

// Decides what becomes of each input that arrives, and writes it into the ledger: which document
// gets an id that several inputs claim, what is replaced, what is refused.
//
// Who gets an id:
//   - Of the inputs that one run reads, the first in the order of the walk. The others are
//     rejected (duplicate_id). It does not matter which thread was done first: an earlier input
//     that arrives later takes the id back.
//   - From the document of an earlier run, an input that names the id itself takes it: an update.
//     One whose id was made from its path is rejected: two archives have the same names.
//   - Of inputs with the same text (text_signature), whose ids are all made from their paths, the
//   one
//     with the smallest id; the others are its copies. So it does not matter which came first, or
//     in which run. When it goes or changes, they are read again.
//   - A record that has not changed keeps its id, unless an earlier line of its file claims it.
#pragma once

#include "indexer/index_report.h"
#include "indexer/ledger.h"
#include "indexer/live_parts.h"
#include "indexer/part_builder.h"
#include "indexer/source_walker.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace gazette {

// What this run did with a file of records.
enum class ContainerFate : std::uint8_t {
    unchanged,  // not cut: all its records are as they were
    cut,        // every record was met
    failed,     // not all of it could be read
};

// Writes in the ledger's transaction that is open. Not thread-safe.
class Registrar {
  public:
    Registrar(Ledger& ledger, LiveParts& parts, IndexReport& report);

    // The revision from which on the rows that are written now are true.
    void set_revision(std::uint64_t revision) { revision_ = revision; }

    void unchanged(const WalkedUnchanged& input);
    void unchanged_container(const WalkedUnchangedContainer& container);
    void refuse(const WalkedRefusal& refusal);
    void begin_container(const WalkedContainerBegin& begin);
    void end_container(const WalkedContainerEnd& end);
    void member_container(const WalkedMemberContainer& nested);
    // It was a document, which goes.
    bool replaces_document(const WalkedMemberContainer& nested) const;
    // `location` is that of the document in its new part, which is the last of all. To be called
    // for all its documents before the next part is added.
    void add(const BuiltDocument& document, DocumentLocation location);
    // A record that was handed out came back as a document or as a refusal. Once all have, its
    // container is done.
    void count_back(const WalkedKey& key);

    // The input of the row is gone. Its document stays, or is deleted.
    void keep_missing(LedgerRow row);
    void remove(LedgerRow row);

    // What is gone from the containers that this run has cut is accounted for: from now on they
    // may be passed by while they stay the same.
    void settle_containers();

    // This run has met the input.
    bool has_met(const LedgerRow& row) const;
    std::optional<ContainerFate> fate_of(std::int64_t container_id) const;
    // Nothing is known about what lies below these.
    const std::vector<std::string>& unread_folders() const { return unread_folders_; }
    // It lies in a container that is a member itself and could not be read to its end.
    bool is_unread(const LedgerRow& row) const;

  private:
    struct OpenContainer {
        std::shared_ptr<const WalkedContainer> container;
        std::int64_t input_id = 0;
        std::uint64_t back = 0;
        std::optional<WalkedContainerEnd> end;
    };

    std::int64_t container_id(const WalkedKey& key) const;
    LedgerRow row_of(const WalkedKey& key) const;
    std::string uri(const LedgerRow& row);
    void meet(std::int64_t input_id, std::uint64_t line);
    std::uint64_t line_met(const LedgerRow& row) const;
    void put_refusal(LedgerRow row);
    void put_back(LedgerRow row);
    void refuse_repeated_line(const WalkedUnchanged& input, const LedgerRow& first);
    // The rest of add(), by who has the id now.
    void place(const BuiltDocument& document, DocumentLocation location);
    void take_free(const BuiltDocument& document);
    void take_own(const BuiltDocument& document, DocumentLocation location, const LedgerRow& own);
    void take_from(const BuiltDocument& document, DocumentLocation location, LedgerRow holder);
    void accept(const BuiltDocument& document, const std::optional<LedgerRow>& before);
    void reject(const BuiltDocument& document, DocumentLocation location, std::string detail);
    // `row`, which got the id in this run, loses it to an input that comes before it.
    void demote(LedgerRow row, std::string_view winner);
    void rename_winner(const BuiltDocument& document, const std::string& winner);
    void wake_waiting(const std::string& doc_id);
    std::optional<LedgerRow> original_of(const BuiltDocument& document) const;
    LedgerRow copy_of(LedgerRow row, const std::string& doc_id, std::string_view original);
    bool place_copy(const BuiltDocument& document, DocumentLocation location);
    void take_over(const BuiltDocument& document);
    void free_copies(const LedgerRow& before);
    void read_again(LedgerRow row);
    bool is_cut_again(std::int64_t container_id) const {
        return cut_again_.count(container_id) != 0;
    }
    void finish_if_done(const WalkedContainer* container);
    std::optional<DocumentLocation> find(const std::string& doc_id) const;
    void delete_document(const std::string& doc_id);
    // The document of an input that is to become something else; its copies are read again. False
    // where it has none.
    bool delete_document_of(const std::optional<LedgerRow>& before);
    // All rows that were ever about this id, each as it was when its page was read.
    void each_row_about(const std::string& doc_id,
                        const std::function<void(const LedgerRow&)>& take);

    Ledger& ledger_;
    LiveParts& parts_;
    IndexReport& report_;
    std::uint64_t revision_ = 0;
    std::int64_t last_known_;  // rows with higher ids are this run's
    // By input_id of the rows of earlier runs: 0, or the line at which this run met the input (1
    // for a file).
    std::vector<std::uint32_t> met_;
    std::unordered_map<const WalkedContainer*, OpenContainer> open_;
    std::unordered_map<std::int64_t, ContainerFate> fates_;
    // Containers of earlier runs that were cut, and their hashes: they are not in the ledger yet.
    std::vector<std::pair<std::int64_t, std::string>> unsettled_;
    // Containers with an input that is to be read again: they must not be passed by, though this
    // run may have cut them to their ends.
    std::unordered_set<std::int64_t> cut_again_;
    std::vector<std::string> unread_folders_;
    std::vector<std::pair<std::int64_t, std::string>> unread_members_;  // container, name
    // Documents of this part and later ones are not registered yet.
    std::size_t part_limit_;
};

}  // namespace gazette

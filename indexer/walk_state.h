// What the parts of a walk share: the ledger, and the hand to which every input is given.
#pragma once

#include "indexer/extract/skip_reason.h"
#include "indexer/input_opener.h"
#include "indexer/ledger_reader.h"
#include "indexer/source_walker.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

class WalkState {
  public:
    WalkState(const WalkOptions& walk_options,
              LedgerReader& ledger_reader,
              const std::function<bool(WalkedItem)>& take)
        : options(walk_options),
          ledger(ledger_reader),
          opener(walk_options.extract_worker),
          take_(take) {}

    const WalkOptions& options;
    LedgerReader& ledger;
    InputOpener opener;

    // The recipe's rule for the input; empty without one.
    RuleMatch rule_for(std::string_view uri) const {
        return options.recipes == nullptr ? RuleMatch() : options.recipes->find(uri);
    }
    std::int64_t recipes_fingerprint() const {
        return options.recipes == nullptr ? 0 : options.recipes->fingerprint();
    }

    // Input::ocr of such an input: as its rule says, else as is said of all.
    std::string ocr_for(std::string_view media_type, const RuleMatch& rule) const {
        if (media_type != "application/pdf") return {};
        return rule && !rule.rule->ocr.empty() ? rule.rule->ocr : options.ocr;
    }

    bool is_stopped() const { return stopped_; }
    std::uint64_t next_sequence() { return ++sequence_; }
    // False where the walk is to end; this and what is given later is then dropped.
    bool give(WalkedItem item);
    void refuse(WalkedKey key, RejectionCode code, std::string detail);
    void skip(WalkedKey key, SkipReason reason, std::string detail);

    // The row is of the same bytes, read by the same reader for the same collection.
    static bool is_same(const LedgerRow& row, const WalkedKey& key);
    // True when the ledger knows all about it, and nothing is to be done but to say so.
    bool settle(const WalkedKey& key, const LedgerRow& row);
    // An input that no reader knows: says what it is. `head` is enough for that.
    void refuse_format(WalkedKey key,
                       const std::string& uri,
                       std::string media_type,
                       std::string_view head);

  private:
    // Passed over before for another input's document, and that one still stands.
    bool is_passed_over(const LedgerRow& row);
    // The document whose text it has is there.
    bool is_still_copy(const LedgerRow& row);

    const std::function<bool(WalkedItem)>& take_;
    std::uint64_t sequence_ = 0;
    bool stopped_ = false;
};

// The id that a document keeps from before: that of an input whose archive is called as it was.
std::optional<std::string> kept_id(const std::optional<LedgerRow>& known, const WalkedKey& key);

}  // namespace gazette

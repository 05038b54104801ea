// One file that holds other inputs: hands over what is in it, containers in it opened too.
//
// In the ledger all of it lies flat below the file: "!/a.html" in "/x.zip", "!/b.zip!/a.html" of a
// zip file in it, "!/c.jsonl#id" of a record. Nothing is written to disk; a member is held in
// memory while it is handed over, and so is each container around it that is a member itself.
#pragma once

#include "indexer/file_source.h"
#include "indexer/input_opener.h"
#include "indexer/recipe_walk.h"
#include "indexer/walk_state.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace gazette {

// An input, and what it is once its compression is taken off.
struct OpenedContainer {
    OpenableInput& input;
    std::string media_type;
    bool was_compressed = false;
    ByteSource* plain = nullptr;  // without compression, where it is open already
};

// Of JSON Lines, of what corpus recipes take for records, or of what container_for() knows.
bool is_container(std::string_view media_type);
// What the ledger keeps as the reader of such a container.
// `recipes` is the fingerprint of those in use: members are read by them.
void set_container_reader(std::string_view media_type, std::int64_t recipes, WalkedKey& key);

class ContainerWalk {
  public:
    // `relative` is the file's path below its archive: ids are made from it. `known` is the
    // ledger's row of the file.
    ContainerWalk(WalkState& state,
                  WalkedKey key,
                  std::string relative,
                  const std::optional<LedgerRow>& known,
                  RuleMatch rule = {});

    // Hands over a WalkedUnchangedContainer, or a WalkedContainerBegin, all that is in it, and
    // the WalkedContainerEnd. `file` is its bytes as they are stored. `is_unchanged` tells at the
    // end whether the file is still the one that was opened.
    void read(const OpenedContainer& opened,
              FileSource& file,
              const std::function<bool()>& is_unchanged);

  private:
    struct Level {
        std::string base;  // of the members' names: empty for the file itself
        std::size_t depth = 1;
        RuleMatch rule = {};  // of the container: for its members that no rule takes
    };

    ContainerEnd read_level(const OpenedContainer& opened, const Level& level);
    ContainerEnd cut_lines(const OpenedContainer& opened, const Level& level);
    ContainerEnd cut_table(const OpenedContainer& opened, const Level& level);
    void take_record(OpenedRecord record, const Level& level, const std::string& id_base);
    void collect_companions(const OpenedContainer& opened, const Level& level);
    RuleMatch rule_of_member(const WalkedKey& key, const Level& level) const;
    bool take_member(OpenedMember opened, const Level& level);
    void take_document(WalkedKey key, OpenedMember opened, const RuleMatch& rule);
    std::string bytes_of(OpenedMember& opened, ContainerEnd& end);
    void open_nested(WalkedKey key, OpenedMember opened, const Level& level, RuleMatch rule);
    WalkedKey member_key(std::string name);
    std::optional<LedgerRow> known_row(const std::string& name);
    bool is_bomb(std::uint64_t more);

    WalkState& state_;
    WalkedKey key_;  // of the file
    std::string relative_;
    std::optional<LedgerRow> known_;  // as a container
    std::shared_ptr<const WalkedContainer> container_;
    std::uint64_t inputs_ = 0;    // handed over to be read
    std::uint64_t unpacked_ = 0;  // bytes of members, at all levels
    ContainerEnd bomb_;
    RuleMatch rule_;
    Companions companions_;
};

}  // namespace gazette

#include "indexer/extract/office_package.h"

#include "indexer/extract/archive.h"
#include "indexer/extract/byte_sources.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/utf8.h"
#include "indexer/extract/xml_tree.h"

#include <utility>

namespace gazette {

std::variant<OfficePackage, Rejection> OfficePackage::open(
    std::string_view bytes, const std::function<bool(std::string_view)>& wanted) {
    OfficePackage package;
    Rejection over;
    std::uint64_t entries = 0;
    std::uint64_t unpacked = 0;
    bool over_limit = false;
    bool locked = false;
    MemorySource source(bytes);
    const ContainerEnd end = ArchiveReader(ArchiveFormat::zip).read(source, [&](Member member) {
        unpacked += member.bytes.size();
        if (++entries > extract_limits::kMaxDocumentEntries) {
            over = {
                RejectionCode::over_limit,
                "more than " + std::to_string(extract_limits::kMaxDocumentEntries) + " entries"};
            over_limit = true;
        } else if (unpacked > extract_limits::kMaxDocumentUnpackedBytes) {
            over = {RejectionCode::over_limit,
                    "it unpacks to more than " +
                        std::to_string(extract_limits::kMaxDocumentUnpackedBytes) + " bytes"};
            over_limit = true;
        }
        if (over_limit) return false;
        if (!wanted(member.name)) return true;
        if (member.why_not_code == RejectionCode::too_large && !member.why_not.empty()) {
            over = {RejectionCode::over_limit, "the part " + member.name + ": " + member.why_not};
            over_limit = true;
            return false;
        }
        if (!member.why_not.empty()) {
            locked = locked || member.why_not_code == RejectionCode::locked;
            package.warnings_.push_back("partial: the part " + member.name +
                                        " cannot be read whole: " + member.why_not);
        }
        if (!member.bytes.empty()) package.parts_[member.name] = std::move(member.bytes);
        return true;
    });
    if (over_limit) return over;
    if (end.code == RejectionCode::over_limit && !end.problem.empty()) {
        return Rejection{RejectionCode::over_limit, end.problem};
    }
    if (package.parts_.empty()) {
        if (locked) return Rejection{RejectionCode::locked, "its parts are encrypted"};
        return Rejection{RejectionCode::damaged,
                         "the zip file has none of the parts of such a document" +
                             (end.problem.empty() ? std::string() : ": " + end.problem)};
    }
    if (!end.problem.empty()) {
        package.warnings_.push_back("partial: the zip file is damaged: " + end.problem);
    }
    return package;
}

const std::string* OfficePackage::part(std::string_view name) const {
    const auto found = parts_.find(name);
    return found == parts_.end() ? nullptr : &found->second;
}

bool OfficePackage::load(std::string_view name, pugi::xml_document& tree) {
    const std::string* xml = part(name);
    if (xml == nullptr) return false;
    const pugi::xml_parse_result result = tree.load_buffer(
        xml->data(), xml->size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_auto);
    if (!result) {
        warnings_.push_back("partial: the part " + std::string(name) + " is damaged at byte " +
                            std::to_string(result.offset) + " of " + std::to_string(xml->size()) +
                            ": " + result.description());
    }
    return true;
}

pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_node& child : node.children()) {
        if (local_name(child) == name) return child;
    }
    return {};
}

void walk_below(const pugi::xml_node& root,
                const std::function<bool(const pugi::xml_node&)>& enter,
                const std::function<void(const pugi::xml_node&)>& leave) {
    bool is_left_out = false;
    walk_xml(
        root,
        [&](const pugi::xml_node& node) {
            is_left_out = node != root && !enter(node);
            return !is_left_out;
        },
        [&](const pugi::xml_node& node) {
            if (!std::exchange(is_left_out, false) && node != root) leave(node);
        });
}

}  // namespace gazette

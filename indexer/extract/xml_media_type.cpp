#include "indexer/extract/xml_media_type.h"

#include "indexer/extract/utf8.h"

#include <algorithm>
#include <iterator>

namespace gazette {
namespace {

// The first start tag, without '<' and '>', behind the declaration, comments and a DOCTYPE.
std::string_view root_tag(std::string_view head) {
    for (;;) {
        head = trim_space(head);
        if (head.starts_with("<?")) {
            const std::size_t end = head.find("?>");
            if (end == std::string_view::npos) return {};
            head.remove_prefix(end + 2);
        } else if (head.starts_with("<!--")) {
            const std::size_t end = head.find("-->");
            if (end == std::string_view::npos) return {};
            head.remove_prefix(end + 3);
        } else if (head.starts_with("<!")) {
            // With an internal subset in brackets there may be '>' in it.
            std::size_t end = head.find('>');
            const std::size_t bracket = head.find('[');
            if (bracket < end) {
                end = head.find("]", bracket);
                if (end != std::string_view::npos) end = head.find('>', end);
            }
            if (end == std::string_view::npos) return {};
            head.remove_prefix(end + 1);
        } else {
            break;
        }
    }
    if (!head.starts_with('<') || head.size() < 2) return {};
    return head.substr(1, std::min(head.find('>'), head.size()) - 1);
}

std::string_view local(std::string_view tag) {
    std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/"));
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool has(std::string_view text, std::string_view what) {
    return text.find(what) != std::string_view::npos;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string_view xml_media_type(std::string_view head) {
    const bool declared = head.starts_with("<?xml") || trim_space(head).starts_with("<?xml");
    const std::string_view tag = root_tag(head);
    const std::string_view root = local(tag);
    const std::string_view otherwise = declared ? kXmlMediaType : std::string_view();
    if (root == "html" || root == "HTML") return "text/html";
    if (root == "akomaNtoso") return kAkomaNtosoMediaType;
    if (root == "法規") return kTaiwanLawMediaType;
    if (root == "billStatus") return kBillStatusMediaType;
    if (is_one_of(root, {"udhr", "udhrs"})) return kUdhrMediaType;
    if (root == "Legislation" && has(tag, "legislation.gov.uk")) return kClmlMediaType;
    if (has(tag, "csrc.nist.gov/ns/oscal")) return kOscalMediaType;
    if (has(tag, "schemas/uslm") ||
        (is_one_of(root, {"bill", "resolution", "amendment-doc"}) &&
         (has(head, "US Congress") || has(head, "xml.house.gov") || has(tag, "bill-type")))) {
        return kUslmMediaType;
    }
    const bool formex_root =
        is_one_of(root, {"ACT",         "CONS.ACT",   "CONS.DOC", "JUDGMENT", "ORDER",
                         "OPINION",     "CONCLUSION", "GENERAL",  "AGR",      "CORR",
                         "DECISION",    "LETTER",     "PROT",     "ANNEX",    "DOC",
                         "PUBLICATION", "REPORT",     "CASE",     "SE",       "GENERAL.DOC"});
    if (formex_root && (has(head, "formex") || root == "CONS.ACT" ||
                        (root == "ACT" && has(head, "BIB.INSTANCE")))) {
        return kFormexMediaType;
    }
    return otherwise;
}

bool looks_like_oscal(std::string_view head) {
    const std::string_view text = trim_space(head);
    if (!has(text, "oscal-version") && !has(text, "oscal")) return false;
    static constexpr std::string_view kRoots[] = {"catalog",
                                                  "profile",
                                                  "component-definition",
                                                  "system-security-plan",
                                                  "assessment-plan",
                                                  "assessment-results",
                                                  "plan-of-action-and-milestones"};
    return std::any_of(std::begin(kRoots), std::end(kRoots), [&](std::string_view root) {
        if (text.starts_with(std::string(root) + ":")) return true;
        if (!text.starts_with('{')) return false;
        const std::string_view inside = trim_space(text.substr(1));
        return inside.starts_with("\"" + std::string(root) + "\"");
    });
}

}  // namespace gazette

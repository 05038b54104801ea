// Element names: "BILLSTATUS XML User Guide", usgpo/bill-status.
#include "indexer/extract/bill_status.h"

#include "indexer/extract/dates.h"
#include "indexer/extract/html_strip.h"
#include "indexer/extract/law_reader.h"
#include "indexer/extract/utf8.h"

namespace gazette {
namespace {

std::string first_of(const pugi::xml_node& node, std::initializer_list<const char*> paths) {
    for (const char* path : paths) {
        std::string text = text_at(node, path);
        if (!text.empty()) return text;
    }
    return {};
}

// A passage under a heading. Summaries are HTML inside CDATA.
void passage(LawText& out,
             const std::string& label,
             const std::vector<std::string>& lines,
             bool is_html = false) {
    if (lines.empty()) return;
    out.enter({"", label, SegmentKind::section});
    out.gap(BlockText::Gap::paragraph);
    out.begin_heading();
    out.flow(label);
    out.end_heading();
    for (const std::string& line : lines) {
        out.gap(BlockText::Gap::paragraph);
        if (is_html) {
            BlockText plain;
            std::string title;
            strip_tags(line, plain, title);
            std::string text;
            std::vector<Segment> none;
            plain.finish(text, none);
            out.preformatted(text);
        } else {
            out.flow(line);
        }
    }
    out.gap(BlockText::Gap::paragraph);
    out.leave();
}

void add(std::vector<std::string>& lines, std::string line) {
    if (!is_blank(line)) lines.push_back(std::move(line));
}

std::vector<pugi::xml_node> items(const pugi::xml_node& list) {
    std::vector<pugi::xml_node> found;
    for (const pugi::xml_node& child : list.children()) {
        if (child.type() == pugi::node_element &&
            (local_name(child) == "item" || local_name(child) == "summary")) {
            found.push_back(child);
        }
    }
    return found;
}

void write_body(const pugi::xml_node& bill, LawText& out) {
    std::vector<std::string> lines;
    for (const pugi::xml_node& title : items(child_named(bill, "titles"))) {
        add(lines, text_at(title, "titleType") + ": " + text_at(title, "title"));
    }
    passage(out, "Titles", lines);
    pugi::xml_node summaries = child_named(bill, "summaries");
    if (child_named(summaries, "billSummaries"))
        summaries = child_named(summaries, "billSummaries");
    for (const pugi::xml_node& summary : items(summaries)) {
        std::string label = "Summary";
        const std::string about = text_at(summary, "actionDesc");
        if (!about.empty()) label += ": " + about;
        passage(out, label, {first_of(summary, {"text", "cdata/text"})}, true);
    }
    lines.clear();
    for (const char* role : {"sponsors", "cosponsors"}) {
        for (const pugi::xml_node& person : items(child_named(bill, role))) {
            add(lines,
                (role == std::string_view("sponsors") ? "Sponsor: " : "Cosponsor: ") +
                    text_at(person, "fullName"));
        }
    }
    passage(out, "Sponsors", lines);
    lines.clear();
    for (const pugi::xml_node& action : items(child_named(bill, "actions"))) {
        const std::string text = text_at(action, "text");
        if (!text.empty()) add(lines, text_at(action, "actionDate") + " " + text);
    }
    passage(out, "Actions", lines);
    lines.clear();
    pugi::xml_node committees = child_named(bill, "committees");
    if (child_named(committees, "billCommittees")) {
        committees = child_named(committees, "billCommittees");
    }
    for (const pugi::xml_node& committee : items(committees)) {
        add(lines, text_at(committee, "name"));
    }
    passage(out, "Committees", lines);
    lines.clear();
    for (const pugi::xml_node& amendment : child_named(bill, "amendments").children()) {
        const std::string purpose = first_of(amendment, {"purpose", "description"});
        add(lines, text_at(amendment, "number") + " " + purpose);
    }
    passage(out, "Amendments", lines);
    lines.clear();
    for (const pugi::xml_node& related : items(child_named(bill, "relatedBills"))) {
        add(lines,
            text_at(related, "type") + " " + text_at(related, "number") + " " +
                first_of(related, {"title", "latestTitle"}));
    }
    passage(out, "Related bills", lines);
    lines.clear();
    for (const pugi::xml_node& note : items(child_named(bill, "notes"))) {
        add(lines, text_at(note, "text"));
    }
    for (const pugi::xml_node& estimate : items(child_named(bill, "cboCostEstimates"))) {
        add(lines, text_at(estimate, "title") + " " + text_at(estimate, "description"));
    }
    passage(out, "Notes", lines);
}

void read_metadata(const pugi::xml_node& bill, Document& document) {
    document.title = text_at(bill, "title");
    document.kind = "law";
    document.jurisdiction = "us";
    document.publisher = "U.S. Government Publishing Office";
    document.lang = "en";
    document.lang_source = LanguageSource::declared;
    const std::string congress = text_at(bill, "congress");
    const std::string type = first_of(bill, {"type", "billType"});
    const std::string number = first_of(bill, {"number", "billNumber"});
    if (!congress.empty() && !type.empty() && !number.empty()) {
        document.work_id = "us-bill:" + congress + "-" + type + "-" + number;
        add_identifier(document, {"us_bill", congress + " " + type + " " + number});
    }
    document.url = text_at(bill, "legislationUrl");
    const auto set = [](CivilPeriod& field, const std::string& text) {
        if (const auto period = parse_iso_date(text)) field = *period;
    };
    set(document.published, text_at(bill, "introducedDate"));
    set(document.modified, first_of(bill, {"updateDateIncludingText", "updateDate"}));
    for (const pugi::xml_node& related : items(child_named(bill, "relatedBills"))) {
        add_relation(document,
                     {"related",
                      "us-bill:" + text_at(related, "congress") + "-" + text_at(related, "type") +
                          "-" + text_at(related, "number"),
                      first_of(related, {"title", "latestTitle"})});
    }
    for (const pugi::xml_node& law : items(child_named(bill, "laws"))) {
        add_identifier(document, {"us_law", text_at(law, "type") + " " + text_at(law, "number")});
    }
    const std::string area = text_at(bill, "policyArea/name");
    if (!area.empty()) document.subjects.push_back({"us_policy_area", "", area});
    pugi::xml_node subjects = child_named(bill, "subjects");
    if (child_named(subjects, "billSubjects")) subjects = child_named(subjects, "billSubjects");
    for (const pugi::xml_node& subject : items(child_named(subjects, "legislativeSubjects"))) {
        document.subjects.push_back({"us_legislative_subject", "", text_at(subject, "name")});
    }
}

}  // namespace

Extracted BillStatusExtractor::extract(const Input& input) const {
    XmlTree tree;
    Rejection problem;
    if (!load_xml(input.bytes, tree, problem)) return problem;
    const pugi::xml_node bill = child_named(tree.root(), "bill");
    if (!bill) return Rejection{RejectionCode::empty, "the billStatus element holds no bill"};
    Document document;
    read_metadata(bill, document);
    LawText out;
    write_body(bill, out);
    finish_law(tree, out, document);
    return document;
}

}  // namespace gazette

#include "indexer/extract/taiwan_law.h"

#include "indexer/extract/dates.h"
#include "indexer/extract/law_reader.h"
#include "indexer/extract/metadata_writer.h"
#include "indexer/extract/provision_heads.h"
#include "indexer/extract/utf8.h"

#include <vector>

namespace gazette {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string line = collapse_space(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!line.empty()) lines.push_back(std::move(line));
    }
    return lines;
}

std::string raw_text(const pugi::xml_node& node) {
    std::string text;
    for (const pugi::xml_node& child : node.children()) text += child.value();
    return text;
}

// The end of "...LawAll.aspx?pcode=J0160038".
std::string code_of(std::string_view url) {
    const std::size_t at = url.find("pcode=");
    return at == std::string_view::npos ? std::string() : std::string(url.substr(at + 6));
}

// An article, paragraph by paragraph: a line that is no item of a list begins the next one.
void write_article(const pugi::xml_node& article, bool english, LawText& out) {
    const std::string label = collapse_space(text_at(article, "條號"));
    const std::string id = "art_" + bare_article_number(label);
    out.enter({id, label, SegmentKind::article});
    out.begin_heading();
    out.flow(label);
    out.end_heading();
    const auto lines = lines_of(raw_text(child_named(article, "條文內容")));
    std::size_t paragraphs = 0;
    for (const std::string& line : lines) paragraphs += is_list_item(line) ? 0 : 1;
    const bool numbered = paragraphs > 1 && !is_list_item(lines.front());
    std::size_t number = 0;
    for (const std::string& line : lines) {
        if (numbered && !is_list_item(line)) {
            if (number++ > 0) out.leave();
            out.enter({id + "." + std::to_string(number),
                       english ? label_with(label, std::to_string(number))
                               : label + "第 " + std::to_string(number) + " 項",
                       SegmentKind::paragraph});
        }
        out.gap(BlockText::Gap::line);
        out.flow(line);
    }
    if (number > 0) out.leave();
    out.gap(BlockText::Gap::paragraph);
    out.leave();
}

void write_lines(const std::string& label, std::string_view text, LawText& out) {
    const auto lines = lines_of(text);
    if (lines.empty()) return;
    out.enter({"", label, SegmentKind::section});
    out.begin_heading();
    out.flow(label);
    out.end_heading();
    for (const std::string& line : lines) {
        out.gap(BlockText::Gap::line);
        out.flow(line);
    }
    out.gap(BlockText::Gap::paragraph);
    out.leave();
}

void write_body(const pugi::xml_node& root, bool english, LawText& out) {
    const std::string preface = raw_text(child_named(root, "前言"));
    for (const std::string& line : lines_of(preface)) {
        out.gap(BlockText::Gap::paragraph);
        out.flow(line);
    }
    for (const pugi::xml_node& part : child_named(root, "法規內容").children()) {
        const std::string_view name = local_name(part);
        if (name == "編章節") {
            out.gap(BlockText::Gap::paragraph);
            out.begin_heading();
            out.flow(text_below(part));
            out.end_heading();
        } else if (name == "條文") {
            write_article(part, english, out);
        } else {
            out.gap(BlockText::Gap::paragraph);
            out.flow(text_below(part));
        }
    }
    write_lines(
        english ? "Entry into force" : "生效內容", raw_text(child_named(root, "生效內容")), out);
    write_lines(english ? "History" : "沿革內容", raw_text(child_named(root, "沿革內容")), out);
}

void read_metadata(const pugi::xml_node& root, bool english, Document& document) {
    document.title = text_at(root, english ? "英文法規名稱" : "法規名稱");
    document.url = text_at(root, "法規網址");
    const std::string code = code_of(document.url);
    if (!code.empty()) {
        document.work_id = "tw-moj:" + code;
        add_identifier(document, {"tw-moj", code});
        add_relation(document,
                     {"translation_of",
                      document.work_id,
                      text_at(root, english ? "中文法規名稱" : "英文法規名稱")});
    }
    document.jurisdiction = "tw";
    document.publisher = english ? "Ministry of Justice, Taiwan" : "法務部";
    document.kind = "law";
    document.lang = english ? "en" : "zh-Hant";
    document.lang_source = LanguageSource::declared;
    // Both calendars are met here: 20210513, and years of the Republic.
    const DateHint roc{english ? "en" : "zh-Hant-TW", Calendar::roc};
    const auto changed =
        parse_date(text_at(root, english ? "最新英文異動日期" : "最新異動日期"), roc);
    if (changed) document.modified = *changed;
    // The day of the last change is the day of publication of this version.
    document.published = document.modified;
    const std::string in_force = text_at(root, "生效日期");
    // 99991231: a day that nobody has set yet.
    if (!in_force.starts_with("9999")) {
        if (const auto effective = parse_date(in_force, roc)) document.effective = *effective;
    }
    const std::string repealed = text_at(root, "廢止註記");
    if (repealed.find("廢") != std::string::npos) {
        document.status = "repealed";
    } else if (repealed.empty()) {
        document.status = "in_force";
    }
    const std::string subject = text_at(root, "法規類別");
    if (!subject.empty()) document.subjects.push_back({"tw-moj", "", subject});
    MetadataWriter metadata;
    metadata.add_text("法規性質", text_at(root, "法規性質"));
    std::string attachments;
    for (const pugi::xml_node& file : child_named(root, "附件").children()) {
        const std::string name = text_at(file, "檔案名稱");
        if (name.empty()) continue;
        if (!attachments.empty()) attachments += "; ";
        attachments += name + " <" + text_at(file, "下載網址") + ">";
    }
    if (!attachments.empty()) metadata.add_text("附件", attachments);
    document.metadata_json = metadata.json();
}

}  // namespace

Extracted TaiwanLawExtractor::extract(const Input& input) const {
    XmlTree tree;
    Rejection problem;
    if (!load_xml(input.bytes, tree, problem)) return problem;
    const pugi::xml_node root = tree.root();
    const bool english = !child_named(root, "法規名稱");
    Document document;
    read_metadata(root, english, document);
    LawText out;
    write_body(root, english, out);
    finish_law(tree, out, document);
    return document;
}

}  // namespace gazette

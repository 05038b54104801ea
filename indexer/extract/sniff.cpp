#include "indexer/extract/sniff.h"

#include "indexer/extract/charset.h"
#include "indexer/extract/feed_root.h"
#include "indexer/extract/registry.h"
#include "indexer/extract/sgml_stories.h"
#include "indexer/extract/utf8.h"
#include "indexer/extract/xml_media_type.h"

#include <algorithm>
#include <array>

namespace gazette {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kHtml = "text/html";
constexpr std::string_view kMarkdown = "text/markdown";
constexpr std::string_view kPlain = "text/plain";
constexpr std::string_view kUnknown = "application/octet-stream";

// No more of a file than this is looked at.
constexpr std::size_t kSniffBytes = 8192;

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    std::string_view what;
    std::string_view media_type = kUnknown;
};
constexpr Signature kSignatures[] = {
    {0, "%PDF-"sv, "a PDF document", "application/pdf"},
    {0,
     "PK\x03\x04"sv,
     "a ZIP archive (or an office document, or an EPUB book)",
     "application/zip"},
    {0, "PK\x05\x06"sv, "an empty ZIP archive", "application/zip"},
    {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an old Microsoft Office document", kOleMediaType},
    {0, "{\\rtf"sv, "an RTF document", "application/rtf"},
    {0, "WARC/"sv, "a web archive (WARC)", "application/warc"},
    {0, "filedesc:"sv, "a web archive (ARC)", "application/x-arc"},
    {0, "\x1F\x8B"sv, "a gzip file", "application/gzip"},
    {0, "BZh"sv, "a bzip2 file", "application/x-bzip2"},
    {0,
     "\xFD"
     "7zXZ\0"sv,
     "an xz file",
     "application/x-xz"},
    {0, "\x28\xB5\x2F\xFD"sv, "a zstd file", "application/zstd"},
    {0, "7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive", "application/x-7z-compressed"},
    {0, "Rar!\x1A\x07"sv, "a RAR archive"},
    {257, "ustar"sv, "a tar archive", "application/x-tar"},
    {0, "\x89PNG\r\n"sv, "a PNG image"},
    {0, "\xFF\xD8\xFF"sv, "a JPEG image"},
    {0, "GIF8"sv, "a GIF image"},
    {0, "II*\0"sv, "a TIFF image"},
    {0, "MM\0*"sv, "a TIFF image"},
    {8, "WEBP"sv, "a WebP image"},
    {0, "AT&TFORM"sv, "a DjVu document"},
    {4, "ftyp"sv, "a video or audio file"},
    {0, "OggS"sv, "a video or audio file"},
    {0, "ID3"sv, "a video or audio file"},
    {0, "SQLite format 3\0"sv, "an SQLite database"},
    {0,
     "\x7F"
     "ELF"sv,
     "a program"},
    {0, "wOF"sv, "a font"},
};

struct Suffix {
    std::string_view suffix;
    std::string_view media_type;
};
constexpr Suffix kSuffixes[] = {
    {"jsonl", kJsonLinesMediaType},
    {"ndjson", kJsonLinesMediaType},
    {"json", kRecordMediaType},
    {"md", kMarkdown},
    {"markdown", kMarkdown},
    {"html", kHtml},
    {"htm", kHtml},
    {"xhtml", kHtml},
    {"xht", kHtml},
    {"shtml", kHtml},
    {"txt", kPlain},
    {"text", kPlain},
    {"xml", kXmlMediaType},
    {"akn", kXmlMediaType},
    {"fmx4", kXmlMediaType},
    {"rss", kXmlMediaType},
    {"rdf", kXmlMediaType},
    {"atom", kXmlMediaType},
    {"cdf", kXmlMediaType},
    {"sgm", kSgmlMediaType},
    {"sgml", kSgmlMediaType},
    {"warc", "application/warc"},
    {"arc", "application/x-arc"},
    {"eml", kEmlMediaType},
    {"mbox", kMboxMediaType},
    {"mbx", kMboxMediaType},
};

// Text that is no document: sources, style sheets, tables, settings. Any other text is read.
constexpr std::string_view kNotDocuments[] = {
    "css",  "scss", "less", "js",   "mjs", "cjs", "ts",   "jsx",  "tsx",     "map",  "svg", "csv",
    "tsv",  "yaml", "yml",  "toml", "ini", "cfg", "conf", "lock", "xsl",     "xslt", "xsd", "dtd",
    "rng",  "py",   "rb",   "pl",   "php", "sh",  "bash", "c",    "h",       "cc",   "cpp", "hpp",
    "java", "go",   "rs",   "sql",  "bib", "po",  "pot",  "ps",   "geojson",
};

std::string_view base_name(std::string_view path) {
    const std::size_t slash = path.find_last_of('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

// In lower case, without the dot; empty where there is none.
std::string suffix_of(std::string_view path) {
    const std::string_view name = base_name(path);
    const std::size_t dot = name.find_last_of('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == name.size()) return {};
    std::string suffix(name.substr(dot + 1));
    for (char& c : suffix) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return suffix;
}

const Signature* signature_of(std::string_view bytes) {
    const auto* const found =
        std::find_if(std::begin(kSignatures), std::end(kSignatures), [&](const Signature& row) {
            return bytes.size() >= row.offset && bytes.substr(row.offset).starts_with(row.bytes);
        });
    return found == std::end(kSignatures) ? nullptr : found;
}

// UTF-8 of the beginning, or nothing where it is not text.
std::string text_head(std::string_view bytes) {
    // A multiple of four: no cut inside a UTF-16 or UTF-32 unit.
    std::string_view head = bytes.substr(0, kSniffBytes);
    if (bytes.size() > kSniffBytes) head = head.substr(0, kSniffBytes / 4 * 4);
    std::string text = head.find('\0') == std::string_view::npos && !head.starts_with("\xFF\xFE") &&
                               !head.starts_with("\xFE\xFF")
                           ? std::string(head)
                           : decode_text(head, {}).text;
    const auto controls = std::count_if(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1B';
    });
    if (static_cast<std::size_t>(controls) * 100 > text.size()) return {};
    return text;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view lower) {
    if (text.size() < lower.size()) return false;
    return std::equal(lower.begin(), lower.end(), text.begin(), [](char want, char got) {
        return want == (got >= 'A' && got <= 'Z' ? static_cast<char>(got - 'A' + 'a') : got);
    });
}

bool ends_with_ignoring_case(std::string_view text, std::string_view lower) {
    return text.size() >= lower.size() &&
           starts_with_ignoring_case(text.substr(text.size() - lower.size()), lower);
}

bool contains_ignoring_case(std::string_view text, std::string_view lower) {
    for (std::size_t at = 0; at + lower.size() <= text.size(); ++at) {
        if (starts_with_ignoring_case(text.substr(at), lower)) return true;
    }
    return false;
}

bool looks_like_html(std::string_view text) {
    text = trim_space(text);
    return starts_with_ignoring_case(text, "<!doctype html") ||
           starts_with_ignoring_case(text, "<html") || starts_with_ignoring_case(text, "<head") ||
           starts_with_ignoring_case(text, "<body");
}

// Of what is text, whatever its name: XML and SGML say what they are.
std::string_view by_markup(std::string_view text) {
    if (looks_like_html(text)) return kHtml;
    const std::string_view trimmed = trim_space(text);
    if (starts_with_ignoring_case(trimmed, "<reuters ") ||
        starts_with_ignoring_case(trimmed, "<!doctype lewis") ||
        (starts_with_ignoring_case(trimmed, "<doc>") && contains_ignoring_case(text, "<docno>"))) {
        return kSgmlMediaType;
    }
    return xml_media_type(text);
}

// Office documents and books are zip files: the first entries tell, else the name of the file.
std::string_view media_type_of_package(std::string_view suffix, std::string_view head) {
    // OpenDocument and EPUB begin with an entry "mimetype" that is not compressed.
    static constexpr std::size_t kFirstName = 30;
    if (head.size() > kFirstName && head.substr(kFirstName).starts_with("mimetype")) {
        const std::string_view type = head.substr(kFirstName + 8);
        for (const std::string_view known : {kOdtMediaType, kEpubMediaType}) {
            if (type.starts_with(known)) return known;
        }
        if (type.starts_with("application/vnd.oasis.opendocument.")) return kUnknown;
    }
    struct Row {
        std::string_view suffixes;
        std::string_view folder;
        std::string_view media_type;
    };
    static constexpr Row kRows[] = {
        {" docx docm dotx dotm ", "word/", kDocxMediaType},
        {" pptx pptm ppsx potx ", "ppt/", kPptxMediaType},
        {" xlsx xlsm xltx xlsb ", "xl/", kXlsxMediaType},
        {" odt ott fodt ", "", kOdtMediaType},
        {" epub ", "", kEpubMediaType},
    };
    const std::string padded = " " + std::string(suffix) + " ";
    const bool office = head.find("[Content_Types].xml") != std::string_view::npos;
    for (const Row& row : kRows) {
        if (row.suffixes.find(padded) != std::string_view::npos) return row.media_type;
        const bool has_folder =
            !row.folder.empty() && head.find(row.folder) != std::string_view::npos;
        if (office && has_folder) return row.media_type;
    }
    return "application/zip";
}

// "From address Mon Nov 23 10:00:00 2026", then a header.
bool looks_like_mailbox(std::string_view text) {
    if (!text.starts_with("From ")) return false;
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return false;
    const std::string_view next = text.substr(end + 1, 80);
    const std::size_t colon = next.find(':');
    return text.substr(0, end).find(':') != std::string_view::npos &&
           colon != std::string_view::npos &&
           next.substr(0, colon).find_first_of(" \t\n") == std::string_view::npos;
}

// Two objects on two lines: a file named .json that is JSON Lines.
bool looks_like_json_lines(std::string_view text) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return false;
    const std::string_view first = trim_space(text.substr(0, end));
    const std::string_view rest = trim_space(text.substr(end));
    return first.size() > 1 && first.front() == '{' && first.back() == '}' && rest.starts_with('{');
}

}  // namespace

std::string sniff_media_type(std::string_view file_name, std::string_view first_bytes) {
    const std::string suffix = suffix_of(file_name);
    if (const Signature* signature = signature_of(first_bytes)) {
        // Web archives are read member by member of gzip, each a record.
        if (signature->media_type == "application/gzip") {
            const std::string_view name = base_name(file_name);
            if (ends_with_ignoring_case(name, ".warc.gz")) return "application/warc";
            if (ends_with_ignoring_case(name, ".arc.gz")) return "application/x-arc";
        }
        if (first_bytes.starts_with("PK\x03\x04")) {
            return std::string(media_type_of_package(suffix, first_bytes.substr(0, kSniffBytes)));
        }
        return std::string(signature->media_type);
    }
    // The oldest tar files have no signature.
    if (suffix == "tar") return "application/x-tar";
    // Readers of PDF look for the beginning in the first kilobyte.
    if (suffix == "pdf" && first_bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) {
        return "application/pdf";
    }
    const std::string text = text_head(first_bytes);
    if (text.empty() && !first_bytes.empty()) return std::string(kUnknown);
    const auto* const row = std::find_if(std::begin(kSuffixes),
                                         std::end(kSuffixes),
                                         [&](const auto& r) { return r.suffix == suffix; });
    const std::string_view markup = by_markup(text);
    const bool is_oscal = looks_like_oscal(text);
    if (row == std::end(kSuffixes)) {
        const bool known = std::find(std::begin(kNotDocuments), std::end(kNotDocuments), suffix) !=
                           std::end(kNotDocuments);
        if (is_oscal && (suffix == "yaml" || suffix == "yml")) return std::string(kOscalMediaType);
        if (known) return std::string(kUnknown);
        const std::string_view feed =
            text.find("<?xml") == std::string::npos && text.find("<rss") == std::string::npos
                ? std::string_view()
                : feed_media_type(text);
        if (!feed.empty()) return std::string(feed);
        if (suffix.empty() && looks_like_mailbox(text)) return std::string(kMboxMediaType);
        return std::string(markup.empty() ? kPlain : markup);
    }
    if (row->media_type == kRecordMediaType && is_oscal) return std::string(kOscalMediaType);
    if (row->media_type == kRecordMediaType && looks_like_json_lines(text)) {
        return std::string(kJsonLinesMediaType);
    }
    if (row->media_type == kXmlMediaType || row->media_type == kSgmlMediaType) {
        const std::string_view feed = feed_media_type(text);
        if (!feed.empty()) return std::string(feed);
        return std::string(markup.empty() ? row->media_type : markup);
    }
    return std::string(row->media_type);
}

std::string describe_format(std::string_view file_name, std::string_view first_bytes) {
    if (const Signature* signature = signature_of(first_bytes)) {
        if (first_bytes.starts_with("PK\x03\x04") &&
            media_type_of_package(suffix_of(file_name), first_bytes.substr(0, kSniffBytes)) ==
                kXlsxMediaType) {
            return "an Excel workbook";
        }
        return std::string(signature->what);
    }
    if (text_head(first_bytes).empty() && !first_bytes.empty()) return "a binary file";
    std::size_t repaired = 0;
    const std::string suffix = repair_utf8(suffix_of(file_name), repaired);
    if (suffix == "xml") return "an XML document";
    return suffix.empty() ? "this file" : "a ." + suffix + " file";
}

}  // namespace gazette

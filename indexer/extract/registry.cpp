#include "indexer/extract/registry.h"

#include "indexer/extract/akoma_ntoso.h"
#include "indexer/extract/arc.h"
#include "indexer/extract/archive.h"
#include "indexer/extract/bill_status.h"
#include "indexer/extract/clml.h"
#include "indexer/extract/completion.h"
#include "indexer/extract/compressed_source.h"
#include "indexer/extract/docx.h"
#include "indexer/extract/epub.h"
#include "indexer/extract/feed.h"
#include "indexer/extract/formex.h"
#include "indexer/extract/generic_xml.h"
#include "indexer/extract/html.h"
#include "indexer/extract/json_record.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/mail.h"
#include "indexer/extract/markdown.h"
#include "indexer/extract/odt.h"
#include "indexer/extract/oscal.h"
#include "indexer/extract/pdf.h"
#include "indexer/extract/plain_text.h"
#include "indexer/extract/recipe_reading.h"
#include "indexer/extract/rtf.h"
#include "indexer/extract/sgml_stories.h"
#include "indexer/extract/sniff.h"
#include "indexer/extract/taiwan_law.h"
#include "indexer/extract/udhr_xml.h"
#include "indexer/extract/uslm.h"
#include "indexer/extract/utf8.h"
#include "indexer/extract/warc.h"
#include "indexer/extract/xml_media_type.h"

#include <xxhash.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <new>
#include <span>
#include <sys/resource.h>
#include <utility>

namespace gazette {
namespace {

// A message of a library may hold pieces of the input.
constexpr std::size_t kMaxDetailBytes = 500;

struct ExtractorRow {
    std::string_view media_type;
    const Extractor* extractor;
    bool is_trusted;  // read in the indexer's own process
};

// A line a format.
std::span<const ExtractorRow> extractors() {
    static const JsonRecordExtractor json_record;
    static const HtmlExtractor html;
    static const MarkdownExtractor markdown;
    static const PlainTextExtractor plain_text;
    static const AkomaNtosoExtractor akoma_ntoso;
    static const BillStatusExtractor bill_status;
    static const ClmlExtractor clml;
    static const FormexExtractor formex;
    static const GenericXmlExtractor generic_xml;
    static const OscalExtractor oscal;
    static const SgmlStoryExtractor sgml_story;
    static const TaiwanLawExtractor taiwan_law;
    static const UdhrExtractor udhr;
    static const UslmExtractor uslm;
    static const PdfExtractor pdf;
    static const DocxExtractor docx;
    static const PptxExtractor pptx;
    static const OdtExtractor odt;
    static const EpubExtractor epub;
    static const RtfExtractor rtf;
    static const OleExtractor ole;
    static const MailExtractor mail;
    static const RecipeRecordExtractor recipe_record;
    static const ExtractorRow rows[] = {
        {kRecordMediaType, &json_record, true},
        {"text/html", &html, false},
        {"text/markdown", &markdown, false},
        {"text/plain", &plain_text, true},
        {kAkomaNtosoMediaType, &akoma_ntoso, false},
        {kBillStatusMediaType, &bill_status, false},
        {kClmlMediaType, &clml, false},
        {kFormexMediaType, &formex, false},
        {kOscalMediaType, &oscal, false},
        {kSgmlStoryMediaType, &sgml_story, false},
        {kTaiwanLawMediaType, &taiwan_law, false},
        {kUdhrMediaType, &udhr, false},
        {kUslmMediaType, &uslm, false},
        {kXmlMediaType, &generic_xml, false},
        {"application/pdf", &pdf, false},
        {kDocxMediaType, &docx, false},
        {kPptxMediaType, &pptx, false},
        {kOdtMediaType, &odt, false},
        {kEpubMediaType, &epub, false},
        {"application/rtf", &rtf, false},
        {kOleMediaType, &ole, false},
        {kMessageMediaType, &mail, false},
        {kRecipeRecordMediaType, &recipe_record, false},
    };
    return rows;
}

struct ContainerRow {
    std::string_view media_type;
    const ContainerReader* reader;
};

// A line a format. Compressed files (gzip, ...) are none: the walker reads through them.
std::span<const ContainerRow> containers() {
    static const ArchiveReader tar(ArchiveFormat::tar);
    static const ArchiveReader zip(ArchiveFormat::zip);
    static const ArchiveReader seven_zip(ArchiveFormat::seven_zip);
    static const SgmlStoriesReader sgml;
    static const WarcReader warc;
    static const ArcReader arc;
    static const FeedReader feed;
    static const EmlReader eml;
    static const MboxReader mbox;
    static const ContainerRow rows[] = {
        {kEmlMediaType, &eml},
        {kMboxMediaType, &mbox},
        {"application/x-tar", &tar},
        {"application/zip", &zip},
        {"application/x-7z-compressed", &seven_zip},
        {kSgmlMediaType, &sgml},
        {"application/warc", &warc},
        {"application/x-arc", &arc},
        {"application/rss+xml", &feed},
        {"application/atom+xml", &feed},
    };
    return rows;
}

std::string memory_words() {
    rlimit memory{};
    const bool is_bounded =
        ::getrlimit(RLIMIT_AS, &memory) == 0 && memory.rlim_cur != RLIM_INFINITY;
    return is_bounded ? "reading it needs more than " + std::to_string(memory.rlim_cur) +
                            " bytes of memory"
                      : "reading it needs more memory than the system gives";
}

Rejection presentable(Rejection rejection) {
    std::size_t repaired = 0;
    std::string detail = collapse_space(repair_utf8(rejection.detail, repaired));
    if (detail.size() > kMaxDetailBytes) {
        detail.resize(code_point_floor(detail, kMaxDetailBytes));
        detail += "…";
    }
    rejection.detail = std::move(detail);
    return rejection;
}

}  // namespace

const Extractor* extractor_for(std::string_view media_type) {
    for (const ExtractorRow& row : extractors()) {
        if (row.media_type == media_type) return row.extractor;
    }
    return nullptr;
}

const ContainerReader* container_for(std::string_view media_type) {
    for (const ContainerRow& row : containers()) {
        if (row.media_type == media_type) return row.reader;
    }
    return nullptr;
}

bool is_trusted(const Input& input) {
    if (!input.recipe.rule.empty()) return false;
    const auto rows = extractors();
    return std::any_of(rows.begin(), rows.end(), [&](const ExtractorRow& row) {
        return row.media_type == input.media_type && row.is_trusted;
    });
}

int reading_version() {
    std::string all;
    for (const ExtractorRow& row : extractors()) {
        all += std::string(row.media_type) + " " + std::string(row.extractor->name()) + " " +
               std::to_string(row.extractor->version()) + "\n";
    }
    for (const ContainerRow& row : containers()) {
        all += std::string(row.media_type) + " " + std::string(row.reader->name()) + " " +
               std::to_string(row.reader->version()) + "\n";
    }
    return static_cast<int>(XXH3_64bits(all.data(), all.size()) & 0x7FFFFFFFu);
}

Extracted extract(const Input& input) {
    if (input.bytes.empty()) return Rejection{RejectionCode::empty, "the input has no bytes"};
    if (input.bytes.size() > extract_limits::kMaxInputBytes) {
        return Rejection{RejectionCode::too_large,
                         std::to_string(input.bytes.size()) + " bytes, more than " +
                             std::to_string(extract_limits::kMaxInputBytes)};
    }
    const Extractor* extractor = extractor_for(input.media_type);
    if (extractor == nullptr) {
        return presentable(
            {RejectionCode::unsupported_format,
             "cannot read " + describe_format(uncompressed_name(input.uri), input.bytes)});
    }
    try {
        std::unique_ptr<RecipeReading> recipe;
        if (!input.recipe.rule.empty()) recipe = std::make_unique<RecipeReading>(input);
        Extracted extracted = recipe != nullptr && recipe->finds_text() ? recipe->read_text()
                                                                        : extractor->extract(input);
        if (auto* rejection = std::get_if<Rejection>(&extracted)) {
            return presentable(std::move(*rejection));
        }
        extracted =
            complete(std::get<Document>(std::move(extracted)), input, *extractor, recipe.get());
        if (auto* rejection = std::get_if<Rejection>(&extracted)) {
            return presentable(std::move(*rejection));
        }
        return extracted;
    } catch (const std::bad_alloc&) {
        return Rejection{RejectionCode::over_limit, memory_words()};
    } catch (const std::exception& problem) {
        // A mistake of ours: one document is lost and named, the run goes on.
        return presentable({RejectionCode::damaged,
                            std::string(extractor->name()) + " failed: " + problem.what()});
    }
}

}  // namespace gazette

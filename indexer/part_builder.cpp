#include "indexer/part_builder.h"

#include "indexer/encoder.h"
#include "indexer/enrich/enrich.h"
#include "indexer/enrich/text_signature.h"
#include "indexer/extract/registry.h"
#include "indexer/format/stored_document.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace gazette {
namespace {

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
        if (!text.empty()) text += '\n';
        text += line;
    }
    return text;
}

// The first 64 of the 128 bits.
std::uint64_t column_hash(const std::string& hex) {
    std::uint64_t value = 0;
    const std::size_t digits = std::min<std::size_t>(16, hex.size());
    std::from_chars(hex.data(), hex.data() + digits, value, 16);
    return value;
}

std::size_t memory_for_each_of(unsigned builders) {
    return std::clamp(part_limits::kMaxMemoryBytes / std::max(1U, builders),
                      part_limits::kLeastMemoryBytes,
                      kBulkMemoryBytes);
}

}  // namespace

PartBuilder::PartBuilder(std::filesystem::path index_dir,
                         std::function<std::string()> next_name,
                         WriterKind kind,
                         const ExtractClientOptions& extract_worker,
                         unsigned builders)
    : index_dir_(std::move(index_dir)),
      next_name_(std::move(next_name)),
      memory_bytes_(memory_for_each_of(builders)),
      kind_(kind) {
    if (!extract_worker.program.empty()) {
        worker_ = std::make_unique<ExtractClient>(extract_worker);
    }
}

Extracted PartBuilder::extracted(const Input& input) {
    if (worker_ == nullptr || is_trusted(input)) return extract(input);
    Extracted result = worker_->extract(input);
    part_.worker_protection = worker_->protection();
    return result;
}

std::optional<BuiltPart> PartBuilder::take(WalkedInput input) {
    Extracted made = extracted(input.input);
    std::string().swap(input.input.bytes);
    if (const auto* rejection = std::get_if<Rejection>(&made)) {
        refuse(input, *rejection, {});
        return is_full() ? finish() : std::nullopt;
    }
    Document document = enrich(std::move(std::get<Document>(made)));
    if (const auto why = why_not_storable(document)) {
        refuse(input, {RejectionCode::bad_field, *why}, document.id);
        return is_full() ? finish() : std::nullopt;
    }
    std::optional<BuiltPart> full;
    if (const BuiltDocument* first = with_id(document.id)) {
        if (first->key.container == input.key.container && input.key.container != nullptr) {
            // Whichever document gets the id, this later one of the same file does not.
            refuse(input, {RejectionCode::duplicate_id, {}}, document.id);
            return is_full() ? finish() : std::nullopt;
        }
        // Who of the two gets it is not known here. In one part an id cannot be twice.
        full = finish();
    }
    add(std::move(document), std::move(input));
    return full || !is_full() ? std::move(full) : finish();
}

void PartBuilder::add(Document document, WalkedInput input) {
    if (input.key.line != 0) {
        input.key.name = input.key.record_base + "#" + document.id;
        document.origin.uri = input.key.container->uri + input.key.name;
    }
    if (writer_ == nullptr) {
        writer_ = std::make_unique<PartWriter>(
            index_dir_, next_name_(), kind_, BatchLimits{}, memory_bytes_);
    }
    DocumentRecord record = encode(document, analyzer_, writer_->terms());
    record.row.content_hash = column_hash(input.key.hash);
    if (part_.documents.empty() && part_.refusals.empty()) {
        begun_ = std::chrono::steady_clock::now();
    }
    BuiltDocument built;
    built.text_bytes = record.text_bytes;
    built.docid = writer_->add(record);
    built.own_id = document.id != input.input.default_id;
    if (!built.own_id && input.key.line == 0) built.signature = text_signature(document);
    built.id = std::move(document.id);
    built.key = std::move(input.key);
    built.warnings = joined(document.origin.warnings);
    built.lang = std::move(document.lang);
    built.kind = std::move(document.kind);
    built.source = std::move(document.source);
    places_.emplace(built.id, part_.documents.size());
    part_.documents.push_back(std::move(built));
}

void PartBuilder::refuse(WalkedInput& input, const Rejection& rejection, std::string doc_id) {
    if (part_.documents.empty() && part_.refusals.empty()) {
        begun_ = std::chrono::steady_clock::now();
    }
    WalkedRefusal refusal;
    refusal.key = std::move(input.key);
    refusal.reason = name_of(rejection.code);
    refusal.detail = rejection.detail;
    refusal.doc_id = std::move(doc_id);
    part_.refusals.push_back(std::move(refusal));
}

const BuiltDocument* PartBuilder::with_id(const std::string& id) const {
    const auto found = places_.find(id);
    return found == places_.end() ? nullptr : &part_.documents[found->second];
}

bool PartBuilder::is_full() const {
    return part_.refusals.size() >= part_limits::kMaxRefusals ||
           (writer_ != nullptr &&
            (writer_->is_full() || writer_->documents() >= part_limits::kMaxDocuments ||
             writer_->text_bytes() >= part_limits::kMaxPartTextBytes));
}

std::optional<BuiltPart> PartBuilder::take_if_old() {
    if (part_.documents.empty() && part_.refusals.empty()) return std::nullopt;
    const auto age = std::chrono::steady_clock::now() - begun_;
    return age < part_limits::kMaxAge ? std::nullopt : finish();
}

std::optional<BuiltPart> PartBuilder::finish() {
    if (part_.documents.empty() && part_.refusals.empty()) return std::nullopt;
    if (writer_ != nullptr) part_.entry = writer_->finish();
    writer_.reset();
    places_.clear();
    return std::exchange(part_, {});
}

}  // namespace gazette

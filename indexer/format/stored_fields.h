// How a document's metadata and segments are written into the table of a stored document, and read
// back (stored_document.h). Lists lie field by field, because like things pack better together.
// Readers throw IndexError for bytes that the writers did not make.
#pragma once

#include "indexer/format/byte_codec.h"
#include "indexer/format/document.h"

#include <cstdint>
#include <vector>

namespace gazette {

void put_header_fields(ByteWriter& out, const Document& document);
Document get_header_fields(ByteReader& in);

void put_segments(ByteWriter& out, const std::vector<Segment>& segments);
// Throws for segments out of order, or outside of a text of so many bytes.
std::vector<Segment> get_segments(ByteReader& in, std::uint32_t text_bytes);

// What version 2 of the format knows beside the header and the segments: status, further dates,
// identifiers, relations, subjects, and the languages of the segments.
void put_described_fields(ByteWriter& out, const Document& document);
// Into a document that has its segments.
void get_described_fields(ByteReader& in, Document& document);

// Bytes that all of these take, roughly.
std::uint64_t stored_fields_bytes(const Document& document);

}  // namespace gazette

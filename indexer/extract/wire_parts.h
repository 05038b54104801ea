// Pieces that several messages between the indexer and its extract-worker processes have.
#pragma once

#include "indexer/extract/extractor.h"
#include "indexer/format/byte_codec.h"

namespace gazette {

void write_facts(ByteWriter& out, const InputFacts& facts);
void read_facts(ByteReader& in, InputFacts& facts);

}  // namespace gazette

// Articles and paragraphs of laws that are written as lines of text: where one begins, and what it
// is called. For formats that have headings at best: Markdown, and the text inside LawXML.
#pragma once

#include "indexer/format/document.h"

namespace gazette {

// Cuts the segments of `document` further: a line that begins an article ("Article 12",
// "第三条　...", "제3조(목적)", "Статья 5.") begins a segment, and so does each numbered paragraph
// of an article
// ("(1)", "2", "①", "第二款"), whose label then says so: "§ 5(2)", "第三条第二項", "제3조제2항".
// Paragraphs count only where their numbers run from 1 (in Japan from 2) without a gap. Chinese
// articles have paragraphs without numbers: their lines are counted.
void label_provisions(Document& document);

}  // namespace gazette

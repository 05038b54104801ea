// Every bound of extraction, with its reason. Over a bound the input is rejected with the number,
// or read in a simpler way with a warning that says so; nothing is cut silently.
#pragma once

#include <cstddef>
#include <cstdint>

namespace gazette::extract_limits {

// One input, as bytes. Offsets are 32 bits wide, and a document is held in memory while it is
// read.
inline constexpr std::size_t kMaxInputBytes = 256u << 20;
// HTML larger than this is read by stripping tags (with a warning): the tree costs about 20
// times the bytes in memory.
inline constexpr std::size_t kMaxHtmlTreeBytes = 16u << 20;
// gumbo is quadratic in nesting and in attributes of one tag (100,000 nested <div> take 36 s);
// beyond these the page is read by stripping tags.
inline constexpr std::size_t kMaxHtmlOpenElements = 2000;
inline constexpr std::size_t kMaxHtmlAttributes = 1000;
// Unclosed <b>, <font>, ... are copied into each block after them: 2,000 of them and 200,000
// paragraphs make 10 GB of tree.
inline constexpr std::size_t kMaxHtmlCopies = 2000000;
// JSON nested deeper than this is refused: the parser recurses.
inline constexpr std::size_t kMaxJsonDepth = 100;
// YAML front matter.
inline constexpr std::size_t kMaxFrontMatterBytes = 1u << 20;
// Values in it, each alias counted as often as it is used.
inline constexpr std::size_t kMaxFrontMatterNodes = 20000;
// A Markdown tree costs about 20 times the bytes; a larger file is read as plain text.
inline constexpr std::size_t kMaxMarkdownTreeBytes = 32u << 20;
// cmark is quadratic in the brackets of one paragraph, and in containers opened by one line;
// beyond these the file is read as plain text (with a warning).
inline constexpr std::size_t kMaxMarkdownBrackets = 2000;
inline constexpr std::size_t kMaxMarkdownNesting = 100;
// An XML tree costs up to 130 bytes for each '<' of the source; with more of them the file is read
// by stripping tags (with a warning).
inline constexpr std::size_t kMaxXmlTags = 4'000'000;
// A YAML document that is read whole, and the values in it, aliases counted as often as used. The
// tree of the parser costs about 100 times the bytes.
inline constexpr std::size_t kMaxYamlBytes = 16u << 20;
inline constexpr std::size_t kMaxYamlValues = 1'000'000;
// A story of an SGML file.
inline constexpr std::size_t kMaxStoryBytes = 4u << 20;
// Elements open at once in it.
inline constexpr std::size_t kMaxSgmlDepth = 64;
// Law texts: a label of a segment is for a line of a citation.
inline constexpr std::size_t kMaxLabelBytes = 200;
// Numbers in one label, as in "Article 12(3)(a)(ii)"; deeper ones do not add to it.
inline constexpr std::size_t kMaxLabelDepth = 6;
// Pages of one PDF: the longest gazettes and codes have some thousand.
inline constexpr std::size_t kMaxPdfPages = 20'000;
// Text of one PDF: 16 MB are about 5,000 full pages.
inline constexpr std::size_t kMaxPdfTextBytes = 64u << 20;
// Pages without text that are drawn, small, to see whether they are blank: the rest of them counts
// as pictures.
inline constexpr std::size_t kMaxPdfPagesLookedAt = 50;
// Optical recognition of pages without text: of the processor, for a page and for a document. The
// pages after that stay without text, and are named.
inline constexpr unsigned kOcrPageSeconds = 60;
inline constexpr unsigned kOcrDocumentSeconds = 1800;
// Pages are drawn at 300 dots an inch, larger ones with fewer; A3 has 17 million.
inline constexpr double kOcrDotsPerInch = 300;
inline constexpr double kMaxOcrPixels = 40e6;
inline constexpr std::size_t kMaxOcrLanguagesBytes = 100;
inline constexpr std::size_t kMaxPdfBookmarks = 20'000;
// Groups of an RTF document open at once, and fonts of its table.
inline constexpr std::size_t kMaxRtfGroups = 2000;
inline constexpr std::size_t kMaxRtfFonts = 10'000;
// Parts of one message.
inline constexpr std::size_t kMaxMailParts = 10'000;
// All parts of one office document or book, unpacked.
inline constexpr std::uint64_t kMaxDocumentUnpackedBytes = 256u << 20;
// A title longer than this is kept in the metadata, and a shortened one shown (with a warning).
inline constexpr std::size_t kMaxTitleBytes = 4096;
// What unpacks to more than this many times its size is a bomb: text of laws reaches 30:1, and
// tables of one repeated line 150:1.
inline constexpr std::uint64_t kMaxUnpackRatio = 200;
// Less than this is unpacked whatever the ratio: small files of nothing but zeros are no danger.
inline constexpr std::uint64_t kUnpackFloorBytes = 64u << 20;
// Containers in containers: a page in a gzip file in a zip file in a tar file has two.
inline constexpr std::size_t kMaxNesting = 4;
// One member of a container, unpacked: held in memory.
inline constexpr std::uint64_t kMaxMemberBytes = kMaxInputBytes;
// Archives of documents may have millions of members (a row of the ledger each).
inline constexpr std::uint64_t kMaxArchiveMembers = 10'000'000;
// Office documents and books are archives too, of some hundred entries.
inline constexpr std::uint64_t kMaxDocumentEntries = 10'000;
// One document in an extract-worker process: of the processor, and by the clock (more, because
// other processes want the processor too).
inline constexpr unsigned kWorkerCpuSeconds = 60;
inline constexpr unsigned kWorkerWallSeconds = 180;
// The same where pictures of text are read: kOcrDocumentSeconds, a page begun before, and the rest.
inline constexpr unsigned kOcrWorkerCpuSeconds = kOcrDocumentSeconds + 2 * kOcrPageSeconds;
inline constexpr unsigned kOcrWorkerWallSeconds = 3 * kOcrWorkerCpuSeconds;
// Address space: a page of 256 MB without a tree is held five times while it is read.
inline constexpr std::uint64_t kWorkerMemoryBytes = std::uint64_t{3} << 30;
// What it answers: 256 MB of a one-byte character set may be three times as many in UTF-8.
inline constexpr std::uint64_t kWorkerOutputBytes = std::uint64_t{1} << 30;
// Processes that one container may end: then it is given up where it is.
inline constexpr std::size_t kMaxWorkerRestarts = 30;
// One record of a web archive, as stored and with its codings undone.
inline constexpr std::size_t kMaxWebRecordBytes = 64u << 20;
// Head of a record, or of the HTTP response in it. Real ones have 1 to 4 KB.
inline constexpr std::size_t kMaxWebHeadBytes = 64u << 10;
// Content-Encoding: gzip, gzip, ...: more than one is a mistake, more than these an attack.
inline constexpr std::size_t kMaxContentCodings = 4;
// kMaxUnpackRatio counts in web archives from this size on: pages grow 3 to 20 times, bombs 1,000.
inline constexpr std::size_t kWebUnpackFloorBytes = 8u << 20;
// Payloads of a web archive that a revisit record can be matched with.
inline constexpr std::size_t kMaxRevisitable = 500000;
// A feed's tree costs up to 20 times its bytes. Real feeds are smaller than 5 MB.
inline constexpr std::size_t kMaxFeedBytes = 16u << 20;
// Corpus recipes: a file of one, a pattern of a path in it, and a path that is matched with it.
inline constexpr std::size_t kMaxRecipeBytes = 1u << 20;
inline constexpr std::size_t kMaxPathPatternBytes = 500;
inline constexpr std::size_t kMaxMatchedPathBytes = 64u << 10;
// What one pointer or XPath of a recipe finds in one document.
inline constexpr std::size_t kMaxRecipeValues = 100'000;
// A JSON or YAML file that a recipe takes for many records: its tree costs about 10 times the
// bytes.
inline constexpr std::size_t kMaxRecordsFileBytes = 64u << 20;
// A file of metadata beside a document, and all of them in one archive: they are held while it is
// read, because they may stand behind what they describe.
inline constexpr std::size_t kMaxCompanionBytes = 16u << 20;
inline constexpr std::size_t kMaxCompanionsBytes = 512u << 20;
// Share of U+FFFD after decoding at which a declared character set is not believed.
inline constexpr double kMaxReplacedShare = 0.005;

}  // namespace gazette::extract_limits

// In which form words stand where a document has a term in several. "used" and "using" have one
// term, and positions tell where it stands but not as which of them: a quotation would have to be
// looked up in the text. Here is, for each document of a part, what of its words is one of several
// forms; all others stand in the one form that their term has in the document.
#pragma once

#include "indexer/format/mapped_file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// A token of the main stream whose term has several surface forms in the document.
struct FormPlace {
    std::uint32_t position = 0;
    // form_of() of its surface form. Of two forms of a term in one document that have the same
    // number, and of all others of that term there, 0: the text can tell.
    std::uint8_t form = 0;

    friend bool operator==(const FormPlace&, const FormPlace&) = default;
};

// 1 to 255. `surface_key` is the form's adjacency_key().
std::uint8_t form_of(std::uint64_t surface_key);

// Ascending by position. Nothing where it is not known of the document (one of several languages or
// of Turkish, in which a form may have several terms; one of too many words): the text can tell.
using WordFormsOfDocument = std::optional<std::vector<FormPlace>>;

std::string encode_word_forms(const WordFormsOfDocument& forms);

// Collects what encode_word_forms() gave, in order of docid (1, 2, ...).
class WordFormsWriter {
  public:
    void add(std::string_view encoded);
    // Writes and fsyncs. Throws IndexError.
    void write(const std::filesystem::path& file) const;

  private:
    std::string bytes_;
    std::vector<std::uint64_t> ends_;
};

// The file, mapped. Thread-safe. Throws IndexError where it is cut, damaged or of another version.
class WordForms {
  public:
    explicit WordForms(const std::filesystem::path& file);

    std::uint32_t documents() const { return documents_; }
    // `docid` is one of the part's.
    WordFormsOfDocument of(std::uint32_t docid) const;
    // Reads all of it. Throws IndexError for what is wrong.
    void verify() const;

  private:
    friend void merge_word_forms(std::span<const std::filesystem::path> files,
                                 const std::filesystem::path& target);

    std::uint64_t end_of(std::uint32_t docid) const;  // 0 for 0
    [[noreturn]] void fail(const char* why) const;

    std::filesystem::path path_;
    MappedFile mapped_;
    std::string_view forms_;  // of all documents
    std::string_view ends_;   // 8 bytes each
    std::uint32_t documents_ = 0;
};

// Writes, and fsyncs, what the writer does for the documents of all files in their order. Holds 8
// bytes a document. Throws IndexError.
void merge_word_forms(std::span<const std::filesystem::path> files,
                      const std::filesystem::path& target);

}  // namespace gazette

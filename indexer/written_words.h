// What a part keeps of the words of a document as they are written: which stand side by side, and
// in which form where their term has several.
#pragma once

#include "indexer/analysis/token.h"
#include "indexer/format/word_forms.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gazette {

class WrittenWords {
  public:
    // `language` is the one that the texts are analysed in.
    WrittenWords(LanguageId language, std::size_t text_bytes);

    // In the order in which the analyzer gives them; of several texts, the positions of each begin
    // farther on than behind the last one of the text before.
    void token(const TokenView& token);

    // After the last token. Buckets (adjacency_bucket), in the order of the words, as often as
    // they come.
    std::vector<std::uint32_t> take_adjacent();
    WordFormsOfDocument take_forms();

  private:
    struct Word {
        std::uint64_t term_key = 0;
        std::uint64_t surface_key = 0;
        std::uint32_t position = 0;
        bool known = false;
    };
    // The forms of a term. The first; others stand in a chain, by index + 1 into others_.
    struct Forms {
        std::uint64_t term_key = 0;
        std::uint64_t first = 0;
        std::uint32_t others = 0;
        bool used = false;
        bool numbers_clash = false;  // two have the same form_of()
    };
    struct Other {
        std::uint64_t surface_key;
        std::uint32_t next;
    };
    struct Place {
        std::uint32_t position;
        std::uint32_t forms;  // index into forms_
        std::uint8_t form;
    };

    void end_word();
    void put_down(const Word& word);
    std::uint32_t forms_of(std::uint64_t term_key);
    void add_form(Forms& forms, std::uint64_t surface_key);
    void grow();

    Word before_;
    Word last_;  // its surface may still come
    std::vector<std::uint32_t> buckets_;

    std::vector<Forms> forms_;          // of each term
    std::vector<std::uint32_t> slots_;  // by hash: index + 1 into forms_
    std::vector<Other> others_;
    std::vector<Place> places_;
    LanguageId stemmed_by_ = LanguageId::und;
    bool known_ = true;
};

}  // namespace gazette

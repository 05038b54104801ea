// What the page says, in the reader's language: texts, numbers, dates, names of languages. As
// web/messages.js and web/figures.js do it.
#pragma once

#include "searcher/http/page/ui_language.h"

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace gazette {

using WordingValues = std::initializer_list<std::pair<std::string_view, std::string>>;

// For one request; not thread-safe.
class Wording {
  public:
    // `messages`, `codes`: the bytes of the language's files, empty for English. What is not in
    // them is said in English.
    Wording(const UiLanguage& language, std::string_view messages, std::string codes = {});
    ~Wording();
    Wording(const Wording&) = delete;
    Wording& operator=(const Wording&) = delete;

    const UiLanguage& language() const { return language_; }

    // `text`: in English, the key, with {names} of what is put in.
    std::string t(std::string_view text, WordingValues values = {}) const;
    // What a notice or an error of this code says; null where there is only the English of the
    // server.
    const std::string* of_code(std::string_view code) const;
    // "1 document", "1,234 documents".
    std::string count(std::uint64_t number, std::string_view one) const;
    std::string number(std::uint64_t value) const;
    // "2019", "May 2019", "7 May 2019": as exactly as it is known. Takes 2019, 2019-05 or
    // 2019-05-07.
    std::string date(std::string_view iso) const;
    // A moment in UTC, "2026-05-07T10:00:00Z"; what is none comes back as it is.
    std::string moment(std::string_view iso) const;
    std::string milliseconds(double value) const;

  private:
    struct Formats;

    const UiLanguage& language_;
    std::map<std::string, std::string, std::less<>> texts_;
    // By the English plural; of each the text by CLDR's category.
    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> plurals_;
    mutable std::string codes_file_;  // until it is read, which most pages need not
    mutable std::map<std::string, std::string, std::less<>> codes_;
    std::unique_ptr<Formats> formats_;
};

// In the language itself: "العربية", "繁體中文"; the tag where ICU knows no name.
std::string own_name_of_language(std::string_view tag);

bool is_right_to_left(std::string_view tag);

}  // namespace gazette

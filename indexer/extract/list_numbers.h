// The numbers of list items that bring none: the text has them, because they are cited. Any thread
// may call these.
#pragma once

#include <string>
#include <string_view>

namespace gazette {

// "i", "ii", ... "mmmcmxcix"; digits for 0 and from 4000 on.
std::string roman_number(unsigned number, bool upper);
// "a", "b", ... "z", "aa", ...; empty for 0.
std::string letter_number(unsigned number, bool upper);

// `number`, from 1, written as the symbol shows it that stands for all items, as in Akoma Ntoso's
// ol: "1.", "a)", "i)", "1°" make "3.", "c)", "iii)", "3°" of 3. Empty where the symbol has no
// letter or digit.
std::string number_by_symbol(std::string_view symbol, unsigned number);

}  // namespace gazette

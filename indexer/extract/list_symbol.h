// The numbers of lists whose items bring none, as Akoma Ntoso's ol says them: a symbol that stands
// for all of them.
#pragma once

#include <string>
#include <string_view>

namespace gazette {

// `number`, from 1, written as the symbol shows it: "1.", "a)", "i)", "1°" make "3.", "c)", "iii)",
// "3°" of 3. Empty where the symbol has no letter or digit. Any thread may call it.
std::string number_by_symbol(std::string_view symbol, unsigned number);

}  // namespace gazette

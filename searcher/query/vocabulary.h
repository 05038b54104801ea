// What the compiler asks of an index: which terms there are. Behind it stands the index reader.
#pragma once

#include "indexer/analysis/language.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

class Vocabulary {
  public:
    virtual ~Vocabulary() = default;
    // Languages that documents of the index are in, most documents first.
    virtual std::vector<LanguageId> languages() const = 0;
    // Index terms that begin with `prefix`, in byte order, at most `limit`.
    virtual std::vector<std::string> terms_with_prefix(std::string_view prefix,
                                                       std::size_t limit) const = 0;
    // Calls `visit` for each index term that begins with `prefix`; the same term may come more than
    // once, and terms come in no order.
    virtual void each_term(std::string_view prefix,
                           const std::function<void(std::string_view)>& visit) const = 0;
    // Those of `terms` that the index has, in their order.
    virtual std::vector<std::string> known(std::vector<std::string> terms) const = 0;
};

}  // namespace gazette

// "§ 823 BGB" -> the labels that a segment of this number may have, and what is left.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gazette {

struct CitedProvision {
    // As a label, or its first words, may be written; the one that was typed comes first.
    std::vector<std::string> labels;
    std::string of;  // what it is a provision of; not blank
    // The label holds a number behind letters or a sign, so that it is hardly a word of a title.
    bool is_sure = false;
};

// All readings, the longest label first; none where the text has no number in it.
std::vector<CitedProvision> provisions_in(std::string_view text);

}  // namespace gazette

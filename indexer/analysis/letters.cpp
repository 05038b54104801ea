#include "indexer/analysis/letters.h"

#include <unicode/uchar.h>

namespace gazette {
namespace {

UChar32 code_point_of(char32_t c) {
    return c > 0x10FFFF ? 0xFFFF : static_cast<UChar32>(c);
}

}  // namespace

bool is_letter(char32_t code_point) {
    return u_isalpha(code_point_of(code_point)) != 0;
}

bool is_digit(char32_t code_point) {
    return u_isdigit(code_point_of(code_point)) != 0;
}

bool is_lower_case(char32_t code_point) {
    return u_islower(code_point_of(code_point)) != 0;
}

bool is_upper_case(char32_t code_point) {
    return u_isupper(code_point_of(code_point)) != 0;
}

bool is_right_to_left(char32_t code_point) {
    const UCharDirection direction = u_charDirection(code_point_of(code_point));
    return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

bool is_mark(char32_t code_point) {
    const int type = u_charType(code_point_of(code_point));
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

bool is_no_text(char32_t code_point) {
    switch (u_charType(code_point_of(code_point))) {
        case U_PRIVATE_USE_CHAR:
        case U_UNASSIGNED:
        case U_SURROGATE:
            return true;
        case U_CONTROL_CHAR:
            return code_point != '\t' && code_point != '\n' && code_point != '\r' &&
                   code_point != '\f';
        default:
            return code_point == 0xFFFD;
    }
}

}  // namespace gazette

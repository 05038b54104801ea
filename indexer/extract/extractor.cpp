#include "indexer/extract/extractor.h"

namespace gazette {

std::string_view name_of(RejectionCode code) {
    switch (code) {
        case RejectionCode::empty:
            return "empty";
        case RejectionCode::unsupported_format:
            return "unsupported_format";
        case RejectionCode::too_large:
            return "too_large";
        case RejectionCode::damaged:
            return "damaged";
        case RejectionCode::unreadable:
            return "unreadable";
        case RejectionCode::missing_field:
            return "missing_field";
        case RejectionCode::bad_field:
            return "bad_field";
        case RejectionCode::duplicate_id:
            return "duplicate_id";
        case RejectionCode::over_limit:
            return "over_limit";
        case RejectionCode::locked:
            return "locked";
        case RejectionCode::crashed:
            return "crashed";
        case RejectionCode::not_a_document:
            return "not_a_document";
        case RejectionCode::no_text_layer:
            return "no_text_layer";
    }
    return "damaged";
}

}  // namespace gazette

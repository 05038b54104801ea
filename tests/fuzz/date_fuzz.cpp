// Any text as a date, in some languages and calendars: a period in order, or nothing. What it
// prints is read as the same period again.
#include "indexer/extract/dates.h"
#include "tests/fuzz/extract_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using gazette::Calendar;
    if (size < 2) return 0;
    static constexpr const char* kLanguages[] = {
        "", "en", "en-US", "de", "fr", "ja", "zh-TW", "ko", "th", "ar", "fa", "vi", "he"};
    const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
    gazette::DateHint hint;
    hint.lang = kLanguages[data[0] % std::size(kLanguages)];
    if (data[1] % 7 != 6) hint.calendar = static_cast<Calendar>(data[1] % 7);
    gazette::parse_han_number(text);
    const auto period = gazette::parse_date(text, hint);
    if (!period) return 0;
    gazette::fuzz::require(period->known() && period->first <= period->last);
    const auto again = gazette::parse_iso_date(gazette::to_string(*period));
    gazette::fuzz::require(again && *again == *period);
    return 0;
}

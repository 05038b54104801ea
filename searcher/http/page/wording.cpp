#include "searcher/http/page/wording.h"

#include <nlohmann/json.hpp>
#include <unicode/dtptngen.h>
#include <unicode/locdspnm.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <array>
#include <charconv>
#include <cmath>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

namespace gazette {
namespace {

void check(UErrorCode status, const char* what) {
    if (U_FAILURE(status)) throw std::runtime_error(std::string(what) + ": " + u_errorName(status));
}

std::string utf8(const icu::UnicodeString& text) {
    std::string result;
    text.toUTF8String(result);
    return result;
}

std::string put(std::string text, WordingValues values) {
    for (const auto& [name, value] : values) {
        const std::string place = "{" + std::string(name) + "}";
        for (auto at = text.find(place); at != std::string::npos;
             at = text.find(place, at + value.size())) {
            text.replace(at, place.size(), value);
        }
    }
    return text;
}

enum class DateShape : std::uint8_t { year, month, day, moment };
constexpr std::array<const char16_t*, 4> kSkeletons = {u"y", u"yMMMM", u"yMMMd", u"yMMMdjmm"};

// How a language writes dates. Finding that out takes a millisecond and more, so it is kept.
const icu::UnicodeString& pattern_of(const UiLanguage& language, DateShape shape) {
    using Patterns = std::array<icu::UnicodeString, kSkeletons.size()>;
    static std::mutex mutex;
    static std::map<std::string_view, Patterns> known;
    const std::lock_guard lock(mutex);
    auto [found, is_new] = known.try_emplace(language.tag);
    if (is_new) {
        UErrorCode status = U_ZERO_ERROR;
        const std::unique_ptr<icu::DateTimePatternGenerator> generator(
            icu::DateTimePatternGenerator::createInstance(icu::Locale(language.locale), status));
        check(status, "dates");
        for (std::size_t i = 0; i < kSkeletons.size(); ++i) {
            found->second.at(i) = generator->getBestPattern(kSkeletons.at(i), status);
        }
        check(status, "dates");
    }
    return found->second.at(static_cast<std::size_t>(shape));
}

// The numbers of "2019-05-07" or "2026-05-07T10:00:00Z"; fewer where there are fewer.
std::vector<int> numbers_in(std::string_view text) {
    std::vector<int> numbers;
    std::size_t at = 0;
    while (at < text.size()) {
        int value = 0;
        const auto [end, error] =
            std::from_chars(text.data() + at, text.data() + text.size(), value);
        if (error != std::errc() || value < 0) return {};
        numbers.push_back(value);
        at = static_cast<std::size_t>(end - text.data()) + 1;
    }
    return numbers;
}

icu::Locale locale_of(std::string_view tag) {
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale locale = icu::Locale::forLanguageTag(
        icu::StringPiece(tag.data(), static_cast<std::int32_t>(tag.size())), status);
    return U_SUCCESS(status) ? locale : icu::Locale::getRoot();
}

}  // namespace

struct Wording::Formats {
    explicit Formats(const UiLanguage& language) : locale(language.locale) {
        UErrorCode status = U_ZERO_ERROR;
        plurals.reset(icu::PluralRules::forLocale(locale, status));
        numbers = icu::number::NumberFormatter::withLocale(locale);
        check(status, "plurals");
    }
    icu::Locale locale;
    std::unique_ptr<icu::PluralRules> plurals;
    icu::number::LocalizedNumberFormatter numbers;
    mutable std::array<std::unique_ptr<icu::SimpleDateFormat>, kSkeletons.size()> dates;

    std::string date(const UiLanguage& language,
                     DateShape shape,
                     const std::vector<int>& of) const {
        UErrorCode status = U_ZERO_ERROR;
        auto& format = dates.at(static_cast<std::size_t>(shape));
        if (format == nullptr) {
            format = std::make_unique<icu::SimpleDateFormat>(
                pattern_of(language, shape), locale, status);
            check(status, "dates");
            format->adoptTimeZone(icu::TimeZone::getGMT()->clone());
        }
        const auto part = [&](std::size_t i, int none) { return i < of.size() ? of[i] : none; };
        std::unique_ptr<icu::Calendar> calendar(
            icu::Calendar::createInstance(*icu::TimeZone::getGMT(), icu::Locale("en"), status));
        check(status, "dates");
        calendar->clear();
        calendar->set(
            part(0, 1970), part(1, 1) - 1, part(2, 1), part(3, 0), part(4, 0), part(5, 0));
        const UDate moment = calendar->getTime(status);
        check(status, "dates");
        icu::UnicodeString text;
        format->format(moment, text);
        return utf8(text);
    }
};

namespace {

// The files are ours; one that is being worked on may be no JSON for a moment.
nlohmann::json object_in(std::string_view file) {
    if (file.empty()) return nlohmann::json::object();
    auto json = nlohmann::json::parse(file, nullptr, false);
    return json.is_object() ? json : nlohmann::json::object();
}

}  // namespace

Wording::Wording(const UiLanguage& language, std::string_view messages, std::string codes)
    : language_(language),
      codes_file_(std::move(codes)),
      formats_(std::make_unique<Formats>(language)) {
    const auto json = object_in(messages);
    for (const auto& [key, value] : json.items()) {
        if (value.is_string()) texts_[key] = value.get<std::string>();
        if (!value.is_object()) continue;
        for (const auto& [name, text] : value.items()) {
            if (text.is_string()) plurals_[key][name] = text.get<std::string>();
        }
    }
}

Wording::~Wording() = default;

std::string Wording::t(std::string_view text, WordingValues values) const {
    const auto found = texts_.find(text);
    return put(found == texts_.end() ? std::string(text) : found->second, values);
}

const std::string* Wording::of_code(std::string_view code) const {
    if (!codes_file_.empty()) {
        const auto json = object_in(std::exchange(codes_file_, {}));
        for (const auto& [name, text] : json.items()) {
            if (text.is_string()) codes_[name] = text.get<std::string>();
        }
    }
    const auto found = codes_.find(code);
    return found == codes_.end() ? nullptr : &found->second;
}

std::string Wording::count(std::uint64_t value, std::string_view one) const {
    const std::string single = "{n} " + std::string(one);
    const std::string many = single + (one == "match" ? "es" : "s");
    const std::string shown = number(value);
    const auto found = plurals_.find(many);
    if (found == plurals_.end()) return put(value == 1 ? single : many, {{"n", shown}});
    const std::string category = utf8(formats_->plurals->select(static_cast<double>(value)));
    auto text = found->second.find(category);
    if (text == found->second.end()) text = found->second.find("other");
    return put(text == found->second.end() ? many : text->second, {{"n", shown}});
}

std::string Wording::number(std::uint64_t value) const {
    UErrorCode status = U_ZERO_ERROR;
    const auto text = formats_->numbers.formatInt(static_cast<std::int64_t>(value), status);
    const auto result = text.toString(status);
    check(status, "numbers");
    return utf8(result);
}

std::string Wording::date(std::string_view iso) const {
    const auto numbers = numbers_in(iso);
    if (numbers.empty() || numbers.size() > 3) return std::string(iso);
    return formats_->date(language_, static_cast<DateShape>(numbers.size() - 1), numbers);
}

std::string Wording::moment(std::string_view iso) const {
    if (!iso.ends_with('Z')) return std::string(iso);
    const auto numbers = numbers_in(iso.substr(0, std::min(iso.find('.'), iso.size() - 1)));
    if (numbers.size() != 6) return std::string(iso);
    return formats_->date(language_, DateShape::moment, numbers) + " UTC";
}

std::string Wording::milliseconds(double value) const {
    if (value < 10.0) {
        const auto tenths = static_cast<std::uint64_t>(std::llround(std::max(value, 0.0) * 10.0));
        return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " ms";
    }
    return number(static_cast<std::uint64_t>(std::llround(value))) + " ms";
}

std::string own_name_of_language(std::string_view tag) {
    const icu::Locale locale = locale_of(tag);
    // "繁體中文（香港）", not "…（中國香港特別行政區）": there is little room for it.
    std::array<UDisplayContext, 2> style = {UDISPCTX_DIALECT_NAMES, UDISPCTX_LENGTH_SHORT};
    const std::unique_ptr<icu::LocaleDisplayNames> names(icu::LocaleDisplayNames::createInstance(
        locale, style.data(), static_cast<std::int32_t>(style.size())));
    icu::UnicodeString name;
    if (names != nullptr) names->localeDisplayName(locale, name);
    return name.isEmpty() || *locale.getLanguage() == '\0' ? std::string(tag) : utf8(name);
}

bool is_right_to_left(std::string_view tag) {
    return locale_of(tag).isRightToLeft() != 0;
}

}  // namespace gazette

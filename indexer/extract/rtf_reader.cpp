#include "indexer/extract/rtf_reader.h"

#include "indexer/extract/charset.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/rtf_words.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace gazette {
namespace {

using Gap = BlockText::Gap;
using Destination = RtfDestination;

// What a group inherits and its end restores.
struct State {
    Destination destination = Destination::body;
    int fallback_characters = 1;  // \ucN: what follows a \uN for older readers
    int font = -1;
    bool deleted = false;  // a tracked deletion
    bool hidden = false;
    int outline_level = -1;
};

class RtfReader {
  public:
    explicit RtfReader(std::string_view rtf) : rtf_(rtf) {}

    RtfContent read() && {
        read_groups();
        content_.title = std::move(fields_[Destination::title]);
        content_.author = std::move(fields_[Destination::author]);
        content_.subject = std::move(fields_[Destination::subject]);
        return std::move(content_);
    }

  private:
    void read_groups() {
        while (at_ < rtf_.size()) {
            const char c = rtf_[at_];
            if (c == '{') {
                ++at_;
                if (!open_group()) return;
            } else if (c == '}') {
                ++at_;
                if (!close_group()) return;
            } else if (c == '\\') {
                ++at_;
                control();
            } else {
                ++at_;
                if (c != '\r' && c != '\n' && c != '\0') byte(c);
            }
        }
        flush_bytes();
        if (!states_.empty()) content_.problem = "partial: the file ends inside a group";
    }

    // False where there are too many.
    bool open_group() {
        flush_bytes();
        if (states_.size() == extract_limits::kMaxRtfGroups) {
            content_.problem = "more than " + std::to_string(extract_limits::kMaxRtfGroups) +
                               " groups are open at once";
            content_.over_limit = true;
            return false;
        }
        states_.push_back(state_);
        group_begins_ = true;
        to_skip_ = 0;
        return true;
    }

    // False at the end of the document: what stands behind the last group is no text.
    bool close_group() {
        flush_bytes();
        to_skip_ = 0;
        if (states_.empty()) return false;
        if (state_.destination == Destination::note &&
            states_.back().destination != Destination::note) {
            content_.notes.gap(Gap::paragraph);
        }
        state_ = states_.back();
        states_.pop_back();
        group_begins_ = false;
        return !states_.empty();
    }

    void control() {
        if (at_ >= rtf_.size()) return;
        const char c = rtf_[at_];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter) {
            ++at_;
            symbol(c);
            return;
        }
        const RtfControlWord control = read_rtf_control_word(rtf_, at_);
        word_with(control.word, control.has_number, control.number);
        group_begins_ = false;
    }

    void symbol(char c) {
        if (c == '\'') return hex_byte();
        if (c == '*') {
            // A destination that a reader may not know: the next word says which.
            if (group_begins_) may_be_unknown_ = true;
            return;
        }
        group_begins_ = false;
        switch (c) {
            case '\\':
            case '{':
            case '}':
                return byte(c);
            case '~':
                flush_bytes();
                return text(" ");
            case '_':
                flush_bytes();
                return text("-");
            case '\r':
            case '\n':
                return paragraph();
            default:
                return;  // optional hyphen, index entries, ...
        }
    }

    void hex_byte() {
        group_begins_ = false;
        if (at_ + 2 > rtf_.size()) return;
        const int high = rtf_hex_value(rtf_[at_]);
        const int low = rtf_hex_value(rtf_[at_ + 1]);
        if (high < 0 || low < 0) return;
        at_ += 2;
        byte(static_cast<char>(high * 16 + low));
    }

    // One byte of text in the code page of the font.
    void byte(char c) {
        group_begins_ = false;
        if (to_skip_ > 0) {
            --to_skip_;
            return;
        }
        if (state_.destination == Destination::font_table) return;
        if (surrogate_ != 0) end_surrogate();
        bytes_ += c;
    }

    void unicode(int number) {
        flush_bytes();
        const char32_t unit = static_cast<char32_t>(number < 0 ? number + 65536 : number);
        to_skip_ = state_.fallback_characters;
        if (unit >= 0xD800 && unit < 0xDC00) {
            end_surrogate();
            surrogate_ = unit;
            return;
        }
        std::string out;
        if (unit >= 0xDC00 && unit < 0xE000 && surrogate_ != 0) {
            append_utf8(out, 0x10000 + ((surrogate_ - 0xD800) << 10) + (unit - 0xDC00));
            surrogate_ = 0;
            return text(out);
        }
        end_surrogate();
        // Symbol fonts write their characters into the private area.
        if (unit < 0x20 || (unit >= 0xE000 && unit <= 0xF8FF) || unit > 0x10FFFF ||
            (unit >= 0xD800 && unit < 0xE000)) {
            return;
        }
        append_utf8(out, unit);
        text(out);
    }

    void end_surrogate() {
        if (surrogate_ == 0) return;
        surrogate_ = 0;
        ++content_.replaced;
        text(kReplacement);
    }

    void flush_bytes() {
        if (bytes_.empty()) return;
        const bool ascii = std::all_of(bytes_.begin(), bytes_.end(), [](char c) {
            return static_cast<unsigned char>(c) < 0x80;
        });
        if (ascii) {
            text(bytes_);
        } else {
            const auto font = fonts_.find(state_.font);
            const std::string charset =
                font == fonts_.end() || font->second.empty() ? charset_ : font->second;
            const Decoded decoded = decode_text(bytes_, charset);
            content_.replaced += decoded.repaired;
            text(decoded.text);
        }
        bytes_.clear();
    }

    void text(std::string_view utf8) {
        if (state_.deleted || state_.hidden) return;
        switch (state_.destination) {
            case Destination::body:
                begin_text();
                return content_.body.flow(utf8);
            case Destination::note:
                return content_.notes.flow(utf8);
            case Destination::title:
            case Destination::author:
            case Destination::subject:
                fields_[state_.destination] += utf8;
                return;
            default:
                return;
        }
    }

    void begin_text() {
        if (state_.outline_level < 0 || in_heading_ || in_table_) return;
        content_.body.begin_heading({});
        in_heading_ = true;
    }

    BlockText& target() {
        return state_.destination == Destination::note ? content_.notes : content_.body;
    }
    bool is_text() const {
        return state_.destination == Destination::body || state_.destination == Destination::note;
    }

    void paragraph() {
        flush_bytes();
        if (!is_text()) return;
        if (in_heading_ && state_.destination == Destination::body) {
            content_.body.end_heading();
            in_heading_ = false;
        }
        target().gap(in_table_ ? Gap::line : Gap::paragraph);
    }

    void set_destination(Destination destination) {
        flush_bytes();
        // Inside what is skipped, all is.
        if (state_.destination != Destination::skipped) state_.destination = destination;
    }

    void word_with(std::string_view word, bool has_number, int number) {
        if (std::exchange(may_be_unknown_, false) && word != "footnote" && word != "shpinst") {
            return set_destination(Destination::skipped);
        }
        if (word == "u") return unicode(number);
        if (to_skip_ > 0 && word != "uc") to_skip_ = 0;
        flush_bytes();
        if (surrogate_ != 0) end_surrogate();
        if (state_.destination == Destination::font_table && font_word(word, number)) return;
        if (const auto found = rtf_destination_of(word)) return destination(word, *found);
        if (text_word(word)) return;
        if (word == "uc") {
            state_.fallback_characters = std::clamp(number, 0, 16);
        } else if (word == "f") {
            state_.font = number;
        } else if (word == "deff") {
            state_.font = number;
        } else if (word == "ansicpg") {
            charset_ = rtf_charset_of_code_page(number);
        } else if (word == "mac") {
            charset_ = "macintosh";
        } else if (word == "pca") {
            charset_ = "ibm850";
        } else if (word == "pc") {
            charset_ = "ibm437";
        } else if (word == "deleted") {
            state_.deleted = !has_number || number != 0;
        } else if (word == "v") {
            state_.hidden = !has_number || number != 0;
        } else if (word == "plain") {
            state_.hidden = false;
            state_.deleted = false;
        } else if (word == "pard") {
            state_.outline_level = -1;
            in_table_ = false;
        } else if (word == "outlinelevel") {
            state_.outline_level = number >= 0 && number < 9 ? number : -1;
        } else if (word == "intbl") {
            in_table_ = true;
        } else if (word == "bin") {
            const auto length = static_cast<std::size_t>(std::max(number, 0));
            at_ += std::min(length, rtf_.size() - at_);
        } else {
            date_word(word, number);
        }
    }

    void destination(std::string_view word, Destination destination) {
        // The fields of \info are inside what is skipped.
        const bool in_info = in_info_depth_ != 0 && states_.size() > in_info_depth_;
        if (word == "info") in_info_depth_ = states_.size();
        const bool field = destination != Destination::skipped &&
                           destination != Destination::body && destination != Destination::note &&
                           destination != Destination::font_table;
        if (field && in_info && state_.destination == Destination::skipped) {
            state_.destination = destination;
            return;
        }
        if (field && !in_info) return;
        set_destination(destination);
        if (destination == Destination::note) content_.notes.gap(Gap::paragraph);
    }

    // True for a word of the font table.
    bool font_word(std::string_view word, int number) {
        if (word == "f") {
            font_in_table_ = number;
        } else if (word == "fcharset") {
            if (fonts_.size() < extract_limits::kMaxRtfFonts) {
                fonts_[font_in_table_] = rtf_charset_of_font(number);
            }
        } else if (word == "cpg") {
            fonts_[font_in_table_] = rtf_charset_of_code_page(number);
        } else {
            return false;
        }
        return true;
    }

    // True for a word that stands for text.
    bool text_word(std::string_view word) {
        if (word == "par" || word == "sect" || word == "page") {
            paragraph();
        } else if (word == "line") {
            if (is_text()) target().line_break();
        } else if (word == "tab") {
            if (is_text()) target().gap(Gap::space);
        } else if (word == "cell" || word == "nestcell") {
            if (is_text()) target().replace_gap(Gap::cell);
        } else if (word == "row" || word == "nestrow") {
            if (is_text()) target().replace_gap(Gap::line);
        } else {
            const std::string_view sign = rtf_sign_of(word);
            if (sign.empty()) return false;
            text(sign);
        }
        return true;
    }

    void date_word(std::string_view word, int number) {
        RtfDate* date = state_.destination == Destination::created    ? &content_.created
                        : state_.destination == Destination::modified ? &content_.modified
                                                                      : nullptr;
        if (date == nullptr) return;
        if (word == "yr") date->year = number;
        if (word == "mo") date->month = number;
        if (word == "dy") date->day = number;
    }

    std::string_view rtf_;
    std::size_t at_ = 0;
    State state_;
    std::vector<State> states_;
    bool group_begins_ = false;
    bool may_be_unknown_ = false;  // behind \*
    bool in_heading_ = false;
    bool in_table_ = false;
    std::size_t in_info_depth_ = 0;
    int to_skip_ = 0;         // bytes after \uN
    char32_t surrogate_ = 0;  // the first half of a pair
    std::string bytes_;       // of the code page, not yet decoded
    std::string charset_ = "windows-1252";
    std::map<int, std::string> fonts_;
    int font_in_table_ = -1;
    std::map<Destination, std::string> fields_;
    RtfContent content_;
};

}  // namespace

RtfContent read_rtf(std::string_view rtf) {
    return RtfReader(rtf).read();
}

}  // namespace gazette

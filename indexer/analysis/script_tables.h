// What the scanner must know of a code point, in one byte: its class for word breaking. Made from
// ICU's properties once, when first asked for (a few milliseconds).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace gazette {

// The classes of UAX #29 (Word_Break) that the rules need, and what we do besides words.
enum class BreakClass : std::uint8_t {
    other,            // ends a segment, is not indexed: spaces, punctuation, controls, '_', '@'
    letter,           // ALetter
    hebrew,           // Hebrew_Letter
    numeric,          // Numeric
    mid_letter,       // MidLetter without the colon, as ICU 72 has it
    mid_num,          // MidNum
    mid_num_let,      // MidNumLet
    single_quote,     // '
    double_quote,     // "
    extend,           // Extend, Format, ZWJ: belongs to what stands before
    run,              // a code point of an unspaced script or Hangul; its marks too
    regional,         // Regional_Indicator
    symbol,           // § ¶ % ‰ and the currency signs
    pictograph,       // Extended_Pictographic: emoji by themselves
    weak_pictograph,  // emoji only when U+FE0F, a modifier or another emoji follows: © ▶ ↔
    compatible,       // neither, but its compatibility form holds letters or numbers: ① ㍿ ½ ²
    subscript,        // ₀ to ₉: part of a word after letters (CO₂), else as `compatible`
};

class ScriptTables {
  public:
    // The tables of this process. Thread-safe.
    static const ScriptTables& instance();

    BreakClass break_class(char32_t code_point) const {
        return static_cast<BreakClass>(entry(code_point) & kClassMask);
    }
    BreakClass ascii_class(unsigned char byte) const {
        return static_cast<BreakClass>(ascii_[byte & 0x7F]);
    }
    // For a code point of a run: may melt with what stands before it when text is normalized (a
    // vowel jamo, a voiced sound mark, ...), so that the two cannot be folded one by one.
    bool interacts(char32_t code_point) const { return (entry(code_point) & kInteracts) != 0; }
    // Has a combining class other than 0: normalization may reorder it among its like.
    bool reorders(char32_t code_point) const { return (entry(code_point) & kReorders) != 0; }

    static constexpr std::uint8_t kClassMask = 0x1F;
    static constexpr std::uint8_t kInteracts = 0x20;
    static constexpr std::uint8_t kReorders = 0x40;

  private:
    ScriptTables();

    std::uint8_t entry(char32_t code_point) const {
        return blocks_[(static_cast<std::size_t>(index_[code_point >> kBlockBits]) << kBlockBits) |
                       (code_point & kBlockMask)];
    }

    static constexpr unsigned kBlockBits = 7;
    static constexpr char32_t kBlockMask = (1U << kBlockBits) - 1;
    static constexpr char32_t kCodePoints = 0x110000;

    std::array<std::uint8_t, 128> ascii_{};
    std::array<std::uint16_t, (kCodePoints >> kBlockBits)> index_{};
    std::vector<std::uint8_t> blocks_;
};

}  // namespace gazette

#include "tests/analysis/sample_text.h"

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/utf8.h"
#include "tests/support/source_dir.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace gazette::test {

std::string archive_text(std::string_view relative_path, std::size_t max_bytes) {
    const std::filesystem::path path = shared_data() / relative_path;
    if (!std::filesystem::exists(path)) return {};
    const bool is_tar = path.string().ends_with(".tar.zst");
    const std::string command =
        (is_tar ? "tar --zstd -xOf '" : "zstd -dcq '") + path.string() + "' 2>/dev/null";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::string bytes;
    std::array<char, 1 << 16> buffer;
    while (pipe && bytes.size() < max_bytes) {
        const std::size_t read = std::fread(buffer.data(), 1, buffer.size(), pipe.get());
        if (read == 0) break;
        bytes.append(buffer.data(), read);
    }
    bytes.resize(std::min(bytes.size(), max_bytes));
    return repair_utf8(bytes);
}

std::u32string_view tricky_alphabet() {
    static const std::u32string alphabet =
        U"aZßéIiıİ\u0301\u0308ǆﬁŉªº"                      // Latin
        U"ΑάςᾳЯёй\u0300הצ\"״׳ּ'’‘ʼʻ＇"                     // Greek, Cyrillic, Hebrew, apostrophes
        U"ابيىکـًةلا\uFDFA٣٫٬،\u200C\u200D"                // Arabic
        U"कि्ষাதமிழ்"                                       // India
        U"0189３๒²₂½Ⅳ①፩㍿№℡㎏⒜Ⓐ"                          // numbers and compatibility forms
        U".,:;·‧․．_@-–/ \t\n\r\u00A0\u202F\u2028\u00AD"  // separators
        U"$§¶%‰€￥٪₨"                                     // signs
        U"漢汉國国髮后後二○〇々〆\U00020000\U0002F800\u2F00"  // Han
        U"あゝかﾞガｶﾞﾟアーｰ゙ヿゟ"                              // kana
        U"가각ᄀ\u1161\u11A8ㄱㅏㄳﾡￂㆍ"                       // Hangul
        U"กุ้ำําเฯลາໍຳໜကဦဦ့်ខ្មែᨠᦀ"                                  // Thai to New Tai Lue
        U"\U0001F600\U0001F1EB\U0001F1F7\U0001F468\U0001F3FD\uFE0F\u20E3☎✔©▶"  // emoji
        U"\u0000\u0001\uFEFF\u200F\u202E\uFFFD\U000E0061\U000E0100\u3099\u302E\u200B";
    return alphabet;
}

std::string random_text(std::mt19937& random, std::u32string_view alphabet, std::size_t length) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) {
        append_code_point(text, alphabet[random() % alphabet.size()]);
    }
    return text;
}

std::string to_utf8(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) append_code_point(out, c);
    return out;
}

std::u32string to_utf32(std::string_view text) {
    std::u32string out;
    for (std::size_t offset = 0; offset < text.size();)
        out.push_back(next_code_point(text, offset));
    return out;
}

const std::vector<std::string>& unspaced_sentences() {
    static const std::vector<std::string> sentences = {
        "證券及期貨事務監察委員會發表聲明，說明為何暫停該公司的股份買賣。",
        "国务院办公厅印发了关于规范市场秩序的通知，自二〇二四年一月一日起施行。",
        "内閣総理大臣は、この法律の施行に関し必要な命令を発することができる。",
        "クラウドサービスの利用に係る契約は、書面によらなければならない。",
        "กระทรวงการคลังออกประกาศเรื่องหลักเกณฑ์การจัดเก็บภาษีที่ดินและสิ่งปลูกสร้าง",
        "국가는모든국민의기본적인권을확인하고이를보장할의무를진다",
        "ລັດຖະບານໄດ້ອອກດຳລັດວ່າດ້ວຍການຄຸ້ມຄອງສິ່ງແວດລ້ອມ",
        "រដ្ឋាភិបាលបានចេញអនុក្រឹត្យស្តីពីការការពារបរិស្ថាន",
        "အစိုးရသည်ပတ်ဝန်းကျင်ထိန်းသိမ်းရေးဥပဒေကိုထုတ်ပြန်ခဲ့သည်",
    };
    return sentences;
}

}  // namespace gazette::test

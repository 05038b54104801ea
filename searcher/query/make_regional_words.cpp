// Writes the table behind regional_word_pairs(): what is called otherwise in another region where
// Chinese is written.
//
//   make_regional_words DICTIONARY_FOLDER OUTPUT.cpp
//
// OpenCC's TWPhrases says what a word is in Taiwan (軟件: 軟體), for converting text: by whoever
// reads it afterwards. A search has no such reader. So what is left out here are single characters,
// words that have several meanings there, and words that are ordinary ones in the other regions
// too, in laws and news above all: 程序 is a procedure, not only a program (程式).
#include <algorithm>
#include <array>
#include <exception>
#include <fstream>
#include <iostream>
#include <opencc/DictEntry.hpp>
#include <opencc/Exception.hpp>
#include <opencc/Lexicon.hpp>
#include <opencc/MarisaDict.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

// Ordinary words, and conversions that are right in programs alone.
constexpr std::array<std::string_view, 88> kLeftOut = {
    "程序", "文件", "支持", "聲明", "局部", "全局", "權限",   "發送", "發佈", "項目", "運行",
    "連接", "查看", "查找", "打開", "保存", "性能", "優化",   "消息", "信號", "通信", "數字",
    "界面", "類型", "設備", "設置", "用戶", "登錄", "創建",   "添加", "高端", "高級", "低級",
    "萬象", "端口", "視圖", "實例", "調用", "訪問", "註銷",   "進程", "交互", "循環", "刷新",
    "集成", "屏蔽", "映射", "截取", "拋出", "溢出", "激活",   "分區", "後綴", "前綴", "圖像",
    "文本", "文檔", "智能", "審覈", "打印", "對象", "地址",   "通過", "社區", "信道", "加載",
    "卸載", "導入", "導出", "接口", "組件", "控件", "標識符", "菜單", "粘貼", "代碼", "腳本",
    "模擬", "批量", "擴展", "調度", "調試", "縮進", "點擊",   "重裝", "呼出", "掛斷", "宏"};

constexpr std::size_t kMinBytes = 6;  // two characters

bool is_left_out(const std::string& word) {
    return word.size() < kMinBytes || static_cast<unsigned char>(word.front()) < 0x80 ||
           std::find(kLeftOut.begin(), kLeftOut.end(), word) != kLeftOut.end();
}

int run(const std::string& folder, const std::string& output) {
    const auto dict =
        opencc::SerializableDict::NewFromFile<opencc::MarisaDict>(folder + "/TWPhrases.ocd2");
    std::ofstream out(output);
    out << "// Made by make_regional_words.\n#include \"searcher/query/regional_words.h\"\n\n"
           "namespace gazette {\nnamespace {\n\nconstexpr RegionalPair kPairs[] = {\n";
    std::size_t count = 0;
    for (const auto& entry : *dict->GetLexicon()) {
        const std::string word = entry->Key();
        const std::vector<std::string> others = entry->Values();
        const bool several = others.size() != 1 || others.front() == word;
        if (several || is_left_out(word) || others.front().size() < kMinBytes) continue;
        out << "    {\"" << word << "\", \"" << others.front() << "\"},\n";
        ++count;
    }
    if (count < 200) throw std::runtime_error("the dictionary in " + folder + " is too small");
    out << "};\n\n}  // namespace\n\nstd::span<const RegionalPair> regional_word_pairs() { return "
           "kPairs; }\n\n}  // namespace gazette\n";
    out.close();
    return out ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: make_regional_words DICTIONARY_FOLDER OUTPUT.cpp\n";
        return 2;
    }
    try {
        return run(argv[1], argv[2]);
    } catch (const opencc::Exception& error) {
        std::cerr << "make_regional_words: " << error.what() << "\n";
    } catch (const std::exception& error) {
        std::cerr << "make_regional_words: " << error.what() << "\n";
    }
    return 1;
}

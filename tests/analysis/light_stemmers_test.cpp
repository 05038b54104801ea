// Words that are forms of one, and words that are not, by each language's stemmer.
#include "indexer/analysis/light_stemmers.h"

#include "indexer/analysis/analyzer.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>

namespace gazette {
namespace {

std::string term_of(const std::string& word, const std::string& language) {
    return Analyzer().analyze(word, language_of(language).id).front().term;
}

std::set<std::string> terms_of(const std::string& words, const std::string& language) {
    std::set<std::string> terms;
    std::istringstream all(words);
    for (std::string word; all >> word;) terms.insert(term_of(word, language));
    return terms;
}

struct Row {
    const char* language;
    const char* words;
};

TEST(Stemmers, BringFormsOfAWordTogether) {
    const Row rows[] = {
        {"pl", "ustawa ustawy ustawie ustawę ustawą ustaw ustawach ustawami"},
        {"pl", "ministra ministrowie ministrów ministrom ministrami"},
        {"pl", "publiczny publicznego publicznej publicznych publicznymi"},
        {"cs", "zákon zákona zákonu zákony zákonů zákonem zákonech"},
        {"cs", "veřejný veřejného veřejnému veřejných veřejnými"},
        {"cs", "smlouva smlouvy smlouvě smlouvu smlouvou smlouvách"},
        {"sk", "zákon zákona zákonu zákony zákonov zákonom zákonoch"},
        {"sl", "zakon zakona zakonu zakoni zakonov zakonom zakonih"},
        {"uk", "закон закону законом закони законів законам законах"},
        {"uk", "державний державного державної державних державними"},
        {"bg", "закон законът закона закони законите"},
        {"bg", "решение решението решения решенията"},
        {"fa", "کتاب کتاب‌ها کتابها کتاب‌های کتابهای"},
        {"fa", "قانون قانونی"},
        {"he", "ממשלה הממשלה בממשלה והממשלה ממשלת ממשלות"},
        {"he", "קובץ הקובץ בקובץ שבקובץ"},
        {"el", "νόμος νόμου νόμο νόμοι νόμων νόμους"},
        {"hi", "किताब किताबें किताबों"},
        {"hi", "क़ानून कानून"},
        {"ro", "instituție instituţie instituții instituţiile"},
        {"sr", "закон закона законима zakon zakona"},
        {"hr", "zakon zakona zakonima"},
        {"ms", "peraturan aturan mengatur"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(1U, terms_of(row.words, row.language).size())
            << row.language << ": " << testing::PrintToString(terms_of(row.words, row.language));
    }
}

TEST(Stemmers, KeepOtherWordsApart) {
    const Row rows[] = {
        {"pl", "prawo prawda sprawa ustawa stawka kraj król"},
        {"cs", "zákon zákaz právo správa soud smlouva"},
        {"sk", "zákon zákaz právo správa súd zmluva"},
        {"uk", "закон право суд держава договір податок"},
        {"bg", "закон право съд държава договор данък"},
        {"fa", "کتاب قانون دولت دادگاه"},
        {"he", "חוק משפט ממשלה מדינה קובץ"},
        {"el", "νόμος κράτος δικαστήριο σύμβαση"},
        {"hi", "किताब कानून अधिकार सरकार"},
    };
    for (const Row& row : rows) {
        std::istringstream all(row.words);
        std::size_t count = 0;
        for (std::string word; all >> word;) ++count;
        EXPECT_EQ(count, terms_of(row.words, row.language).size())
            << row.language << ": " << testing::PrintToString(terms_of(row.words, row.language));
    }
}

TEST(Stemmers, LightOnesLeaveThreeLettersAndNeverNothing) {
    for (const Language& language : languages()) {
        const LightStemmer* stemmer = light_stemmer(language.stemmer);
        EXPECT_EQ(stemmer != nullptr, language.stemmer.starts_with(kLightStemmers));
        if (stemmer == nullptr) continue;
        for (const char* word : {"a", "ami", "ów", "ями", "ב", "הבלש", "ها", "ejší", "ště"}) {
            EXPECT_FALSE(stemmer->stem(word).empty()) << language.tag << " " << word;
        }
    }
    EXPECT_EQ(nullptr, light_stemmer("light-xx"));
    EXPECT_EQ(nullptr, light_stemmer(""));
}

}  // namespace
}  // namespace gazette

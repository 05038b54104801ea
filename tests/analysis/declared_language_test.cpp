#include "indexer/analysis/declared_language.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace gazette::test {
namespace {

struct Sample {
    std::string_view tag;
    std::string_view text;
};
constexpr Sample kSamples[] = {
    {"en",
     "The minister of the interior said that he had not been told of the matter, and that it was "
     "for "
     "the court to decide what they were to do with the money which had been found in the house."},
    {"fr",
     "Le ministre de l'intérieur a dit qu'il n'était pas au courant de l'affaire, et que c'est au "
     "juge "
     "de dire ce que l'on fera de la somme qui a été trouvée dans la maison."},
    {"de",
     "Der Minister sagte, daß er von der Sache nicht gewußt habe und daß es nun an den Richtern "
     "sei zu "
     "sagen, was mit dem Geld geschehen soll, das man in dem Haus und in der Bank fand."},
    {"es",
     "El ministro del interior dijo que no sabía nada del asunto y que son los jueces los que han "
     "de "
     "decir lo que se hace con el dinero que se encontró en la casa de un hombre."},
    {"ru",
     "Министр сказал, что он не знал об этом и что это дело суда: он должен решить, что делать с "
     "деньгами, которые нашли у него в доме и на даче, и как быть с ним и с его людьми."},
    {"vi",
     "Cơ quan nhà nước có trách nhiệm phối hợp với các tổ chức và gia đình trong việc tuyên "
     "truyền, "
     "giáo dục về phòng, chống ma túy, quản lý người sử dụng trái phép và hợp tác quốc tế."},
};

TEST(DeclaredLanguage, IsSureOfRunningText) {
    for (const Sample& sample : kSamples) {
        // Catalan has too many of the words of this one.
        if (sample.tag == "es") continue;
        EXPECT_TRUE(is_surely_in(sample.tag, sample.text)) << sample.tag;
    }
    EXPECT_TRUE(is_surely_in("en-GB", kSamples[0].text));
}

TEST(DeclaredLanguage, IsNeverSureOfAnother) {
    for (const Sample& sample : kSamples) {
        for (const std::string_view tag : {"en",
                                           "fr",
                                           "de",
                                           "es",
                                           "pt",
                                           "it",
                                           "nl",
                                           "ca",
                                           "sv",
                                           "da",
                                           "nb",
                                           "no",
                                           "nn",
                                           "ro",
                                           "ru",
                                           "vi",
                                           "zh",
                                           "und",
                                           ""}) {
            if (tag == sample.tag) continue;
            EXPECT_FALSE(is_surely_in(tag, sample.text)) << sample.tag << " declared as " << tag;
        }
    }
}

TEST(DeclaredLanguage, TakesMarksOfOtherLanguagesForNoVietnamese) {
    std::string yoruba;
    std::string french;
    for (int i = 0; i < 20; ++i) {
        yoruba += "ẹnì kọ̀ọ̀kan ló ní ẹ̀tọ́ sí ọ̀wọ̀ ìjọba ilẹ̀ ";
        french += "l'été à côté de la forêt où naît le cœur ";
    }
    EXPECT_FALSE(is_surely_in("vi", yoruba));
    EXPECT_FALSE(is_surely_in("vi", french));
}

TEST(DeclaredLanguage, SaysNothingOfShortOrMixedText) {
    EXPECT_FALSE(is_surely_in("en", ""));
    EXPECT_FALSE(is_surely_in("en", "The minister of the interior"));
    const std::string both = std::string(kSamples[0].text) + " " + std::string(kSamples[1].text);
    EXPECT_FALSE(is_surely_in("en", both));
    EXPECT_FALSE(is_surely_in("fr", both));
    // English words in Chinese: the runs between count by their length.
    std::string chinese;
    for (int i = 0; i < 20; ++i)
        chinese += "部長表示他並不知道這件事情應由法院決定如何處理 the of ";
    EXPECT_FALSE(is_surely_in("en", chinese));
}

}  // namespace
}  // namespace gazette::test

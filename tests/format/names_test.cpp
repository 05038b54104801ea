#include "indexer/format/names.h"

#include "indexer/format/fields.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace gazette {
namespace {

Document titled(std::string title) {
    Document document;
    document.id = "a/b";
    document.title = std::move(title);
    return document;
}

// 2: by a whole name, 1: by a part, 0: not.
int named_by(const Document& document, std::string_view text) {
    const DocumentNames names = names_of(document);
    int best = 0;
    for (const std::string& key : names_asked_for(text)) {
        if (std::count(names.whole.begin(), names.whole.end(), key) > 0) best = 2;
        if (best == 0 && std::count(names.part.begin(), names.part.end(), key) > 0) best = 1;
    }
    return best;
}

TEST(Names, AreTitlesAndPartsOfThem) {
    const Document hong_kong = titled("Personal Data (Privacy) Ordinance (Cap. 486)");
    EXPECT_EQ(named_by(hong_kong, "personal data (privacy) ordinance (cap 486)"), 2);
    EXPECT_EQ(named_by(hong_kong, "Cap. 486"), 1);
    EXPECT_EQ(named_by(hong_kong, "第四百八十六章"), 1);
    EXPECT_EQ(named_by(hong_kong, "Personal Data (Privacy) Ordinance"), 1);
    EXPECT_EQ(named_by(hong_kong, "Privacy"), 0);
    EXPECT_EQ(named_by(hong_kong, "Cap. 48"), 0);
    EXPECT_EQ(named_by(titled("Ley Nº 20468 - DESIGNACION"), "Ley 20468"), 1);
    EXPECT_EQ(named_by(titled("Datenschutz-Grundverordnung (DSGVO)"), "DSGVO"), 1);
    EXPECT_EQ(named_by(titled("Smith v Jones, [2019] UKSC 12"), "[2019] UKSC 12"), 1);
    EXPECT_EQ(named_by(titled("Budget: a guide"), "Budget"), 0) << "no citation";
}

TEST(Names, AreIdentifiers) {
    Document document = titled("On the protection of natural persons");
    document.work_id = "http://data.europa.eu/eli/reg/2016/679/oj";
    document.identifiers = {{"celex", "32016R0679"}, {"ecli", "ECLI:EU:C:2020:559"}};
    for (const char* text : {"32016R0679",
                             "32016r0679",
                             "2016/679",
                             "Regulation (EU) 2016/679",
                             "Verordnung (EU) Nr. 2016/679",
                             "RÈGLEMENT (UE) 2016/679",
                             "ECLI:EU:C:2020:559",
                             "http://data.europa.eu/eli/reg/2016/679/oj"}) {
        EXPECT_EQ(named_by(document, text), 2) << text;
    }
    EXPECT_EQ(named_by(document, "Directive (EU) 2016/679"), 0);
    EXPECT_EQ(named_by(document, "Regulation of 2016/679 things"), 0);

    document = titled("x");
    document.identifiers = {{"celex", "31995L0046"}};
    EXPECT_EQ(named_by(document, "Directive 95/46/EC"), 2);
    EXPECT_EQ(named_by(document, "95/46/EG"), 2);
}

TEST(Names, AreActsThatTitlesBeginWith) {
    const Document act = titled(
        "COMMISSION REGULATION (EC) No 1049/2001 of 30 May 2001 amending Directive 95/46/EC");
    EXPECT_EQ(named_by(act, "32001R1049"), 1);
    EXPECT_EQ(named_by(act, "1049/2001"), 1);
    EXPECT_EQ(named_by(act, "Regulation (EC) 1049/2001"), 1);
    EXPECT_EQ(named_by(act, "95/46/EC"), 0) << "what it amends";
}

TEST(Names, AreWhatTheSourceCallsThem) {
    Document document = titled("Bürgerliches Gesetzbuch");
    document.metadata_json = R"({"jurabk": "BGB", "slug": "bgb", "Docket-Number": ["1 BvR 16/13"],
                                 "number": "12", "citation": 7})";
    EXPECT_EQ(named_by(document, "bgb"), 2);
    EXPECT_EQ(named_by(document, "1 BvR 16/13"), 2);
    EXPECT_EQ(named_by(document, "12"), 0) << "a bare number";
    document.metadata_json = "[";
    EXPECT_EQ(named_by(document, "bgb"), 0);
    document.id = "FACV_1_2019";
    EXPECT_EQ(named_by(document, "FACV 1/2019"), 2);
}

TEST(Names, AreBounded) {
    Document document = titled("x");
    for (int i = 0; i < 1000; ++i) {
        document.identifiers.push_back({"celex", "a" + std::to_string(i)});
        document.title += ", (Cap. " + std::to_string(i) + ")";
    }
    const DocumentNames names = names_of(document);
    EXPECT_EQ(names.whole.size(), kMaxWholeNames);
    EXPECT_LE(names.part.size(), kMaxNameParts);
}

TEST(Names, HaveTerms) {
    const std::string cap = name_term("cap486");
    EXPECT_EQ(cap, "Acap486");
    EXPECT_EQ(part_name_term("cap486"), "A~cap486");
    EXPECT_EQ(terms_of_name("Cap. 486"), (std::vector<std::string>{"Acap486", "A~cap486"}));
    EXPECT_LT(name_term(std::string(300, 'x')).size(), 24U);
    EXPECT_NE(name_term(std::string(300, 'x')), name_term(std::string(301, 'x')));
    EXPECT_TRUE(terms_of_name("?").empty());
}

}  // namespace
}  // namespace gazette

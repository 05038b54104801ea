#include "tests/searcher/own_documents.h"

#include "tests/support/tiny_index.h"

#include <array>
#include <random>

namespace gazette::test {

namespace {

struct Row {
    const char* lang;
    const char* title;
    const char* text;
    const char* date;
};

constexpr Row kRows[] = {
    {"en", "Duty of care", "The board owes a duty of care to every depositor of the bank.", "2019"},
    {"en",
     "Care of duty",
     "Care and duty are different things; the duty ends, the care does not.",
     "2019-05"},
    {"en",
     "Companies Ordinance",
     "Costs of $5 million fall under § 12 of the ordinance, or 10%.",
     "2019-05-07"},
    {"en", "", "The banker died. His banks, however, were banking on it.", ""},
    {"en",
     "Harbour notice",
     "Colour of lights in the harbour: red to port, green to starboard.",
     "2021-01-31"},
    {"en",
     "Budget speech",
     "Public spending will rise by 3.5 per cent; public debt will not.",
     "2020-02-26"},
    {"en",
     "Budget debate",
     "Spending on public works, said the member, is spending on the public.",
     "2020-02-27"},
    {"en", "Notice 7", "Notice is given of the winding up of the company.", "2020-02-27"},
    {"en", "Notice 7", "Notice is given of the winding up of the company.", "2020-02-27"},
    {"en", "Notice 7", "Notice is given of the winding up of the company.", "2020-02"},
    {"en", "Notice 7", "Notice is given of the winding up of the company.", ""},
    {"de", "Sorgfaltspflicht", "Die Bank schuldet dem Anleger Sorgfalt und gute Beratung.", "2018"},
    {"de",
     "Straßengesetz",
     "Die Straßen der Gemeinde sind öffentlich; Fußgänger haben Vorrang.",
     "2018-11-02"},
    {"de", "Häuser", "Das Haus, die Häuser und des Hauses Dach gehören dem Eigentümer.", ""},
    {"de", "Banken", "Banken und Sparkassen melden der Aufsicht jede große Einlage.", "2019-05-07"},
    {"fr",
     "Code de l'énergie",
     "L'énergie est un bien public; les élèves l'étudient à l'école.",
     "2017"},
    {"fr",
     "Règlement",
     "Les banques déclarent à l'autorité les dépôts qu'elles reçoivent.",
     "2017-06-30"},
    {"fr", "", "Été comme hiver, la liberté de la presse est entière.", "2020"},
    {"es", "Ley de aguas", "El agua es un bien público y su uso se regula por ley.", "2016-03"},
    {"es", "Año nuevo", "En el año nuevo los niños comen uvas; los bancos cierran.", "2016-12-31"},
    {"it", "Banche", "Le banche e i banchi del mercato aprono alle otto.", "2015"},
    {"pt", "Ação", "A ação contra a decisão da administração foi rejeitada.", "2015-07"},
    {"el", "Νόμος", "Ο νόμος προστατεύει τον καταθέτη και τις τράπεζες. Άνθρωπος.", "2014"},
    {"el", "", "Οι νόμοι της χώρας ισχύουν για όλους τους ανθρώπους.", "2014-10-28"},
    {"ru", "Закон о банках", "Банк обязан хранить тайну вкладов. Банки платят налоги.", "2013"},
    {"ru", "", "Новые законы вступают в силу; ёлка стоит в зале суда.", "2013-12-31"},
    {"ar", "قانون المصارف", "يلتزم المصرف بحماية أموال المودعين في جميع المصارف.", "2012"},
    {"ar", "", "القانون الجديد للمدرسة والمدارس الحكومية.", "2012-04"},
    {"he", "חוק הבנקים", "הבנק חייב לשמור על כספי המפקידים.", "2011"},
    {"hi", "बैंक कानून", "बैंक को जमाकर्ता के धन की रक्षा करनी चाहिए।", "2010"},
    {"th", "กฎหมายธนาคาร", "ธนาคารต้องคุ้มครองเงินฝากของประชาชนทุกคน", "2010-08"},
    {"th", "", "รัฐบาลประกาศใช้กฎหมายฉบับใหม่เกี่ยวกับการศึกษา", "2011-09-01"},
    {"zh-Hant", "銀行業條例", "銀行須保障存戶的利益，並按照條例向金融管理局報告。", "2019"},
    {"zh-Hant", "香港公司條例", "香港公司註冊處公布第622章的修訂，電子臺北資訊。", "2019-05"},
    {"zh-Hant", "", "發展局與髮型師協會討論頭髮出口的發展。", "2019-06-12"},
    {"zh-Hans", "银行业条例", "银行须保障存户的利益，并按照条例向金融管理局报告。", "2019-05-07"},
    {"zh-Hans", "公司法", "公司是企业法人，有独立的法人财产，享有法人财产权。", "2018-10-26"},
    {"zh-Hans", "", "发展经济，保障供给。头发很长，头发很短。", ""},
    {"ja", "銀行法", "銀行は預金者の保護を確保し、金融の円滑を図らなければならない。", "2009"},
    {"ja", "データの保護", "データベースのバックアップは毎日行うこと。", "2009-03-31"},
    {"ko", "은행법", "은행은 예금자를 보호하고 금융시장의 안정을 도모하여야 한다.", "2008"},
    {"ko", "", "정부는 새로운 법률을 공포하였으며 국민은 법률을 지킨다.", "2008-05-05"},
    {"vi", "Luật ngân hàng", "Ngân hàng phải bảo vệ tiền gửi của khách hàng.", "2007"},
    {"vi", "", "Nước là tài sản công; việc sử dụng nước do luật quy định.", "2007-02-03"},
    {"tr",
     "Bankalar kanunu",
     "Banka, mevduat sahiplerinin haklarını korur. İstanbul ılık.",
     "2006"},
    {"und", "XX", "Zbl 12/2019 qwx bank 100,000 😀 €5", "2019"},
    {"und", "", "", ""},
};

constexpr std::array<const char*, 5> kKinds = {"law", "case", "policy", "debate", "news"};

}  // namespace

std::vector<Document> own_documents() {
    std::vector<Document> documents;
    for (const Row& row : kRows) {
        const std::size_t number = documents.size();
        Document document = make_document(
            "own/" + std::to_string(number * 7919 % 1000), row.lang, row.title, row.text, row.date);
        document.kind = kKinds[number % kKinds.size()];
        document.source = number % 3 == 0 ? "" : number % 3 == 1 ? "registry" : "wire service";
        document.collection = number % 2 == 0 ? "gazettes" : "papers";
        documents.push_back(std::move(document));
    }
    return documents;
}

std::vector<Sentence> unspaced_sentences() {
    return {
        {"zh-Hant", "香港特別行政區政府憲報公布發展局關於頭髮護理業發牌制度的諮詢文件"},
        {"zh-Hant", "臺灣銀行為什麼裡面后來只有麵粉與鐘錶"},
        {"zh-Hans", "国务院关于进一步优化营商环境更好服务市场主体的实施意见"},
        {"zh-Hans", "头发发展后来里面只有面粉与钟表台湾干部干杯"},
        {"ja", "個人情報の保護に関する法律第二十七条の規定によりデータを提供する"},
        {"ja", "東京都知事はコロナウイルス対策本部会議を開いた"},
        {"ko", "대한민국의주권은국민에게있고모든권력은국민으로부터나온다"},
        {"th", "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ"},
    };
}

std::vector<Document> random_documents(std::size_t count, unsigned seed) {
    static constexpr std::array<const char*, 16> kWords = {"tax",
                                                           "law",
                                                           "laws",
                                                           "duty",
                                                           "care",
                                                           "bank",
                                                           "taxes",
                                                           "harbour",
                                                           "port",
                                                           "notice",
                                                           "court",
                                                           "banks",
                                                           "budget",
                                                           "water",
                                                           "Law",
                                                           "energy"};
    std::mt19937 random(seed);
    // The first words are common, the last rare.
    const auto word = [&]() {
        const std::size_t a = random() % kWords.size();
        const std::size_t b = random() % kWords.size();
        return std::string(kWords[std::min(a, b)]);
    };
    std::vector<Document> documents;
    for (std::size_t number = 0; number < count; ++number) {
        std::string text;
        for (std::size_t left = 3 + random() % 12; left > 0; --left) text += word() + " ";
        const bool dated = random() % 4 != 0;
        const std::string date = "2019-0" + std::to_string(1 + random() % 3);
        documents.push_back(make_document(
            "random/" + std::to_string(number), "en", word(), text, dated ? date : ""));
        documents.back().kind = number % 2 == 0 ? "law" : "case";
        documents.back().collection = "random";
    }
    return documents;
}

}  // namespace gazette::test

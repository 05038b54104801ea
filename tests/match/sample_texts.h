// Sentences of our own in many scripts, with a word of each that it holds.
#pragma once

#include <string>
#include <vector>

namespace gazette::test {

struct SampleText {
    std::string lang;
    std::vector<std::string> sentences;
};

inline const std::vector<SampleText>& sample_texts() {
    static const std::vector<SampleText> kTexts = {
        {"en",
         {"The licensee shall pay $5,000 or 3.5% of its turnover, whichever is greater.",
          "Under § 12A the Board's decision isn't final; an appeal lies to the U.S. court.",
          "“Duty of care” means a duty owed to one's neighbours (see Donoghue v. Stevenson)."}},
        {"de",
         {"Die Behörde prüft die Anträge innerhalb von 30 Tagen gemäß § 5 Abs. 2.",
          "Straßen- und Schienenfahrzeuge dürfen nicht überladen werden."}},
        {"fr",
         {"L'autorité qu'il désigne n'a pas reçu d'avis ; l'article 7 s'applique à Noël.",
          "Les coûts s'élèvent à 12 € par élève, soit près de 40 % du total."}},
        {"el",
         {"Η ελληνική κυβέρνηση ενέκρινε τους νέους κανόνες για τις τράπεζες.",
          "Οι πολίτες δικαιούνται πρόσβαση στα έγγραφα."}},
        {"ru",
         {"Министерство опубликовало новые правила лицензирования банков.",
          "Ёлки и подъезды освещаются за счёт города № 7."}},
        {"ar",
         {"نشرت الوزارة القواعد الجديدة لترخيص المصارف في الجريدة الرسمية.",
          "يَحِقُّ للمواطنين الاطلاع على الوثائق العامة خلال ٣٠ يومًا."}},
        {"he", {"המשרד פרסם את הכללים החדשים לרישוי בנקים.", "צה\"ל ובג״ץ הגישו תשובה."}},
        {"hi",
         {"मंत्रालय ने बैंकों के लाइसेंस के नए नियम प्रकाशित किए।",
          "नागरिकों को सार्वजनिक दस्तावेज़ देखने का अधिकार है।"}},
        {"th",
         {"กระทรวงประกาศกฎใหม่เกี่ยวกับใบอนุญาตธนาคารเมื่อวันที่ ๕ มีนาคม",
          "ประชาชนมีสิทธิเข้าถึงเอกสารของทางราชการ"}},
        {"zh",
         {"證券及期貨事務監察委員會發表新的發牌規定，罰款最高為$500萬。",
          "公民有权查阅政府文件；第三十三條自2024年起生效。",
          "香港特別行政區政府表示，《公司條例》（第622章）的修訂已刊憲。"}},
        {"ja",
         {"金融庁は銀行免許に関する新しい規則を公表した。",
          "ｶﾀｶﾅとコンピューターの例、㍿山田の５％。"}},
        {"ko",
         {"금융위원회는 은행 인가에 관한 새로운 규칙을 공포하였다.",
          "국민은 공공 문서를 열람할 권리가 있다."}},
        {"vi", {"Bộ Tài chính công bố quy định mới về cấp phép ngân hàng.", "Điều 5 có hiệu lực."}},
        {"tr",
         {"İstanbul'daki bankaların ruhsatı IĞDIR'da yenilendi.", "Yeni kurallar yayımlandı."}},
        {"und",
         {"👩‍👩‍👧 voted 👍🏽 on 2024-05-07 at e.g. http://example.org/a?b=c #5.",
          "½ + ¼ = ¾ ﷺ ①②"}},
    };
    return kTexts;
}

}  // namespace gazette::test

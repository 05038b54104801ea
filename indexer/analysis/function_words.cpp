#include "indexer/analysis/function_words.h"

namespace gazette {
namespace {

struct Row {
    std::string_view tag;
    std::string_view words;
};

constexpr std::string_view kNorwegian =
    "og i på av til for med som er det den de en et ei å at om fra ved han hun hans hennes vi oss "
    "vår jeg meg du deg seg sin sitt sine ikke men eller da så hva hvem der her";

// Of Serbian, Croatian and Bosnian, in both scripts.
constexpr std::string_view kSerboCroatian =
    "i u na za od do s sa o po iz pri pod nad pred bez kroz među prema uz te ni ne da "
    "li je su smo ste si se bi će ću ćemo što šta tko ko koji koja koje kojih kojim "
    "kojem ovaj ova ovo taj ta to onaj ona ono oni on mi vi ja ti me mu joj ga ih im "
    "nam vam nas vas njega njih svoj svoja svoje ali ili a kao kad kada ako jer и у "
    "на за од до с са о по из при под над пред без кроз међу према уз те ни не да ли "
    "је су смо сте си се би ће ћу ћемо што шта тко ко који која које којих којим "
    "којем овај ова ово тај та то онај она оно они он ми ви ја ти ме му јој га их им "
    "нам вам нас вас њега њих свој своја своје али или а као кад када ако јер";

constexpr Row kRows[] = {
    {"en",
     "a an and are as at be but by for from had has have having he her hers him his i if in into "
     "is "
     "it its me my nor not of off on or our ours out over she so than that the their theirs them "
     "then there these they this those to too under up us was we were what when where which who "
     "whom whose why with you your yours"},
    {"fr",
     "le la les l un une des de du d au aux à a et ou où en dans par pour sur sous avec sans ce c "
     "cet cette ces ça qui que qu quoi dont il ils elle elles on nous vous je j tu me m te t se s "
     "lui leur leurs y ne n pas mais ni si son sa ses mon ma mes ton ta tes notre nos votre vos "
     "est sont vers dès là"},
    {"de",
     "der die das den dem des ein eine einen einem einer eines und oder aber in im an am auf aus "
     "bei mit nach von vom zu zum zur für durch gegen ohne um über unter vor zwischen wie als "
     "wenn daß dass ob er sie es ich du wir ihr mich dich sich uns euch ihm ihn ihnen sein seine "
     "seinen seinem seiner seines ihre ihren ihrem ihrer ihres nicht auch ist sind so "
     "da hier dort man"},
    {"es",
     "el él la los las lo un uno una unos unas de del a al y e o u en por para con sin sobre entre "
     "que "
     "qué se su sus mi mis tu tus me te le les nos os es son ha han no ni si como más pero "
     "este esta estos estas ese esa esos esas"},
    {"pt",
     "o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela pelos pelas para "
     "com sem sob sobre e ou que se seu sua seus suas meu minha me te lhe lhes é são ao aos à às "
     "não nem mas como mais este esta estes estas esse essa esses essas num numa"},
    {"it",
     "il lo la i gli le l un uno una di a da in con su per tra fra del dello della dei degli delle "
     "dell al allo alla ai agli alle all dal dallo dalla dai dagli dalle dall nel nello nella nei "
     "negli nelle nell sul sullo sulla sui sugli sulle sull e ed o od ma che chi cui non né si ci "
     "vi ne mi ti se è sono suo sua suoi sue come più"},
    {"nl",
     "de het een en of in op aan van voor met bij te ten ter tot uit over onder door om naar als "
     "dat dit die deze is zijn was er hij zij ze wij we ik je jij u hun hem haar ons onze niet "
     "ook maar wat wie dan"},
    {"ca",
     "el la els les l un una uns unes de del dels d a al als i o en per pels pel amb sense que qui "
     "es se s seu seva seus seves no ni si com més aquest aquesta aquests aquestes"},
    {"sv",
     "och i på av till för med som är det den de en ett att om från vid han hon hans hennes vi oss "
     "vår jag mig du dig sig sin sitt sina inte men eller då så vad vem där här"},
    {"da",
     "og i på af til for med som er det den de en et at om fra ved han hun hans hendes vi os vor "
     "jeg mig du dig sig sin sit sine ikke men eller da så hvad hvem der her"},
    {"no", kNorwegian},
    {"nb", kNorwegian},
    {"nn",
     "og i på av til for med som er det den dei ein ei eit å at om frå ved han ho hans hennar vi "
     "oss vår eg meg du deg seg sin sitt sine ikkje men eller då så kva kven der her"},
    {"ro",
     "și şi de la în din pe cu a al ai ale un o unei unui unor este sunt că să se nu sau care ce "
     "pentru prin"},
    {"ru",
     "и в во на с со к ко о об от до по из за у при для без под над не ни но а или что чтобы как "
     "это он она оно они его её ее ему ей их им я ты мы вы мне нас нам вас вам же бы ли то"},
    {"el",
     "ο η το οι τα του της των τον την τους τις στο στη στην στον στους στις στα και ή "
     "να θα δεν μη μην με σε για από προς κατά παρά ως που πως ότι όταν αν αλλά είναι "
     "ήταν ένα ένας μια μία μου σου μας σας αυτό αυτή αυτός αυτά αυτοί αυτές τι ποιος "
     "ποια ποιο όπως ούτε"},
    {"hi",
     "का के की को में से पर ने और या भी है हैं था थे थी ही तो कि जो यह वह ये वे इस उस "
     "इन उन नहीं न मैं हम तुम आप तक जब तब जैसे लिए अपना अपने अपनी"},
    {"hr", kSerboCroatian},
    {"bs", kSerboCroatian},
    {"sr", kSerboCroatian},
    {"yi",
     "און די דער דאָס דעם דאס אין פֿון פון צו מיט אויף פֿאַר פאר ביי איז ניט נישט אַ "
     "אַן א אן איך דו ער זי מיר איר זיך וואָס וואס ווער אַז אז ווי אָבער אבער אָדער "
     "אדער װאָס װאס װער װי"},
    {"id",
     "yang dan di ke dari pada dengan untuk dalam oleh adalah ini itu atau tidak tak "
     "akan telah sudah juga bagi kepada daripada sebagai seperti bahwa saya kami kita "
     "anda mereka ia dia kamu para"},
    {"ms",
     "yang dan di ke dari pada dengan untuk dalam oleh adalah ialah ini itu atau tidak "
     "tak akan telah sudah juga bagi kepada daripada sebagai seperti bahawa saya kami "
     "kita anda mereka ia dia kamu para"},
    {"pl",
     "i w we z ze na do od o u po za przez przy pod nad przed bez dla między a ale lub "
     "albo oraz że żeby aby jak jako gdy kiedy jeśli czy nie to ten ta te tego tej "
     "temu tym tych tymi tę tą co kto kogo komu który która które którego której "
     "którym których którzy się siebie sobie jest są był była było były być on ona ono "
     "oni one jego jej ich im mu mnie mi my nas nam wy was wam ja ty cię ci go ją swój "
     "swoja swoje"},
    {"cs",
     "a i v ve s se z ze k ke na do od o u po za přes při pod nad před bez pro mezi "
     "ale nebo či že aby jak jako když kdy jestli zda ne to ten ta ty toho té tomu tom "
     "tím těch těm co kdo který která které kterého kterou kterým kterých kteří jsou "
     "je byl byla bylo byly být on ona ono oni jeho její jejich jim mu mě mi my nás "
     "nám vy vás vám já ti tě ho ji si sebe svůj svá své jsem jsme jste"},
    {"sk",
     "a i v vo s so z zo k ku na do od o u po za cez pri pod nad pred bez pre medzi "
     "ale alebo či že aby ako keď kedy ak nie to ten tá tie toho tej tomu tom tým tých "
     "čo kto ktorý ktorá ktoré ktorého ktorej ktorým ktorých ktorí sú je bol bola bolo "
     "boli byť on ona ono oni jeho jej ich im mu ma mi my nás nám vy vás vám ja ti ťa "
     "ho ju si sa seba svoj svoja svoje som sme ste"},
    {"sl",
     "in v na za od do s z o po iz pri pod nad pred brez skozi proti a ali pa ne ni da "
     "je so sem smo ste si se bi bo bodo ki kaj kdo kateri katera katero ta to te tega "
     "tej temu tem teh tisti on ona ono oni mi vi jaz ti me mu jo ga jih jim nam vam "
     "nas vas svoj svoja svoje kot ko če ker tudi"},
    {"uk",
     "і й та в у на з із зі до від о об по за при під над перед без для між через а "
     "але або чи що щоб як коли якщо не ні це цей ця ці цього цієї цим цих той те ті "
     "того тієї тим тих хто кого кому який яка яке які якого якої яким яких є був була "
     "було були бути він вона воно вони його її їх їм йому мене мені ми нас нам ви вас "
     "вам я ти тебе тобі себе собі свій своя своє свої ж же б би то"},
    {"bg",
     "и в във на с със за от до о по из при под над пред без през между към а но или "
     "че да ли не ни се си е са съм сме сте бе беше ще който която което които това "
     "този тази тези той тя то те аз ти ние вие го я им му ми ги ме нас вас него нея "
     "тях свой своя свое свои как като кога ако кой що"},
    {"fa",
     "و در به از که را با بر برای تا این آن است هست بود یا نیز هم ما من تو او شما آنها "
     "ایشان خود اگر چون چه هر نه"},
    {"he",
     "של את על מן כי או גם לא אין יש הוא היא הם הן אני אתה אנחנו זה זו זאת אלה אשר כל "
     "מה מי כמו בין עד רק אך אבל היה היתה הייתה היו אותו אותה אותם לו לה להם שלו שלה "
     "שלהם בו בה"},
};

}  // namespace

std::string_view function_words(std::string_view language_tag) {
    for (const Row& row : kRows) {
        if (row.tag == language_tag) return row.words;
    }
    return {};
}

}  // namespace gazette

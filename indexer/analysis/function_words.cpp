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
};

}  // namespace

std::string_view function_words(std::string_view language_tag) {
    for (const Row& row : kRows) {
        if (row.tag == language_tag) return row.words;
    }
    return {};
}

}  // namespace gazette

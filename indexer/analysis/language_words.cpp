#include "indexer/analysis/language_words.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>

namespace gazette {
namespace {

// What a text of the language has, and texts of others in its group do not, or only where these
// list it too. All in lower case, parted by spaces.
struct Vocabulary {
    std::string_view tag;
    std::string_view words;
    std::string_view pieces;  // of words; "." is a word's end
};

constexpr Vocabulary kScandinavian[] = {
    {"da",
     "af sig nogen nogle efter mellem uden blive bliver frihed lige mod kun hvad gennem hinanden "
     "måtte således ret retten arbejde samfund samfundet børn blev uddannelse tilfælde være over "
     "anden andet vedtog tredie fulde ej tillige jeg også meget mere ikke hvis er skulle hver "
     "enhver hans enten samt bør ved",
     "æ ø hed skab tion ejd øj nder gtig viden"},
    {"nb",
     "av seg noen etter mellom uten bli blir frihet like mot nå hva gjennom hverandre bare slik "
     "rett retten arbeid samfunn samfunnet barn ble utdannelse tilfelle være over annen annet jeg "
     "også meget mer mye ikke hvis er skulle hver enhver hans enten samt bør ved",
     "æ ø het skap sjon eid øy nner vitensk"},
    {"nn",
     "av seg noko nokon etter mellom utan bli fridom mot no kva gjennom kvarandre berre slik rett "
     "retten arbeid samfunn barn vart ikkje eit ein ho frå dei sjølv kvar vere vera korleis meir "
     "dersom skule eg oss deira andre anna er kvar kvart samt ved menneska rettane nokor korkje "
     "verda anten medan då heim høve tilhøve gje vern verna vitskap haldast annan same saman "
     "gjere eiga einskilde åleine vilkårleg",
     "æ ø leik skap sjon eid øy kv ikkj ane leg inga"},
    {"sv",
     "och att är för från inte någon några genom mellan utan även rätt varje därför till vara "
     "frihet bliva bli samhälle arbete skola icke skall dess deras denna detta vilka vilken vid ej "
     "alla ett lag enligt svenska",
     "ä ö"},
};

constexpr Vocabulary kMalayic[] = {
    {"id",
     "bahwa karena bisa harus pasal hukum internasional nasional pernyataan pengadilan "
     "perserikatan pria maupun memperoleh perkawinan diskriminasi agar dapat maka adanya yaitu "
     "kota uang perusahaan kesehatan sesuai ayat ketentuan sedangkan menurut jika saat",
     "sasi nasion"},
    {"ms",
     "bahawa bahawasanya kerana hendaklah sebarang sesiapa antarabangsa kebangsaan pelajaran "
     "lelaki "
     "mahkamah pengiktirafan perkahwinan sahaja mahupun samada iaitu syarikat wang bandar "
     "kesihatan "
     "seksyen kerajaan akta jawatankuasa warganegara mana-mana tiap-tiap kerakyatan adalah bagi "
     "beliau malah melainkan",
     "syen khw"},
};

constexpr Vocabulary kWestSlavic[] = {
    {"hr",
     "da se na koje koji koja je i u za ili od svoje svoj svoju svojih ima pravo kao što biti bude "
     "ta te s sa iz po ne nije su o",
     "ije"},
    {"sl",
     "in je v se na da za ali ki pravico ima do vsak vsakdo s z o po pri so biti tudi ne ni kot iz "
     "njegove mora",
     ""},
    {"sk",
     "a v sa na je že do aj právo má každý alebo k o s vo jeho pre byť ako ktorý ktoré i",
     "ľ ĺ ŕ ô"},
    {"cs",
     "a v se na je že do i právo má každý nebo k o s ve jeho pro být jako který které",
     "ř ě ů"},
    {"pl",
     "i w się na jest że do lub prawo ma każdy o z ze jego dla być jak który które nie",
     "ą ę ł"},
};

constexpr Vocabulary kIberian[] = {
    {"es",
     "el los las del una y con ley artículo su sus fecha según hasta dicho quien la es al lo o e "
     "derecho derechos han un nadie cualquier otra otro más dicha dichos cuyo cuya aquel aquella "
     "hubieren siempre país donde sin sección cargo entre",
     "ción. ciones. dad. dades. ñ ueb ien ieron. aban. ores."},
    {"gl",
     "unha non coa pola polo xeral tamén ata artigo xunta xeito lle coas cos estea facer dereito "
     "dereitos persoa persoas ou o os as e dos das do da ao aos na nas súa súas seus cun homes un "
     "ningún ningunha toda entre sen",
     "xus xen xur xón xe ción. cións. dade. dades. ñ ores."},
    {"pt",
     "uma não com pela pelo geral também até são à às lhe seus suas pelos nos ou o os as e dos das "
     "do da ao aos na nas sua seu direito direitos pessoa pessoas em um toda entre sem",
     "ção ções ã õ nh lh dade. dades. ores."},
};

// Serbian in Latin letters, Bosnian and Croatian: one language but for some words.
constexpr Vocabulary kSouthSlavic[] = {
    {"hr",
     "tko svatko nitko netko što obitelj obitelji tijekom općina sveučilište vlak kruh tisuća "
     "sigurnost uvjeti uvjet temeljem glede glasi odnosno siječnja veljače ožujka travnja svibnja "
     "lipnja srpnja kolovoza rujna listopada studenoga prosinca znanost europske europska",
     "ije je obitelj sveop"},
    {"bs",
     "ko svako niko neko šta porodica porodice porodici tokom univerzitet voz hiljada bezbjednost "
     "uslovi uslov nauka nauke januara februara marta aprila maja juna jula augusta septembra "
     "oktobra novembra decembra evropske evropska historija općina",
     "ije je "},
    {"sr",
     "ko svako niko neko šta porodica porodice tokom univerzitet voz hiljada bezbednost uslovi "
     "uslov nauka nauke pre posle vreme vremena mesto mesta ovde gde deca dece uvek čovek čoveka "
     "svet sveta zahtev zahteva reč delo dela primena lice lica evropske istorija opština",
     "obezbe zahtev"},
};

// The most frequent words of languages that CLD2 takes for each other in short text.
constexpr Vocabulary kWestern[] = {
    {"en",
     "the of and to in is for by be or shall with that on are as it this from which an not any at "
     "was has have",
     ""},
    {"fr",
     "le la les de des du et à un une est en que qui dans pour par sur au aux ce cette ou ne pas "
     "son sa ses il",
     ""},
    {"de",
     "der die das und den dem des ein eine einer von zu zur zum in im ist nicht mit auf für oder "
     "werden wird durch sich nach bei auch",
     ""},
    {"es",
     "el la los las de del que y en a un una por con para se al su sus lo es no o como más ni todo "
     "toda",
     ""},
    {"pt",
     "o os as de do da dos das que e em um uma por com para se ao à no na nos seu sua ou não são "
     "como todo toda",
     ""},
    {"it",
     "il la lo le gli di del della dei delle che e in un una per con si da dal alla al nel nella "
     "sono è non o suo sua ogni",
     ""},
    {"nl",
     "de het een van en in is op te dat die voor met aan door zijn of worden wordt niet bij naar "
     "heeft recht deze ook tot zij hij",
     ""},
    {"af",
     "die 'n van en in is op te dat vir met aan deur of word nie by na het reg hierdie ook tot hy "
     "sy wat om",
     ""},
    {"lb",
     "déi d an vun op huet mat fir ass eng engem enger gëtt sinn och iwwer oder net wéi kee sech "
     "säin seng all den dem de vum zum gi ginn hir dass a eng vu duerch jidfereen jiddereen "
     "mënsch mënschen odder dee deen deem datt keng as gin mëscht grad esou recht dës dëst virum "
     "wou kann wéi op no bei um am zu keen",
     "ë éi"},
};

bool has(std::string_view list, std::string_view word) {
    for (std::size_t at = 0; (at = list.find(word, at)) != std::string_view::npos; ++at) {
        const bool begins = at == 0 || list[at - 1] == ' ';
        const std::size_t end = at + word.size();
        if (begins && (end == list.size() || list[end] == ' ')) return true;
    }
    return false;
}

bool holds_one_of(std::string_view word, std::string_view pieces) {
    while (!pieces.empty()) {
        const std::size_t end = std::min(pieces.find(' '), pieces.size());
        if (word.find(pieces.substr(0, end)) != std::string_view::npos) return true;
        pieces.remove_prefix(std::min(end + 1, pieces.size()));
    }
    return false;
}

std::size_t count_words(const Vocabulary& vocabulary, std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        std::string word(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        for (char& c : word) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
        if (word.empty()) continue;
        if (has(vocabulary.words, word)) ++count;
        word += '.';
        if (holds_one_of(word, vocabulary.pieces)) ++count;
    }
    return count;
}

// The one of the group that the text has `margin` more words of than of `tag`, which must be of the
// group, or of `otherwise`, which stands where nothing tells.
std::string_view best_of(std::span<const Vocabulary> group,
                         std::string_view tag,
                         std::string_view text,
                         std::size_t margin = 1,
                         std::string_view otherwise = {}) {
    const auto of = [group](std::string_view wanted) {
        return std::find_if(group.begin(), group.end(), [wanted](const Vocabulary& vocabulary) {
            return vocabulary.tag == wanted;
        });
    };
    if (of(tag) == group.end()) return tag;
    const auto given = otherwise.empty() ? of(tag) : of(otherwise);
    std::string_view best = given->tag;
    std::size_t most = count_words(*given, text);
    for (const Vocabulary& vocabulary : group) {
        const std::size_t count = count_words(vocabulary, text);
        if (count < most + margin) continue;
        most = count;
        best = vocabulary.tag;
    }
    return best;
}

// Longer text is what statistics of letters are good at.
constexpr std::size_t kShortText = 400;  // bytes

bool is_latin(std::string_view text) {
    const auto letters = std::count_if(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
    return static_cast<std::size_t>(letters) * 2 > text.size();
}

}  // namespace

std::string_view corrected_by_words(std::string_view tag, std::string_view utf8_text) {
    if (!is_latin(utf8_text)) {
        const auto holds = [utf8_text](std::string_view letter) {
            return utf8_text.find(letter) != std::string_view::npos;
        };
        const bool is_bulgarian =
            (tag == "sr" || tag == "mk") && !holds("ј") && (holds("ъ") || holds("щ"));
        return is_bulgarian ? "bg" : tag;
    }
    if (utf8_text.size() < kShortText) {
        // Some are taken for a language of far away.
        static constexpr std::size_t kMargin = 3;
        tag = best_of(kWestern, tag, utf8_text, kMargin);
    }
    tag = best_of(kWestSlavic, tag, utf8_text, 2);
    tag = best_of(kScandinavian, tag, utf8_text);
    // Where nothing tells, the one that far more is written in.
    tag = best_of(kMalayic, tag, utf8_text, 1, "id");
    tag = best_of(kSouthSlavic, tag, utf8_text, 1, "hr");
    return best_of(kIberian, tag, utf8_text);
}

}  // namespace gazette

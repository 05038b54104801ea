#include "indexer/analysis/language_words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string>
#include <unordered_map>

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
     "af sig mig dig nogle noget mellem uden blive bliver blev blevet frihed lige mod kun "
     "hvad gennem hinanden således ret samfund børn uddannelse tilfælde andet vedtog "
     "tredie fulde ej tillige gør gøre igen ud op ind nu måske hvornår bruge bruger "
     "bruges brugere brugeren fejl vælg vælge vælger ændre ændres ændret kræver kræves "
     "hjælp indhold indtil sprog bog dog sådan vej uge tage tager taget gives giver gav "
     "sidste endnu stadig såfremt heraf medmindre eget måde mand efter venligst spørgsmål "
     "de jeg ikke være hvis hver enhver meget samme hvilken hvilke hvordan deres navn "
     "derfor tidligere hun kommer tegn enten samt bør dem burde selv siden når til og for "
     "er skal vil dette ved at over alle både også skulle ville kunne må hans først en",
     "skab retf retl rets ret. værd færd ethv æg øv rne. eret. æld ænd ælp ærk afs afg "
     "afb afh afv efte nd. hed heden. opret tion gtig ejd oner. ligt. øj ejl ejr øge. æ ø "
     "rede. hvor"},
    {"nb",
     "noen noe uten ble blitt frihet nå hva hverandre utdannelse annen mye hvorfor "
     "brukere velge velger endres krever kreves inntil vei uke tatt gis ennå fortsatt "
     "åpne åpnet åpner opplysninger statsråden vært flere sammen skrevet funnet lagret "
     "brukeren finnes de jeg ikke være hvis hver enhver meget samme hvilken hvilke "
     "hvordan deres navn derfor tidligere hun kommer tegn enten samt bør dem burde selv "
     "siden når til og for er skal vil dette ved at over alle både også skulle ville "
     "kunne må hans først bli seg etter mellom mot gjennom slik rett retten arbeid "
     "samfunn barn tilfelle meg deg opp ut inn språk bok feil hjelp innhold igjen dersom "
     "å gjort blant velg siste tar kanskje lagre bruk endre av en blir så",
     "ert. nn. opprett sjon het skap eid øy eil rett. rettigh fj kj æ ø rede. hvor"},
    {"nn",
     "same noko nokon nokre utan fridom no kva kvarandre berre vart ikkje eit ein frå dei "
     "sjølv kvar vere vera korleis meir eg deira anna kvart menneska rettane nokor korkje "
     "verda anten då heim høve tilhøve gje vern verna vitskap haldast saman gjere gjer "
     "eiga einskilde åleine vilkårleg mykje kvifor kven brukar brukarar brukaren velje "
     "vald endra endringar krev krevst tidlegare difor veke tek teke gjev gjevne framleis "
     "hjå vore vert verte fleire opna heile dykk dykkar me finst følgjande eining "
     "einingar gjeld tilgjengeleg mogleg kjem seier seie gong gonger einkvan ynskjer "
     "ønskjer lova fila mappa teneste tenesta tenar sidan viss kor medan når til og for "
     "er skal vil dette ved at over alle både også skulle ville kunne må hans samt bør "
     "først bli seg etter mellom mot gjennom slik rett retten arbeid samfunn barn "
     "tilfelle meg deg opp ut inn språk bok feil hjelp innhold igjen dersom å gjort blant "
     "velg siste tar kanskje lagre bruk endre av namn namnet blir så",
     "ert. nn. opprett sjon heit leik skap eid øy eil rett fj kj ikkj kv gje kje ane. "
     "inga. ingar. leg. lege. nemn ast. hending skilnad eig løys jøl frids vilj einsk "
     "lande. nad. ande. semd. onar. elar. inar. erar. ukar. ttar. llar. ndar. ngar. ekar. "
     "itar. ksar. adar. alar. anar. ensar. istar. etar. osar. isar. øys. eleg gje. gjev "
     "tryggleik æ ø"},
    {"sv",
     "och att är för från inte någon några något mellan utan även rätt varje därför vara "
     "bliva samhälle skola icke skall dess denna detta vilka vilken vilket alla lag "
     "enligt svenska när mycket också vad vem hur varför där här väg välj välja kräver "
     "hjälp innehåll användare används genom varit rätten lagen riksdagen inga sina före "
     "måste får ska bara upp till hade sätt ändra ändras ett endast eftersom vid vårt "
     "deras vill göra gör av språk ut en de namn namnet blev ej blir så",
     "ä ö orna. arna. erna. ck tion ning. ade. ats. ska. x"},
};

constexpr Vocabulary kMalayic[] = {
    {"id",
     "bahwa karena bisa harus pasal hukum internasional nasional pernyataan pengadilan "
     "perserikatan pria memperoleh perkawinan diskriminasi agar adanya yaitu kota uang "
     "perusahaan kesehatan sesuai ayat ketentuan sedangkan dari berkas galat silakan "
     "server sandi jendela saja ketika ingin apakah merupakan tersebut belum yakni "
     "kesalahan rupiah peraturan presiden republik provinsi kabupaten kecamatan keputusan "
     "agustus dimaksud berdasarkan sebagaimana namun rusak mencoba coba maret februari "
     "desember para sekali antar mau cukup kantor kamar mobil dapat",
     "sasi nasion isasi. tas. fikasi"},
    {"ms",
     "bahawa bahawasanya kerana hendaklah sebarang sesiapa antarabangsa kebangsaan "
     "pelajaran lelaki mahkamah pengiktirafan sahaja mahupun samada iaitu syarikat wang "
     "bandar kesihatan seksyen kerajaan akta jawatankuasa warganegara mana-mana tiap-tiap "
     "kerakyatan beliau malah melainkan daripada ialah boleh fail ralat senarai pelayan "
     "sila papar paparkan dipaparkan apabila manakala mahu tetapan laluan tetingkap "
     "cakera arahan pakej wujud semasa kebenaran ringgit perlembagaan parlimen perdana "
     "pejabat ogos akaun benarkan dibenarkan hendak lalai aksara kekunci petua menegak "
     "mengufuk jangka kekal mengikut berkenaan dinyatakan sekiranya walau sungguhpun "
     "supaya hospital polis kereta bas cawangan bahagian berlaku persekutuan peguam "
     "disember jualan kelulusan menjalankan permohonan",
     "syen khw kesan"},
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
     "el los las del y ley artículo su sus fecha según hasta dicho quien la es al lo "
     "derecho derechos han nadie cualquier otra otro más dicha dichos cuyo cuya aquel "
     "aquella hubieren siempre país donde sin sección cargo cuando hay fue puede estos "
     "contraseña añadir ventana mientras después entonces aún solo tiene tienen están "
     "esto eso usted estará podrá deberá muy pero sino hacer hecho una ya le les sólo si "
     "un con ningún algún algo usuario",
     "ción. ciones. dad. dades. ñ ueb ien ieron. aban. ero. eros. ié ue ll ores."},
    {"gl",
     "unha non coa tamén ata xunta xeito lle coas cos estea facer persoa persoas súa súas "
     "cun ningún ningunha máis cando hai nunha dunha calquera algunha contrasinal "
     "cartafol engadir xanela á ás ó nin ninguén ninguín haberá así tal mesma mentres "
     "despois entón aínda polas polos dende ten teñen fose lingua galega poderá deberá xa "
     "moi pero xeral e artigo ou o os as dos das do da ao aos na nas no nos seus só foi "
     "onde lei ficheiro ficheiros erro deste desta isto un con algún algo usuario",
     "xus xen xur xón xe xa ción. cións. dade. dades. ñ unha eiro. eiros. eira. bel. "
     "ores."},
    {"pt",
     "uma não com pela pelas até são à às seu pessoa pessoas em também quando há mais "
     "você arquivo utilizador num numa dum duma qualquer algum alguma senha janela "
     "enquanto depois então ainda tem têm está estão é língua ele ela eles isso muito já "
     "nem ninguém porém fazer feito será geral nenhum nenhuma e artigo ou o os as dos das "
     "do da ao aos na nas no nos seus só foi onde lei ficheiro ficheiros erro deste desta "
     "isto",
     "ção ções ã õ nh lh dade. dades. eiro. eiros. eira. ç vel. ss gem. ores."},
};

// Serbian in Latin letters, Bosnian and Croatian: one language but for some words.
constexpr Vocabulary kSouthSlavic[] = {
    {"hr",
     "tko svatko nitko netko obitelj obitelji tijekom sveučilište vlak kruh tisuća uvjeti "
     "uvjet temeljem glede glasi siječnja veljače ožujka travnja svibnja lipnja srpnja "
     "kolovoza rujna listopada studenoga prosinca znanost sustav sustava računalo "
     "računala pogreška zaporka sučelje poslužitelj preglednik tjedan povijest izvješće "
     "kolodvor glazba vlastita uporaba uporabe rabi sabor općina vijeće također prije "
     "poslije gdje ovdje uvijek dijete djeca vrijeme mjesto čovjek riječ dio promjena "
     "primjena zahtjev vrijednost uspješno opći opće zrak umjesto",
     "sustav europ računal točn točk točan povijes suradnj tisuć uvjet tvornic obitelj "
     "sveop općen kemij ije je. je jest mjen vjer irati. iran. irano. irana. iraj"},
    {"bs",
     "lahko mehko historija hljeb sedmica sedmice izvještaj općina vijeće također prije "
     "poslije gdje ovdje uvijek dijete djeca vrijeme mjesto čovjek riječ dio promjena "
     "primjena zahtjev vrijednost uspješno opći opće zrak umjesto ko svako niko neko šta "
     "porodica porodice porodici univerzitet voz hiljada uslovi uslov nauka nauke januara "
     "februara marta aprila maja juna jula augusta septembra oktobra novembra decembra "
     "sistem sistema računar računara greška lozinka tačno tačka tačke muzika fabrika",
     "historij ije je. je jest mjen vjer irati. iran. irano. irana. iraj štamp ikonic "
     "sistem evrop računar tačn tačk tačan saradnj hiljad uslov fabrik hemij"},
    {"sr",
     "bezbednost pre posle vreme vremena mesto mesta ovde gde deca dece uvek čovek čoveka "
     "svet sveta zahtev zahteva reč delo dela primena istorija opština takođe umesto "
     "podešavanja odeljak beleška cela celo lep mleko reka deo promena vrednost uspešno "
     "poslednji opšti opšte izveštaj veće ponedeljak nedelja svetu ko svako niko neko šta "
     "porodica porodice porodici univerzitet voz hiljada uslovi uslov nauka nauke januara "
     "februara marta aprila maja juna jula augusta septembra oktobra novembra decembra "
     "sistem sistema računar računara greška lozinka tačno tačka tačke muzika fabrika",
     "vreme mest vredn zahtev promen primen zamen razmen uspeš neuspe odelj primer smer "
     "menj reš vešt mešt smešt levo levi celin beležk belež delov istorij odel celo cela "
     "svet poslednj podesi podeša ovati. ovan. ovano. ovana. isati. devoj štamp ikonic "
     "sistem evrop računar tačn tačk tačan saradnj hiljad uslov fabrik hemij"},
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

// The vocabularies of a group, with all their words in one table, so that each word of a text is
// looked up once.
class Group {
  public:
    static constexpr std::size_t kMost = 16;  // vocabularies

    explicit Group(std::span<const Vocabulary> vocabularies) : vocabularies_(vocabularies) {
        for (std::size_t i = 0; i < vocabularies.size(); ++i) {
            for_each_word(vocabularies[i].words, [this, i](std::string_view word) {
                languages_with_[word] |= std::uint32_t{1} << i;
            });
        }
    }

    std::span<const Vocabulary> vocabularies() const { return vocabularies_; }

    // How much the text has of each, by index.
    std::array<std::size_t, kMost> weights(std::string_view text) const;

    template <typename Action>
    static void for_each_word(std::string_view list, Action action) {
        while (!list.empty()) {
            const std::size_t end = std::min(list.find(' '), list.size());
            if (end > 0) action(list.substr(0, end));
            list.remove_prefix(std::min(end + 1, list.size()));
        }
    }

  private:
    std::span<const Vocabulary> vocabularies_;
    std::unordered_map<std::string_view, std::uint32_t> languages_with_;  // a bit for each
};

std::size_t count_pieces(std::string_view word, std::string_view pieces) {
    std::size_t count = 0;
    Group::for_each_word(pieces, [word, &count](std::string_view piece) {
        if (word.find(piece) != std::string_view::npos) ++count;
    });
    return count;
}

// A word tells more than a piece of one.
constexpr std::size_t kWordWeight = 2;

std::array<std::size_t, Group::kMost> Group::weights(std::string_view text) const {
    std::array<std::size_t, kMost> weights{};
    std::string word;
    for_each_word(text, [&](std::string_view written) {
        word = written;
        for (char& c : word) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
        const auto known = languages_with_.find(word);
        const std::uint32_t languages = known == languages_with_.end() ? 0 : known->second;
        word += '.';
        for (std::size_t i = 0; i < vocabularies_.size(); ++i) {
            if ((languages >> i & 1U) != 0) weights.at(i) += kWordWeight;
            weights.at(i) += count_pieces(word, vocabularies_[i].pieces);
        }
    });
    return weights;
}

// The one of the group whose words weigh `margin` more in the text than those of `tag`, which must
// be of the group, or of `otherwise`, which stands where nothing tells.
std::string_view best_of(const Group& group,
                         std::string_view tag,
                         std::string_view text,
                         std::size_t margin = 1,
                         std::string_view otherwise = {}) {
    const auto all = group.vocabularies();
    const auto of = [all](std::string_view wanted) {
        return std::find_if(all.begin(), all.end(), [wanted](const Vocabulary& vocabulary) {
            return vocabulary.tag == wanted;
        });
    };
    if (of(tag) == all.end()) return tag;
    const auto given = otherwise.empty() ? of(tag) : of(otherwise);
    const auto weights = group.weights(text);
    std::string_view best = given->tag;
    std::size_t most = weights.at(static_cast<std::size_t>(given - all.begin()));
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (weights.at(i) < most + margin) continue;
        most = weights.at(i);
        best = all[i].tag;
    }
    return best;
}

template <const auto& kVocabularies>
const Group& group_of() {
    static_assert(std::size(kVocabularies) <= Group::kMost);
    static const Group group{std::span<const Vocabulary>(kVocabularies)};
    return group;
}

// Longer text is what statistics of letters are good at.
constexpr std::size_t kShortText = 400;  // bytes

bool is_latin(std::string_view text) {
    const auto letters = std::count_if(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
    return static_cast<std::size_t>(letters) * 2 > text.size();
}

constexpr Vocabulary kSouthCyrillic[] = {
    {"bg",
     "в с е са на за от се да не като което който която ще и по при може трябва този тази това до "
     "или има всеки бъде след към във със както тези без между",
     ""},
    {"mk",
     "во со е се на за од да не како што кој која кое ќе и по при може треба овој оваа ова до или "
     "има секој биде го ја ги им му ми сум нема тие таа според без меѓу",
     ""},
    {"sr",
     "у са је су на за од се да не као што који која које ће и по при може треба овај ова ово до "
     "или има свако буде га јој их му ми нема они она према без између би није",
     ""},
};

// Letters that one of the three has, and the others lack.
std::string_view corrected_by_cyrillic(std::string_view tag, std::string_view text) {
    const auto holds = [text](std::initializer_list<std::string_view> letters) {
        return std::any_of(letters.begin(), letters.end(), [text](std::string_view letter) {
            return text.find(letter) != std::string_view::npos;
        });
    };
    if (tag == "ky" || tag == "kk" || tag == "tg" || tag == "tt" || tag == "uk") {
        // CLD2 does not know Mongolian, which has ө and ү and none of its neighbours' letters.
        const bool is_mongolian =
            holds({"ө", "ү"}) && !holds({"ң", "қ", "ғ", "ұ", "һ", "і", "ә", "ҷ", "ӣ", "ӯ", "җ"});
        return is_mongolian ? "mn" : tag;
    }
    if (tag != "sr" && tag != "mk" && tag != "bg") return tag;
    if (holds({"ђ", "ћ"})) return "sr";
    if (holds({"ѓ", "ќ", "ѕ"})) return "mk";
    if (!holds({"ј", "љ", "њ", "џ"}) && holds({"ъ", "щ", "я", "ю", "й", "ь"})) return "bg";
    return best_of(group_of<kSouthCyrillic>(), tag, text);
}

}  // namespace

std::string_view corrected_by_words(std::string_view tag, std::string_view utf8_text) {
    if (!is_latin(utf8_text)) return corrected_by_cyrillic(tag, utf8_text);
    if (utf8_text.size() < kShortText) {
        // Some are taken for a language of far away.
        static constexpr std::size_t kMargin = 3 * kWordWeight;
        tag = best_of(group_of<kWestern>(), tag, utf8_text, kMargin);
    }
    tag = best_of(group_of<kWestSlavic>(), tag, utf8_text, 2 * kWordWeight);
    tag = best_of(group_of<kScandinavian>(), tag, utf8_text);
    // Where nothing tells, the one that far more is written in.
    tag = best_of(group_of<kMalayic>(), tag, utf8_text, 1, "id");
    tag = best_of(group_of<kSouthSlavic>(), tag, utf8_text, 1, "hr");
    return best_of(group_of<kIberian>(), tag, utf8_text);
}

}  // namespace gazette

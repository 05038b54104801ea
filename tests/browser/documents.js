// The archive that the tests search: documents of their own, in several scripts, some of them hostile.
import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";

export const LONG_SEGMENTS = 400;

function english() {
    return [
        {
            id: "law/harbour-1987", title: "Harbour Dues Act", lang: "en", kind: "law", published: "1987-05-07",
            effective: "1988", source: "statutes", collection: "acts", jurisdiction: "Northport", publisher: "The Register Office",
            url: "https://example.org/acts/harbour?year=1987&n=12", rights: "Free to copy",
            metadata: {session: 12, stage: "enacted"},
            segments: [
                {id: "s1", label: "Section 1", kind: "section", page: 1,
                 text: "Every vessel that enters the harbour pays harbour dues.\nThe harbour master keeps a register of vessels."},
                {id: "s2(1)/a b", label: "Section 2(1)", kind: "section", page: 2,
                 text: "The harbour master owes a duty of care to every vessel that lies at anchor.\n\nA breach of that duty is "
                     + "answered for by the harbour board."},
                {id: "annex", label: "Annex", kind: "annex", page: 3, text: "Table of dues:\n  up to 100 tons    4 crowns\n  above            9 crowns"},
            ],
        },
        {
            id: "case/1994-31", title: "The Board v. Lantern Shipping", lang: "en", kind: "case", published: "1994-11",
            source: "reports", collection: "court",
            text: "The court held that a harbour board may be liable for a breach of its duty of care. The vessel lay at anchor.",
        },
        {
            id: "news/2019-05-07/1", title: "Storm closes harbour for a third day", lang: "en", kind: "news", published: "2019-05-07",
            source: "Northport Courier", url: "javascript:alert(1)",
            text: "The harbour stayed closed on Tuesday. Three vessels wait outside; no harbour pilot will board them in this sea.",
        },
        {
            id: "news/<script>", title: "<script>window.broken = true</script><img src=x onerror=\"window.broken = true\">", lang: "en",
            kind: "news", published: "2020", source: "<b>Hostile</b> & Sons",
            text: "A harbour with <script>window.broken = true</script> in its name, and &lt;b&gt;entities&lt;/b&gt; that stay.",
        },
        {id: "note/untitled", lang: "en", text: "A harbour without a title, a date or a kind."},
    ];
}

function otherScripts() {
    return [
        {
            id: "hk/622", title: "海港條例", lang: "zh-Hant", kind: "law", published: "2014-03-03", source: "statutes", collection: "acts",
            segments: [
                {id: "s1", label: "第1條", kind: "article", text: "本條例可引稱為《海港條例》。凡進入海港的船隻須繳付海港費。"},
                {id: "s2", label: "第2條", kind: "article", text: "海港處處長須備存船隻登記冊，並對停泊船隻負有謹慎責任。"},
            ],
        },
        {id: "cn/gang", title: "港口管理规定", lang: "zh-Hans", kind: "policy", published: "2018-06", source: "statutes",
         text: "进入海港的船只应当缴纳港口费。港口管理机构应当登记船只。"},
        {id: "ae/mina", title: "قانون الميناء", lang: "ar", kind: "law", published: "2003-01-15", source: "statutes", collection: "acts",
         text: "تدفع كل سفينة تدخل الميناء رسوم الميناء.\n\nيحتفظ مدير الميناء بسجل السفن، وفقاً للاتفاقية الدولية SOLAS لعام 1974."},
        {id: "de/hafen", title: "Hafengebührengesetz", lang: "de", kind: "law", published: "1999", source: "statutes",
         segments: [
             {id: "h1", label: "§ 1 Gebühren", kind: "heading", text: "§ 1 Gebühren"},
             {id: "s1", label: "§ 1 Gebühren", kind: "section", text: "Jedes Schiff, das in den Hafen einläuft, zahlt Hafengebühren."},
             {id: "h2", label: null, kind: "heading", text: "§ 2 Verzeichnis"},
             {id: "s2", label: "§ 2", kind: "section", text: "Der Hafenmeister führt ein Verzeichnis."},
         ]},
        {id: "gr/limani", title: "Νόμος περί λιμένων", lang: "el", kind: "law", published: "2001-09", source: "statutes",
         text: "Κάθε πλοίο που εισέρχεται στον λιμένα καταβάλλει λιμενικά τέλη."},
        {id: "ja/minato", title: "港湾法", lang: "ja", kind: "law", published: "1950-05-31", source: "statutes",
         text: "この法律は、港湾の管理を図ることを目的とする。港湾に入る船舶は、入港料を支払う。"},
        {id: "ko/hangman", title: "항만법", lang: "ko", kind: "law", published: "2009", source: "statutes",
         text: "항만에 들어오는 선박은 항만시설 사용료를 낸다."},
        {id: "emoji", title: "Notes 🚢 on signals", lang: "en", kind: "news", published: "2021-07-01", source: "Northport Courier",
         text: "🚢🚢 The lighthouse 🚢 answers, and the 𠮷 lighthouse is silent."},
    ];
}

// A lighthouse in every tenth segment; nothing else says "lighthouse" twice.
function long() {
    const filler = "The committee heard evidence on buoys, pilots, dredging and the price of coal, and adjourned. ".repeat(12);
    const segments = [];
    for (let at = 1; at <= LONG_SEGMENTS; ++at) {
        segments.push({id: `p${at}`, label: `Sitting ${at}`, kind: "page", page: at,
                       text: `${filler}\n\n${at % 10 === 0 ? "A lighthouse was proposed. " : ""}${filler}`});
    }
    return {id: "debate/long", title: "Debates of the harbour committee", lang: "en", kind: "debate", published: "1972", source: "debates", segments};
}

export const GIANT_SECTIONS = 3000;

// Too long to be shown at once: 2.4 MB, a siren in every 500th section and in the last two.
function giant() {
    const filler = "The keeper shall note the hour, the wind and every vessel that passes, and sign for it. ".repeat(9);
    const segments = [];
    for (let at = 1; at <= GIANT_SECTIONS; ++at) {
        const siren = at % 500 === 0 || at === GIANT_SECTIONS - 1;
        segments.push({id: `s${at}`, label: `§ ${at}`, kind: "section", text: `${filler}${siren ? "Ä 🚢 siren sounds." : ""}`});
    }
    return {id: "law/giant", title: "Keepers' Code", lang: "en", kind: "law", published: "1901", source: "statutes", segments};
}

// Enough for three pages of hits.
function many() {
    return Array.from({length: 45}, (nothing, at) => ({
        id: `notice/${at + 1}`, title: `Notice to mariners ${at + 1}`, lang: "en", kind: "policy",
        published: `2022-${String(at % 12 + 1).padStart(2, "0")}-${String(at % 28 + 1).padStart(2, "0")}`, source: `Pilot station ${at % 12 + 1}`,
        text: `Mariners are told that buoy number ${at + 1} is moved.`,
    }));
}

// Writes the archive below a folder, as JSON Lines; gives the archive's folder.
export function writeDocuments(folder) {
    const archive = join(folder, "harbour archive");
    mkdirSync(archive);
    const file = join(archive, "harbour.jsonl");
    const records = [...english(), ...otherScripts(), long(), giant(), ...many()];
    writeFileSync(file, records.map((record) => JSON.stringify(record) + "\n").join(""));
    return archive;
}

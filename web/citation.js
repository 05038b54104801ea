// How a document is cited, with the place that is read: plain, after OSCOLA, BibTeX, RIS, CSL-JSON.
import {make} from "./dom.js";
import {dateText} from "./figures.js";
import {segmentName} from "./kinds.js";

const RIS_TYPES = {law: "STAT", case: "CASE", news: "NEWS", debate: "HEAR", policy: "RPRT"};
const CSL_TYPES = {law: "legislation", case: "legal_case", news: "article-newspaper", debate: "hearing", policy: "report"};

const joined = (parts, between) => parts.filter(Boolean).join(between);
const one_line = (text) => text.replace(/\s+/g, " ").trim();

function tex(text) {
    return one_line(text).replace(/[\\{}$&#_%~^]/g, (c) => ({"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}[c] ?? "\\" + c));
}

// `found`: a document's answer. `segment`: of it, or null. `link`: the address of the place.
export function citations(found, segment, link) {
    const title = one_line(found.title ?? found.id);
    const place = segment === null ? "" : segmentName(segment);
    const date = found.date === null ? "" : dateText(found.date);
    const by = found.source ?? found.publisher ?? "";
    const [year, month, day] = (found.date ?? "").split("-");
    const known = found.identifiers.find(({scheme}) => ["eli", "ecli", "celex", "akn"].includes(scheme))?.value;
    const oscola = {
        law: `${title}${year && !title.includes(year) ? ` ${year}` : ""}`,
        case: joined([title, year && `[${year}]`, known], " "),
        news: joined([`‘${title}’`, by, date && `(${date})`], " "),
    }[found.kind] ?? joined([by, title, date && `(${date})`], ", ");
    const fields = {title, date: found.date, howpublished: by, publisher: found.publisher, note: place, langid: found.lang};
    const ris = {TY: RIS_TYPES[found.kind] ?? "GEN", TI: title, T2: by, PB: found.publisher, PY: year, DA: year && [year, month ?? "", day ?? ""].join("/"),
                 SE: place, SP: segment?.page, LA: found.lang, AN: found.id, UR: link};
    const csl = {id: found.id, type: CSL_TYPES[found.kind] ?? "document", title, "container-title": by || undefined, publisher: found.publisher ?? undefined,
                 issued: year ? {"date-parts": [[year, month, day].filter(Boolean).map(Number)]} : undefined, section: place || undefined,
                 page: segment?.page?.toString(), language: found.lang ?? undefined, number: known, URL: link};
    return {
        "Plain": `${joined([by, title, place, date], ", ")}. ${link}`,
        "OSCOLA": `${joined([oscola, place], ", ")} <${link}>`,
        "BibTeX": `@misc{doc,\n${Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name} = {${tex(value)}},\n`).join("")}  url = {${link}},\n}`,
        "RIS": Object.entries(ris).filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${one_line(String(value))}\n`).join("") + "ER  - ",
        "CSL-JSON": JSON.stringify([csl], null, 1),
    };
}

// The segment that an address names, by its id or a byte in it.
export function segmentAt(found, place) {
    return found.segments.find((segment) => (place?.segment !== undefined ? segment.id === place.segment
        : place?.begin !== undefined && segment.begin <= place.begin && place.begin < segment.end)) ?? null;
}

// `place`: says the segment that is read and its address, when it is opened.
export function citationView(found, place) {
    const out = make("div", {class: "citations"});
    const box = make("details", {class: "more-facts cite"}, make("summary", {}, "Cite"), out);
    const fill = () => {
        const {segment, link} = place();
        out.replaceChildren(...Object.entries(citations(found, segment, link)).map(([name, text]) => {
            const button = make("button", {type: "button", class: "quiet", "aria-label": `Copy: ${name}`}, "Copy");
            button.addEventListener("click", async () => {
                try {
                    await navigator.clipboard.writeText(text);
                    button.textContent = "Copied";
                } catch {
                    getSelection().selectAllChildren(button.previousElementSibling);  // no clipboard here: selected, to be copied by hand
                }
            });
            return make("div", {}, make("h2", {}, name), make("pre", {dir: "auto", tabindex: "0", "aria-label": name}, text), button);
        }));
    };
    box.addEventListener("toggle", () => { if (box.open) fill(); });
    addEventListener("hashchange", () => { if (box.isConnected && box.open) fill(); });
    return box;
}

// The other documents of a work: its languages, and its versions in time.
import {fetchSearch} from "./api.js";
import {make} from "./dom.js";
import {dateText, number} from "./figures.js";
import {languageName, nameAttributes, textAttributes} from "./language.js";
import {t} from "./messages.js";
import {address} from "./state.js";

const AT_MOST = 100;  // as many as the API gives at once

// A query that finds the documents of a work. Its name may have quotation marks of one kind.
export function workQuery(work) {
    return `id:${work.includes("\"") ? `«${work}»` : `"${work}"`}`;
}

// By the date, and where that is the same by the language.
function item(hit, found, state) {
    const beside = {...state, doc: found.id, beside: hit.id};
    const title = hit.title ?? hit.id;
    const twin = hit.date === found.date && hit.lang === found.lang;
    return make("li", {}, hit.date === null ? null : [make("time", {datetime: hit.date}, dateText(hit.date)), " · "],
                hit.lang === null || hit.lang === "und" ? null : [make("bdi", nameAttributes(hit.lang), languageName(hit.lang)), " · "],
                make("a", {href: address(state, {doc: hit.id, beside: null}), ...textAttributes(hit.lang)}, title), " ",
                make("a", {href: address(beside), class: "to-beside", rel: "nofollow"}, t("Side by side"),
                     make("span", {class: "unseen"}, ": ", make("bdi", {}, title))),
                twin ? make("bdi", {class: "hint long"}, " ", hit.id.split("/").at(-1)) : null);
}

// Fills `place` where there are such. Without them the document can be read all the same.
export async function showVersions(place, found, state, signal) {
    if (found.work_id === null) return;
    let answer;
    try {
        answer = await fetchSearch(new URLSearchParams({q: workQuery(found.work_id), reading: "query", sort: "newest", limit: AT_MOST}), signal);
    } catch {
        return;
    }
    const others = answer.hits.filter((hit) => hit.id !== found.id);
    if (others.length === 0) return;
    const all = answer.total.value - 1;
    const more = all > others.length ? make("p", {}, make("a", {href: address(state, {q: workQuery(found.work_id), doc: null})}, t("{n} more", {n: number(all - others.length)}))) : null;
    place.replaceChildren(make("details", {class: "more-facts versions"},
                               make("summary", {}, t("Other languages and versions ({n})", {n: number(all)})),
                               make("ul", {}, others.map((hit) => item(hit, found, state))), more));
}

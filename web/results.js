// Hits -> DOM.
import {isWebAddress, make, marked, originalAddress} from "./dom.js";
import {count, dateText, milliseconds, number} from "./figures.js";
import {kindName, segmentName} from "./kinds.js";
import {languageName, nameAttributes, textAttributes} from "./language.js";
import {t, tag, told} from "./messages.js";
import {pages} from "./paging.js";
import {queryWithPlace, sentence} from "./problem.js";
import {address, countParameters, hasFilters, HITS_ON_A_PAGE, NO_FILTERS, segmentAddress} from "./state.js";

const FAR_IN_BYTES = 5000;

function titleOf(hit) {
    return hit.title_fragments.length > 0 ? marked(hit.title_fragments) : [t("Untitled: {id}", {id: hit.id})];
}

// Kind, date, source, collection, language, matches in the text, original: what is known of them.
function facts(hit) {
    const items = [];
    if (hit.kind !== null) items.push(make("span", {class: "kind"}, kindName(hit.kind)));
    if (hit.date !== null) items.push(make("time", {datetime: hit.date}, dateText(hit.date)));
    if (hit.source !== null) items.push(make("bdi", {}, hit.source));
    if (hit.collection !== null && hit.collection !== hit.source) items.push(make("bdi", {}, hit.collection));
    if (hit.lang !== null && hit.lang !== "und") items.push(make("bdi", nameAttributes(hit.lang), languageName(hit.lang)));
    if (hit.matches > 0) items.push(count(hit.matches, "match", "matches"));
    if (isWebAddress(hit.url)) {
        items.push(make("a", {href: originalAddress(hit.url, hit.snippets[0]?.segment?.page), rel: "noopener noreferrer", class: "original"}, t("Original"),
                        make("span", {class: "unseen"}, ": ", make("bdi", {}, hit.title ?? hit.id))));
    }
    return make("ul", {class: "facts"}, items.map((item) => make("li", {}, item)));
}

// The place of a snippet: its segment, else its bytes, where it is not at the beginning anyhow.
function placeOf(hit, state, {segment, begin, end}) {
    const inside = {...state, doc: hit.id};
    if (segment !== null) return make("a", {href: segmentAddress(inside, segment.id), class: "place", dir: "auto"}, segmentName(segment));
    if (begin < FAR_IN_BYTES) return null;
    return make("a", {href: `${address(inside)}#b${begin}-${end}`, class: "place"}, t("Further in the text"));
}

function snippet(hit, state, found) {
    const label = placeOf(hit, state, found);
    const {fragments} = found;
    return make("div", {class: "snippet"}, label,
                make("p", textAttributes(hit.lang), marked(fragments)));
}

function hitView(hit, state) {
    const title = make("a", {href: address(state, {doc: hit.id})}, titleOf(hit));
    return make("li", {class: "hit"},
                make("h2", hit.title === null ? {dir: "auto"} : textAttributes(hit.lang), title),
                facts(hit),
                hit.snippets.map((each) => snippet(hit, state, each)));
}

// What a notice can be answered with.
function wayOut(query, {code, place, instead}, state) {
    const undo = (changes, text) => make("a", {href: address(state, {...changes, page: 1}), class: "undo"}, text);
    if (code === "any_of_the_words") return undo({reading: "query"}, t("Only documents with all of these words"));
    if (code === "word_in_other_languages") return undo({lang: []}, t("In all languages"));
    if (!instead) return null;
    const other = query.input.slice(0, place.utf16_begin) + instead + query.input.slice(place.utf16_end);
    return undo({q: other}, t("Search for {query}", {query: other}));
}

function behindSpace(link) {
    return link === null ? null : [" ", link];
}

function noticeText(notice) {
    const {text, attributes, translated} = told(notice.code, sentence(notice.message));
    // The server's own words name them, a translation does not.
    const named = translated ? notice.words.flatMap((word, at) => [at === 0 ? " " : " · ", make("bdi", {}, word)]) : [];
    return make("span", attributes, text, named);
}

// How the query was read, where that is more than what was typed.
export function reading(query, state) {
    const parts = [];
    if (query.canonical !== query.input.trim() && query.canonical !== "") {
        parts.push(make("p", {class: "canonical"}, t("Read as "),
                        make("code", {class: "query", dir: "auto"}, query.canonical)));
    }
    if (query.notices.length > 0) {
        parts.push(make("ul", {class: "notices", "aria-label": t("About this query")},
                        query.notices.map((notice) => make("li", {}, noticeText(notice),
                                                           notice.place.end > 0 ? [" ", queryWithPlace(query.input, notice.place, "spot")] : null,
                                                           behindSpace(wayOut(query, notice, state))))));
    }
    return parts;
}

function nothingFound(answer, state) {
    const query = answer.query.canonical;
    const section = make("section", {class: "empty"}, make("h1", {}, t("Nothing found")));
    if (query === "") {
        section.append(make("p", {}, t("No document passes these filters.")));
    } else {
        section.append(make("p", {}, t(hasFilters(state) ? "With these filters no document matches " : "No document matches "),
                            make("code", {class: "query", dir: "auto"}, query)));
    }
    if (hasFilters(state)) {
        section.append(make("p", {}, make("a", {href: address(state, {...NO_FILTERS, page: 1})}, t("Search without filters"))));
    }
    return section;
}

function pastTheEnd(answer, state) {
    const last = Math.max(1, Math.ceil(answer.total.value / HITS_ON_A_PAGE));
    return make("section", {class: "empty"}, make("h1", {}, t("This page lies past the last hit")),
                make("p", {}, make("a", {href: address(state, {page: last})}, t("Page {n}", {n: number(last)}))));
}

// "At least 1,234 documents, page 2 of 62, in 12 ms".
export function summaryText(answer, state) {
    const {value, relation} = answer.total;
    const least = relation === "gte";
    const documents = least ? t("At least {documents}", {documents: count(value, "document")}) : count(value, "document");
    const last = Math.ceil(value / HITS_ON_A_PAGE);
    const page = t(least ? "page {n}" : "page {n} of {last}", {n: number(state.page), last: number(last)});
    return [documents, ...(last < 2 ? [] : [page]), t("in {time}", {time: milliseconds(answer.took_ms)})].join(tag === "ar" ? "، " : tag.startsWith("zh") ? "，" : ", ");
}

const EXPORTS = {csv: "CSV", jsonl: "JSON Lines", ris: "RIS", bib: "BibTeX"};

// What can be done with all hits.
function tools(state) {
    const shown = state.time !== null;
    const compact = state.density === "compact";
    const asked = (extra) => countParameters(state, {...(state.sort === "relevance" || extra === undefined ? {} : {sort: state.sort}), ...extra});
    return make("ul", {class: "tools", "aria-label": t("All of these")},
                make("li", {}, make("a", {href: address(state, {time: shown ? null : "count", versus: ""})}, t(shown ? "Without the timeline" : "Over time"))),
                make("li", {}, t("All as "), Object.entries(EXPORTS).flatMap(([format, name], at) => [
                    at === 0 ? "" : ", ", make("a", {href: "api/v1/export?" + asked({format}), download: ""}, name)])),
                make("li", {}, make("a", {href: "api/v1/feed?" + asked(), type: "application/atom+xml"}, t("Feed"))),
                make("li", {class: "density"}, make("a", {href: address(state, {density: compact ? "" : "compact"})}, t(compact ? "Comfortable list" : "Compact list"))));
}

export function resultsView(answer, state) {
    if (answer.hits.length === 0) {
        const found = answer.total.value > 0;
        return make("div", {}, found ? reading(answer.query, state) : notesOnly(answer.query, state),
                    found ? pastTheEnd(answer, state) : nothingFound(answer, state));
    }
    return make("div", {},
                make("h1", {class: "unseen", tabindex: "-1"}, t("Results")),
                reading(answer.query, state),
                answer.partial ? make("p", {class: "partial"}, make("a", {href: address(state, {exact: true})}, t("Take the time for the exact answer"))) : null,
                tools(state), state.time === null ? null : make("div", {id: "timeline", "aria-busy": "true"}),
                make("ol", {class: "hits", start: (state.page - 1) * HITS_ON_A_PAGE + 1},
                     answer.hits.map((hit) => hitView(hit, state))),
                pages(answer, state));
}

// Without the canonical query, which the message about nothing found says itself.
function notesOnly(query, state) {
    return reading({...query, canonical: ""}, state);
}

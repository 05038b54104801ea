// A document -> DOM.
import {isWebAddress, make, marked} from "./dom.js";
import {count, dateText, number} from "./figures.js";
import {kindName, segmentName} from "./kinds.js";
import {languageName, nameAttributes, textAttributes} from "./language.js";
import {Matches} from "./matches.js";
import {address, segmentAddress, segmentAnchor} from "./state.js";
import {textView} from "./text.js";

const LANGUAGE_SOURCES = {declared: "as the source says", detected: "found from the text"};
const OUTLINE_AT_MOST = 2000;

function date(value) {
    return value === null ? null : make("time", {datetime: value}, dateText(value));
}

function link(value) {
    if (value === null) return null;
    return isWebAddress(value) ? make("a", {href: value, rel: "noopener noreferrer", class: "long", dir: "ltr"}, value)
                               : make("bdi", {class: "long"}, value);
}

function text(value) {
    return value === null ? null : make("bdi", {class: "long"}, value);
}

function language(found) {
    if (found.lang === null || found.lang === "und") return null;
    const how = LANGUAGE_SOURCES[found.lang_source];
    return [make("bdi", nameAttributes(found.lang), languageName(found.lang)), how ? `, ${how}` : ""];
}

function metadataRows(metadata) {
    if (metadata === null) return [];
    if (typeof metadata === "string") return [["Metadata", text(metadata)]];
    return Object.entries(metadata).map(
        ([name, value]) => [name, text(typeof value === "string" ? value : JSON.stringify(value))]);
}

function warnings(list) {
    return list.length === 0 ? null : make("ul", {}, list.map((each) => make("li", {dir: "auto"}, each)));
}

function table(rows) {
    const known = rows.filter(([, value]) => value !== null);
    return make("dl", {class: "metadata"}, known.map(([name, value]) => make(
        "div", {}, make("dt", {dir: "auto"}, name), make("dd", {}, value))));
}

function facts(found) {
    return table([
        ["Kind", found.kind === null ? null : kindName(found.kind)],
        ["Published", date(found.date)],
        ["In force from", date(found.effective)],
        ["Last changed", date(found.modified)],
        ["Source", text(found.source)],
        ["Publisher", text(found.publisher)],
        ["Jurisdiction", text(found.jurisdiction)],
        ["Collection", text(found.collection)],
        ["Language", language(found)],
        ["Original", link(found.url)],
        ["Rights", text(found.rights)],
    ]);
}

function moreFacts(found) {
    const reader = found.origin.extractor;
    return make("details", {class: "more-facts"}, make("summary", {}, "All that is known of this document"), table([
        ["Identifier", text(found.id)],
        ["Work", link(found.work_id)],
        ...metadataRows(found.metadata),
        ["Input", text(found.origin.uri)],
        ["Read by", reader === null ? null : `${reader}, version ${found.origin.extractor_version}`],
        ["Remarks", warnings(found.origin.warnings)],
        ["Hash of the text", text(found.text_hash)],
        ["Length", count(found.text.length, "UTF-16 unit")],
        ["Revision", number(found.revision)],
    ]));
}

// How many matches begin in each segment.
function matchesBySegment(segments, spans) {
    const counts = segments.map(() => 0);
    let at = 0;
    for (const span of spans) {
        while (at < segments.length && segments[at].utf16_end <= span.begin) ++at;
        if (at < segments.length && segments[at].utf16_begin <= span.begin) ++counts[at];
    }
    return counts;
}

function segmentTitle(segment, whole) {
    if (segment.label !== null || segment.kind !== "heading") return segmentName(segment);
    return whole.slice(segment.utf16_begin, Math.min(segment.utf16_end, segment.utf16_begin + 120)).trim() || segmentName(segment);
}

// A heading and the piece that it heads, which has its name, are one entry.
function outlineEntries(found, spans) {
    const counts = matchesBySegment(found.segments, spans);
    const entries = [];
    found.segments.forEach((segment, at) => {
        const title = segmentTitle(segment, found.text);
        const headed = at > 0 && found.segments[at - 1].kind === "heading" && entries.at(-1).title === title;
        if (headed) entries.at(-1).matches += counts[at];
        else entries.push({id: segment.id, title, matches: counts[at]});
    });
    return entries;
}

function outline(found, spans, state) {
    const entries = outlineEntries(found, spans);
    if (entries.length < 2) return null;
    const items = entries.slice(0, OUTLINE_AT_MOST).map(({id, title, matches}) => make(
        "li", {}, make("a", {href: segmentAddress(state, id), dir: "auto"}, title),
        matches === 0 ? null : make("span", {class: "count"}, " ", number(matches),
                                    make("span", {class: "unseen"}, matches === 1 ? " match" : " matches"))));
    const list = make("details", {open: matchMedia("(min-width: 60rem)").matches},
                      make("summary", {}, `Contents (${number(entries.length)})`),
                      make("ol", textAttributes(found.lang), items));
    if (entries.length > OUTLINE_AT_MOST) {
        list.append(make("p", {class: "hint"}, `The first ${number(OUTLINE_AT_MOST)} of ${number(entries.length)}; the text below has all.`));
    }
    return make("nav", {class: "outline", "aria-label": "Contents"}, list);
}

// Where the place in the address begins in the text.
function placeInAddress(found) {
    const anchor = anchorInAddress();
    return found.segments.find((segment) => segmentAnchor(segment.id) === anchor)?.utf16_begin ?? 0;
}

export function anchorInAddress() {
    try {
        return decodeURIComponent(location.hash.slice(1));
    } catch {
        return "";  // a percent sign by itself: no anchor of ours
    }
}

// `matches` is null where no query is asked.
export function documentView(found, state) {
    const {element: body, matches: marks, spans} = textView(found);
    const matches = state.q ? new Matches(marks, spans, () => placeInAddress(found)) : null;
    const title = found.title_fragments.length > 0 ? marked(found.title_fragments) : [`Untitled: ${found.id}`];
    const contents = outline(found, spans, state);
    const back = make("a", {href: address(state, {doc: null}), class: "back"},
                      state.q === null ? "To the search" : "Back to the results");
    const empty = found.text === "" ? make("p", {class: "hint"}, "This document has no text.") : null;
    const element = make(
        "article", {class: contents === null ? "document" : "document with-outline"},
        make("div", {class: "document-bar"}, back, matches?.element),
        make("header", {}, make("h1", {...(found.title === null ? {dir: "auto"} : textAttributes(found.lang)), tabindex: "-1"}, title),
             facts(found), moreFacts(found)),
        contents, make("div", {class: "body"}, empty, body));
    return {element, matches};
}

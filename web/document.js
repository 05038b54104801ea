// A document -> DOM.
import {fetchDocument} from "./api.js";
import {citationView, segmentAt} from "./citation.js";
import {isWebAddress, make, marked, originalAddress} from "./dom.js";
import {count, dateText, number} from "./figures.js";
import {kindName, relationName, segmentName, stateName} from "./kinds.js";
import {languageName, nameAttributes, textAttributes} from "./language.js";
import {t, withElements} from "./messages.js";
import {placeOf, Reader, WHOLE_BYTES} from "./reader.js";
import {address, documentParameters, readState, segmentAddress, similarAddress} from "./state.js";
import {Strip} from "./strip.js";
import {showVersions, workQuery} from "./versions.js";

const LANGUAGE_SOURCES = {declared: "as the source says", detected: "found from the text"};
const OUTLINE_AT_MOST = 1000;
const PLACES_AT_MOST = 8;
const PLACE_NAME_AT_MOST = 60;
const LONG_TITLE = 90;  // characters; a longer one is set smaller

function date(value) {
    return value === null ? null : make("time", {datetime: value}, dateText(value));
}

function link(value) {
    if (value === null) return null;
    return isWebAddress(value) ? make("a", {href: value, rel: "noopener noreferrer", class: "long", dir: "ltr"}, value)
                               : make("bdi", {class: "long"}, value);
}

// At the page that is read.
function original(found) {
    const {url} = found;
    if (!isWebAddress(url)) return link(url);
    const element = make("a", {rel: "noopener noreferrer", class: "original long", dir: "ltr", title: url}, new URL(url).host);
    const aim = () => element.setAttribute("href", originalAddress(url, segmentAt(found, placeOf(anchorInAddress()))?.page));
    addEventListener("hashchange", function again() {
        if (element.isConnected) aim();
        else removeEventListener("hashchange", again);
    });
    aim();
    return element;
}

function text(value) {
    return value === null ? null : make("bdi", {class: "long"}, value);
}

function language(found) {
    if (found.lang === null || found.lang === "und") return null;
    const how = LANGUAGE_SOURCES[found.lang_source];
    return [make("bdi", nameAttributes(found.lang), languageName(found.lang)), how ? `, ${t(how)}` : ""];
}

function metadataRows(metadata) {
    if (metadata === null) return [];
    if (typeof metadata === "string") return [[t("Metadata"), text(metadata)]];
    return Object.entries(metadata).map(
        ([name, value]) => [name, text(typeof value === "string" ? value : JSON.stringify(value))]);
}

function lines(list) {
    return list.length === 0 ? null : make("ul", {}, list.map((each) => make("li", {dir: "auto"}, each)));
}

function identifiers(found) {
    return lines(found.identifiers.map(({scheme, value}) => [`${scheme}: `, make("bdi", {class: "long"}, value)]));
}

// Other documents by what they are called: a search finds those that are here.
function relations(found, state) {
    return lines(found.relations.map(({type, target, label}) => [
        `${relationName(type)}: `, target === null ? null : make("a", {href: address({...readState(""), ui: state.ui}, {q: workQuery(target)}), class: "long", dir: "auto"}, target),
        label === null ? null : make("bdi", {}, " ", label)]));
}

function subjects(found) {
    return lines(found.subjects.map(({scheme, code, label}) => [label ?? code, label === null || scheme === null ? null : make("span", {class: "hint"}, ` ${scheme}`)]));
}

function table(rows) {
    const known = rows.filter(([, value]) => value !== null);
    return make("dl", {class: "metadata"}, known.map(([name, value]) => make(
        "div", {}, make("dt", {dir: "auto"}, name), make("dd", {}, value))));
}

function facts(found) {
    return table([
        [t("Kind"), found.kind === null ? null : kindName(found.kind)],
        [t("Published"), date(found.date)],
        [t("In force from"), date(found.effective)],
        [t("In force until"), date(found.effective_to)],
        [t("Status"), found.status === null ? null : make("bdi", {}, stateName(found.status))],
        [t("Last changed"), date(found.modified)],
        [t("Source"), text(found.source)],
        [t("Publisher"), text(found.publisher)],
        [t("Jurisdiction"), text(found.jurisdiction)],
        [t("Collection"), text(found.collection)],
        [t("Language"), language(found)],
        [t("Original"), original(found)],
        [t("Rights"), text(found.rights)],
    ]);
}

function moreFacts(found, state) {
    const reader = found.origin.extractor;
    return make("details", {class: "more-facts"}, make("summary", {}, t("All that is known of this document")), table([
        [t("Identifier"), text(found.id)],
        [t("Identifiers"), identifiers(found)],
        [t("Relations"), relations(found, state)],
        [t("Subjects"), subjects(found)],
        [t("Fetched"), date(found.fetched)],
        [t("Work"), link(found.work_id)],
        [t("Original"), link(found.url)],
        ...metadataRows(found.metadata),
        [t("Input"), text(found.origin.uri)],
        [t("Also in"), lines(found.origin.copies ?? [])],
        [t("Read by"), reader === null ? null : t("{reader}, version {n}", {reader, n: found.origin.extractor_version})],
        [t("Remarks"), lines(found.origin.warnings)],
        [t("Hash of the text"), text(found.text_hash)],
        [t("Length"), count(found.text_bytes, "byte")],
        [t("Revision"), number(found.revision)],
    ]));
}

// A heading is called what it says, where the text is at hand.
function segmentTitle(segment, whole) {
    if (segment.label !== null || segment.kind !== "heading") return segmentName(segment);
    return whole.slice(segment.utf16_begin, Math.min(segment.utf16_end, segment.utf16_begin + 120)).trim() || segmentName(segment);
}

// A heading and the piece that it heads, which has its name, are one entry.
function outlineEntries(found) {
    const entries = [];
    found.segments.forEach((segment, at) => {
        const matches = segment.matches ?? 0;
        const title = segmentTitle(segment, found.text);
        const headed = at > 0 && found.segments[at - 1].kind === "heading" && entries.at(-1).title === title;
        if (headed) Object.assign(entries.at(-1), {matches: entries.at(-1).matches + matches, end: segment.end});
        else entries.push({id: segment.id, title, label: segment.label ?? title, matches, begin: segment.begin, end: segment.end});
    });
    return entries;
}

function outlineItem({id, title, matches}, state) {
    return make("li", {}, make("a", {href: segmentAddress(state, id), dir: "auto"}, title),
                matches === 0 ? null : [make("span", {class: "count", "aria-hidden": "true"}, " ", number(matches)),
                                        make("span", {class: "unseen"}, ` ${count(matches, "match", "matches")}`)]);
}

// All entries; of a great many those of the part of the text that is shown.
function outline(reader, entries, state) {
    if (entries.length < 2) return null;
    const items = make("ol", textAttributes(reader.outline.lang));
    const list = make("details", {open: matchMedia("(min-width: 60rem)").matches},
                      make("summary", {}, t("Contents ({n})", {n: number(entries.length)})), items);
    if (entries.length <= OUTLINE_AT_MOST) {
        items.append(...entries.map((entry) => outlineItem(entry, state)));
    } else {
        const hint = make("p", {class: "hint"});
        list.append(hint);
        reader.on_part.push(({begin, end}) => {
            const here = entries.filter((entry) => entry.begin < end && entry.end > begin).slice(0, OUTLINE_AT_MOST);
            items.replaceChildren(...here.map((entry) => outlineItem(entry, state)));
            hint.textContent = t("{n} of {all}: those of the part that is shown", {n: number(here.length), all: number(entries.length)});
        });
    }
    return make("nav", {class: "outline", "aria-label": t("Contents")}, list);
}

export function anchorInAddress() {
    try {
        return decodeURIComponent(location.hash.slice(1));
    } catch {
        return "";  // a percent sign by itself: no anchor of ours
    }
}

// "37 matches in §§ 4, 9, 33A": the places as links.
function summary(found, entries, state) {
    const places = entries.filter((entry) => entry.matches > 0);
    if (found.matches === null || found.matches.total === 0 || places.length === 0 || entries.length < 2) return null;
    const shown = places.slice(0, PLACES_AT_MOST);
    const sections = shown.every(({label}) => /^§\s*\S/.test(label) && label.length < 20);
    const short = (label) => (label.length > PLACE_NAME_AT_MOST ? label.slice(0, PLACE_NAME_AT_MOST).replace(/[\uD800-\uDBFF]$/, "") + "…" : label);
    const link = ({id, label}) => make("a", {href: segmentAddress(state, id), dir: "auto"}, sections ? label.replace(/^§\s*/, "") : short(label));
    const list = shown.flatMap((place, at) => (at === 0 ? [link(place)] : [", ", link(place)]));
    const more = places.length - shown.length;
    const mark = sections ? (shown.length > 1 || more > 0 ? "§§ " : "§ ") : "";
    return make("p", {class: "where"}, withElements("{matches} in {places}", {
        matches: count(found.matches.total, "match", "matches"),
        places: make("span", {}, mark, list, more > 0 ? `, ${t("{n} more", {n: number(more)})}` : "")}));
}

// Makes the link to what is selected in the text, shown while something is.
function selectionLink(reader, state) {
    const link = make("a", {class: "to-selection", href: "#", hidden: true}, t("Link to the selection"));
    let shown = false;
    const follow = () => {
        if (!link.isConnected) return shown ? document.removeEventListener("selectionchange", follow) : null;
        shown = true;
        const place = reader.selected();
        link.hidden = place === null;
        if (place !== null) link.setAttribute("href", `${address(state)}#${place}`);
        return null;
    };
    document.addEventListener("selectionchange", follow);
    return link;
}

// Places are brought into view below the bar, which is as high as its lines.
function measured(bar) {
    new ResizeObserver(([{borderBoxSize: [size]}]) => {
        document.documentElement.style.setProperty("--bar", `${Math.ceil(size.blockSize)}px`);
    }).observe(bar);
    return bar;
}

function stripOf(reader) {
    const {matches, text_bytes: bytes} = reader.outline;
    if (matches === null || matches.total === 0) return null;
    const strip = new Strip(matches.strip, (share) => { location.hash = `b${Math.floor(share * bytes)}`; });
    reader.on_part.push(({begin, end}) => strip.show(begin / bytes, end / bytes));
    return strip.element;
}

// The segment and the address of the place that the address bar names.
function placeRead(found, state) {
    const url = new URL(address({...readState(""), doc: state.doc}) + location.hash, location.href);
    return {segment: segmentAt(found, placeOf(anchorInAddress())), link: url.href};
}

// `versions`: where other documents of the work are listed.
function documentView(found, reader, state, versions) {
    const title = found.title_fragments.length > 0 ? marked(found.title_fragments) : [t("Untitled: {id}", {id: found.id})];
    const entries = outlineEntries(found);
    const contents = outline(reader, entries, state);
    const back = make("a", {href: address(state, {doc: null}), class: "back"},
                      t(state.q === null ? "To the search" : "Back to the results"));
    return make(
        "article", {class: contents === null ? "document" : "document with-outline"},
        measured(make("div", {class: "document-bar"}, back, make("a", {href: similarAddress(state), class: "similar"}, t("Similar documents")),
                      selectionLink(reader, state), reader.matches?.element, stripOf(reader))),
        make("header", {}, make("h1", {...(found.title === null ? {dir: "auto"} : textAttributes(found.lang)), tabindex: "-1", class: [...found.title ?? ""].length > LONG_TITLE ? "long-title" : null}, title),
             summary(found, entries, state), facts(found), versions, citationView(found, () => placeRead(found, state)), moreFacts(found, state)),
        contents, reader.element);
}

// Asks for a document, and the part of it that the address names: {element, reader, title}.
export async function openDocument(state, working, signal) {
    const first = await fetchDocument(state.doc, documentParameters(state, {begin: 0, end: WHOLE_BYTES}), signal);
    const whole = first.window.end === first.text_bytes;
    const found = whole ? first : await fetchDocument(state.doc, documentParameters(state, {outline: 1}), signal);
    const reader = new Reader(found, state, working);
    // Those that the server listed, until the script has its own.
    const listed = "live" in document.documentElement.dataset ? null : document.querySelector(".versions-place > details");
    const versions = make("div", {class: "versions-place"}, listed);
    const element = documentView(found, reader, state, versions);
    showVersions(versions, found, state, signal);
    const byte = reader.byteOf(placeOf(anchorInAddress())) ?? 0;
    await reader.load(reader.partAt(byte), signal, whole ? first : null);
    return {element, reader, title: found.title ?? found.id};
}

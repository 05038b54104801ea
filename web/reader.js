// The text of a document, a part of it at a time, and the way from place to place in it. A short
// document has one part; of a long one the page holds the part that is read. Places are bytes of the
// whole text: an address with one means the same for everybody, whatever part of the text is shown.
import {ApiError, fetchDocument} from "./api.js";
import {bringIntoView, make} from "./dom.js";
import {number} from "./figures.js";
import {Matches} from "./matches.js";
import {t} from "./messages.js";
import {showPassage} from "./passage.js";
import {address, documentParameters, segmentAnchor} from "./state.js";
import {textView} from "./text.js";

// A text up to this long is shown whole; a longer one in parts of about PART_BYTES.
export const WHOLE_BYTES = 1000000;
const PART_BYTES = 250000;

// Where to cut a text: [{begin, end}], at the borders of its segments where these are not too far apart.
export function partsOf(bytes, segments) {
    if (bytes <= WHOLE_BYTES) return [{begin: 0, end: bytes}];
    const parts = [];
    let begin = 0;
    const cutAt = (at) => {
        parts.push({begin, end: at});
        begin = at;
    };
    for (const border of [...segments.map((segment) => segment.begin), bytes]) {
        while (border - begin > 2 * PART_BYTES) cutAt(begin + PART_BYTES);
        if (border - begin >= PART_BYTES || (border === bytes && border > begin)) cutAt(border);
    }
    return parts;
}

// What an address may say behind "#": {segment: "s1"}, {begin: 10, end: 20}, or null. In bytes.
export function placeOf(anchor) {
    if (anchor.startsWith(segmentAnchor(""))) return {segment: anchor.slice(segmentAnchor("").length)};
    const passage = /^b([0-9]{1,10})(?:-([0-9]{1,10}))?$/.exec(anchor);
    if (passage === null) return null;
    const begin = Number(passage[1]);
    return {begin, end: passage[2] === undefined ? begin : Math.max(begin, Number(passage[2]))};
}

// The answer in units of its own text.
export function localized(answer) {
    const base = answer.window.utf16_begin;
    const local = (at) => Math.min(Math.max(at - base, 0), answer.text.length);
    const moved = (range) => ({...range, utf16_begin: local(range.utf16_begin), utf16_end: local(range.utf16_end)});
    return {
        text: answer.text, lang: answer.lang, spans: answer.spans.map(moved),
        segments: answer.segments.map((segment) => ({...moved(segment), continued: segment.utf16_begin < base})),
    };
}

export class Reader {
    // `outline`: an answer that has all segments. `working()` is called when something is asked for
    // and gives what to call when it is there.
    constructor(outline, state, working) {
        this.outline = outline;
        this.state = state;
        this.working = working;
        this.parts = partsOf(outline.text_bytes, outline.segments);
        this.part = -1;
        this.matches = outline.matches === null ? null : new Matches(outline.matches.total, this);
        this.element = make("div", {class: "body"});
        this.on_part = [];  // called with the range of each part that is shown
    }

    partAt(byte) {
        const at = this.parts.findIndex((part) => byte < part.end);
        return at < 0 ? this.parts.length - 1 : at;
    }

    // The first byte of a place in an address, null where it names none.
    byteOf(place) {
        if (place === null) return null;
        if (place.segment === undefined) return place.begin < this.outline.text_bytes ? place.begin : null;
        return this.outline.segments.find((segment) => segment.id === place.segment)?.begin ?? null;
    }

    // Shows the part with this number; `given`: its answer, where that is at hand.
    async load(part, signal, given = null) {
        if (part === this.part) return;
        const range = this.parts[part];
        const answer = given ?? await fetchDocument(this.state.doc, documentParameters(this.state, range), signal);
        if (answer.text_hash !== this.outline.text_hash) {
            throw new ApiError(t("The document was replaced by a newer version meanwhile: load the page again."));
        }
        this.part = part;
        this.answer = answer;
        this.view = textView(localized(answer));
        const empty = this.outline.text_bytes === 0 ? make("p", {class: "hint"}, t("This document has no text.")) : null;
        this.element.replaceChildren(...[this.turner(t("Parts, above")), empty, this.view.element, this.turner(t("Parts, below"))].filter(Boolean));
        this.matches?.showPart(answer, this.view);
        for (const tell of this.on_part) tell(range);
    }

    // Links to the parts before and behind.
    turner(label) {
        if (this.parts.length === 1) return null;
        const link = (part, text, rel) => (part < 0 || part >= this.parts.length ? null : make(
            "a", {href: `${address(this.state)}#b${this.parts[part].begin}`, rel}, text));
        return make("nav", {class: "turner", "aria-label": label}, link(this.part - 1, t("Earlier text"), "prev"),
                    make("span", {}, t("Part {n} of {all}", {n: number(this.part + 1), all: number(this.parts.length)})),
                    link(this.part + 1, t("Later text"), "next"));
    }

    // Brings a place into view. False where the document has none such.
    async goTo(anchor, signal) {
        const place = placeOf(anchor);
        const byte = this.byteOf(place);
        showPassage(null);
        if (byte === null) return false;
        const done = this.working();
        try {
            await this.load(this.partAt(byte), signal);
        } finally {
            done();
        }
        this.matches?.startAt(byte);
        const target = place.segment === undefined ? showPassage(this.view.passage(this.unitsAt(place.begin), this.unitsAt(place.end)))
                                                   : document.getElementById(anchor);
        if (target !== null) bringIntoView(target, place.segment === undefined ? {block: "center"} : undefined);
        return true;
    }

    // Bytes of the whole text as UTF-16 units of the part's, and back.
    unitsAt(byte) {
        let left = byte - this.answer.window.begin;
        let units = 0;
        for (const character of this.answer.text) {
            if (left <= 0) break;
            const point = character.codePointAt(0);
            left -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            units += character.length;
        }
        return units;
    }
    byteAt(units) {
        return this.answer.window.begin + new TextEncoder().encode(this.answer.text.slice(0, units)).length;
    }

    // The selection in the text as a place: "b10-20", or null.
    selected() {
        const range = this.view?.units(getSelection()) ?? null;
        return range === null ? null : `b${this.byteAt(range.begin)}-${this.byteAt(range.end)}`;
    }
}

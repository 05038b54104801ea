// The text of a document -> DOM, with every match marked. Ranges are in UTF-16 units.
//
// A text may have several million characters: it is cut into chunks, which of a long one the browser
// lays out only when they come near the screen (content-visibility in document.css).
//
//   section#seg-ID > h2.label, div.chunk > p, p, ...     a piece of the text that has a name
//   section#seg-ID > div.chunk > h2, ...                 one that is a heading: its text is its name
//   div.chunk > p, p, ...                                text between such pieces
import {make} from "./dom.js";
import {segmentName} from "./kinds.js";
import {textAttributes} from "./language.js";
import {t} from "./messages.js";
import {segmentAnchor} from "./state.js";

const CHUNK_UNITS = 4000;       // at least this much text in a chunk, where there is as much
const PARAGRAPH_UNITS = 20000;  // longer paragraphs are cut: laying out one costs its whole length
const LONG_UNITS = 100000;     // a text from here on is laid out where it is looked at; its heights are guesses until then
const LINE_UNITS = 80;          // to guess the height of what is not laid out yet

// Spans that overlap become one: [{begin, end, match}], in order, without overlap.
export function mergedSpans(spans) {
    const merged = [];
    for (const {utf16_begin: begin, utf16_end: end, match} of [...spans].sort((a, b) => a.utf16_begin - b.utf16_begin)) {
        const last = merged.at(-1);
        if (last && begin < last.end) last.end = Math.max(last.end, end);
        else if (end > begin) merged.push({begin, end, match});
    }
    return merged;
}

// The text cut at the bounds of its segments: [{segment or null, begin, end}]. Blank text between
// segments is left out.
function pieces(text, segments) {
    const result = [];
    let at = 0;
    const between = (end) => {
        if (text.slice(at, end).trim() !== "") result.push({segment: null, begin: at, end});
    };
    for (const segment of segments) {
        between(segment.utf16_begin);
        result.push({segment, begin: segment.utf16_begin, end: segment.utf16_end});
        at = segment.utf16_end;
    }
    between(text.length);
    return result;
}

// Where to cut a paragraph that is too long: behind a line, else behind a word, else anywhere but
// within a character.
function cutBefore(text, begin, limit) {
    for (const space of ["\n", " "]) {
        const at = text.lastIndexOf(space, limit - 1);
        if (at > begin + PARAGRAPH_UNITS / 2) return at + 1;
    }
    const unit = text.charCodeAt(limit);
    return unit >= 0xDC00 && unit <= 0xDFFF ? limit - 1 : limit;
}

// Paragraphs of text[begin, end): [{begin, end, continues}]. Blank lines part them.
export function paragraphs(text, begin, end) {
    const result = [];
    const add = (from, to) => {
        let continues = false;
        while (to - from > PARAGRAPH_UNITS) {
            const cut = cutBefore(text, from, from + PARAGRAPH_UNITS);
            result.push({begin: from, end: cut, continues});
            from = cut;
            continues = true;
        }
        if (to > from) result.push({begin: from, end: to, continues});
    };
    const gap = /\n(?:[ \t\r]*\n)+/g;
    let at = begin;
    gap.lastIndex = begin;
    for (let found = gap.exec(text); found !== null && found.index < end; found = gap.exec(text)) {
        add(at, found.index);
        at = Math.min(gap.lastIndex, end);
    }
    add(at, end);
    return result;
}

// Takes the merged spans in order, so that a text of any size is passed once.
class Marker {
    constructor(text, spans) {
        this.text = text;
        this.spans = spans;
        this.next = 0;
        this.marks = new Map();  // elements of each match: more than one where it crosses paragraphs
        this.pieces = [];        // the elements filled, with what of the text is in them
    }

    fill(element, begin, end) {
        this.pieces.push({element, begin, end});
        let at = begin;
        while (this.next < this.spans.length && this.spans[this.next].begin < end) {
            const span = this.spans[this.next];
            const from = Math.max(span.begin, at);
            const to = Math.min(span.end, end);
            if (to > from) {
                if (from > at) element.append(this.text.slice(at, from));
                const mark = make("mark", {}, this.text.slice(from, to));
                if (!this.marks.has(span.match)) this.marks.set(span.match, []);
                this.marks.get(span.match).push(mark);
                element.append(mark);
                at = to;
            }
            if (span.end > end) break;
            ++this.next;
        }
        if (at < end) element.append(this.text.slice(at, end));
    }
}

function newChunk() {
    return {element: make("div", {class: "chunk"}), units: 0, lines: 0};
}

function appendParagraphs(parent, name, {text, begin, end}, attributes, marker) {
    let chunk = newChunk();
    const close = () => {
        if (chunk.units === 0) return;
        chunk.element.style.setProperty("contain-intrinsic-size", `auto ${Math.round(chunk.lines * 1.65)}em`);
        parent.append(chunk.element);
        chunk = newChunk();
    };
    for (const paragraph of paragraphs(text, begin, end)) {
        const element = make(name, {dir: attributes.dir, class: paragraph.continues ? "continues" : null});
        marker.fill(element, paragraph.begin, paragraph.end);
        chunk.element.append(element);
        chunk.units += paragraph.end - paragraph.begin;
        chunk.lines += 1 + Math.ceil((paragraph.end - paragraph.begin) / LINE_UNITS);
        if (chunk.units >= CHUNK_UNITS) close();
    }
    close();
}

// Where in an element a unit of its text is: [text node, offset].
function placeIn(element, units) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    for (let left = units; node !== null; node = walker.nextNode()) {
        if (left <= node.length) return [node, left];
        left -= node.length;
    }
    return [element, element.childNodes.length];
}

// The units [begin, end) of the text as a Range; null where nothing of them is shown.
function rangeOf(pieces, begin, end) {
    const first = pieces.find((piece) => begin < piece.end) ?? pieces.at(-1);
    if (first === undefined) return null;
    const last = pieces.findLast((piece) => end > piece.begin && piece.begin >= first.begin) ?? first;
    const range = document.createRange();
    range.setStart(...placeIn(first.element, Math.max(begin - first.begin, 0)));
    range.setEnd(...placeIn(last.element, Math.max(Math.min(end, last.end) - last.begin, 0)));
    return range;
}

// What of the text is selected: {begin, end} in units, or null.
function unitsOf(pieces, selection) {
    if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const touched = pieces.filter((piece) => range.intersectsNode(piece.element));
    if (touched.length === 0) return null;
    const unitsBefore = (piece, node, offset) => {
        const before = document.createRange();
        before.setStart(piece.element, 0);
        before.setEnd(node, offset);
        return piece.begin + before.toString().length;
    };
    const holds = (piece, node) => piece.element.contains(node);
    const [first, last] = [touched[0], touched.at(-1)];
    const begin = holds(first, range.startContainer) ? unitsBefore(first, range.startContainer, range.startOffset) : first.begin;
    const end = holds(last, range.endContainer) ? unitsBefore(last, range.endContainer, range.endOffset) : last.end;
    return begin < end ? {begin, end} : null;
}

// `marks`: for each match, by its number, its elements. `passage(begin, end)`: a Range of the text.
// `units(selection)`: what of it is selected.
export function textView(found) {
    const spans = mergedSpans(found.spans);
    const marker = new Marker(found.text, spans);
    const attributes = textAttributes(found.lang);
    const element = make("div", {class: found.text.length < LONG_UNITS ? "text" : "text long", ...attributes});
    let heading = null;  // the text of the heading directly before
    for (const {segment, begin, end} of pieces(found.text, found.segments)) {
        let parent = element;
        const is_heading = segment?.kind === "heading";
        if (segment !== null) {
            parent = make("section", {id: segmentAnchor(segment.id), class: `segment kind-${segment.kind}`, tabindex: "-1"});
            if (!is_heading && segmentName(segment) !== heading) {
                const name = segment.continued ? t("{name} (continued)", {name: segmentName(segment)}) : segmentName(segment);
                parent.append(make("h2", {class: "label", dir: "auto"}, name));
            }
            element.append(parent);
        }
        heading = is_heading ? found.text.slice(begin, end).trim() : null;
        appendParagraphs(parent, is_heading ? "h2" : "p", {text: found.text, begin, end}, attributes, marker);
    }
    return {element, marks: marker.marks, passage: (begin, end) => rangeOf(marker.pieces, begin, end),
            units: (selection) => unitsOf(marker.pieces, selection)};
}

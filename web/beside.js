// Two documents of a work side by side, a row for each piece of their texts. Where they are in one language, what
// only one of them says is shown with the browser's own highlights, which leave the texts as they are.
import {aligned, differences} from "./alignment.js";
import {ApiError, fetchDocument} from "./api.js";
import {bringIntoView, make} from "./dom.js";
import {count, dateText, number} from "./figures.js";
import {languageName, nameAttributes, textAttributes} from "./language.js";
import {t} from "./messages.js";
import {localized, WHOLE_BYTES} from "./reader.js";
import {address, documentParameters} from "./state.js";
import {textView} from "./text.js";

const BESIDE = "beside-";  // before the ids of the second text's pieces

// What an answer's text is made of, in order: {element, keys}.
function piecesOf(found) {
    const by_id = new Map(found.segments.map((segment) => [`seg-${segment.id}`, segment]));
    return [...textView(localized(found)).element.children].map((element) => {
        const segment = by_id.get(element.id);
        if (segment === undefined) return {element, keys: []};
        const digits = segment.label?.match(/\d+/g)?.join(".");
        return {element, keys: [segment.id, digits === undefined ? null : `${segment.kind} ${digits}`]};
    });
}

// The text of an element without its name, lines parted, with the text nodes that it is in.
function readable(element) {
    const nodes = [];
    let text = "";
    for (const line of element.querySelectorAll("p, .chunk h2")) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
            nodes.push({node, begin: text.length});
            text += node.data;
        }
        text += "\n";
    }
    return {text, nodes};
}

function rangesOf({nodes}, places) {
    return places.flatMap(([begin, end]) => nodes.filter(({node, begin: at}) => at < end && at + node.length > begin).map(({node, begin: at}) => {
        const range = document.createRange();
        range.setStart(node, Math.max(begin - at, 0));
        range.setEnd(node, Math.min(end - at, node.length));
        return range;
    }));
}

class Beside {
    constructor(first, second, state) {
        const pieces = [piecesOf(first), piecesOf(second)];
        this.same_language = first.lang !== null && first.lang === second.lang;
        this.differing = [];
        this.current = null;
        for (const {element} of pieces[1]) if (element.id !== "") element.id = BESIDE + element.id;
        const marked = [[], []];
        const rows = aligned(...pieces).map(([left, right]) => {
            const elements = [pieces[0][left]?.element, pieces[1][right]?.element];
            const row = make("div", {class: "row"}, [first, second].map((found, at) => make(
                "div", {class: "cell", ...textAttributes(found.lang), "data-name": this.nameOf(found)}, elements[at] ?? null)));
            if (this.same_language) this.compare(row, elements, marked);
            return row;
        });
        if (globalThis.Highlight !== undefined) {
            // What the older version alone has reads as taken out, what the newer one has as put in, on whichever side.
            const swapped = first.date !== null && second.date !== null && first.date > second.date;
            (swapped ? ["newer-only", "older-only"] : ["older-only", "newer-only"]).forEach(
                (name, at) => CSS.highlights.set(name, new Highlight(...marked[at])));
        }
        this.count = make("p", {class: "matches", role: "status"}, this.text());
        this.element = make("article", {class: "beside"}, this.bar(state),
                            make("h1", {class: "unseen", tabindex: "-1"}, t("Side by side")),
                            make("div", {class: "row heads"}, [first, second].map((found) => this.head(found, state))), rows);
    }

    nameOf(found) {
        return [found.date === null ? null : dateText(found.date), languageName(found.lang)].filter(Boolean).join(" · ");
    }

    head(found, state) {
        const date = found.date === null ? null : [make("time", {datetime: found.date}, dateText(found.date)), " · "];
        return make("div", {class: "cell"}, make("h2", textAttributes(found.lang), make(
            "a", {href: address(state, {doc: found.id, beside: null})}, found.title ?? found.id)),
                    make("p", {class: "hint"}, date, make("bdi", nameAttributes(found.lang), languageName(found.lang))));
    }

    compare(row, [left, right], marked) {
        const texts = [left, right].map((element) => (element === undefined ? {text: "", nodes: []} : readable(element)));
        const places = differences(texts[0].text, texts[1].text);
        if (places.every((each) => each.length === 0)) return;
        places.forEach((each, at) => marked[at].push(...rangesOf(texts[at], each)));
        row.classList.add("differs");
        row.setAttribute("tabindex", "-1");
        row.prepend(make("span", {class: "unseen"}, t("Differs")));
        for (const cell of row.querySelectorAll(".cell")) {
            cell.setAttribute("role", "group");
            cell.setAttribute("aria-label", cell.dataset.name);
        }
        this.differing.push(row);
    }

    bar(state) {
        const back = make("a", {href: address(state, {beside: null}), class: "back"}, t("Back to the document"));
        const swap = make("a", {href: address(state, {doc: state.beside, beside: state.doc})}, t("Change sides"));
        const bar = make("div", {class: "document-bar"}, back, swap);
        if (!this.same_language) return bar;
        const button = (text, key, by) => {
            const made = make("button", {type: "button", class: "quiet", "aria-keyshortcuts": key}, text);
            made.addEventListener("click", () => this.step(by));
            return made;
        };
        bar.append(make("div", {class: "stepper"}, this.count,
                        ...(this.differing.length === 0 ? [] : [button(t("Previous"), "p", -1), button(t("Next"), "n", 1)])));
        return bar;
    }

    text() {
        const all = this.differing.length;
        if (all === 0) return t("The texts are the same");
        return this.current === null ? count(all, "difference") : t("Difference {n} of {all}", {n: number(this.current + 1), all: number(all)});
    }

    step(by) {
        const all = this.differing.length;
        if (all === 0) return;
        this.current = this.current === null ? (by > 0 ? 0 : all - 1) : (this.current + by + all) % all;
        this.count.textContent = this.text();
        bringIntoView(this.differing[this.current], {block: "center"});
        this.differing[this.current].focus({preventScroll: true});
    }

    // As a Reader has it: the keys step from difference to difference.
    get matches() {
        return this;
    }

    async goTo(anchor) {
        const target = anchor === "" ? null : document.getElementById(anchor);
        if (target !== null) bringIntoView(target);
        return target !== null;
    }
}

// {element, reader, title}, as of one document.
export async function openBeside(state, signal) {
    const found = await Promise.all([state.doc, state.beside].map((id) => fetchDocument(
        id, documentParameters(state, {begin: 0, end: WHOLE_BYTES}), signal)));
    for (const each of found) {
        if (each.window.end < each.text_bytes) throw new ApiError(t("Too long to be shown side by side: {title}", {title: each.title ?? each.id}), {status: 400});
    }
    const view = new Beside(...found, state);
    return {element: view.element, reader: view, title: found[0].title ?? found[0].id};
}

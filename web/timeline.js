// Hits over time -> a picture, its figures as a table, and the ways to narrow by it.
import {make} from "./dom.js";
import {dateText, number} from "./figures.js";
import {t} from "./messages.js";
import {address, countParameters} from "./state.js";

const WIDTH = 1000;
const HEIGHT = 160;

function draw(name, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
}

function nameOf({slot}) {
    return slot.endsWith("s") || slot.includes("W") ? slot : dateText(slot);
}

// The dates that narrow to the slots from one to another.
export function period(first, last, bucket) {
    const edge = (slot, end) => (bucket === "decade" ? slot[end].slice(0, 4) : bucket === "week" ? slot[end] : slot.slot);
    return {from: edge(first, "from"), to: edge(last, "to")};
}

export function percent(matches, documents) {
    if (documents === 0) return "–";
    return `${(100 * matches / documents).toFixed(matches / documents < 0.1 ? 2 : 1)} %`;
}

// Its slots from left to right, chosen by dragging, or by keys: arrows, with Shift for more, Enter.
class Picture {
    constructor(rows, bucket, share, narrow) {
        Object.assign(this, {rows, bucket, narrow, begin: 0, end: 0});
        const value = ({matches, documents}) => (share ? (documents === 0 ? 0 : matches / documents) : matches);
        const values = rows.map((row) => [value(row), row.other ? value(row.other) : 0]);
        this.most = Math.max(...values.flat());
        const most = this.most || 1;
        this.step = WIDTH / rows.length;
        const bar = (kind, at, part, begin, width) => draw("rect", {class: kind, x: (at + begin) * this.step, width: Math.max(width * this.step, 0.5),
                                                                    y: HEIGHT * (1 - part / most), height: HEIGHT * part / most});
        const compared = rows.some((row) => row.other);
        this.chosen = draw("rect", {class: "chosen", y: 0, height: HEIGHT, x: 0, width: 0});
        this.svg = draw("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", tabindex: "0", role: "slider", "aria-label": t("Time"),
                                "aria-valuemin": "0", "aria-valuemax": String(rows.length - 1)}, this.chosen,
                        ...values.flatMap(([own, other], at) => [bar("own", at, own, 0.08, compared ? 0.42 : 0.84),
                                                                 ...(compared ? [bar("other", at, other, 0.5, 0.42)] : [])]));
        this.said = make("p", {class: "hint", "aria-hidden": "true"});
        this.tell();
        let from = null;
        const at = (event) => {
            const box = this.svg.getBoundingClientRect();
            return Math.min(rows.length - 1, Math.max(0, Math.floor((event.clientX - box.left) / box.width * rows.length)));
        };
        this.svg.addEventListener("pointerdown", (event) => {
            from = at(event);
            this.svg.setPointerCapture(event.pointerId);
            this.choose(from, from);
        });
        this.svg.addEventListener("pointermove", (event) => {
            if (from !== null) this.choose(from, at(event));
            else this.tell(at(event), at(event));
        });
        this.svg.addEventListener("pointerup", () => {
            if (from !== null) this.go();
            from = null;
        });
        this.svg.addEventListener("pointercancel", () => { from = null; });
        this.svg.addEventListener("focus", () => this.choose(this.begin, this.end));
        this.svg.addEventListener("keydown", (event) => this.press(event));
    }

    press(event) {
        const to = {ArrowLeft: this.end - 1, ArrowRight: this.end + 1, Home: 0, End: this.rows.length - 1}[event.key];
        if (event.key === "Enter") this.go();
        else if (to === undefined) return;
        else {
            const end = Math.min(this.rows.length - 1, Math.max(0, to));
            this.choose(event.shiftKey ? this.begin : end, end);
        }
        event.preventDefault();
    }

    choose(begin, end) {
        Object.assign(this, {begin, end});
        this.chosen.setAttribute("x", Math.min(begin, end) * this.step);
        this.chosen.setAttribute("width", (Math.abs(end - begin) + 1) * this.step);
        this.tell(begin, end);
    }

    tell(begin = this.begin, end = this.end) {
        const rows = this.rows.slice(Math.min(begin, end), Math.max(begin, end) + 1);
        const sum = (key) => rows.reduce((all, row) => all + row[key], 0);
        const name = rows.length === 1 ? nameOf(rows[0]) : `${nameOf(rows[0])} – ${nameOf(rows.at(-1))}`;
        const text = t("{range}: {n} of {all} documents ({share})", {
            range: name, n: number(sum("matches")), all: number(sum("documents")), share: percent(sum("matches"), sum("documents"))});
        this.svg.setAttribute("aria-valuenow", end);
        this.svg.setAttribute("aria-valuetext", text);
        this.said.textContent = text;
    }

    go() {
        const [first, last] = [this.begin, this.end].sort((a, b) => a - b);
        this.narrow(period(this.rows[first], this.rows[last], this.bucket));
    }
}

function table(rows, found, state) {
    const compared = rows.some((row) => row.other);
    const line = (name, count, other) => make("tr", {}, make("th", {scope: "row"}, name), [count.matches, count.documents].map((each) => make("td", {}, number(each))),
                                              make("td", {}, percent(count.matches, count.documents)), compared ? make("td", {}, other ? number(other.matches) : "–") : null);
    const titles = [...["Time", "Matches", "Documents", "Share"].map((each) => t(each)), ...(compared ? [state.versus] : [])];
    return make("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": t("Figures")}, make(
        "table", {}, make("thead", {}, make("tr", {}, titles.map((each) => make("th", {scope: "col"}, each)))),
        make("tbody", {}, rows.map((row) => line(make("a", {href: address(state, {...period(row, row, found.bucket), page: 1})}, nameOf(row)), row, row.other)),
             line(t("Not known"), found.unknown), line(t("Not as exactly known"), found.wider))));
}

function csv(state, bucket, name) {
    return make("a", {href: "api/v1/timeline?" + countParameters(state, {format: "csv", bucket}), download: ""}, make("bdi", {}, name));
}

const TICKS = 4;  // between which the names of slots stand, where there is room for them

// What the highest bar stands for, and which slots stand where.
function scale(picture, rows, share) {
    const {most} = picture;
    const steps = rows.length > 2 * TICKS ? (nameOf(rows[0]).length > 5 ? TICKS / 2 : TICKS) : 1;
    const names = Array.from({length: steps + 1}, (nothing, at) => {
        const row = Math.round(at * (rows.length - 1) / steps);
        const name = make("span", {}, nameOf(rows[row]));
        name.style.setProperty("left", `${(row + 0.5) * 100 / rows.length}%`);
        return name;
    });
    return [make("p", {class: "most", "aria-hidden": "true"}, share ? percent(most, 1) : number(most)), picture.svg,
            make("p", {class: "ends", "aria-hidden": "true"}, names)];
}

// `ask`: parameters -> a timeline. `go`: shows an address.
export async function timelineView(state, ask, go) {
    const found = await ask(countParameters(state));
    const heading = make("h2", {}, t("Over time"));
    const {slots, bucket} = found;
    if (slots.length === 0) return make("section", {class: "timeline"}, heading, make("p", {class: "hint"}, t("No match has a date.")));
    let rows = slots;
    if (state.versus) {
        const other = await ask(countParameters({...state, q: state.versus, ...period(slots[0], slots.at(-1), bucket)}, {bucket}));
        const by_slot = new Map(other.slots.map((slot) => [slot.slot, slot]));
        rows = slots.map((slot) => ({...slot, other: by_slot.get(slot.slot) ?? {matches: 0, documents: slot.documents}}));
    }
    const share = state.time === "share";
    const picture = new Picture(rows, bucket, share, (dates) => go(address(state, {...dates, page: 1})));
    const box = make("input", {id: "versus", name: "versus", form: "search-form", value: state.versus, maxlength: 8192, dir: "auto", autocomplete: "off"});
    const legend = state.versus ? make("ul", {class: "legend"}, make("li", {class: "own", dir: "auto"}, state.q || t("All")), make("li", {class: "other", dir: "auto"}, state.versus)) : null;
    const undated = found.unknown.matches + found.wider.matches;
    return make("section", {class: "timeline"}, heading,
                make("p", {class: "modes"}, ["count", "share"].map((mode) => make("a", {
                    href: address(state, {time: mode}), "aria-current": mode === state.time ? "true" : null}, t(mode === "share" ? "Share of all documents" : "Matches")))),
                legend, make("div", {class: "chart"}, scale(picture, rows, share)), picture.said,
                undated === 0 ? null : make("p", {class: "hint"}, t("Not in the picture, for their date is not known so exactly: {n}", {n: number(undated)})),
                found.partial ? make("p", {class: "hint"}, t("These numbers are the least: the count was stopped.")) : null,
                make("p", {class: "versus"}, make("label", {for: "versus"}, t("Compare with")), box),
                make("details", {}, make("summary", {}, t("Figures")), table(rows, found, state),
                     make("p", {}, csv(state, bucket, "CSV"),
                          state.versus ? [" · ", csv({...state, q: state.versus, ...period(slots[0], slots.at(-1), bucket)}, bucket, `CSV: ${state.versus}`)] : null)));
}

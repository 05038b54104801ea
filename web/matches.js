// From match to match in a document.
import {make} from "./dom.js";
import {count, number} from "./figures.js";

export class Matches {
    // `marks`: for each match its elements. `spans`: {begin, end} of each in the text.
    // `first()`: where in the text to begin, in UTF-16 units, before any match was gone to.
    constructor(marks, spans, first) {
        this.marks = marks;
        this.spans = spans;
        this.first = first;
        this.current = -1;
        this.count = make("p", {class: "matches", role: "status"}, this.text());
        this.element = make("div", {class: "stepper"}, this.count);
        if (marks.length === 0) return;
        const button = (text, key, step) => {
            const made = make("button", {type: "button", class: "quiet", "aria-keyshortcuts": key, title: `Key: ${key}`}, text);
            made.addEventListener("click", () => this.step(step));
            return made;
        };
        this.element.append(button("Previous", "p", -1), button("Next", "n", 1));
    }

    text() {
        const all = this.marks.length;
        if (all === 0) return "No match in the text";
        return this.current < 0 ? count(all, "match", "matches") : `Match ${number(this.current + 1)} of ${number(all)}`;
    }

    // Behind the last comes the first.
    step(by) {
        const all = this.marks.length;
        if (all === 0) return;
        for (const mark of this.marks[this.current] ?? []) mark.classList.remove("current");
        if (this.current >= 0) this.current = (this.current + by + all) % all;
        else this.current = this.begin(by);
        for (const mark of this.marks[this.current]) mark.classList.add("current");
        this.marks[this.current][0].scrollIntoView({block: "center", inline: "nearest"});
        this.count.textContent = this.text();
    }

    begin(by) {
        const all = this.marks.length;
        const at = this.spans.findIndex((span) => span.begin >= this.first());
        if (by > 0) return Math.max(at, 0);
        return at <= 0 ? all - 1 : at - 1;
    }
}

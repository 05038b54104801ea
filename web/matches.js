// From match to match in a document. Matches are counted over the whole text, of which a part may be
// shown.
import {bringIntoView, make} from "./dom.js";
import {count, number} from "./figures.js";
import {t} from "./messages.js";

export class Matches {
    // `reader` shows parts of the text.
    constructor(total, reader) {
        this.total = total;
        this.reader = reader;
        this.current = null;  // number of the match gone to last, from 0
        this.start = 0;       // where to begin before any was gone to: a byte of the text
        this.count = make("p", {class: "matches", role: "status"}, this.text());
        this.element = make("div", {class: "stepper"}, this.count);
        if (total === 0) return;
        const button = (text, key, by) => {
            const made = make("button", {type: "button", class: "quiet", "aria-keyshortcuts": key, title: t("Key: {key}", {key})}, text);
            made.addEventListener("click", () => this.step(by));
            return made;
        };
        this.element.append(button(t("Previous"), "p", -1), button(t("Next"), "n", 1));
    }

    text() {
        if (this.total === 0) return t("No match in the text");
        return this.current === null ? count(this.total, "match", "matches") : t("Match {n} of {all}", {n: number(this.current + 1), all: number(this.total)});
    }

    // `marks` of the view: the elements of each match in the part, by its number.
    showPart(answer, view) {
        this.marks = view.marks;
        this.bytes = new Map();
        for (const span of answer.spans) {
            if (!this.bytes.has(span.match)) this.bytes.set(span.match, span.begin);
        }
        this.around = answer.matches;
    }

    // The next step is to begin at this byte.
    startAt(byte) {
        this.highlight(false);
        this.current = null;
        this.start = byte;
        this.count.textContent = this.text();
    }

    highlight(on) {
        for (const mark of this.marks?.get(this.current) ?? []) mark.classList.toggle("current", on);
    }

    // Behind the last comes the first.
    async step(by) {
        if (this.total === 0 || this.stepping) return;
        this.stepping = true;
        const done = this.reader.working();
        try {
            const target = this.current === null ? this.first(by) : (this.current + by + this.total) % this.total;
            await this.bringPart(target);
            this.highlight(false);
            this.current = target;
            this.highlight(true);
            bringIntoView(this.marks.get(target)[0], {block: "center", inline: "nearest"});
            this.count.textContent = this.text();
        } catch (error) {
            this.count.textContent = error.message;
        } finally {
            this.stepping = false;
            done();
        }
    }

    // The first match at or behind the place to begin at, or the last one before it. Those of the part
    // are numbered without a gap.
    first(by) {
        const here = [...this.bytes.entries()];
        const behind = here.find(([, byte]) => byte >= this.start);
        const next = behind !== undefined ? behind[0] : here.length > 0 ? here.at(-1)[0] + 1 : this.around.before;
        return (by > 0 ? next : next - 1 + this.total) % this.total;
    }

    // Shows the part that this match lies in: the edges of the text, or the neighbour of what is shown.
    async bringPart(target) {
        const {reader} = this;
        if (this.marks.has(target)) return;
        if (target === 0) await reader.load(0);
        else if (target === this.total - 1) await reader.load(reader.parts.length - 1);
        while (!this.marks.has(target)) {
            const byte = target < this.around.before ? this.around.previous : this.around.next;
            if (byte === null) throw new Error(t("The match cannot be found: load the page again."));
            await reader.load(reader.partAt(byte));
        }
    }
}

// A strip that stands for the whole text, with a tick where matches are, and the part that is shown.
import {make} from "./dom.js";
import {number} from "./figures.js";
import {t} from "./messages.js";

// `counts`: matches in slices of equal length. `go(share)` is called for a click, with where it was.
export class Strip {
    constructor(counts, go) {
        this.window = make("span", {class: "shown"});
        this.element = make("div", {class: "strip", role: "img", "aria-label": this.spoken(counts), title: t("Where the matches are")}, this.window);
        const most = Math.max(...counts);
        counts.forEach((matches, at) => {
            if (matches === 0) return;
            const tick = make("span", {class: "tick"});
            tick.style.setProperty("inset-inline-start", `${at * 100 / counts.length}%`);
            tick.style.setProperty("inline-size", `max(2px, ${100 / counts.length}%)`);
            tick.style.setProperty("block-size", `${35 + 65 * Math.sqrt(matches / most)}%`);
            this.element.append(tick);
        });
        this.element.addEventListener("click", (event) => {
            const box = this.element.getBoundingClientRect();
            go(Math.min(Math.max((event.clientX - box.left) / box.width, 0), 0.9999));
        });
    }

    // By tenths, as nobody wants to hear of two hundred slices.
    spoken(counts) {
        const tenth = counts.length / 10;
        const tenths = Array.from({length: 10}, (nothing, at) => counts.slice(at * tenth, (at + 1) * tenth).reduce((a, b) => a + b, 0));
        return t("Matches in each tenth of the text: {list}", {list: tenths.map(number).join(", ")});
    }

    // The part of the text that is shown, as shares of its length.
    show(begin, end) {
        this.window.hidden = end - begin >= 1;
        this.window.style.setProperty("inset-inline-start", `${begin * 100}%`);
        this.window.style.setProperty("inline-size", `${Math.max((end - begin) * 100, 0.5)}%`);
    }
}

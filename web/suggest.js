// What could be meant by what was typed so far: a listbox under the search box, after the combobox
// pattern of the WAI-ARIA practices. The focus stays in the box; what is chosen fills or leaves it.
import {fetchSuggestions} from "./api.js";
import {make} from "./dom.js";
import {number} from "./figures.js";
import {textAttributes} from "./language.js";
import {plural, t} from "./messages.js";

const WAIT_FOR_TYPING_MS = 120;
const NAMES = {identifier: "Identifier", title: "Title", phrase: "Phrase", word: "Word"};

// `box`: the search box. `take({query, id})`: asks for it, or opens the document.
export class Suggestions {
    constructor(box, take) {
        Object.assign(this, {box, take, shown: [], at: -1, timer: null, pending: null});
        this.list = make("ul", {id: "suggestions", class: "suggestions", role: "listbox", "aria-label": t("Suggestions"), hidden: true});
        this.said = make("span", {class: "unseen", role: "status"});
        box.after(this.list, this.said);
        for (const [name, value] of Object.entries({role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions"})) {
            box.setAttribute(name, value);
        }
        box.addEventListener("input", (event) => this.typed(event));
        box.addEventListener("keydown", (event) => this.press(event));
        box.addEventListener("blur", () => this.close());
        this.list.addEventListener("pointerdown", (event) => event.preventDefault());  // the focus stays in the box
        this.list.addEventListener("click", (event) => {
            const option = event.target.closest("[role=option]");
            if (option) this.choose([...this.list.children].indexOf(option));
        });
    }

    typed(event) {
        clearTimeout(this.timer);
        this.pending?.abort();
        if (event.isComposing) return;
        if (this.box.value.trim().length < 2) this.close();
        else this.timer = setTimeout(() => this.ask(), WAIT_FOR_TYPING_MS);
    }

    async ask() {
        this.pending = new AbortController();
        const {signal} = this.pending;
        let answer;
        try {
            answer = await fetchSuggestions(new URLSearchParams({q: this.box.value}), signal);
        } catch {
            return;  // without suggestions one can search all the same
        }
        if (!signal.aborted && document.activeElement === this.box) this.open(answer.suggestions);
    }

    open(suggestions) {
        this.shown = suggestions;
        this.list.replaceChildren(...suggestions.map(({kind, text, lang, documents}, at) => make(
            "li", {role: "option", id: `suggestion-${at}`, "aria-selected": "false"},
            make("span", {...textAttributes(lang), class: "said"}, text),
            make("span", {class: "count"}, documents === null ? t(NAMES[kind]) : number(documents)))));
        this.list.hidden = suggestions.length === 0;
        this.box.setAttribute("aria-expanded", String(!this.list.hidden));
        this.said.textContent = plural(suggestions.length, number(suggestions.length), "{n} suggestion", "{n} suggestions");
        this.move(-1);
    }

    close() {
        clearTimeout(this.timer);
        this.pending?.abort();
        this.shown = [];
        this.list.hidden = true;
        this.said.textContent = "";
        this.box.setAttribute("aria-expanded", "false");
        this.move(-1);
    }

    move(to) {
        this.at = to;
        [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === to)));
        if (to < 0) this.box.removeAttribute("aria-activedescendant");
        else {
            this.box.setAttribute("aria-activedescendant", `suggestion-${to}`);
            this.list.children[to].scrollIntoView({block: "nearest"});
        }
    }

    choose(at) {
        const chosen = this.shown[at];
        this.close();
        if (chosen) this.take(chosen);
    }

    press(event) {
        if (event.isComposing || event.ctrlKey || event.metaKey) return;
        const last = this.shown.length - 1;
        if (event.key === "ArrowDown" && last < 0 && this.box.value.trim().length >= 2) this.ask();
        else if (event.key === "ArrowDown" && last >= 0) this.move(this.at === last ? -1 : this.at + 1);
        else if (event.key === "ArrowUp" && last >= 0) this.move(this.at === -1 ? last : this.at - 1);
        else if (event.key === "Enter" && this.at >= 0) this.choose(this.at);
        else if (event.key === "Escape" && last >= 0) this.close();
        else {
            if (event.key === "Enter") this.close();
            return;
        }
        event.preventDefault();
    }
}

// What went wrong -> DOM.
import {make} from "./dom.js";
import {t} from "./messages.js";
import {address} from "./state.js";

// The query with one part of it marked; `place` in UTF-16 units, as strings here have them.
export function queryWithPlace(query, place) {
    const begin = Math.min(place.utf16_begin, query.length);
    const end = Math.min(Math.max(place.utf16_end, begin), query.length);
    const part = query.slice(begin, end);
    return make("code", {class: "query", dir: "auto"}, query.slice(0, begin),
                make("mark", {class: part === "" ? "fault here" : "fault"}, part), query.slice(end));
}

// "the bracket is not closed" -> "The bracket is not closed."
export function sentence(text) {
    const begun = /^[a-z]{2}|^a /.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
    return /[.!?]$/.test(begun) ? begun : begun + ".";
}

// `actions`: try_again(), and select(begin, end), which selects a part of the search box.
export function problemView(error, state, actions) {
    const problem = error.problem;
    const place = problem?.place;
    const title = place ? t("This query cannot be read") : problem?.title ?? "No answer";
    const section = make("section", {class: "problem", role: "alert"}, make("h1", {}, title),
                         make("p", {}, sentence(problem?.detail ?? error.message)));
    if (problem === null) {
        section.append(make("p", {class: "hint"}, "Is it running, and is this machine connected to it?"));
    }
    if (problem?.parameter) {
        section.append(make("p", {class: "hint"}, "It is about ", make("code", {}, problem.parameter), "."));
    }
    if (place && state.q !== null) {
        section.append(make("p", {class: "typed"}, queryWithPlace(state.q, place)));
        const button = make("button", {type: "button", class: "quiet"}, t("Mend it in the search box"));
        button.addEventListener("click", () => actions.select(place.utf16_begin, place.utf16_end));
        if (problem.suggestion) section.append(make("p", {class: "suggestion", dir: "auto"}, sentence(problem.suggestion)));
        section.append(make("p", {}, button));
    }
    if (problem === null || problem.status >= 500) {
        const wait = error.retry_after_s === null ? "" : ` (the server asks for ${error.retry_after_s} s)`;
        const button = make("button", {type: "button"}, t("Try again") + wait);
        button.addEventListener("click", () => actions.try_again());
        section.append(make("p", {}, button));
    }
    if (state.doc !== null) {
        section.append(make("p", {}, make("a", {href: address(state, {doc: null})}, t("Back to the results"))));
    }
    return section;
}

// What went wrong -> DOM.
import {make} from "./dom.js";
import {address} from "./state.js";

// The query with one part of it marked; `place` in UTF-16 units, as strings here have them.
export function queryWithPlace(query, place) {
    const begin = Math.min(place.utf16_begin, query.length);
    const end = Math.min(Math.max(place.utf16_end, begin), query.length);
    const part = query.slice(begin, end);
    return make("code", {class: "query", dir: "auto"}, query.slice(0, begin),
                make("mark", {class: part === "" ? "fault here" : "fault"}, part), query.slice(end));
}

function suggestion(state, text) {
    return make("p", {}, "Try instead: ",
                make("a", {href: address(state, {q: text, page: 1, doc: null}), class: "suggestion"},
                     make("code", {class: "query", dir: "auto"}, text)));
}

// `actions`: try_again(), and select(begin, end), which selects a part of the search box.
export function problemView(error, state, actions) {
    const problem = error.problem;
    const place = problem?.place;
    const title = place ? "This query cannot be read" : problem?.title ?? "No answer";
    const section = make("section", {class: "problem", role: "alert"}, make("h1", {}, title),
                         make("p", {}, problem?.detail ?? error.message));
    if (problem === null) {
        section.append(make("p", {class: "hint"}, "Is it running, and is this machine connected to it?"));
    }
    if (problem?.parameter) {
        section.append(make("p", {class: "hint"}, "It is about ", make("code", {}, problem.parameter), "."));
    }
    if (place && state.q !== null) {
        section.append(make("p", {class: "typed"}, queryWithPlace(state.q, place)));
        const button = make("button", {type: "button", class: "quiet"}, "Mend it in the search box");
        button.addEventListener("click", () => actions.select(place.utf16_begin, place.utf16_end));
        if (problem.suggestion) section.append(suggestion(state, problem.suggestion));
        section.append(make("p", {}, button));
    }
    if (problem === null || problem.status >= 500) {
        const wait = error.retry_after_s === null ? "" : ` (the server asks for ${error.retry_after_s} s)`;
        const button = make("button", {type: "button"}, "Try again" + wait);
        button.addEventListener("click", () => actions.try_again());
        section.append(make("p", {}, button));
    }
    if (state.doc !== null) {
        section.append(make("p", {}, make("a", {href: address(state, {doc: null})}, "Back to the results")));
    }
    return section;
}

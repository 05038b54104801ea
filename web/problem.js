// What went wrong -> DOM.
import {make} from "./dom.js";
import {t, tag, told, withElements} from "./messages.js";
import {address} from "./state.js";

// The query with one part of it marked; `place` in UTF-16 units, as strings here have them. `how`: as a
// "fault", or as the "spot" that is spoken of.
export function queryWithPlace(query, place, how) {
    const begin = Math.min(place.utf16_begin, query.length);
    const end = Math.min(Math.max(place.utf16_end, begin), query.length);
    const part = query.slice(begin, end);
    return make("code", {class: "query", dir: "auto"}, query.slice(0, begin),
                make("mark", {class: part === "" ? `${how} here` : how}, part), query.slice(end));
}

// "the bracket is not closed" -> "The bracket is not closed."
export function sentence(text) {
    const begun = /^[a-z]{2}|^a /.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
    return /[.!?]$/.test(begun) ? begun : begun + ".";
}

function titleOf(problem) {
    if (problem?.place) return t("This query cannot be read");
    if (problem?.status === 404) return t("Not found");
    return t(problem === null || problem.status === 429 || problem.status >= 500 ? "No answer just now" : "This cannot be asked");
}

// What the server itself says, which is English.
function inEnglish(text) {
    const said = make("p", {class: "suggestion", dir: "auto", ...(tag === "en" ? {} : {lang: "en"})}, text);
    return tag === "en" ? said : make("details", {class: "more-facts"}, make("summary", {}, t("Details, in English")), said);
}

// `actions`: try_again(), and select(begin, end), which selects a part of the search box.
export function problemView(error, state, actions) {
    const problem = error.problem;
    const place = problem?.place;
    const said = told(problem?.code, sentence(problem?.detail ?? error.message));
    const section = make("section", {class: "problem", role: "alert"}, make("h1", {}, titleOf(problem)),
                         make("p", problem === null ? {} : said.attributes, said.text));
    if (problem === null) {
        section.append(make("p", {class: "hint"}, t("Is it running, and is this machine connected to it?")));
    }
    if (problem?.parameter) {
        section.append(make("p", {class: "hint"}, withElements("It is about {name}.", {name: make("code", {}, problem.parameter)})));
    }
    if (place && state.q !== null) {
        section.append(make("p", {class: "typed"}, queryWithPlace(state.q, place, "fault")));
        const button = make("button", {type: "button", class: "quiet"}, t("Mend it in the search box"));
        button.addEventListener("click", () => actions.select(place.utf16_begin, place.utf16_end));
        const detail = said.translated ? [sentence(problem.detail)] : [];
        if (problem.suggestion) detail.push(sentence(problem.suggestion));
        if (detail.length > 0) section.append(inEnglish(detail.join(" ")));
        section.append(make("p", {}, button));
    } else if (said.translated) {
        section.append(inEnglish(sentence(problem.detail)));
    }
    if (problem === null || problem.status >= 500) {
        const wait = error.retry_after_s;
        const button = make("button", {type: "button"}, wait === null ? t("Try again") : t("Try again (the server asks for {n} s)", {n: wait}));
        button.addEventListener("click", () => actions.try_again());
        section.append(make("p", {}, button));
    }
    if (state.doc !== null) {
        section.append(make("p", {}, make("a", {href: address(state, {doc: null})}, t("Back to the results"))));
    }
    return section;
}

// Values to narrow a search by, with their counts in the whole index.
import {byId, make} from "./dom.js";
import {dateText, number} from "./figures.js";
import {kindName} from "./kinds.js";
import {languageName, nameAttributes} from "./language.js";
import {address, FILTERS, hasFilters, NO_FILTERS} from "./state.js";

const SHOWN_AT_FIRST = 8;
const SHOWN_AT_MOST = 500;

const GROUPS = {
    lang: {title: "Language", list: "languages"},
    kind: {title: "Kind", list: "kinds"},
    source: {title: "Source", list: "sources"},
    collection: {title: "Collection", list: "collections"},
};

function nameOf(filter, value) {
    if (filter === "lang") return make("span", nameAttributes(value), languageName(value));
    return make("bdi", {}, filter === "kind" ? kindName(value) : value);
}

function choice(filter, {value, documents}, chosen, at) {
    const id = `${filter}-${at}`;
    const box = make("input", {type: "checkbox", id, name: filter, value, form: "search-form"});
    box.checked = chosen.includes(value);
    return make("li", {}, box, make("label", {for: id}, nameOf(filter, value), " ",
                                    make("span", {class: "count"}, number(documents))));
}

// Values in the address that the index does not hold are shown too: they do filter.
function valuesOf(filter, status, chosen) {
    const known = status[GROUPS[filter].list].filter((each) => each.value !== null);
    const absent = chosen.filter((value) => !known.some((each) => each.value === value));
    return [...known, ...absent.map((value) => ({value, documents: 0}))];
}

function group(filter, status, state) {
    const chosen = state[filter];
    const values = valuesOf(filter, status, chosen);
    if (values.length === 0) return null;
    const listed = values.filter((each, at) => at < SHOWN_AT_MOST || chosen.includes(each.value));
    const items = listed.map((each, at) => choice(filter, each, chosen, at));
    const rest = items.filter((item, at) => at >= SHOWN_AT_FIRST && !chosen.includes(listed[at].value));
    const set = make("fieldset", {}, make("legend", {}, GROUPS[filter].title), make("ul", {}, items));
    if (rest.length > 1) {
        for (const item of rest) item.hidden = true;
        const button = make("button", {type: "button", class: "more quiet"}, `${number(rest.length)} more`);
        button.addEventListener("click", () => {
            for (const item of rest) item.hidden = false;
            rest[0].querySelector("input").focus();
            button.remove();
        });
        set.append(button);
    }
    if (listed.length < values.length) {
        set.append(make("p", {class: "hint"}, `The ${number(SHOWN_AT_MOST)} most frequent of ${number(values.length)}; for another, type `,
                        make("code", {}, `${filter}:name`), "."));
    }
    const unknown = status[GROUPS[filter].list].find((each) => each.value === null);
    if (unknown) set.append(make("p", {class: "hint"}, `Not known: ${number(unknown.documents)}`));
    return set;
}

// Makes the lists new. Needed when the index has changed; else showChosen() is enough, and keeps the
// focus where it is.
export function showFilters(status, state) {
    byId("filter-groups").replaceChildren(...FILTERS.map((filter) => group(filter, status, state)).filter(Boolean));
}

// Whether every value in the address has a box.
export function canShow(state) {
    return FILTERS.every((filter) => state[filter].every((value) => boxesOf(filter).some((box) => box.value === value)));
}

function boxesOf(filter) {
    return [...byId("filter-groups").querySelectorAll("input")].filter((box) => box.name === filter);
}

export function showChosen(state) {
    for (const filter of FILTERS) {
        for (const box of boxesOf(filter)) {
            box.checked = state[filter].includes(box.value);
            if (box.checked) box.closest("li").hidden = false;
        }
    }
    byId("from").value = state.from;
    byId("to").value = state.to;
}

// The filters in force, each a link that takes it away.
export function chosenView(state) {
    if (!hasFilters(state)) return null;
    const chips = [];
    const chip = (name, changes) => chips.push(make("li", {}, make(
        "a", {href: address(state, {...changes, page: 1})}, make("span", {class: "unseen"}, "Without the filter "),
        name, make("span", {class: "cross", "aria-hidden": "true"}, "×"))));
    for (const filter of FILTERS) {
        for (const value of state[filter]) {
            chip(nameOf(filter, value), {[filter]: state[filter].filter((each) => each !== value)});
        }
    }
    if (state.from !== "") chip(`from ${readable(state.from)}`, {from: ""});
    if (state.to !== "") chip(`to ${readable(state.to)}`, {to: ""});
    if (chips.length > 1) {
        chips.push(make("li", {}, make("a", {href: address(state, {...NO_FILTERS, page: 1}), class: "all"}, "Clear all")));
    }
    return make("ul", {class: "chips", "aria-label": "Filters in force"}, chips);
}

function readable(date) {
    return /^\d{4}(-\d{2}){0,2}$/.test(date) ? dateText(date) : date;
}

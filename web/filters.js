// Values to narrow a search by, with what each would find.
import {byId, make} from "./dom.js";
import {dateText, number} from "./figures.js";
import {kindName} from "./kinds.js";
import {languageName, nameAttributes} from "./language.js";
import {address, EXCLUDED, FILTERS, hasFilters, NO_FILTERS} from "./state.js";

const ALL_VALUES = 1000;  // as many as the API lists
const WAIT_FOR_TYPING_MS = 200;
const TITLES = {
    lang: "Language", kind: "Kind", source: "Source", jurisdiction: "Jurisdiction", publisher: "Publisher",
    collection: "Collection", year: "Year",
};
const NAMED_BY_SOURCES = ["source", "jurisdiction", "publisher", "collection"];

function nameOf(field, value) {
    if (field === "lang") return make("span", nameAttributes(value), languageName(value));
    return make("bdi", {}, field === "kind" ? kindName(value) : value);
}

function plainName(field, value) {
    return field === "lang" ? languageName(value) : field === "kind" ? kindName(value) : value;
}

const without = (list, value) => list.filter((each) => each !== value);

// The link that excludes a value, or takes it in again.
function excluder(field, value, excluded, state) {
    const name = "-" + field;
    const changes = excluded ? {[name]: without(state[name], value)}
        : {[name]: [...state[name], value], ...(FILTERS.includes(field) ? {[field]: without(state[field], value)} : {})};
    const text = excluded ? "Take in again: " : "Leave out: ";
    return make("a", {href: address(state, {...changes, page: 1}), class: "excluder", "aria-label": text + plainName(field, value),
                      title: text + plainName(field, value)}, excluded ? "+" : "−");
}

function year({value, documents, chosen}, state) {
    const changes = chosen ? {from: "", to: ""} : {from: value, to: value};
    return make("li", {}, make("a", {href: address(state, {...changes, page: 1}), "aria-current": chosen ? "true" : null}, value), " ",
                make("span", {class: "count"}, number(documents)));
}

function choice(field, found, state) {
    const {value, documents, chosen, excluded} = found;
    const id = `${field}=${value}`;
    const count = make("span", {class: "count"}, number(documents));
    if (!FILTERS.includes(field)) return make("li", {class: excluded ? "excluded" : null}, make("span", {}, nameOf(field, value), " ", count), excluder(field, value, excluded, state));
    const box = make("input", {type: "checkbox", id, name: field, value, form: "search-form"});
    box.checked = chosen;
    return make("li", {class: excluded ? "excluded" : null}, box, make("label", {for: id}, nameOf(field, value), " ", count),
                excluder(field, value, excluded, state));
}

function note(text) {
    return make("p", {class: "hint"}, text);
}

// `ask`: parameters beside the search -> its facets.
function group(facet, state, ask) {
    const {field} = facet;
    if (facet.values.length === 0) return null;
    const items = (values) => values.map((found) => (field === "year" ? year(found, state) : choice(field, found, state)));
    const list = make("ul", {class: field === "year" ? "years" : null}, items(facet.values));
    const set = make("fieldset", {"data-field": field}, make("legend", {}, TITLES[field]), list);
    const fill = async (parameters) => {
        const [found] = await ask({facet: field, values: ALL_VALUES, ...parameters});
        list.replaceChildren(...items(found.values));
        return found;
    };
    if (facet.more > 0) {
        const button = make("button", {type: "button", class: "more quiet"}, `${number(facet.more)} more`);
        button.addEventListener("click", async () => {
            const found = await fill({});
            list.querySelectorAll("input, a:not(.excluder)")[facet.values.length]?.focus();
            if (found.more > 0) button.replaceWith(note(`${number(found.more)} more: search for them`));
            else button.remove();
        });
        if (NAMED_BY_SOURCES.includes(field)) set.append(searchWithin(field, fill));
        set.append(button);
    }
    if (facet.wider > 0) set.append(note(`More than one year: ${number(facet.wider)}`));
    if (facet.unknown > 0) set.append(note(`Not known: ${number(facet.unknown)}`));
    return set;
}

function searchWithin(field, fill) {
    const box = make("input", {type: "search", class: "within", "aria-label": `${TITLES[field]}: search in the list`, placeholder: "Search in the list",
                               maxlength: 100, autocomplete: "off"});
    let timer = null;
    box.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(() => fill(box.value === "" ? {} : {containing: box.value}), WAIT_FOR_TYPING_MS);
    });
    return box;
}

// Makes the lists new, and keeps the focus where it is.
export function showFacets(answer, state, ask) {
    const focused = document.activeElement?.id;
    const about = answer.partial ? [note("These numbers are the least: the count was stopped.")] : [];
    byId("filter-groups").replaceChildren(...about, ...answer.facets.map((facet) => group(facet, state, ask)).filter(Boolean));
    if (focused?.includes("=")) byId(focused)?.focus({preventScroll: true});
}

export function showNoFacets(error) {
    byId("filter-groups").prepend(note(`The numbers are not known: ${error.message}`));
}

// What is chosen, until the numbers come.
export function showChosen(state) {
    for (const box of byId("filter-groups").querySelectorAll("input[type=checkbox]")) box.checked = state[box.name].includes(box.value);
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
    for (const filter of [...FILTERS, ...EXCLUDED]) {
        const not = filter.startsWith("-");
        for (const value of state[filter]) {
            chip([not ? "not " : "", nameOf(not ? filter.slice(1) : filter, value)], {[filter]: without(state[filter], value)});
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

// What the page shows, and its address: one and the same. Nothing else is remembered.

export const FILTERS = ["lang", "kind", "source", "jurisdiction", "publisher", "collection"];
export const EXCLUDED = ["-lang", "-kind", "-source", "-jurisdiction", "-publisher", "-collection"];
const VALUES = [...FILTERS, ...EXCLUDED];
export const HITS_ON_A_PAGE = 20;
const LAST_PAGE = 50000;  // the API counts hits before a page up to a million

// `search`: the part of an address from "?" on. q is null where the address names none.
export function readState(search) {
    const given = new URLSearchParams(search);
    const page = given.get("page") ?? "";
    const state = {
        q: given.get("q"),
        from: given.get("from") ?? "",
        to: given.get("to") ?? "",
        sort: given.get("sort") || "relevance",
        reading: given.get("reading") || "auto",
        page: /^[1-9][0-9]{0,4}$/.test(page) ? Math.min(Number(page), LAST_PAGE) : 1,
        doc: given.get("doc") || null,
        beside: given.get("beside") || null,  // another one that it is compared with
        exact: given.get("exact") === "1",
        time: ["count", "share"].includes(given.get("time")) ? given.get("time") : null,  // whether and how the timeline is shown
        versus: given.get("versus") ?? "",
        help: given.get("help") === "1",
        density: given.get("density") === "compact" ? "compact" : "",  // of the list of hits
        ui: given.get("ui") ?? "",  // the language of the page
    };
    for (const name of VALUES) state[name] = [...new Set(given.getAll(name).filter((value) => value !== ""))];
    return state;
}

function filterParameters(state) {
    const parameters = new URLSearchParams();
    if (state.q !== null) parameters.set("q", state.q);
    for (const name of VALUES) {
        for (const value of state[name]) parameters.append(name, value);
    }
    if (state.from !== "") parameters.set("from", state.from);
    if (state.to !== "") parameters.set("to", state.to);
    if (state.sort !== "relevance") parameters.set("sort", state.sort);
    if (state.reading !== "auto") parameters.set("reading", state.reading);
    if (state.exact) parameters.set("exact", "1");
    return parameters;
}

// Of the page: "?q=water&page=2", with `changes` made to the state.
export function address(state, changes = {}) {
    const next = {...state, ...changes};
    const parameters = filterParameters(next);
    if (next.time !== null) parameters.set("time", next.time);
    if (next.versus !== "") parameters.set("versus", next.versus);
    if (next.page > 1) parameters.set("page", next.page);
    if (next.doc !== null) parameters.set("doc", next.doc);
    if (next.doc !== null && next.beside !== null) parameters.set("beside", next.beside);
    if (next.density !== "") parameters.set("density", next.density);
    if (next.ui !== "") parameters.set("ui", next.ui);
    const text = parameters.toString();
    return text === "" ? "./" : "?" + text;
}

// Of documents like the one that is shown: the server leads on to a search for them.
export function similarAddress(state) {
    const parameters = new URLSearchParams({id: state.doc});
    if (state.ui !== "") parameters.set("ui", state.ui);
    return "similar?" + parameters.toString();
}

// Of a place in a document.
export function segmentAddress(state, id) {
    return address(state) + "#" + encodeURIComponent(segmentAnchor(id));
}

export function segmentAnchor(id) {
    return "seg-" + id;
}

// What the API is asked for these hits.
export function searchParameters(state) {
    const parameters = filterParameters(state);
    parameters.set("limit", HITS_ON_A_PAGE);
    if (state.page > 1) parameters.set("offset", (state.page - 1) * HITS_ON_A_PAGE);
    return parameters;
}

// What the API is asked for the numbers of these hits.
export function countParameters(state, extra = {}) {
    const parameters = filterParameters({...state, sort: "relevance"});
    for (const [name, value] of Object.entries(extra)) parameters.append(name, value);
    return parameters;
}

// What the API is asked for the matches in a document: the words of a query stand for their forms in
// the languages that were searched.
// `extra`: which piece of it.
export function documentParameters(state, extra = {}) {
    const parameters = new URLSearchParams(extra);
    if (state.q) parameters.set("q", state.q);
    if (state.reading !== "auto") parameters.set("reading", state.reading);
    for (const tag of state.lang) parameters.append("lang", tag);
    return parameters;
}

export function hasFilters(state) {
    return VALUES.some((name) => state[name].length > 0) || state.from !== "" || state.to !== "";
}

export const NO_FILTERS = {...Object.fromEntries(VALUES.map((name) => [name, []])), from: "", to: ""};

// Nothing is asked for yet.
export function isHome(state) {
    return state.doc === null && state.q === null && !hasFilters(state) && state.sort === "relevance";
}

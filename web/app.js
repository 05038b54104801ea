// THE FLOW OF THE PAGE: address -> state -> question -> view. A link or the form changes the address,
// and it begins anew; so back, forward, reload and a shared link all show the same.
import {ApiError, fetchFacets, fetchSearch, fetchStatus, fetchTimeline, load, loadStyle} from "./api.js";
import {byId, make} from "./dom.js";
import {chosenView, showChosen, showFacets, showNoFacets} from "./filters.js";
import {inChosenLanguage, keep, learnCodes, t} from "./messages.js";
import {address, countParameters, EXCLUDED, FILTERS, isHome, readState, searchParameters} from "./state.js";

const SHOW_PROGRESS_AFTER_MS = 150;
const KEEP_SCROLL_AFTER_MS = 150;

const form = byId("search-form");
const box = byId("q");
let status = null;         // of the index, as last asked
let counted = null;        // what the numbers on screen are of
let pending = null;        // aborts the question under way
let reader = null;         // of the document on screen
let shown_search = null;   // the address that is on screen, without its anchor
// An error that the server made says nothing of the index, of which the page names the languages.
const begun_with_error = byId("content").querySelector(".problem") !== null;

// Content, summary and title of the page for this state. `known`: the status that is being asked for.
async function viewOf(state, signal, known) {
    if (state.doc !== null) {
        const [{openDocument, openBeside}] = await Promise.all([load(state.beside === null ? "./document.js" : "./beside.js"), loadStyle("document.css")]);
        const view = await (state.beside === null ? openDocument(state, busy, signal) : openBeside(state, signal));
        return {content: [view.element], reader: view.reader, summary: "", title: view.title};
    }
    if (isHome(state)) {
        const [{allExamples}, {homeView}] = await Promise.all([load("./help.js"), load("./home.js")]);
        const [found, examples] = await Promise.all([fetchStatus(signal), allExamples()]);
        status = found;
        return {content: [homeView(status, state, examples.filter((each) => state.help || !each.more))], summary: "", title: ""};
    }
    const [answer, {resultsView, summaryText}] = await Promise.all([fetchSearch(searchParameters(state), signal), load("./results.js"), known]);
    if (answer.query.notices.length > 0) await learnCodes();
    if (status !== null && status.revision !== answer.revision) await refreshStatus(signal);
    if (status?.documents === 0) return {content: [(await load("./home.js")).emptyIndexView()], summary: "", title: ""};
    return {content: [chosenView(state), resultsView(answer, state)].filter(Boolean),
            summary: summaryText(answer, state), ordered: answer.total.value > 1, title: state.q ?? ""};
}

async function problemAsView(error, state) {
    let content;
    try {
        const [{problemView}] = await Promise.all([load("./problem.js"), learnCodes()]);
        content = problemView(error, state, {try_again: () => show(null), select: selectInBox});
    } catch {
        // The server is gone, and what shows its errors was not loaded before.
        const again = make("button", {type: "button"}, t("Try again"));
        again.addEventListener("click", () => {
            // Once it is there again, what was not loaded comes with the page, whose address says all.
            fetchStatus().then(() => location.reload(), () => {});
        });
        content = make("section", {class: "problem", role: "alert"}, make("h1", {}, t("No answer just now")), make("p", {}, error.message), make("p", {}, again));
    }
    return {content: [content], summary: "", title: t("Problem")};
}

// For the filters and the foot of the page, without which it does all else.
async function refreshStatus(signal) {
    try {
        status = await fetchStatus(signal);
    } catch (error) {
        if (signal.aborted) throw error;
        byId("index-state").textContent = t("The state of the index is not known: {why}", {why: error.message});
    }
}

function showForm(state) {
    for (const link of document.querySelectorAll("[data-ui]")) link.setAttribute("href", address(state, {ui: link.dataset.ui}));
    if (box.value !== (state.q ?? "")) box.value = state.q ?? "";
    byId("sort").value = state.sort;
    byId("reading").value = state.reading;
    showChosen(state);
}

// The hits do not wait for their numbers.
async function count(state, signal) {
    const same = `${countParameters(state)} ${status?.revision}`;
    if (state.doc !== null || same === counted) return;
    const ask = async (extra) => (await fetchFacets(countParameters(state, extra))).facets;
    byId("filters").setAttribute("aria-busy", "true");
    try {
        const answer = await fetchFacets(countParameters(state), signal);
        showFacets(answer, state, ask);
        counted = `${countParameters(state)} ${answer.revision}`;
    } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        if (error.problem?.place === undefined) showNoFacets(error);
    }
    byId("filters").removeAttribute("aria-busy");
}

// Above the hits, which do not wait for it; its place is kept free.
async function showTimeline(state, signal) {
    const place = byId("timeline");
    if (place === null) return;
    try {
        const {timelineView} = await load("./timeline.js");
        place.replaceChildren(await timelineView(state, (parameters) => fetchTimeline(parameters, signal), goTo));
    } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        place.replaceChildren(make("p", {class: "hint"}, error.message));
    }
    for (const attribute of ["aria-busy", "class", "tabindex", "role", "aria-label"]) place.removeAttribute(attribute);
}

function showView(view, state) {
    reader = view.reader ?? null;
    byId("content").replaceChildren(...view.content);
    byId("summary").textContent = view.summary;
    const in_document = state.doc !== null;
    byId("bar").hidden = in_document;
    byId("order").hidden = !view.ordered;
    byId("filters").hidden = in_document || status === null || status.documents === 0;
    byId("page").classList.toggle("in-document", in_document);
    byId("page").classList.toggle("compact", state.density === "compact");
    document.title = view.title === "" ? "Gazette" : `${view.title} – Gazette`;
}

// Brings the place that the address names into view, and asks for the part of the text that it is in.
async function goToPlace() {
    const shown = reader;
    try {
        if (shown !== null && await shown.goTo((await load("./document.js")).anchorInAddress(), null)) return true;
    } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        showView(await problemAsView(error, readState(location.search)), readState(location.search));
    }
    return false;
}

// What moves the eyes and the focus: a new page begins at its top, a place in a document is gone to,
// and whoever goes back finds what was on screen.
async function settle(scroll, first) {
    const found = await goToPlace();
    if (scroll !== null) window.scrollTo(0, scroll);
    else if (!found) window.scrollTo(0, 0);
    if (!first && document.activeElement === document.body) {
        (byId("content").querySelector("h1[tabindex]") ?? byId("main")).focus({preventScroll: true});
    }
}

let questions = 0;  // under way

function busy() {
    ++questions;
    byId("main").setAttribute("aria-busy", "true");
    const timer = setTimeout(() => { byId("progress").hidden = false; }, SHOW_PROGRESS_AFTER_MS);
    return () => {
        clearTimeout(timer);
        if (--questions > 0) return;
        byId("progress").hidden = true;
        byId("main").removeAttribute("aria-busy");
    };
}

// The hits that the server put into the page: they are those of its address, and are not asked for
// twice.
function adoptHits(state, signal) {
    const timeline = byId("timeline");  // as a table alone, until the picture comes
    timeline?.setAttribute("aria-busy", "true");
    count(state, signal);
    showTimeline(state, signal);
}

// `scroll`: where to, or null for the place that the address names.
async function show(scroll) {
    pending?.abort();
    pending = new AbortController();
    const {signal} = pending;
    const state = readState(location.search);
    const first = shown_search === null;
    if (begun_with_error && !first) {
        location.reload();
        return;
    }
    shown_search = location.search;
    showForm(state);
    const done = busy();
    try {
        if (first && byId("content").querySelector(".hits, .empty") !== null) {
            adoptHits(state, signal);
            document.documentElement.dataset.live = "";
            return await settle(scroll, first);
        }
        const known = status === null && !isHome(state) ? refreshStatus(signal) : null;
        const question = viewOf(state, signal, known).catch((error) => {
            if (signal.aborted || !(error instanceof ApiError)) throw error;
            return problemAsView(error, state);
        });
        const [view] = await Promise.all([question, known]);
        if (status !== null) byId("index-state").textContent = (await load("./home.js")).indexStateText(status);
        showView(view, state);
        count(state, signal);
        showTimeline(state, signal);
        document.documentElement.dataset.live = "";  // the script has taken over
        await settle(scroll, first);
    } catch (error) {
        if (!signal.aborted) throw error;
    } finally {
        done();
    }
}

// The same address again asks again, and makes no second entry in the history.
function goTo(search) {
    const same = new URL(search, location.href).href === location.href;
    if (same) history.replaceState(null, "");
    else history.pushState(null, "", search);
    show(null);
}

function selectInBox(begin, end) {
    box.focus();
    box.setSelectionRange(begin, end);
}

// What the form says, as a state: the first page of its hits.
function formState() {
    const given = new FormData(form);
    const state = {...readState(""), q: given.get("q"), from: given.get("from").trim(), to: given.get("to").trim(),
                   sort: given.get("sort"), reading: given.get("reading")};
    const shown = readState(location.search);
    Object.assign(state, {ui: shown.ui, density: shown.density, time: shown.time, versus: given.get("versus")?.trim() ?? shown.versus});
    for (const filter of FILTERS) state[filter] = given.getAll(filter);
    for (const filter of EXCLUDED) state[filter] = shown[filter];
    return state;
}

function isPlainClick(event) {
    return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey && !event.defaultPrevented;
}

function followLink(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || !isPlainClick(event) || link.target !== "") return;
    const url = new URL(link.href);
    const here = document.body.dataset.view === "search";
    if (link.id !== "help-link" && (!here || url.origin !== location.origin || url.pathname !== location.pathname)) return;
    if (url.search === location.search && url.hash !== "") return;  // a place on this page
    if (link.id === "help-link") {
        event.preventDefault();
        help();
        return;
    }
    if (link.dataset.ui) {
        keep(link.dataset.ui);
        return;  // the server says it all in the other language
    }
    event.preventDefault();
    link.blur();
    goTo(url.search + url.hash || "./");
}

async function help() {
    (await load("./help.js")).openHelp(readState(location.search).ui);
}

// From hit to hit; Enter opens the one that has the focus.
function stepHit(by) {
    const links = [...byId("content").querySelectorAll(".hit h2 a")];
    const at = links.indexOf(document.activeElement);
    links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}

const KEYS = {
    "j": () => stepHit(1),
    "k": () => stepHit(-1),
    "?": help,
    "/": () => {
        box.focus();
        box.select();
    },
    "n": () => reader?.matches?.step(1),
    "p": () => reader?.matches?.step(-1),
};

function pressKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("input:not([type=checkbox]), select, textarea")) return;
    const action = KEYS[event.key];
    if (!action || ("np".includes(event.key) && (reader?.matches ?? null) === null)) return;
    event.preventDefault();
    action();
}

function toggleFilters() {
    const open = byId("filters").classList.toggle("open");
    byId("filters-toggle").setAttribute("aria-expanded", String(open));
}

function keepScroll() {
    let timer = null;
    addEventListener("scroll", () => {
        clearTimeout(timer);
        timer = setTimeout(() => history.replaceState({scroll: scrollY}, ""), KEEP_SCROLL_AFTER_MS);
    }, {passive: true});
}

form.addEventListener("submit", (event) => {
    if (document.body.dataset.view !== "search") return;
    event.preventDefault();
    goTo(address(formState()));
});
addEventListener("change", (event) => {
    if (event.target.form === form && event.target !== box && form.reportValidity()) goTo(address(formState()));
});
addEventListener("click", followLink);
addEventListener("keydown", pressKey);
addEventListener("popstate", (event) => {
    if (document.body.dataset.view !== "search") return;
    const scroll = event.state?.scroll ?? null;
    if (location.search !== shown_search) show(scroll);
    else settle(scroll, true);
});
byId("filters-toggle").addEventListener("click", toggleFilters);

history.scrollRestoration = "manual";
keepScroll();
// The search box asks for what is chosen, from whatever page.
function take({query, id}) {
    const state = {...readState(""), ui: readState(location.search).ui};
    const wanted = address(id === null ? {...state, q: query} : {...state, doc: id});
    box.value = id === null ? query : "";
    if (document.body.dataset.view === "search") goTo(wanted);
    else location.assign("./" + wanted);
}
// What only who types needs. Without it one can search all the same.
async function suggest() {
    const {Suggestions} = await load("./suggest.js");
    const suggestions = new Suggestions(box, take);
    if (document.activeElement === box && box.value !== box.defaultValue) suggestions.typed({});
}
box.addEventListener("focus", () => suggest().catch(() => {}), {once: true});

const elsewhere = inChosenLanguage(location.href);
if (elsewhere !== null) {
    location.replace(elsewhere);
} else if (document.body.dataset.view === "search") {
    if (isHome(readState(location.search))) box.focus();
    show(history.state?.scroll ?? null);
}

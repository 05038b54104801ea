// Makes elements. Text goes in as text: nothing here, or anywhere in the page, reads markup.

// `attributes`: those that are null, undefined or false are left out; true is an empty one.
// `children`: elements and strings; null and undefined are left out.
export function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) continue;
        element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
}

export function byId(id) {
    return document.getElementById(id);
}

// Fragments of an answer: the text with its matches marked.
export function marked(fragments) {
    return fragments.map(({text, match}) => (match ? make("mark", {}, text) : text));
}

const FRAMES_TO_SETTLE = 12;
const READERS_OWN = ["wheel", "touchstart", "pointerdown", "keydown"];

// Brings an element into view, and keeps it there until what came near the screen with it has its true
// height, or the reader goes elsewhere.
export function bringIntoView(element, options) {
    let frames = FRAMES_TO_SETTLE;
    const leave = () => { frames = 0; };
    for (const type of READERS_OWN) addEventListener(type, leave, {once: true, passive: true});
    const again = () => {
        if (frames-- > 0 && element.isConnected) {
            element.scrollIntoView(options);
            requestAnimationFrame(again);
            return;
        }
        for (const type of READERS_OWN) removeEventListener(type, leave);
    };
    again();
}

// A page of an original that is a PDF, as its viewer takes it; other addresses as they are.
export function originalAddress(url, page) {
    return page && /^[^?#]+\.pdf(\?[^#]*)?$/i.test(url) ? `${url}#page=${page}` : url;
}

// Addresses in documents are data: only these are ever made into links.
export function isWebAddress(url) {
    return typeof url === "string" && /^https?:\/\//i.test(url) && URL.canParse?.(url) !== false;
}

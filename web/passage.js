// A passage that an address names: it is shown with a highlight of the browser's, which leaves the
// elements of the text, and the marks in it, as they are.
import {make} from "./dom.js";

const NAME = "passage";

// `range` is where it lies, or null for none. Gives an element at its beginning, to be brought into
// view, or null.
export function showPassage(range) {
    document.querySelector(".passage-begin")?.remove();
    globalThis.CSS?.highlights?.delete(NAME);
    if (range === null) return null;
    const begin = make("span", {class: "passage-begin"});
    if (!range.collapsed && globalThis.Highlight !== undefined) CSS.highlights.set(NAME, new Highlight(range));
    const place = range.cloneRange();
    place.collapse(true);
    place.insertNode(begin);
    return begin;
}

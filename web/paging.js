// Links to the other pages of a list of hits.
import {make} from "./dom.js";
import {number} from "./figures.js";
import {t} from "./messages.js";
import {address, HITS_ON_A_PAGE} from "./state.js";

const BESIDE = 2;  // pages shown on each side of this one

// The pages to show: the first, those around `page`, the last; 0 stands for a gap.
export function pageNumbers(page, last) {
    const shown = [];
    for (let number = 1; number <= last; ++number) {
        if (number === 1 || number === last || Math.abs(number - page) <= BESIDE) shown.push(number);
        else if (shown.at(-1) !== 0) {
            shown.push(0);
            // Straight to the end of the gap, which may be long.
            number = number < page ? page - BESIDE - 1 : last - 1;
        }
    }
    return shown;
}

export function pages(answer, state) {
    const last = Math.ceil(answer.total.value / HITS_ON_A_PAGE);
    const full = answer.hits.length === HITS_ON_A_PAGE;
    const more = state.page < last || (answer.total.relation === "gte" && full);
    if (state.page === 1 && !more) return null;

    const step = (page, text, rel) => make("a", {href: address(state, {page}), rel, class: "step"}, text);
    const numbers = pageNumbers(state.page, Math.max(last, state.page)).map((page) => {
        if (page === 0) return make("li", {class: "gap"}, make("span", {}, "…"));
        if (page === state.page) return make("li", {}, make("span", {"aria-current": "page"}, number(page)));
        return make("li", {}, make("a", {href: address(state, {page}), "aria-label": t("Page {n}", {n: number(page)})}, number(page)));
    });
    return make("nav", {class: "pages", "aria-label": t("Pages")},
                state.page > 1 ? step(state.page - 1, t("Previous"), "prev") : null,
                make("ol", {}, numbers),
                more ? step(state.page + 1, t("Next"), "next") : null);
}

// How to ask, and by which keys: a dialog, with examples that can be tried.
import {make} from "./dom.js";
import {t} from "./messages.js";
import {address, readState} from "./state.js";

const KEYS = [
    ["/", "to the search box"], ["j k", "to the next and the previous hit"], ["n p", "to the next and the previous match"],
    ["Enter", "opens the hit"], ["?", "this help"], ["Esc", "closes what is open"],
];
let examples = null;  // asked for once

export async function allExamples() {
    examples ??= fetch("examples.json").then((answer) => (answer.ok ? answer.json() : []), () => []);
    return examples;
}

// Links that ask for each example.
export function exampleList(list, state) {
    const link = (query) => make("a", {href: address(state, {q: query})}, make("code", {class: "query", dir: "auto"}, query));
    return make("dl", {class: "examples"}, list.map(({query, meaning}) => make(
        "div", {}, make("dt", {}, link(query)), make("dd", {}, t(meaning)))));
}

let dialog = null;

function close() {
    dialog?.close();
}

async function build(ui) {
    const list = exampleList(await allExamples(), {...readState(""), ui});
    const keys = make("dl", {class: "examples"}, KEYS.map(([key, meaning]) => make(
        "div", {}, make("dt", {}, key.split(" ").flatMap((each) => [make("kbd", {}, each), " "])), make("dd", {}, t(meaning)))));
    const button = make("button", {type: "button", class: "quiet"}, t("Close"));
    button.addEventListener("click", close);
    const made = make("dialog", {id: "help", "aria-labelledby": "help-title"},
                      make("div", {class: "dialog-bar"}, make("h1", {id: "help-title"}, t("How to ask")), button),
                      list, make("h2", {}, t("Keys")), keys);
    made.addEventListener("click", (event) => {
        if (event.target === made || event.target.closest("a")) close();  // beside it, or an example
    });
    document.body.append(made);
    return made;
}

export async function openHelp(ui) {
    dialog ??= await build(ui);
    if (!dialog.open) dialog.showModal();
}

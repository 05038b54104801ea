// What is shown before anything is asked for: what the archive holds, and how to ask.
import {make} from "./dom.js";
import {count, momentText} from "./figures.js";
import {exampleList} from "./help.js";
import {t, withElements} from "./messages.js";
import {address} from "./state.js";

function held(status, list, one) {
    const values = status[list].filter((each) => each.value !== null && each.value !== "und").length;
    return values > 0 ? count(values, one) : null;
}

export function emptyIndexView() {
    return make("section", {class: "empty"}, make("h1", {}, t("The archive is empty")),
                make("p", {}, withElements("Documents come in with {command}; this page shows them as soon as they are published.",
                                              {command: make("code", {class: "query"}, "gazette index --index FOLDER PATH")})));
}

// `examples`: those to show.
export function homeView(status, state, examples) {
    if (status !== null && status.documents === 0) return emptyIndexView();
    const section = make("section", {class: "home"});
    if (status !== null) {
        const parts = [held(status, "languages", "language"), held(status, "sources", "source"),
                       held(status, "collections", "collection")].filter(Boolean);
        section.append(make("h1", {}, count(status.documents, "document")),
                       make("p", {class: "lead"}, parts.length > 0 ? `${parts.join(" · ")} · ` : "",
                            make("a", {href: address(state, {q: "", sort: "newest"})}, t("Browse the newest"))));
    } else {
        section.append(make("h1", {}, t("Search the archive")));
    }
    section.append(make("h2", {}, t("How to ask")), exampleList(examples, state));
    return section;
}

export function indexStateText(status) {
    const published = status.published_at === null ? "" : ` · ${momentText(status.published_at)}`;
    const stale = status.stale ? ` · ${t("There is a newer state, which cannot be opened.")}` : "";
    return count(status.documents, "document") + published + stale;
}

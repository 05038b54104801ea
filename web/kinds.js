// Names of kinds: of documents, and of their segments. Others are shown as they are.

import {t} from "./messages.js";

const DOCUMENTS = {law: "Law", case: "Case", policy: "Policy", debate: "Debate", news: "News"};
const SEGMENTS = {
    section: "Section", article: "Article", page: "Page", paragraph: "Paragraph", heading: "Heading",
    quoted: "Quotation", annex: "Annex",
};

const STATES = {in_force: "In force", repealed: "Repealed", not_yet_in_force: "Not yet in force"};
const RELATIONS = {
    amends: "amends", amended_by: "amended by", repeals: "repeals", repealed_by: "repealed by", cites: "cites", consolidates: "consolidates",
    based_on: "based on", transposes: "transposes", translation_of: "translation of", part_of: "part of", related: "related",
};

// Of what a source says of a document; a word of its own is shown as it is.
export function stateName(state) {
    return Object.hasOwn(STATES, state) ? t(STATES[state]) : state;
}

export function relationName(type) {
    return Object.hasOwn(RELATIONS, type) ? t(RELATIONS[type]) : type;
}

export function kindName(kind) {
    return Object.hasOwn(DOCUMENTS, kind) ? t(DOCUMENTS[kind]) : kind;
}

// "Article 5, page 3": the label, and the page where it does not say it itself.
export function segmentName(segment) {
    const page = segment.page === null ? null : t("page {n}", {n: segment.page});
    if (segment.label === null) {
        if (segment.kind === "page" && page !== null) return t("Page {n}", {n: segment.page});
        return [segment.kind in SEGMENTS ? t(SEGMENTS[segment.kind]) : segment.kind, page].filter(Boolean).join(", ");
    }
    return segment.kind === "page" || page === null ? segment.label : `${segment.label}, ${page}`;
}

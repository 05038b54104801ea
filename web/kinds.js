// Names of kinds: of documents, and of their segments. Others are shown as they are.

import {t} from "./messages.js";

const DOCUMENTS = {law: "Law", case: "Case", policy: "Policy", debate: "Debate", news: "News"};
const SEGMENTS = {
    section: "Section", article: "Article", page: "Page", paragraph: "Paragraph", heading: "Heading",
    quoted: "Quotation", annex: "Annex",
};

export function kindName(kind) {
    return kind in DOCUMENTS ? t(DOCUMENTS[kind]) : kind;
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

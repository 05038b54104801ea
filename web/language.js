// What a page must know of a language: its name, and how its text is set.

import {t} from "./messages.js";

const RIGHT_TO_LEFT = new Set(["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"]);

function known(tag) {
    return tag !== null && tag !== "" && tag !== "und";
}

function isRightToLeft(tag) {
    try {
        return RIGHT_TO_LEFT.has(new Intl.Locale(tag).maximize().script);
    } catch {
        return false;  // no tag that this browser can read: the text itself decides
    }
}

// Of the languages of the index, as the server has them: browsers differ in what they call a language.
const names = JSON.parse(document.body.dataset.languages || "{}");

// In the language itself: "العربية", "繁體中文". The tag where nobody knows a name.
export function languageName(tag) {
    if (!known(tag)) return t("Language not known");
    if (Object.hasOwn(names, tag)) return names[tag];
    try {
        return new Intl.DisplayNames([tag], {type: "language"}).of(tag);
    } catch {
        return tag;
    }
}

// Attributes of an element that holds text in this language. A text of a language that runs from
// right to left does so even where it begins with a Latin name; any other decides for itself.
export function textAttributes(tag) {
    return {lang: known(tag) ? tag : "", dir: known(tag) && isRightToLeft(tag) ? "rtl" : "auto"};
}

// Attributes of the language's own name.
export function nameAttributes(tag) {
    return known(tag) ? {lang: tag, dir: "auto"} : {};
}

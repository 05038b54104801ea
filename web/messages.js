// What the page says, in the reader's language. The English text is the key: lang/TAG.json has the same
// text in another language, with {names} of what is put in; of numbers, a text for each plural category
// of that language (CLDR). lang/TAG.codes.json has what notices and errors of the server say, by their
// codes. What has no translation is English.

const KEPT_AS = "gazette-language";
const root = document.documentElement;

// The server speaks the language that the address asks for, else the browser's. What was chosen once
// goes before the browser's.
function kept() {
    try {
        return localStorage.getItem(KEPT_AS);
    } catch {
        return null;  // no storage here
    }
}

export function keep(tag) {
    try {
        localStorage.setItem(KEPT_AS, tag);
    } catch {
        // It lasts as long as the address says it.
    }
}

// Where the page is to be loaded from in the language that was chosen; null: from here.
export function inChosenLanguage(address) {
    const [url, chosen] = [new URL(address), kept()];
    const offered = [...document.querySelectorAll("[data-ui]")].some((link) => link.dataset.ui === chosen);
    if (!offered || url.searchParams.has("ui") || chosen === root.lang) return null;
    url.searchParams.set("ui", chosen);
    return url.href;
}

async function load(file) {
    if (root.lang === "en") return {};
    const answer = await fetch(`lang/${file}.json`);
    return answer.ok ? answer.json() : {};
}

export const tag = root.lang;
export const locale = tag === "en" ? "en-GB" : tag === "ar" ? "ar-u-nu-latn" : tag;
const messages = await load(tag);
const plurals = new Intl.PluralRules(locale);
let codes = {};

// Before told() is asked: they are as long as all the rest, and most searches need none.
export async function learnCodes() {
    if (Object.keys(codes).length === 0) codes = await load(`${tag}.codes`).catch(() => ({}));
}

function put(text, values) {
    return text.replace(/\{(\w+)\}/g, (name, key) => values[key] ?? name);
}

export function t(text, values = {}) {
    return put(messages[text] ?? text, values);
}

// The same with elements for the {names}: pieces for make().
export function withElements(text, values) {
    return (messages[text] ?? text).split(/\{(\w+)\}/).map((piece, at) => (at % 2 === 1 ? values[piece] : piece));
}

// What a notice or an error of this code says; `english`: the server's own words. {text, attributes} of
// the element that holds it: English on a page in another language is marked as English.
export function told(code, english) {
    const text = codes[code];
    if (text !== undefined) return {text, attributes: {}, translated: true};
    return {text: english, attributes: tag === "en" ? {} : {lang: "en", dir: "ltr"}, translated: false};
}

// `one`, `many`: English, with {n}. `shown`: the number as it is read.
export function plural(value, shown, one, many) {
    const forms = messages[many];
    const text = forms === undefined ? (value === 1 ? one : many) : forms[plurals.select(value)] ?? forms.other;
    return put(text, {n: shown});
}

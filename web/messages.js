// What the page says, in the reader's language. The English text is the key: lang/TAG.json has the same
// text in another language, with {names} of what is put in; of numbers, a text for each plural category
// of that language (CLDR). To add a language: a file, and its name here. What the server says (notices,
// errors) is English.

export const LANGUAGES = {
    en: "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文", de: "Deutsch", fr: "Français", es: "Español", ar: "العربية",
};
const KEPT_AS = "gazette-language";

// The language of a tag as browsers name it: zh-HK reads Traditional characters.
export function languageFor(tag) {
    const {language, script} = new Intl.Locale(tag).maximize();
    const name = language === "zh" ? `zh-${script}` : language;
    return name in LANGUAGES ? name : null;
}

function chosen() {
    try {
        const kept = localStorage.getItem(KEPT_AS);
        if (kept in LANGUAGES) return kept;
    } catch {
        // No storage here: what the browser prefers.
    }
    return navigator.languages.map(languageFor).find((tag) => tag !== null) ?? "en";
}

export function choose(tag) {
    try {
        localStorage.setItem(KEPT_AS, tag);
    } catch {
        return;  // it lasts until the page is left, which is now
    }
    location.reload();
}

async function load(tag) {
    if (tag === "en") return {};
    const answer = await fetch(`lang/${tag}.json`);
    return answer.ok ? answer.json() : {};
}

export const tag = chosen();
export const locale = tag === "en" ? "en-GB" : tag === "ar" ? "ar-u-nu-latn" : tag;
const messages = await load(tag);
const plurals = new Intl.PluralRules(locale);

function put(text, values) {
    return text.replace(/\{(\w+)\}/g, (name, key) => values[key] ?? name);
}

export function t(text, values = {}) {
    return put(messages[text] ?? text, values);
}

// `one`, `many`: English, with {n}. `shown`: the number as it is read.
export function plural(value, shown, one, many) {
    const forms = messages[many];
    const text = forms === undefined ? (value === 1 ? one : many) : forms[plurals.select(value)] ?? forms.other;
    return put(text, {n: shown});
}

// Of the page's own elements: their text, or the attribute that data-t names.
export function translate() {
    document.documentElement.lang = tag;
    document.documentElement.dir = tag === "ar" ? "rtl" : "ltr";
    for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.textContent);
}

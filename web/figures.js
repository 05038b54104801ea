// Numbers and dates as people read them, in the page's own language.

import {locale, plural} from "./messages.js";

const numbers = new Intl.NumberFormat(locale);

export function number(value) {
    return numbers.format(value);
}

// "1 document", "1,234 documents".
export function count(value, one, many = one + "s") {
    return plural(value, number(value), `{n} ${one}`, `{n} ${many}`);
}

// "2019", "May 2019", "7 May 2019": as exactly as it is known. `date` is 2019, 2019-05 or 2019-05-07.
export function dateText(date) {
    const [year, month, day] = date.split("-").map(Number);
    const moment = new Date(0);
    moment.setUTCFullYear(year, (month || 1) - 1, day || 1);
    const shown = {timeZone: "UTC", year: "numeric"};
    if (month) shown.month = day ? "short" : "long";
    if (day) shown.day = "numeric";
    return new Intl.DateTimeFormat(locale, shown).format(moment);
}

// A moment in UTC, "2026-05-07T10:00:00Z", as the pages that the server makes have it.
export function momentText(moment) {
    const date = new Date(moment);
    if (Number.isNaN(date.getTime())) return moment;
    return new Intl.DateTimeFormat(locale, {
        timeZone: "UTC", year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit"}).format(date) + " UTC";
}

// The time that a search took.
export function milliseconds(value) {
    return value < 10 ? `${value.toFixed(1)} ms` : `${number(Math.round(value))} ms`;
}

// Asks the server. Every failure is an ApiError.
import {t} from "./messages.js";

// `problem`: the problem document that the server gave, or null.
// `retry_after_s`: when the server says to come back, or null.
export class ApiError extends Error {
    constructor(message, problem = null, retry_after_s = null) {
        super(message);
        this.problem = problem;
        this.retry_after_s = retry_after_s;
    }
}

async function ask(path, signal) {
    let answer;
    let body;
    try {
        answer = await fetch(path, {signal, headers: {Accept: "application/json"}});
        body = await answer.text();
    } catch (error) {
        if (signal?.aborted) throw error;
        throw new ApiError(t("The server cannot be reached."));
    }
    let value;
    try {
        value = JSON.parse(body);
    } catch {
        throw new ApiError(t("The server answered {status} with something that is no JSON.", {status: answer.status}));
    }
    if (answer.ok) return value;
    const seconds = Number(answer.headers.get("Retry-After"));
    throw new ApiError(value.detail ?? t("The server answered {status}.", {status: answer.status}), value, seconds > 0 ? seconds : null);
}

// A part of the page that not every view needs.
export async function load(module) {
    try {
        return await import(module);
    } catch {
        throw new ApiError(t("The server cannot be reached."));
    }
}

// A style sheet that not every view needs.
export function loadStyle(file) {
    if (document.querySelector(`link[href="${file}"]`) !== null) return Promise.resolve();
    const link = document.createElement("link");
    return new Promise((resolve) => {
        link.addEventListener("load", resolve);
        link.addEventListener("error", resolve);  // it can be read without
        Object.assign(link, {rel: "stylesheet", href: file});
        document.head.append(link);
    });
}

export function fetchSearch(parameters, signal) {
    return ask("api/v1/search?" + parameters, signal);
}

export function fetchDocument(id, parameters, signal) {
    return ask(`api/v1/documents/${encodeURIComponent(id)}?${parameters}`, signal);
}

export function fetchFacets(parameters, signal) {
    return ask("api/v1/facets?" + parameters, signal);
}

export function fetchTimeline(parameters, signal) {
    return ask("api/v1/timeline?" + parameters, signal);
}

export function fetchSuggestions(parameters, signal) {
    return ask("api/v1/suggest?" + parameters, signal);
}

export function fetchStatus(signal) {
    return ask("api/v1/status", signal);
}

// A browser whose pages notice everything that must not happen: errors in the console, requests to
// other hosts.
import {createRequire} from "node:module";
import {readFileSync} from "node:fs";
import {chromium} from "playwright-core";

const FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
];
export const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export function launch() {
    return chromium.launch({executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: FLAGS});
}

// A page in a context of its own. `faults` collects what must not happen; `expected`: patterns of
// messages that a test provokes.
export async function newPage(browser, address, options = {}) {
    const context = await browser.newContext({
        viewport: {width: 1280, height: 800}, locale: "en-GB", timezoneId: "UTC", reducedMotion: "reduce", ...options});
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    const faults = [];
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
    page.on("request", (request) => {
        if (!request.url().startsWith(address)) faults.push(`request: ${request.url()}`);
    });
    return {page, faults, close: () => context.close()};
}

// Opens an address of the page and waits until its answer is shown.
export async function open(page, address) {
    await page.goto(address);
    await settled(page);
}

// The answer to what was asked last is on screen.
export async function settled(page) {
    await page.waitForFunction(() => {
        const content = document.getElementById("content");
        return "live" in document.documentElement.dataset && content.childElementCount > 0 && !document.getElementById("main").hasAttribute("aria-busy")
            && !document.getElementById("timeline")?.hasAttribute("aria-busy")
            && !document.getElementById("filters").hasAttribute("aria-busy");
    });
}

// What axe finds wrong on the page as it is, a line each.
export async function violations(page) {
    await page.evaluate(AXE);
    const found = await page.evaluate(async () => (await globalThis.axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    })).violations.map(({id, nodes}) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`));
    return found;
}

export function overflows(page) {
    return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

// A test on a page of its own, which must end without faults but those that match `expected`.
export async function onPage(world, options, test, expected = /^$/) {
    const {page, faults, close} = await newPage(world.browser, world.address, options);
    try {
        await test(page);
        const unexpected = faults.filter((fault) => !expected.test(fault));
        if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
    } finally {
        await close();
    }
}

// What the browser itself logs for an answer that is an error, or none at all.
export const FAILED_REQUEST = /^console: Failed to load resource/;

export function texts(page, selector) {
    return page.$$eval(selector, (elements) => elements.map((element) => element.textContent));
}

// Types a query and asks for it.
export async function search(page, query) {
    await page.fill("#q", query);
    await page.press("#q", "Enter");
    await shows(page, {q: query});
    await settled(page);
}

// Waits until the address has these parameters.
export function shows(page, wanted) {
    return page.waitForFunction((values) => {
        const parameters = new URLSearchParams(location.search);
        return Object.entries(values).every(([name, value]) => parameters.get(name) === value);
    }, wanted);
}

// Does something that changes the address, and waits for the new view.
export async function moving(page, action) {
    const before = page.url();
    await action();
    await page.waitForFunction((address) => location.href !== address, before);
    await settled(page);
}

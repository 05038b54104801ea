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
        return content.childElementCount > 0 && !document.getElementById("main").hasAttribute("aria-busy");
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

import assert from "node:assert/strict";
import {it} from "node:test";
import {FAILED_REQUEST, onPage, open, overflows, settled, violations} from "./browser.js";

const VIEWS = {
    "the beginning": "",
    "results": "?q=harbour&kind=law&kind=news&kind=case",
    "results in Chinese": "?q=海港",
    "results in Arabic": "?q=الميناء",
    "a page of many": "?q=mariners&page=2",
    "the timeline": "?q=mariners+OR+harbour&time=share&versus=harbour",
    "notices": "?q=harbour+or+vessel",
    "nothing found": "?q=zeppelin&from=1990",
    "an error": "?q=harbour+AND+(vessel+w%2F5+duty)",
    "a document": "?q=harbour&doc=law%2Fharbour-1987",
    "a document in Arabic": "?q=الميناء&doc=ae%2Fmina",
    "a document with headings": "?q=Hafen&doc=de%2Fhafen",
    "a part of a long document": "?q=siren&doc=law%2Fgiant#seg-s1500",
    "a document that is not there": "?doc=none",
};
const SETTINGS = {
    "in light": {},
    "in dark": {colorScheme: "dark"},
    "on a phone": {viewport: {width: 320, height: 640}},
    "at 400 %": {viewport: {width: 320, height: 200}, colorScheme: "dark"},
};

export function accessTests(world) {
    for (const [setting, options] of Object.entries(SETTINGS)) {
        it(`is open to everybody ${setting}`, () => onPage(world, options, async (page) => {
            for (const [view, address] of Object.entries(VIEWS)) {
                await open(page, world.address + address);
                if (address.includes("doc=law")) {
                    await page.keyboard.press("n");
                    for (const summary of await page.$$(".more-facts summary")) await summary.click();
                }
                assert.deepEqual(await violations(page), [], view);
                assert.equal(await overflows(page), 0, view);
            }
        }, FAILED_REQUEST));
    }

    it("opens its filters on a phone", () => onPage(world, SETTINGS["on a phone"], async (page) => {
        await open(page, world.address + "?q=harbour");
        assert.ok(!await page.getByRole("checkbox", {name: "Law"}).isVisible());
        await page.getByRole("button", {name: "Filters"}).click();
        assert.equal(await page.getAttribute("#filters-toggle", "aria-expanded"), "true");
        await page.getByRole("checkbox", {name: "Law"}).check();
        await page.waitForSelector(".chips");
        assert.deepEqual(await violations(page), []);
        assert.equal(await overflows(page), 0);
    }));

    it("can be used with the keyboard alone", () => onPage(world, {}, async (page) => {
        await open(page, world.address + "?q=harbour");
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
        const box = await page.locator(".skip").boundingBox();
        assert.ok(box.y >= 0);
        await page.keyboard.press("Enter");
        await page.waitForFunction(() => document.activeElement.id === "main");
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement.id), "reading");
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement.id), "sort");
        for (let tools = 0; tools < 7; ++tools) {
            await page.keyboard.press("Tab");
            assert.ok(await page.evaluate(() => document.activeElement.matches(".tools a")));
        }
        await page.keyboard.press("Tab");
        assert.ok(await page.evaluate(() => document.activeElement.matches(".hit h2 a:focus-visible")));
        assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");
        await page.keyboard.press("Enter");
        await page.waitForSelector(".document");
    }));

    for (const [setting, options] of Object.entries({"in a window": {}, "on a phone": SETTINGS["on a phone"]})) {
        it(`moves nothing while it loads ${setting}`, () => onPage(world, options, async (page) => {
            await page.addInitScript(() => {
                globalThis.shifts = [];
                new PerformanceObserver((list) => globalThis.shifts.push(...list.getEntries().map((entry) => entry.value))).observe({type: "layout-shift", buffered: true});
            });
            for (const address of ["", "?q=harbour", "?q=harbour+OR+mariners&time=count", "?q=zeppelin", "?q=harbour&doc=law%2Fharbour-1987"]) {
                await open(page, world.address + address);
                const moved = await page.evaluate(() => globalThis.shifts.reduce((all, each) => all + each, 0));
                assert.ok(moved < 0.01, `${address}: ${moved}`);
            }
        }));
    }

    it("goes from hit to hit by keys", () => onPage(world, {}, async (page) => {
        await open(page, world.address + "?q=harbour");
        const focused = () => page.evaluate(() => [...document.querySelectorAll(".hit h2 a")].indexOf(document.activeElement));
        for (const [key, at] of [["j", 0], ["j", 1], ["j", 2], ["k", 1], ["k", 0], ["k", 0]]) {
            await page.keyboard.press(key);
            assert.equal(await focused(), at);
        }
        await page.keyboard.press("Enter");
        await page.waitForSelector(".document");
    }));

    it("announces the number of hits and matches", () => onPage(world, {}, async (page) => {
        await open(page, world.address + "?q=harbour&doc=law%2Fharbour-1987");
        assert.equal(await page.$$eval("[role=status]", (all) => all.length), 2, "hits, matches");
        await page.keyboard.press("n");
        assert.equal(await page.textContent(".matches[role=status]"), "Match 1 of 5");
    }));

    it("prints the text, not the controls", () => onPage(world, {}, async (page) => {
        await page.emulateMedia({media: "print"});
        await open(page, world.address + "?q=lighthouse&doc=debate%2Flong");
        for (const hidden of [".top", ".stepper", ".outline", ".foot"]) assert.ok(await page.isHidden(hidden), hidden);
        assert.equal(await page.$eval(".chunk", (each) => getComputedStyle(each).contentVisibility), "visible");
    }));

    it("does without movement where that is asked for", () => onPage(world, {reducedMotion: "reduce"}, async (page) => {
        await open(page, world.address + "?q=harbour");
        assert.equal(await page.$eval("#progress", (each) => getComputedStyle(each, "::before").animationName), "none");
        await settled(page);
    }));
}

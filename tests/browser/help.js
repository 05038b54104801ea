// Suggestions while one types, help, and the pages about the archive and the API.
import assert from "node:assert/strict";
import {it} from "node:test";
import {FAILED_REQUEST, moving, onPage, open, overflows, settled, texts, violations} from "./browser.js";

const OPTIONS = "#suggestions [role=option]";

export function helpTests(world) {
    const at = (address) => world.address + address;
    const test = (name, options, body) => it(name, () => onPage(world, options, body, FAILED_REQUEST));
    const type = async (page, text) => {
        await page.fill("#q", "");
        await page.locator("#q").pressSequentially(text);
        await page.waitForSelector(`${OPTIONS}`);
    };

    test("suggests titles and words, chosen by keys alone", {}, async (page) => {
        await open(page, at(""));
        assert.equal(await page.getAttribute("#q", "aria-expanded"), "false");
        await type(page, "harb");
        assert.equal(await page.getAttribute("#q", "aria-expanded"), "true");
        const shown = await texts(page, `${OPTIONS} .said`);
        assert.ok(shown.includes("Harbour Dues Act") && shown.includes("harbour"), shown.join("|"));
        assert.match(await page.textContent(".search [role=status]"), /^\d suggestions$/);
        assert.deepEqual(await violations(page), []);
        await page.keyboard.press("ArrowDown");
        assert.equal(await page.getAttribute("#q", "aria-activedescendant"), "suggestion-0");
        assert.equal(await page.getAttribute("#suggestion-0", "aria-selected"), "true");
        await page.keyboard.press("ArrowUp");
        assert.equal(await page.getAttribute("#q", "aria-activedescendant"), null);
        for (let down = 0; down <= shown.indexOf("harbour"); ++down) await page.keyboard.press("ArrowDown");
        await moving(page, () => page.keyboard.press("Enter"));
        assert.equal(new URL(page.url()).searchParams.get("q"), "harbour");
        assert.ok(await page.isHidden("#suggestions"));
    });

    test("opens a title that is chosen, and lets the typing be", {}, async (page) => {
        await open(page, at("?q=vessel"));
        await type(page, "harbour du");
        await moving(page, () => page.click(`${OPTIONS}:has-text("Harbour Dues Act")`));
        assert.equal(new URL(page.url()).searchParams.get("doc"), "law/harbour-1987");
        await open(page, at(""));
        await type(page, "harb");
        await page.keyboard.press("Escape");
        assert.ok(await page.isHidden("#suggestions"));
        assert.equal(await page.inputValue("#q"), "harb");
        await page.keyboard.press("Enter");
        await page.waitForURL(/q=harb$/);
    });

    test("keeps what is hostile in suggestions as text", {}, async (page) => {
        await open(page, at(""));
        await page.fill("#q", "");
        await page.locator("#q").pressSequentially("window");
        await page.waitForTimeout(600);
        assert.equal(await page.evaluate(() => globalThis.broken), undefined);
        assert.deepEqual(await page.$$eval("#suggestions *", (all) => all.map((each) => each.localName).filter((name) => !["li", "span"].includes(name))), []);
    });

    test("explains itself by a key and by a link, with examples to try", {}, async (page) => {
        await open(page, at("?q=harbour"));
        await page.focus("#main");
        await page.keyboard.press("?");
        await page.waitForSelector("dialog[open]");
        assert.deepEqual(await violations(page), []);
        assert.ok(await page.evaluate(() => document.querySelector("dialog").contains(document.activeElement)));
        await page.keyboard.press("Escape");
        assert.equal(await page.$("dialog[open]"), null);
        await page.click("#help-link");
        await page.waitForSelector("dialog[open]");
        await moving(page, () => page.click("dialog a:has-text('regul*')"));
        assert.equal(await page.$("dialog[open]"), null);
        assert.equal(await page.inputValue("#q"), "regul*");
    });

    test("undoes what a notice tells of", {}, async (page) => {
        await open(page, at("?q=harbour+vesel"));
        const links = await page.$$eval(".notices .undo", (all) => all.map((each) => each.textContent));
        assert.ok(links.length > 0, await page.textContent("#content"));
        await open(page, at("?q=harbour+or+vessel"));
        await moving(page, () => page.click(".notices .undo >> nth=0"));
        assert.ok(["harbour OR vessel", "harbour or vessel"].includes(await page.inputValue("#q")));
        await open(page, at("?q=harbuor"));
        await moving(page, () => page.click(".notices .undo"));
        assert.equal(await page.inputValue("#q"), "harbour");
        assert.ok(await page.isVisible(".hits"));
    });

    for (const [setting, options] of Object.entries({"in light": {}, "in dark": {colorScheme: "dark"}, "on a phone": {viewport: {width: 320, height: 640}},
                                                     "in Arabic": {locale: "ar-EG"}, "without script": {javaScriptEnabled: false}})) {
        test(`tells what the archive holds and what the API answers to ${setting}`, options, async (page) => {
            for (const address of ["archive", "api", "?help=1"]) {
                await page.goto(at(address));
                // The other two are as the server made them.
                if (setting !== "without script" && address.startsWith("?")) await settled(page);
                assert.ok(await page.isVisible("#content h1"), address);
                if (setting !== "without script") assert.deepEqual(await violations(page), [], address);
                if (setting !== "without script") assert.equal(await overflows(page), 0, address);
            }
            await page.goto(at("archive"));
            await page.click(".tables a:has-text('acts')");
            await page.waitForURL(/\?collection=acts/);
            if (setting !== "without script") await settled(page);
            assert.ok(await page.isVisible(".hits"));
            await page.goto(at("archive"));
            await page.fill("#q", "lighthouse");
            await page.press("#q", "Enter");
            await page.waitForURL(/\/\?q=lighthouse/);
        });
    }
}

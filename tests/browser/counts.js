// The timeline, the files of all hits, the citations.
import assert from "node:assert/strict";
import {it} from "node:test";
import {moving, onPage, open, settled, texts} from "./browser.js";

export function countTests(world) {
    const at = (address) => world.address + address;
    const test = (name, options, body, expected) => it(name, () => onPage(world, options, body, expected));

    test("shows hits over time, with a table of the figures", {}, async (page) => {
        await open(page, at("?q=harbour"));
        await moving(page, () => page.getByRole("link", {name: "Over time"}).click());
        assert.equal(new URL(page.url()).search, "?q=harbour&time=count");
        await page.click(".timeline summary");
        const rows = await texts(page, ".timeline tbody tr");
        assert.equal(rows[0], "197211100.0 %");
        assert.match(rows.at(-2), /^Not known1/);
        assert.equal(await page.$$eval(".timeline rect.own", (all) => all.length), rows.length - 2);
        const table = await (await fetch(await page.$eval(".timeline a[download]", (link) => link.href))).text();
        assert.match(table, /^slot,from,to,matches,documents\r\n1972,1972-01-01,1972-12-31,1,1\r\n/);
    });

    test("narrows to a time by keys", {}, async (page) => {
        await open(page, at("?q=harbour&time=count"));
        await page.focus(".timeline svg");
        await page.keyboard.press("End");
        assert.match(await page.getAttribute(".timeline svg", "aria-valuetext"), /^2020: 1 of 1 documents \(100.0 %\)$/);
        await page.keyboard.press("Shift+ArrowLeft");
        await moving(page, () => page.keyboard.press("Enter"));
        assert.equal(new URL(page.url()).search, "?q=harbour&from=2019&to=2020&time=count");
        assert.equal((await texts(page, ".hit")).length, 2);
    });

    test("narrows to a time by dragging", {}, async (page) => {
        await open(page, at("?q=harbour&time=count"));
        const box = await page.locator(".timeline svg").boundingBox();
        await page.mouse.move(box.x + box.width - 3, box.y + 20);
        await page.mouse.down();
        await page.mouse.move(box.x + box.width / 2, box.y + 20, {steps: 4});
        await moving(page, () => page.mouse.up());
        assert.match(new URL(page.url()).search, /from=199[5-7]&to=2020/);
    });

    test("compares two queries, and shows shares", {}, async (page) => {
        await open(page, at("?q=harbour&time=count"));
        await page.fill("#versus", "vessel");
        await moving(page, () => page.press("#versus", "Enter"));
        assert.equal(new URL(page.url()).search, "?q=harbour&time=count&versus=vessel");
        assert.ok(await page.$(".timeline rect.other"));
        assert.deepEqual(await texts(page, ".legend li"), ["harbour", "vessel"]);
        await page.click(".timeline summary");
        assert.deepEqual((await texts(page, ".timeline thead th")).slice(-1), ["vessel"]);
        await moving(page, () => page.getByRole("link", {name: "Share of all documents"}).click());
        assert.equal(await page.textContent(".modes [aria-current]"), "Share of all documents");
    });

    test("gives all hits as files, and a feed", {}, async (page) => {
        await open(page, at("?q=harbour&-kind=news&sort=newest"));
        const links = await page.$$eval(".tools a[href*=api]", (all) => all.map((link) => link.href));
        assert.equal(links.length, 5);
        for (const link of links) {
            const answer = await fetch(link);
            const text = await answer.text();
            assert.equal(answer.status, 200, link);
            assert.ok(text.includes("Harbour Dues Act") && !text.includes("Storm closes"), link);
            if (link.includes("export")) assert.ok(text.includes("xxh3_128"), link);
        }
        assert.equal((await fetch(at("opensearch.xml"))).status, 200);
    });

    test("cites a document at its place", {}, async (page) => {
        await open(page, at("?q=anchor&doc=law%2Fharbour-1987#seg-s2(1)%2Fa%20b"));
        await settled(page);
        await page.click(".cite summary");
        await page.waitForSelector(".citations pre");
        const [plain, oscola, bibtex, ris, csl] = await texts(page, ".citations pre");
        const link = `${world.address}?doc=law%2Fharbour-1987#seg-s2(1)%2Fa%20b`;
        assert.equal(plain, `statutes, Harbour Dues Act, Section 2(1), page 2, 7 May 1987. ${link}`);
        assert.equal(oscola, `Harbour Dues Act 1987, Section 2(1), page 2 <${link}>`);
        assert.match(bibtex, /^@misc\{doc,\n {2}title = \{Harbour Dues Act\},\n {2}date = \{1987-05-07\},/);
        assert.match(ris, /^TY {2}- STAT\nTI {2}- Harbour Dues Act\n[^]*DA {2}- 1987\/05\/07\n[^]*ER {2}- $/);
        const [item] = JSON.parse(csl);
        assert.deepEqual([item.type, item.issued["date-parts"], item.page, item.URL], ["legislation", [[1987, 5, 7]], "2", link]);
    });

    test("keeps what is hostile in citations as text", {}, async (page) => {
        await open(page, at("?doc=news%2F%3Cscript%3E"));
        await page.click(".cite summary");
        await page.waitForSelector(".citations pre");
        assert.ok((await texts(page, ".citations pre"))[2].includes("<script>"));
        assert.equal(await page.evaluate(() => globalThis.broken), undefined);
    });
}

import assert from "node:assert/strict";
import {it} from "node:test";
import {FAILED_REQUEST, moving, onPage, open, texts} from "./browser.js";
import {GIANT_SECTIONS, LONG_SEGMENTS} from "./documents.js";

function inView(page, selector) {
    return page.$eval(selector, (element) => {
        const box = element.getBoundingClientRect();
        const bar = document.querySelector(".document-bar").getBoundingClientRect();
        return box.top >= bar.bottom && box.bottom <= innerHeight;
    });
}

// Counted from the spans.
function tenths(page) {
    return page.evaluate(async () => {
        const found = await (await fetch("/api/v1/documents/law%2Fgiant?q=siren")).json();
        const counts = Array(10).fill(0);
        for (const span of found.spans) ++counts[Math.floor(span.begin * 10 / found.text_bytes)];
        return counts.join(", ");
    });
}

export function documentTests(world) {
    const at = (address) => world.address + address;
    const document = (id, query) => at(`?${query === null ? "" : `q=${encodeURIComponent(query)}&`}doc=${encodeURIComponent(id)}`);
    const test = (name, options, body, expected) => it(name, () => onPage(world, options, body, expected));

    test("shows the whole text, by its segments", {}, async (page) => {
        for (const id of ["law/harbour-1987", "case/1994-31", "hk/622", "ae/mina", "de/hafen", "emoji", "debate/long"]) {
            await open(page, document(id, "harbour"));
            const wanted = await page.evaluate(
                async (name) => (await (await fetch("/api/v1/documents/" + encodeURIComponent(name))).json()).text, id);
            const shown = (await texts(page, ".text :is(p, .chunk h2)")).join("\n");
            assert.equal(shown.replace(/\n+/g, "\n"), wanted.replace(/\n+/g, "\n"), id);
        }
    });

    test("marks every match and steps through them, round and round", {}, async (page) => {
        await open(page, document("law/harbour-1987", "harbour"));
        assert.equal(await page.textContent(".matches"), "5 matches");
        assert.deepEqual([...new Set(await texts(page, ".text mark"))], ["harbour"]);
        assert.equal(await page.textContent("h1 mark"), "Harbour");
        for (const wanted of [1, 2, 3, 4, 5, 1]) {
            await page.getByRole("button", {name: "Next"}).click();
            assert.equal(await page.textContent(".matches"), `Match ${wanted} of 5`);
            assert.equal(await page.$$eval(".text mark", (all) => all.findIndex((mark) => mark.matches(".current")) + 1), wanted);
        }
        await page.keyboard.press("p");
        assert.equal(await page.textContent(".matches"), "Match 5 of 5");
        await page.getByRole("button", {name: "Previous"}).click();
        assert.equal(await page.textContent(".matches"), "Match 4 of 5");
        assert.equal(await page.$$eval("mark.current", (all) => all.length), 1);
    });

    test("brings each match of a long text into view", {}, async (page) => {
        await open(page, document("debate/long", "lighthouse"));
        assert.equal(await page.textContent(".matches"), `${LONG_SEGMENTS / 10} matches`);
        assert.equal((await texts(page, ".segment")).length, LONG_SEGMENTS);
        for (const key of ["n", "n", "n", "p", "p", "p"]) {
            await page.keyboard.press(key);
            await page.waitForFunction(() => {
                const box = document.querySelector("mark.current").getBoundingClientRect();
                return box.top > 0 && box.bottom < innerHeight;
            });
            assert.equal(await page.textContent("mark.current"), "lighthouse");
        }
        assert.equal(await page.textContent(".matches"), "Match 40 of 40");
    });

    test("begins at the place in the address", {}, async (page) => {
        await open(page, document("debate/long", "lighthouse") + "#seg-p201");
        await page.waitForFunction(() => Math.abs(document.getElementById("seg-p201").getBoundingClientRect().top) < 120);
        assert.ok(await inView(page, "#seg-p201 .label"));
        await page.keyboard.press("n");
        assert.equal(await page.textContent(".matches"), "Match 21 of 40");
    });

    test("has an outline with links and counts", {}, async (page) => {
        await open(page, document("law/harbour-1987", "harbour"));
        assert.deepEqual(await texts(page, ".outline li"),
                         ["Section 1, page 1 3 3 matches", "Section 2(1), page 2 2 2 matches", "Annex, page 3"]);
        await page.setViewportSize({width: 1280, height: 300});
        await page.click(".outline li:nth-child(2) a");
        await page.waitForFunction(() => decodeURIComponent(location.hash) === "#seg-s2(1)/a b");
        await page.waitForFunction(() => scrollY > 0);
        await page.goBack();
        await page.waitForFunction(() => location.hash === "");
        assert.equal(await page.textContent("h1"), "Harbour Dues Act");
    });

    test("says in which sections the matches are", {}, async (page) => {
        await open(page, document("law/giant", "siren"));
        assert.equal(await page.textContent(".where"), "7 matches in §§ 500, 1000, 1500, 2000, 2500, 2999, 3000");
        await open(page, document("law/harbour-1987", "harbour"));
        assert.equal(await page.textContent(".where"), "5 matches in Section 1, Section 2(1)");
        await open(page, document("de/hafen", "Hafengebühren"));
        assert.equal(await page.textContent(".where"), "1 match in § 1 Gebühren");
    });

    test("shows a part of a long text, and steps through all of its matches", {}, async (page) => {
        await open(page, document("law/giant", "siren"));
        assert.ok((await texts(page, ".segment")).length < GIANT_SECTIONS / 2);
        assert.match(await page.textContent(".turner"), /^Part 1 of \d+Later text$/);
        for (const wanted of [1, 2, 3, 4, 5, 6, 7, 1, 2]) {
            await page.keyboard.press("n");
            await page.waitForFunction((text) => globalThis.document.querySelector(".matches").textContent === text, `Match ${wanted} of 7`);
            assert.equal(await page.$$eval("mark.current", (all) => all.map((mark) => mark.textContent).join()), "siren");
            const section = await page.$eval("mark.current", (mark) => mark.closest(".segment").id);
            assert.equal(section, `seg-s${[500, 1000, 1500, 2000, 2500, 2999, 3000][wanted - 1]}`);
        }
        for (const wanted of [1, 7, 6]) {
            await page.keyboard.press("p");
            await page.waitForFunction((text) => globalThis.document.querySelector(".matches").textContent === text, `Match ${wanted} of 7`);
        }
        await page.waitForFunction(() => {
            const box = globalThis.document.querySelector("mark.current").getBoundingClientRect();
            return box.top > 0 && box.bottom < innerHeight;
        });
    });

    test("lists the sections of the part, where a document has a great many", {}, async (page) => {
        await open(page, document("law/giant", "siren") + "#seg-s2500");
        assert.equal(await page.textContent(".outline summary"), "Contents (3,000)");
        const listed = await texts(page, ".outline li");
        assert.ok(listed.includes("§ 2500 1 1 match") && !listed.includes("§ 1"));
        assert.equal(await page.textContent(".outline .hint"), `${listed.length} of 3,000: those of the part that is shown`);
    });

    test("turns the parts of a long text, and all of them are the text", {}, async (page) => {
        await open(page, document("law/giant", "siren"));
        const wanted = await page.evaluate(async () => (await (await fetch("/api/v1/documents/law%2Fgiant")).json()).text);
        let shown = "";
        for (let part = 1; ; ++part) {
            assert.match(await page.textContent(".turner"), new RegExp(`Part ${part} of`));
            shown += (await texts(page, ".text p")).join("\n");
            const next = page.getByRole("link", {name: "Later text"}).first();
            if (await next.count() === 0) break;
            await next.click();
            await page.waitForFunction((text) => globalThis.document.querySelector(".turner").textContent.includes(text), `Part ${part + 1} of`);
        }
        assert.equal(shown.replace(/\s+/g, ""), wanted.replace(/\s+/g, ""));
        await page.goBack();
        await page.waitForFunction(() => /Part 1?\d of/.test(globalThis.document.querySelector(".turner").textContent));
    });

    test("goes to a section or a passage that the address names, wherever it is", {}, async (page) => {
        await open(page, document("law/giant", "siren") + "#seg-s2700");
        await page.waitForFunction(() => globalThis.document.getElementById("seg-s2700") !== null);
        assert.ok(await inView(page, "#seg-s2700 .label"));
        await page.keyboard.press("n");
        await page.waitForFunction(() => globalThis.document.querySelector(".matches").textContent === "Match 6 of 7");
        const place = await page.evaluate(async () => {
            const found = await (await fetch("/api/v1/documents/law%2Fgiant?q=siren")).json();
            return `b${found.spans[2].begin - 8}-${found.spans[2].end}`;
        });
        await open(page, document("law/giant", "siren") + "#" + place);
        const highlighted = () => page.evaluate(() => [...CSS.highlights.get("passage")].map((range) => range.toString()).join());
        assert.equal(await highlighted(), "Ä 🚢 siren");
        await page.waitForFunction(() => {
            const box = globalThis.document.querySelector(".passage-begin").getBoundingClientRect();
            return box.top > 0 && box.bottom < innerHeight;
        });
        await page.evaluate(() => { location.hash = "seg-s10"; });
        await page.waitForFunction(() => globalThis.document.getElementById("seg-s10") !== null);
        assert.equal(await page.evaluate(() => CSS.highlights.has("passage")), false);
    });

    test("gives a link to what is selected", {}, async (page) => {
        await open(page, document("emoji", null));
        assert.ok(!await page.isVisible(".to-selection"));
        await page.evaluate(() => {
            const node = globalThis.document.querySelector(".text p").firstChild;
            const at = node.data.indexOf("𠮷");
            getSelection().setBaseAndExtent(node, at, node, at + "𠮷 lighthouse".length);
        });
        await page.waitForFunction(() => !globalThis.document.querySelector(".to-selection").hidden);
        const address = await page.getAttribute(".to-selection", "href");
        await open(page, at("") + address.slice(address.indexOf("?")));
        assert.equal(await page.evaluate(() => [...CSS.highlights.get("passage")].join()), "𠮷 lighthouse");
    });

    test("shows where in the text the matches are", {}, async (page) => {
        await open(page, document("law/giant", "siren"));
        assert.equal(await page.getAttribute(".strip", "aria-label"),
                     "Matches in each tenth of the text: " + await tenths(page));
        const before = await page.textContent(".turner");
        const box = await page.locator(".strip").boundingBox();
        await page.mouse.click(box.x + box.width * 0.95, box.y + box.height / 2);
        await page.waitForFunction((text) => globalThis.document.querySelector(".turner").textContent !== text, before);
        assert.match(page.url(), /#b\d+$/);
    });

    test("says the name of a piece once, where a heading says it", {}, async (page) => {
        await open(page, document("de/hafen", "Gebühren OR Verzeichnis"));
        assert.deepEqual(await texts(page, ".text h2"), ["§ 1 Gebühren", "§ 2 Verzeichnis", "§ 2"]);
        assert.deepEqual(await texts(page, ".outline li"), ["§ 1 Gebühren 1 1 match", "§ 2 Verzeichnis 1 1 match", "§ 2 1 1 match"]);
        await open(page, document("de/hafen", null) + "#seg-s2");
        assert.ok(await inView(page, "#seg-s2"));
    });

    test("shows what is known of it", {}, async (page) => {
        await open(page, document("law/harbour-1987", null));
        const rows = Object.fromEntries(await page.$$eval(".metadata div", (all) => all.map((row) => [
            row.querySelector("dt").textContent, row.querySelector("dd").textContent])));
        assert.deepEqual([rows.Kind, rows.Published, rows["In force from"], rows.Source, rows.Publisher, rows.Jurisdiction, rows.Collection],
                         ["Law", "7 May 1987", "1988", "statutes", "The Register Office", "Northport", "acts"]);
        assert.deepEqual([rows.Language, rows.Rights, rows.Identifier, rows.session, rows.stage],
                         ["English, as the source says", "Free to copy", "law/harbour-1987", "12", "enacted"]);
        assert.equal(await page.$(".stepper"), null);
    });

    test("makes no link of an address that is not http", {}, async (page) => {
        await open(page, document("news/2019-05-07/1", "harbour"));
        assert.match(await page.textContent(".metadata"), /javascript:alert\(1\)/);
        assert.equal(await page.$$eval("a", (all) => all.filter((link) => link.protocol === "javascript:").length), 0);
    });

    test("counts in UTF-16 units, beyond the basic plane too", {}, async (page) => {
        await open(page, document("emoji", "lighthouse"));
        assert.deepEqual(await texts(page, ".text mark"), ["lighthouse", "lighthouse"]);
    });

    test("marks Chinese, in the other characters too", {}, async (page) => {
        await open(page, document("hk/622", "海港处"));
        assert.deepEqual(await texts(page, ".text mark"), ["海港處"]);
        assert.equal(await page.getAttribute(".text", "lang"), "zh-Hant");
    });

    test("sets Arabic from right to left", {}, async (page) => {
        await open(page, document("ae/mina", "سفينة"));
        assert.equal(await page.$eval(".text p", (each) => getComputedStyle(each).direction), "rtl");
        assert.equal(await page.$eval(".document-bar", (each) => getComputedStyle(each).direction), "ltr");
    });

    test("keeps the lines of a text", {}, async (page) => {
        await open(page, document("law/harbour-1987", null));
        const lines = await page.$eval("#seg-annex p", (each) => each.innerText.split("\n"));
        assert.deepEqual(lines, ["Table of dues:", "  up to 100 tons    4 crowns", "  above            9 crowns"]);
    });

    test("leads back to the very results", {}, async (page) => {
        await open(page, at("?q=mariners&kind=policy&page=2"));
        const titles = await texts(page, ".hit h2");
        await moving(page, () => page.click(".hit h2 a"));
        assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
        await moving(page, () => page.getByRole("link", {name: "Back to the results"}).click());
        assert.deepEqual(await texts(page, ".hit h2"), titles);
        await moving(page, () => page.goBack());
        assert.ok(await page.isVisible(".document"));
        await moving(page, () => page.goBack());
        assert.deepEqual(await texts(page, ".hit h2"), titles);
    });

    test("says that a document is not there", {}, async (page) => {
        await open(page, document("no/such", "harbour"));
        assert.match(await page.textContent(".problem"), /no document with this id/);
        await moving(page, () => page.getByRole("link", {name: "Back to the results"}).click());
        assert.ok(await page.isVisible(".hits"));
    }, FAILED_REQUEST);

    test("says that nothing matches in it", {}, async (page) => {
        await open(page, document("emoji", "zeppelin"));
        assert.equal(await page.textContent(".matches"), "No match in the text");
        await page.keyboard.press("n");
        assert.equal(await page.getByRole("button", {name: "Next"}).count(), 0);
    });

    test("leaves n and p to whoever types", {}, async (page) => {
        await open(page, document("law/harbour-1987", "harbour"));
        await page.fill("#q", "");
        await page.type("#q", "pan");
        assert.equal(await page.inputValue("#q"), "pan");
        assert.equal(await page.textContent(".matches"), "5 matches");
    });
}

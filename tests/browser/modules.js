import assert from "node:assert/strict";
import {it} from "node:test";
import {onPage, open} from "./browser.js";

export function moduleTests(world) {
    // Calls a function of one of the page's modules with each row's arguments.
    const table = (name, module, exported, rows) => it(name, () => onPage(world, {}, async (page) => {
        await open(page, world.address);
        for (const [wanted, ...given] of rows) {
            const got = await page.evaluate(async ([path, key, values]) => (await import(path))[key](...values),
                                            ["/" + module, exported, given]);
            assert.deepEqual(got, wanted, JSON.stringify(given));
        }
    }));

    table("dates are as exact as they are known", "figures.js", "dateText", [
        ["2019", "2019"], ["May 2019", "2019-05"], ["7 May 2019", "2019-05-07"], ["29 Feb 2000", "2000-02-29"], ["1 Jan 96", "0096-01-01"],
    ]);
    table("counts have their plural", "figures.js", "count", [
        ["1 document", 1, "document"], ["0 documents", 0, "document"], ["1,234 matches", 1234, "match", "matches"],
    ]);
    table("languages have their own names", "language.js", "languageName", [
        ["Deutsch", "de"], ["繁體中文", "zh-Hant"], ["العربية", "ar"], ["Language not known", "und"], ["Language not known", null], ["!!", "!!"],
    ]);
    table("languages have their direction", "language.js", "textAttributes", [
        [{lang: "ar", dir: "rtl"}, "ar"], [{lang: "he-IL", dir: "rtl"}, "he-IL"], [{lang: "uz-Arab", dir: "rtl"}, "uz-Arab"],
        [{lang: "en", dir: "auto"}, "en"], [{lang: "", dir: "auto"}, null], [{lang: "", dir: "auto"}, "und"], [{lang: "!!", dir: "auto"}, "!!"],
    ]);
    table("far pages are left out", "paging.js", "pageNumbers", [
        [[1], 1, 1], [[1, 2, 3, 0, 10], 1, 10], [[1, 2, 3, 4, 5, 6, 0, 10], 4, 10], [[1, 0, 3, 4, 5, 6, 7, 0, 10], 5, 10],
        [[1, 0, 8, 9, 10], 10, 10], [[1, 0, 24998, 24999, 25000, 25001, 25002, 0, 50000], 25000, 50000],
    ]);
    table("only web addresses become links", "dom.js", "isWebAddress", [
        [true, "https://example.org/"], [true, "HTTP://example.org"], [false, "javascript:alert(1)"], [false, " https://example.org"],
        [false, "https://"], [false, "ftp://example.org"], [false, "//example.org"], [false, null],
    ]);
    table("spans that overlap become one", "text.js", "mergedSpans", [
        [[], []],
        [[{begin: 0, end: 3, match: 0}, {begin: 3, end: 4, match: 1}],
         [{utf16_begin: 0, utf16_end: 3, match: 0}, {utf16_begin: 3, utf16_end: 4, match: 1}]],
        [[{begin: 0, end: 9, match: 5}],
         [{utf16_begin: 0, utf16_end: 9, match: 5}, {utf16_begin: 2, utf16_end: 4, match: 5}, {utf16_begin: 5, utf16_end: 8, match: 5}]],
        [[{begin: 1, end: 6, match: 0}],
         [{utf16_begin: 3, utf16_end: 6, match: 0}, {utf16_begin: 1, utf16_end: 4, match: 0}, {utf16_begin: 2, utf16_end: 2, match: 0}]],
    ]);
    table("a place in an address is a segment or a passage", "reader.js", "placeOf", [
        [{segment: "s1"}, "seg-s1"], [{segment: ""}, "seg-"], [{begin: 1043, end: 1067}, "b1043-1067"], [{begin: 7, end: 7}, "b7"],
        [{begin: 9, end: 9}, "b9-3"], [null, "b"], [null, "b-1"], [null, "b1-"], [null, "b12345678901"], [null, "main"], [null, ""],
    ]);
    table("a long text is cut at its segments", "reader.js", "partsOf", [
        [[{begin: 0, end: 0}], 0, []],
        [[{begin: 0, end: 1000000}], 1000000, [{begin: 0}]],
        [[{begin: 0, end: 300000}, {begin: 300000, end: 600000}, {begin: 600000, end: 1000001}], 1000001,
         [{begin: 10}, {begin: 300000}, {begin: 400000}, {begin: 600000}]],
        [[{begin: 0, end: 250000}, {begin: 250000, end: 500000}, {begin: 500000, end: 750000}, {begin: 750000, end: 1200000}], 1200000, []],
    ]);
    table("blank lines part paragraphs", "text.js", "paragraphs", [
        [[], "", 0, 0],
        [[{begin: 0, end: 3, continues: false}, {begin: 5, end: 6, continues: false}], "a\nb\n\nc", 0, 6],
        [[{begin: 1, end: 2, continues: false}], "a\nb\n\nc", 1, 2],
        [[{begin: 0, end: 1, continues: false}, {begin: 5, end: 6, continues: false}], "a\n \t\nb", 0, 6],
    ]);

    it("long paragraphs are cut without loss, never within a character", () => onPage(world, {}, async (page) => {
        await open(page, world.address);
        const results = await page.evaluate(async () => {
            const {paragraphs} = await import("/text.js");
            return ["a".repeat(70001), "🚢".repeat(30000), "x" + "🚢".repeat(30000), "word ".repeat(20000), "line\n".repeat(20000)].map((text) => {
                const pieces = paragraphs(text, 0, text.length).map(({begin, end}) => text.slice(begin, end));
                return pieces.join("") === text && pieces.length > 1 && pieces.every((piece) => piece.isWellFormed() && piece.length <= 20000);
            });
        });
        assert.deepEqual(results, [true, true, true, true, true]);
    }));

    it("an address says all of the state, and is read as the same", () => onPage(world, {}, async (page) => {
        await open(page, world.address);
        const addresses = ["?q=%22a%22+%2B+b%26c", "?q=", "?q=x&lang=zh-Hant&lang=en&kind=law&source=a%26b&from=2019&to=2020-05&sort=newest&page=3",
                           "?q=x&page=2&doc=a%2Fb+%3Fc%23d", "?q=x&exact=1", "./"];
        const again = await page.evaluate(async (all) => {
            const {address, readState} = await import("/state.js");
            return all.map((each) => address(readState(each.slice(each.indexOf("?") + 1 || each.length))));
        }, addresses);
        assert.deepEqual(again, addresses);
    }));
}

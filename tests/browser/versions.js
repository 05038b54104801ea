// The languages and versions of a work, and two of them side by side.
import assert from "node:assert/strict";
import {after, before, it} from "node:test";
import {FAILED_REQUEST, moving, onPage, open, overflows, settled, texts, violations} from "./browser.js";
import {index, serve, writeRecords} from "./server.js";

const act = (id, lang, published, title, articles, work = "celex:31987R0012") => ({
    id, lang, published, title, work_id: work, kind: "law",
    segments: articles.map(([key, label, text]) => ({id: key, label, kind: "article", text})),
});

export const RECORDS = [
    act("act/en-1987", "en", "1987", "Harbour Regulation", [
        ["art_1", "Article 1", "Every vessel pays ten crowns."], ["art_2", "Article 2", "The harbour master keeps a register."],
        ["art_3", "Article 3", "This Regulation enters into force in May."]]),
    act("act/en-1994", "en", "1994", "Harbour Regulation", [
        ["art_1", "Article 1", "Every vessel pays twelve crowns and a half."], ["art_2", "Article 2", "The harbour  master keeps\na register."],
        ["art_2a", "Article 2a", "Pilots pay nothing."], ["art_3", "Article 3", "This Regulation enters into force in May."]]),
    act("act/fr-1994", "fr", "1994", "Règlement portuaire", [
        ["art_1", "Article premier", "Tout navire paie douze couronnes et demie."], ["art_2", "Article 2", "Le capitaine du port tient un registre."],
        ["art_2a", "Article 2 bis", "Les pilotes ne paient rien."], ["art_3", "Article 3", "Le présent règlement entre en vigueur en mai."]]),
    act("act/ar-1994", "ar", "1994", "لائحة الميناء", [
        ["m1", "المادة 1", "تدفع كل سفينة اثنتي عشرة كورونة ونصفا."], ["m3", "المادة 3", "تسري هذه اللائحة في مايو."]]),
    act("odd/1", "en", "2001", "Odd work", [["a", "Article 1", "One."]], "the \"odd\" work"),
    act("odd/2", "en", "2002", "Odd work", [["a", "Article 1", "One."]], "the \"odd\" work"),
    {id: "alone", title: "Alone", work_id: "alone:1", lang: "en", text: "There is no other."},
    {id: "none", title: "None", lang: "en", text: "No work is named."},
    {id: "long/1", title: "Long", lang: "en", work_id: "long:1", text: "Harbour dues are due. ".repeat(60000)},
    {id: "long/2", title: "Short", lang: "en", work_id: "long:1", text: "Harbour dues are due."},
];

export function versionTests(world) {
    let server = null;
    before(async () => {
        server = await serve(index(world.folder, "works-index", [writeRecords(world.folder, "works", RECORDS)]));
    });
    after(() => server?.stop());
    const test = (name, options, body, expected) => it(name, () => onPage({...world, address: server.address}, options, (page) => body(page, (address) => server.address + address), expected));
    const rows = (page) => page.$$eval(".row:not(.heads)", (all) => all.map((row) => [...row.querySelectorAll(".cell")].map((cell) => cell.querySelector(".chunk")?.textContent ?? null)));
    const highlighted = (page, name) => page.evaluate((of) => [...CSS.highlights.get(of)].map((range) => range.toString()), name);

    test("lists the other languages and versions of a work", {}, async (page, at) => {
        await open(page, at("?doc=act%2Fen-1994"));
        await page.click(".versions summary");
        assert.equal(await page.textContent(".versions summary"), "Other languages and versions (3)");
        assert.deepEqual((await texts(page, ".versions li a:first-of-type")).sort(), ["Harbour Regulation", "Règlement portuaire", "لائحة الميناء"].sort());
        assert.deepEqual(await violations(page), []);
        for (const [id, count] of [["odd%2F1", 1], ["alone", 0], ["none", 0]]) {
            await open(page, at(`?doc=${id}`));
            await page.waitForLoadState("networkidle");
            assert.equal((await texts(page, ".versions li")).length, count, id);
        }
    });

    test("lists them without script", {javaScriptEnabled: false}, async (page, at) => {
        await page.goto(at("?doc=act%2Fen-1994&q=crowns"));
        await page.click(".versions summary");
        assert.equal((await texts(page, ".versions li")).length, 3);
        await page.click(".versions li a[lang=fr]");
        assert.match(page.url(), /doc=act%2Ffr-1994/);
        assert.match(await page.textContent("h1"), /Règlement portuaire/);
    });

    test("sets two languages side by side, by their articles", {}, async (page, at) => {
        await open(page, at("?q=register&doc=act%2Fen-1994"));
        await page.click(".versions summary");
        await moving(page, () => page.click(".versions li:has([lang=fr]) .to-beside"));
        assert.equal(new URL(page.url()).searchParams.get("beside"), "act/fr-1994");
        assert.deepEqual(await rows(page), [
            ["Every vessel pays twelve crowns and a half.", "Tout navire paie douze couronnes et demie."],
            ["The harbour  master keeps\na register.", "Le capitaine du port tient un registre."],
            ["Pilots pay nothing.", "Les pilotes ne paient rien."],
            ["This Regulation enters into force in May.", "Le présent règlement entre en vigueur en mai."]]);
        assert.deepEqual(await texts(page, ".cell mark"), ["register"]);
        assert.equal(await page.$(".stepper"), null, "between languages nothing is compared");
        await moving(page, () => page.getByRole("link", {name: "Change sides"}).click());
        assert.equal((await rows(page))[2][0], "Les pilotes ne paient rien.");
        await moving(page, () => page.getByRole("link", {name: "Back to the document"}).click());
        assert.equal(new URL(page.url()).search, "?q=register&doc=act%2Ffr-1994");
    });

    test("brings articles together by their numbers where nothing else is the same", {}, async (page, at) => {
        await open(page, at("?doc=act%2Fen-1994&beside=act%2Far-1994"));
        const shown = await rows(page);
        assert.match(shown.at(0)[1], /^تدفع/);
        assert.match(shown.at(-1)[1], /^تسري/);
        assert.equal(await page.getAttribute(".row:not(.heads) .cell:nth-child(2)", "dir"), "rtl");
    });

    test("shows what two versions differ in, and steps through it by keys", {}, async (page, at) => {
        await open(page, at("?doc=act%2Fen-1987&beside=act%2Fen-1994"));
        assert.equal(await page.textContent(".matches"), "2 differences");
        assert.deepEqual(await highlighted(page, "older-only"), ["ten"]);
        assert.deepEqual(await highlighted(page, "newer-only"), ["twelve", " and a half", "Pilots pay nothing."]);
        assert.deepEqual((await rows(page))[2], [null, "Pilots pay nothing."]);
        assert.deepEqual(await violations(page), []);
        await moving(page, () => page.getByRole("link", {name: "Change sides"}).click());
        assert.deepEqual(await highlighted(page, "older-only"), ["ten"], "the older one, on whichever side");
        await page.goBack();
        await settled(page);
        await page.keyboard.press("n");
        assert.equal(await page.textContent(".matches"), "Difference 1 of 2");
        await page.keyboard.press("n");
        await page.keyboard.press("n");
        assert.equal(await page.textContent(".matches"), "Difference 1 of 2");
        await page.keyboard.press("p");
        assert.equal(await page.textContent(".matches"), "Difference 2 of 2");
        await open(page, at("?doc=act%2Fen-1994&beside=act%2Fen-1994"));
        assert.equal(await page.textContent(".matches"), "The texts are the same");
    });

    test("is open to everybody on a phone and in dark", {viewport: {width: 320, height: 640}, colorScheme: "dark", locale: "ar"}, async (page, at) => {
        for (const other of ["en-1987", "fr-1994", "ar-1994"]) {
            await open(page, at(`?doc=act%2Fen-1994&beside=act%2F${other}`));
            assert.deepEqual(await violations(page), [], other);
            assert.equal(await overflows(page), 0, other);
        }
    });

    test("says what it cannot show", {}, async (page, at) => {
        await open(page, at("?doc=long%2F2&beside=long%2F1"));
        assert.match(await page.textContent(".problem"), /Too long to be shown side by side: Long/);
        await open(page, at("?doc=long%2F2&beside=nothing"));
        await settled(page);
        assert.equal(await page.textContent(".problem h1"), "Not found");
    }, FAILED_REQUEST);
}

// The page with scripts switched off: what the server makes is enough to search, narrow, read and cite.
import assert from "node:assert/strict";
import {it} from "node:test";
import {FAILED_REQUEST, onPage, overflows, texts, violations} from "./browser.js";

const VIEWS = {
    "the beginning": "", "results": "?q=harbour", "filters": "?q=harbour&kind=law&filters=1", "time": "?q=harbour&time=count",
    "pages": "?q=mariners&page=2", "nothing": "?q=zeppelin", "an error": "?q=harbour+AND+(vessel+w%2F5+duty)",
    "a document": "?q=harbour&doc=law%2Fharbour-1987", "a document in Arabic": "?q=الميناء&doc=ae%2Fmina&ui=ar",
    "a part of a long document": "?q=siren&doc=law%2Fgiant&at=1310720", "no document": "?doc=none",
};
// All that a view may be made of: nothing of a document's text ever becomes an element.
const OURS = "a article aside bdi body button code dd details div dl dt fieldset footer form h1 h2 head header html input label legend li link "
    + "main mark meta nav noscript ol option p pre script section select span summary table tbody td th thead time title tr ul";

export function noScriptTests(world) {
    const at = (address) => world.address + address;
    const test = (name, body, options = {}) => it(name, () => onPage(world, {javaScriptEnabled: false, ...options}, body, FAILED_REQUEST));

    test("searches, narrows, turns the page and reads by links and forms alone", async (page) => {
        await page.goto(at(""));
        await page.fill("#q", "mariners");
        await page.press("#q", "Enter");
        await page.waitForURL(/q=mariners/);
        assert.match(await page.textContent("#summary"), /^45 documents, page 1 of 3, in /);
        await page.selectOption("#sort", "oldest");
        await page.fill("#from", "2022-06");
        await page.click("#search-form button");
        await page.waitForURL(/from=2022-06/);
        const narrowed = await page.textContent("#summary");
        assert.match(narrowed, /^\d\d documents, /);
        await page.click(".pages [rel=next]");
        assert.equal(await page.inputValue("#sort"), "oldest");
        assert.match(await page.textContent("#summary"), /page 2 of 2/);
        await page.click("#filters noscript a");
        await page.click("#filter-groups a:has-text('Pilot station 7')");
        assert.match(page.url(), /source=Pilot%20station%207/);
        assert.match(await page.textContent(".chips"), /Pilot station 7/);
        await page.click("#search-form button");  // the form keeps what was narrowed by
        assert.match(await page.textContent(".chips"), /Pilot station 7/);
        await page.click(".chips a:has-text('Pilot station 7')");
        assert.equal(await page.textContent("#summary").then((text) => text.split(" ")[0]), narrowed.split(" ")[0]);
        await page.click(".hit h2 a");
        assert.match(await page.textContent(".text"), /Mariners are told/);
        assert.deepEqual(await texts(page, ".text mark"), ["Mariners"]);
        await page.click(".back");
        assert.ok(await page.isVisible(".hits"));
    });

    test("turns over a long document, and goes to a section by its name", async (page) => {
        await page.goto(at("?doc=law%2Fgiant"));
        assert.match(await page.textContent(".turner"), /page 1 of 19/);
        await page.click(".turner [rel=next]");
        await page.waitForURL(/at=/);
        assert.match(await page.textContent(".turner"), /page 2 of 19/);
        await page.goto(at("?q=siren"));
        await page.click(".hit .place");
        await page.waitForSelector(":target mark");
    });

    test("shows the same text with and without script", async (page) => {
        for (const address of ["?q=harbour&doc=law%2Fharbour-1987", "?q=Hafen&doc=de%2Fhafen", "?q=海港&doc=hk%2F622"]) {
            const shown = async () => ({
                marks: await texts(page, ".text mark"), labels: await texts(page, ".text h2"),
                text: await page.$$eval(".text p", (all) => all.map((each) => each.textContent)),
                ids: await page.$$eval(".text section", (all) => all.map((each) => each.id))});
            await page.goto(at(address));
            const plain = await shown();
            await onPage(world, {}, async (scripted) => {
                await scripted.goto(at(address));
                await scripted.waitForSelector("html[data-live]");
                const live = {marks: await texts(scripted, ".text mark"), labels: await texts(scripted, ".text h2"),
                              text: await scripted.$$eval(".text p", (all) => all.map((each) => each.textContent)),
                              ids: await scripted.$$eval(".text section", (all) => all.map((each) => each.id))};
                assert.deepEqual(plain, live);
            });
        }
    });

    test("marks the place of an error, and keeps what was typed", async (page) => {
        const answer = await page.goto(at("?q=" + encodeURIComponent("海港 foo:bar")));
        assert.equal(answer.status(), 400);
        assert.equal(await page.inputValue("#q"), "海港 foo:bar");
        assert.equal(await page.textContent(".typed mark"), "foo:");
    });

    test("makes no element of what documents, queries or addresses hold", async (page) => {
        const hostile = ["<script>window.broken=1</script>", "\"><img src=x onerror=alert(1)>", "'><svg onload=alert(1)>", "</title><script>x</script>",
                         "{{content}}", "javascript:alert(1)", "&lt;b&gt;", "\u0001\u007F<b>"];
        const addresses = ["?q=harbour", "?doc=" + encodeURIComponent("news/<script>")];
        for (const text of hostile) {
            for (const name of ["q", "doc", "lang", "kind", "-kind", "source", "from", "sort", "ui", "page", "at", "time", "versus", "nonsense"]) {
                addresses.push(`?q=harbour&${name}=${encodeURIComponent(text)}`);
            }
            addresses.push("?q=" + encodeURIComponent(`"${text}"`));
        }
        for (const address of addresses) {
            await page.goto(at(address));
            const odd = await page.evaluate((ours) => [...document.querySelectorAll("*")].flatMap((element) => [
                ...(ours.includes(element.localName) ? [] : [element.localName]),
                ...element.getAttributeNames().filter((name) => name.startsWith("on") || name === "style"),
                ...(/^javascript:/i.test(element.getAttribute("href") ?? "") ? [element.getAttribute("href")] : []),
                ...(element.localName === "script" && element.getAttribute("src") !== "app.js" ? ["script"] : []),
            ]), OURS.split(" "));
            assert.deepEqual(odd, [], address);
            assert.equal(await page.$$eval("#q", (all) => all.length), 1, address);
        }
    });

    for (const [locale, tag, documents, direction] of [
        ["zh-HK", "zh-Hant", "6 份文件", "ltr"], ["zh-CN", "zh-Hans", "6 份文件", "ltr"], ["de-AT", "de", "6 Dokumente", "ltr"],
        ["fr-FR", "fr", "6 documents", "ltr"], ["es-MX", "es", "6 documentos", "ltr"], ["ar-EG", "ar", "6 وثائق", "rtl"], ["nl-NL", "en", "6 documents", "ltr"],
    ]) {
        test(`speaks ${tag} to ${locale}`, async (page) => {
            await page.goto(at("?q=harbour"));
            assert.equal(await page.getAttribute("html", "lang"), tag);
            assert.equal(await page.getAttribute("html", "dir"), direction);
            assert.ok((await page.textContent("#summary")).startsWith(documents));
            const plain = await texts(page, ".facts");
            await onPage(world, {locale}, async (scripted) => {
                await scripted.goto(at("?q=harbour"));
                await scripted.waitForSelector("html[data-live]");
                assert.deepEqual(plain, await texts(scripted, ".facts"));
            });
        }, {locale});
    }

    // axe is a script itself: here the page's own one is left out.
    for (const [setting, options] of Object.entries({"in light": {}, "in dark": {colorScheme: "dark"}, "on a phone": {viewport: {width: 320, height: 640}}})) {
        it(`is open to everybody ${setting}`, () => onPage(world, options, async (page) => {
            await page.route("**/app.js", (route) => route.fulfill({contentType: "text/javascript", body: ""}));
            for (const [view, address] of Object.entries(VIEWS)) {
                await page.goto(at(address));
                assert.deepEqual(await violations(page), [], view);
                assert.equal(await overflows(page), 0, view);
            }
        }, FAILED_REQUEST));
    }
}

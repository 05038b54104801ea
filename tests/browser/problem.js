import assert from "node:assert/strict";
import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {it} from "node:test";
import {FAILED_REQUEST, moving, onPage, open, search, settled, texts} from "./browser.js";
import {index, serve} from "./server.js";

const SEARCHES = "**/api/v1/search?*";

export function problemTests(world) {
    const at = (address) => world.address + address;
    const test = (name, body) => it(name, () => onPage(world, {}, body, FAILED_REQUEST));

    test("marks the place of an error in the query, in any script", async (page) => {
        for (const [query, part] of [["foo:bar", "foo:"], ["🚢 海港 foo:bar", "foo:"], ["harbour w/0 dues", "w/0"],
                                     ["הנמל AND", "AND"], ["港「口", "「"]]) {
            await open(page, at("?q=" + encodeURIComponent(query)));
            assert.equal(await page.textContent(".problem h1"), "This query cannot be read");
            assert.equal(await page.textContent(".typed .query"), query);
            assert.equal(await page.textContent(".typed mark"), part);
            await page.click(".problem button");
            assert.equal(await page.evaluate(() => {
                const box = document.activeElement;
                return box.value.slice(box.selectionStart, box.selectionEnd);
            }), part);
        }
    });

    test("says that an answer is partial, and offers the whole", async (page) => {
        await page.route(SEARCHES, async (route) => {
            const answer = await route.fetch();
            const body = await answer.json();
            if (new URL(route.request().url()).searchParams.get("exact") === "1") return route.fulfill({response: answer});
            const notice = {code: "partial_answer", message: "The search was stopped after 2 s.",
                            place: {begin: 0, end: 0, utf16_begin: 0, utf16_end: 0}};
            body.query.notices.push(notice);
            return route.fulfill({response: answer, json: {...body, partial: true, total: {value: 5, relation: "gte"}, cursor: null}});
        });
        await open(page, at(""));
        await search(page, "harbour");
        assert.match(await page.textContent("#summary"), /^At least 5 documents/);
        assert.equal(await page.textContent(".notices li"), "The search was stopped after 2 s.");
        await moving(page, () => page.click(".partial a"));
        assert.doesNotMatch(await page.textContent("#summary"), /At least/);
        assert.match(page.url(), /exact=1/);
    });

    test("gives the server's suggestion", async (page) => {
        await open(page, at("?q=" + encodeURIComponent("\"harbour")));
        assert.equal(await page.textContent(".suggestion"), "Add the closing quotation mark.");
        await search(page, "\"harbour\"");
        assert.ok(await page.isVisible(".hits"));
    });

    test("names the parameter that is wrong", async (page) => {
        await open(page, at("?q=harbour&from=yesterday"));
        assert.match(await page.textContent(".problem"), /It is about from\./);
    });

    test("says that the server is not there, and tries again", async (page) => {
        await open(page, at(""));
        await page.route(SEARCHES, (route) => route.abort());
        await search(page, "harbour");
        assert.match(await page.textContent(".problem"), /The server cannot be reached/);
        await page.unroute(SEARCHES);
        await page.getByRole("button", {name: "Try again"}).click();
        await page.waitForSelector(".hits");
    });

    test("says so too where what shows it was not loaded before, and tries again", async (page) => {
        await open(page, at("?q=anchor"));
        await page.context().setOffline(true);
        await search(page, "harbour");
        assert.match(await page.textContent(".problem"), /The server cannot be reached/);
        await page.context().setOffline(false);
        await page.getByRole("button", {name: "Try again"}).click();
        await page.waitForSelector(".hits");
    });

    test("says when a busy server asks to come back", async (page) => {
        await page.route(SEARCHES, (route) => route.fulfill({
            status: 503, headers: {"Retry-After": "7"}, contentType: "application/problem+json",
            json: {type: "about:blank", title: "Service Unavailable", status: 503, code: "too_many_searches", detail: "Too many searches are waiting."}}));
        await open(page, at(""));
        await search(page, "harbour");
        assert.match(await page.textContent(".problem"), /Too many searches are waiting\./);
        assert.ok(await page.getByRole("button", {name: "Try again (the server asks for 7 s)"}).isVisible());
    });

    test("says that an answer is no answer of ours", async (page) => {
        await page.route(SEARCHES, (route) => route.fulfill({status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>"}));
        await open(page, at(""));
        await search(page, "harbour");
        assert.match(await page.textContent(".problem"), /answered 502 with something that is no JSON/);
    });

    test("works without the state of the index, and says so", async (page) => {
        await page.route("**/api/v1/status", (route) => route.abort());
        await open(page, at("?q=harbour"));
        assert.match(await page.textContent("#index-state"), /documents/);  // as the server put it there
        await search(page, "harbour OR vessel");
        await search(page, "harbour");
        assert.equal((await texts(page, ".hit")).length, 6);
        assert.match(await page.textContent("#index-state"), /not known/);
    });

    test("says what was not found, as it was read", async (page) => {
        await open(page, at("?q=" + encodeURIComponent("zeppelin airship")));
        assert.equal(await page.textContent(".empty h1"), "Nothing found");
        assert.equal(await page.textContent(".empty .query"), "zeppelin AND airship");
        assert.match(await page.textContent("#summary"), /^0 documents/);
    });

    it("says that the archive is empty", async () => {
        const blank = join(world.folder, "blank");
        mkdirSync(blank);
        writeFileSync(join(blank, "empty.txt"), "");
        const server = await serve(index(world.folder, "empty", [blank]));
        try {
            await onPage({...world, address: server.address}, {}, async (page) => {
                await open(page, server.address);
                assert.equal(await page.textContent(".empty h1"), "The archive is empty");
                await open(page, server.address + "?q=harbour");
                assert.equal(await page.textContent(".empty h1"), "The archive is empty");
                const searched = page.waitForResponse(SEARCHES);
                await page.route("**/api/v1/status", async (route) => {
                    await searched;  // the answer to the search comes first
                    await route.continue();
                });
                await search(page, "dues");
                assert.equal(await page.textContent(".empty h1"), "The archive is empty");
                await moving(page, () => page.click(".brand"));
                await settled(page);
                assert.ok(await page.isHidden("#filters"));
            });
        } finally {
            await server.stop();
        }
    });
}

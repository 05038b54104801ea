import assert from "node:assert/strict";
import {it} from "node:test";
import {FAILED_REQUEST, moving, onPage, open, search, settled, shows, texts} from "./browser.js";

const TITLES = ".hit h2";

export function searchTests(world) {
    const at = (address) => world.address + address;
    const test = (name, options, body, expected) => it(name, () => onPage(world, options, body, expected));

    test("asks for nothing that the server has put into the page", {}, async (page) => {
        const asked = [];
        page.on("request", (request) => { asked.push(new URL(request.url()).pathname); });
        const of_api = () => asked.filter((path) => path.startsWith("/api/")).sort();
        await open(page, at("?q=harbour&time=count"));
        assert.deepEqual(of_api(), ["/api/v1/facets", "/api/v1/timeline"]);
        assert.ok(await page.$(".timeline svg"));
        assert.equal(await page.getAttribute("#timeline", "role"), null);
        asked.length = 0;
        await moving(page, () => page.selectOption("#sort", "newest"));
        assert.ok(asked.includes("/api/v1/search"));
        assert.ok(!asked.includes("/api/v1/facets"), "their numbers are the same");
    });

    // As they are, before they are compressed to a third; Arabic letters have two bytes.
    // Without hits, so that it is the page alone that is measured.
    for (const ui of ["en", "zh-Hant", "zh-Hans", "de", "fr", "es", "ar"]) {
        test(`takes few bytes for a first search in ${ui}`, {}, async (page) => {
            const sizes = [];
            const weigh = (response) => {
                if (!new URL(response.url()).pathname.startsWith("/api/")) sizes.push(response.body().then((body) => body.length));
            };
            page.on("response", weigh);
            await open(page, at(`?q=zeppelin&ui=${ui}`));
            await page.waitForLoadState("networkidle");
            page.off("response", weigh);
            const sum = (await Promise.all(sizes)).reduce((all, size) => all + size, 0);
            assert.ok(sum > 50_000 && sum < (ui === "en" ? 65_000 : 80_000), String(sum));
        });
    }

    test("shows the same hits as the server and as the script makes them", {}, async (page) => {
        for (const address of ["?q=harbour", "?q=harbour&-kind=law&density=compact", "?q=mariners&page=2&sort=newest", "?q=mariners&ui=zh-Hant"]) {
            const shown = () => page.$eval("#content", (content) => {
                for (const link of content.querySelectorAll("a")) link.setAttribute("href", decodeURIComponent(link.getAttribute("href").replaceAll("+", " ")).replace(/^\.\//, ""));
                return content.innerHTML;
            });
            await open(page, at(address));
            const made_by_server = await shown();
            await moving(page, () => page.selectOption("#sort", "oldest"));
            await page.goBack();
            await page.waitForFunction((search) => location.search === search, new URL(at(address)).search);
            await settled(page);
            assert.equal(made_by_server, await shown(), address);
        }
    });

    test("shows its list densely or with air, as the address says, without a shift", {}, async (page) => {
        await open(page, at("?q=harbour"));
        const height = () => page.$eval(".hits", (list) => list.getBoundingClientRect().height);
        const before = await height();
        await moving(page, () => page.getByRole("link", {name: "Compact list"}).click());
        assert.equal(new URL(page.url()).search, "?q=harbour&density=compact");
        assert.ok(await height() < 0.85 * before);
        await search(page, "vessel");
        assert.ok(page.url().includes("density=compact"));
        await page.reload();
        await settled(page);
        assert.ok(await page.isVisible(".compact .hits"));
        await moving(page, () => page.getByRole("link", {name: "Comfortable list"}).click());
        assert.equal(new URL(page.url()).search, "?q=vessel");
    });

    test("marks the words that were found, and nothing else", {}, async (page) => {
        await open(page, at(""));
        await search(page, "harbour");
        assert.match(await page.textContent("#summary"), /^6 documents, in [\d.,]+ ms$/);
        const marks = await texts(page, ".hit mark");
        assert.ok(marks.length >= 8);
        for (const mark of marks) assert.equal(mark.toLowerCase(), "harbour");
        assert.equal(await page.title(), "harbour – Gazette");
    });

    test("marks a quotation", {}, async (page) => {
        await open(page, at("?q=" + encodeURIComponent("\"duty of care\"")));
        assert.deepEqual([...new Set((await texts(page, ".snippet mark")).join(" ").match(/\w+/g))].sort(), ["care", "duty", "of"]);
    });

    test("finds both kinds of Chinese characters and sets each in its own shapes", {}, async (page) => {
        await open(page, at("?q=" + encodeURIComponent("海港")));
        assert.deepEqual((await texts(page, TITLES)).sort(), ["海港條例", "港口管理规定"]);
        assert.deepEqual([...new Set(await texts(page, ".hit mark"))], ["海港"]);
        assert.deepEqual((await page.$$eval(TITLES, (all) => all.map((each) => each.lang))).sort(), ["zh-Hans", "zh-Hant"]);
        const families = await page.$$eval(".snippet p", (all) => all.map((each) => getComputedStyle(each).fontFamily));
        assert.notEqual(families[0], families[1]);
        assert.ok((await texts(page, ".facts")).some((facts) => facts.includes("繁體中文")));
    });

    test("sets Arabic from right to left", {}, async (page) => {
        await open(page, at("?q=" + encodeURIComponent("الميناء")));
        for (const selector of [TITLES, ".snippet p"]) {
            assert.equal(await page.$eval(selector, (each) => getComputedStyle(each).direction), "rtl");
            assert.equal(await page.$eval(selector, (each) => each.lang), "ar");
        }
        assert.ok((await texts(page, ".facts"))[0].includes("العربية"));
    });

    test("says what is known of a hit, as exactly as it is known", {}, async (page) => {
        await open(page, at("?q=harbour"));
        const facts = Object.fromEntries(await page.$$eval(".hit", (hits) => hits.map((hit) => [
            hit.querySelector("h2").textContent, [...hit.querySelectorAll(".facts li")].map((each) => each.textContent)])));
        assert.deepEqual(facts["Harbour Dues Act"].slice(0, 5), ["Law", "7 May 1987", "statutes", "acts", "English"]);
        assert.equal(facts["The Board v. Lantern Shipping"][1], "November 1994");
        assert.equal(Object.entries(facts).find(([title]) => title.startsWith("<script>"))[1][1], "2020");
        assert.deepEqual(await page.$$eval(".original", (all) => all.map((each) => [each.getAttribute("href"), each.rel])),
                         [["https://example.org/acts/harbour?year=1987&n=12", "noopener noreferrer"]]);
    });

    test("keeps markup in titles, sources and texts as text", {}, async (page) => {
        for (const address of ["?q=harbour", "?q=harbour&doc=" + encodeURIComponent("news/<script>")]) {
            await open(page, at(address));
            assert.equal(await page.evaluate(() => globalThis.broken), undefined);
            assert.equal(await page.$$eval("main script, main img, main b, aside script, aside b", (all) => all.length), 0);
            assert.ok((await texts(page, "main")).join().includes("<script>window.broken = true</script><img src=x"));
            assert.equal(await page.$$eval("a[href^=javascript]", (all) => all.length), 0);
        }
    });

    test("shows how a query was read, and notices with their place", {}, async (page) => {
        await open(page, at("?q=" + encodeURIComponent("harbour or vessel") + "&reading=query"));
        assert.match(await page.textContent(".notices"), /or/);
        assert.equal(await page.textContent(".notices mark"), "or");
        await open(page, at("?q=" + encodeURIComponent("harbour board")));
        assert.equal(await page.textContent(".canonical .query"), "harbour AND board");
        await open(page, at("?q=harbour"));
        assert.equal(await page.$(".canonical"), null);
    });

    test("goes from a snippet to its place in the document", {}, async (page) => {
        await open(page, at("?q=anchor&kind=law"));
        assert.equal(await page.textContent(".snippet .place"), "Section 2(1), page 2");
        await moving(page, () => page.click(".snippet .place"));
        assert.equal(await page.evaluate(() => decodeURIComponent(location.hash)), "#seg-s2(1)/a b");
        assert.equal(await page.textContent(".document h1"), "Harbour Dues Act");
    });

    test("narrows by several values, and goes back", {}, async (page) => {
        await open(page, at("?q=harbour"));
        await moving(page, () => page.getByRole("checkbox", {name: "Law"}).check());
        assert.deepEqual(await texts(page, TITLES), ["Harbour Dues Act"]);
        await moving(page, () => page.getByRole("checkbox", {name: "Case"}).check());
        assert.equal(new URL(page.url()).search, "?q=harbour&kind=law&kind=case");
        assert.equal((await texts(page, TITLES)).length, 2);
        assert.deepEqual(await texts(page, ".chips li"), ["Without the filter Law×", "Without the filter Case×", "Clear all"]);

        await page.reload();
        await settled(page);
        assert.equal((await texts(page, TITLES)).length, 2);
        assert.ok(await page.getByRole("checkbox", {name: "Law"}).isChecked() && await page.getByRole("checkbox", {name: "Case"}).isChecked());

        await moving(page, () => page.goBack());
        assert.equal((await texts(page, TITLES)).length, 1);
        assert.ok(!await page.getByRole("checkbox", {name: "Case"}).isChecked());
        await moving(page, () => page.goBack());
        assert.equal((await texts(page, TITLES)).length, 6);
        await moving(page, () => page.goForward());
        assert.ok(await page.getByRole("checkbox", {name: "Law"}).isChecked());
        await moving(page, () => page.click(".chips a"));
        assert.equal((await texts(page, TITLES)).length, 6);
    });

    test("keeps the focus on the filter that was chosen", {}, async (page) => {
        await open(page, at("?q=harbour"));
        await page.getByRole("checkbox", {name: "Law"}).focus();
        await moving(page, () => page.keyboard.press("Space"));
        assert.equal(await page.evaluate(() => document.activeElement.value), "law");
    });

    test("offers every value with its count, the rare ones on demand", {}, async (page) => {
        await open(page, at(""));
        assert.ok((await texts(page, "#filter-groups label")).includes("Policy 46"));
        assert.ok(!await page.getByRole("checkbox", {name: "reports"}).isVisible());
        await page.click("[data-field=source] .more");
        await page.getByRole("checkbox", {name: "reports"}).waitFor();
        assert.ok(await page.getByRole("checkbox", {name: "<b>Hostile</b> & Sons"}).isVisible());
    });

    test("counts what each value would find", {}, async (page) => {
        await open(page, at("?q=harbour"));
        assert.deepEqual(await texts(page, "[data-field=kind] label"), ["News 2", "Case 1", "Debate 1", "Law 1"]);
        await moving(page, () => page.getByRole("checkbox", {name: "Law"}).check());
        const kinds = await texts(page, "[data-field=kind] label");
        assert.ok(kinds.includes("Law 1") && kinds.includes("News 2"), kinds.join());
        assert.deepEqual(await texts(page, "[data-field=year] a"), ["1987"]);
    });

    test("excludes a value, and takes it in again", {}, async (page) => {
        await open(page, at("?q=harbour"));
        await moving(page, () => page.getByRole("link", {name: "Leave out: News"}).click());
        assert.equal(new URL(page.url()).search, "?q=harbour&-kind=news");
        assert.equal((await texts(page, TITLES)).length, 4);
        assert.deepEqual(await texts(page, ".chips li"), ["Without the filter not News×"]);
        assert.match(await page.textContent(".excluded"), /News 2/);
        await page.fill("#q", "harbour board");
        await moving(page, () => page.press("#q", "Enter"));
        assert.equal(new URL(page.url()).search, "?q=harbour+board&-kind=news");
        await moving(page, () => page.getByRole("link", {name: "Take in again: News"}).click());
        assert.equal(new URL(page.url()).search, "?q=harbour+board");
    });

    test("narrows to a year by its number", {}, async (page) => {
        await open(page, at("?q=harbour"));
        await moving(page, () => page.click("[data-field=year] a >> text=1987"));
        assert.equal(new URL(page.url()).search, "?q=harbour&from=1987&to=1987");
        assert.deepEqual(await texts(page, TITLES), ["Harbour Dues Act"]);
    });

    test("searches in a long list of values", {}, async (page) => {
        await open(page, at("?q=mariners"));
        await page.getByLabel("Source: search in the list").fill("STATION 7");
        await page.waitForFunction(() => document.querySelectorAll("[data-field=source] label").length === 1);
        assert.match(await page.textContent("[data-field=source] label"), /^Pilot station 7 /);
    });

    test("shows hits before their numbers, and without them", {}, async (page) => {
        let go;
        const asked = new Promise((resolve) => { go = resolve; });
        await page.route("**/api/v1/facets?*", async (route) => {
            await asked;
            await route.abort();
        });
        await page.goto(at("?q=harbour"));
        await page.waitForSelector(".hit");
        go();
        await page.waitForSelector("#filter-groups .hint");
        assert.match(await page.textContent("#filter-groups .hint"), /numbers are not known/);
    }, FAILED_REQUEST);

    test("says for how many documents a value is not known", {}, async (page) => {
        await open(page, at("?q=harbour"));
        assert.match(await page.textContent("[data-field=kind]"), /Not known: 1$/);
        assert.match(await page.textContent("[data-field=year]"), /Not known: 1$/);
    });

    test("shows a value of the address that the index does not hold", {}, async (page) => {
        await open(page, at("?q=harbour&source=nobody"));
        assert.ok(await page.getByRole("checkbox", {name: "nobody"}).isChecked());
        assert.equal(await page.textContent(".empty h1"), "Nothing found");
        await moving(page, () => page.getByRole("link", {name: "Search without filters"}).click());
        assert.equal((await texts(page, TITLES)).length, 6);
    });

    test("narrows by dates, and does not ask for what is no date", {}, async (page) => {
        await open(page, at("?q=harbour"));
        await page.fill("#from", "1990");
        await moving(page, () => page.press("#from", "Enter"));
        assert.equal(new URL(page.url()).search, "?q=harbour&from=1990");
        assert.equal((await texts(page, TITLES)).length, 3);
        await page.fill("#to", "2019-5");
        await page.press("#to", "Enter");
        assert.equal(new URL(page.url()).search, "?q=harbour&from=1990");
        await page.fill("#to", "2019-05");
        await moving(page, () => page.press("#to", "Tab"));
        assert.equal((await texts(page, TITLES)).length, 2);
        assert.deepEqual((await texts(page, ".chips li")).slice(0, 2),
                         ["Without the filter from 1990×", "Without the filter to May 2019×"]);
    });

    test("orders by date", {}, async (page) => {
        await open(page, at("?q=harbour"));
        await moving(page, () => page.selectOption("#sort", "oldest"));
        assert.deepEqual((await texts(page, TITLES)).slice(0, 2), ["Debates of the harbour committee", "Harbour Dues Act"]);
        await moving(page, () => page.selectOption("#sort", "newest"));
        assert.match((await texts(page, TITLES))[0], /^<script>/);
    });

    test("goes from page to page, and back to where one was", {}, async (page) => {
        await open(page, at("?q=mariners"));
        assert.match(await page.textContent("#summary"), /^45 documents, page 1 of 3, /);
        const first = await texts(page, TITLES);
        await page.getByRole("link", {name: "Next"}).scrollIntoViewIfNeeded();
        await page.waitForFunction(() => history.state?.scroll > 500);
        const scroll = await page.evaluate(() => scrollY);
        await moving(page, () => page.getByRole("link", {name: "Next"}).click());
        assert.equal(await page.evaluate(() => scrollY), 0);
        assert.equal(await page.$eval(".hits", (list) => list.start), 21);
        await moving(page, () => page.getByRole("link", {name: "Page 3"}).click());
        assert.equal((await texts(page, TITLES)).length, 5);
        assert.equal(await page.getByRole("link", {name: "Next"}).count(), 0);
        await moving(page, () => page.getByRole("link", {name: "Previous"}).click());
        await moving(page, () => page.goBack());
        await moving(page, () => page.goBack());
        await moving(page, () => page.goBack());
        assert.deepEqual(await texts(page, TITLES), first);
        assert.equal(await page.evaluate(() => scrollY), scroll);
    });

    test("says that a page lies past the last hit", {}, async (page) => {
        await open(page, at("?q=mariners&page=9"));
        await moving(page, () => page.getByRole("link", {name: /^Page 3/}).click());
        assert.equal((await texts(page, TITLES)).length, 5);
    });

    test("says that a count is a lower bound", {}, async (page) => {
        await page.route("**/api/v1/search?*", async (route) => {
            const answer = await (await route.fetch()).json();
            answer.total = {value: 1000, relation: "gte"};
            await route.fulfill({json: answer});
        });
        await open(page, at(""));
        await search(page, "mariners");
        assert.match(await page.textContent("#summary"), /^At least 1,000 documents, page 1, /);
    });

    test("shows the answer to the last question, however long an earlier one takes", {}, async (page) => {
        await open(page, at(""));
        let release = null;
        const held = new Promise((resolve) => { release = resolve; });
        await page.route("**/api/v1/search?q=vessel*", async (route) => {
            await held;
            await route.continue().catch(() => undefined);  // the page may have given it up
        });
        await page.fill("#q", "vessel");
        await page.press("#q", "Enter");
        await page.waitForSelector("#progress:not([hidden])");
        await search(page, "lighthouse");
        release();
        await page.waitForLoadState("networkidle");
        assert.equal(await page.title(), "lighthouse – Gazette");
        assert.ok((await texts(page, TITLES)).includes("Debates of the harbour committee"));
        assert.ok(await page.isHidden("#progress"));
    }, FAILED_REQUEST);

    test("does not take away what is typed while an answer is awaited", {}, async (page) => {
        await open(page, at(""));
        await page.route("**/api/v1/search?*", async (route) => {
            await page.fill("#q", "vessel and more");
            await route.continue();
        });
        await page.fill("#q", "vessel");
        await page.press("#q", "Enter");
        await page.waitForSelector(".hit");
        assert.equal(await page.inputValue("#q"), "vessel and more");
    });

    test("makes one entry in the history for one question", {}, async (page) => {
        await open(page, at(""));
        const before = await page.evaluate(() => history.length);
        await search(page, "harbour");
        await page.press("#q", "Enter");
        await settled(page);
        assert.equal(await page.evaluate(() => history.length), before + 1);
    });

    test("focuses the search box with a slash, and not while one types", {}, async (page) => {
        await open(page, at("?q=harbour"));
        await page.keyboard.press("/");
        assert.equal(await page.evaluate(() => document.activeElement.id), "q");
        await page.keyboard.type("a/b");
        assert.equal(await page.inputValue("#q"), "a/b");
    });

    test("tells what the archive holds before anything is asked", {}, async (page) => {
        await open(page, at(""));
        assert.equal(await page.textContent(".home h1"), "60 documents");
        assert.equal(await page.evaluate(() => document.activeElement.id), "q");
        await moving(page, () => page.getByRole("link", {name: "Browse the newest"}).click());
        assert.match(await page.textContent("#summary"), /^60 documents/);
    });

    test("opens a link in another tab when asked to", {}, async (page) => {
        await open(page, at("?q=harbour"));
        const [other] = await Promise.all([
            page.context().waitForEvent("page"), page.click(".hit h2 a", {modifiers: ["ControlOrMeta"]})]);
        await other.waitForSelector(".document h1");
        assert.ok(await page.isVisible(".hits"));
    });

    test("shows the same after a reload and at a shared address", {}, async (page) => {
        const address = "?q=harbour&lang=en&kind=law&kind=news&to=2020&sort=newest";
        await open(page, at(address));
        const titles = await texts(page, TITLES);
        assert.equal(titles.length, 3);
        await page.reload();
        await shows(page, {q: "harbour"});
        await settled(page);
        assert.deepEqual(await texts(page, TITLES), titles);
        assert.equal(await page.inputValue("#sort"), "newest");
        assert.equal(await page.inputValue("#to"), "2020");
    });
}

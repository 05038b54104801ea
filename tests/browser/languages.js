// The page in the languages of its readers.
import assert from "node:assert/strict";
import {it} from "node:test";
import {readdirSync, readFileSync} from "node:fs";
import {FAILED_REQUEST, onPage, open, overflows, settled, violations} from "./browser.js";

const WEB = new URL("../../web/", import.meta.url);
const SERVER = new URL("../../searcher/http/page/", import.meta.url);
const files = readdirSync(new URL("lang/", WEB));
const contents = (pattern) => Object.fromEntries(files.filter((file) => pattern.test(file)).map((file) => [
    file.split(".")[0], JSON.parse(readFileSync(new URL(`lang/${file}`, WEB)))]));
const messages = contents(/^[^.]+\.json$/);
const codes_of = contents(/\.codes\.json$/);
const names = (text) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

export function languageTests(world) {
    it("has the same texts in all languages, with the same things put in", () => {
        assert.equal(files.length, 12);
        for (const [tag, texts] of Object.entries(messages)) {
            assert.deepEqual(Object.keys(texts).sort(), Object.keys(messages.de).sort(), tag);
            assert.deepEqual(Object.keys(codes_of[tag]), Object.keys(codes_of.de), tag);
            for (const text of Object.values(codes_of[tag])) assert.match(text, /^[^{}]{4,}$/, tag);
            // Numbers of documents and the like: whole ones.
            const numbers = [...Array(200).keys(), 1000, 1001, 1002, 1011, 1000000, 2000000];
            const categories = new Set(numbers.map((number) => new Intl.PluralRules(tag).select(number)));
            for (const [key, text] of Object.entries(texts)) {
                if (typeof text === "string") assert.deepEqual(names(text), names(key), `${tag}: ${key}`);
                else {
                    assert.ok("other" in text && text.other.includes("{n}"), `${tag}: ${key}`);
                    for (const category of Object.keys(text)) assert.ok(categories.has(category), `${tag}: ${key}: ${category}`);
                    const optional = tag === "ar" ? "zero" : "many";
                    for (const category of categories) assert.ok(category in text || category === optional, `${tag}: ${key}: ${category}`);
                }
            }
        }
    });

    // What explain alone says is not on the page, and neither is what only programs send.
    const NOT_SHOWN = ["no_documents", "not_together", "mixed_spelling"];
    const FOR_PROGRAMS = ["malformed_request", "too_many_parameters", "unknown_parameter", "repeated_parameter", "bad_document", "bad_batch", "too_many_queries",
                          "text_too_long", "too_many_spans", "ingest_off", "method_not_allowed", "index_locked", "body_refused", "body_too_large",
                          "too_many_documents", "body_encoded", "json_required", "wrong_host", "too_many_headers", "headers_too_large",
                          "ingest_busy", "version_not_supported", "batch_out_of_time"];

    it("says each notice and error by its code", () => {
        const schemas = new URL("../../schemas/", import.meta.url);
        const syntax = readFileSync(new URL("query_syntax.md", schemas), "utf8");
        const codes = [...syntax.matchAll(/`([a-z]+(?:_[a-z0-9]+)+)`/g)].map(([, code]) => code);
        const problems = readFileSync(new URL("README.md", schemas), "utf8").split("## Codes of problems")[1];
        for (const [, code] of problems.matchAll(/^\| \d+ \| `([a-z0-9_]+)`/gm)) codes.push(code);
        assert.ok(codes.length > 60);
        for (const code of codes) assert.ok(code in codes_of.de || NOT_SHOWN.includes(code) || FOR_PROGRAMS.includes(code), code);
        for (const code of Object.keys(codes_of.de)) assert.ok(codes.includes(code) || syntax.includes(`\`${code}\``), code);
    });

    it("says each text that it has a translation of", () => {
        const sources = [WEB, SERVER].flatMap((folder) => readdirSync(folder).filter((file) => /\.(js|html|cpp)$|^examples\.json$/.test(file))
            .map((file) => readFileSync(new URL(file, folder), "utf8"))).join("\n");
        for (const [key, text] of Object.entries(messages.de)) {
            if (typeof text === "string") assert.ok(sources.includes(key), key);
        }
    });

    it("has a translation of each text that it says", () => {
        for (const file of readdirSync(WEB).filter((name) => name.endsWith(".js"))) {
            const source = readFileSync(new URL(file, WEB), "utf8");
            for (const [, text] of source.matchAll(/\b(?:t|withElements)\("([^"]+)"/g)) assert.ok(text in messages.de, `${file}: ${text}`);
        }
        for (const file of readdirSync(SERVER).filter((name) => name.endsWith(".cpp"))) {
            const source = readFileSync(new URL(file, SERVER), "utf8");
            for (const [, text] of source.matchAll(/\.t\("([^"]+)"/g)) assert.ok(text in messages.de, `${file}: ${text}`);
        }
        for (const {meaning} of JSON.parse(readFileSync(new URL("examples.json", WEB), "utf8"))) assert.ok(meaning in messages.de, meaning);
        const page = readFileSync(new URL("index.html", WEB), "utf8");
        for (const [, text] of page.matchAll(/ data-t>([^<]+)</g)) assert.ok(text in messages.de, text);
    });

    for (const [locale, tag, results, direction] of [
        ["zh-HK", "zh-Hant", "6 份文件", "ltr"], ["zh-CN", "zh-Hans", "6 份文件", "ltr"], ["de-AT", "de", "6 Dokumente", "ltr"],
        ["fr-FR", "fr", "6 documents", "ltr"], ["es-MX", "es", "6 documentos", "ltr"], ["ar-EG", "ar", "6 وثائق", "rtl"], ["nl-NL", "en", "6 documents", "ltr"],
    ]) {
        it(`speaks ${tag} to ${locale}`, () => onPage(world, {locale}, async (page) => {
            await open(page, world.address + "?q=harbour&time=count");
            assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [tag, direction]);
            assert.ok((await page.textContent("#summary")).startsWith(results), await page.textContent("#summary"));
            assert.deepEqual(await violations(page), []);
            await page.setViewportSize({width: 320, height: 640});
            assert.equal(await overflows(page), 0);
            await open(page, world.address + "?q=harbour&doc=law%2Fharbour-1987");
            assert.deepEqual(await violations(page), []);
            assert.equal(await overflows(page), 0);
        }));
    }

    it("says notices and errors in the reader's language, with and without script", async () => {
        for (const javaScriptEnabled of [true, false]) {
            await onPage(world, {javaScriptEnabled, locale: "de-AT"}, async (page) => {
                await page.goto(world.address + "?q=harbour+or+vessel");
                assert.match(await page.textContent(".notices li"), /^Das wurde als Wort gesucht/);
                await page.goto(world.address + "?q=foo:bar");
                if (javaScriptEnabled) await settled(page);
                assert.equal(await page.textContent(".problem p"), "Dieses Feld gibt es nicht.");
                assert.equal(await page.getAttribute(".suggestion", "lang"), "en");
                assert.deepEqual(await page.$$eval(".typed mark", (all) => all.map((each) => each.textContent)), ["foo:"]);
                await page.goto(world.address + "?doc=none");
                if (javaScriptEnabled) await settled(page);
                assert.equal(await page.textContent(".problem h1"), "Nicht gefunden");
            }, FAILED_REQUEST);
        }
    });

    it("keeps the language that is chosen", () => onPage(world, {}, async (page) => {
        await open(page, world.address + "?q=harbour");
        await page.click("#languages [data-ui=de]");
        await page.waitForFunction(() => document.documentElement.lang === "de");
        await settled(page);
        assert.match(await page.textContent("#summary"), /^6 Dokumente, in /);
        assert.match(page.url(), /q=harbour&ui=de/);
        await open(page, world.address + "?q=anchor");
        await page.waitForFunction(() => document.documentElement.lang === "de");
        await settled(page);
        assert.match(await page.textContent("#summary"), /Dokumente/);
        await open(page, world.address + "?q=anchor&ui=fr");
        assert.match(await page.textContent("#summary"), /documents, en /);
    }, FAILED_REQUEST));
}

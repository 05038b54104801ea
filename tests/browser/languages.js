// The page in the languages of its readers.
import assert from "node:assert/strict";
import {it} from "node:test";
import {readdirSync, readFileSync} from "node:fs";
import {FAILED_REQUEST, onPage, open, overflows, settled, violations} from "./browser.js";

const WEB = new URL("../../web/", import.meta.url);
const SERVER = new URL("../../searcher/http/page/", import.meta.url);
const files = readdirSync(new URL("lang/", WEB));
const messages = Object.fromEntries(files.map((file) => [file.replace(".json", ""), JSON.parse(readFileSync(new URL(`lang/${file}`, WEB)))]));
const names = (text) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

export function languageTests(world) {
    it("has the same texts in all languages, with the same things put in", () => {
        assert.equal(files.length, 6);
        for (const [tag, texts] of Object.entries(messages)) {
            assert.deepEqual(Object.keys(texts).sort(), Object.keys(messages.de).sort(), tag);
            for (const [key, text] of Object.entries(texts)) {
                if (typeof text === "string") assert.deepEqual(names(text), names(key), `${tag}: ${key}`);
                else assert.ok("other" in text && text.other.includes("{n}"), `${tag}: ${key}`);
            }
        }
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
            for (const [, text] of source.matchAll(/\bt\("([^"]+)"/g)) assert.ok(text in messages.de, `${file}: ${text}`);
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

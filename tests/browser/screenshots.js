// The main views as pictures: node screenshots.js FOLDER (see tools/screenshots).
import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {launch, newPage, open, settled} from "./browser.js";
import {index, indexDocuments, makeFolder, removeFolder, serve, writeRecords} from "./server.js";
import {RECORDS} from "./versions.js";

const PHONE = {viewport: {width: 320, height: 640}, deviceScaleFactor: 2};
const DARK = {colorScheme: "dark"};

const SHOTS = [
    ["home", "", {}],
    ["english", "?q=harbour", {}],
    ["english-dark", "?q=harbour+board", DARK],
    ["filters", "?q=harbour&kind=law&kind=case&from=1980", {}],
    ["chinese", "?q=海港", {}],
    ["arabic", "?q=الميناء", {}],
    ["timeline", "?q=harbour+OR+mariners&time=count&versus=vessel", {}],
    ["timeline-dark", "?q=harbour+OR+mariners&time=share", DARK],
    ["compact", "?q=harbour&density=compact", {}],
    ["notices-chinese", "?q=harbour+or+dues", {locale: "zh-HK"}],
    ["excluded", "?q=harbour&-kind=news", {}],
    ["interface-chinese", "?q=海港&time=count", {locale: "zh-HK"}],
    ["interface-arabic", "?q=harbour", {locale: "ar"}],
    ["interface-german", "?q=harbour", {locale: "de"}],
    ["phone-arabic", "?q=harbour&time=count", {...PHONE, locale: "ar"}],
    ["pages", "?q=mariners&page=2", {}],
    ["notices", "?q=harbour+and+dues", {}],
    ["document", "?q=harbour&doc=law%2Fharbour-1987", {}],
    ["document-dark", "?q=duty&doc=law%2Fharbour-1987", DARK],
    ["document-long", "?q=lighthouse&doc=debate%2Flong#seg-p37", {}],
    ["document-part", "?q=siren&doc=law%2Fgiant#seg-s2500", {}],
    ["document-passage", "?q=siren&doc=law%2Fgiant#b100-700", DARK],
    ["document-arabic", "?q=الميناء&doc=ae%2Fmina", {}],
    ["document-chinese", "?q=海港&doc=hk%2F622", {}],
    ["error", "?q=harbour+AND+(vessel+w%2F5+duty)", {}],
    ["nothing", "?q=zeppelin&kind=law", {}],
    ["archive", "archive", {}],
    ["archive-arabic-dark", "archive", {...DARK, locale: "ar"}],
    ["phone-archive", "archive", PHONE],
    ["api", "api", {}],
    ["noscript", "?q=harbour&filters=1&time=count", {javaScriptEnabled: false}],
    ["noscript-document-arabic", "?q=الميناء&doc=ae%2Fmina", {javaScriptEnabled: false, locale: "ar"}],
    ["zoomed", "?q=harbour", {viewport: {width: 320, height: 200}, deviceScaleFactor: 4}],
    ["phone-home", "", PHONE],
    ["phone-results", "?q=harbour", PHONE],
    ["phone-document", "?q=harbour&doc=law%2Fharbour-1987", PHONE],
    ["phone-part", "?q=siren&doc=law%2Fgiant#seg-s2500", PHONE],
    ["phone-error-dark", "?q=%22harbour", {...PHONE, ...DARK}],
];

const target = process.argv[2];
mkdirSync(target, {recursive: true});
const folder = makeFolder();
const browser = await launch();
let server = null;

async function shoot(name, address, options, prepare = async () => {}) {
    const {page, close} = await newPage(browser, server.address, options);
    if (/^(archive|api)/.test(address) || options.javaScriptEnabled === false) await page.goto(server.address + address);
    else await open(page, server.address + address);
    await prepare(page);
    await page.screenshot({path: join(target, `${name}.png`)});
    await close();
}

try {
    server = await serve(indexDocuments(folder));
    for (const [name, address, options] of SHOTS) await shoot(name, address, options);
    await shoot("document-match", "?q=lighthouse&doc=debate%2Flong", {}, async (page) => {
        await page.keyboard.press("n");
        await page.keyboard.press("n");
        await page.waitForTimeout(300);
    });
    await shoot("help", "?q=harbour", {}, (page) => page.keyboard.press("?").then(() => page.waitForSelector("dialog[open]")));
    for (const [name, options] of [["suggestions", {}], ["suggestions-dark", DARK], ["phone-suggestions-arabic", {...PHONE, locale: "ar"}]]) {
        await shoot(name, "", options, async (page) => {
            await page.locator("#q").pressSequentially("harb");
            await page.waitForSelector("#suggestions li");
            await page.keyboard.press("ArrowDown");
        });
    }
    await shoot("print", "?q=harbour&doc=law%2Fharbour-1987", {}, (page) => page.emulateMedia({media: "print"}));
    await shoot("unreachable", "", {}, async (page) => {
        await server.stop();
        await page.fill("#q", "harbour");
        await page.keyboard.press("Enter");
        await page.waitForSelector(".problem");
    });
    server = await serve(index(folder, "works-index", [writeRecords(folder, "works", RECORDS)]));
    for (const [name, other, options] of [["versions", "en-1987", {}], ["languages", "fr-1994", {}], ["languages-arabic-dark", "ar-1994", {...DARK, locale: "ar"}], ["phone-versions", "en-1987", PHONE]]) {
        await shoot(name, `?doc=act%2Fen-1994&beside=act%2F${other}`, options);
    }
    await server.stop();
    const blank = join(folder, "blank");
    mkdirSync(blank);
    writeFileSync(join(blank, "empty.txt"), "");
    server = await serve(index(folder, "empty", [blank]));
    await shoot("empty", "", {});
} finally {
    await server?.stop();
    await browser.close();
    removeFolder(folder);
}

// Every browser test, over one archive, one server and one browser.
import {after, before, describe} from "node:test";
import {launch} from "./browser.js";
import {accessTests} from "./access.js";
import {documentTests} from "./document.js";
import {helpTests} from "./help.js";
import {injectionTests} from "./injection.js";
import {languageTests} from "./languages.js";
import {moduleTests} from "./modules.js";
import {noScriptTests} from "./noscript.js";
import {problemTests} from "./problem.js";
import {countTests} from "./counts.js";
import {searchTests} from "./search.js";
import {versionTests} from "./versions.js";
import {indexDocuments, makeFolder, removeFolder, serve} from "./server.js";

describe("the page", () => {
    const world = {};  // folder, browser, address

    before(async () => {
        world.folder = makeFolder();
        world.server = await serve(indexDocuments(world.folder));
        world.address = world.server.address;
        world.browser = await launch();
    });
    after(async () => {
        await world.browser?.close();
        await world.server?.stop();
        removeFolder(world.folder);
    });

    describe("search", () => searchTests(world));
    describe("without script", () => noScriptTests(world));
    describe("counts", () => countTests(world));
    describe("document", () => documentTests(world));
    describe("versions", () => versionTests(world));
    describe("problem", () => problemTests(world));
    describe("access", () => accessTests(world));
    describe("help", () => helpTests(world));
    describe("injection", () => injectionTests(world));
    describe("languages", () => languageTests(world));
    describe("modules", () => moduleTests(world));
});

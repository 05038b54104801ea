// The program over an archive of its own, for as long as a test takes.
import {execFileSync, spawn} from "node:child_process";
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {createInterface} from "node:readline";
import {writeDocuments} from "./documents.js";

const program = process.env.GAZETTE_PROGRAM;

export function makeFolder() {
    return mkdtempSync(join(tmpdir(), "gazette-browser-"));
}

export function removeFolder(folder) {
    rmSync(folder, {recursive: true, force: true});
}

// Documents as one file in a folder of their own.
export function writeRecords(folder, name, records) {
    const archive = join(folder, name);
    mkdirSync(archive);
    writeFileSync(join(archive, "records.jsonl"), records.map((record) => JSON.stringify(record) + "\n").join(""));
    return archive;
}

// An index of `paths` in a new folder below `folder`.
export function index(folder, name, paths) {
    const target = join(folder, name);
    execFileSync(program, ["index", "--index", target, ...paths], {stdio: ["ignore", "ignore", "inherit"]});
    return target;
}

export function indexDocuments(folder) {
    return index(folder, "index", [writeDocuments(folder)]);
}

// { address: "http://127.0.0.1:PORT/", stop() }
export async function serve(indexFolder) {
    const server = spawn(program, ["serve", "--index", indexFolder, "--port", "0"], {stdio: ["ignore", "pipe", "ignore"]});
    const ended = new Promise((resolve) => server.once("exit", resolve));
    const line = await new Promise((resolve, reject) => {
        createInterface({input: server.stdout}).once("line", resolve);
        ended.then((code) => reject(new Error(`gazette serve ended with ${code}`)));
    });
    return {
        address: line.slice(line.lastIndexOf("http://")),
        stop: async () => {
            server.kill("SIGTERM");
            await ended;
        },
    };
}

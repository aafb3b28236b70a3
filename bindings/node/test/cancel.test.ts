import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import { Office, Source, parse } from "secretariat";

import { NOTE, fails } from "./helpers.js";

test("a signal cancels a call, before it and during it, and leaves the office usable", async () => {
  await using office = await Office.open();
  const aborted = AbortSignal.abort(new Error("changed my mind"));
  await assert.rejects(office.documents.all({ signal: aborted }), { message: "changed my mind" });
  await assert.rejects(Office.open({ signal: aborted }), { message: "changed my mind" });
  const long = Source.text("long.txt", `${NOTE}\n\n`.repeat(20_000));
  const controller = new AbortController();
  const adding = office.documents.add(long, { signal: controller.signal });
  setTimeout(() => controller.abort(), 1);
  await assert.rejects(adding, { name: "AbortError" });
  assert.deepEqual(await office.documents.all(), []);
  const timeout = AbortSignal.timeout(1);
  await assert.rejects(parse(Buffer.from(`${NOTE}\n\n`.repeat(50_000)), "long.txt", { signal: timeout }), { name: "TimeoutError" });
  assert.equal((await office.documents.add(Source.text("note.txt", NOTE))).name, "note.txt");
});

test("a signal that is aborted after the call does nothing, and keeps nothing", async () => {
  await using office = await Office.open();
  const controller = new AbortController();
  for (let at = 0; at < 50; at += 1) await office.documents.all({ signal: controller.signal });
  controller.abort();
  const job = office.documents.submit([Source.text("note.txt", NOTE)]);
  await assert.rejects(job.events(0, { signal: controller.signal }).next(), { name: "AbortError" });
  await assert.rejects(job.wait({ signal: controller.signal }), { name: "AbortError" });
  assert.equal((await job.wait()).length, 1);
  await assert.rejects(office.documents.get("x", { signal: new AbortController().signal }), fails("invalid_input"));
});

const program = (body: string): string =>
  `const { Office, Source } = require(${JSON.stringify(require.resolve("secretariat"))});
   (async () => { ${body} })();`;

function run(body: string): string {
  return execFileSync(process.execPath, ["--expose-gc", "-e", program(body)], { encoding: "utf8", timeout: 20_000 });
}

test("a program ends when it awaits nothing, with an office open and a job running", () => {
  run(`const ocr = { recognise: () => new Promise(() => {}) };
       const office = await Office.open({ ocr });
       office.documents.submit([Source.text("a.txt", "a note")]);`);
});

test("an office that nobody holds is closed by the collector, and calls under way come back first", () => {
  const out = run(`
    const { mkdtempSync } = require("node:fs");
    const folder = mkdtempSync(require("node:os").tmpdir() + "/secretariat-");
    const adding = (await Office.open(folder)).documents.add(Source.text("a.txt", "a note"));
    gc();
    const added = await adding;
    await new Promise((resolve) => setTimeout(resolve, 20));
    gc();
    const office = await Office.open(folder);
    console.log((await office.documents.get(added.id)).name);
    await office.close();`);
  assert.equal(out.trim(), "a.txt");
});

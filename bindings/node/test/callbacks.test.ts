import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import { test } from "node:test";

import { Office, SecretariatError, Source } from "secretariat";
import type { Ocr, OcrPage, ParsedDocument } from "secretariat";

import { ROOT } from "./face.js";
import { WORD, engine, untyped } from "./helpers.js";

const SCAN = readFileSync(join(ROOT, "examples/files/scan-nordmark.png"));
const PAGE: OcrPage = { width: 100, height: 100, words: [WORD] };

async function recognised(ocr: Ocr, callbackMillis?: number): Promise<ParsedDocument> {
  await using office = await Office.open({ ocr, settings: { limits: { callbackMillis } } });
  const { id } = await office.documents.add(Source.bytes("scan.png", SCAN));
  return await office.documents.text(id);
}

const read = async (ocr: Ocr): Promise<string> => (await recognised(ocr)).text;

/** What the document says about a picture that could not be read. */
async function failure(ocr: Ocr, callbackMillis?: number): Promise<string> {
  const { notes } = await recognised(ocr, callbackMillis);
  return notes.find((note) => note.code === "ocr_failed")?.message ?? assert.fail("the failure is not told");
}

test("a component may answer at once or later, and gets typed arguments", async () => {
  let seen: Parameters<Ocr["recognise"]> | undefined;
  const text = await read(
    engine((...given) => {
      seen = given;
      return [PAGE];
    }),
  );
  assert.match(text, /Invoice/);
  assert.ok(seen?.[0] instanceof Uint8Array);
  assert.deepEqual(Buffer.from(seen[0]), SCAN);
  assert.ok(Array.isArray(seen[2]));
  assert.match(await read(engine(async () => (await later(5), [PAGE]))), /Invoice/);
});

test("a component is called on its own object", async () => {
  class Engine implements Ocr {
    #page = PAGE;
    recognise(): OcrPage[] {
      return [this.#page];
    }
  }
  assert.match(await read(new Engine()), /Invoice/);
});

test("what a component throws is told by the document, and ends nothing", async () => {
  const out = (): never => {
    throw new SecretariatError("limit_exceeded", "out of credit");
  };
  const bare = (): never => {
    throw Object.create(null);
  };
  assert.match(await failure(engine(out)), /out of credit/);
  assert.match(await failure(engine(async () => out())), /out of credit/);
  assert.match(await failure(engine(() => Promise.reject(new TypeError("no engine")))), /TypeError: no engine/);
  assert.match(await failure(engine(() => Promise.reject(undefined))), /undefined/);
  assert.match(await failure(engine(bare)), /cannot be printed/);
});

test("garbage from a component is named", async () => {
  const garbage: [unknown, string][] = [
    [undefined, "recognise: expected an array, got nothing"],
    ["Invoice", "recognise: expected an array, got a string"],
    [[{ words: [{ ...WORD, text: 5 }] }], "recognise[0].words[0].text: expected a string"],
    [[{ words: [{ ...WORD, area: null }] }], "recognise[0].words[0].area: expected an object"],
    [[{ ...PAGE, mood: "good" }], "recognise[0].mood: there is no such field"],
    [[{ ...PAGE, width: -4 }], "returned something else than expected"],
  ];
  for (const [result, part] of garbage) {
    const told = await failure(engine(() => untyped(result)));
    assert.ok(told.includes(part), `"${told}" lacks "${part}"`);
  }
});

test("a component that never answers costs no more than its time", async () => {
  // The core and the border keep the same time; either may say so first.
  assert.match(await failure(engine(() => new Promise(() => {})), 50), /50 ?ms.*`limits.callback_millis`/);
});

test("an answer that comes after the call was cancelled is dropped", async () => {
  const controller = new AbortController();
  let asked: () => void;
  const called = new Promise<void>((resolve) => (asked = resolve));
  let answer: (pages: OcrPage[]) => void = () => {};
  const ocr = engine(() => (asked(), new Promise((resolve) => (answer = resolve))));
  await using office = await Office.open({ ocr });
  const adding = office.documents.add(Source.bytes("scan.png", SCAN), { signal: controller.signal });
  await called;
  controller.abort();
  await assert.rejects(adding, { name: "AbortError" });
  answer([PAGE]);
  await later(10);
  assert.deepEqual(await office.documents.all(), []);
});

test("a component may call the office that calls it", async () => {
  let office: Office | undefined;
  const ocr = engine(async () => {
    await office?.documents.add(Source.text("inner.txt", "A note."));
    return [PAGE];
  });
  office = await Office.open({ ocr });
  await office.documents.add(Source.bytes("scan.png", SCAN));
  assert.equal((await office.documents.all()).length, 2);
  await office.close();
});

import assert from "node:assert/strict";
import { createReadStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

import { DraftRequest, Office, Source, parse } from "secretariat";

import { ROOT } from "./face.js";
import { NOTE, fails, untyped } from "./helpers.js";

const FILES = join(ROOT, "examples/files");

test("an office keeps its documents in its folder", async () => {
  const folder = mkdtempSync(join(tmpdir(), "secretariat-"));
  try {
    const office = await Office.open(folder);
    const added = await office.documents.add(Source.file(pathToFileURL(join(FILES, "lease-Speicherhof-3.pdf"))));
    assert.equal(added.name, "lease-Speicherhof-3.pdf");
    assert.ok(added.added instanceof Date);
    const [deadline] = added.brief.deadlines;
    assert.match(deadline?.due ?? "", /^\d{4}-\d{2}-\d{2}$/);
    assert.equal(`${deadline?.evidence.place}`, deadline?.evidence.place.label());
    assert.match(`${deadline?.evidence.place}`, /^page \d+$/);
    await office.close();
    await using again = await Office.open(pathToFileURL(folder));
    assert.deepEqual(await again.documents.get(added.id), added);
    const original = await again.documents.original(added.id);
    assert.ok(original instanceof Uint8Array);
    assert.equal(original.byteLength, added.bytes);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the first program prints the same lines in every language", async () => {
  await using office = await Office.open({ replay: { now: new Date("2026-11-26T09:00:00Z"), seed: 7 } });
  const contract = await office.documents.add(Source.file(join(FILES, "lease-Speicherhof-3.pdf")));
  const lines = contract.brief.deadlines.map(({ due, title, evidence }) => `${due} ${title} (${evidence.place})`);
  const answer = await office.documents.ask("When must we give notice?");
  lines.push(`${answer.text} "${answer.evidence[0]?.quote}"`);
  const draft = await office.communications.draft(DraftRequest.replyTo(contract.id, { saying: "We will not renew." }));
  draft.ensureSendable();
  lines.push(draft.text());
  assert.equal(lines.join("\n"), readFileSync(join(ROOT, "conformance/program.txt"), "utf8"));
});

test("calls one after the other let the event loop take its turns", async () => {
  await using office = await Office.open();
  const { id } = await office.documents.add(Source.text("note.txt", NOTE));
  let turns = 0;
  setImmediate(function turn() {
    turns += 1;
    if (turns < 10) setImmediate(turn);
  });
  for (let call = 0; call < 200; call += 1) await office.documents.get(id);
  assert.equal(turns, 10);
  // Those that are made together are done beside the loop, and each has its own answer.
  const missing = id.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  const answers = await Promise.allSettled([id, missing, id].map((each) => office.documents.get(each)));
  assert.deepEqual(answers.map((answer) => answer.status), ["fulfilled", "rejected", "fulfilled"]);
});

test("a reply is drafted and checked", async () => {
  await using office = await Office.open({ settings: { owner: { addresses: ["office@lumen.example"] } } });
  const mail = await office.documents.add(Source.file(join(FILES, "mail-3-open-questions.eml")));
  const draft = await office.communications.draft(DraftRequest.replyTo(mail.id, { saying: "We will look into it." }));
  assert.equal(draft.isSendable(), draft.state === "checked");
  assert.match(draft.text(), /We will look into it\./);
  assert.match(Buffer.from(draft.eml()).toString(), /^Subject: /m);
  assert.ok(draft.created instanceof Date);
  assert.deepEqual(await office.communications.get(draft.id), draft);
});

test("a closed office says so, and closing it again changes nothing", async () => {
  const office = await Office.open();
  await office.close();
  await office.close();
  await assert.rejects(office.documents.all(), fails("invalid_input", "closed"));
  assert.throws(() => office.documents.submit([]), fails("invalid_input", "closed"));
});

test("a hundred calls at the same time all come back", async () => {
  await using office = await Office.open();
  const { id } = await office.documents.add(Source.text("note.txt", NOTE));
  const calls = Array.from({ length: 100 }, (_, at) =>
    at % 3 === 0
      ? office.documents.get(id).then((document) => document.id)
      : at % 3 === 1
        ? office.documents.add(Source.text(`note-${at}.txt`, `${NOTE} ${at}`)).then((document) => document.id)
        : parse(Buffer.from(NOTE), "note.txt").then((document) => document.text),
  );
  const results = await Promise.all(calls);
  assert.equal(results.filter((result) => result === id).length, 34);
  assert.equal((await office.documents.all()).length, 34);
});

test("a job tells its events, again from any of them, and its outcome as often as wanted", async () => {
  await using office = await Office.open({ settings: { parallel: 1 } });
  const job = office.documents.submit([Source.text("a.txt", NOTE), Source.bytes("b.pdf", Buffer.from("%PDF-1.7 and nothing")), Source.bytes("c.txt", Buffer.from("c"))]);
  const events = [];
  for await (const event of job) events.push(event);
  assert.ok(events.length >= 6);
  const again = [];
  for await (const event of job.events(events[2]!.sequence)) again.push(event);
  assert.deepEqual(again, events.slice(3));
  const outcomes = await job.wait();
  assert.deepEqual(outcomes.map((outcome) => outcome.name), ["a.txt", "b.pdf", "c.txt"]);
  assert.equal(outcomes[1]?.document, null);
  assert.equal(outcomes[1]?.error?.code, "corrupt");
  assert.deepEqual(await job.wait(), outcomes);
  await assert.rejects(job.events(-1).next(), fails("invalid_input", "after"));
});

test("a job can be cancelled, by itself or by a signal", async () => {
  await using office = await Office.open({ settings: { parallel: 1 } });
  const sources = Array.from({ length: 400 }, (_, at) => Source.text(`${at}.txt`, `${NOTE} ${at}`));
  const job = office.documents.submit(sources);
  job.cancel();
  await assert.rejects(job.wait(), fails("unavailable"));
  const controller = new AbortController();
  const second = office.documents.submit(sources, { signal: controller.signal });
  await second.events().next();
  controller.abort();
  await assert.rejects(second.wait(), fails("unavailable"));
  assert.throws(() => office.documents.submit(sources, { signal: controller.signal }), { name: "AbortError" });
});

test("streams of Node and of the web are sources, within a limit", async () => {
  await using office = await Office.open();
  const path = join(FILES, "buero-notizen-kw48.md");
  const source = await Source.stream("notes.md", createReadStream(path), { group: "weekly", order: 2 });
  const document = await office.documents.add(source);
  assert.deepEqual([document.group, document.order], ["weekly", 2]);
  const web = Readable.toWeb(createReadStream(path)) as AsyncIterable<Uint8Array>;
  assert.equal((await office.documents.add(await Source.stream("same.md", web, { group: "weekly" }))).id, document.id);
  assert.equal((await Source.stream("t.txt", Readable.from(["ä", "b"]))).bytes?.byteLength, 3);
  await assert.rejects(Source.stream("notes.md", createReadStream(path), { limit: 10 }), fails("limit_exceeded", "10 bytes"));
  await assert.rejects(Source.stream("x", untyped({})), fails("invalid_input", "stream"));
  await assert.rejects(Source.stream("x", Readable.from([{}, 1])), fails("invalid_input", "chunks of bytes"));
  await assert.rejects(Source.stream("x", createReadStream("/no/such/file")), { code: "ENOENT" });
  await assert.rejects(Source.stream("x", createReadStream(path), { signal: AbortSignal.abort() }), { name: "AbortError" });
});

test("what a program writes into its buffer after a call changes nothing", async () => {
  await using office = await Office.open();
  const bytes = Buffer.from(NOTE);
  const adding = office.documents.add(Source.bytes("note.txt", bytes));
  bytes.fill(0);
  const { id } = await adding;
  assert.equal(Buffer.from(await office.documents.original(id)).toString(), NOTE);
});

test("worker threads have offices of their own, also when they are ended in the middle", async () => {
  const program = `
    const { Office, Source, values } = require(${JSON.stringify(require.resolve("secretariat"))});
    const { parentPort } = require("node:worker_threads");
    (async () => {
      const office = await Office.open();
      const document = await office.documents.add(Source.text("note.txt", ${JSON.stringify(NOTE)}));
      parentPort.postMessage([document.name, values(${JSON.stringify(NOTE)}).length]);
      for (let at = 0; ; at += 1) await office.documents.add(Source.text("n.txt", "note " + at));
    })();`;
  const workers = Array.from({ length: 4 }, () => new Worker(program, { eval: true }));
  const messages = await Promise.all(
    workers.map((worker) => new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject))),
  );
  assert.deepEqual(messages, Array(4).fill(["note.txt", 2]));
  await Promise.all(workers.map((worker) => worker.terminate()));
  await using office = await Office.open();
  assert.equal((await office.documents.all()).length, 0);
});

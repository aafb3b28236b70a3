import assert from "node:assert/strict";
import { test } from "node:test";

import { DraftRequest, Office, Source, brief, check, parse, values } from "secretariat";
import type { Draft, Settings, Source as SourceType } from "secretariat";

import { NOTE, fails, untyped } from "./helpers.js";

test("wrong arguments are invalid input and name the place", async () => {
  await using office = await Office.open();
  const cases: [unknown, string][] = [
    [undefined, "source: expected an object, got nothing"],
    [null, "source: expected an object, got null"],
    [42, "source: expected an object, got an integer"],
    ["contract.pdf", "source: expected an object, got a string"],
    [Buffer.from("x"), "source: expected an object, got a Buffer"],
    [[], "source: expected an object, got an array"],
    [{ name: 3, text: "a" }, "source.name: expected a string"],
    [{ name: "a.txt", bytes: "text" }, "source.bytes: expected a Uint8Array or Buffer"],
    [{ name: "a.txt", text: "a", order: 1.5 }, "source.order: expected a whole number"],
    [{ name: "a.txt", text: "a", order: null }, "source.order: expected a whole number, got null"],
    [{ name: "a.txt", text: "a", order: -1 }, ""],
    [{ name: "a.txt", text: "a", colour: "red" }, "source.colour: there is no such field"],
    [{ name: "a.txt" }, "exactly one"],
    [{ text: "a" }, "name"],
    [new Map(), ""],
  ];
  for (const [source, part] of cases) {
    await assert.rejects(office.documents.add(untyped<SourceType>(source)), fails("invalid_input", part));
  }
  await assert.rejects(office.documents.get(untyped<string>(7)), fails("invalid_input", "id: expected a string"));
  await assert.rejects(office.documents.get("nothing"), fails("invalid_input"));
  await assert.rejects(
    office.documents.search({ text: "a", scope: untyped({ type: "galaxy" }) }),
    fails("invalid_input", 'query.scope.type: expected one of "all"'),
  );
  await assert.rejects(
    office.documents.search({ filters: { kinds: untyped([1]) } }),
    fails("invalid_input", "query.filters.kinds[0]: expected a string"),
  );
  await assert.rejects(office.documents.list(untyped(3)), fails("invalid_input", "options: expected an object"));
  await assert.rejects(office.documents.list(untyped({ size: 3 })), fails("invalid_input", "size: there is no such field"));
  await assert.rejects(
    office.documents.ask("what?", untyped({ signal: {} })),
    fails("invalid_input", "signal: expected an AbortSignal"),
  );
  await assert.rejects(
    office.communications.draft(untyped<DraftRequest>({ say: "Yes." })),
    fails("invalid_input", "kind: say what to draft"),
  );
  assert.throws(() => office.documents.submit(untyped(undefined)), fails("invalid_input", "sources: expected an array"));
  assert.throws(() => office.documents.submit([untyped(null)]), fails("invalid_input", "sources[0]: expected an object"));
});

test("wrong options of an office are invalid input", async () => {
  const settings = (value: unknown): Promise<Office> => Office.open({ settings: untyped<Settings>(value) });
  await assert.rejects(settings(1), fails("invalid_input", "settings: expected an object"));
  await assert.rejects(settings({ limits: { pages: "many" } }), fails("invalid_input", "settings.limits.pages"));
  await assert.rejects(settings({ owner: { addresses: [1] } }), fails("invalid_input", "settings.owner.addresses[0]"));
  await assert.rejects(settings({ isolation: { type: "program" } }), fails("invalid_input", "settings.isolation.path"));
  await assert.rejects(settings({ timeZone: "Middle/Earth" }), fails("invalid_input"));
  await assert.rejects(Office.open(untyped(12)), fails("invalid_input", "folder: expected a path"));
  await assert.rejects(Office.open(new URL("https://example.org")), fails("invalid_input", "folder"));
  await assert.rejects(Office.open({ replay: { now: new Date(Number.NaN) } }), fails("invalid_input", "replay.now"));
  await assert.rejects(Office.open(untyped({ parserProgram: "/bin/true" })), fails("invalid_input", "parserProgram"));
  await assert.rejects(Office.open(untyped({ ocr: {} })), fails("invalid_input", "ocr.recognise: expected a function"));
});

test("functions check their arguments", async () => {
  assert.throws(() => values(untyped(undefined)), fails("invalid_input", "text: expected a string"));
  assert.throws(() => values("a", untyped({ language: "tlh" })), fails("invalid_input", 'options.language: expected one of "en"'));
  assert.throws(() => values("a", { reference: "tomorrow" }), fails("invalid_input", "options.reference"));
  assert.throws(() => check("a", untyped([{ name: "n" }])), fails("invalid_input", "sources[0].text"));
  await assert.rejects(parse(untyped("text"), "a.txt"), fails("invalid_input", "bytes"));
  await assert.rejects(brief(untyped({}), "a.txt", "2026-03-02T09:00:00"), fails("invalid_input", "document."));
});

test("a method of a type checks the value that a program changed", async () => {
  const document = await parse(Buffer.from(NOTE), "note.txt");
  assert.match(document.markdown(), /1,200\.50/);
  const broken = Object.assign(Object.create(Object.getPrototypeOf(document)), document, { text: 5 }) as typeof document;
  assert.throws(() => broken.markdown(), fails("invalid_input", "this.text: expected a string"));
  assert.throws(() => document.markdown.call(untyped<Draft>({})), fails("invalid_input", "this."));
});

test("what does not exist is not found", async () => {
  await using office = await Office.open();
  const { id } = await office.documents.add(Source.text("note.txt", NOTE));
  const other = id.slice(0, -1) + (id.endsWith("0") ? "1" : "0");
  await assert.rejects(office.documents.get(other), fails("not_found"));
  await assert.rejects(office.documents.add(Source.file("/no/such/file.pdf")), fails("not_found"));
  await assert.rejects(office.communications.draft(DraftRequest.replyTo(other)), fails("not_found"));
});

test("a text with half a surrogate pair is read, and its spans stay right", () => {
  const [value] = values("\ud83d EUR 5.00");
  assert.equal(value?.text, "EUR 5.00");
  assert.equal(value?.span.start, 2);
});

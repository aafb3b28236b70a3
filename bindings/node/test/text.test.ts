import assert from "node:assert/strict";
import { test } from "node:test";

import { Source, Office, parse, spanText, utf16Range, values } from "secretariat";

test("spans name the same text with emoji and from right to left", () => {
  for (const before of ["", "👩‍👩‍👧‍👦 🎉 ", "שלום עולם ", "مرحبا بالعالم ", "e\u0301\u200f𝔘𝔫𝔦 "]) {
    const text = `${before}Pay EUR 1,200.50 by 31 March 2027 🎉`;
    const found = values(text);
    assert.deepEqual(
      found.map((value) => spanText(text, value.span)),
      ["EUR 1,200.50", "by 31 March 2027"],
    );
    for (const value of found) {
      const { start, end } = utf16Range(text, value.span);
      assert.equal(text.slice(start, end), value.text);
    }
  }
});

test("evidence quotes what its span names", async () => {
  await using office = await Office.open();
  const text = "🎉🎉 שלום\n\nPlease pay EUR 99.00 by 31 March 2027.";
  const { id, brief } = await office.documents.add(Source.text("note.txt", text));
  const parsed = await office.documents.text(id);
  const evidence = brief.deadlines[0]?.evidence;
  assert.ok(evidence);
  assert.equal(spanText(parsed.text, evidence.span), evidence.quote);
  assert.match(evidence.quote, /31 March 2027/);
});

test("a span beyond the text ends with it", () => {
  assert.equal(spanText("a🎉b", { start: 1, end: 9 }), "🎉b");
  assert.deepEqual(utf16Range("a🎉b", { start: 1, end: 2 }), { start: 1, end: 3 });
  assert.equal(spanText("", { start: 4, end: 2 }), "");
});

test("values compare by what they mean", async () => {
  const [english] = values("EUR 1,200.50");
  const [german] = values("1.200,50 €", { language: "de" });
  assert.ok(english && german);
  assert.ok(english.equals(german));
  const document = await parse(Buffer.from("# Title\n\nText"), "a.md");
  assert.equal(document.markdown().trim(), "# Title\n\nText");
});

import { describe, expect, it } from "vitest";
import { address } from "../../src/api/client";
import { EventReader } from "../../src/api/events";
import { asProblem, problemFrom } from "../../src/api/problem";
import type { AgendaItem, Draft, ParsedDocument, RunEntry } from "../../src/api/types";
import { groupAgenda, whenOf } from "../../src/logic/agenda";
import { daysUntil, printDay, printDistance, today } from "../../src/logic/days";
import { bodyText, gapsOf, obstacles } from "../../src/logic/draft";
import { evidenceAt, readSpan } from "../../src/logic/locate";
import { printMailbox, readMailboxes } from "../../src/logic/mailboxes";
import { safeNext } from "../../src/logic/next";
import { boxesOfQuote } from "../../src/logic/quote";
import { addEntry, stepsOf } from "../../src/logic/run";
import { ScalarText, stretches } from "../../src/logic/scalars";
import { fieldsOf, inputOf } from "../../src/logic/schema-form";
import { leaves, readShown } from "../../src/logic/shown";

describe("spans", () => {
  it("count characters that take two units of UTF-16 as one", () => {
    const text = new ScalarText("👩‍💼 due 5 €");
    expect(text.length).toBe(11);
    expect(text.slice({ start: 4, end: 7 })).toBe("due");
    expect(text.slice({ start: 8, end: 99 })).toBe("5 €");
  });

  it("cut a text where marks begin and end, also where they overlap", () => {
    const text = new ScalarText("pay 900 € by Friday");
    const marks = [
      { id: "amount", span: { start: 4, end: 9 } },
      { id: "all", span: { start: 0, end: 19 } },
    ];
    expect(stretches(text, { start: 0, end: 19 }, marks)).toEqual([
      { text: "pay ", marks: ["all"] },
      { text: "900 €", marks: ["amount", "all"] },
      { text: " by Friday", marks: ["all"] },
    ]);
  });

  it("are read from an address, and nothing else is", () => {
    expect(readSpan("12-40")).toEqual({ start: 12, end: 40 });
    for (const wrong of [undefined, "", "12", "40-12", "-1-5", "1-2-3", "1e3-2e3", "12345678901-2"])
      expect(readSpan(wrong)).toBeNull();
  });

  it("that run over two blocks are shown in both", () => {
    const block = (start: number, end: number, line: number) => ({
      kind: { type: "paragraph" as const },
      span: { start, end },
      place: { type: "line" as const, line },
      confidence: 1,
    });
    const parsed = {
      text: "first line\nsecond line",
      blocks: [block(0, 10, 1), block(11, 22, 2)],
      pages: 1,
    } as unknown as ParsedDocument;
    expect(evidenceAt("doc", parsed, { start: 6, end: 17 }).map((one) => one.quote)).toEqual([
      "line",
      "second",
    ]);
  });
});

describe("a quotation on a page", () => {
  const piece = (text: string, top: number) => ({ text, left: 10, top, width: text.length * 5, height: 10 });

  it("is found over lines, hyphens and ligatures", () => {
    const boxes = boxesOfQuote(
      [piece("Please con-", 100), piece("firm the oﬃce hours", 115)],
      "confirm the office",
      100,
    );
    expect(boxes).toHaveLength(2);
    expect(boxes[0]?.left).toBeGreaterThan(10);
    expect(boxes[1]?.top).toBe(115);
  });

  it("is taken nearest to its block when it stands twice", () => {
    const boxes = boxesOfQuote([piece("EUR 900", 100), piece("EUR 900", 400)], "EUR 900", 390);
    expect(boxes.map((box) => box.top)).toEqual([400]);
  });

  it("that the page does not hold has no boxes", () => {
    expect(boxesOfQuote([piece("something else", 1)], "EUR 900", 1)).toEqual([]);
    expect(boxesOfQuote([], " - ", 1)).toEqual([]);
  });
});

describe("days", () => {
  it("are counted over the change of the clocks", () => {
    expect(daysUntil("2026-10-26", "2026-10-25")).toBe(1);
    expect(daysUntil("2026-03-29", "2026-03-30")).toBe(-1);
  });

  it("are those of the reader's clock", () => {
    expect(today(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05");
  });

  it("are printed in both languages", () => {
    expect(printDay("2026-12-09", "en")).toBe("9 Dec 2026");
    expect(printDay("2026-12-09", "de", "2026-01-01")).toBe("9. Dez.");
    expect(printDay("no day", "en")).toBe("no day");
    expect(printDistance("2026-12-01", "2026-11-30", "de")).toBe("morgen");
  });
});

describe("the agenda", () => {
  const item = (kind: string, due: string | null, start: number) =>
    ({
      kind,
      due,
      title: kind,
      document: "d",
      name: "n",
      overdue: false,
      evidence: { document: "d", span: { start, end: start + 5 } },
    }) as unknown as AgendaItem;

  it("knows when something is due", () => {
    const from = "2026-11-27";
    expect(
      ["2026-11-26", "2026-11-27", "2026-12-04", "2026-12-28", "2027-01-01", null].map((day) =>
        whenOf(day, from),
      ),
    ).toEqual(["overdue", "today", "week", "month", "later", "undated"]);
  });

  it("shows what one sentence asks as one line", () => {
    const groups = groupAgenda(
      [item("deadline", "2026-12-01", 0), item("task", "2026-12-01", 2), item("task", "2026-12-01", 50)],
      "2026-11-27",
    );
    expect(groups.map((group) => [group.when, group.lines.map((line) => 1 + line.also.length)])).toEqual([
      ["week", [2, 1]],
    ]);
  });
});

describe("a draft", () => {
  const draft = {
    subject: [{ type: "fact", fact: "f1" }],
    blocks: [
      {
        type: "paragraph",
        inlines: [
          { type: "text", text: "It is " },
          { type: "placeholder", hint: "your answer" },
        ],
      },
      { type: "item_list", ordered: true, items: [{ inlines: [{ type: "placeholder", hint: "the day" }] }] },
    ],
    facts: [{ id: "f1", role: "subject", surface: "Chairs", asserted_by: "user" }],
    findings: [
      { code: "V7", severity: "block", message: "gap" },
      { code: "V8", severity: "block", message: "attachment" },
    ],
    overruled: [{ code: "V8", message: "attachment", reason: "came by post", by: "m", at: "" }],
  } as unknown as Draft;

  it("tells its gaps in the order in which they are filled", () => {
    expect(gapsOf(draft)).toEqual(["your answer", "the day"]);
  });

  it("counts what was let pass as settled", () => {
    expect(obstacles(draft)).toEqual({ gaps: 2, blocking: 1 });
  });

  it("can be edited as plain text", () => {
    expect(bodyText(draft)).toBe("It is [your answer]\n\n1. [the day]");
  });
});

describe("recipients", () => {
  it("are read as people type them, and printed so that they read back", () => {
    const people = readMailboxes(
      'Ada Lund <ada@example.org>, "Lund, Bo" <bo@example.org>; c@example.org, Clausen KG',
    );
    expect(people).toEqual([
      { name: "Ada Lund", address: "ada@example.org" },
      { name: "Lund, Bo", address: "bo@example.org" },
      { address: "c@example.org" },
      { name: "Clausen KG", address: "" },
    ]);
    expect(readMailboxes(people.map(printMailbox).join(", "))).toEqual(people);
  });
});

describe("server-sent events", () => {
  it("are whole however the stream is cut", () => {
    const stream =
      'id: 7\nevent: entry\ndata: {"a":\ndata: 1}\n\n: still here\n\nevent: end\ndata: {}\r\n\r\n';
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const reader = new EventReader();
      const events = [...reader.take(stream.slice(0, cut)), ...reader.take(stream.slice(cut))];
      expect(events).toEqual([
        { id: "7", name: "entry", data: '{"a":\n1}' },
        { id: "7", name: "end", data: "{}" },
      ]);
    }
  });
});

describe("problems", () => {
  it("say their kind also when the answer is no problem+json", () => {
    expect(problemFrom(404, null, "r1")).toMatchObject({ kind: "not_found", status: 404, requestId: "r1" });
    expect(problemFrom(502, "<html>", null).kind).toBe("internal");
    expect(asProblem(new TypeError("fetch failed")).kind).toBe("offline");
  });

  it("name the fields that are wrong", () => {
    expect(
      problemFrom(
        400,
        { kind: "invalid_input", detail: "no", errors: [{ pointer: "#/email", detail: "no @" }] },
        null,
      ).fields,
    ).toEqual({ email: "no @" });
  });
});

describe("addresses", () => {
  it("escape what is put into them", () => {
    expect(address("/v1/documents/{id}/text", { id: "../a?b#c" })).toBe("/v1/documents/..%2Fa%3Fb%23c/text");
    expect(address("/v1/search", {}, { q: "a&b", limit: 5, cursor: null })).toBe(
      "/v1/search?q=a%26b&limit=5",
    );
  });
});

describe("the address after the sign-in", () => {
  it("is one of this page, whatever a link says", () => {
    expect(safeNext("/agenda?x=1")).toBe("/agenda?x=1");
    for (const foreign of [
      undefined,
      "",
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
    ])
      expect(safeNext(foreign)).toBe("/");
  });
});

describe("a run", () => {
  const entry = (sequence: number, event: Record<string, unknown>) =>
    ({ sequence, at: "2026-01-01T00:00:00Z", event }) as unknown as RunEntry;

  it("shows all events of a call as one step, however they come", () => {
    let known: readonly RunEntry[] = [];
    const events = [
      entry(1, { type: "run_created", input: { value: { today: "2026-01-01" } } }),
      entry(3, { type: "approval_requested", call: "c1", approval: "a" }),
      entry(2, { type: "tool_planned", call: "c1", tool: "pay", arguments: { value: { to: "Ada" } } }),
      entry(3, { type: "approval_requested", call: "c1", approval: "a" }),
    ];
    for (const one of events) known = addEntry(known, one);
    expect(known.map((one) => one.sequence)).toEqual([1, 2, 3]);
    expect(stepsOf(known).map((step) => [step.tool, step.state])).toEqual([
      [null, "said"],
      ["pay", "waiting"],
    ]);
    known = addEntry(known, entry(4, { type: "tool_completed", call: "c1", content: { value: 1 } }));
    expect(stepsOf(known).at(-1)).toMatchObject({ state: "done", given: { to: "Ada" }, came: 1 });
  });
});

describe("what an approver sees", () => {
  it("marks the values of a call that no person gave", () => {
    const read = readShown({
      run: "run_1",
      call: "c",
      tool: "pay",
      effect: "once",
      arguments: { to: { "a/b": "Ada" }, amount: 5 },
      untrusted: ["/to"],
      sources: [{ document: "doc_1", place: "page 1", quote: "Ada" }],
    });
    expect(read.type === "call" && read.call.arguments).toEqual([
      { pointer: "/to/a~1b", value: "Ada", isUntrusted: true },
      { pointer: "/amount", value: "5", isUntrusted: false },
    ]);
  });

  it("takes anything that an application asks about", () => {
    for (const shown of [null, undefined, 5, "text", [], {}, { recipients: "no list" }])
      expect(readShown(shown).type).toBe("other");
  });

  it("lists empty values too, so that nothing is hidden", () => {
    expect(leaves({ a: [], b: {} })).toEqual([
      { pointer: "/a", value: "[]" },
      { pointer: "/b", value: "{}" },
    ]);
  });
});

describe("the form of a playbook", () => {
  it("asks what its schema names, and leaves out what is empty", () => {
    const fields = fieldsOf({
      properties: {
        today: { type: ["string", "null"], format: "date" },
        days: { anyOf: [{ type: "integer" }, { type: "null" }] },
        draft: { $ref: "#/$defs/Draft" },
        documents: { type: "array", items: { type: "string" } },
        with: { type: "array", items: { type: "object" } },
      },
      required: ["today"],
      $defs: { Draft: { oneOf: [{ const: "note" }, { const: "notice" }] } },
    });
    expect(fields.map((field) => [field.name, field.kind, field.isRequired])).toEqual([
      ["today", "date", true],
      ["days", "number", false],
      ["draft", "choice", false],
      ["documents", "list", false],
    ]);
    expect(inputOf(fields, { days: "90", draft: "note", documents: "doc_1, doc_2", today: " " })).toEqual({
      days: 90,
      draft: "note",
      documents: ["doc_1", "doc_2"],
    });
  });

  it("ends on schemas that refer to themselves", () => {
    expect(fieldsOf({ properties: { a: { $ref: "#/properties/a" } } })).toEqual([]);
  });
});

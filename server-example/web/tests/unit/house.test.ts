// Privacy and webhooks: what is sent for what was typed and chosen, and what is read back.
import { describe, expect, it } from "vitest";
import type { ErasureItem, Tombstone } from "../../src/api/types";
import {
  countKinds,
  differs,
  ledgerText,
  mayChoose,
  nobody,
  readLedger,
  sameRules,
  spanOf,
  subjectOf,
  withChoice,
} from "../../src/logic/privacy";
import { emphasise } from "../../src/logic/emphasis";
import { readShown } from "../../src/logic/shown";
import { eventGroups, tellsDeadlines, webhookName, whyNot } from "../../src/logic/webhooks";

const item = (id: string, more: Partial<ErasureItem> = {}): ErasureItem => ({
  kind: "document",
  id,
  because: ["names_person"],
  others: [],
  fate: "erase",
  holds: [],
  ...more,
});

describe("a person whose data is looked for", () => {
  it("is nobody until something is typed", () => {
    expect(subjectOf(nobody)).toBeNull();
    expect(subjectOf({ known: null, names: " \n", addresses: " , " })).toBeNull();
  });

  it("has names with commas, one on each line, and addresses however they are parted", () => {
    expect(
      subjectOf({ known: null, names: "Lund, Ada\n Ada Lund \n", addresses: "a@x.org; b@x.org\nc@x.org" }),
    ).toEqual({ names: ["Lund, Ada", "Ada Lund"], addresses: ["a@x.org", "b@x.org", "c@x.org"] });
  });

  it("is a contact or a member by the id", () => {
    expect(subjectOf({ ...nobody, known: "con_1" })).toEqual({ names: [], addresses: [], contact: "con_1" });
    expect(subjectOf({ ...nobody, known: "mem_1" })).toEqual({ names: [], addresses: [], member: "mem_1" });
  });
});

describe("choices about what was found", () => {
  it("are open where no hold and no progress keeps it", () => {
    expect(mayChoose(item("a"))).toBe(true);
    for (const kept of ["chosen", "stops_mail", "own_template"] as const)
      expect(mayChoose(item("a", { fate: "keep", kept_because: kept }))).toBe(true);
    for (const kept of ["legal_hold", "in_progress", "is_member"] as const)
      expect(mayChoose(item("a", { fate: "keep", kept_because: kept }))).toBe(false);
  });

  it("take the place of those before, and of the same thing alone", () => {
    const first = withChoice([], [item("a"), item("b")], true);
    const next = withChoice(first, [item("b")], false);
    expect(next).toEqual([
      { kind: "document", id: "a", erase: true },
      { kind: "document", id: "b", erase: false },
    ]);
    // A draft of the same id is another thing.
    expect(withChoice(next, [item("a", { kind: "draft" })], false)).toHaveLength(3);
  });

  it("ask for another look when the report says something else", () => {
    const items = [item("a"), item("b", { fate: "undecided" })];
    expect(differs(items, [])).toBe(false);
    expect(differs(items, withChoice([], [item("a")], true))).toBe(false);
    expect(differs(items, withChoice([], [item("a")], false))).toBe(true);
    expect(differs(items, withChoice([], [item("b")], false))).toBe(true);
    // What is not there any more changes nothing.
    expect(differs(items, withChoice([], [item("gone")], true))).toBe(false);
  });
});

describe("the ledger of erasures", () => {
  const stones: Tombstone[] = [1, 2].map((n) => ({
    workspace: "ws_1",
    erasure: `ers_${n}`,
    at: "2026-11-27T09:00:00Z",
    items: [
      { kind: "document", id: "doc_1" },
      { kind: "draft", id: "dft_1" },
      { kind: "document", id: "doc_2" },
    ],
  }));

  it("is one tombstone on each line, and is read as it was written", () => {
    const text = ledgerText(stones);
    expect(text.trimEnd().split("\n")).toHaveLength(2);
    expect(readLedger(text)).toEqual(stones);
    expect(readLedger("")).toEqual([]);
  });

  it("is no other file", () => {
    for (const wrong of ["no json", "[]", "null", '{"erasure":"ers_1"}', `${ledgerText(stones)}{`])
      expect(readLedger(wrong), wrong).toBeNull();
  });

  it("is counted by kind", () => {
    expect(countKinds(stones[0]?.items ?? [])).toEqual([
      ["document", 2],
      ["draft", 1],
    ]);
  });
});

describe("retention periods", () => {
  it("are the same in whatever order they stand", () => {
    const one = [
      { kind: "draft", days: 365 },
      { kind: "document", document_kind: "invoice", days: 3650 },
    ] as const;
    expect(sameRules([...one], [...one].toReversed())).toBe(true);
    expect(sameRules([...one], [one[0]])).toBe(false);
    expect(sameRules([{ kind: "document", days: 3650 }], [one[1]])).toBe(false);
    expect(sameRules([{ kind: "draft", document_kind: null, days: 365 }], [one[0]])).toBe(true);
  });

  it("are said in years and months where that is what one says", () => {
    expect(spanOf(3_650)).toEqual({ unit: "years", n: 10 });
    expect(spanOf(90)).toEqual({ unit: "months", n: 3 });
    for (const days of [0, 7, 100, 721, Number.NaN]) expect(spanOf(days), `${days}`).toBeNull();
  });
});

describe("webhooks", () => {
  it("are told of deadlines when they are told everything", () => {
    expect(tellsDeadlines([])).toBe(true);
    expect(tellsDeadlines(["deadline.near"])).toBe(true);
    expect(tellsDeadlines(["run.ended"])).toBe(false);
  });

  it("are called by their name, or else by their host", () => {
    expect(webhookName({ name: "Ledger", url: "https://a.example/x" })).toBe("Ledger");
    expect(webhookName({ name: "", url: "https://a.example:8443/x" })).toBe("a.example:8443");
    expect(webhookName({ name: "", url: "no address" })).toBe("no address");
  });

  it("offer each kind once", () => {
    const all = Object.values(eventGroups).flat();
    expect(new Set(all).size).toBe(all.length);
  });

  it("say what was answered last, and that they were given up", () => {
    const at = "2026-11-27T09:00:00Z";
    const attempts = [
      { at, status: 500, reason: "the receiver answered 500" },
      { at, reason: "given up after 2 attempts" },
    ];
    expect(whyNot({ state: "failed", attempts })).toEqual([
      "the receiver answered 500",
      "given up after 2 attempts",
    ]);
    expect(whyNot({ state: "waiting", attempts: attempts.slice(0, 1) })).toEqual([
      "the receiver answered 500",
    ]);
    expect(whyNot({ state: "delivered", attempts: [...attempts, { at, status: 204 }] })).toEqual([]);
    expect(whyNot({ state: "waiting", attempts: [] })).toEqual([]);
  });
});

describe("what an approval shows of the house", () => {
  it("is the counts of an erasure", () => {
    expect(readShown({ erasure: "ers_1", erases: { document: 2, draft: 1, odd: "x" } })).toEqual({
      type: "erasure",
      erasure: {
        id: "ers_1",
        counts: [
          ["document", 2],
          ["draft", 1],
        ],
      },
    });
  });

  it("is a webhook that was stopped", () => {
    const shown = { question: "?", webhook: "whk_1", name: "Ledger", url: "https://a.example", reason: "r" };
    expect(readShown(shown)).toEqual({
      type: "webhook",
      webhook: { id: "whk_1", name: "Ledger", url: "https://a.example", reason: "r" },
    });
  });
});

describe("the words of a question in a passage", () => {
  const marked = (text: string, question: string) =>
    emphasise(text, question).filter((_, at) => at % 2 === 1);

  it("are whole words, with an ending or two", () => {
    expect(
      marked("The leases of other lessees ended; release the lease.", "When does the lease end?"),
    ).toEqual(["leases", "ended", "lease"]);
    expect(marked("Die Kündigung und die Kündigungen", "Wann ist die Kündigung?")).toEqual([
      "Kündigung",
      "Kündigungen",
    ]);
  });

  it("are none of the words that stand everywhere, and no filters", () => {
    expect(emphasise("the from of all", "from:ada the")).toEqual(["the from of all"]);
  });

  it("leave the text whole", () => {
    const text = "Lease (a) lease, LEASE.";
    expect(emphasise(text, "lease").join("")).toBe(text);
  });
});

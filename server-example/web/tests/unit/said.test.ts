// What the core says in English has to be there in German: each code of a finding or note, each value of an
// enumeration that the page shows, and the sentences.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { de } from "../../src/i18n/de";
import { en } from "../../src/i18n/en";
import { said } from "../../src/i18n/said";
import { phrases, words } from "../../src/i18n/said-de";

const root = new URL("../../../../", import.meta.url).pathname;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ["tests", "measured"].includes(entry.name) ? [] : sources(path);
    return entry.name.endsWith(".rs") && entry.name !== "tests.rs" ? [readFileSync(path, "utf8")] : [];
  });
}

/** The core without its tests, each text as it is printed: a line that ends in `\` goes on in the next one. */
const core = sources(join(root, "core/src"))
  .map((text) => text.split(/^#\[cfg\(test\)\]\s*\nmod tests \{/m)[0] ?? "")
  .join("\n")
  .replaceAll(/\\\n\s*/g, "");
const server = sources(join(root, "server-example/src")).join("\n");

describe("the codes of findings and notes", () => {
  const forms = [
    /Self::\w+ => \("(V\d+)",/g,
    // `model_reply` is a kind of data.
    /Self::\w+ => "(model_(?!reply")[a-z_]+)",/g,
    /\bcode: "([a-z_]+)"\.to_owned\(\)/g,
    /\bout\.note\(\s*"([a-z_]+)"/g,
    /\bnote\((?:&mut )?\w+, "([a-z_]+)"/g,
    /\bwarn\("([a-z_]+)",/g,
    /\bELSEWHERE: &str = "([a-z_]+)"/g,
  ];
  const codes = new Set(forms.flatMap((form) => [...core.matchAll(form)].map((found) => found[1] ?? "")));

  it("are found in the core, whatever form they are written in", () => {
    for (const form of forms) expect(core.match(form)?.length ?? 0, String(form)).toBeGreaterThan(0);
  });

  it("have a name in both languages, and no other code has one", () => {
    const named = Object.keys(en).flatMap((key) => (key.startsWith("finding.") ? [key.slice(8)] : []));
    expect(named.toSorted()).toEqual([...codes].toSorted());
    for (const code of named) {
      const key = `finding.${code}` as keyof typeof en;
      expect(de[key], code).not.toBe(en[key]);
    }
  });
});

describe("the enumerations of the server", () => {
  const { components } = JSON.parse(readFileSync(join(root, "server-example/openapi.json"), "utf8")) as {
    components: { schemas: Record<string, { oneOf?: { const?: string }[]; enum?: string[] }> };
  };
  const valuesOf = (name: string) => {
    const schema = components.schemas[name];
    return schema?.enum ?? schema?.oneOf?.flatMap((one) => one.const ?? []) ?? [];
  };
  // Where each is shown: the groups of words that hold its values.
  const shown: Record<string, string[]> = {
    AgendaKind: ["agenda.kind", "agenda.one"],
    BudgetItem: ["budget"],
    Change: ["change"],
    DamageKind: ["damage"],
    DataKind: ["data", "data_one"],
    DeadlineKind: ["deadline"],
    DeliveryState: ["delivery", "delivery_says"],
    DocumentKind: ["kind", "word"],
    DraftKind: ["draft"],
    Effect: ["effect"],
    ErasureCause: ["erasure_cause"],
    ErasureFault: ["erasure_fault"],
    ErasureReason: ["erasure_reason"],
    ErasureState: ["erasure_state", "erasure_about"],
    ErrorKind: ["problem", "remedy"],
    FollowUpState: ["follow_up"],
    InviteMethod: ["invite"],
    KeptReason: ["kept", "kept_about"],
    Participation: ["participation"],
    Provenance: ["provenance", "stands_behind"],
    RecipientOutcome: ["recipient"],
    Role: ["role", "role_about"],
    RunKind: ["run_kind"],
    RunStatus: ["run"],
    ScheduleState: ["schedule_state"],
    SuppressionReason: ["suppression"],
    Tone: ["tone"],
    WebhookDeliveryState: ["webhook_delivery", "webhook_filter"],
    WebhookEventKind: ["webhook_event"],
    WebhookState: ["webhook_state", "webhook_state_about"],
    WritingLanguage: ["language"],
  };

  it("have a word for each value in both languages", () => {
    for (const [name, groups] of Object.entries(shown)) {
      const values = valuesOf(name);
      expect(values.length, name).toBeGreaterThan(0);
      for (const key of groups.flatMap((group) => values.map((value) => `${group}.${value}`))) {
        // A deadline of no particular kind says its title alone.
        if (key === "deadline.other") continue;
        expect(Object.keys(en), `${name}: ${key}`).toContain(key);
        expect(Object.keys(de), `${name}: ${key}`).toContain(key);
      }
    }
  });
});

describe("the actions of the audit", () => {
  // As they stand in the core, where an entry is made.
  const forms = [
    /AuditEntry::new\([^;"]*?"([a-z_]+\.[a-z_]+)"/g,
    /\.entry\([^;"]*?"([a-z_]+\.[a-z_]+)"/g,
    /\baction: "([a-z_]+\.[a-z_]+)"/g,
  ];
  const actions = new Set(forms.flatMap((form) => [...core.matchAll(form)].map((found) => found[1] ?? "")));

  it("have a word in both languages", () => {
    for (const form of forms) expect(core.match(form)?.length ?? 0, String(form)).toBeGreaterThan(0);
    const known = Object.keys(en);
    expect([...actions].filter((action) => !known.includes(`action.${action}`))).toEqual([]);
  });
});

describe("the sentences of the core", () => {
  /** The pieces between what differs. Those of a letter or two, such as a full stop, tell nothing. */
  const piecesOf = (english: string) =>
    english
      .split(/\{!?\}/)
      .map((piece) => piece.replace(/^[\s“”.,:[\]]+|[\s“”.,:[\]]+$/g, ""))
      .filter((piece) => piece.length > 2);
  const slots = (text: string) => text.match(/\{!?\}/g) ?? [];

  it("still stand in the core or the server", () => {
    const all = core + server;
    const gone = phrases.flatMap(([english]) =>
      piecesOf(english)
        .filter((piece) => !all.includes(piece))
        .map((piece) => `${english}: ${piece}`),
    );
    expect(gone).toEqual([]);
  });

  it("keep what differs, in its order", () => {
    for (const [english, german] of phrases) {
      expect(slots(german), english).toEqual(slots(english));
      expect(german, english).not.toBe(english);
    }
  });

  it("are said in German with days and numbers as one writes them", () => {
    const says = (text: string) => said("de", text);
    expect(says("The figures give 1190.5, printed is 1234.")).toBe(
      "Die Zahlen ergeben 1.190,50, gedruckt steht 1.234.",
    );
    expect(says("2026-11-20 is a Friday, not a Thursday.")).toBe(
      "Der 20. Nov. 2026 ist ein Freitag, kein Donnerstag.",
    );
    expect(says("3 months before 2027-03-31")).toBe("3 Monate vor dem 31. März 2027");
    expect(says("no source says “5 %” word by word")).toBe("Keine Quelle sagt wörtlich „5 %“");
    expect(says("this sentence denies what lease.pdf says")).toBe("Dieser Satz verneint, was lease.pdf sagt");
    expect(
      says("its receiver has taken nothing since 2026-11-23T09:00:00Z: the receiver answered 500"),
    ).toMatch(/^Der Empfänger hat seit 23\.11\.2026, \d\d:00 nichts angenommen: Er antwortete mit 500\.$/);
    expect(says("“a (b) c.*” differs from its source")).toBe("„a (b) c.*“ weicht von der Quelle ab");
  });

  it("that are not known stay as they are, and English stays English", () => {
    expect(said("de", "something new")).toBeNull();
    expect(said("de", "3 aeons before 2027-03-31")).toBeNull();
    expect(said("de", `the source of “${"x".repeat(5_000)}” is gone`)).toBeNull();
    expect(said("en", "something new")).toBe("something new");
    // Days and amounts are written as one reads them, in English too.
    expect(said("en", "Payment due: EUR 8843.13")).toBe("Payment due: €8,843.13");
    expect(said("en", "2026-11-20 is a Friday, not a Thursday.")).toBe(
      "20 Nov 2026 is a Friday, not a Thursday.",
    );
  });

  it("take words that are known by themselves", () => {
    for (const [english, german] of Object.entries(words)) expect(german, english).not.toBe("");
  });
});

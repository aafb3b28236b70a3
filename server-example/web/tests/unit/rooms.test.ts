import { describe, expect, it } from "vitest";
import { translate } from "../../src/i18n";
import { cronOf, printWeekdayName, type Rhythm, rhythmOf } from "../../src/logic/rhythm";
import { fieldsOf, inputOf } from "../../src/logic/schema-form";
import { schemaOf, undeclared, variablesOf } from "../../src/logic/template";
import { whenLabel } from "../../src/logic/when";

describe("rhythms", () => {
  const rhythms: [string, Rhythm][] = [
    ["30 8 * * *", { type: "daily", time: "08:30" }],
    ["5 0 * * MON-FRI", { type: "weekdays", time: "00:05" }],
    ["0 17 * * FRI", { type: "weekly", time: "17:00", weekday: "FRI" }],
    ["15 9 31 * *", { type: "monthly", time: "09:15", day: 31 }],
    ["*/5 * * * *", { type: "own", line: "*/5 * * * *" }],
  ];
  it("become crontab lines and are read from them", () => {
    for (const [line, rhythm] of rhythms) {
      expect(cronOf(rhythm), line).toBe(line);
      expect(rhythmOf(line), line).toEqual(rhythm);
    }
  });

  it("are read from days by number, of which 0 and 7 are Sunday", () => {
    const weekdayOf = (line: string) => {
      const rhythm = rhythmOf(line);
      return rhythm.type === "weekly" ? rhythm.weekday : rhythm.type;
    };
    expect(["0 9 * * 0", "0 9 * * 7", "0 9 * * 1", "0 9 * * 6"].map(weekdayOf)).toEqual([
      "SUN",
      "SUN",
      "MON",
      "SAT",
    ]);
    expect(rhythmOf("0 9 * * 1-5").type).toBe("weekdays");
  });

  it("leave lines alone that mean more or nothing", () => {
    for (const line of ["61 8 * * *", "0 24 * * *", "0 9 32 * *", "0 9 1 * MON", "0 9 * * XYZ", ""])
      expect(rhythmOf(line), line).toEqual({ type: "own", line });
  });

  it("name the days of the week in both languages", () => {
    expect(printWeekdayName("MON", "en")).toBe("Monday");
    expect(printWeekdayName("SUN", "de")).toBe("Sonntag");
  });
});

describe("when a schedule fires", () => {
  const says = (when: Parameters<typeof whenLabel>[1], created?: string) =>
    whenLabel((key, values) => translate("en", key, values), when, "en", created);
  it("is said in words", () => {
    expect(says({ type: "cron", cron: "30 8 * * MON-FRI", time_zone: null })).toBe(
      "Monday to Friday at 08:30",
    );
    expect(says({ type: "document_added", kinds: ["invoice"], from: ["firm.example"] })).toBe(
      "For each new document of these kinds: Invoice, from firm.example",
    );
    expect(says({ type: "deadline_near", days_before: 0 })).toBe("On the day of each deadline");
    expect(says({ type: "deadline_near", days_before: 1 })).toBe("1 day before each deadline");
    expect(says({ type: "after", seconds: 60 }, "2026-11-27T12:00:00Z")).toContain("27 Nov 2026");
  });
});

describe("the variables of a template", () => {
  const schema = {
    type: "object",
    properties: {
      order: { type: "string", description: "The number." },
      days: { type: "integer" },
      parts: { type: "array", items: { type: "integer" } },
    },
    required: ["order"],
  };

  it("are listed, and keep what the schema says of them", () => {
    const variables = variablesOf(schema);
    expect(variables).toEqual([
      { name: "order", type: "text", isRequired: true },
      { name: "days", type: "integer", isRequired: false },
      { name: "parts", type: "list", isRequired: false },
    ]);
    expect(schemaOf(variables, schema)).toEqual(schema);
  });

  it("are all needed where nothing is said of it, and none where no variable is", () => {
    expect(variablesOf({ properties: { a: { type: "string" } } })[0]?.isRequired).toBe(true);
    expect(schemaOf([], schema)).toEqual({});
    expect(schemaOf([{ name: "a", type: "flag", isRequired: false }], {})).toEqual({
      type: "object",
      properties: { a: { type: "boolean" } },
      required: [],
    });
  });

  it("are missed where the text prints them and nobody declared them", () => {
    const text =
      "{{ paragraph() }}{{ order }} {{ who }} {% for part in parts %}{{ part }}{% endfor %} {{ title | upper }} {{ day|default('x') }}";
    expect(undeclared(text, [{ name: "order", type: "text", isRequired: true }])).toEqual(["day"]);
  });
});

describe("the form of a playbook", () => {
  const fields = fieldsOf({
    properties: {
      transcript: { $ref: "#/$defs/DocumentId" },
      changes: { anyOf: [{ $ref: "#/$defs/DocumentId" }, { type: "null" }] },
      documents: { type: "array", items: { $ref: "#/$defs/DocumentId" } },
      to: { type: "array", items: { $ref: "#/$defs/Mailbox" } },
      levels: { type: "array", items: { type: "integer" } },
      since: { type: ["string", "null"], format: "date-time" },
      nested: { type: "object" },
    },
    required: ["transcript"],
    $defs: { DocumentId: { type: "string" }, Mailbox: { type: "object" } },
  });

  it("asks for documents, people, numbers and moments as such", () => {
    expect(fields.map((field) => [field.name, field.kind])).toEqual([
      ["transcript", "document"],
      ["changes", "document"],
      ["documents", "documents"],
      ["to", "people"],
      ["levels", "numbers"],
      ["since", "moment"],
    ]);
  });

  it("makes the input of them", () => {
    const words = {
      transcript: "{document}",
      documents: "doc_1,doc_2",
      to: "Ada Lund <ada@example.org>",
      levels: "1, 15,30",
      since: "2026-11-27T09:00",
    };
    expect(inputOf(fields, words)).toEqual({
      transcript: "{document}",
      documents: ["doc_1", "doc_2"],
      to: [{ name: "Ada Lund", address: "ada@example.org" }],
      levels: [1, 15, 30],
      since: new Date("2026-11-27T09:00").toISOString(),
    });
  });
});

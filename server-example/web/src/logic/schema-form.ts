// A plain form for the input of a playbook, from its JSON Schema. What a form cannot ask well is left to programs.
import { readMailboxes } from "./mailboxes";

export type FieldKind =
  | "text"
  | "number"
  | "date"
  | "time"
  | "moment"
  | "flag"
  | "choice"
  | "list"
  | "numbers"
  | "people"
  | "document"
  | "documents";

export interface SchemaField {
  name: string;
  description: string;
  kind: FieldKind;
  choices: string[];
  isRequired: boolean;
}

type Schema = Record<string, unknown>;

export function fieldsOf(input: unknown): SchemaField[] {
  const schema = record(input);
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(record(schema.properties)).flatMap(([name, given]) => {
    const plain = resolve(record(given), schema);
    const kind = kindOf(plain, record(given));
    if (!kind) return [];
    const description =
      [record(given).description, plain.description].find((text) => typeof text === "string") ?? "";
    return [
      {
        name,
        description: String(description).replaceAll("`", ""),
        kind,
        choices: choicesOf(plain),
        isRequired: required.includes(name),
      },
    ];
  });
}

/** Makes the input of what was filled in; empty fields are left out. */
export function inputOf(
  fields: readonly SchemaField[],
  words: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const { name, kind } of fields) {
    const text = (words[name] ?? "").trim();
    if (text !== "") input[name] = valueOf(kind, text);
  }
  return input;
}

function valueOf(kind: FieldKind, text: string): unknown {
  const parts = text.split(/\s*,\s*/).filter(Boolean);
  switch (kind) {
    case "number":
      return Number(text);
    case "numbers":
      return parts.map(Number);
    case "flag":
      return text === "true";
    case "list":
    case "documents":
      return parts;
    case "people":
      return readMailboxes(text);
    case "moment": {
      // A field of the browser has no time zone: the reader's is meant.
      const time = Date.parse(text);
      return Number.isNaN(time) ? text : new Date(time).toISOString();
    }
    default:
      return text;
  }
}

/** Follows a reference, and takes of "this or null" the first. */
function resolve(schema: Schema, root: Schema, depth = 0): Schema {
  if (depth > 8) return {};
  if (typeof schema.$ref === "string") {
    const found = schema.$ref
      .replace(/^#\//, "")
      .split("/")
      .reduce<unknown>((at, part) => record(at)[part], root);
    return resolve(record(found), root, depth + 1);
  }
  const only = onlyOf(schema);
  return only ? resolve(only, root, depth + 1) : schema;
}

/** The one alternative of "this or null". */
function onlyOf(schema: Schema): Schema | null {
  const either = [schema.anyOf, schema.oneOf]
    .find(Array.isArray)
    ?.map(record)
    .filter((one) => one.type !== "null");
  return either && either.length === 1 ? (either[0] ?? null) : null;
}

/** The name of the type that a schema refers to, by itself or as "this or null". */
function typeName(schema: Schema): string | null {
  const target = typeof schema.$ref === "string" ? schema.$ref : onlyOf(schema)?.$ref;
  return typeof target === "string" ? (target.split("/").at(-1) ?? null) : null;
}

function kindOf(schema: Schema, given: Schema): FieldKind | null {
  const types = [schema.type].flat().filter((type) => type !== "null");
  if (choicesOf(schema).length > 0) return "choice";
  if (types.includes("boolean")) return "flag";
  if (types.includes("integer") || types.includes("number")) return "number";
  if (types.includes("array")) return listKind(record(schema.items));
  if (!types.includes("string")) return null;
  if (typeName(given) === "DocumentId") return "document";
  if (schema.format === "date") return "date";
  if (schema.format === "date-time") return "moment";
  return schema.format === "partial-date-time" ? "time" : "text";
}

function listKind(items: Schema): FieldKind | null {
  const named = typeName(items);
  if (named === "DocumentId") return "documents";
  if (named === "Mailbox") return "people";
  if (items.type === "string") return "list";
  return items.type === "integer" || items.type === "number" ? "numbers" : null;
}

function choicesOf(schema: Schema): string[] {
  if (Array.isArray(schema.enum)) return schema.enum.filter((one): one is string => typeof one === "string");
  const alternatives = Array.isArray(schema.oneOf) ? schema.oneOf.map(record) : [];
  return alternatives.map((one) => one.const).filter((one): one is string => typeof one === "string");
}

function record(value: unknown): Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

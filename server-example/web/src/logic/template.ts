// The variables of a template: a JSON Schema on the wire, a short list for people.
import type { Template } from "../api/types";

export type VariableType = "text" | "number" | "integer" | "flag" | "list";

export const variableTypes: readonly VariableType[] = ["text", "integer", "number", "flag", "list"];

export interface Variable {
  name: string;
  type: VariableType;
  isRequired: boolean;
}

type Schema = Record<string, unknown>;

/** What a template's name may be: it is part of addresses. */
export const NAME = String.raw`[a-z0-9_\-]{1,64}`;

/** Lists the variables of a schema. Without a list of required ones, all are: so the core reads it. */
export function variablesOf(variables: Template["variables"]): Variable[] {
  const schema = record(variables);
  const required = Array.isArray(schema.required) ? schema.required : null;
  return Object.entries(record(schema.properties)).map(([name, given]) => ({
    name,
    type: typeOf(record(given)),
    isRequired: required === null || required.includes(name),
  }));
}

/** Makes the schema of a list. A variable whose type stays keeps all that the former schema says of it. */
export function schemaOf(variables: readonly Variable[], before: Template["variables"]): Schema {
  if (variables.length === 0) return {};
  const known = record(record(before).properties);
  const properties = Object.fromEntries(
    variables.map(({ name, type }) => {
      const old = record(known[name]);
      return [name, name in known && typeOf(old) === type ? old : plain(type)];
    }),
  );
  const required = variables.filter((one) => one.isRequired).map((one) => one.name);
  return { type: "object", properties, required };
}

/** What every template finds beside its own variables: what is asked for, and what the documents say. */
const GIVEN = new Set(
  (
    "who date about meeting attachments sender title kind participation friendly formal internal short long " +
    "on_paper prefixed payment is_overdue say answers open people topics decisions tasks done overdue deadlines " +
    "amounts sentences hints loop"
  ).split(" "),
);

/** Names that a template's text prints and nobody declared, as far as a glance at `{{ name }}` tells. */
export function undeclared(text: string, variables: readonly Variable[]): string[] {
  const made = [...text.matchAll(/\{%-?\s*(?:for|set)\s+([a-z_]\w*)/gi)].map((found) => found[1] ?? "");
  const printed = [...text.matchAll(/\{\{-?\s*([a-z_]\w*)\s*(?:\|[^}]*)?-?\}\}/gi)].map(
    (found) => found[1] ?? "",
  );
  const isKnown = (name: string) =>
    GIVEN.has(name) || made.includes(name) || variables.some((one) => one.name === name);
  return [...new Set(printed)].filter((name) => !isKnown(name));
}

function plain(type: VariableType): Schema {
  if (type === "list") return { type: "array", items: { type: "string" } };
  return { type: type === "text" ? "string" : type === "flag" ? "boolean" : type };
}

function typeOf(schema: Schema): VariableType {
  switch ([schema.type].flat().find((one) => one !== "null")) {
    case "number":
      return "number";
    case "integer":
      return "integer";
    case "boolean":
      return "flag";
    case "array":
      return "list";
    default:
      return "text";
  }
}

function record(value: unknown): Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

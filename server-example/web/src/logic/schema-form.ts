// A plain form for the input of a playbook, from its JSON Schema. What a form cannot ask well is left to programs.

export interface SchemaField {
  name: string;
  description: string;
  kind: "text" | "number" | "date" | "time" | "flag" | "choice" | "list";
  choices: string[];
  isRequired: boolean;
}

type Schema = Record<string, unknown>;

export function fieldsOf(input: unknown): SchemaField[] {
  const schema = record(input);
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(record(schema.properties)).flatMap(([name, given]) => {
    const plain = resolve(record(given), schema);
    const kind = kindOf(plain);
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
    if (text === "") continue;
    input[name] =
      kind === "number"
        ? Number(text)
        : kind === "flag"
          ? text === "true"
          : kind === "list"
            ? text.split(/\s*,\s*/).filter(Boolean)
            : text;
  }
  return input;
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
  const either = [schema.anyOf, schema.oneOf]
    .find(Array.isArray)
    ?.map(record)
    .filter((one) => one.type !== "null");
  if (either && either.length === 1 && either[0]) return resolve(either[0], root, depth + 1);
  return schema;
}

function kindOf(schema: Schema): SchemaField["kind"] | null {
  const types = [schema.type].flat().filter((type) => type !== "null");
  if (choicesOf(schema).length > 0) return "choice";
  if (types.includes("boolean")) return "flag";
  if (types.includes("integer") || types.includes("number")) return "number";
  if (types.includes("array")) return record(schema.items).type === "string" ? "list" : null;
  if (!types.includes("string")) return null;
  if (schema.format === "date") return "date";
  return schema.format === "partial-date-time" ? "time" : "text";
}

function choicesOf(schema: Schema): string[] {
  if (Array.isArray(schema.enum)) return schema.enum.filter((one): one is string => typeof one === "string");
  const alternatives = Array.isArray(schema.oneOf) ? schema.oneOf.map(record) : [];
  return alternatives.map((one) => one.const).filter((one): one is string => typeof one === "string");
}

function record(value: unknown): Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

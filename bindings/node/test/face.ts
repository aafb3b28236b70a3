/** JSON of the vectors to what a program would write, and results back, by the table that the package has. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as secretariat from "secretariat";

import { codec } from "../dist/codec.js";
import type { FieldRow } from "../dist/codec.js";
import { CALLS, TYPES } from "../dist/generated/table.js";

export const ROOT = join(__dirname, "../../..");

const exported = secretariat as unknown as Members;

type Members = { readonly [name: string]: unknown };

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Renames what has a name, and leaves what is wrong as it is: the package must find it. */
export function given(call: string, json: Members): Members {
  const owner = call.split(".")[0] ?? "";
  const { this: self, ...rest } = json;
  const made = fields(CALLS[call]?.given ?? [], rest);
  if (self === undefined) return made;
  const holder = (exported[owner] ?? exported[`${owner}Methods`]) as { prototype: object };
  return { ...made, this: Object.assign(Object.create(holder.prototype), face(owner, self)) as unknown };
}

/** As `given`, for a type. */
export function face(kind: string, json: unknown): unknown {
  if (kind.startsWith("?")) return json === null ? null : face(kind.slice(1), json);
  if (kind.startsWith("[]")) return Array.isArray(json) ? json.map((item) => face(kind.slice(2), item)) : json;
  if (kind === "buffer") return bytes(json);
  if (kind === "timestamp") return typeof json === "string" ? new Date(json) : json;
  const row = TYPES[kind];
  if (row === undefined || !isObject(json)) return text(json);
  if ("fields" in row) return fields(row.fields, json);
  const variant = "variants" in row ? row.variants[String(json["type"])] : undefined;
  return variant === undefined ? json : fields(variant, json);
}

function fields(rows: readonly FieldRow[], json: Members): Members {
  const byWire = new Map(rows.map((row) => [row[0], row]));
  return Object.fromEntries(
    Object.entries(json).map(([wire, value]) => {
      const row = byWire.get(wire);
      return row === undefined ? [wire, text(value)] : [row[1], face(row[2], value)];
    }),
  );
}

function bytes(json: unknown): unknown {
  if (!isObject(json)) return json;
  if (typeof json["$file"] === "string") return readFileSync(join(ROOT, json["$file"]));
  if (typeof json["$bytes"] === "string") return Buffer.from(json["$bytes"], "base64");
  return Buffer.from(String(text(json["$utf8"])));
}

function text(json: unknown): unknown {
  if (!isObject(json) || !Array.isArray(json["$repeat"])) return json;
  const [part, count] = json["$repeat"] as [string, number];
  return part.repeat(count);
}

/** Writes a result as JSON, bytes as the vectors have them, without members that are null. */
export function shown(call: string, result: unknown): unknown {
  const row = CALLS[call]!;
  if (row.event === undefined) return plain(row.result, result);
  const { events, outcome } = result as { events: unknown[]; outcome: unknown };
  return { events: events.map((event) => plain(row.event!, event)), outcome: plain(row.result, outcome) };
}

function plain(kind: string, value: unknown): unknown {
  const buffers: Uint8Array[] = [];
  const json = codec(kind).write(value, "result", buffers);
  return kind === "buffer" ? { $bytes: Buffer.from(buffers[0]!).toString("base64") } : withoutNulls(json);
}

/** Drops members that are null: an absent member and null are the same. */
export function withoutNulls(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutNulls);
  if (!isObject(json)) return json;
  const kept = Object.entries(json).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutNulls(value)]));
}

/**
 * Turns values of TypeScript into JSON, from the generated table, and back.
 *
 * What goes in is checked with the path of what is wrong; what comes out was made by the core and is not.
 */

import { SecretariatError, wrong } from "./errors.js";
import { READERS } from "./generated/readers.js";
import { TYPES } from "./generated/table.js";
import { each, entries } from "./reading.js";
import type { Reader } from "./reading.js";

/** The fields of a type without its methods. */
export type Fields<T> = {
  readonly [K in keyof T as T[K] extends (...given: never[]) => unknown ? never : K]: T[K];
};

/** A value of JSON. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A field: its name in JSON, its name here, its type, and what stands for it when it is left out. */
export type FieldRow = readonly [wire: string, name: string, kind: string, missing?: Json];

/** A named type. */
export type TypeRow =
  | { readonly id: true }
  | { readonly words: readonly string[] }
  | { readonly fields: readonly FieldRow[] }
  | { readonly variants: { readonly [tag: string]: readonly FieldRow[] } };

/** A call: what it takes and gives, and what the events of a job are. */
export interface CallRow {
  readonly given: readonly FieldRow[];
  readonly result: string;
  readonly event?: string;
}

/** The methods of a component. */
export type ComponentRows = { readonly [method: string]: CallRow };

/** Writes the values of one type. */
export type Writer = (value: unknown, path: string, buffers: Uint8Array[]) => Json;

/** Reads and writes the values of one type. */
export interface Codec {
  readonly read: Reader;
  readonly write: Writer;
}

const codecs = new Map<string, Codec>();

/** Returns the codec of a type, which is made when it is first asked for. */
export function codec(kind: string): Codec {
  let found = codecs.get(kind);
  if (found === undefined) {
    found = make(kind);
    codecs.set(kind, found);
  }
  return found;
}

function make(kind: string): Codec {
  if (kind.startsWith("?")) return optional(codec(kind.slice(1)));
  if (kind.startsWith("[]")) return list(codec(kind.slice(2)));
  if (kind.startsWith("{}")) return map(codec(kind.slice(2)));
  const plain = PLAIN[kind];
  if (plain !== undefined) return plain;
  const row = TYPES[kind];
  if (row === undefined) throw new SecretariatError("internal", `there is no type ${kind}`);
  if ("id" in row) return PLAIN["text"]!;
  if ("words" in row) return words(row.words);
  // Types may hold themselves, so what writes their fields is made when the first value comes.
  let made: Writer | undefined;
  const late = (): Writer => (made ??= "fields" in row ? record(row.fields) : union(row.variants));
  return { read: READERS[kind]!, write: (value, path, buffers) => late()(value, path, buffers) };
}

const same: Reader = (json) => json;

function simple(expected: string, accepts: (value: unknown) => boolean): Codec {
  return {
    read: same,
    write: (value, path) => {
      if (!accepts(value)) throw wrong(path, expected, value);
      return value as Json;
    },
  };
}

function pattern(expected: string, form: RegExp): Codec {
  return simple(expected, (value) => typeof value === "string" && form.test(value));
}

const PLAIN: { readonly [kind: string]: Codec } = {
  unit: { read: () => undefined, write: () => null },
  text: {
    read: same,
    write: (value, path) => {
      if (typeof value !== "string") throw wrong(path, "a string", value);
      // Half a surrogate pair is no text; the replacement keeps the count of characters, so spans stay right.
      return value.isWellFormed() ? value : value.toWellFormed();
    },
  },
  bool: simple("a boolean", (value) => typeof value === "boolean"),
  int: simple("a whole number", Number.isSafeInteger),
  float: simple("a finite number", Number.isFinite),
  decimal: pattern("a decimal number as a string, such as \"1234.50\"", /^-?\d+(\.\d+)?$/),
  date: pattern("a date as a string, such as \"2026-03-02\"", /^(\d{4}|-\d{6})-\d{2}-\d{2}$/),
  time: pattern("a time as a string, such as \"09:00:00\"", /^\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/),
  dateTime: pattern(
    "a date and time without a zone as a string, such as \"2026-03-02T09:00:00\"",
    /^(\d{4}|-\d{6})-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/,
  ),
  timestamp: {
    read: (json: string) => new Date(json),
    write: (value, path) => {
      if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw wrong(path, "a valid Date", value);
      // As the core writes it: without zeros at the end of the fraction.
      return value.toISOString().replace(/\.(\d*?)0*Z$/, (_, digits: string) => (digits ? `.${digits}Z` : "Z"));
    },
  },
  json: simple("a value of JSON", isJson),
  buffer: {
    read: (json: number, buffers) => buffers[json],
    write: (value, path, buffers) => {
      if (!(value instanceof Uint8Array)) throw wrong(path, "a Uint8Array or Buffer", value);
      return buffers.push(value) - 1;
    },
  },
};

function isJson(value: unknown): value is Json {
  if (typeof value === "number") return Number.isFinite(value);
  if (value === null || typeof value === "boolean" || typeof value === "string") return true;
  if (Array.isArray(value)) return Array.from(value).every(isJson);
  const plain = typeof value === "object" && [Object.prototype, null].includes(Object.getPrototypeOf(value) as null);
  return plain && Object.values(value).every(isJson);
}

function optional(inner: Codec): Codec {
  return {
    read: (json, buffers) => (json === null ? null : inner.read(json, buffers)),
    write: (value, path, buffers) =>
      value === null || value === undefined ? null : inner.write(value, path, buffers),
  };
}

function list(inner: Codec): Codec {
  return {
    read: (json, buffers) => each(json, inner.read, buffers),
    write: (value, path, buffers) => {
      if (!Array.isArray(value)) throw wrong(path, "an array", value);
      // Not `map`, which would leave the holes of a sparse array unchecked.
      return Array.from(value, (item, index) => inner.write(item, `${path}[${index}]`, buffers));
    },
  };
}

function map(inner: Codec): Codec {
  return {
    read: (json, buffers) => entries(json, inner.read, buffers),
    write: (value, path, buffers) =>
      Object.fromEntries(
        Object.entries(object(value, path)).map(([key, item]) => [key, inner.write(item, `${path}.${key}`, buffers)]),
      ),
  };
}

function words(all: readonly string[]): Codec {
  const known = new Set<unknown>(all);
  const named = all.map((word) => `"${word}"`).join(", ");
  return {
    read: same,
    write: (value, path) => {
      if (!known.has(value)) throw wrong(path, `one of ${named}`, value);
      return value as string;
    },
  };
}

/** Writes the fields of a record; `tag` is the type of a variant. */
export function record(rows: readonly FieldRow[], tag?: string): Writer {
  const fields = rows.map(([wire, own, kind, missing]) => ({ wire, own, missing, codec: codec(kind), kind }));
  const known = new Set(fields.map((field) => field.own));
  return (value, path, buffers) => {
    const from = object(value, path);
    const made: { [key: string]: Json } = tag === undefined ? {} : { type: tag };
    for (const { wire, own, missing, codec, kind } of fields) {
      const given = from[own];
      if (given === undefined && (missing !== undefined || kind.startsWith("?"))) continue;
      made[wire] = codec.write(given, join(path, own), buffers);
    }
    for (const key of Object.keys(from)) {
      if (!known.has(key) && !(tag !== undefined && key === "type") && from[key] !== undefined) {
        throw new SecretariatError("invalid_input", `${join(path, key)}: there is no such field`);
      }
    }
    return made;
  };
}

function union(variants: { readonly [tag: string]: readonly FieldRow[] }): Writer {
  const tags = Object.keys(variants);
  const all = new Map(tags.map((tag) => [tag, record(variants[tag]!, tag)]));
  return (value, path, buffers) => {
    const tag = object(value, path)["type"];
    const found = all.get(tag as string);
    if (found === undefined) {
      throw wrong(join(path, "type"), `one of ${tags.map((tag) => `"${tag}"`).join(", ")}`, tag);
    }
    return found(value, path, buffers);
  };
}

function object(value: unknown, path: string): { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    throw wrong(path === "" ? "arguments" : path, "an object", value);
  }
  return value as { readonly [key: string]: unknown };
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

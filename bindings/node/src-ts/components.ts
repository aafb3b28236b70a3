/** Components that the program brings: their methods take and give typed values. */

import { codec } from "./codec.js";
import type { ComponentRows, Json } from "./codec.js";
import { SecretariatError, toNative, wrong } from "./errors.js";
import { COMPONENTS } from "./generated/table.js";
import type { Called } from "./native.js";

/** Takes the components out of the options of opening, and returns what calls each of them. */
export function takeComponents(options: { [name: string]: unknown }): { names: string[]; called: Called[] } {
  const names: string[] = [];
  const called: Called[] = [];
  for (const [name, rows] of Object.entries(COMPONENTS)) {
    const object = options[name];
    delete options[name];
    if (object === undefined || object === null) continue;
    names.push(name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
    called.push(adapter(name, object, rows));
  }
  return { names, called };
}

type Method = (...given: unknown[]) => unknown;

function adapter(name: string, object: unknown, rows: ComponentRows): Called {
  const methods = new Map<string, { method: Method; given: Reader[]; result: string }>();
  for (const [wire, { given, result }] of Object.entries(rows)) {
    const own = wire.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const method = (object as { [key: string]: unknown })[own];
    if (typeof method !== "function") throw wrong(`${name}.${own}`, "a function", method);
    methods.set(wire, { method: method as Method, given: given.map(reader), result });
  }
  // Never rejects and never throws: whatever goes wrong is an answer.
  return async (wire, { json, buffers }) => {
    try {
      const found = methods.get(wire);
      if (found === undefined) throw new SecretariatError("unsupported", `${name} has no method ${wire}`);
      const from = JSON.parse(json) as { [name: string]: Json };
      const given = found.given.map((read) => read(from, buffers));
      const result: unknown = await found.method.apply(object, given);
      const written: Uint8Array[] = [];
      const answer = codec(found.result).write(result, wire, written);
      return { message: { json: JSON.stringify(answer), buffers: written }, failed: false };
    } catch (thrown) {
      return { message: { json: toNative(thrown), buffers: [] }, failed: true };
    }
  };
}

type Reader = (from: { [name: string]: Json }, buffers: readonly Uint8Array[]) => unknown;

function reader([wire, , kind]: readonly [string, string, string, Json?]): Reader {
  return (from, buffers) => {
    const value = from[wire];
    return value === undefined || value === null ? null : codec(kind).read(value, buffers);
  };
}

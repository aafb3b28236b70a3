/** What the generated readers are made with. */

import { SecretariatError } from "./errors.js";

/**
 * A part of an answer of the core, as JSON has it.
 *
 * It was written by the core from the types that the readers are generated from, so it is not looked at again.
 */
export type Wire = any;

/** The buffers that an answer refers to by number. */
export type Buffers = readonly Uint8Array[];

/** Makes a value of a type. */
export type Reader = (json: Wire, buffers: Buffers) => unknown;

const prototypes = new Map<string, object>();

/** Gives the values of a type their methods. */
export function adopt(name: string, prototype: object): void {
  prototypes.set(name, prototype);
}

/** Makes a value with the methods of its type, and without fields yet. */
export function made(name: string): Wire {
  return Object.create(prototypes.get(name) ?? Object.prototype);
}

/** Reads each item of a list. */
export function each(json: Wire, read: Reader, buffers: Buffers): unknown[] {
  return (json as Wire[]).map((item) => read(item, buffers));
}

/** Reads each entry of a map. */
export function entries(json: Wire, read: Reader, buffers: Buffers): object {
  return Object.fromEntries(Object.entries(json as object).map(([key, item]) => [key, read(item, buffers)]));
}

/** Fails for a variant that this version does not know. */
export function unknown(name: string): never {
  throw new SecretariatError("internal", `${name}: unknown type`);
}

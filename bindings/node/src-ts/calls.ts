/** Calls by name: arguments to JSON, result from JSON, cancellation. */

import { codec, record } from "./codec.js";
import type { CallRow, Json, Writer } from "./codec.js";
import { SecretariatError, fromNative, wrong } from "./errors.js";
import { CALLS } from "./generated/table.js";
import { native } from "./native.js";
import type { Crossing, Ticket } from "./native.js";

/** Options that every asynchronous call takes. */
export interface CallOptions {
  /** Cancels the call: its promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Arguments by name. */
export type Given = { readonly [name: string]: unknown };

const prepared = new Map<string, Writer>();

/** Returns a call of the surface. */
export function row(path: string): CallRow {
  const found = CALLS[path];
  if (found === undefined) throw new SecretariatError("invalid_input", `there is no method ${path}`);
  return found;
}

/** Writes the arguments of a call; `self` is the value whose method it is. */
export function write(path: string, given: Given, self?: object): Crossing {
  let arguments_ = prepared.get(path);
  if (arguments_ === undefined) {
    arguments_ = record(row(path).given);
    prepared.set(path, arguments_);
  }
  const buffers: Uint8Array[] = [];
  const json = arguments_(given, "", buffers) as { [name: string]: Json };
  if (self !== undefined) json["this"] = codec(path.slice(0, path.indexOf("."))).write(self, "this", buffers);
  return { json: JSON.stringify(json), buffers };
}

/** Reads a value of a type. */
export function read<T>(kind: string, crossing: Crossing): T {
  return codec(kind).read(JSON.parse(crossing.json) as Json, crossing.buffers) as T;
}

/** Splits the options of a call into its signal and its arguments. */
export function split(options: object | undefined): { signal: AbortSignal | undefined; rest: Given } {
  if (options === undefined) return { signal: undefined, rest: {} };
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw wrong("options", "an object", options);
  }
  const { signal, ...rest } = options as { signal?: unknown };
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw wrong("signal", "an AbortSignal", signal);
  return { signal, rest };
}

/** Makes a call that a signal can cancel. */
export function cancellable<T>(
  signal: AbortSignal | undefined,
  begin: (ticket?: Ticket) => Promise<T>,
): Promise<T> {
  // Asynchronous, so that what the native part throws at once is a rejection too.
  const started = async (ticket?: Ticket): Promise<T> => begin(ticket);
  if (signal === undefined) return started().catch(rethrow);
  signal.throwIfAborted();
  const ticket = new (native().Ticket)();
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => {
      ticket.cancel();
      reject(signal.reason);
    };
    const done = (): void => signal.removeEventListener("abort", abort);
    signal.addEventListener("abort", abort, { once: true });
    started(ticket).then(
      (value) => (done(), resolve(value)),
      (error: unknown) => (done(), reject(fromNative(error))),
    );
  });
}

/** Passes on what the native part threw as an error of ours. */
export function rethrow(thrown: unknown): never {
  throw fromNative(thrown);
}

/** Calls a function that answers at once. */
export function callNow<T>(path: string, given: Given, self?: object): T {
  const message = write(path, given, self);
  const { callFunction } = native();
  let answer: Crossing;
  try {
    answer = callFunction(path, message);
  } catch (thrown) {
    rethrow(thrown);
  }
  return read(row(path).result, answer);
}

/** Calls a function that may take long, on a thread of its own. */
export async function callSlowly<T>(path: string, given: Given, options: CallOptions | undefined): Promise<T> {
  const { signal, rest } = split(options);
  const message = write(path, { ...rest, ...given });
  const answer = await cancellable(signal, (ticket) => native().startFunction(path, message, ticket));
  return read(row(path).result, answer);
}

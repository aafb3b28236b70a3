/** The one class of errors, and how they cross the border. */

import { ERRORS } from "./generated/table.js";
import type { ErrorKind } from "./generated/types.js";

/** What went wrong in Secretariat: `code` says what the caller can do. */
export class SecretariatError extends Error {
  /** The kind of the error, such as `not_found`. */
  readonly code: ErrorKind;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;

  constructor(code: ErrorKind, message: string, retryable = ERRORS[code].retryable) {
    super(message);
    this.name = "SecretariatError";
    this.code = code;
    this.retryable = retryable;
  }

  /** The status with which a web service would answer, such as 404. */
  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** An error of a wrong argument; the path names the place, such as `source.name`. */
export function wrong(path: string, expected: string, value: unknown): SecretariatError {
  return new SecretariatError("invalid_input", `${path}: expected ${expected}, got ${describe(value)}`);
}

/** Reads what the native part threw, which carries the failure as JSON in its message. */
export function fromNative(thrown: unknown): unknown {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const failure = readFailure(text);
  if (failure === null) return new SecretariatError("internal", `the native part failed: ${text}`);
  return new SecretariatError(failure.code, failure.message, failure.retryable);
}

/** Writes what a component threw: an error of ours keeps its code, anything else its words. */
export function toNative(thrown: unknown): string {
  if (thrown instanceof SecretariatError) {
    const { code, message, retryable } = thrown;
    return JSON.stringify({ code, message, retryable });
  }
  try {
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  } catch {
    // Even what is thrown may be broken: an object without a prototype, a getter that throws.
    return "something that cannot be printed";
  }
}

interface Failure {
  code: ErrorKind;
  message: string;
  retryable: boolean;
}

function readFailure(text: string): Failure | null {
  if (!text.startsWith("{")) return null;
  try {
    return JSON.parse(text) as Failure;
  } catch {
    return null;
  }
}

/** Names a value by its kind. Never by its content, which may be part of a document. */
function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  switch (typeof value) {
    case "undefined":
      return "nothing";
    case "number":
      return Number.isInteger(value) ? "an integer" : "a number";
    case "object":
      return value.constructor?.name === "Object" ? "an object" : `a ${value.constructor?.name ?? "bare object"}`;
    default:
      return `a ${typeof value}`;
  }
}

/** What several tests need. */

import assert from "node:assert/strict";

import { SecretariatError } from "secretariat";
import type { ErrorKind, Ocr } from "secretariat";

export const NOTE = "Please pay EUR 1,200.50 by 31 March 2027.";

/** A picture of one white pixel: what an engine reads in it is up to the engine. */
export const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

/** Checks an error of ours by its code and a part of its message. */
export function fails(code: ErrorKind, part = ""): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof SecretariatError, `not an error of ours: ${String(error)}`);
    assert.equal(error.code, code, error.message);
    assert.ok(error.message.includes(part), `"${error.message}" lacks "${part}"`);
    return true;
  };
}

/** A value of a wrong type, as a program in plain JavaScript gives it. */
export function untyped<T>(value: unknown): T {
  return value as T;
}

/** An engine that reads one word. */
export function engine(recognise: Ocr["recognise"]): Ocr {
  return { recognise };
}

export const WORD = {
  text: "Invoice",
  area: { left: 10, top: 10, width: 80, height: 20 },
  confidence: 0.9,
  paragraph: 1,
  line: 1,
};

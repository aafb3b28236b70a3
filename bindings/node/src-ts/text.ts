/** Spans count Unicode scalar values; strings of JavaScript count UTF-16 units. */

import type { Span } from "./generated/types.js";

/** A half-open range of UTF-16 units, for `slice`. */
export interface Utf16Range {
  readonly start: number;
  readonly end: number;
}

/** Returns where a span of the text lies in it as a string of JavaScript. */
export function utf16Range(text: string, span: Span): Utf16Range {
  const start = advance(text, 0, span.start);
  return { start, end: advance(text, start, span.end - span.start) };
}

/** Returns the part of the text that the span names. */
export function spanText(text: string, span: Span): string {
  const { start, end } = utf16Range(text, span);
  return text.slice(start, end);
}

function advance(text: string, from: number, characters: number): number {
  let at = from;
  for (let left = characters; left > 0 && at < text.length; left -= 1) {
    at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  }
  return at;
}

// Spans count Unicode scalar values; strings of JavaScript count UTF-16 units.
import type { Span } from "../api/types";

/** A text that can be cut by spans. */
export class ScalarText {
  readonly text: string;
  /** Where each scalar value begins; empty when every one is a single unit. */
  readonly #starts: Uint32Array;
  readonly length: number;

  constructor(text: string) {
    this.text = text;
    // Without surrogates both count alike, which is nearly always so.
    const isPlain = !/[\uD800-\uDFFF]/.test(text);
    const starts: number[] = [];
    if (!isPlain) {
      let at = 0;
      for (const scalar of text) {
        starts.push(at);
        at += scalar.length;
      }
    }
    this.#starts = Uint32Array.from(starts);
    this.length = isPlain ? text.length : starts.length;
  }

  /** The UTF-16 index of a scalar value; the end of the text for what lies beyond. */
  index(scalar: number): number {
    if (scalar >= this.length) return this.text.length;
    return this.#starts.length > 0 ? (this.#starts[scalar] ?? 0) : Math.max(0, scalar);
  }

  slice(span: Span): string {
    return this.text.slice(this.index(span.start), this.index(span.end));
  }
}

/** A stretch of text with the marks that cover it. */
export interface Stretch {
  text: string;
  marks: readonly string[];
}

export interface Mark {
  id: string;
  span: Span;
}

/** Cuts a span of a text where marks begin and end. */
export function stretches(text: ScalarText, within: Span, marks: readonly Mark[]): Stretch[] {
  const inside = marks.filter(({ span }) => span.start < within.end && span.end > within.start);
  if (inside.length === 0) return [{ text: text.slice(within), marks: [] }];
  const cuts = new Set([within.start, within.end]);
  for (const { span } of inside) {
    cuts.add(Math.max(span.start, within.start));
    cuts.add(Math.min(span.end, within.end));
  }
  const sorted = [...cuts].toSorted((a, b) => a - b);
  return sorted.slice(0, -1).map((start, at) => {
    const end = sorted[at + 1] ?? within.end;
    const over = inside.filter(({ span }) => span.start <= start && span.end >= end);
    return { text: text.slice({ start, end }), marks: over.map((mark) => mark.id) };
  });
}

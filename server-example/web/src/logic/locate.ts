import type { Evidence, ParsedDocument, Span } from "../api/types";
import { ScalarText } from "./scalars";

/** Reads `start-end` from an address. */
export function readSpan(text: string | undefined): Span | null {
  const found = /^(\d{1,9})-(\d{1,9})$/.exec(text ?? "");
  const [start, end] = [Number(found?.[1]), Number(found?.[2])];
  return found && start < end ? { start, end } : null;
}

/** Makes the proof of a span: its words, and the place of the block that it begins in. */
export function evidenceAt(document: string, parsed: ParsedDocument, span: Span): Evidence | null {
  const block =
    parsed.blocks.find((one) => one.span.start <= span.start && one.span.end > span.start) ??
    parsed.blocks.find((one) => one.span.end > span.start);
  if (!block) return null;
  // A passage may run over several blocks; on paper the words of its first one are looked for.
  const words = { start: Math.max(span.start, block.span.start), end: Math.min(span.end, block.span.end) };
  return { document, span, place: block.place, quote: new ScalarText(parsed.text).slice(words) };
}

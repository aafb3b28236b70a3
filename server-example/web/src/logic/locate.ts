import type { Evidence, ParsedDocument, Span } from "../api/types";
import { ScalarText } from "./scalars";

/** Reads `start-end` from an address. */
export function readSpan(text: string | undefined): Span | null {
  const found = /^(\d{1,9})-(\d{1,9})$/.exec(text ?? "");
  const [start, end] = [Number(found?.[1]), Number(found?.[2])];
  return found && start < end ? { start, end } : null;
}

/** A passage that runs on for longer is shown by its beginning. */
const BLOCKS = 40;

/** Makes the proofs of a span: for each block that it runs over, its words there and the place. */
export function evidenceAt(document: string, parsed: ParsedDocument, span: Span): Evidence[] {
  const text = new ScalarText(parsed.text);
  const blocks = parsed.blocks
    .filter((one) => one.span.start < span.end && one.span.end > span.start)
    .slice(0, BLOCKS);
  return blocks.map((block) => {
    const part = { start: Math.max(span.start, block.span.start), end: Math.min(span.end, block.span.end) };
    return { document, span: part, place: placeIn(block, part.start), quote: text.slice(part) };
  });
}

function placeIn(block: ParsedDocument["blocks"][number], at: number): Evidence["place"] {
  if (block.kind.type !== "table") return block.place;
  const cell = block.kind.cells.find((one) => one.span.start <= at && one.span.end > at);
  return cell?.place ?? block.place;
}

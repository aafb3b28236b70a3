import type { BoundFact, Draft, DraftBlock, Inline } from "../api/types";

/** All pieces of text of a block, in the order of reading. */
export function partsOf(block: DraftBlock): Inline[][] {
  switch (block.type) {
    case "item_list":
      return block.items.map((item) => item.inlines);
    case "table":
      return [
        ...block.columns.map((column) => column.title),
        ...block.rows.flatMap((row) => row.cells.map((cell) => cell.inlines)),
      ];
    case "quote":
      return [block.inlines, block.attribution ?? []];
    case "action_items":
      return block.items.flatMap((item) => [item.task, item.owner ?? [], item.due ?? []]);
    case "decisions":
      return block.items.map((item) => item.inlines);
    default:
      return [block.inlines];
  }
}

/** The gaps of a draft in the order of reading, subject first: the order in which they are filled. */
export function gapsOf(draft: Draft): string[] {
  const parts = [draft.subject, ...draft.blocks.flatMap(partsOf)];
  return parts.flat().flatMap((inline) => (inline.type === "placeholder" ? [inline.hint] : []));
}

export function factOf(draft: Draft, id: string): BoundFact | undefined {
  return draft.facts.find((fact) => fact.id === id);
}

/** Prints a piece of text with the values in it. */
export function printInlines(draft: Draft, inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.type === "fact") return factOf(draft, inline.fact)?.surface ?? "";
      return inline.type === "placeholder" ? `[${inline.hint}]` : inline.text;
    })
    .join("");
}

/** The body in plain words, as it can be edited: an empty line between paragraphs. */
export function bodyText(draft: Draft): string {
  return draft.blocks
    .map((block) => blockText(draft, block))
    .filter(Boolean)
    .join("\n\n");
}

function blockText(draft: Draft, block: DraftBlock): string {
  const print = (inlines: readonly Inline[]) => printInlines(draft, inlines);
  switch (block.type) {
    case "item_list":
      return block.items
        .map((item, at) => `${block.ordered ? `${at + 1}.` : "-"} ${print(item.inlines)}`)
        .join("\n");
    case "table":
      return [
        block.columns.map((column) => column.title),
        ...block.rows.map((row) => row.cells.map((cell) => cell.inlines)),
      ]
        .map((cells) => cells.map(print).join("\t"))
        .join("\n");
    case "quote":
      return print(block.inlines)
        .split("\n")
        .map((line) => `> ${line}`)
        .join("\n");
    case "action_items":
      return block.items
        .map(
          (item) =>
            `- ${[item.task, item.owner ?? [], item.due ?? []].map(print).filter(Boolean).join(" · ")}`,
        )
        .join("\n");
    case "decisions":
      return block.items.map((item) => `- ${print(item.inlines)}`).join("\n");
    default:
      return print(block.inlines);
  }
}

/** Whether a draft loses structure when its body becomes plain paragraphs. */
export function hasStructure(draft: Draft): boolean {
  return draft.blocks.some((block) => block.type !== "paragraph" && block.type !== "signature");
}

/** What still stands between a draft and sending. */
export function obstacles(draft: Draft): { gaps: number; blocking: number } {
  const passed = new Set((draft.overruled ?? []).map((one) => `${one.code} ${one.message}`));
  const blocking = draft.findings.filter(
    (one) => one.severity === "block" && !passed.has(`${one.code} ${one.message}`),
  );
  return { gaps: gapsOf(draft).length, blocking: blocking.length };
}

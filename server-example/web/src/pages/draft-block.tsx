import type { ReactNode } from "react";
import type { DraftBlock, Inline } from "../api/types";
import type { Translate } from "../i18n";

/** A block of a draft as its reader sees it; `print` draws the pieces of text in it. */
export function draftBlock(
  block: DraftBlock,
  print: (inlines: readonly Inline[]) => ReactNode,
  t: Translate,
): ReactNode {
  switch (block.type) {
    case "heading":
      return (
        <p role="heading" aria-level={3} className="font-semibold">
          {print(block.inlines)}
        </p>
      );
    case "item_list": {
      const List = block.ordered ? "ol" : "ul";
      return (
        <List className={`ml-5 space-y-1 ${block.ordered ? "list-decimal" : "list-disc"}`}>
          {block.items.map((item, at) => (
            <li key={at} className={item.level ? "ml-5" : ""}>
              {print(item.inlines)}
            </li>
          ))}
        </List>
      );
    }
    case "table":
      return (
        <div className="overflow-x-auto">
          <table className="w-full text-sm">
            <thead>
              <tr className="border-b border-line-strong text-left">
                {block.columns.map((column, at) => (
                  <th key={at} className={`px-2 py-1 ${column.align === "end" ? "text-right" : ""}`}>
                    {print(column.title)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, at) => (
                <tr key={at} className={`border-b border-line ${row.total ? "font-semibold" : ""}`}>
                  {row.cells.map((cell, column) => (
                    <td
                      key={column}
                      className={`px-2 py-1 tabular-nums ${block.columns[column]?.align === "end" ? "text-right" : ""}`}
                    >
                      {print(cell.inlines)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case "quote":
      return (
        <blockquote className="border-l-2 border-line pl-3 text-soft">
          {print(block.inlines)}
          <span className="block text-sm text-faint">{print(block.attribution ?? [])}</span>
        </blockquote>
      );
    case "action_items":
      return (
        <ul className="divide-y divide-line border-y border-line">
          {block.items.map((item, at) => (
            <li key={at} className="flex flex-wrap justify-between gap-x-4 py-1.5">
              <span>{print(item.task)}</span>
              <span className="text-sm text-soft">
                {print(item.owner ?? [])} {print(item.due ?? [])}
              </span>
            </li>
          ))}
        </ul>
      );
    case "decisions":
      return (
        <ul className="space-y-1">
          {block.items.map((item, at) => (
            <li key={at} className="flex gap-2">
              <span className="text-sm font-medium text-accent">{t("draft.decision")}</span>
              <span>{print(item.inlines)}</span>
            </li>
          ))}
        </ul>
      );
    case "signature":
      return <p className="whitespace-pre-wrap text-soft">{print(block.inlines)}</p>;
    default:
      return <p className="whitespace-pre-wrap">{print(block.inlines)}</p>;
  }
}

// Draws a document from its blocks. React escapes every word, so nothing in a file can become markup.
import { Fragment, memo, type ReactNode, useMemo } from "react";
import type { Block, ParsedDocument, Span } from "../api/types";
import { useT } from "../i18n";
import { type Mark, ScalarText, stretches } from "../logic/scalars";

interface Shown {
  parsed: ParsedDocument;
  marks: readonly Mark[];
  active: string | null;
  onMark: (id: string) => void;
}

export const Blocks = memo(function Blocks({ parsed, marks, active, onMark }: Shown) {
  const t = useT();
  const text = useMemo(() => new ScalarText(parsed.text), [parsed.text]);
  const words = (span: Span) => (
    <Words text={text} span={span} marks={marks} active={active} onMark={onMark} />
  );
  const starts = useMemo(() => sectionStarts(parsed), [parsed]);
  return (
    <div className="space-y-3 leading-relaxed break-words">
      {parsed.blocks.map((block, at) => {
        const key = `${block.span.start}-${block.span.end}-${block.kind.type}`;
        return (
          <Fragment key={key}>
            {starts.has(at) ? (
              <p className="flex items-center gap-3 pt-3 text-xs font-medium text-faint first:pt-0">
                <span>{sectionLabel(t, block)}</span>
                <span className="h-px flex-1 bg-line" />
              </p>
            ) : null}
            <BlockBody block={block} words={words} />
          </Fragment>
        );
      })}
    </div>
  );
});

/** The blocks with which a page, slide or sheet begins. */
function sectionStarts(parsed: ParsedDocument): Set<number> {
  const starts = new Set<number>();
  let section: string | null = null;
  parsed.blocks.forEach((block, at) => {
    const name = sectionOf(block, parsed.pages);
    if (name !== null && name !== section) starts.add(at);
    section = name ?? section;
  });
  return starts;
}

function sectionOf(block: Block, pages: number): string | null {
  if (block.place.type === "cell") return block.place.sheet;
  if (block.place.type === "slide") return `slide ${block.place.slide}`;
  return block.place.type === "page" && pages > 1 ? `page ${block.place.page}` : null;
}

function sectionLabel(t: ReturnType<typeof useT>, block: Block): string {
  if (block.place.type === "cell") return block.place.sheet;
  if (block.place.type === "slide") return t("place.slide", { at: String(block.place.slide) });
  return block.place.type === "page" ? t("place.page", { at: String(block.place.page) }) : "";
}

function BlockBody({ block, words }: { block: Block; words: (span: Span) => ReactNode }) {
  const { kind, span } = block;
  switch (kind.type) {
    case "heading":
      return (
        <p
          role="heading"
          aria-level={Math.min(kind.level + 2, 6)}
          className={`pt-2 font-semibold tracking-tight first:pt-0 ${kind.level <= 1 ? "text-xl" : kind.level === 2 ? "text-lg" : "text-base"}`}
        >
          {words(span)}
        </p>
      );
    case "list_item":
      return (
        <div className={`flex gap-2 ${["pl-1", "pl-6", "pl-11"][Math.min(kind.depth, 2)]}`}>
          <span className="min-w-4 text-faint tabular-nums">{kind.marker}</span>
          <p className="whitespace-pre-wrap">{words(span)}</p>
        </div>
      );
    case "table":
      return <Table block={block} words={words} />;
    case "key_value":
      return (
        <p className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-3 text-[0.9375rem] leading-snug">
          <span className="text-faint">{words(kind.key)}</span>
          <span>{words(kind.value)}</span>
        </p>
      );
    case "quote":
      return (
        <blockquote className="border-l-2 border-line pl-3 whitespace-pre-wrap text-soft">
          {words(span)}
        </blockquote>
      );
    case "code":
      return (
        <pre className="overflow-x-auto rounded-md bg-hover p-3 font-mono text-sm whitespace-pre-wrap">
          {words(span)}
        </pre>
      );
    case "figure":
    case "header":
    case "footer":
    case "boilerplate":
    case "note":
    case "comment":
    case "hidden":
      return <p className="text-sm whitespace-pre-wrap text-faint">{words(span)}</p>;
    case "signature":
      return <p className="whitespace-pre-wrap text-soft">{words(span)}</p>;
    case "change":
      return (
        <p
          className={`whitespace-pre-wrap ${kind.deleted ? "text-faint line-through" : "underline decoration-good"}`}
        >
          {words(span)}
        </p>
      );
    default:
      return <p className="whitespace-pre-wrap">{words(span)}</p>;
  }
}

function Table({ block, words }: { block: Block; words: (span: Span) => ReactNode }) {
  const t = useT();
  if (block.kind.type !== "table") return null;
  const rows = new Map<number, typeof block.kind.cells>();
  for (const cell of block.kind.cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
  return (
    // A wide table scrolls by itself; it takes the focus so that the keyboard can scroll it too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="overflow-x-auto" tabIndex={0} aria-label={t("viewer.table")}>
      <table className="w-max min-w-full border-collapse text-sm">
        <tbody>
          {[...rows].map(([row, cells]) => (
            <tr key={row} className="border-b border-line align-top">
              {cells.map((cell) => {
                const Tag = cell.header ? "th" : "td";
                return (
                  <Tag
                    key={cell.column}
                    rowSpan={cell.row_span}
                    colSpan={cell.column_span}
                    className={`px-2.5 py-1.5 text-left whitespace-pre-wrap first:pl-0 ${cell.header ? "font-semibold text-soft" : "tabular-nums"}`}
                  >
                    <div className="max-w-80">{words(cell.span)}</div>
                  </Tag>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Words({
  text,
  span,
  marks,
  active,
  onMark,
}: {
  text: ScalarText;
  span: Span;
  marks: readonly Mark[];
  active: string | null;
  onMark: (id: string) => void;
}) {
  return stretches(text, span, marks).map((stretch, at) => {
    if (stretch.marks.length === 0) return <Fragment key={at}>{stretch.text}</Fragment>;
    const isActive = active !== null && stretch.marks.includes(active);
    // The shortest statement is the last to be opened, so a click inside a longer one still reaches it.
    const id = stretch.marks[(stretch.marks.indexOf(active ?? "") + 1) % stretch.marks.length] ?? "";
    return (
      <mark
        key={at}
        data-active={isActive}
        data-marks={stretch.marks.join(" ")}
        onClick={() => onMark(id)}
        className="cursor-pointer"
      >
        {stretch.text}
      </mark>
    );
  });
}

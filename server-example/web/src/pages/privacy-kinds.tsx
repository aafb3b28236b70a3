import type { DataKind } from "../api/types";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";

/** How many of each kind, as a list. */
export function KindCounts({ counts }: { counts: readonly (readonly [string, number])[] }) {
  const { t, language } = useWords();
  return (
    <ul className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
      {counts.map(([kind, n]) => (
        <li key={kind} className="contents">
          <span className="text-right font-medium tabular-nums">{n.toLocaleString(language)}</span>
          <span>{label(t, n === 1 ? "data_one" : "data", kind)}</span>
        </li>
      ))}
    </ul>
  );
}

/** How many of each kind, in one line. */
export function useKindLine(): (counts: readonly (readonly [DataKind, number])[]) => string {
  const t = useT();
  return (counts) =>
    counts.map(([kind, n]) => `${n} ${label(t, n === 1 ? "data_one" : "data", kind)}`).join(", ");
}

import type { Agenda, AgendaItem } from "../api/types";
import { daysUntil } from "./days";

/** When something is to be done, as a person plans it. */
export type When = "overdue" | "today" | "week" | "month" | "later" | "undated";

export const whens: readonly When[] = ["overdue", "today", "week", "month", "later", "undated"];

export function whenOf(due: string | null | undefined, from: string): When {
  if (!due) return "undated";
  const days = daysUntil(due, from);
  if (days < 0) return "overdue";
  if (days === 0) return "today";
  return days <= 7 ? "week" : days <= 31 ? "month" : "later";
}

/** A line of the agenda with everything that stands on it: a deadline and a task of the same words are one line. */
export interface AgendaLine {
  item: AgendaItem;
  also: AgendaItem[];
}

/** Puts lines into groups by their day, and what the same sentence of the same document asks into one line. */
export function groupAgenda(
  items: readonly AgendaItem[],
  from: string,
): { when: When; lines: AgendaLine[] }[] {
  const groups = new Map<When, AgendaLine[]>();
  for (const item of items) {
    const when = whenOf(item.due, from);
    const lines = groups.get(when) ?? [];
    groups.set(when, lines);
    const twin = lines.find(
      ({ item: other }) => isSamePlace(item, other) && item.due === other.due && item.kind !== other.kind,
    );
    if (twin) twin.also.push(item);
    else lines.push({ item, also: [] });
  }
  return whens.filter((when) => groups.has(when)).map((when) => ({ when, lines: groups.get(when) ?? [] }));
}

function isSamePlace(a: AgendaItem, b: AgendaItem): boolean {
  const [one, other] = [a.evidence, b.evidence];
  return (
    one.document === other.document && one.span.start < other.span.end && other.span.start < one.span.end
  );
}

/** How much of an agenda presses: what is overdue or due today. */
export function pressing(agenda: Agenda | undefined, from: string): number {
  const items = agenda?.items ?? [];
  return items.filter((item) => ["overdue", "today"].includes(whenOf(item.due, from))).length;
}

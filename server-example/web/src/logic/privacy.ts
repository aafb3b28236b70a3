// Whose data is looked for, what was chosen about it, and how the ledger of erasures is written.
import type {
  DataKind,
  DataSubject,
  ErasureChoice,
  ErasureItem,
  RetentionRule,
  Tombstone,
} from "../api/types";

/** What is typed of a person. */
export interface Person {
  /** The id of a contact or member, if the office knows the person. */
  known: string | null;
  names: string;
  addresses: string;
}

export const nobody: Person = { known: null, names: "", addresses: "" };

/** The person as the server takes it; nothing while nobody is named. */
export function subjectOf(person: Person): DataSubject | null {
  const names = linesOf(person.names);
  // A name has spaces and sometimes commas, an address has none.
  const addresses = person.addresses.split(/[\s,;]+/).filter(Boolean);
  const subject: DataSubject = { names, addresses };
  if (person.known?.startsWith("mem_")) subject.member = person.known;
  else if (person.known) subject.contact = person.known;
  return person.known || names.length > 0 || addresses.length > 0 ? subject : null;
}

export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/** How a thing is called among its kind and others: ids of two kinds may be alike. */
export function keyOf(item: { kind: DataKind; id: string }): string {
  return `${item.kind}/${item.id}`;
}

/** Whether somebody may choose what becomes of a thing: not while something else keeps it. */
export function mayChoose(item: ErasureItem): boolean {
  return item.kept_because === undefined || item.kept_because === null
    ? true
    : ["chosen", "stops_mail", "own_template"].includes(item.kept_because);
}

/** The choices that were made, and those that are made now in their place. */
export function withChoice(
  choices: readonly ErasureChoice[],
  items: readonly ErasureItem[],
  erase: boolean,
): ErasureChoice[] {
  const chosen = new Set(items.map(keyOf));
  return [
    ...choices.filter((one) => !chosen.has(keyOf(one))),
    ...items.map(({ kind, id }) => ({ kind, id, erase })),
  ];
}

/** Whether the choices say something else about things of a report than the report does. */
export function differs(items: readonly ErasureItem[], choices: readonly ErasureChoice[]): boolean {
  const fates = new Map(items.map((item) => [keyOf(item), item.fate]));
  return choices.some((one) => {
    const fate = fates.get(keyOf(one));
    return fate !== undefined && fate !== (one.erase ? "erase" : "keep");
  });
}

/** How many there are of each kind, in the order in which they come. */
export function countKinds(items: readonly { kind: DataKind }[]): [DataKind, number][] {
  const counts = new Map<DataKind, number>();
  for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts];
}

/** The ledger as the program prints it and takes it again: one tombstone on each line. */
export function ledgerText(tombstones: readonly Tombstone[]): string {
  return tombstones.map((one) => `${JSON.stringify(one)}\n`).join("");
}

/** Reads a ledger; nothing when a line of it is no tombstone. */
export function readLedger(text: string): Tombstone[] | null {
  try {
    const found = linesOf(text).map((line) => JSON.parse(line) as unknown);
    return found.every(isTombstone) ? found : null;
  } catch {
    return null;
  }
}

function isTombstone(value: unknown): value is Tombstone {
  return (
    typeof value === "object" &&
    value !== null &&
    "erasure" in value &&
    "workspace" in value &&
    "items" in value &&
    Array.isArray(value.items)
  );
}

/** The kinds that have a retention period. */
export const periodKinds = [
  "document",
  "draft",
  "delivery",
  "run",
  "fact",
  "follow_up",
  "approval",
  "job",
] as const satisfies readonly DataKind[];

/** Whether two sets of rules say the same, in whatever order. */
export function sameRules(one: readonly RetentionRule[], other: readonly RetentionRule[]): boolean {
  const plain = (rules: readonly RetentionRule[]) =>
    rules.map((rule) => `${rule.kind}/${rule.document_kind ?? ""}=${rule.days}`).toSorted();
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

/** Whole years or months of a number of days, as one would say them; nothing for other numbers. */
export function spanOf(days: number): { unit: "years" | "months"; n: number } | null {
  if (!Number.isInteger(days) || days < 30) return null;
  if (days % 365 === 0) return { unit: "years", n: days / 365 };
  if (days % 30 === 0 && days < 720) return { unit: "months", n: days / 30 };
  return null;
}

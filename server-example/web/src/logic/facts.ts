import type { Brief, Document, Evidence, Value } from "../api/types";

export type FactGroup =
  "findings" | "summary" | "deadlines" | "tasks" | "questions" | "amounts" | "dates" | "parties";

/** A statement of a document in the list beside it. */
export interface Fact {
  id: string;
  group: FactGroup;
  /** What is said, in the words of the document or of the core. */
  text: string;
  /** A word of an enumeration beside it, such as the role of an amount. */
  role: string;
  due: string | null;
  /** Who acts, asks or owes. */
  note: string | null;
  /** How the day was found, in the words of the core. */
  rule: string | null;
  severity: "info" | "warning" | "block" | null;
  done: boolean;
  evidence: Evidence | null;
  /** Further sentences that it rests on. */
  basis: readonly Evidence[];
}

/** Lists what a brief states, the pressing first. */
export function factsOf(brief: Brief): Fact[] {
  const facts: Fact[] = [];
  const add = (group: FactGroup, text: string, evidence: Evidence | null, more: Partial<Fact> = {}) => {
    const base = { role: "", due: null, note: null, rule: null, severity: null, done: false, basis: [] };
    facts.push({ id: `${group}-${facts.length}`, group, text, evidence, ...base, ...more });
  };
  for (const finding of brief.findings ?? []) {
    add("findings", finding.message, finding.evidence ?? null, {
      severity: finding.severity,
      role: finding.code,
    });
  }
  for (const sentence of brief.summary ?? []) add("summary", sentence.quote, sentence);
  for (const line of brief.deadlines ?? []) {
    add("deadlines", line.title, line.evidence, {
      due: line.due,
      role: line.kind,
      note: line.obliged ?? null,
      rule: line.rule ?? null,
      basis: line.basis,
    });
  }
  for (const task of brief.tasks ?? []) {
    add("tasks", task.title, task.evidence, {
      due: task.due ?? null,
      note: task.assignee ?? null,
      done: task.done,
    });
  }
  for (const question of brief.questions ?? []) {
    add("questions", question.text, question.evidence, {
      due: question.due ?? null,
      note: question.asked_by ?? null,
    });
  }
  for (const amount of brief.amounts ?? [])
    add("amounts", amount.evidence.quote, amount.evidence, { role: amount.role });
  for (const date of brief.dates ?? [])
    add("dates", date.evidence.quote, date.evidence, { role: date.role, due: date.date });
  for (const party of brief.parties ?? []) {
    add("parties", party.name, party.evidence, { role: party.role, note: party.address ?? null });
  }
  return facts;
}

/** Prints an amount by the habits of the reader, or as it was written. */
export function printAmount(value: Value | undefined, language: string): string | null {
  const reading = value?.readings.find((one) => one.type === "amount");
  if (reading?.type !== "amount") return value?.text ?? null;
  const number = Number(reading.number);
  if (!Number.isFinite(number) || !/^[A-Z]{3}$/.test(reading.currency ?? "")) return value?.text ?? null;
  const locale = language === "en" ? "en-GB" : language;
  return new Intl.NumberFormat(locale, { style: "currency", currency: reading.currency ?? "EUR" }).format(
    number,
  );
}

/** Who a document is from, as far as it says. */
export function senderOf(document: Document): string | null {
  const from = document.metadata.from?.[0];
  if (from) return from.name ?? from.address ?? null;
  const roles = ["sender", "supplier", "seller", "landlord", "author"];
  const party =
    document.brief.parties?.find((one) => roles.includes(one.role)) ?? document.brief.parties?.[0];
  return party?.name ?? null;
}

/** The next day on which a document asks for something: the first to come, else the last that has passed. */
export function nextDue(brief: Brief, from: string): string | null {
  const days = [
    ...(brief.deadlines ?? []).map((line) => line.due),
    ...(brief.tasks ?? []).filter((task) => !task.done).map((task) => task.due),
    ...(brief.questions ?? []).map((question) => question.due),
  ].filter((day): day is string => typeof day === "string");
  days.sort();
  return days.find((day) => day >= from) ?? days.at(-1) ?? null;
}

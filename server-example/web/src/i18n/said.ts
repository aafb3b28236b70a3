// Sentences that the core says, which are English: found by their form among those that the page knows in German. Days
// and amounts in them are written by the habits of the reader, in English too.
import type { Language } from ".";
import { printDay, printMoment } from "../logic/days";
import { phrases, words } from "./said-de";

interface Phrase {
  form: RegExp;
  /** Whether what stands there is translated by itself. */
  isWord: readonly boolean[];
  pieces: Readonly<Record<Language, readonly string[]>>;
}

/** Says a sentence of the core in a language; `null` where the page does not know it. */
export function said(language: Language, text: string): string | null {
  // What the page does not know is English already.
  const unknown = language === "en" ? text : null;
  // A sentence is short: what is longer is no sentence of the core, and need not be compared.
  if (text.length > 2_000) return unknown;
  for (const { form, isWord, pieces } of book()) {
    const found = form.exec(text);
    if (!found) continue;
    const parts = found.slice(1);
    const own = parts.map((part, at) => (isWord[at] ? wordOf(part, language) : printed(part, language)));
    // A word that is not known: another sentence may fit.
    if (own.includes(undefined)) continue;
    return pieces[language].map((piece, at) => piece + (own[at] ?? "")).join("");
  }
  return unknown;
}

function wordOf(part: string, language: Language): string | undefined {
  return language === "en" && part in words ? part : words[part];
}

/** Whether a title is of the core, and not words of a document. */
export function isCoreTitle(text: string): boolean {
  return said("de", text) !== null;
}

let known: readonly Phrase[] | null = null;

function book(): readonly Phrase[] {
  known ??= phrases.map(([english, german]) => ({
    form: new RegExp(
      `^${english
        .split(/\{!?\}/)
        .map(escaped)
        .join("(.+?)")}$`,
      "su",
    ),
    isWord: [...english.matchAll(/\{(!?)\}/g)].map((found) => found[1] === "!"),
    pieces: { en: english.split(/\{!?\}/), de: german.split(/\{!?\}/) },
  }));
  return known;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/** Days, amounts and numbers by the habits of the reader; all else is the words of a document. */
function printed(part: string, language: Language): string {
  const locale = language === "en" ? "en-GB" : language;
  if (/^\d{4}-\d\d-\d\d$/.test(part)) return printDay(part, language);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(part)) return printMoment(part, language);
  if (/^-?\d{1,15}(\.\d+)?$/.test(part)) {
    const [, decimals = ""] = part.split(".");
    const digits = decimals === "" ? 0 : Math.max(2, decimals.length);
    return Number(part).toLocaleString(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  }
  const amount = /^([A-Z]{3}) (-?\d{1,15}(?:\.\d+)?)$/.exec(part);
  if (amount)
    return Number(amount[2]).toLocaleString(locale, { style: "currency", currency: amount[1] ?? "EUR" });
  return part;
}

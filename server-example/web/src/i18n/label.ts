import type { Translate } from ".";
import { type Key, en } from "./en";

/** Whether the page has a word of its own for a value. */
export function hasLabel(group: string, value: string): boolean {
  return `${group}.${value}` in en;
}

/** The word for a value of an enumeration; a value without one is shown as it is, with spaces. */
export function label(t: Translate, group: string, value: string): string {
  if (hasLabel(group, value)) return t(`${group}.${value}` as Key);
  return capital(value.replaceAll("_", " ").trim());
}

/** Words as they stand at the beginning of a line. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

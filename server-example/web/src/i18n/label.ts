import type { Translate } from ".";
import { type Key, en } from "./en";

/** Whether the page has a word of its own for a value. */
export function hasLabel(group: string, value: string): boolean {
  return `${group}.${value}` in en;
}

/** The word for a value of an enumeration; a value without one is shown as it is, with spaces. */
export function label(t: Translate, group: string, value: string): string {
  if (hasLabel(group, value)) return t(`${group}.${value}` as Key);
  const words = value.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

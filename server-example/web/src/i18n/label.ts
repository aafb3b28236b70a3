import type { Translate } from ".";
import { type Key, en } from "./en";

/** The word for a value of an enumeration; a value without one is shown as it is, with spaces. */
export function label(t: Translate, group: string, value: string): string {
  const key = `${group}.${value}`;
  if (key in en) return t(key as Key);
  const words = value.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

import type { Language } from ".";
export function said(language: Language, text: string): string | null {
  return language === "en" ? text : null;
}

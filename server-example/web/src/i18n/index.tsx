// The words of the page. A key is typed; `{name}` takes a value; a key ending in `_one` is the singular of its sibling.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { de } from "./de";
import { type Key, en } from "./en";

export type Language = "en" | "de";
export type Values = Record<string, string | number>;
export type Translate = (key: Key, values?: Values) => string;

export const books: Record<Language, Record<Key, string>> = { en, de };

const STORED = "secretariat.language";

/** Fills a phrase; with `n` given as 1 it takes the singular where there is one. */
export function translate(language: Language, key: Key, values: Values = {}): string {
  const book: Partial<Record<string, string>> = books[language];
  const singular = values.n === 1 ? book[`${key}_one`] : undefined;
  const phrase = singular ?? book[key] ?? key;
  return phrase.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? value.toLocaleString(language) : value;
  });
}

function firstLanguage(): Language {
  const stored = localStorage.getItem(STORED);
  if (stored === "en" || stored === "de") return stored;
  return navigator.language.toLowerCase().startsWith("de") ? "de" : "en";
}

interface Spoken {
  language: Language;
  setLanguage: (language: Language) => void;
  t: Translate;
}

const Context = createContext<Spoken | null>(null);

export function Words({ children }: { children: ReactNode }) {
  const [language, choose] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const spoken = useMemo<Spoken>(
    () => ({
      language,
      setLanguage: (next) => {
        localStorage.setItem(STORED, next);
        choose(next);
      },
      t: (key, values) => translate(language, key, values),
    }),
    [language],
  );
  return <Context value={spoken}>{children}</Context>;
}

export function useWords(): Spoken {
  const spoken = useContext(Context);
  if (!spoken) throw new Error("there are no words outside <Words>");
  return spoken;
}

export function useT(): Translate {
  return useWords().t;
}

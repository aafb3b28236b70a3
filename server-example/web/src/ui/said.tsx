import { useWords } from "../i18n";
import { said } from "../i18n/said";

/** A sentence of the core, in the language of the page as far as the page knows it; else marked as English. */
export function Said({ text }: { text: string }) {
  const { language } = useWords();
  const own = said(language, text);
  return own === null ? <span lang="en">{text}</span> : <span>{own}</span>;
}

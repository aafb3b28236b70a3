import { useWords } from "../i18n";
import { capital, hasLabel, label } from "../i18n/label";
import { said } from "../i18n/said";

/** A sentence of the core, in the language of the page as far as the page knows it; else marked as English. */
export function Said({ text }: { text: string }) {
  const { language } = useWords();
  const own = said(language, text);
  return own === null ? <span lang="en">{text}</span> : own;
}

/** What a finding or a note says; where the page knows its code alone, that, and the English words beneath. */
export function SaidFinding({ code, message }: { code: string; message: string }) {
  const { t, language } = useWords();
  const own = said(language, message);
  if (own !== null) return capital(own);
  return (
    <>
      {hasLabel("finding", code) ? <span className="block">{label(t, "finding", code)}</span> : null}
      <span lang="en" className={hasLabel("finding", code) ? "block text-soft" : ""}>
        {message}
      </span>
    </>
  );
}

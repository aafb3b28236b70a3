import { type ReactNode, useEffect } from "react";
import { useWords } from "../i18n";

/** The frame of the pages before the sign-in. */
export function Doorway({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  const { language, setLanguage, t } = useWords();
  useEffect(() => {
    document.title = `${title} · Secretariat`;
  }, [title]);
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center px-5 py-10">
      <div className="mb-7 flex items-center gap-3">
        <img src="/icon.svg" alt="" className="size-9" />
        <span className="text-lg font-semibold tracking-tight">Secretariat</span>
      </div>
      <h1>{title}</h1>
      {about ? <p className="mt-1 mb-6 text-soft text-pretty">{about}</p> : <div className="mb-5" />}
      {children}
      <p className="mt-10 text-sm text-faint">
        <button
          type="button"
          lang={language === "en" ? "de" : "en"}
          className="underline underline-offset-3 hover:text-ink"
          onClick={() => setLanguage(language === "en" ? "de" : "en")}
        >
          {t("language.other")}
        </button>
      </p>
    </main>
  );
}

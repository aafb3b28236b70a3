import { Link } from "@tanstack/react-router";
import { useT } from "../i18n";
import { ProblemNote } from "../ui/states";

/** An address that leads nowhere. */
export function Missing() {
  const t = useT();
  return (
    <main className="mx-auto max-w-md px-4 py-24 text-center">
      <h1>{t("missing.title")}</h1>
      <p className="mt-2 text-soft">{t("missing.text")}</p>
      <Link to="/" className="mt-4 inline-block">
        {t("missing.home")}
      </Link>
    </main>
  );
}

/** A page that broke. */
export function Failed({ error, reset }: { error: unknown; reset: () => void }) {
  return (
    <main className="mx-auto max-w-xl px-4 py-16">
      <ProblemNote problem={error} onRetry={reset} />
    </main>
  );
}

import { useEffect, useRef, useState } from "react";
import type { BoundFact, Draft } from "../api/types";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Cite } from "../ui/cite";
import { Field } from "../ui/field";

/** Every value of the draft beside where it was read, or who stands behind it. */
export function DraftValues({
  draft,
  active,
  mayWrite,
  isBusy,
  onChange,
}: {
  draft: Draft;
  active: string | null;
  mayWrite: boolean;
  isBusy: boolean;
  onChange: (id: string, surface: string) => void;
}) {
  const t = useT();
  if (draft.facts.length === 0) return <p className="text-sm text-soft">{t("draft.no_values")}</p>;
  return (
    <ul className="space-y-2">
      {draft.facts.map((fact) => (
        <ValueCard
          key={`${fact.id}-${fact.surface}`}
          fact={fact}
          isActive={fact.id === active}
          mayWrite={mayWrite}
          isBusy={isBusy}
          onChange={onChange}
        />
      ))}
    </ul>
  );
}

function ValueCard({
  fact,
  isActive,
  mayWrite,
  isBusy,
  onChange,
}: {
  fact: BoundFact;
  isActive: boolean;
  mayWrite: boolean;
  isBusy: boolean;
  onChange: (id: string, surface: string) => void;
}) {
  const t = useT();
  const [words, setWords] = useState<string | null>(null);
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isActive) card.current?.scrollIntoView({ block: "nearest" });
  }, [isActive]);
  return (
    <li
      ref={card}
      id={`value-${fact.id}`}
      className={`card p-3 text-sm ${isActive ? "ring-2 ring-mark" : ""}`}
    >
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <p className="text-xs text-faint">{label(t, "role_of", fact.role)}</p>
          <p className="font-medium break-words">{fact.surface}</p>
        </div>
        <Badge tone={fact.source ? "good" : "calm"}>{label(t, "provenance", fact.asserted_by)}</Badge>
      </div>
      {fact.source ? (
        <div className="mt-2">
          <Cite evidence={fact.source} />
        </div>
      ) : null}
      {words === null ? (
        mayWrite && isActive ? (
          <Button className="mt-2" onClick={() => setWords(fact.surface)}>
            {t("draft.change_value")}
          </Button>
        ) : null
      ) : (
        <form
          className="mt-2 space-y-2"
          onSubmit={(event) => {
            event.preventDefault();
            onChange(fact.id, words);
          }}
        >
          <Field
            label={t("draft.new_value")}
            value={words}
            onChange={(event) => setWords(event.target.value)}
            hint={t("draft.new_value_hint")}
            required
          />
          <div className="flex gap-2">
            <Button type="submit" look="main" busy={isBusy}>
              {t("draft.save")}
            </Button>
            <Button onClick={() => setWords(null)}>{t("common.cancel")}</Button>
          </div>
        </form>
      )}
    </li>
  );
}

import { Link } from "@tanstack/react-router";
import type { Document } from "../api/types";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { isCoreTitle, said } from "../i18n/said";
import { type Fact, type FactGroup, printAmount } from "../logic/facts";
import { placeLabel } from "../logic/place";
import { useDocumentName } from "../ui/cite";
import { Due } from "../ui/due";
import { Icon } from "../ui/icon";
import { Said, SaidFinding } from "../ui/said";

const groups: readonly FactGroup[] = [
  "findings",
  "summary",
  "deadlines",
  "tasks",
  "questions",
  "amounts",
  "dates",
  "parties",
];

/** What a document says, each statement leading to its place. */
export function Facts({
  document,
  facts,
  active,
  onChoose,
  onPlace,
}: {
  document: Document;
  facts: readonly Fact[];
  active: string | null;
  onChoose: (id: string) => void;
  onPlace: (id: string) => void;
}) {
  const t = useT();
  const present = groups.filter((group) => facts.some((fact) => fact.group === group));
  return (
    <div className="space-y-5">
      {facts.length === 0 ? <p className="text-soft">{t("document.no_facts")}</p> : null}
      {present.map((group) => (
        <section key={group} aria-label={label(t, "facts", group)}>
          <h2 className="eyebrow mb-1.5">{label(t, "facts", group)}</h2>
          <ul className="-mx-2 space-y-px">
            {facts
              .filter((fact) => fact.group === group)
              .map((fact) => (
                <li key={fact.id}>
                  <FactLine
                    document={document}
                    fact={fact}
                    isActive={fact.id === active}
                    onChoose={onChoose}
                  />
                  {fact.basis.length > 0 && fact.id === active ? (
                    <ul className="mb-1 ml-4 border-l border-line pl-2">
                      {fact.basis.map((evidence, at) => (
                        <li key={`${evidence.span.start}`}>
                          <button
                            type="button"
                            onClick={() => onPlace(`${fact.id}/${at}`)}
                            className="w-full rounded px-2 py-1 text-left text-sm text-soft hover:bg-hover"
                          >
                            “{evidence.quote}”{" "}
                            <span className="text-faint">· {placeLabel(t, evidence.place)}</span>
                          </button>
                        </li>
                      ))}
                    </ul>
                  ) : null}
                </li>
              ))}
          </ul>
        </section>
      ))}
      {document.attachments.length > 0 ? (
        <section>
          <h2 className="eyebrow mb-1.5">{t("document.attachments")}</h2>
          <ul className="space-y-1">
            {document.attachments.map((id) => (
              <li key={id}>
                <Attached id={id} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {document.notes.length > 0 ? (
        <section>
          <h2 className="eyebrow mb-1.5">{t("document.notes")}</h2>
          <ul className="space-y-1 text-sm text-soft">
            {document.notes.map((note) => (
              <li key={`${note.code}-${note.page}-${note.message}`}>
                <SaidFinding {...note} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function Attached({ id }: { id: string }) {
  const name = useDocumentName(id);
  return (
    <Link to="/documents/$id" params={{ id }} className="flex items-center gap-2 text-sm">
      <Icon name="attach" className="size-4" />
      <span className="truncate">{name}</span>
    </Link>
  );
}

function FactLine({
  document,
  fact,
  isActive,
  onChoose,
}: {
  document: Document;
  fact: Fact;
  isActive: boolean;
  onChoose: (id: string) => void;
}) {
  const { t, language } = useWords();
  const place = fact.evidence ? placeLabel(t, fact.evidence.place) : null;
  const amount =
    fact.group === "amounts"
      ? document.brief.amounts?.find((one) => one.evidence === fact.evidence)
      : undefined;
  const text = amount ? (printAmount(amount.value, language) ?? fact.text) : fact.text;
  const role = roleOf(t, fact);
  const rule = fact.rule ? (said(language, fact.rule) ?? fact.rule) : null;
  return (
    <button
      type="button"
      disabled={!fact.evidence}
      aria-pressed={isActive}
      onClick={() => onChoose(fact.id)}
      className={`block w-full rounded-md px-2 py-1.5 text-left ${isActive ? "bg-mark-soft ring-1 ring-mark" : "enabled:hover:bg-hover"}`}
    >
      <span className="block text-[0.9375rem] leading-snug text-pretty break-words">
        {fact.severity ? (
          <Icon
            name={fact.severity === "block" ? "stop" : fact.severity === "warning" ? "warn" : "info"}
            className={`mr-1.5 inline size-4 align-[-2px] ${fact.severity === "block" ? "text-stop" : fact.severity === "warning" ? "text-warn" : "text-faint"}`}
          />
        ) : null}
        <span className={fact.done ? "text-soft line-through" : ""}>
          {fact.group === "findings" ? (
            <SaidFinding code={fact.role} message={text} />
          ) : fact.group === "deadlines" ? (
            <Said text={text} />
          ) : (
            text
          )}
        </span>
      </span>
      <span className="block text-xs text-pretty break-words text-soft">
        {fact.due ? <Due day={fact.due} settled={fact.done || fact.group === "dates"} /> : null}
        {[fact.due ? "" : null, role, fact.note, rule, place].filter((one) => one !== null).join(" · ")}
      </span>
    </button>
  );
}

function roleOf(t: ReturnType<typeof useT>, fact: Fact): string | null {
  if (fact.role === "" || fact.group === "findings") return null;
  // The core's own titles of deadlines say their kind already.
  if (fact.group === "deadlines")
    return fact.role === "other" || isCoreTitle(fact.text) ? null : label(t, "deadline", fact.role);
  return label(t, "role_of", fact.role);
}

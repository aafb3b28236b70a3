// Shows JSON that a run came to: proofs as quotations, ids as links, the rest as lists.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Evidence } from "../api/types";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printDay } from "../logic/days";
import { Cite, useDocumentName } from "./cite";
import { SaidFinding } from "./said";

/** The fields that hold a word of an enumeration. */
const enumerations = new Set(["kind", "document_kind", "urgency", "severity", "state"]);
const DEEPEST = 12;
const MOST = 100;
/** A text with more characters stands beneath its name, and not beside it. */
const LONG = 200;

export function Outcome({ value, depth = 0, name = "" }: { value: unknown; depth?: number; name?: string }) {
  const t = useT();
  if (value === null || value === undefined || value === "") return <span className="text-faint">–</span>;
  if (typeof value === "boolean") return t(value ? "common.yes" : "common.no");
  if (typeof value === "string") {
    if (name === "role") return label(t, "role_of", value);
    return enumerations.has(name) ? label(t, "word", value) : <Words text={value} />;
  }
  if (typeof value !== "object") return <span className="tabular-nums">{String(value)}</span>;
  if (depth > DEEPEST) return <span className="font-mono text-sm">…</span>;
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className="text-faint">–</span>;
    const isPlain = value.every((one) => typeof one !== "object" || one === null);
    return (
      <ul className={isPlain ? "list-disc space-y-0.5 pl-5" : "space-y-2"}>
        {value.slice(0, MOST).map((one, at) => (
          <li key={at} className={isPlain || isEvidence(one) ? "" : "card bg-raised p-3"}>
            <Outcome value={one} depth={depth + 1} />
          </li>
        ))}
        {value.length > MOST ? (
          <li className="text-faint">{t("common.others", { n: value.length - MOST })}</li>
        ) : null}
      </ul>
    );
  }
  if (isEvidence(value)) return <Cite evidence={value} />;
  if (isFinding(value)) return <SaidFinding code={value.code} message={value.message} />;
  const isBeside = (key: string) => key === "name" && "document" in value;
  const entries = Object.entries(value).filter(
    ([key, one]) => one !== null && one !== "" && !isBeside(key) && !(Array.isArray(one) && one.length === 0),
  );
  return (
    <dl className="space-y-1.5">
      {entries.map(([name, one]) => {
        const isLong =
          (typeof one === "object" && one !== null) || (typeof one === "string" && one.length > LONG);
        return (
          <div
            key={name}
            className={isLong ? "" : "grid grid-cols-[minmax(6rem,9rem)_minmax(0,1fr)] gap-x-3"}
          >
            <dt className={isLong ? "eyebrow mt-2 mb-1" : "text-sm text-faint"}>
              {label(t, "outcome", name)}
            </dt>
            <dd className="min-w-0 break-words">
              <Outcome value={one} depth={depth + 1} name={name} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function isFinding(value: object): value is { code: string; message: string } {
  return (
    "code" in value &&
    "message" in value &&
    "severity" in value &&
    typeof value.code === "string" &&
    typeof value.message === "string"
  );
}

function Words({ text }: { text: string }): ReactNode {
  const { t, language } = useWords();
  if (/^doc_[0-9a-z]{20,}$/.test(text)) return <DocumentLink id={text} />;
  // What a schedule puts in when it fires.
  if (text === "{document}") return t("schedules.its_document");
  if (/^dft_[0-9a-z]{20,}$/.test(text))
    return (
      <Link to="/drafts/$id" params={{ id: text }}>
        {t("follow_ups.to_draft")}
      </Link>
    );
  if (/^run_[0-9a-z]{20,}$/.test(text))
    return (
      <Link to="/runs/$id" params={{ id: text }}>
        {t("approvals.to_run")}
      </Link>
    );
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return <time dateTime={text}>{printDay(text, language)}</time>;
  return <span className="whitespace-pre-wrap">{text}</span>;
}

function DocumentLink({ id }: { id: string }) {
  return (
    <Link to="/documents/$id" params={{ id }}>
      {useDocumentName(id)}
    </Link>
  );
}

export function isEvidence(value: unknown): value is Evidence {
  return (
    typeof value === "object" &&
    value !== null &&
    "document" in value &&
    "span" in value &&
    "quote" in value &&
    "place" in value &&
    typeof value.place === "object"
  );
}

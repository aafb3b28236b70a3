// What whoever decides sees: each value beside the place that it comes from.
import { Link } from "@tanstack/react-router";
import type { Finding, Span } from "../api/types";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printMoment } from "../logic/days";
import { readShown, type ShownCall, type ShownDraft, type ShownSource } from "../logic/shown";
import { Badge } from "../ui/badge";
import { spanText, useDocumentName } from "../ui/cite";
import { Icon } from "../ui/icon";
import { Outcome } from "../ui/outcome";
import { SaidFinding } from "../ui/said";
import { ErasureShown, WebhookShown } from "./shown-house";

export function Shown({ shown }: { shown: unknown }) {
  const read = readShown(shown);
  switch (read.type) {
    case "draft":
      return <DraftShown draft={read.draft} />;
    case "call":
      return <CallShown call={read.call} />;
    case "erasure":
      return <ErasureShown erasure={read.erasure} />;
    case "webhook":
      return <WebhookShown webhook={read.webhook} />;
    case "other":
      return <Outcome value={shown} />;
  }
}

function DraftShown({ draft }: { draft: ShownDraft }) {
  const { t, language } = useWords();
  return (
    <div className="space-y-5">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        <dt className="text-faint">{t("mail.from")}</dt>
        <dd className="break-words">{draft.from}</dd>
        {draft.recipients.map((one) => (
          <div key={`${one.role}-${one.address}`} className="contents">
            <dt className="text-faint">{label(t, "mail", one.role)}</dt>
            <dd className="flex flex-wrap items-center gap-2 break-all">
              {one.name ? `${one.name} <${one.address}>` : one.address}
              {one.provenance === "document" ? (
                <Badge tone="warn">{t("approvals.address_from_document")}</Badge>
              ) : null}
            </dd>
          </div>
        ))}
        <dt className="text-faint">{t("mail.subject")}</dt>
        <dd className="font-medium break-words">{draft.subject}</dd>
        {draft.at ? (
          <>
            <dt className="text-faint">{t("approvals.leaves")}</dt>
            <dd>{printMoment(draft.at, language)}</dd>
          </>
        ) : null}
        {draft.attachments.length > 0 ? (
          <>
            <dt className="text-faint">{t("document.attachments")}</dt>
            <dd>{draft.attachments.map((one) => one.name).join(", ")}</dd>
          </>
        ) : null}
      </dl>
      <div
        className="max-h-96 overflow-y-auto rounded-md border border-line bg-raised p-4 leading-relaxed whitespace-pre-wrap"
        tabIndex={0}
        role="group"
        aria-label={t("draft.body")}
      >
        {draft.body}
      </div>
      {draft.bodyCut ? <p className="text-sm text-warn">{t("approvals.cut")}</p> : null}
      {draft.findings.length > 0 ? <Findings findings={draft.findings} /> : null}
      <section>
        <h3 className="mb-2">{t("approvals.values")}</h3>
        {draft.values.length === 0 ? <p className="text-sm text-soft">{t("draft.no_values")}</p> : null}
        <ul className="divide-y divide-line border-y border-line">
          {draft.values.map((one, at) => (
            <li
              key={at}
              className="grid gap-x-5 gap-y-1 py-2.5 text-sm sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
            >
              <span className="min-w-0">
                <span className="block text-xs text-faint">{label(t, "role_of", one.role)}</span>
                <span className="font-medium break-words">{one.value}</span>
              </span>
              {one.source ? (
                <Source source={one.source} />
              ) : (
                <span className="text-soft">{label(t, "stands_behind", one.assertedBy)}</span>
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul className="space-y-1.5">
      {findings.map((finding, at) => (
        <li key={at} className="flex gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm">
          <Icon name="warn" className="mt-0.5 size-4 text-warn" />
          <span className="min-w-0">
            <SaidFinding {...finding} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Source({ source }: { source: ShownSource }) {
  const name = useDocumentName(source.document);
  const search: { at?: string } = source.span ? { at: spanText(source.span as Span) } : {};
  return (
    <Link
      to="/documents/$id"
      params={{ id: source.document }}
      search={search}
      className="block min-w-0 text-ink"
    >
      <mark>{source.quote}</mark>
      <span className="block truncate text-xs text-faint">
        {name} · {source.place}
      </span>
    </Link>
  );
}

function CallShown({ call }: { call: ShownCall }) {
  const t = useT();
  return (
    <div className="space-y-4">
      <p>
        {t("approvals.call", { tool: call.tool })} <Badge>{label(t, "effect", call.effect)}</Badge>
      </p>
      <section>
        <h3 className="mb-2">{t("approvals.arguments")}</h3>
        <ul className="divide-y divide-line border-y border-line">
          {call.arguments.map((one) => (
            <li
              key={one.pointer}
              className="grid gap-x-5 py-2 text-sm sm:grid-cols-[minmax(0,1fr)_minmax(0,3fr)]"
            >
              <span className="font-mono text-xs break-all text-soft">{one.pointer || "/"}</span>
              <span className="flex min-w-0 flex-wrap items-start gap-2">
                <span
                  className={`min-w-0 break-words whitespace-pre-wrap ${one.isUntrusted ? "rounded bg-mark-soft px-1" : ""}`}
                >
                  {one.value}
                </span>
                {one.isUntrusted ? <Badge tone="warn">{t("approvals.from_document")}</Badge> : null}
              </span>
            </li>
          ))}
        </ul>
        {call.isCut ? <p className="mt-1 text-sm text-warn">{t("approvals.cut")}</p> : null}
      </section>
      {call.sources.length > 0 ? (
        <section>
          <h3 className="mb-2">{t("approvals.sources")}</h3>
          <ul className="space-y-2 text-sm">
            {call.sources.map((one, at) => (
              <li key={at} className="rounded-md border border-line px-3 py-2">
                <Source source={one} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

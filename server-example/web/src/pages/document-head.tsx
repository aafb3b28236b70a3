import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import * as api from "../api/endpoints";
import type { Document } from "../api/types";
import { useMay } from "../app/rights";
import { useWords } from "../i18n";
import { label } from "../i18n/label";
import { printDay, today } from "../logic/days";
import { senderOf } from "../logic/facts";
import { saveBlob } from "../logic/save";
import { Badge } from "../ui/badge";
import { ButtonLink, IconButton } from "../ui/button";
import { DocumentIcon } from "../ui/document-icon";
import { ProblemNote } from "../ui/states";
import { RemindDialog } from "./remind";

/** How a document is shown: as it came, or its text. */
export type View = "original" | "text";

/** What a document is, and what can be done with it. */
export function DocumentHead({
  document,
  title,
  view,
  onView,
}: {
  document: Document;
  title: string;
  view: View;
  onView: ((view: View) => void) | null;
}) {
  const { t, language } = useWords();
  const may = useMay();
  const saved = useMutation({
    mutationFn: async () => saveBlob(await api.original(document.id), document.name),
  });
  const { brief } = document;
  const [isReminding, setReminding] = useState(false);
  const isAhead = (brief.deadlines ?? []).some((line) => line.due >= today());
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface px-4 py-3 lg:col-span-2 lg:px-6">
      <DocumentIcon format={document.format} />
      <div className="min-w-0 flex-1 basis-60">
        <h1 className="truncate text-lg">{title}</h1>
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-faint">
          <Badge>{label(t, "kind", brief.kind ?? "other")}</Badge>
          <span className="truncate">
            {[senderOf(document), brief.date ? printDay(brief.date.date, language) : null, document.name]
              .filter(Boolean)
              .join(" · ")}
          </span>
          {document.parent ? (
            <Link to="/documents/$id" params={{ id: document.parent }}>
              {t("document.parent")}
            </Link>
          ) : null}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {onView ? (
          <div
            role="group"
            aria-label={t("document.view")}
            className="flex rounded-md border border-line-strong p-0.5"
          >
            {(["original", "text"] as const).map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={view === one}
                onClick={() => onView(one)}
                className={`rounded px-2.5 py-1 text-sm ${view === one ? "bg-ink text-ground" : "text-soft hover:bg-hover"}`}
              >
                {t(one === "original" ? "document.original" : "document.text")}
              </button>
            ))}
          </div>
        ) : null}
        <IconButton
          icon="download"
          label={t("document.download")}
          onClick={() => saved.mutate()}
          disabled={saved.isPending}
        />
        {isAhead && may("write") ? (
          <IconButton icon="bell" label={t("follow_ups.remind")} onClick={() => setReminding(true)} />
        ) : null}
        {may("write") ? (
          <ButtonLink to="/drafts/new" search={replySearch(document)} look="main" icon="reply">
            {t(document.format === "eml" ? "document.reply" : "document.write")}
          </ButtonLink>
        ) : null}
      </div>
      {isReminding ? <RemindDialog document={document.id} onClose={() => setReminding(false)} /> : null}
      {saved.isError ? (
        <div className="w-full">
          <ProblemNote problem={saved.error} />
        </div>
      ) : null}
    </header>
  );
}

function replySearch(document: Document): { reply_to?: string; about?: string; kind?: string } {
  return document.format === "eml" ? { reply_to: document.id } : { about: document.id };
}

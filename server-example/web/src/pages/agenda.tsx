import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import * as api from "../api/endpoints";
import type { Agenda } from "../api/types";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { said } from "../i18n/said";
import { type AgendaLine, groupAgenda, type When } from "../logic/agenda";
import { printWeekday, today } from "../logic/days";
import { placeLabel } from "../logic/place";
import { saveBlob } from "../logic/save";
import { Badge } from "../ui/badge";
import { Button, ButtonLink } from "../ui/button";
import { spanText, useDocumentName } from "../ui/cite";
import { Due } from "../ui/due";
import { Icon } from "../ui/icon";
import { Page } from "../ui/page";
import { Said, SaidFinding } from "../ui/said";
import { Empty, Loading, ProblemNote } from "../ui/states";
import { useMoves } from "./inbox";

type Filter = "all" | "deadline" | "task" | "question";
const filters: readonly Filter[] = ["all", "deadline", "task", "question"];

export function AgendaPage() {
  const t = useT();
  const agenda = useQuery({ queryKey: ["agenda"], queryFn: api.agenda });
  const [problem, setProblem] = useState<unknown>(null);
  const download = () => {
    setProblem(null);
    api.agendaFile().then((file) => saveBlob(file, "agenda.ics"), setProblem);
  };
  return (
    <Page
      title={t("nav.agenda")}
      about={t("agenda.about")}
      actions={
        <Button icon="download" onClick={download}>
          {t("agenda.download")}
        </Button>
      }
    >
      {problem ? (
        <div className="mb-4">
          <ProblemNote problem={problem} />
        </div>
      ) : null}
      {agenda.isPending ? <Loading /> : null}
      {agenda.isError ? <ProblemNote problem={agenda.error} onRetry={() => void agenda.refetch()} /> : null}
      {agenda.data ? <Lines agenda={agenda.data} /> : null}
    </Page>
  );
}

function Lines({ agenda }: { agenda: Agenda }) {
  const t = useT();
  const [filter, setFilter] = useState<Filter>("all");
  const list = useRef<HTMLDivElement>(null);
  useMoves(list);
  const items = (agenda.items ?? []).filter((item) => filter === "all" || item.kind === filter);
  const findings = agenda.findings ?? [];
  const waiting = agenda.waiting ?? [];
  if ((agenda.items ?? []).length + findings.length + waiting.length === 0) {
    return (
      <Empty
        icon="agenda"
        title={t("agenda.empty")}
        action={
          <ButtonLink to="/" look="main" icon="inbox">
            {t("agenda.to_inbox")}
          </ButtonLink>
        }
      >
        {t("agenda.empty_do")}
      </Empty>
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div ref={list}>
        <div role="group" aria-label={t("agenda.filter")} className="mb-4 flex flex-wrap gap-1">
          {filters.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={filter === one}
              onClick={() => setFilter(one)}
              className={`min-h-8 rounded-full px-3 text-sm ${filter === one ? "bg-ink text-ground" : "text-soft hover:bg-hover"}`}
            >
              {label(t, "agenda.kind", one)}
            </button>
          ))}
        </div>
        {items.length === 0 ? <p className="py-8 text-soft">{t("agenda.none_match")}</p> : null}
        {groupAgenda(items, today()).map(({ when, lines }) => (
          <section key={when} className="mb-6">
            <h2 className={`mb-2 flex items-baseline gap-2 ${when === "overdue" ? "text-stop" : ""}`}>
              {label(t, "when", when)}
              <span className="text-sm font-normal text-faint tabular-nums">{lines.length}</span>
            </h2>
            <ul className="card divide-y divide-line overflow-hidden">
              {lines.map((line) => (
                <Line
                  key={`${line.item.document}-${line.item.evidence.span.start}-${line.item.kind}-${line.item.title}`}
                  line={line}
                  when={when}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <aside className="space-y-6">
        {findings.length > 0 ? (
          <section>
            <h2 className="mb-2">{t("agenda.findings")}</h2>
            <ul className="space-y-2">
              {findings.map(({ document, name, finding }) => (
                <li key={`${document}-${finding.code}-${finding.message}`}>
                  <Link
                    to="/documents/$id"
                    params={{ id: document }}
                    search={finding.evidence ? { at: spanText(finding.evidence.span) } : {}}
                    className="flex gap-2 rounded-lg border border-line bg-warn-soft p-3 text-sm text-ink hover:border-warn hover:no-underline"
                  >
                    <Icon name="warn" className="mt-0.5 size-4 text-warn" />
                    <span className="min-w-0">
                      <span className="block break-words">
                        <SaidFinding {...finding} />
                      </span>
                      <span className="block truncate text-soft">{name}</span>
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        {waiting.length > 0 ? (
          <section>
            <h2 className="mb-2">{t("agenda.waiting")}</h2>
            <ul className="space-y-2">
              {waiting.map((id) => (
                <Waiting key={id} id={id} />
              ))}
            </ul>
          </section>
        ) : null}
      </aside>
    </div>
  );
}

function Line({ line: { item, also }, when }: { line: AgendaLine; when: When }) {
  const { t, language } = useWords();
  const kinds = [item, ...also].map((one) => one.kind);
  return (
    <li>
      <Link
        to="/documents/$id"
        params={{ id: item.document }}
        search={{ at: spanText(item.evidence.span) }}
        data-row
        className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-4 py-3 text-ink -outline-offset-2 hover:bg-hover hover:no-underline sm:grid-cols-[6.5rem_minmax(0,1fr)_auto]"
      >
        <span className="hidden text-sm text-soft tabular-nums sm:block">
          {item.due && when !== "undated" ? printWeekday(item.due, language) : "–"}
        </span>
        <span className="min-w-0">
          <span className="block font-medium text-pretty break-words">
            {item.kind === "deadline" ? <Said text={item.title} /> : item.title}
          </span>
          <span className="block text-sm break-words text-faint sm:truncate">
            {[
              item.assignee,
              item.name,
              placeLabel(t, item.evidence.place),
              item.note ? (said(language, item.note) ?? item.note) : null,
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
        <span className="flex flex-col items-end gap-1 text-sm">
          {item.due ? <Due day={item.due} withDay={false} /> : null}
          <span className="flex gap-1">
            {kinds.map((kind) => (
              <Badge key={kind} tone={kind === "deadline" ? "accent" : "calm"}>
                {label(t, "agenda.one", kind)}
              </Badge>
            ))}
          </span>
        </span>
      </Link>
    </li>
  );
}

function Waiting({ id }: { id: string }) {
  const t = useT();
  const name = useDocumentName(id);
  const document = useQuery({ queryKey: ["document", id], queryFn: () => api.document(id) });
  return (
    <li className="card p-3 text-sm">
      <Link to="/documents/$id" params={{ id }} className="block truncate font-medium text-ink">
        {document.data?.brief.title || name}
      </Link>
      <p className="mb-2 truncate text-faint">{document.data?.metadata.from?.[0]?.name ?? name}</p>
      <ButtonLink to="/drafts/new" search={{ reply_to: id }} icon="reply">
        {t("document.reply")}
      </ButtonLink>
    </li>
  );
}

import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import * as api from "../api/endpoints";
import { asProblem } from "../api/problem";
import type { Draft } from "../api/types";
import { queries, stale } from "../app/queries";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { obstacles, printInlines } from "../logic/draft";
import { useMay } from "../app/rights";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Page } from "../ui/page";
import { Loading, ProblemNote } from "../ui/states";
import { Tabs } from "../ui/tabs";
import { DraftEditor } from "./draft-editor";
import { DraftFindings } from "./draft-findings";
import { type PreviewForm, DraftPreview } from "./draft-preview";
import { DraftValues } from "./draft-values";
import { DraftVersions } from "./draft-versions";
import { DraftStateBadge } from "./drafts";

const route = getRouteApi("/inside/drafts/$id");

export function DraftPage() {
  const { id } = route.useParams();
  const draft = useQuery({ queryKey: ["draft", id], queryFn: () => api.draft(id) });
  if (draft.isError)
    return (
      <div className="mx-auto max-w-2xl p-8">
        <ProblemNote problem={draft.error} onRetry={() => void draft.refetch()} />
      </div>
    );
  if (draft.isPending)
    return (
      <div className="mx-auto max-w-2xl p-8">
        <Loading />
      </div>
    );
  return <Desk key={id} draft={draft.data} />;
}

type Main = "write" | PreviewForm;
type Side = "findings" | "values" | "versions";

function Desk({ draft }: { draft: Draft }) {
  const t = useT();
  const navigate = useNavigate();
  const may = useMay();
  const mayWrite = may("write");
  const [main, setMain] = useState<Main>("write");
  const [side, setSide] = useState<Side>("findings");
  const [fact, setFact] = useState<string | null>(null);
  const [isDirty, setDirty] = useState(false);
  useLeaveWarning(isDirty);
  const sent = useMutation({
    mutationFn: () => api.sendDraft(draft.id),
    onSuccess: (delivery) => {
      stale("delivery");
      return navigate({ to: "/outbox/$id", params: { id: delivery.id } });
    },
  });
  const change = useMutation({
    mutationFn: (given: Omit<api.DraftChange, "expected_version">) =>
      api.changeDraft(draft.id, { ...given, expected_version: draft.version }),
    onSuccess: (next) => {
      queries.setQueryData(["draft", draft.id], next);
      stale("draft");
    },
  });
  const { gaps, blocking } = obstacles(draft);
  const isReady = gaps === 0 && blocking === 0;
  const why = isDirty
    ? t("draft.save_first")
    : gaps > 0
      ? t("draft.fill_gaps", { n: gaps })
      : blocking > 0
        ? t("draft.settle", { n: blocking })
        : null;
  const conflict = change.isError && asProblem(change.error).kind === "conflict";
  return (
    <Page
      wide
      title={printInlines(draft, draft.subject) || label(t, "draft", draft.kind)}
      actions={
        mayWrite ? (
          <div className="flex flex-col gap-1 sm:items-end">
            <Button
              look="main"
              icon="outbox"
              busy={sent.isPending}
              disabled={!isReady || isDirty}
              onClick={() => sent.mutate()}
            >
              {t("draft.send")}
            </Button>
            {why ? <p className="text-sm text-soft">{why}</p> : null}
          </div>
        ) : null
      }
    >
      <p className="-mt-3 mb-4 flex flex-wrap items-center gap-2 text-sm text-faint">
        <DraftStateBadge draft={draft} />
        <Badge>{label(t, "draft", draft.kind)}</Badge>
        <span>
          {t("draft.version", { n: draft.version })} · {label(t, "language", draft.language)} ·{" "}
          {label(t, "tone", draft.tone ?? "neutral")}
        </span>
      </p>
      {sent.isError ? (
        <div className="mb-4">
          <ProblemNote problem={sent.error} />
        </div>
      ) : null}
      {change.isError ? (
        <div className="mb-4">
          <ProblemNote
            problem={change.error}
            {...(conflict
              ? { onRetry: () => void queries.invalidateQueries({ queryKey: ["draft", draft.id] }) }
              : {})}
          />
        </div>
      ) : null}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <Tabs
          label={t("draft.views")}
          value={main}
          onChange={setMain}
          tabs={[
            { key: "write", label: t("draft.write") },
            { key: "mail", label: t("draft.as_mail") },
            { key: "pdf", label: t("draft.as_pdf") },
            ...(draft.invite ? [{ key: "calendar" as const, label: t("draft.as_calendar") }] : []),
          ]}
        >
          <div className="pt-4">
            {main === "write" ? (
              <DraftEditor
                key={draft.version}
                draft={draft}
                isBusy={change.isPending}
                mayWrite={mayWrite}
                activeFact={fact}
                onDirty={setDirty}
                onSave={(given) => change.mutate(given)}
                onFact={(id) => {
                  setFact(id);
                  setSide("values");
                }}
              />
            ) : (
              <DraftPreview draft={draft} form={main} />
            )}
          </div>
        </Tabs>
        <aside>
          <Tabs
            label={t("draft.about")}
            value={side}
            onChange={setSide}
            tabs={[
              { key: "findings", label: t("draft.findings"), count: draft.findings.length },
              { key: "values", label: t("draft.values"), count: draft.facts.length },
              { key: "versions", label: t("draft.versions"), count: draft.version },
            ]}
          >
            <div className="pt-4">
              {side === "findings" ? (
                <DraftFindings draft={draft} mayWrite={mayWrite || may("decide")} />
              ) : null}
              {side === "values" ? (
                <DraftValues
                  draft={draft}
                  active={fact}
                  mayWrite={mayWrite}
                  isBusy={change.isPending}
                  onChange={(id, surface) => change.mutate({ values: { [id]: surface } })}
                />
              ) : null}
              {side === "versions" ? <DraftVersions draft={draft} /> : null}
            </div>
          </Tabs>
        </aside>
      </div>
    </Page>
  );
}

/** Asks before a window with unsaved words is closed. */
function useLeaveWarning(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);
}

import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import * as api from "../api/endpoints";
import { useSignedIn } from "../api/session";
import type { Approval } from "../api/types";
import { useActorName } from "../app/names";
import { stale } from "../app/queries";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printMoment } from "../logic/days";
import { useMay } from "../app/rights";
import { readShown } from "../logic/shown";
import { webhookName } from "../logic/webhooks";
import { Ago } from "../ui/ago";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Icon } from "../ui/icon";
import { Page } from "../ui/page";
import { Empty, Loading, ProblemNote } from "../ui/states";
import { toast } from "../ui/toast";
import { Shown } from "./shown";

const route = getRouteApi("/inside/approvals");

export function ApprovalsPage() {
  const t = useT();
  const { id } = route.useSearch();
  const list = useQuery({ queryKey: ["approvals"], queryFn: () => api.approvals() });
  const waiting = (list.data?.items ?? []).filter((one) => one.state === "waiting");
  const chosen = waiting.find((one) => one.id === id) ?? waiting[0];
  return (
    <Page title={t("nav.approvals")} about={t("approvals.about")} wide>
      {list.isPending ? <Loading /> : null}
      {list.isError ? <ProblemNote problem={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data && waiting.length === 0 ? (
        <Empty icon="approve" title={t("approvals.empty")}>
          {t("approvals.empty_do")}
        </Empty>
      ) : null}
      {chosen ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
          <ul className="card divide-y divide-line self-start overflow-hidden">
            {waiting.map((one) => (
              <li key={one.id}>
                <Waiting approval={one} isChosen={one.id === chosen.id} />
              </li>
            ))}
          </ul>
          <Decide key={chosen.id} approval={chosen} />
        </div>
      ) : null}
    </Page>
  );
}

/** What an approval is about, in one line. */
export function titleOf(t: ReturnType<typeof useT>, approval: Approval): string {
  const read = readShown(approval.shown);
  if (read.type === "draft") return read.draft.subject;
  if (read.type === "call") return t("approvals.call", { tool: read.call.tool });
  if (read.type === "webhook") return webhookName(read.webhook);
  if (read.type === "erasure")
    return t("approvals.erasure_title", { n: read.erasure.counts.reduce((sum, [, n]) => sum + n, 0) });
  return label(t, "subject", approval.subject.kind);
}

function Waiting({ approval, isChosen }: { approval: Approval; isChosen: boolean }) {
  const t = useT();
  return (
    <Link
      to="/approvals"
      search={{ id: approval.id }}
      aria-current={isChosen ? "true" : undefined}
      className={`block px-4 py-3 text-ink -outline-offset-2 hover:bg-hover hover:no-underline ${isChosen ? "bg-accent-soft" : ""}`}
    >
      <span className="block truncate font-medium">{titleOf(t, approval)}</span>
      <span className="block truncate text-sm text-soft">
        {label(t, "subject", approval.subject.kind)} · <Ago moment={approval.created} />
      </span>
    </Link>
  );
}

/** The question with everything that it is about, and the two answers. */
export function Decide({ approval, isOnRun = false }: { approval: Approval; isOnRun?: boolean }) {
  const { t, language } = useWords();
  const { member } = useSignedIn();
  const may = useMay();
  const [reason, setReason] = useState("");
  const made = useMutation({
    mutationFn: (verdict: "approve" | "reject") => api.decide(approval, verdict, reason.trim() || undefined),
    onSuccess: (_, verdict) => {
      stale("approval");
      stale("delivery");
      stale("run");
      toast(t(verdict === "approve" ? "approvals.approved" : "approvals.rejected"));
    },
  });
  const who = useActorName(approval.requested_by);
  const read = readShown(approval.shown);
  const isOwn = approval.requested_by === member.id && !approval.needed.requester_may_approve;
  const given = approval.decisions.filter((one) => one.verdict === "approve").length;
  const needed = approval.needed.approvers ?? 1;
  return (
    <article className="card p-5 md:p-6">
      <header className="mb-5 flex flex-wrap items-start justify-between gap-3 border-b border-line pb-4">
        <div className="min-w-0">
          <h2 className="text-lg break-words">{titleOf(t, approval)}</h2>
          <p className="text-sm text-soft">
            {t("approvals.asked", { who, at: printMoment(approval.created, language) })}
            {approval.expires_at
              ? ` · ${t("approvals.until", { at: printMoment(approval.expires_at, language) })}`
              : ""}
          </p>
        </div>
        <span className="flex flex-wrap items-center gap-2">
          {needed > 1 ? <Badge>{t("approvals.of", { given, needed })}</Badge> : null}
          {read.type === "call" && !isOnRun ? (
            <Link to="/runs/$id" params={{ id: read.call.run }} className="text-sm">
              {t("approvals.to_run")}
            </Link>
          ) : null}
        </span>
      </header>
      <Shown shown={approval.shown} />
      <footer className="mt-6 space-y-3 border-t border-line pt-5">
        {made.isError ? <ProblemNote problem={made.error} /> : null}
        {isOwn ? (
          <p className="flex gap-2 text-sm text-soft">
            <Icon name="info" className="mt-0.5 size-4" />
            {t("approvals.own")}
          </p>
        ) : null}
        {may("decide") && !isOwn ? (
          <>
            <Field
              label={t("approvals.reason")}
              hint={t("approvals.reason_hint")}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <div className="flex flex-wrap gap-2">
              <Button
                look="main"
                icon="check"
                busy={made.isPending && made.variables === "approve"}
                disabled={made.isPending}
                onClick={() => made.mutate("approve")}
              >
                {t("approvals.approve")}
              </Button>
              <Button
                look="danger"
                busy={made.isPending && made.variables === "reject"}
                disabled={made.isPending}
                onClick={() => made.mutate("reject")}
              >
                {t("approvals.reject")}
              </Button>
            </div>
            <p className="text-sm text-faint">{t("approvals.bound")}</p>
          </>
        ) : null}
        {may("decide") || isOwn ? null : <p className="text-sm text-soft">{t("approvals.not_you")}</p>}
      </footer>
    </article>
  );
}

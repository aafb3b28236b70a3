import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import * as api from "../api/endpoints";
import type { Delivery } from "../api/types";
import { queries, stale } from "../app/queries";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printMoment } from "../logic/days";
import { printInlines } from "../logic/draft";
import { useMay } from "../app/rights";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Page } from "../ui/page";
import { Said } from "../ui/said";
import { Loading, ProblemNote } from "../ui/states";
import { Decide } from "./approvals";
import { DeliveryBadge } from "./outbox";
import { FollowUpDialog } from "./remind";

const route = getRouteApi("/inside/outbox/$id");

export function DeliveryPage() {
  const { id } = route.useParams();
  const t = useT();
  const delivery = useQuery({
    queryKey: ["delivery", id],
    queryFn: () => api.delivery(id),
    // A message that is on its way changes by itself.
    refetchInterval: (query) =>
      ["held", "transmitting", "approved"].includes(query.state.data?.state ?? "") ? 2_000 : false,
  });
  const draft = useQuery({
    queryKey: ["draft", delivery.data?.draft],
    queryFn: () => api.draft(delivery.data?.draft ?? ""),
    enabled: delivery.data !== undefined,
  });
  const title = draft.data ? printInlines(draft.data, draft.data.subject) : t("outbox.message");
  return (
    <Page title={title} wide>
      {delivery.isPending ? <Loading /> : null}
      {delivery.isError ? (
        <ProblemNote problem={delivery.error} onRetry={() => void delivery.refetch()} />
      ) : null}
      {delivery.data ? <Story delivery={delivery.data} /> : null}
    </Page>
  );
}

function Story({ delivery }: { delivery: Delivery }) {
  const { t, language } = useWords();
  const approval = useQuery({
    queryKey: ["approval", delivery.approval],
    queryFn: () => api.approval(delivery.approval),
  });
  const isOpen = delivery.state === "proposed" && approval.data?.state === "waiting";
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="space-y-5">
        <div className="card flex flex-wrap items-center gap-x-4 gap-y-3 p-4">
          <DeliveryBadge state={delivery.state} />
          <p className="min-w-0 flex-1 basis-64 text-sm text-soft">
            {label(t, "delivery_says", delivery.state)}
          </p>
          <Acts delivery={delivery} />
        </div>
        {isOpen && approval.data ? <Decide approval={approval.data} /> : null}
        <section className="card p-5">
          <h2 className="mb-3">{t("outbox.recipients")}</h2>
          <ul className="divide-y divide-line text-sm">
            {delivery.recipients.map((address) => {
              const result = delivery.results.find((one) => one.address === address);
              return (
                <li key={address} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
                  <span className="break-all">{address}</span>
                  <span className="text-soft">
                    {result
                      ? [label(t, "recipient", result.outcome), result.code, result.message]
                          .filter(Boolean)
                          .join(" · ")
                      : t("outbox.not_yet")}
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
      </div>
      <aside className="space-y-5">
        <section className="card p-5">
          <h2 className="mb-3">{t("outbox.history")}</h2>
          <ol className="space-y-3 border-l border-line pl-4">
            {delivery.history.map((step, at) => (
              <li key={`${step.state}-${at}`} className="relative text-sm">
                <span
                  className={`absolute top-1.5 -left-[1.32rem] size-2 rounded-full ${at === delivery.history.length - 1 ? "bg-accent" : "bg-line-strong"}`}
                />
                <p className="font-medium">{label(t, "delivery", step.state)}</p>
                <p className="text-faint">{printMoment(step.at, language)}</p>
                {step.reason ? (
                  <p className="break-words text-soft">
                    <Said text={step.reason} />
                  </p>
                ) : null}
              </li>
            ))}
          </ol>
        </section>
        <p className="space-y-1 text-sm">
          <Link to="/drafts/$id" params={{ id: delivery.draft }} className="flex items-center gap-2">
            <Icon name="draft" className="size-4" />
            {t("outbox.to_draft", { n: delivery.draft_version })}
          </Link>
          {delivery.answer ? (
            <Link to="/documents/$id" params={{ id: delivery.answer }} className="flex items-center gap-2">
              <Icon name="mail" className="size-4" />
              {t("outbox.to_answer")}
            </Link>
          ) : null}
        </p>
      </aside>
    </div>
  );
}

function Acts({ delivery }: { delivery: Delivery }) {
  const t = useT();
  const may = useMay();
  const made = useMutation({
    mutationFn: ({ act, verdict }: { act: api.OutboxAct; verdict?: "sent" | "not_sent" | "send_again" }) =>
      api.actOnDelivery(delivery.id, act, verdict ? { verdict } : {}),
    onSuccess: (next) => {
      queries.setQueryData(["delivery", delivery.id], next);
      stale("delivery");
    },
  });
  const [isAskingAgain, setAskingAgain] = useState(false);
  const writes = may("send");
  const operates = may("operate");
  const isOpen = ["proposed", "held", "deferred"].includes(delivery.state);
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        {delivery.state === "held" && delivery.held_until ? <Countdown until={delivery.held_until} /> : null}
        {isOpen && writes ? (
          <Button busy={made.isPending} onClick={() => made.mutate({ act: "cancel" })}>
            {t(delivery.state === "held" ? "outbox.undo" : "outbox.cancel")}
          </Button>
        ) : null}
        {delivery.state === "sent" && may("write") ? (
          <Button icon="bell" onClick={() => setAskingAgain(true)}>
            {t("follow_ups.ask_again")}
          </Button>
        ) : null}
        {delivery.state === "failed" && operates ? (
          <Button look="main" busy={made.isPending} onClick={() => made.mutate({ act: "retry" })}>
            {t("outbox.retry")}
          </Button>
        ) : null}
        {delivery.state === "in_doubt" && operates
          ? (["sent", "not_sent", "send_again"] as const).map((verdict) => (
              <Button
                key={verdict}
                look={verdict === "send_again" ? "danger" : "plain"}
                disabled={made.isPending}
                onClick={() => made.mutate({ act: "resolve", verdict })}
              >
                {label(t, "verdict", verdict)}
              </Button>
            ))
          : null}
      </div>
      {isAskingAgain ? <FollowUpDialog delivery={delivery.id} onClose={() => setAskingAgain(false)} /> : null}
      {made.isError ? (
        <div className="w-full">
          <ProblemNote problem={made.error} />
        </div>
      ) : null}
    </>
  );
}

function Countdown({ until }: { until: string }) {
  const { t, language } = useWords();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
  return (
    <span className="text-sm text-soft tabular-nums">
      {seconds < 120
        ? t("outbox.leaves_in", { n: seconds })
        : t("outbox.leaves_at", { at: printMoment(until, language) })}
    </span>
  );
}

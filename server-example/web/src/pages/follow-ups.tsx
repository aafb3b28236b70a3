import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import * as api from "../api/endpoints";
import type { FollowUp, FollowUpState } from "../api/types";
import { stale } from "../app/queries";
import { useMay } from "../app/rights";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printDay, printMoment, today } from "../logic/days";
import { printInlines } from "../logic/draft";
import { Badge, type Tone } from "../ui/badge";
import { Button, ButtonLink } from "../ui/button";
import { useDocumentName } from "../ui/cite";
import { Icon } from "../ui/icon";
import { Page } from "../ui/page";
import { Paged } from "../ui/pages";
import { Pills } from "../ui/pills";
import { Said } from "../ui/said";
import { Empty, ProblemNote } from "../ui/states";
import { FollowUpDialog } from "./remind";

const tones: Record<FollowUpState, Tone> = {
  waiting: "accent",
  drafted: "warn",
  settled: "good",
  cancelled: "calm",
  failed: "stop",
};
const filters = ["all", "waiting", "drafted", "settled", "failed"] as const;

export function FollowUpsPage() {
  const t = useT();
  const [filter, setFilter] = useState<(typeof filters)[number]>("all");
  return (
    <Page title={t("nav.follow_ups")} about={t("follow_ups.about")}>
      <Pills
        label={t("outbox.state")}
        value={filter}
        onChange={setFilter}
        options={filters.map((one) => [one, label(t, "follow_ups.filter", one)] as const)}
      />
      <Paged
        key={filter}
        queryKey={["follow-ups", filter]}
        read={(cursor) => api.followUps(filter === "all" ? null : filter, cursor)}
        empty={
          filter === "all" ? (
            <Empty
              icon="bell"
              title={t("follow_ups.empty")}
              action={
                <>
                  <ButtonLink to="/outbox" icon="outbox">
                    {t("follow_ups.to_outbox")}
                  </ButtonLink>
                  <ButtonLink to="/agenda" icon="agenda">
                    {t("follow_ups.to_agenda")}
                  </ButtonLink>
                </>
              }
            >
              {t("follow_ups.empty_do")}
            </Empty>
          ) : (
            <p className="py-10 text-center text-soft">{t("outbox.none_match")}</p>
          )
        }
      >
        {(items) => (
          <ul className="card divide-y divide-line overflow-hidden">
            {items.map((one) => (
              <Row key={one.id} followUp={one} />
            ))}
          </ul>
        )}
      </Paged>
    </Page>
  );
}

function Row({ followUp }: { followUp: FollowUp }) {
  const { t, language } = useWords();
  const may = useMay();
  const [isMoving, setMoving] = useState(false);
  const cancelled = useMutation({
    mutationFn: () => api.cancelFollowUp(followUp.id),
    onSuccess: () => stale("follow_up"),
  });
  const { cause } = followUp;
  const waits = followUp.state === "waiting" && may("write");
  return (
    <li className="px-4 py-3">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-2 md:grid-cols-[minmax(0,1fr)_auto_8rem]">
        <div className="min-w-0">
          {cause.type === "unanswered" ? <Sent id={cause.delivery} /> : <Named id={cause.document} />}
          <p className="text-sm text-faint">
            {cause.type === "unanswered"
              ? t("follow_ups.unless_answered")
              : t("follow_ups.before", { day: printDay(cause.due, language, today()) })}
            {" · "}
            <time dateTime={followUp.at}>{printMoment(followUp.at, language)}</time>
          </p>
          {followUp.note ? (
            <p className="mt-0.5 text-sm text-soft">
              <Said text={followUp.note} />
            </p>
          ) : null}
        </div>
        <span className="md:order-last md:pt-1 md:text-right">
          <Badge tone={tones[followUp.state]}>{label(t, "follow_up", followUp.state)}</Badge>
        </span>
        <div className="col-span-2 flex flex-wrap items-center gap-2 max-md:empty:hidden md:col-span-1">
          {followUp.draft && followUp.state === "drafted" ? (
            <ButtonLink to="/drafts/$id" params={{ id: followUp.draft }} icon="draft">
              {t("follow_ups.to_draft")}
            </ButtonLink>
          ) : null}
          {followUp.answer ? (
            <ButtonLink to="/documents/$id" params={{ id: followUp.answer }} icon="mail">
              {t("outbox.to_answer")}
            </ButtonLink>
          ) : null}
          {waits && cause.type === "unanswered" ? (
            <Button icon="clock" onClick={() => setMoving(true)}>
              {t("follow_ups.move")}
            </Button>
          ) : null}
          {waits ? (
            <Button busy={cancelled.isPending} onClick={() => cancelled.mutate()}>
              {t("follow_ups.cancel")}
            </Button>
          ) : null}
        </div>
      </div>
      {cancelled.isError ? (
        <div className="mt-2">
          <ProblemNote problem={cancelled.error} />
        </div>
      ) : null}
      {isMoving && cause.type === "unanswered" ? (
        <FollowUpDialog delivery={cause.delivery} at={followUp.at} onClose={() => setMoving(false)} />
      ) : null}
    </li>
  );
}

/** The message that waits for an answer. */
function Sent({ id }: { id: string }) {
  const t = useT();
  const delivery = useQuery({
    queryKey: ["delivery", id],
    queryFn: () => api.delivery(id),
    staleTime: 60_000,
  });
  const draft = useQuery({
    queryKey: ["draft", delivery.data?.draft],
    queryFn: () => api.draft(delivery.data?.draft ?? ""),
    enabled: delivery.data !== undefined,
    staleTime: 60_000,
  });
  const subject = draft.data ? printInlines(draft.data, draft.data.subject) : "…";
  return (
    <>
      <Link to="/outbox/$id" params={{ id }} className="flex min-w-0 items-center gap-2 font-medium text-ink">
        <Icon name="outbox" className="size-4 text-faint" />
        <span className="truncate">{subject || t("drafts.no_subject")}</span>
      </Link>
      <p className="truncate text-sm text-soft">{delivery.data?.recipients.join(", ")}</p>
    </>
  );
}

/** The document whose day comes near. */
function Named({ id }: { id: string }) {
  const name = useDocumentName(id);
  return (
    <Link
      to="/documents/$id"
      params={{ id }}
      className="flex min-w-0 items-center gap-2 font-medium text-ink"
    >
      <Icon name="file" className="size-4 text-faint" />
      <span className="truncate">{name}</span>
    </Link>
  );
}

import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import * as api from "../api/endpoints";
import type { Schedule, ScheduleFiring } from "../api/types";
import { useActorName } from "../app/names";
import { stale } from "../app/queries";
import { useMay } from "../app/rights";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printDay, printMoment } from "../logic/days";
import { whenLabel } from "../logic/when";
import { Button } from "../ui/button";
import { useDocumentName } from "../ui/cite";
import { Confirm } from "../ui/confirm";
import { Icon } from "../ui/icon";
import { Line, Lines } from "../ui/lines";
import { Outcome } from "../ui/outcome";
import { Page } from "../ui/page";
import { Paged } from "../ui/pages";
import { Said } from "../ui/said";
import { Loading, ProblemNote } from "../ui/states";
import { RunBadge } from "./runs";
import { ScheduleBadge, scheduledName } from "./schedules";

const route = getRouteApi("/inside/schedules/$id");

export function SchedulePage() {
  const t = useT();
  const may = useMay();
  const navigate = useNavigate();
  const { id } = route.useParams();
  const found = useQuery({ queryKey: ["schedule", id], queryFn: () => api.schedule(id) });
  const [isRemoving, setRemoving] = useState(false);
  const turned = useMutation({
    mutationFn: (isOn: boolean) => (isOn ? api.resumeSchedule(id) : api.pauseSchedule(id)),
    onSuccess: () => stale("schedule"),
  });
  const schedule = found.data;
  const actions =
    schedule && may("start") ? (
      <>
        {schedule.state === "active" ? (
          <Button icon="pause" busy={turned.isPending} onClick={() => turned.mutate(false)}>
            {t("schedules.pause")}
          </Button>
        ) : null}
        {schedule.state === "paused" || schedule.state === "stopped" ? (
          <Button look="main" icon="play" busy={turned.isPending} onClick={() => turned.mutate(true)}>
            {t("schedules.resume")}
          </Button>
        ) : null}
        <Button look="danger" onClick={() => setRemoving(true)}>
          {t("common.remove")}
        </Button>
      </>
    ) : null;
  return (
    <Page title={schedule?.name ?? t("nav.schedules")} actions={actions}>
      {found.isPending ? <Loading /> : null}
      {found.isError ? <ProblemNote problem={found.error} onRetry={() => void found.refetch()} /> : null}
      {turned.isError ? (
        <div className="mb-4">
          <ProblemNote problem={turned.error} />
        </div>
      ) : null}
      {schedule ? (
        <div className="space-y-6">
          <About schedule={schedule} />
          <Firings schedule={schedule} />
        </div>
      ) : null}
      {isRemoving && schedule ? (
        <Confirm
          title={t("schedules.remove", { name: schedule.name })}
          about={t("schedules.remove_about")}
          verb={t("common.remove")}
          act={() => api.removeSchedule(id)}
          onDone={() => {
            stale("schedule");
            void navigate({ to: "/schedules" });
          }}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </Page>
  );
}

function About({ schedule }: { schedule: Schedule }) {
  const { t, language } = useWords();
  const who = useActorName(schedule.requested_by);
  const input = schedule.run.input;
  const hasInput =
    typeof input === "string" ? input !== "" : Object.keys((input as object | null) ?? {}).length > 0;
  const zone = schedule.when.type === "cron" ? schedule.when.time_zone : null;
  return (
    <section className="card p-5">
      {schedule.note ? (
        <p className="mb-4 flex gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm">
          <Icon name="warn" className="mt-0.5 size-4 text-warn" />
          <Said text={schedule.note} />
        </p>
      ) : null}
      <Lines>
        <Line name={t("schedules.state")}>
          <ScheduleBadge state={schedule.state} />
        </Line>
        <Line name={t("schedules.starts")}>{scheduledName(t, schedule)}</Line>
        <Line name={t("schedules.when")}>
          {whenLabel(t, schedule.when, language, schedule.created)}
          {zone ? <span className="text-faint"> ({zone})</span> : null}
        </Line>
        {schedule.next && schedule.state === "active" ? (
          <Line name={t("schedules.next_time")}>{printMoment(schedule.next, language)}</Line>
        ) : null}
        <Line name={t("schedules.as")}>{who}</Line>
        {hasInput ? (
          <Line name={t("runs.given")}>
            <Outcome value={input} />
          </Line>
        ) : null}
      </Lines>
    </section>
  );
}

function Firings({ schedule }: { schedule: Schedule }) {
  const t = useT();
  return (
    <section aria-label={t("schedules.firings")}>
      <h2 className="mb-2">{t("schedules.firings")}</h2>
      <Paged
        queryKey={["schedule", schedule.id, "firings"]}
        read={(cursor) => api.firings(schedule.id, cursor)}
        empty={<p className="card p-5 text-soft">{t("schedules.no_firings")}</p>}
      >
        {(firings) => (
          <ul className="card divide-y divide-line overflow-hidden">
            {firings.map((one) => (
              <Firing key={one.run} firing={one} />
            ))}
          </ul>
        )}
      </Paged>
    </section>
  );
}

function Firing({ firing }: { firing: ScheduleFiring }) {
  const { language } = useWords();
  const run = useQuery({ queryKey: ["run", firing.run], queryFn: () => api.run(firing.run) });
  return (
    <li>
      <Link
        to="/runs/$id"
        params={{ id: firing.run }}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-2.5 text-ink -outline-offset-2 hover:bg-hover hover:no-underline"
      >
        <span className="min-w-0">
          <span className="block">{printMoment(firing.at, language)}</span>
          <Occasion occasion={firing.occasion} />
        </span>
        {run.data ? <RunBadge status={run.data.status} /> : null}
      </Link>
    </li>
  );
}

/** What a schedule fired for: a document, and the day of its deadline. A time stands there already. */
function Occasion({ occasion }: { occasion: string }) {
  const document = /doc_[0-9a-z]+/.exec(occasion)?.[0];
  if (!document) return null;
  return <OccasionDocument id={document} day={/\d{4}-\d\d-\d\d/.exec(occasion)?.[0] ?? null} />;
}

function OccasionDocument({ id, day }: { id: string; day: string | null }) {
  const { t, language } = useWords();
  const name = useDocumentName(id);
  return (
    <span className="block truncate text-sm text-faint">
      {[name, day ? `${label(t, "agenda.one", "deadline")} ${printDay(day, language)}` : null]
        .filter(Boolean)
        .join(" · ")}
    </span>
  );
}

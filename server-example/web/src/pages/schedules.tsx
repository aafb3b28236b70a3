import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import * as api from "../api/endpoints";
import type { Schedule, ScheduleState } from "../api/types";
import { useMay } from "../app/rights";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printMoment } from "../logic/days";
import { whenLabel } from "../logic/when";
import { Badge, type Tone } from "../ui/badge";
import { ButtonLink } from "../ui/button";
import { Icon } from "../ui/icon";
import { Page } from "../ui/page";
import { Paged } from "../ui/pages";
import { Empty } from "../ui/states";
import { useMoves } from "./inbox";

const tones: Record<ScheduleState, Tone> = { active: "good", paused: "warn", over: "calm", stopped: "stop" };

export function ScheduleBadge({ state }: { state: ScheduleState }) {
  const t = useT();
  return <Badge tone={tones[state]}>{label(t, "schedule_state", state)}</Badge>;
}

/** What a schedule starts, by the name that people know. */
export function scheduledName(t: ReturnType<typeof useT>, schedule: Schedule): string {
  return schedule.run.type === "play"
    ? label(t, "playbook", schedule.run.playbook)
    : schedule.run.agent.name || t("run_kind.agent");
}

export function SchedulesPage() {
  const t = useT();
  const may = useMay();
  const list = useRef<HTMLUListElement>(null);
  useMoves(list);
  const add = may("start") ? (
    <ButtonLink to="/schedules/new" look="main" icon="plus">
      {t("schedules.new")}
    </ButtonLink>
  ) : null;
  return (
    <Page title={t("nav.schedules")} about={t("schedules.about")} actions={add}>
      <Paged
        queryKey={["schedules"]}
        read={api.schedules}
        empty={
          <Empty icon="repeat" title={t("schedules.empty")} action={add}>
            {t(may("start") ? "schedules.empty_do" : "schedules.empty_wait")}
          </Empty>
        }
      >
        {(schedules) => (
          <ul ref={list} className="card divide-y divide-line overflow-hidden">
            {schedules.map((one) => (
              <Row key={one.id} schedule={one} />
            ))}
          </ul>
        )}
      </Paged>
    </Page>
  );
}

function Row({ schedule }: { schedule: Schedule }) {
  const { t, language } = useWords();
  const isByTime = ["cron", "at", "after"].includes(schedule.when.type);
  return (
    <li>
      <Link
        to="/schedules/$id"
        params={{ id: schedule.id }}
        data-row
        className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-3.5 px-4 py-3 text-ink -outline-offset-2 hover:bg-hover hover:no-underline"
      >
        <Icon name={isByTime ? "clock" : "bell"} className="size-5 text-faint" />
        <span className="min-w-0">
          <span className="block truncate font-medium">{schedule.name}</span>
          <span className="block text-sm text-pretty break-words text-faint">
            {[
              scheduledName(t, schedule),
              whenLabel(t, schedule.when, language, schedule.created),
              schedule.state === "active" && schedule.next && schedule.when.type === "cron"
                ? t("schedules.next", { at: printMoment(schedule.next, language) })
                : null,
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
        <ScheduleBadge state={schedule.state} />
      </Link>
    </li>
  );
}

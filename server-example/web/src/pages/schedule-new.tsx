import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import * as api from "../api/endpoints";
import type { DocumentKind, ScheduleWhen } from "../api/types";
import { stale } from "../app/queries";
import { useWords } from "../i18n";
import { label } from "../i18n/label";
import { documentKinds } from "../logic/document-kinds";
import { cronOf, printWeekdayName, type Rhythm, type Weekday, weekdays } from "../logic/rhythm";
import { fieldsOf, inputOf } from "../logic/schema-form";
import { whenLabel } from "../logic/when";
import { Button } from "../ui/button";
import { Chips } from "../ui/chips";
import { Choice, Field } from "../ui/field";
import { Icon } from "../ui/icon";
import { Page } from "../ui/page";
import { Loading, ProblemNote } from "../ui/states";
import { toast } from "../ui/toast";
import { describe, PlaybookFields } from "./playbook-fields";

/** When a schedule fires, as it is chosen; rhythms become crontab lines. */
const choices = [
  "weekdays",
  "daily",
  "weekly",
  "monthly",
  "own",
  "once",
  "document_added",
  "mail_received",
  "deadline_near",
] as const;
type Chosen = (typeof choices)[number];

// Where the office names no time zone, that of the reader is meant.
const readersZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

interface Form {
  name: string;
  playbook: string;
  chosen: Chosen;
  time: string;
  weekday: Weekday;
  day: string;
  line: string;
  at: string;
  days: string;
  from: string;
}

export function NewSchedulePage() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const books = useQuery({ queryKey: ["playbooks"], queryFn: api.playbooks, staleTime: 300_000 });
  const settings = useQuery({ queryKey: ["settings"], queryFn: api.settings, staleTime: 300_000 });
  const [form, setForm] = useState<Form>({
    name: "",
    playbook: "triage_inbox",
    chosen: "weekdays",
    time: "08:30",
    weekday: "MON",
    day: "1",
    line: "30 8 * * MON-FRI",
    at: "",
    days: "14",
    from: "",
  });
  const [only, setOnly] = useState<readonly DocumentKind[]>([]);
  const [words, setWords] = useState<Record<string, string>>({});
  const take = (name: keyof Form) => (event: { target: { value: string } }) =>
    setForm({ ...form, [name]: event.target.value });
  const book = (books.data?.items ?? []).find((one) => one.name === form.playbook);
  const fields = book ? fieldsOf(book.input) : [];
  const zone = settings.data?.time_zone ?? readersZone;
  const when = whenOf(form, only, zone);
  const hasDocument = ["document_added", "mail_received", "deadline_near"].includes(form.chosen);
  const given = hasDocument
    ? words
    : Object.fromEntries(Object.entries(words).map(([name, value]) => [name, withoutOccasion(value)]));
  const made = useMutation({
    mutationFn: () =>
      api.addSchedule({
        name: form.name.trim(),
        when: when ?? { type: "at", at: "" },
        run: { type: "play", playbook: form.playbook, input: inputOf(fields, given) },
      }),
    onSuccess: (schedule) => {
      stale("schedule");
      toast(t("schedules.added"));
      return navigate({ to: "/schedules/$id", params: { id: schedule.id }, replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    made.mutate();
  };
  return (
    <Page title={t("schedules.new")} about={t("schedules.new_about")}>
      {books.isPending ? <Loading /> : null}
      {books.isError ? <ProblemNote problem={books.error} onRetry={() => void books.refetch()} /> : null}
      <form onSubmit={submit} className="max-w-2xl space-y-5">
        <Field
          label={t("schedules.name")}
          value={form.name}
          onChange={take("name")}
          placeholder={t("schedules.name_example")}
          maxLength={200}
          autoComplete="off"
          required
        />
        <fieldset className="space-y-4">
          <legend className="mb-2 font-semibold">{t("schedules.when")}</legend>
          <div className="grid gap-4 sm:grid-cols-2">
            <Choice
              label={t("schedules.rhythm")}
              value={form.chosen}
              onChange={take("chosen")}
              options={choices.map((one) => [one, label(t, "schedule_choice", one)] as const)}
            />
            <Details form={form} take={take} zone={zone} />
          </div>
          {form.chosen === "document_added" ? (
            <Chips
              label={t("schedules.kinds")}
              options={documentKinds.map((one) => [one, label(t, "kind", one)] as const)}
              chosen={only}
              onChange={setOnly}
            />
          ) : null}
          {form.chosen === "document_added" || form.chosen === "mail_received" ? (
            <Field
              label={t("schedules.from")}
              hint={t("schedules.from_hint")}
              value={form.from}
              onChange={take("from")}
              placeholder="kanzlei-weber.example, ada@example.org"
              autoComplete="off"
            />
          ) : null}
          {when ? (
            <p className="flex gap-2 rounded-md bg-accent-soft px-3 py-2 text-sm" aria-live="polite">
              <Icon name={hasDocument ? "bell" : "clock"} className="mt-0.5 size-4 text-accent" />
              {whenLabel(t, when, language)}
            </p>
          ) : null}
        </fieldset>
        <fieldset className="space-y-4">
          <legend className="mb-2 font-semibold">{t("schedules.what")}</legend>
          <Choice
            label={t("run_kind.playbook")}
            value={form.playbook}
            onChange={(event) => {
              setForm({ ...form, playbook: event.target.value });
              setWords({});
            }}
            hint={book ? describe(t, book) : undefined}
            options={(books.data?.items ?? []).map(
              (one) => [one.name, label(t, "playbook", one.name)] as const,
            )}
          />
          <PlaybookFields
            // The day of a run is the day that the schedule fires.
            fields={fields.filter((field) => field.name !== "today")}
            words={words}
            onChange={setWords}
            occasion={hasDocument ? { value: "{document}", label: t("schedules.its_document") } : undefined}
          />
        </fieldset>
        {made.isError ? <ProblemNote problem={made.error} /> : null}
        <Button type="submit" look="main" busy={made.isPending} disabled={when === null}>
          {t("schedules.add")}
        </Button>
      </form>
    </Page>
  );
}

function Details({
  form,
  take,
  zone,
}: {
  form: Form;
  take: (name: keyof Form) => (event: { target: { value: string } }) => void;
  zone: string;
}) {
  const { t, language } = useWords();
  const time = (
    <Field
      label={t("schedules.time")}
      type="time"
      value={form.time}
      onChange={take("time")}
      hint={zone}
      required
    />
  );
  switch (form.chosen) {
    case "weekdays":
    case "daily":
      return time;
    case "weekly":
      return (
        <>
          {time}
          <Choice
            label={t("schedules.weekday")}
            value={form.weekday}
            onChange={take("weekday")}
            options={weekdays.map((one) => [one, printWeekdayName(one, language)] as const)}
          />
        </>
      );
    case "monthly":
      return (
        <>
          {time}
          <Field
            label={t("schedules.day")}
            type="number"
            min={1}
            max={31}
            value={form.day}
            onChange={take("day")}
            hint={Number(form.day) > 28 ? t("schedules.day_hint") : undefined}
            required
          />
        </>
      );
    case "own":
      return (
        <Field
          label={t("schedules.line")}
          hint={t("schedules.line_hint", { zone })}
          value={form.line}
          onChange={take("line")}
          className="font-mono"
          spellCheck={false}
          required
        />
      );
    case "once":
      return (
        <Field
          label={t("schedules.moment")}
          type="datetime-local"
          value={form.at}
          onChange={take("at")}
          required
        />
      );
    case "deadline_near":
      return (
        <Field
          label={t("follow_ups.days_before")}
          type="number"
          min={0}
          max={3650}
          value={form.days}
          onChange={take("days")}
          required
        />
      );
    default:
      return null;
  }
}

/** What was chosen, as the server takes it; nothing while a day is missing. */
function whenOf(form: Form, only: readonly DocumentKind[], zone: string): ScheduleWhen | null {
  const from = form.from.split(/[\s,;]+/).filter(Boolean);
  switch (form.chosen) {
    case "once": {
      const time = Date.parse(form.at);
      return Number.isNaN(time) ? null : { type: "at", at: new Date(time).toISOString() };
    }
    case "document_added":
      return { type: "document_added", kinds: [...only], from };
    case "mail_received":
      return { type: "mail_received", from };
    case "deadline_near":
      return { type: "deadline_near", days_before: Number(form.days) };
    default:
      return { type: "cron", cron: cronOf(rhythmFrom(form, form.chosen)), time_zone: zone };
  }
}

function rhythmFrom(form: Form, type: Rhythm["type"]): Rhythm {
  switch (type) {
    case "weekly":
      return { type, time: form.time, weekday: form.weekday };
    case "monthly":
      return { type, time: form.time, day: Number(form.day) };
    case "own":
      return { type, line: form.line };
    default:
      return { type, time: form.time };
  }
}

/** At a time there is no document that it fires for. */
function withoutOccasion(value: string): string {
  return value
    .split(",")
    .filter((one) => one !== "{document}")
    .join(",");
}

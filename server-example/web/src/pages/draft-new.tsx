import { useMutation } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import * as api from "../api/endpoints";
import { asProblem } from "../api/problem";
import type { DraftKind } from "../api/types";
import { stale } from "../app/queries";
import { useWords } from "../i18n";
import { label } from "../i18n/label";
import { readMailboxes } from "../logic/mailboxes";
import { Button } from "../ui/button";
import { useDocumentName } from "../ui/cite";
import { Choice, Field, TextArea } from "../ui/field";
import { Icon } from "../ui/icon";
import { Page } from "../ui/page";
import { ProblemNote } from "../ui/states";

const route = getRouteApi("/inside/drafts/new");

// What can be written about a document, what answers one, and what stands alone.
const answers: readonly DraftKind[] = ["reply", "follow_up", "rsvp"];
const abouts: readonly DraftKind[] = [
  "new_mail",
  "letter",
  "memo",
  "minutes",
  "agenda",
  "status_report",
  "reminder",
];
const alone: readonly DraftKind[] = ["new_mail", "letter", "memo", "announcement", "invitation"];
const languages = ["en", "de", "es", "fr", "it", "nl"] as const;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function NewDraftPage() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const search = route.useSearch();
  const kinds = search.reply_to ? answers : search.about ? abouts : alone;
  const [kind, setKind] = useState<DraftKind>(
    kinds.find((one) => one === search.kind) ?? kinds[0] ?? "new_mail",
  );
  const [form, setForm] = useState({
    people: search.address ?? "",
    subject: "",
    say: "",
    language: "",
    tone: "neutral",
    start: "",
    minutes: "60",
    place: "",
    participation: "accepted",
  });
  const take = (name: keyof typeof form) => (event: { target: { value: string } }) =>
    setForm({ ...form, [name]: event.target.value });
  const made = useMutation({
    mutationFn: (request: api.NewDraft) => api.newDraft(request),
    onSuccess: (draft) => {
      stale("draft");
      return navigate({ to: "/drafts/$id", params: { id: draft.id }, replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    made.mutate(requestOf(kind, form, search));
  };
  const errors = made.isError ? asProblem(made.error).fields : {};
  const isAnswer = search.reply_to !== undefined;
  return (
    <Page
      title={t(isAnswer ? "drafts.answer" : "drafts.new")}
      about={t(isAnswer ? "drafts.answer_about" : "drafts.new_about")}
    >
      <form onSubmit={submit} className="max-w-2xl space-y-4">
        {search.reply_to ? <Source id={search.reply_to} /> : null}
        {search.about ? <Source id={search.about} /> : null}
        <Choice
          label={t("drafts.kind")}
          value={kind}
          onChange={(event) => setKind(event.target.value as DraftKind)}
          options={kinds.map((one) => [one, label(t, "draft", one)] as const)}
        />
        {isAnswer ? null : (
          <Field
            label={t("drafts.to")}
            value={form.people}
            onChange={take("people")}
            placeholder="Ada Lund <ada@example.org>"
            hint={t("drafts.to_hint")}
            error={errors.to}
            autoComplete="off"
            required={kind === "new_mail" || kind === "announcement"}
          />
        )}
        {isAnswer || kind === "minutes" ? null : (
          <Field
            label={t("drafts.subject")}
            value={form.subject}
            onChange={take("subject")}
            error={errors.subject}
          />
        )}
        {kind === "invitation" ? (
          <div className="grid gap-4 sm:grid-cols-3">
            <Field
              label={t("drafts.start")}
              type="datetime-local"
              value={form.start}
              onChange={take("start")}
              required
              hint={zone}
            />
            <Field
              label={t("drafts.minutes")}
              type="number"
              min={5}
              max={1440}
              value={form.minutes}
              onChange={take("minutes")}
              required
            />
            <Field label={t("drafts.place")} value={form.place} onChange={take("place")} />
          </div>
        ) : null}
        {kind === "rsvp" ? (
          <Choice
            label={t("drafts.participation")}
            value={form.participation}
            onChange={take("participation")}
            options={(["accepted", "tentative", "declined"] as const).map(
              (one) => [one, label(t, "participation", one)] as const,
            )}
          />
        ) : null}
        {kind === "minutes" ? null : (
          <TextArea
            label={t(isAnswer ? "drafts.say_optional" : "drafts.say")}
            value={form.say}
            onChange={take("say")}
            rows={7}
            hint={t("drafts.say_hint")}
            error={errors.say}
            required={!isAnswer && ["new_mail", "announcement"].includes(kind) && !search.about}
            lang={form.language || language}
          />
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <Choice
            label={t("drafts.language")}
            value={form.language}
            onChange={take("language")}
            options={[
              ["", t("drafts.language_auto")],
              ...languages.map((one) => [one, label(t, "language", one)] as const),
            ]}
          />
          <Choice
            label={t("drafts.tone")}
            value={form.tone}
            onChange={take("tone")}
            options={(["formal", "neutral", "friendly"] as const).map(
              (one) => [one, label(t, "tone", one)] as const,
            )}
          />
        </div>
        {made.isError ? <ProblemNote problem={made.error} /> : null}
        <Button type="submit" look="main" busy={made.isPending}>
          {t("drafts.make")}
        </Button>
      </form>
    </Page>
  );
}

type Form = {
  people: string;
  subject: string;
  say: string;
  language: string;
  tone: string;
  start: string;
  minutes: string;
  place: string;
  participation: string;
};

function requestOf(kind: DraftKind, form: Form, search: { reply_to?: string; about?: string }): api.NewDraft {
  const request: api.NewDraft = { kind, tone: form.tone as "neutral" };
  if (search.reply_to) request.reply_to = search.reply_to;
  if (search.about) request.about = [search.about];
  const people = readMailboxes(form.people);
  if (people.length > 0) request.to = people;
  if (form.subject.trim()) request.subject = form.subject.trim();
  if (form.say.trim()) request.say = form.say.trim();
  if (form.language) request.language = form.language;
  if (kind === "invitation")
    request.meeting = {
      start: `${form.start}:00`.slice(0, 19),
      minutes: Number(form.minutes),
      time_zone: zone,
      ...(form.place.trim() ? { place: form.place.trim() } : {}),
    };
  if (kind === "rsvp") request.participation = form.participation as "accepted";
  return request;
}

function Source({ id }: { id: string }) {
  const name = useDocumentName(id);
  return (
    <p className="flex items-center gap-2 rounded-md bg-accent-soft px-3 py-2 text-sm">
      <Icon name="file" className="size-4 text-accent" />
      <span className="truncate">{name}</span>
    </p>
  );
}

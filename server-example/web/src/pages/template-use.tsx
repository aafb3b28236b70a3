import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import * as api from "../api/endpoints";
import type { Draft, DraftKind, Inline, Template } from "../api/types";
import { stale } from "../app/queries";
import { useMay } from "../app/rights";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { factOf, printInlines } from "../logic/draft";
import { readMailboxes } from "../logic/mailboxes";
import { variablesOf } from "../logic/template";
import { Button } from "../ui/button";
import { DocumentPicker } from "../ui/document-picker";
import { Choice, Field } from "../ui/field";
import { ProblemNote } from "../ui/states";
import { Tabs } from "../ui/tabs";
import { draftBlock } from "./draft-block";

// What answers a document, what is made from one, and what has a meeting.
const answers: readonly DraftKind[] = ["reply", "follow_up", "rsvp"];
const abouts: readonly DraftKind[] = ["reminder", "minutes", "status_report"];
const meetings: readonly DraftKind[] = ["invitation", "agenda", "reschedule"];

/** Fills a template in: a look at what comes of it in each tone, and the draft itself. */
export function TemplateUse({ template, isDirty }: { template: Template; isDirty: boolean }) {
  const t = useT();
  const may = useMay();
  const navigate = useNavigate();
  const variables = variablesOf(template.variables);
  const [words, setWords] = useState<Record<string, string>>({});
  const [people, setPeople] = useState("");
  const [documents, setDocuments] = useState<string[]>([]);
  const [start, setStart] = useState("");
  const request = (): api.NewDraft => requestOf(template, { words, people, documents, start });
  const looked = useMutation({ mutationFn: () => api.variants(request()) });
  const made = useMutation({
    mutationFn: () => api.newDraft(request()),
    onSuccess: (draft) => {
      stale("draft");
      return navigate({ to: "/drafts/$id", params: { id: draft.id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    looked.mutate();
  };
  if (!may("write")) return null;
  const needsDocument = answers.includes(template.kind) || abouts.includes(template.kind);
  const problem = looked.error ?? made.error;
  return (
    <section aria-label={t("templates.use")} className="min-w-0 space-y-4">
      <form onSubmit={submit} className="card space-y-4 p-5">
        <h2>{t("templates.use")}</h2>
        {needsDocument ? (
          <DocumentPicker
            label={t(answers.includes(template.kind) ? "templates.answers" : "templates.about_document")}
            value={documents}
            onChange={setDocuments}
            isMany={!answers.includes(template.kind)}
            isRequired
          />
        ) : (
          <Field
            label={t("drafts.to")}
            value={people}
            onChange={(event) => setPeople(event.target.value)}
            placeholder="Ada Lund <ada@example.org>"
            autoComplete="off"
          />
        )}
        {meetings.includes(template.kind) ? (
          <Field
            label={t("drafts.start")}
            type="datetime-local"
            value={start}
            onChange={(event) => setStart(event.target.value)}
            required
          />
        ) : null}
        {variables.map(({ name, type, isRequired }) =>
          type === "flag" ? (
            <Choice
              key={name}
              label={name}
              value={words[name] ?? ""}
              onChange={(event) => setWords({ ...words, [name]: event.target.value })}
              options={[
                ["", t("common.no")],
                ["true", t("common.yes")],
              ]}
            />
          ) : (
            <Field
              key={name}
              label={name}
              type={type === "number" || type === "integer" ? "number" : "text"}
              step={type === "number" ? "any" : undefined}
              hint={type === "list" ? t("drafts.to_hint") : undefined}
              value={words[name] ?? ""}
              onChange={(event) => setWords({ ...words, [name]: event.target.value })}
              required={isRequired}
            />
          ),
        )}
        {problem ? <ProblemNote problem={problem} /> : null}
        {isDirty ? <p className="text-sm text-warn">{t("templates.save_first")}</p> : null}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="main" busy={looked.isPending} disabled={isDirty}>
            {t("templates.preview")}
          </Button>
          <Button
            busy={made.isPending}
            disabled={isDirty}
            onClick={(event) => {
              if (event.currentTarget.form?.reportValidity()) made.mutate();
            }}
          >
            {t("drafts.make")}
          </Button>
        </div>
      </form>
      {looked.data ? <Looks drafts={looked.data.items} /> : null}
    </section>
  );
}

function Looks({ drafts }: { drafts: readonly Draft[] }) {
  const t = useT();
  // Of the lengths in a tone the first is the usual one.
  const tones = drafts.filter((one, at) => drafts.findIndex((other) => other.tone === one.tone) === at);
  const [tone, setTone] = useState<string>("neutral");
  const shown = tones.find((one) => one.tone === tone) ?? tones[0];
  if (!shown) return null;
  return (
    <div className="card overflow-hidden">
      <Tabs
        label={t("drafts.tone")}
        value={shown.tone}
        onChange={setTone}
        tabs={tones.map((one) => ({ key: one.tone as string, label: label(t, "tone", one.tone) }))}
      >
        <article lang={shown.language} className="space-y-3 p-5">
          <p className="font-semibold break-words">{printInlines(shown, shown.subject)}</p>
          {shown.blocks.map((block, at) => (
            <div key={at}>
              {draftBlock(
                block,
                (inlines) => (
                  <Inlines draft={shown} inlines={inlines} />
                ),
                t,
              )}
            </div>
          ))}
        </article>
      </Tabs>
    </div>
  );
}

function Inlines({ draft, inlines }: { draft: Draft; inlines: readonly Inline[] }) {
  return inlines.map((inline, at) =>
    inline.type === "fact" ? (
      <mark key={at}>{factOf(draft, inline.fact)?.surface}</mark>
    ) : inline.type === "placeholder" ? (
      <span key={at} className="rounded bg-warn-soft px-1 text-warn">
        [{inline.hint}]
      </span>
    ) : (
      inline.text
    ),
  );
}

function requestOf(
  template: Template,
  given: { words: Record<string, string>; people: string; documents: string[]; start: string },
): api.NewDraft {
  const request: api.NewDraft = { template: template.name, language: template.language };
  const values: Record<string, unknown> = {};
  for (const { name, type } of variablesOf(template.variables)) {
    const text = (given.words[name] ?? "").trim();
    if (type === "flag") values[name] = text === "true";
    else if (type === "list") values[name] = text.split(/\s*,\s*/).filter(Boolean);
    // A text that is left empty prints nothing; a number cannot be empty and is left out.
    else if (type === "text") values[name] = text;
    else if (text !== "") values[name] = Number(text);
  }
  if (Object.keys(values).length > 0) request.values = values;
  const people = readMailboxes(given.people);
  if (people.length > 0) request.to = people;
  const [first] = given.documents;
  if (answers.includes(template.kind) && first) request.reply_to = first;
  else if (given.documents.length > 0) request.about = given.documents;
  if (given.start)
    request.meeting = {
      start: `${given.start}:00`.slice(0, 19),
      minutes: 60,
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
  return request;
}

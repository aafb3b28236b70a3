import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import * as api from "../api/endpoints";
import type { PlaybookSpec } from "../api/types";
import { stale } from "../app/queries";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { fieldsOf, inputOf } from "../logic/schema-form";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field, TextArea } from "../ui/field";
import { Icon } from "../ui/icon";
import { Loading, ProblemNote } from "../ui/states";
import { describe, PlaybookFields } from "./playbook-fields";

/** Starts a playbook, or an agent that is told in words what to do. */
export function StartRun({ onClose }: { onClose: () => void }) {
  const t = useT();
  const books = useQuery({ queryKey: ["playbooks"], queryFn: api.playbooks, staleTime: 300_000 });
  const settings = useQuery({ queryKey: ["settings"], queryFn: api.settings, staleTime: 300_000 });
  const [chosen, setChosen] = useState<PlaybookSpec | "agent" | null>(null);
  const back = () => setChosen(null);
  const title =
    chosen === null
      ? t("runs.choose")
      : chosen === "agent"
        ? t("agent.title")
        : label(t, "playbook", chosen.name);
  return (
    <Dialog title={title} onClose={onClose} wide>
      {books.isPending ? <Loading /> : null}
      {books.isError ? <ProblemNote problem={books.error} onRetry={() => void books.refetch()} /> : null}
      {chosen === "agent" ? (
        <AgentForm onBack={back} />
      ) : chosen ? (
        <PlaybookForm book={chosen} onBack={back} />
      ) : (
        <ul className="space-y-2">
          {(books.data?.items ?? []).map((book) => (
            <li key={book.name}>
              <button
                type="button"
                onClick={() => setChosen(book)}
                className="w-full rounded-lg border border-line p-4 text-left hover:border-accent"
              >
                <span className="block font-medium">{label(t, "playbook", book.name)}</span>
                <span className="block text-sm text-soft">{describe(t, book)}</span>
              </button>
            </li>
          ))}
          {settings.data ? (
            <li>
              {settings.data.has_model ? (
                <button
                  type="button"
                  onClick={() => setChosen("agent")}
                  className="w-full rounded-lg border border-line p-4 text-left hover:border-accent"
                >
                  <span className="block font-medium">{t("agent.title")}</span>
                  <span className="block text-sm text-soft">{t("agent.about")}</span>
                </button>
              ) : (
                <p className="flex gap-2 rounded-lg bg-raised p-4 text-sm text-soft">
                  <Icon name="info" className="mt-0.5 size-4" />
                  {t("agent.no_model")}
                </p>
              )}
            </li>
          ) : null}
        </ul>
      )}
    </Dialog>
  );
}

function PlaybookForm({ book, onBack }: { book: PlaybookSpec; onBack: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const fields = fieldsOf(book.input);
  const [words, setWords] = useState<Record<string, string>>({});
  const made = useMutation({
    mutationFn: () => api.play(book.name, inputOf(fields, words)),
    onSuccess: (run) => {
      stale("run");
      return navigate({ to: "/runs/$id", params: { id: run.id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    made.mutate();
  };
  // What must be said comes first; the rest has a good answer already.
  const needed = fields.filter((field) => field.isRequired);
  const more = fields.filter((field) => !field.isRequired);
  return (
    <form onSubmit={submit} className="space-y-4">
      <p className="text-soft">{describe(t, book)}</p>
      <PlaybookFields fields={needed} words={words} onChange={setWords} />
      {more.length > 0 ? (
        <details open={needed.length === 0}>
          <summary className="py-1 text-sm font-medium text-soft">{t("runs.more_input")}</summary>
          <div className="space-y-4 pt-3">
            <PlaybookFields fields={more} words={words} onChange={setWords} />
          </div>
        </details>
      ) : null}
      {made.isError ? <ProblemNote problem={made.error} /> : null}
      <Foot onBack={onBack} isBusy={made.isPending} />
    </form>
  );
}

/** What an agent may do at most, unless somebody says otherwise. */
const CALLS = 30;

function AgentForm({ onBack }: { onBack: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const tools = useQuery({ queryKey: ["tools"], queryFn: api.tools, staleTime: 300_000 });
  const [task, setTask] = useState("");
  const [calls, setCalls] = useState(String(CALLS));
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  // Until somebody chooses: everything that only reads, and drafting, after which a person sends.
  const allowed =
    chosen ??
    (tools.data?.items ?? [])
      .filter((one) => (one.effect === "pure" && one.name !== "http_fetch") || one.name === "draft")
      .map((one) => one.name);
  const made = useMutation({
    mutationFn: () =>
      api.startAgent(
        {
          name: "assistant",
          instructions: INSTRUCTIONS,
          tools: [...allowed],
          budget: { turns: Number(calls), tool_calls: Number(calls) },
        },
        task,
      ),
    onSuccess: (run) => {
      stale("run");
      return navigate({ to: "/runs/$id", params: { id: run.id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    made.mutate();
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <p className="text-soft">{t("agent.about")}</p>
      <TextArea
        label={t("agent.task")}
        hint={t("agent.task_hint")}
        value={task}
        onChange={(event) => setTask(event.target.value)}
        rows={4}
        required
      />
      <fieldset>
        <legend className="label">{t("agent.tools")}</legend>
        {tools.isPending ? <Loading /> : null}
        {tools.isError ? <ProblemNote problem={tools.error} onRetry={() => void tools.refetch()} /> : null}
        <ul className="grid gap-x-4 sm:grid-cols-2">
          {(tools.data?.items ?? []).map((one) => (
            <li key={one.name}>
              <label className="flex min-h-8 items-center gap-2 text-sm">
                <input
                  type="checkbox"
                  checked={allowed.includes(one.name)}
                  onChange={(event) =>
                    setChosen(
                      event.target.checked
                        ? [...allowed, one.name]
                        : allowed.filter((name) => name !== one.name),
                    )
                  }
                  className="size-4 accent-(--accent)"
                />
                {label(t, "tool", one.name)}
                <span className="text-faint">{label(t, "effect", one.effect)}</span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <Field
        label={t("agent.calls")}
        hint={t("agent.calls_hint")}
        type="number"
        min={1}
        max={200}
        value={calls}
        onChange={(event) => setCalls(event.target.value)}
        required
      />
      {made.isError ? <ProblemNote problem={made.error} /> : null}
      <Foot onBack={onBack} isBusy={made.isPending} />
    </form>
  );
}

// Words for the model, which are the same in every language of the page.
const INSTRUCTIONS =
  "You are the secretary of this office. Do the task with the tools. State only what documents of the office say, " +
  "and name the document. Write to people by drafts. Answer in the language of the task.";

function Foot({ onBack, isBusy }: { onBack: () => void; isBusy: boolean }) {
  const t = useT();
  return (
    <div className="flex justify-between">
      <Button onClick={onBack} icon="back">
        {t("common.back")}
      </Button>
      <Button type="submit" look="main" busy={isBusy}>
        {t("runs.go")}
      </Button>
    </div>
  );
}

import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import * as api from "../api/endpoints";
import type { PlaybookSpec, Run, RunStatus } from "../api/types";
import { stale } from "../app/queries";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { useMay } from "../app/rights";
import { fieldsOf, inputOf } from "../logic/schema-form";
import { Ago } from "../ui/ago";
import { Badge, type Tone } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Choice, Field } from "../ui/field";
import { Page } from "../ui/page";
import { Paged } from "../ui/pages";
import { Empty, Loading, ProblemNote } from "../ui/states";

const tones: Record<RunStatus, Tone> = {
  running: "accent",
  waiting: "warn",
  finished: "good",
  failed: "stop",
  cancelled: "calm",
};

export function RunBadge({ status }: { status: RunStatus }) {
  const t = useT();
  return <Badge tone={tones[status]}>{label(t, "run", status)}</Badge>;
}

export function RunsPage() {
  const t = useT();
  const may = useMay();
  const [isStarting, setStarting] = useState(false);
  const start = may("start") ? (
    <Button look="main" icon="plus" onClick={() => setStarting(true)}>
      {t("runs.start")}
    </Button>
  ) : null;
  return (
    <Page title={t("nav.runs")} about={t("runs.about")} actions={start}>
      <Paged
        queryKey={["runs"]}
        read={(cursor) => api.runs(null, cursor)}
        empty={
          <Empty icon="runs" title={t("runs.empty")} action={start}>
            {t("runs.empty_do")}
          </Empty>
        }
      >
        {(runs) => (
          <ul className="card divide-y divide-line overflow-hidden">
            {runs.map((one) => (
              <Row key={one.id} run={one} />
            ))}
          </ul>
        )}
      </Paged>
      {isStarting ? <Start onClose={() => setStarting(false)} /> : null}
    </Page>
  );
}

function Row({ run }: { run: Run }) {
  const t = useT();
  return (
    <li>
      <Link
        to="/runs/$id"
        params={{ id: run.id }}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-3 text-ink -outline-offset-2 hover:bg-hover hover:no-underline"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium">{label(t, "playbook", run.agent)}</span>
          <span className="block truncate text-sm text-faint">
            {label(t, "run_kind", run.kind)} · <Ago moment={run.created} /> ·{" "}
            {t("runs.calls", { n: run.spent.tool_calls ?? 0 })}
          </span>
        </span>
        <RunBadge status={run.status} />
      </Link>
    </li>
  );
}

function Start({ onClose }: { onClose: () => void }) {
  const t = useT();
  const books = useQuery({ queryKey: ["playbooks"], queryFn: api.playbooks, staleTime: 300_000 });
  const [chosen, setChosen] = useState<PlaybookSpec | null>(null);
  return (
    <Dialog title={chosen ? label(t, "playbook", chosen.name) : t("runs.choose")} onClose={onClose} wide>
      {books.isPending ? <Loading /> : null}
      {books.isError ? <ProblemNote problem={books.error} onRetry={() => void books.refetch()} /> : null}
      {chosen ? (
        <Input book={chosen} onBack={() => setChosen(null)} />
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
        </ul>
      )}
    </Dialog>
  );
}

function describe(t: ReturnType<typeof useT>, book: PlaybookSpec): string {
  const own = label(t, "playbook_about", book.name);
  return own.toLowerCase() === book.name.replaceAll("_", " ") ? book.description : own;
}

function Input({ book, onBack }: { book: PlaybookSpec; onBack: () => void }) {
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
  return (
    <form onSubmit={submit} className="space-y-4">
      <p className="text-soft">{describe(t, book)}</p>
      {fields.map((field) => {
        const common = {
          label: label(t, "input", field.name),
          hint: field.description,
          required: field.isRequired,
        };
        const value = words[field.name] ?? "";
        const change = (event: { target: { value: string } }) =>
          setWords({ ...words, [field.name]: event.target.value });
        if (field.kind === "choice")
          return (
            <Choice
              key={field.name}
              {...common}
              value={value}
              onChange={change}
              options={[["", "–"], ...field.choices.map((one) => [one, label(t, "input", one)] as const)]}
            />
          );
        const type = {
          text: "text",
          number: "number",
          date: "date",
          time: "datetime-local",
          choice: "text",
          flag: "text",
          list: "text",
        }[field.kind];
        if (field.kind === "flag")
          return (
            <Choice
              key={field.name}
              {...common}
              value={value}
              onChange={change}
              options={[
                ["", t("common.no")],
                ["true", t("common.yes")],
              ]}
            />
          );
        return <Field key={field.name} {...common} type={type} value={value} onChange={change} />;
      })}
      {made.isError ? <ProblemNote problem={made.error} /> : null}
      <div className="flex justify-between">
        <Button onClick={onBack} icon="back">
          {t("common.back")}
        </Button>
        <Button type="submit" look="main" busy={made.isPending}>
          {t("runs.go")}
        </Button>
      </div>
    </form>
  );
}

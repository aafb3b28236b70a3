import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import * as api from "../api/endpoints";
import { follow } from "../api/events";
import type { Run, RunEntry, RunQuestion } from "../api/types";
import { queries, stale } from "../app/queries";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printMoment, printTime } from "../logic/days";
import { useMay } from "../app/rights";
import { addEntry, type StepLine, stepsOf } from "../logic/run";
import { Button, Spinner } from "../ui/button";
import { Field } from "../ui/field";
import { Icon, type IconName } from "../ui/icon";
import { Outcome } from "../ui/outcome";
import { Page } from "../ui/page";
import { Said } from "../ui/said";
import { Loading, ProblemNote } from "../ui/states";
import { Decide } from "./approvals";
import { RunBadge } from "./runs";

const route = getRouteApi("/inside/runs/$id");

export function RunPage() {
  const { id } = route.useParams();
  const t = useT();
  const run = useQuery({ queryKey: ["run", id], queryFn: () => api.run(id) });
  const may = useMay();
  const cancel = useMutation({ mutationFn: () => api.actOnRun(id, "cancel"), onSuccess: () => stale("run") });
  const isOpen = run.data?.status === "running" || run.data?.status === "waiting";
  return (
    <Page
      wide
      title={run.data ? label(t, "playbook", run.data.agent) : t("nav.runs")}
      actions={
        isOpen && may("start") ? (
          <Button look="danger" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            {t("runs.cancel")}
          </Button>
        ) : null
      }
    >
      {run.isPending ? <Loading /> : null}
      {run.isError ? <ProblemNote problem={run.error} onRetry={() => void run.refetch()} /> : null}
      {cancel.isError ? <ProblemNote problem={cancel.error} /> : null}
      {run.data ? <Watch key={run.data.id} run={run.data} /> : null}
    </Page>
  );
}

function Watch({ run }: { run: Run }) {
  const { t, language } = useWords();
  const { entries, problem } = useEntries(run.id);
  const steps = stepsOf(entries);
  const isOpen = run.status === "running" || run.status === "waiting";
  return (
    <>
      <p className="-mt-3 mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-faint">
        <RunBadge status={run.status} />
        <span>{label(t, "run_kind", run.kind)}</span>
        <span>{printMoment(run.created, language)}</span>
        <span>{t("runs.calls", { n: run.spent.tool_calls ?? 0 })}</span>
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="min-w-0 space-y-5">
          {run.status === "waiting" ? <Questions run={run} /> : null}
          <End run={run} />
          {run.status === "running" ? (
            <p role="status" className="card flex items-center gap-3 p-5 text-soft">
              <Spinner />
              {t("runs.working")}
            </p>
          ) : null}
        </div>
        <section aria-label={t("runs.steps")}>
          <h2 className="mb-2">{t("runs.steps")}</h2>
          {problem ? <ProblemNote problem={problem} /> : null}
          <ol aria-live={isOpen ? "polite" : undefined} className="space-y-1">
            {steps.map((step) => (
              <Step key={step.key} step={step} />
            ))}
          </ol>
        </section>
      </div>
    </>
  );
}

/** The events of a run: those that were, and those that come. */
function useEntries(id: string): { entries: readonly RunEntry[]; problem: unknown } {
  const [entries, setEntries] = useState<readonly RunEntry[]>([]);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    const stop = new AbortController();
    const hear = ({ data }: { data: string }) => {
      const entry: unknown = JSON.parse(data);
      // Between the stored events come pieces of an answer, which have no number.
      if (typeof entry !== "object" || entry === null || !("sequence" in entry)) return;
      const read = entry as RunEntry;
      setEntries((known) => addEntry(known, read));
      if (
        [
          "approval_requested",
          "tool_unknown",
          "approval_decided",
          "run_finished",
          "run_failed",
          "cancelled",
          "budget_exceeded",
        ].includes(read.event.type)
      )
        void queries.invalidateQueries({ queryKey: ["run", id] });
    };
    follow(api.runEvents(id), hear, stop.signal).catch(
      (thrown: unknown) => !stop.signal.aborted && setProblem(thrown),
    );
    return () => stop.abort();
  }, [id]);
  return { entries, problem };
}

const icons: Record<StepLine["state"], IconName> = {
  done: "check",
  failed: "stop",
  waiting: "clock",
  working: "runs",
  said: "info",
};
const looks: Record<StepLine["state"], string> = {
  done: "text-good",
  failed: "text-stop",
  waiting: "text-warn",
  working: "text-accent",
  said: "text-faint",
};

function Step({ step }: { step: StepLine }) {
  const { t, language } = useWords();
  const title = step.tool ? label(t, "tool", step.tool) : label(t, "event", step.event);
  const head = (
    <span className="flex min-w-0 flex-1 items-baseline gap-2">
      <Icon name={icons[step.state]} className={`size-4 translate-y-0.5 ${looks[step.state]}`} />
      <span className="min-w-0 flex-1 text-sm break-words">
        {title}
        {step.note ? (
          <span className="block text-soft">
            {step.state === "failed" ? <Said text={step.note} /> : step.note}
          </span>
        ) : null}
      </span>
      <time dateTime={step.at} className="text-xs text-faint tabular-nums">
        {printTime(step.at, language)}
      </time>
    </span>
  );
  if (step.given === undefined && step.came === undefined)
    return <li className="card flex px-3 py-2">{head}</li>;
  return (
    <li className="card">
      <details>
        <summary className="flex list-none px-3 py-2 -outline-offset-2">{head}</summary>
        <div className="space-y-3 border-t border-line px-3 py-2 text-sm">
          {step.given !== undefined ? (
            <div>
              <p className="eyebrow mb-1">{t("runs.given")}</p>
              <Outcome value={step.given} />
            </div>
          ) : null}
          {step.came !== undefined ? (
            <div>
              <p className="eyebrow mb-1">{t("runs.came")}</p>
              <Outcome value={step.came} />
            </div>
          ) : null}
        </div>
      </details>
    </li>
  );
}

function End({ run }: { run: Run }) {
  const t = useT();
  const { ending } = run;
  if (!ending) return null;
  if (ending.type === "finished") {
    return (
      <section className="card p-5">
        <h2 className="mb-3">{t("runs.outcome")}</h2>
        {ending.output.blob && ending.output.value === undefined ? (
          <Stored run={run.id} />
        ) : (
          <Outcome value={ending.output.value} />
        )}
      </section>
    );
  }
  const says =
    ending.type === "over_budget"
      ? t("runs.over", { item: label(t, "budget", ending.item), limit: ending.limit })
      : ending.type === "guarded"
        ? t("runs.guarded", { name: ending.guardrail })
        : t("runs.was_cancelled");
  return (
    <p className="card flex gap-2 p-5 text-sm">
      <Icon
        name={ending.type === "cancelled" ? "info" : "stop"}
        className={`mt-0.5 size-4 ${ending.type === "cancelled" ? "text-faint" : "text-stop"}`}
      />
      {ending.type === "failed" ? <Said text={ending.message} /> : says}
    </p>
  );
}

/** An outcome too large for the run's record. */
function Stored({ run }: { run: string }) {
  const output = useQuery({ queryKey: ["run", run, "output"], queryFn: () => api.runOutput(run) });
  if (output.isPending) return <Loading />;
  return output.isError ? (
    <ProblemNote problem={output.error} onRetry={() => void output.refetch()} />
  ) : (
    <Outcome value={output.data.output} />
  );
}

function Questions({ run }: { run: Run }) {
  const questions = useQuery({
    queryKey: ["run", run.id, "questions", run.head],
    queryFn: () => api.runQuestions(run.id),
  });
  if (questions.isPending) return <Loading />;
  if (questions.isError)
    return <ProblemNote problem={questions.error} onRetry={() => void questions.refetch()} />;
  return questions.data.items.map((one) =>
    one.asks.type === "may_it_be_made" ? (
      <MayItBeMade key={one.call} approval={one.asks.approval} />
    ) : (
      <DidItHappen key={one.call} run={run.id} question={one} />
    ),
  );
}

function MayItBeMade({ approval }: { approval: string }) {
  const found = useQuery({ queryKey: ["approval", approval], queryFn: () => api.approval(approval) });
  if (found.isPending) return <Loading />;
  return found.isError ? (
    <ProblemNote problem={found.error} onRetry={() => void found.refetch()} />
  ) : (
    <Decide approval={found.data} isOnRun />
  );
}

/** A side effect that nobody saw end: only a person can say what became of it. */
function DidItHappen({ run, question }: { run: string; question: RunQuestion }) {
  const t = useT();
  const [words, setWords] = useState("");
  const made = useMutation({
    mutationFn: (answer: unknown) => api.actOnRun(run, "answer", { call: question.call, answer }),
    onSuccess: () => stale("run"),
  });
  return (
    <section className="card space-y-4 border-warn p-5">
      <h2 className="flex gap-2">
        <Icon name="warn" className="mt-0.5 size-5 text-warn" />
        {t("runs.did_it", { tool: label(t, "tool", question.tool) })}
      </h2>
      <Outcome value={question.arguments} />
      <Field label={t("runs.what_came")} value={words} onChange={(event) => setWords(event.target.value)} />
      {made.isError ? <ProblemNote problem={made.error} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button
          look="main"
          disabled={made.isPending}
          onClick={() => made.mutate({ type: "done", content: words })}
        >
          {t("runs.it_did")}
        </Button>
        <Button disabled={made.isPending} onClick={() => made.mutate({ type: "not_done" })}>
          {t("runs.it_did_not")}
        </Button>
        <Button look="danger" disabled={made.isPending} onClick={() => made.mutate({ type: "given_up" })}>
          {t("runs.give_up")}
        </Button>
      </div>
    </section>
  );
}

import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import * as api from "../api/endpoints";
import type { Answer, Hit } from "../api/types";
import { emphasise } from "../logic/emphasis";
import { useMay } from "../app/rights";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printDay } from "../logic/days";
import { Button } from "../ui/button";
import { Cite, spanText, useDocumentName } from "../ui/cite";
import { Icon } from "../ui/icon";
import { Page } from "../ui/page";
import { SaidFinding } from "../ui/said";
import { Empty, Loading, ProblemNote } from "../ui/states";
import { MemoryDialog } from "./memory-edit";

const route = getRouteApi("/inside/ask");

export function AskPage() {
  const t = useT();
  const { q = "" } = route.useSearch();
  const answer = useQuery({
    queryKey: ["ask", q],
    queryFn: () => api.ask(q),
    enabled: q !== "",
    staleTime: 60_000,
  });
  const hits = useQuery({
    queryKey: ["search", q],
    queryFn: () => api.search(q),
    enabled: q !== "",
    staleTime: 60_000,
  });
  return (
    <Page title={t("nav.ask")} about={t("ask.about")}>
      <Question key={q} asked={q} />
      {q === "" ? <Examples /> : null}
      {q !== "" && answer.isPending ? <Loading /> : null}
      {answer.isError ? <ProblemNote problem={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.data ? <Said answer={answer.data} hasPassages={(hits.data?.items ?? []).length > 0} /> : null}
      {hits.isError ? <ProblemNote problem={hits.error} onRetry={() => void hits.refetch()} /> : null}
      {hits.data && hits.data.items.length > 0 ? (
        <section className="mt-8">
          <h2 className="mb-2">{t("ask.passages")}</h2>
          <ol className="card divide-y divide-line overflow-hidden">
            {hits.data.items.map((hit) => (
              <Found key={`${hit.passage.document}-${hit.passage.ordinal}`} hit={hit} words={q} />
            ))}
          </ol>
        </section>
      ) : null}
    </Page>
  );
}

function Question({ asked }: { asked: string }) {
  const t = useT();
  const navigate = useNavigate();
  const [words, setWords] = useState(asked);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <form
      role="search"
      className="mb-6 flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void navigate({ to: "/ask", search: words.trim() ? { q: words.trim() } : {} });
      }}
    >
      <input
        ref={input}
        type="search"
        value={words}
        onChange={(event) => setWords(event.target.value)}
        aria-label={t("ask.label")}
        placeholder={t("ask.hint")}
        className="field h-11 text-base"
      />
      <Button type="submit" look="main" className="h-11 px-5">
        {t("ask.go")}
      </Button>
    </form>
  );
}

/** What narrows a search, by an example of each. */
const filters = [
  ["kind:invoice", "kind"],
  ["from:weber", "from"],
  ['party:"Acme Ltd"', "party"],
  ["after:2026-10", "after"],
  ["before:2026-12-31", "before"],
  ['"written notice"', "phrase"],
] as const;

function Examples() {
  const t = useT();
  const examples = [t("ask.example_1"), t("ask.example_2"), t("ask.example_3")];
  return (
    <Empty
      icon="ask"
      title={t("ask.empty")}
      action={examples.map((example) => (
        <Link
          key={example}
          to="/ask"
          search={{ q: example }}
          className="rounded-full border border-line bg-surface px-3 py-1.5 text-sm hover:border-accent hover:no-underline"
        >
          {example}
        </Link>
      ))}
    >
      <p>{t("ask.empty_do")}</p>
      <details className="mt-4 text-left text-sm">
        <summary className="text-center">{t("ask.filters")}</summary>
        <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
          {filters.map(([example, key]) => (
            <div key={example} className="contents">
              <dt>
                <Link to="/ask" search={{ q: example }} className="font-mono text-xs whitespace-nowrap">
                  {example}
                </Link>
              </dt>
              <dd>{label(t, "ask_filter", key)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Empty>
  );
}

function Said({ answer, hasPassages }: { answer: Answer; hasPassages: boolean }) {
  const t = useT();
  const may = useMay();
  const [isKeeping, setKeeping] = useState(false);
  const findings = answer.findings ?? [];
  return (
    <section aria-live="polite" className="card p-5">
      {answer.found ? (
        <>
          <p className="text-lg font-medium text-pretty">{answer.text}</p>
          <h2 className="eyebrow mt-5 mb-2">{t("ask.because")}</h2>
          <div className="space-y-2">
            {answer.evidence.map((one) => (
              <Cite key={`${one.document}-${one.span.start}`} evidence={one} />
            ))}
          </div>
          {may("remember") ? (
            <Button icon="memory" className="mt-4" onClick={() => setKeeping(true)}>
              {t("ask.remember")}
            </Button>
          ) : null}
          {isKeeping ? (
            <MemoryDialog
              fact={null}
              start={{
                text: answer.text,
                sources: answer.evidence.map(({ document, quote }) => ({ document, quote })),
              }}
              isPersonal={false}
              onClose={() => setKeeping(false)}
            />
          ) : null}
        </>
      ) : (
        <div className="flex gap-3">
          <Icon name="info" className="mt-0.5 size-5 text-faint" />
          <div>
            <p className="font-medium">{t("ask.not_found")}</p>
            <p className="text-soft">{t(hasPassages ? "ask.not_found_do" : "ask.nothing_do")}</p>
          </div>
        </div>
      )}
      {findings.length > 0 ? (
        <ul className="mt-4 space-y-1 border-t border-line pt-3 text-sm text-soft">
          {findings.map((finding) => (
            <li key={`${finding.code}-${finding.message}`}>
              <SaidFinding {...finding} />
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Found({ hit: { passage }, words }: { hit: Hit; words: string }) {
  const { t, language } = useWords();
  const name = useDocumentName(passage.document);
  const day = passage.fields.date;
  const date =
    typeof day === "number"
      ? printDay(new Date(day * 86_400_000).toISOString().slice(0, 10), language)
      : null;
  return (
    <li>
      <Link
        to="/documents/$id"
        params={{ id: passage.document }}
        search={{ at: spanText(passage.span) }}
        className="block px-4 py-3 text-ink -outline-offset-2 hover:bg-hover hover:no-underline"
      >
        <span className="flex items-baseline gap-2">
          <span className="truncate font-medium">{passage.title || name}</span>
          {passage.heading && passage.heading !== passage.title ? (
            <span className="truncate text-sm text-faint">{passage.heading}</span>
          ) : null}
        </span>
        <span className="line-clamp-3 text-sm text-soft">
          <Emphasised text={passage.text} words={words} />
        </span>
        <span className="mt-0.5 block truncate text-xs text-faint">
          {[
            passage.fields.kind ? label(t, "kind", passage.fields.kind) : null,
            passage.fields.from,
            date,
            name,
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </Link>
    </li>
  );
}

/** Marks the words of the question where a passage has them. */
function Emphasised({ text, words }: { text: string; words: string }) {
  return emphasise(text, words).map((part, at) => (at % 2 === 1 ? <mark key={at}>{part}</mark> : part));
}

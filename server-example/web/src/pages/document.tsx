import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import * as api from "../api/endpoints";
import type { Document, Evidence, ParsedDocument } from "../api/types";
import { isTyping } from "../app/shortcuts";
import { useT } from "../i18n";
import { type Fact, factsOf } from "../logic/facts";
import { evidenceAt, readSpan } from "../logic/locate";
import { spanText } from "../ui/cite";
import { Loading, ProblemNote } from "../ui/states";
import { Tabs } from "../ui/tabs";
import { Blocks } from "../viewer/blocks";
import { Picture } from "../viewer/picture";
import { Facts } from "./document-facts";
import { DocumentHead, type View } from "./document-head";

const Pdf = lazy(() => import("../viewer/pdf"));
const route = getRouteApi("/inside/documents/$id");

/** The place that an address names, among the facts. */
const CITED = "cited";

export function DocumentPage() {
  const { id } = route.useParams();
  const document = useQuery({ queryKey: ["document", id], queryFn: () => api.document(id) });
  const text = useQuery({
    queryKey: ["document", id, "text"],
    queryFn: () => api.documentText(id),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (document.isError)
    return (
      <div className="mx-auto max-w-2xl p-8">
        <ProblemNote problem={document.error} onRetry={() => void document.refetch()} />
      </div>
    );
  if (document.isPending)
    return (
      <div className="mx-auto max-w-2xl p-8">
        <Loading />
      </div>
    );
  return <Reader key={id} document={document.data} parsed={text.data ?? null} problem={text.error} />;
}

type Side = "paper" | "facts";

function Reader({
  document,
  parsed,
  problem,
}: {
  document: Document;
  parsed: ParsedDocument | null;
  problem: unknown;
}) {
  const t = useT();
  const { at } = route.useSearch();
  const title = document.brief.title || document.name;
  useEffect(() => {
    window.document.title = `${title} · Secretariat`;
  }, [title]);
  const facts = useMemo(() => factsOf(document.brief), [document]);
  // A place that a fact stands at is that fact; any other is shown by itself.
  const known = at
    ? facts.find((fact) => fact.evidence && spanText(fact.evidence.span) === at)?.id
    : undefined;
  const named = known ?? (readSpan(at) ? CITED : null);
  const [active, setActive] = useState<string | null>(named);
  const isWide = useIsWide();
  const [side, setSide] = useState<Side>(named ? "paper" : "facts");
  const hasOriginal = document.format === "pdf" || document.format === "image";
  const [view, setView] = useState<View>(hasOriginal ? "original" : "text");
  const [lastAt, setLastAt] = useState(at);
  if (at !== lastAt) {
    setLastAt(at);
    setActive(named);
  }

  const places = useMemo(() => {
    const found: { id: string; evidence: Evidence }[] = [];
    for (const fact of facts) {
      if (fact.evidence) found.push({ id: fact.id, evidence: fact.evidence });
      fact.basis.forEach((evidence, index) => found.push({ id: `${fact.id}/${index}`, evidence }));
    }
    const span = readSpan(at);
    if (span && parsed && !known)
      for (const evidence of evidenceAt(document.id, parsed, span)) found.push({ id: CITED, evidence });
    return found;
  }, [facts, document.id, parsed, at, known]);

  const choose = useCallback((id: string) => {
    setActive(id.split("/")[0] ?? id);
    setSide("paper");
  }, []);
  const choosePlace = useCallback((id: string) => {
    setActive(id);
    setSide("paper");
  }, []);
  const fromPaper = useCallback((id: string) => setActive(id), []);
  useScrollToActive(active, view, parsed !== null, places.length);
  useFactKeys(facts, active, choose);

  const paper = (
    <Paper
      document={document}
      parsed={parsed}
      problem={problem}
      view={view}
      places={places}
      active={active}
      onMark={fromPaper}
    />
  );
  const list = (
    <Facts
      document={document}
      facts={facts}
      active={active?.split("/")[0] ?? null}
      onChoose={choose}
      onPlace={choosePlace}
    />
  );
  const head = (
    <DocumentHead document={document} title={title} view={view} onView={hasOriginal ? setView : null} />
  );
  // One of both is drawn: a place that stood in a hidden copy too would be looked for there.
  if (!isWide) {
    return (
      <div>
        {head}
        <Tabs
          label={t("document.sides")}
          value={side}
          onChange={setSide}
          tabs={[
            { key: "paper", label: t("document.paper") },
            { key: "facts", label: t("document.facts"), count: facts.length },
          ]}
        >
          {side === "paper" ? <div className="p-3">{paper}</div> : <div className="p-4">{list}</div>}
        </Tabs>
      </div>
    );
  }
  return (
    <div className="-mb-10 grid h-dvh grid-cols-[minmax(0,1fr)_25rem] grid-rows-[auto_minmax(0,1fr)]">
      {head}
      <section aria-label={t("document.paper")} className="min-h-0 overflow-y-auto p-6" tabIndex={0}>
        {paper}
      </section>
      <aside
        aria-label={t("document.facts")}
        className="min-h-0 overflow-y-auto border-l border-line bg-surface px-5 py-4"
        tabIndex={0}
      >
        {list}
      </aside>
    </div>
  );
}

const wide = window.matchMedia("(min-width: 64rem)");

/** Whether there is room for document and facts side by side. */
function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      wide.addEventListener("change", listener);
      return () => wide.removeEventListener("change", listener);
    },
    () => wide.matches,
  );
}

function Paper({
  document,
  parsed,
  problem,
  view,
  places,
  active,
  onMark,
}: {
  document: Document;
  parsed: ParsedDocument | null;
  problem: unknown;
  view: View;
  places: readonly { id: string; evidence: Evidence }[];
  active: string | null;
  onMark: (id: string) => void;
}) {
  const t = useT();
  const file = useQuery({
    queryKey: ["document", document.id, "file"],
    queryFn: () => api.original(document.id),
    enabled: view === "original",
    staleTime: Number.POSITIVE_INFINITY,
  });
  const marks = useMemo(() => places.map(({ id, evidence }) => ({ id, span: evidence.span })), [places]);
  const boxes = useMemo(
    () =>
      places.flatMap(({ id, evidence: { place, quote } }) =>
        place.type === "page" ? [{ id, page: place.page, area: place.area ?? null, quote }] : [],
      ),
    [places],
  );
  if (view === "original") {
    if (file.isError) return <ProblemNote problem={file.error} onRetry={() => void file.refetch()} />;
    if (!file.data) return <Loading />;
    if (document.format === "image")
      return <Picture file={file.data} name={document.name} marks={boxes} active={active} onMark={onMark} />;
    return (
      <Suspense fallback={<Loading />}>
        <Pdf file={file.data} marks={boxes} active={active} onMark={onMark} label={document.name} />
      </Suspense>
    );
  }
  if (problem) return <ProblemNote problem={problem} />;
  if (!parsed) return <Loading />;
  return (
    <article className="card mx-auto max-w-[52rem] px-5 py-6 md:px-10 md:py-9">
      {parsed.blocks.length === 0 ? (
        <p className="text-soft">{t("document.no_text")}</p>
      ) : (
        <Blocks parsed={parsed} marks={marks} active={active} onMark={onMark} />
      )}
    </article>
  );
}

/** Brings the chosen place into view once it is drawn; a PDF draws its pages a moment later. */
function useScrollToActive(active: string | null, view: View, isRead: boolean, places: number): void {
  useEffect(() => {
    if (active === null) return;
    let tries = 0;
    const timer = setInterval(() => {
      tries += 1;
      const mark = window.document.querySelector(`[data-marks~="${CSS.escape(active)}"]`);
      if (mark) {
        const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
        mark.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
      }
      if (mark || tries > 40) clearInterval(timer);
    }, 80);
    return () => clearInterval(timer);
  }, [active, view, isRead, places]);
}

/** `j` and `k` go through the facts. */
function useFactKeys(facts: readonly Fact[], active: string | null, choose: (id: string) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
      if (step === 0 || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      const placed = facts.filter((fact) => fact.evidence);
      const at = placed.findIndex((fact) => fact.id === active);
      const next = placed[at < 0 ? 0 : Math.max(0, Math.min(placed.length - 1, at + step))];
      if (next) choose(next.id);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [facts, active, choose]);
}

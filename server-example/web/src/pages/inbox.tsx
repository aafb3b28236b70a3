import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Document } from "../api/types";
import { useDocuments } from "../app/documents";
import { isTyping } from "../app/shortcuts";
import { upload } from "../app/uploads";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printDay, today } from "../logic/days";
import { nextDue, printAmount, senderOf } from "../logic/facts";
import { useMay } from "../app/rights";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { DocumentIcon } from "../ui/document-icon";
import { Due } from "../ui/due";
import { Page } from "../ui/page";
import { Empty, Loading, ProblemNote } from "../ui/states";

/** How many lines are drawn before somebody asks for more. */
const STEP = 100;

export function InboxPage() {
  const t = useT();
  const may = useMay();
  const mayAdd = may("add");
  const picker = useRef<HTMLInputElement>(null);
  const isOver = useDrop(mayAdd);
  const documents = useDocuments();
  const [words, setWords] = useState("");
  const [kind, setKind] = useState("");
  const pick = (
    <Button look="main" icon="upload" onClick={() => picker.current?.click()}>
      {t("inbox.add")}
    </Button>
  );
  return (
    <Page title={t("nav.inbox")} actions={mayAdd ? pick : null}>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t("inbox.add")}
        onChange={(event) => {
          upload(event.target.files ?? []);
          event.target.value = "";
        }}
      />
      {isOver ? (
        <div className="pointer-events-none fixed inset-3 z-40 grid place-items-center rounded-2xl border-2 border-dashed border-accent bg-accent-soft/90">
          <p className="text-lg font-semibold text-accent">{t("inbox.drop")}</p>
        </div>
      ) : null}
      {documents.isPending ? <Loading /> : null}
      {documents.isError ? (
        <ProblemNote problem={documents.error} onRetry={() => void documents.refetch()} />
      ) : null}
      {documents.data?.items.length === 0 ? (
        <div className="rounded-xl border-2 border-dashed border-line">
          <Empty icon="inbox" title={t("inbox.empty")} action={mayAdd ? pick : null}>
            {mayAdd ? t("inbox.empty_do") : t("inbox.empty_wait")}
          </Empty>
        </div>
      ) : null}
      {documents.data && documents.data.items.length > 0 ? (
        <Listing
          documents={documents.data.items}
          words={words}
          onWords={setWords}
          kind={kind}
          onKind={setKind}
        />
      ) : null}
      {documents.data?.isCut ? (
        <p className="mt-4 text-center text-sm text-soft">
          {t("inbox.cut", { n: documents.data.items.length })}
        </p>
      ) : null}
    </Page>
  );
}

/** Takes files that are dropped anywhere on the page. */
function useDrop(isOn: boolean): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      upload(event.dataTransfer?.files ?? []);
    };
    const paste = (event: ClipboardEvent) => {
      if (!isTyping(event.target) && event.clipboardData?.files.length) upload(event.clipboardData.files);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    window.addEventListener("paste", paste);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
      window.removeEventListener("paste", paste);
    };
  }, [isOn]);
  return isOver;
}

function Listing({
  documents,
  words,
  onWords,
  kind,
  onKind,
}: {
  documents: Document[];
  words: string;
  onWords: (words: string) => void;
  kind: string;
  onKind: (kind: string) => void;
}) {
  const t = useT();
  const kinds = useMemo(
    () => [...new Set(documents.map((one) => one.brief.kind ?? "other"))].toSorted(),
    [documents],
  );
  const shown = documents.filter((one) => (kind === "" || one.brief.kind === kind) && holds(one, words));
  const [most, setMost] = useState(STEP);
  const list = useRef<HTMLUListElement>(null);
  useMoves(list);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <input
          type="search"
          value={words}
          onChange={(event) => onWords(event.target.value)}
          placeholder={t("inbox.filter")}
          aria-label={t("inbox.filter")}
          className="field max-w-64 min-w-40 flex-1"
        />
        <select
          value={kind}
          onChange={(event) => onKind(event.target.value)}
          aria-label={t("inbox.kind")}
          className="field h-9.5 w-auto"
        >
          <option value="">{t("inbox.all_kinds")}</option>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {label(t, "kind", one)}
            </option>
          ))}
        </select>
        <span className="ml-auto text-sm text-faint tabular-nums">
          {t("inbox.count", { n: shown.length })}
        </span>
      </div>
      {shown.length === 0 ? <p className="py-10 text-center text-soft">{t("inbox.none_match")}</p> : null}
      <ul ref={list} className="card divide-y divide-line overflow-hidden empty:hidden">
        {shown.slice(0, most).map((document) => (
          <Row key={document.id} document={document} />
        ))}
      </ul>
      {shown.length > most ? (
        <div className="mt-4 flex justify-center">
          <Button onClick={() => setMost(most + STEP)}>{t("common.more")}</Button>
        </div>
      ) : null}
    </>
  );
}

function holds(document: Document, words: string): boolean {
  const text = [document.name, document.brief.title, senderOf(document)].join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function Row({ document }: { document: Document }) {
  const { t, language } = useWords();
  const { brief } = document;
  const due = nextDue(brief, today());
  const amount = printAmount(brief.amounts?.[0]?.value, language);
  const findings = (brief.findings ?? []).filter((one) => one.severity !== "info").length;
  const waits = (brief.questions ?? []).length;
  const isMoney = ["invoice", "reminder", "offer", "order", "receipt"].includes(brief.kind ?? "");
  const badges = (
    <>
      {findings > 0 ? <Badge tone="warn">{t("inbox.findings", { n: findings })}</Badge> : null}
      {waits > 0 ? <Badge>{t("inbox.questions", { n: waits })}</Badge> : null}
    </>
  );
  return (
    <li>
      <Link
        to="/documents/$id"
        params={{ id: document.id }}
        data-row
        className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-3.5 px-4 py-3 text-ink -outline-offset-2 hover:bg-hover hover:no-underline"
      >
        <DocumentIcon format={document.format} />
        <span className="min-w-0">
          <span className="block truncate font-medium">{brief.title || document.name}</span>
          <span className="block truncate text-sm text-faint">
            {[
              label(t, "kind", brief.kind ?? "other"),
              senderOf(document),
              brief.date ? printDay(brief.date.date, language, today()) : null,
              brief.title ? document.name : null,
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
          {/* On a telephone they would leave no room for the name. */}
          <span className="mt-1 flex flex-wrap gap-1 empty:hidden sm:hidden">{badges}</span>
        </span>
        <span className="flex flex-col items-end gap-x-4 gap-y-0.5 self-start text-sm sm:flex-row sm:items-center sm:self-auto">
          <span className="hidden gap-1 sm:flex">{badges}</span>
          {isMoney && amount ? <span className="font-medium tabular-nums">{amount}</span> : null}
          <span className="text-right sm:w-28">{due ? <Due day={due} withDay={false} /> : null}</span>
        </span>
      </Link>
    </li>
  );
}

/** `j` and `k` move through the rows of a list. */
export function useMoves(list: { current: HTMLElement | null }): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
      if (step === 0 || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
      const at = rows.indexOf(document.activeElement as HTMLElement);
      rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [list]);
}

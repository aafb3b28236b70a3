import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import * as api from "../api/endpoints";
import { Problem } from "../api/problem";
import type { Page as PageOf, Tombstone } from "../api/types";
import { staleAll } from "../app/queries";
import { useT, useWords } from "../i18n";
import { printMoment } from "../logic/days";
import { countKinds, ledgerText, readLedger } from "../logic/privacy";
import { saveBlob } from "../logic/save";
import { Button } from "../ui/button";
import { Paged } from "../ui/pages";
import { Empty, ProblemNote } from "../ui/states";
import { toast } from "../ui/toast";
import { useKindLine } from "./privacy-kinds";

const SHOWN = 50;
const WHOLE = 1_000;

/** The cursor of the ledger is the sequence of its last tombstone. */
async function read(cursor: string | null): Promise<PageOf<Tombstone>> {
  const { tombstones, last } = await api.tombstones(Number(cursor ?? 0), SHOWN);
  return { items: tombstones, next_cursor: tombstones.length < SHOWN ? null : String(last) };
}

async function readWhole(): Promise<Tombstone[]> {
  const all: Tombstone[] = [];
  let after = 0;
  for (;;) {
    // Each part begins where the one before it ended.
    // oxlint-disable-next-line no-await-in-loop
    const { tombstones, last } = await api.tombstones(after, WHOLE);
    if (tombstones.length === 0) return all;
    all.push(...tombstones);
    after = last;
  }
}

/** What was erased, by ids alone: kept apart from backups, it erases again what one of them brings back. */
export function PrivacyLedger() {
  const { t, language } = useWords();
  const line = useKindLine();
  const save = useMutation({
    mutationFn: readWhole,
    onSuccess: (all) =>
      saveBlob(new Blob([ledgerText(all)], { type: "application/x-ndjson" }), "tombstones.jsonl"),
  });
  return (
    <div className="space-y-5">
      <p className="max-w-prose text-soft text-pretty">{t("ledger.about")}</p>
      <div className="flex flex-wrap gap-2">
        <Button look="main" icon="download" busy={save.isPending} onClick={() => save.mutate()}>
          {t("ledger.save")}
        </Button>
        <Replay />
      </div>
      {save.isError ? <ProblemNote problem={save.error} /> : null}
      <Paged
        queryKey={["tombstones"]}
        read={read}
        empty={
          <Empty icon="audit" title={t("ledger.empty")}>
            {t("ledger.empty_do")}
          </Empty>
        }
      >
        {(tombstones) => (
          <ul className="card divide-y divide-line">
            {tombstones.map((one, at) => (
              <li
                key={at}
                className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-2.5"
              >
                <span className="min-w-0">
                  <span className="block">{line(countKinds(one.items))}</span>
                  <span className="block text-sm text-faint">{printMoment(one.at, language)}</span>
                </span>
                <Link to="/privacy/erasures/$id" params={{ id: one.erasure }} className="text-sm">
                  {t("ledger.to_erasure")}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Paged>
    </div>
  );
}

/** Takes a ledger that was kept, after an older copy of the office was restored. */
function Replay() {
  const t = useT();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const replay = useMutation({
    mutationFn: async (file: File) => {
      const ledger = readLedger(await file.text());
      if (!ledger) throw new Problem("invalid_input", 0, t("ledger.no_ledger", { name: file.name }));
      return api.replayTombstones(ledger);
    },
    onSuccess: (erasure) => {
      staleAll();
      if (erasure) void navigate({ to: "/privacy/erasures/$id", params: { id: erasure.id } });
      else toast(t("ledger.nothing_back"));
    },
  });
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".jsonl,.ndjson,.txt,application/x-ndjson"
        hidden
        aria-label={t("ledger.replay")}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) replay.mutate(file);
        }}
      />
      <Button icon="upload" busy={replay.isPending} onClick={() => input.current?.click()}>
        {t("ledger.replay")}
      </Button>
      {replay.isError ? (
        <div className="basis-full">
          <ProblemNote problem={replay.error} />
        </div>
      ) : null}
    </>
  );
}

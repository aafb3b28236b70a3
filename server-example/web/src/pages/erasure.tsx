import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import * as api from "../api/endpoints";
import type { Erasure, ErasureCheck } from "../api/types";
import { useActorName } from "../app/names";
import { staleAll } from "../app/queries";
import { useT, useWords } from "../i18n";
import { capital, label } from "../i18n/label";
import { printDay, printMoment } from "../logic/days";
import { saveBlob } from "../logic/save";
import { Button, ButtonLink } from "../ui/button";
import { Icon } from "../ui/icon";
import { Line, Lines } from "../ui/lines";
import { Page } from "../ui/page";
import { Loading, ProblemNote } from "../ui/states";
import { ErasureBadge } from "./privacy-erasures";

const route = getRouteApi("/inside/privacy/erasures/$id");
/** How often an erasure that is not over is looked at, in milliseconds. */
const LOOK = 1_500;

/** One erasure: how far it is, what went, and the proof of it. */
export function ErasurePage() {
  const { t, language } = useWords();
  const { id } = route.useParams();
  const found = useQuery({
    queryKey: ["erasure", id],
    queryFn: () => api.erasure(id),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : LOOK),
  });
  const erasure = found.data;
  // What is on other pages may have gone with it.
  const wasOpen = useRef(false);
  useEffect(() => {
    if (!erasure) return;
    if (wasOpen.current && isOver(erasure)) staleAll();
    wasOpen.current = !isOver(erasure);
  }, [erasure]);
  return (
    <Page
      title={erasure ? t("erasure.title", { day: printDay(erasure.created, language) }) : t("nav.privacy")}
      actions={
        <ButtonLink to="/privacy" search={{ tab: "erasures" }} icon="back" look="quiet">
          {t("erasure.all")}
        </ButtonLink>
      }
    >
      {found.isPending ? <Loading /> : null}
      {found.isError ? <ProblemNote problem={found.error} onRetry={() => void found.refetch()} /> : null}
      {erasure ? (
        <div className="space-y-6">
          <About erasure={erasure} />
          {erasure.counts.length > 0 ? <Counts erasure={erasure} /> : null}
          {erasure.state === "done" ? <Proof erasure={erasure} /> : null}
        </div>
      ) : null}
    </Page>
  );
}

function isOver({ state }: Erasure): boolean {
  return state === "done" || state === "void";
}

function About({ erasure }: { erasure: Erasure }) {
  const { t, language } = useWords();
  const who = useActorName(erasure.requested_by);
  const approvers = erasure.proof?.approved_by ?? [];
  return (
    <section className="card p-5">
      <Lines>
        <Line name={t("schedules.state")}>
          <ErasureBadge state={erasure.state} />
          <p className="mt-1.5 text-sm text-soft text-pretty">{label(t, "erasure_about", erasure.state)}</p>
          {erasure.state === "waiting" && erasure.approval ? (
            <ButtonLink
              to="/approvals"
              search={{ id: erasure.approval }}
              look="main"
              icon="approve"
              className="mt-3"
            >
              {t("erasure.to_approval")}
            </ButtonLink>
          ) : null}
        </Line>
        <Line name={t("erasure.cause")}>{label(t, "erasure_cause", erasure.cause)}</Line>
        <Line name={t("erasure.asked")}>
          {who}, {printMoment(erasure.created, language)}
        </Line>
        {approvers.length > 0 ? (
          <Line name={t("erasure.approved")}>
            {approvers.map((one) => (
              <Who key={one} actor={one} />
            ))}
          </Line>
        ) : null}
        <Line name={t("erasure.report")}>
          <Hash text={erasure.report_hash} />
        </Line>
      </Lines>
    </section>
  );
}

function Who({ actor }: { actor: string }) {
  return <span className="mr-2">{useActorName(actor)}</span>;
}

function Hash({ text }: { text: string }) {
  return <code className="font-mono text-xs break-all text-soft">{text}</code>;
}

function Counts({ erasure }: { erasure: Erasure }) {
  const { t, language } = useWords();
  const columns = ["planned", "erased", "kept"] as const;
  const title = t(erasure.state === "done" ? "erasure.went" : "erasure.counts");
  return (
    <section aria-label={title}>
      <h2 className="mb-2">{title}</h2>
      <div className="card overflow-hidden">
        <table className="w-full text-sm">
          <thead>
            <tr className="border-b border-line text-xs text-faint">
              <th scope="col" className="px-4 py-2 text-left font-medium">
                {t("inbox.kind")}
              </th>
              {columns.map((one) => (
                <th key={one} scope="col" className="px-3 py-2 text-right font-medium last:pr-4">
                  {label(t, "erasure_count", one)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {erasure.counts.map((count) => (
              <tr key={count.kind}>
                <th scope="row" className="px-4 py-2 text-left font-normal">
                  {capital(label(t, "data", count.kind))}
                </th>
                {columns.map((one) => (
                  <td key={one} className="px-3 py-2 text-right tabular-nums last:pr-4">
                    {count[one].toLocaleString(language)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {erasure.counts.some(({ kept }) => kept > 0) ? (
        <p className="mt-2 text-sm text-pretty text-faint">{t("erasure.kept_about")}</p>
      ) : null}
    </section>
  );
}

function Proof({ erasure }: { erasure: Erasure }) {
  const { t, language } = useWords();
  const check = useMutation({ mutationFn: () => api.verifyErasure(erasure.id) });
  const proof = erasure.proof;
  if (!proof) return null;
  const save = () =>
    saveBlob(
      new Blob([JSON.stringify(proof, null, 2)], { type: "application/json" }),
      `proof-${erasure.id}.json`,
    );
  return (
    <section aria-label={t("erasure.proof")}>
      <h2>{t("erasure.proof")}</h2>
      <p className="mt-1 mb-3 text-sm text-soft text-pretty">{t("erasure.proof_about")}</p>
      <div className="card p-5">
        <div role="status" className="mb-4 empty:hidden">
          {check.data ? <Checked check={check.data} /> : null}
        </div>
        {check.isError ? (
          <div className="mb-4">
            <ProblemNote problem={check.error} />
          </div>
        ) : null}
        <Lines>
          <Line name={t("erasure.done")}>{printMoment(proof.erased, language)}</Line>
          <Line name={t("erasure.things")}>
            {t("erasure.things_and_files", { items: proof.items, files: proof.files })}
          </Line>
          <Line name={t("erasure.items_hash")}>
            <Hash text={proof.items_hash} />
          </Line>
          <Line name={t("erasure.hash")}>
            <Hash text={proof.hash} />
          </Line>
        </Lines>
        <div className="mt-5 flex flex-wrap gap-2">
          <Button icon="check" busy={check.isPending} onClick={() => check.mutate()}>
            {t("erasure.check")}
          </Button>
          <Button icon="download" onClick={save}>
            {t("erasure.save_proof")}
          </Button>
        </div>
      </div>
    </section>
  );
}

function Checked({ check }: { check: ErasureCheck }) {
  const t = useT();
  if (check.is_sound)
    return (
      <p className="flex gap-2 rounded-lg bg-good-soft p-3 text-sm text-good">
        <Icon name="check" />
        {t("erasure.sound")}
      </p>
    );
  return (
    <div role="alert" className="flex gap-2 rounded-lg bg-stop-soft p-3 text-sm text-stop">
      <Icon name="stop" />
      <div>
        {check.faults.map((fault) => (
          <p key={fault}>{label(t, "erasure_fault", fault)}</p>
        ))}
        {check.faults.includes("there_again") ? (
          <Link to="/privacy" search={{ tab: "ledger" }} className="underline">
            {t("erasure.to_ledger")}
          </Link>
        ) : null}
      </div>
    </div>
  );
}

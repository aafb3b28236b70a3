import { useMutation } from "@tanstack/react-query";
import * as api from "../api/endpoints";
import type { AuditRecord, AuditReport } from "../api/types";
import { useActorName } from "../app/names";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printMoment } from "../logic/days";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Page } from "../ui/page";
import { Paged } from "../ui/pages";
import { Empty, ProblemNote } from "../ui/states";

export function AuditPage() {
  const t = useT();
  const verify = useMutation({ mutationFn: api.verifyAudit });
  return (
    <Page
      title={t("nav.audit")}
      about={t("audit.about")}
      actions={
        <Button icon="check" busy={verify.isPending} onClick={() => verify.mutate()}>
          {t("audit.verify")}
        </Button>
      }
      wide
    >
      <div role="status" className="mb-4 empty:hidden">
        {verify.data ? <Report report={verify.data} /> : null}
      </div>
      {verify.isError ? (
        <div className="mb-4">
          <ProblemNote problem={verify.error} />
        </div>
      ) : null}
      <Paged
        queryKey={["audit"]}
        read={api.audit}
        empty={
          <Empty icon="audit" title={t("audit.empty")}>
            {t("audit.empty_do")}
          </Empty>
        }
      >
        {(records) => (
          <section className="card overflow-x-auto" tabIndex={0} aria-label={t("nav.audit")}>
            {/* On a telephone each entry is a block: what was done first, then who and when. */}
            <table className="w-full text-sm max-sm:block">
              <thead className="max-sm:sr-only">
                <tr className="border-b border-line text-left text-xs text-faint">
                  <th scope="col" className="px-4 py-2 font-medium">
                    {t("audit.number")}
                  </th>
                  <th scope="col" className="px-2 py-2 font-medium">
                    {t("audit.when")}
                  </th>
                  <th scope="col" className="px-2 py-2 font-medium">
                    {t("audit.who")}
                  </th>
                  <th scope="col" className="px-2 py-2 font-medium">
                    {t("audit.what")}
                  </th>
                  <th scope="col" className="px-4 py-2 font-medium">
                    {t("audit.details")}
                  </th>
                </tr>
              </thead>
              <tbody className="divide-y divide-line max-sm:block">
                {records.map((one) => (
                  <Row key={one.sequence} record={one} />
                ))}
              </tbody>
            </table>
          </section>
        )}
      </Paged>
    </Page>
  );
}

function Row({ record: { sequence, entry } }: { record: AuditRecord }) {
  const { t, language } = useWords();
  const who = useActorName(entry.actor);
  const details = Object.entries(entry.details ?? {}).map(
    ([name, value]) => `${name}: ${shortened(typeof value === "string" ? value : JSON.stringify(value))}`,
  );
  return (
    <tr className="align-top max-sm:flex max-sm:flex-wrap max-sm:items-baseline max-sm:gap-x-3 max-sm:px-4 max-sm:py-2.5">
      <td className="px-4 py-2 text-faint tabular-nums max-sm:order-2 max-sm:p-0">{sequence}</td>
      <td className="px-2 py-2 whitespace-nowrap text-soft tabular-nums max-sm:order-4 max-sm:p-0">
        {printMoment(entry.at, language)}
      </td>
      <td className="px-2 py-2 whitespace-nowrap max-sm:order-3 max-sm:p-0" title={entry.actor}>
        {who}
      </td>
      <td className="px-2 py-2 max-sm:order-1 max-sm:basis-full max-sm:p-0">
        <span className="flex flex-wrap items-center gap-x-2">
          {label(t, "action", entry.action)}
          {entry.outcome === "refused" ? <Badge tone="stop">{t("audit.refused")}</Badge> : null}
        </span>
        <span className="font-mono text-xs whitespace-nowrap text-faint">{entry.target.id}</span>
      </td>
      <td className="px-4 py-2 break-words text-soft empty:hidden max-sm:order-5 max-sm:basis-full max-sm:p-0 sm:min-w-64 sm:empty:table-cell">
        {details.join(" · ")}
      </td>
    </tr>
  );
}

/** A hash is told from others by its beginning. */
function shortened(text: string): string {
  return /^[0-9a-f]{40,}$/.test(text) ? `${text.slice(0, 12)}…` : text;
}

function Report({ report }: { report: AuditReport }) {
  const t = useT();
  if (!report.damage)
    return (
      <p className="flex gap-2 rounded-lg bg-good-soft p-3 text-sm text-good">
        <Icon name="check" />
        {t("audit.whole", { n: report.entries, sealed: report.sealed })}
      </p>
    );
  return (
    <p role="alert" className="flex gap-2 rounded-lg bg-stop-soft p-3 text-sm text-stop">
      <Icon name="stop" />
      {t("audit.damaged", {
        kind: label(t, "damage", report.damage.kind),
        from: report.damage.from,
        to: report.damage.to,
      })}
    </p>
  );
}

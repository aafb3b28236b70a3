import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import * as api from "../api/endpoints";
import type { ErasureChoice, ErasureItem, ErasureReport } from "../api/types";
import { stale } from "../app/queries";
import { useT } from "../i18n";
import { countKinds, differs, keyOf, mayChoose, withChoice } from "../logic/privacy";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ProblemNote } from "../ui/states";
import type { Look } from "./privacy-person";
import { Found } from "./privacy-found";
import { KindCounts } from "./privacy-kinds";

/** Items of one fate that are shown before somebody asks for more. */
const SHOWN = 50;

/** What an erasure would take, what would stay and why; and the choices, with which it is asked for. */
export function Report({
  look,
  report,
  isLooking,
  onLook,
}: {
  look: Look;
  report: ErasureReport;
  /** Whether a new report is on its way. */
  isLooking: boolean;
  onLook: (choices: readonly ErasureChoice[]) => void;
}) {
  const t = useT();
  const [choices, setChoices] = useState(look.choices);
  const [isAsking, setAsking] = useState(false);
  const choose = (items: readonly ErasureItem[], erase: boolean) =>
    setChoices(withChoice(choices, items, erase));
  const of = (fate: ErasureItem["fate"]) => report.items.filter((item) => item.fate === fate);
  const undecided = of("undecided");
  const isChanged = differs(report.items, choices);
  return (
    <section aria-label={t("privacy.found")} className="space-y-5">
      <div>
        <h2>{t("privacy.found")}</h2>
        <p className="text-soft text-pretty">
          {t("privacy.summary", { erased: report.erased, kept: report.kept })}{" "}
          {report.audit_entries > 0 ? t("privacy.audit_stays", { n: report.audit_entries }) : null}
        </p>
      </div>
      <Group
        title={t("privacy.undecided")}
        about={t("privacy.undecided_about")}
        items={undecided}
        choices={choices}
        onChoose={choose}
        isOpen
      />
      <Group title={t("privacy.goes")} items={of("erase")} choices={choices} onChoose={choose} />
      <Group title={t("privacy.stays")} items={of("keep")} choices={choices} onChoose={choose} />
      <div className="card flex flex-wrap items-center justify-between gap-3 p-4">
        <p role="status" className="min-w-0 flex-1 basis-64 text-sm text-soft text-pretty">
          {isChanged
            ? t("privacy.look_again_about")
            : report.undecided > 0
              ? t("privacy.decide_first", { n: report.undecided })
              : report.erased > 0
                ? t("privacy.bound")
                : t("privacy.nothing_goes")}
        </p>
        {isChanged ? (
          <Button look="main" icon="repeat" busy={isLooking} onClick={() => onLook(choices)}>
            {t("privacy.look_again")}
          </Button>
        ) : (
          <Button
            look="danger"
            disabled={report.undecided > 0 || report.erased === 0}
            onClick={() => setAsking(true)}
          >
            {t("privacy.ask")}
          </Button>
        )}
      </div>
      {isAsking ? (
        <Ask look={look} report={report} onLook={() => onLook(choices)} onClose={() => setAsking(false)} />
      ) : null}
    </section>
  );
}

function Group({
  title,
  about,
  items,
  choices,
  onChoose,
  isOpen = false,
}: {
  title: string;
  about?: string;
  items: readonly ErasureItem[];
  choices: readonly ErasureChoice[];
  onChoose: (items: readonly ErasureItem[], erase: boolean) => void;
  /** Whether something is to be decided about all of them. */
  isOpen?: boolean;
}) {
  const t = useT();
  const [shown, setShown] = useState(SHOWN);
  if (items.length === 0) return null;
  const chosen = new Map(choices.map((one) => [keyOf(one), one.erase]));
  return (
    <section aria-label={title}>
      <header className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h3 className="flex items-center gap-2">
          {title}
          <Badge tone={isOpen ? "warn" : "calm"}>{items.length}</Badge>
        </h3>
        {isOpen && items.length > 1 ? (
          <span className="flex gap-1">
            <Button look="quiet" onClick={() => onChoose(items, true)}>
              {t("privacy.erase_all")}
            </Button>
            <Button look="quiet" onClick={() => onChoose(items, false)}>
              {t("privacy.keep_all")}
            </Button>
          </span>
        ) : null}
      </header>
      {about ? <p className="mb-2 text-sm text-soft text-pretty">{about}</p> : null}
      <ul className="card divide-y divide-line">
        {items.slice(0, shown).map((item) => (
          <Found
            key={keyOf(item)}
            item={item}
            choice={chosen.get(keyOf(item)) ?? null}
            onChoose={mayChoose(item) ? (erase) => onChoose([item], erase) : null}
          />
        ))}
      </ul>
      {items.length > shown ? (
        <div className="mt-3 flex justify-center">
          <Button onClick={() => setShown(shown + 10 * SHOWN)}>{t("common.more")}</Button>
        </div>
      ) : null}
    </section>
  );
}

/** The last word: what goes, and that it does not come back. */
function Ask({
  look,
  report,
  onLook,
  onClose,
}: {
  look: Look;
  report: ErasureReport;
  onLook: () => void;
  onClose: () => void;
}) {
  const t = useT();
  const navigate = useNavigate();
  const made = useMutation({
    mutationFn: () => api.requestErasure({ subject: look.subject, choices: [...look.choices] }, report.hash),
    onSuccess: ({ id }) => {
      stale("erasure");
      stale("approval");
      void navigate({ to: "/privacy/erasures/$id", params: { id } });
    },
  });
  return (
    <Dialog title={t("privacy.ask")} onClose={onClose}>
      <p className="mb-2 text-soft text-pretty">{t("privacy.ask_about")}</p>
      <KindCounts counts={countKinds(report.items.filter((item) => item.fate === "erase"))} />
      <p className="mt-3 mb-5 text-soft text-pretty">{t("privacy.ask_second")}</p>
      {made.isError ? (
        <div className="mb-4">
          {/* Something changed since the report: another look shows what. */}
          <ProblemNote
            problem={made.error}
            onRetry={() => {
              onClose();
              onLook();
            }}
          />
        </div>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button look="danger" busy={made.isPending} onClick={() => made.mutate()}>
          {t("privacy.ask")}
        </Button>
      </div>
    </Dialog>
  );
}

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import * as api from "../api/endpoints";
import type { Draft, Finding } from "../api/types";
import { queries } from "../app/queries";
import { useT } from "../i18n";
import { Button } from "../ui/button";
import { Cite } from "../ui/cite";
import { Dialog } from "../ui/dialog";
import { TextArea } from "../ui/field";
import { Icon } from "../ui/icon";
import { SaidFinding } from "../ui/said";
import { ProblemNote } from "../ui/states";

// A gap and a changed quotation nobody may let pass (docs/checks.md); who may the others, the server says.
const never = new Set(["V3", "V7"]);

const looks = {
  block: { icon: "stop", frame: "border-stop bg-stop-soft", tone: "text-stop" },
  warning: { icon: "warn", frame: "border-warn bg-warn-soft", tone: "text-warn" },
  info: { icon: "info", frame: "border-line bg-surface", tone: "text-faint" },
} as const;

/** What the checks found; what forbids sending can be let pass by who may, with a reason. */
export function DraftFindings({ draft, mayWrite }: { draft: Draft; mayWrite: boolean }) {
  const t = useT();
  const [passing, setPassing] = useState<Finding | null>(null);
  const overruled = draft.overruled ?? [];
  if (draft.findings.length === 0) {
    return (
      <p className="flex gap-2 text-sm text-soft">
        <Icon name="check" className="mt-0.5 size-4 text-good" />
        {t(draft.state === "checked" ? "draft.no_findings" : "draft.not_checked")}
      </p>
    );
  }
  return (
    <>
      <ul className="space-y-2">
        {draft.findings.map((finding, at) => {
          const passed = overruled.find(
            (one) => one.code === finding.code && one.message === finding.message,
          );
          const look = looks[passed ? "info" : finding.severity];
          return (
            <li key={at} className={`rounded-lg border p-3 text-sm ${look.frame}`}>
              <div className="flex gap-2">
                <Icon name={look.icon} className={`mt-0.5 size-4 ${look.tone}`} />
                <div className="min-w-0 flex-1">
                  <p className="break-words">
                    <SaidFinding {...finding} />
                  </p>
                  {passed ? (
                    <p className="mt-1 text-soft">
                      {t("draft.passed", { by: passed.by, reason: passed.reason })}
                    </p>
                  ) : null}
                  {finding.evidence ? (
                    <div className="mt-2">
                      <Cite evidence={finding.evidence} />
                    </div>
                  ) : null}
                  {finding.severity === "block" && !passed && mayWrite && !never.has(finding.code) ? (
                    <Button className="mt-2" onClick={() => setPassing(finding)}>
                      {t("draft.pass")}
                    </Button>
                  ) : null}
                </div>
              </div>
            </li>
          );
        })}
      </ul>
      {passing ? <Pass draft={draft} finding={passing} onClose={() => setPassing(null)} /> : null}
    </>
  );
}

function Pass({ draft, finding, onClose }: { draft: Draft; finding: Finding; onClose: () => void }) {
  const t = useT();
  const [reason, setReason] = useState("");
  const made = useMutation({
    mutationFn: () =>
      api.overrule(draft.id, {
        expected_version: draft.version,
        code: finding.code,
        message: finding.message,
        reason: reason.trim(),
      }),
    onSuccess: (next) => {
      queries.setQueryData(["draft", draft.id], next);
      onClose();
    },
  });
  return (
    <Dialog title={t("draft.pass_title")} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          made.mutate();
        }}
      >
        <p>
          <SaidFinding {...finding} />
        </p>
        <TextArea
          label={t("draft.pass_reason")}
          hint={t("draft.pass_hint")}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          required
        />
        {made.isError ? <ProblemNote problem={made.error} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="danger" busy={made.isPending}>
            {t("draft.pass")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

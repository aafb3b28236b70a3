import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import * as api from "../api/endpoints";
import type { DataSubject, ErasureChoice, ErasureReport } from "../api/types";
import { useMay } from "../app/rights";
import { useT } from "../i18n";
import { nobody, subjectOf } from "../logic/privacy";
import { saveBlob } from "../logic/save";
import { Button } from "../ui/button";
import { Empty, Loading, ProblemNote } from "../ui/states";
import { toast } from "../ui/toast";
import { Report } from "./privacy-report";
import { SubjectFields } from "./subject-fields";

/** What was asked, and what was found for it. */
export interface Look {
  subject: DataSubject;
  choices: readonly ErasureChoice[];
}

interface Seen extends Look {
  report: ErasureReport;
}

/** Everything about a person: found, handed out, erased. */
export function PrivacyPerson({ contact }: { contact: string | null }) {
  const t = useT();
  const may = useMay();
  const [person, setPerson] = useState({ ...nobody, known: contact });
  const subject = subjectOf(person);
  const [seen, setSeen] = useState<Seen | null>(null);
  const look = useMutation({
    mutationFn: async (asked: Look): Promise<Seen> => ({
      ...asked,
      report: await api.erasureReport({ subject: asked.subject, choices: [...asked.choices] }),
    }),
    onSuccess: setSeen,
  });
  const handOut = useMutation({
    mutationFn: (of: DataSubject) => api.exportOf(of),
    onSuccess: (archive) => {
      saveBlob(archive, "archive.zip");
      toast(t("privacy.exported"));
    },
  });
  return (
    <div className="space-y-6">
      <form
        className="card space-y-4 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (!subject) return;
          setSeen(null);
          look.mutate({ subject, choices: [] });
        }}
      >
        <SubjectFields
          person={person}
          onChange={(next) => {
            setPerson(next);
            // What was found was found for somebody else.
            look.reset();
            setSeen(null);
          }}
        />
        {handOut.isError ? <ProblemNote problem={handOut.error} /> : null}
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" look="main" icon="ask" disabled={!subject} busy={look.isPending}>
            {t("privacy.find")}
          </Button>
          {may("export") ? (
            <Button
              icon="download"
              disabled={!subject}
              busy={handOut.isPending}
              onClick={() => (subject ? handOut.mutate(subject) : undefined)}
            >
              {t("privacy.export")}
            </Button>
          ) : null}
        </div>
        <p className="text-sm text-faint text-pretty">{t("privacy.export_about")}</p>
      </form>
      {look.isError ? <ProblemNote problem={look.error} onRetry={() => look.mutate(look.variables)} /> : null}
      {look.isPending && !seen ? <Loading /> : null}
      {seen?.report.items.length === 0 ? (
        <Empty icon="check" title={t("privacy.nothing")}>
          {t("privacy.nothing_do")}
        </Empty>
      ) : null}
      {seen && seen.report.items.length > 0 ? (
        <Report
          key={seen.report.hash}
          look={seen}
          report={seen.report}
          isLooking={look.isPending}
          onLook={(choices) => look.mutate({ subject: seen.subject, choices })}
        />
      ) : null}
    </div>
  );
}

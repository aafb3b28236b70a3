import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import * as api from "../api/endpoints";
import type { Draft, DraftForm, Invite } from "../api/types";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printInlines } from "../logic/draft";
import { printMailbox } from "../logic/mailboxes";
import { endOf, printCivil } from "../logic/meeting";
import { saveBlob } from "../logic/save";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Loading, ProblemNote } from "../ui/states";
import { MailPreview } from "../viewer/mail-preview";

const Pdf = lazy(() => import("../viewer/pdf"));
const noop = () => undefined;

export type PreviewForm = "mail" | "pdf" | "calendar";

const downloads: Record<PreviewForm, readonly DraftForm[]> = {
  mail: ["eml", "html", "text"],
  pdf: ["pdf", "docx"],
  calendar: ["ics"],
};

/** The draft as it arrives: the last saved version. */
export function DraftPreview({ draft, form }: { draft: Draft; form: PreviewForm }) {
  const t = useT();
  const [problem, setProblem] = useState<unknown>(null);
  const save = (one: DraftForm) => {
    setProblem(null);
    const name =
      printInlines(draft, draft.subject)
        .replace(/[^\p{L}\p{N} ._-]+/gu, " ")
        .trim()
        .slice(0, 80) || draft.id;
    api
      .rendered(draft.id, one)
      .then((file) => saveBlob(file, `${name}.${one === "text" ? "txt" : one}`), setProblem);
  };
  return (
    <div className="space-y-4">
      {form === "mail" ? <AsMail draft={draft} /> : null}
      {form === "pdf" ? <AsPdf draft={draft} /> : null}
      {form === "calendar" && draft.invite ? <AsCalendar draft={draft} invite={draft.invite} /> : null}
      {problem ? <ProblemNote problem={problem} /> : null}
      <div className="flex flex-wrap gap-2">
        {downloads[form].map((one) => (
          <Button key={one} icon="download" onClick={() => save(one)}>
            {t("draft.save_as", { form: one === "text" ? "TXT" : one.toUpperCase() })}
          </Button>
        ))}
      </div>
    </div>
  );
}

function AsMail({ draft }: { draft: Draft }) {
  const t = useT();
  const html = useQuery({
    queryKey: ["draft", draft.id, draft.version, "html"],
    queryFn: async () => (await api.rendered(draft.id, "html")).text(),
  });
  if (html.isPending) return <Loading />;
  if (html.isError) return <ProblemNote problem={html.error} onRetry={() => void html.refetch()} />;
  const people = (role: string) =>
    draft.recipients
      .filter((one) => one.role === role)
      .map((one) => printMailbox(one.mailbox))
      .join(", ");
  const rows: [string, string][] = [
    [t("mail.from"), draft.sender ? printMailbox(draft.sender) : ""],
    [t("mail.to"), people("to")],
    [t("mail.cc"), people("cc")],
    [t("mail.subject"), printInlines(draft, draft.subject)],
  ];
  return (
    <div className="card overflow-hidden">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 border-b border-line bg-raised px-5 py-3 text-sm">
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-faint">{name}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
        {draft.attachments && draft.attachments.length > 0 ? (
          <div className="contents">
            <dt className="text-faint">{t("document.attachments")}</dt>
            <dd>{draft.attachments.map((one) => one.name).join(", ")}</dd>
          </div>
        ) : null}
      </dl>
      <div className="bg-white p-5">
        <MailPreview html={html.data} label={t("draft.as_mail")} />
      </div>
    </div>
  );
}

function AsPdf({ draft }: { draft: Draft }) {
  const t = useT();
  const file = useQuery({
    queryKey: ["draft", draft.id, draft.version, "pdf"],
    queryFn: () => api.rendered(draft.id, "pdf"),
  });
  if (file.isPending) return <Loading />;
  if (file.isError) return <ProblemNote problem={file.error} onRetry={() => void file.refetch()} />;
  return (
    <Suspense fallback={<Loading />}>
      <Pdf file={file.data} marks={[]} active={null} onMark={noop} label={t("draft.as_pdf")} />
    </Suspense>
  );
}

function AsCalendar({ draft, invite }: { draft: Draft; invite: Invite }) {
  const { t, language } = useWords();
  const end = endOf(invite);
  return (
    <div className="card flex gap-4 p-5">
      <span className="grid size-11 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent">
        <Icon name="agenda" className="size-6" />
      </span>
      <div className="min-w-0 space-y-1">
        <p className="eyebrow">{label(t, "invite", invite.method)}</p>
        <p className="text-lg font-semibold">{printInlines(draft, draft.subject)}</p>
        <p>
          <time dateTime={invite.start}>{printCivil(invite.start, language)}</time>
          {end ? (
            <>
              {" "}
              – <time dateTime={end}>{printCivil(end, language, invite.start)}</time>
            </>
          ) : null}{" "}
          <span className="text-faint">({invite.time_zone})</span>
        </p>
        {invite.location ? <p className="text-soft">{invite.location}</p> : null}
        <p className="text-sm text-soft">
          {t("invite.organiser")}: {printMailbox(invite.organiser)}
        </p>
        <ul className="pt-2 text-sm">
          {invite.attendees.map((one) => (
            <li key={one.mailbox.address}>
              {printMailbox(one.mailbox)}{" "}
              <span className="text-faint">
                · {label(t, "participation", one.participation ?? "unanswered")}
                {one.optional ? ` · ${t("invite.optional")}` : ""}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

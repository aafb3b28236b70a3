import { Fragment, type ReactNode, useEffect, useState } from "react";
import type { DraftChange } from "../api/endpoints";
import type { Draft, Inline } from "../api/types";
import { useT } from "../i18n";
import { bodyText, factOf, gapsOf, hasStructure, partsOf, printInlines } from "../logic/draft";
import { printMailbox, readMailboxes } from "../logic/mailboxes";
import { Button } from "../ui/button";
import { Field, TextArea } from "../ui/field";
import { DraftAttachments } from "./draft-attachments";
import { draftBlock } from "./draft-block";

type Given = Omit<DraftChange, "expected_version">;
const roles = ["to", "cc", "bcc"] as const;

/** The draft to write on: who gets it, the subject, and the body with its values and gaps, or as plain text. */
export function DraftEditor({
  draft,
  isBusy,
  mayWrite,
  activeFact,
  onDirty,
  onSave,
  onFact,
}: {
  draft: Draft;
  isBusy: boolean;
  mayWrite: boolean;
  activeFact: string | null;
  onDirty: (isDirty: boolean) => void;
  onSave: (given: Given) => void;
  onFact: (id: string) => void;
}) {
  const t = useT();
  const before = startOf(draft);
  const [people, setPeople] = useState(before.people);
  const [subject, setSubject] = useState(before.subject);
  const [gaps, setGaps] = useState<string[]>(() => gapsOf(draft).map(() => ""));
  const [text, setText] = useState<string | null>(null);
  const [attached, setAttached] = useState(before.attached);
  const given = changesOf(draft, before, { people, subject, gaps, text, attached });
  const [hasCopies, setCopies] = useState(before.people.cc !== "" || before.people.bcc !== "");
  const isDirty = Object.keys(given).length > 0;
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);

  const numbers = numberGaps(draft);
  const print = (inlines: readonly Inline[]): ReactNode =>
    inlines.map((inline, at) => {
      if (inline.type === "fact")
        return (
          <FactWord
            key={at}
            draft={draft}
            id={inline.fact}
            isActive={inline.fact === activeFact}
            onFact={onFact}
          />
        );
      if (inline.type === "link")
        return (
          <span key={at} className="text-accent underline">
            {inline.text}
          </span>
        );
      if (inline.type === "text") return <Fragment key={at}>{inline.text}</Fragment>;
      const index = numbers.get(inline) ?? 0;
      return (
        <Gap
          key={at}
          hint={inline.hint}
          value={gaps[index] ?? ""}
          readOnly={!mayWrite}
          onChange={(words) => setGaps(gaps.map((one, other) => (other === index ? words : one)))}
        />
      );
    });
  // The subject's gaps come first in the order of filling.
  const subjectHasParts = draft.subject.some((inline) => inline.type === "placeholder");
  const subjectLine = subjectHasParts ? print(draft.subject) : null;
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isDirty) onSave(given);
      }}
    >
      <div className="card p-4 md:p-6">
        <div className="mb-5 space-y-3 border-b border-line pb-5">
          {draft.sender ? (
            <p className="text-sm text-soft">
              <span className="text-faint">{t("mail.from")}</span> {printMailbox(draft.sender)}
            </p>
          ) : null}
          {roles.map((role) =>
            role === "to" || hasCopies ? (
              <Field
                key={role}
                label={t(`mail.${role}`)}
                value={people[role]}
                onChange={(event) => setPeople({ ...people, [role]: event.target.value })}
                readOnly={!mayWrite}
                autoComplete="off"
              />
            ) : null,
          )}
          {mayWrite && !hasCopies ? (
            <button
              type="button"
              onClick={() => setCopies(true)}
              className="text-sm text-accent underline-offset-3 hover:underline"
            >
              {t("draft.add_copies")}
            </button>
          ) : null}
          {subjectHasParts ? (
            <p className="leading-loose">
              <span className="label">{t("mail.subject")}</span>
              {subjectLine}
            </p>
          ) : (
            <Field
              label={t("mail.subject")}
              value={subject}
              onChange={(event) => setSubject(event.target.value)}
              readOnly={!mayWrite}
              lang={draft.language}
            />
          )}
        </div>
        {text === null ? (
          <div className="space-y-4 leading-relaxed" lang={draft.language}>
            {draft.blocks.map((block, at) => (
              <Fragment key={at}>{draftBlock(block, print, t)}</Fragment>
            ))}
          </div>
        ) : (
          <TextArea
            label={t("draft.body")}
            value={text}
            onChange={(event) => setText(event.target.value)}
            rows={Math.min(30, Math.max(10, text.split("\n").length + 2))}
            lang={draft.language}
            hint={hasStructure(draft) ? t("draft.loses_structure") : undefined}
          />
        )}
        <DraftAttachments attached={attached} mayWrite={mayWrite} onChange={setAttached} />
      </div>
      {mayWrite ? (
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look={isDirty ? "main" : "plain"} disabled={!isDirty} busy={isBusy}>
            {t("draft.save")}
          </Button>
          {text === null ? (
            <Button icon="draft" onClick={() => setText(bodyText(draft))}>
              {t("draft.edit_text")}
            </Button>
          ) : (
            <Button onClick={() => setText(null)}>{t("draft.discard")}</Button>
          )}
        </div>
      ) : null}
    </form>
  );
}

/** Each gap's place in the order of filling, by its piece of text. */
function numberGaps(draft: Draft): Map<Inline, number> {
  const gaps = [draft.subject, ...draft.blocks.flatMap(partsOf)]
    .flat()
    .filter((inline) => inline.type === "placeholder");
  return new Map(gaps.map((inline, at) => [inline, at]));
}

interface Words {
  attached: string[];
  people: Record<(typeof roles)[number], string>;
  subject: string;
}

function startOf(draft: Draft): Words {
  const of = (role: string) =>
    draft.recipients
      .filter((one) => one.role === role)
      .map((one) => printMailbox(one.mailbox))
      .join(", ");
  return {
    people: { to: of("to"), cc: of("cc"), bcc: of("bcc") },
    subject: printInlines(draft, draft.subject),
    attached: (draft.attachments ?? []).flatMap((one) => one.document ?? []),
  };
}

function changesOf(draft: Draft, before: Words, now: Words & { gaps: string[]; text: string | null }): Given {
  const given: Given = {};
  if (now.subject !== before.subject) given.subject = now.subject;
  if (roles.some((role) => now.people[role] !== before.people[role])) {
    given.recipients = roles.flatMap((role) =>
      readMailboxes(now.people[role]).map((mailbox) => knownRecipient(draft, role, mailbox)),
    );
  }
  if (now.attached.join() !== before.attached.join()) given.attach = now.attached;
  if (now.text !== null && now.text !== bodyText(draft)) given.text = now.text;
  if (now.text === null && now.gaps.some((words) => words.trim() !== "")) given.gaps = now.gaps;
  return given;
}

/** Keeps where an address came from; one that a person typed is that person's. */
function knownRecipient(
  draft: Draft,
  role: string,
  mailbox: { name?: string; address: string },
): Draft["recipients"][number] {
  const known = draft.recipients.find(
    (one) =>
      one.role === role &&
      one.mailbox.address === mailbox.address &&
      (one.mailbox.name ?? undefined) === mailbox.name,
  );
  return known ?? { mailbox, role, provenance: "user" };
}

function FactWord({
  draft,
  id,
  isActive,
  onFact,
}: {
  draft: Draft;
  id: string;
  isActive: boolean;
  onFact: (id: string) => void;
}) {
  const fact = factOf(draft, id);
  if (!fact) return null;
  return (
    // A link, because a button would not break between lines as words do.
    <a
      href={`#value-${id}`}
      onClick={(event) => {
        event.preventDefault();
        onFact(id);
      }}
      title={fact.source?.quote}
      className={`rounded-[3px] box-decoration-clone px-0.5 text-inherit underline decoration-dotted decoration-1 underline-offset-4 ${isActive ? "bg-mark text-mark-ink" : "bg-mark-soft hover:bg-mark hover:text-mark-ink"}`}
    >
      {fact.surface}
    </a>
  );
}

function Gap({
  hint,
  value,
  readOnly,
  onChange,
}: {
  hint: string;
  value: string;
  readOnly: boolean;
  onChange: (words: string) => void;
}) {
  return (
    <input
      aria-label={hint}
      placeholder={hint}
      value={value}
      readOnly={readOnly}
      size={Math.min(48, Math.max(hint.length, value.length, 12))}
      onChange={(event) => onChange(event.target.value)}
      className="max-w-full rounded border border-dashed border-warn bg-warn-soft px-1.5 py-0.5 text-ink placeholder:text-warn"
    />
  );
}

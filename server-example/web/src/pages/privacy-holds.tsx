import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import * as api from "../api/endpoints";
import type { LegalHold, NewLegalHold } from "../api/types";
import { useActorName } from "../app/names";
import { stale } from "../app/queries";
import { useT, useWords } from "../i18n";
import { printDay } from "../logic/days";
import { linesOf, nobody, subjectOf } from "../logic/privacy";
import { Button } from "../ui/button";
import { useDocumentName } from "../ui/cite";
import { Confirm } from "../ui/confirm";
import { Dialog } from "../ui/dialog";
import { DocumentPicker } from "../ui/document-picker";
import { Field, TextArea } from "../ui/field";
import { Icon } from "../ui/icon";
import { Empty, Loading, ProblemNote } from "../ui/states";
import { toast } from "../ui/toast";
import { SubjectFields, SubjectNames } from "./subject-fields";

/** What nobody may erase, however old it is. */
export function PrivacyHolds() {
  const t = useT();
  const [isPlacing, setPlacing] = useState(false);
  const found = useQuery({ queryKey: ["holds"], queryFn: api.holds });
  const holds = found.data?.items ?? [];
  const place = (
    <Button look="main" icon="lock" onClick={() => setPlacing(true)}>
      {t("holds.place")}
    </Button>
  );
  return (
    <div className="space-y-5">
      {found.isPending ? <Loading /> : null}
      {found.isError ? <ProblemNote problem={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.data && holds.length === 0 ? (
        <Empty icon="lock" title={t("holds.empty")} action={place}>
          {t("holds.empty_do")}
        </Empty>
      ) : null}
      {holds.length > 0 ? (
        <>
          <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
            <p className="max-w-prose min-w-0 text-soft text-pretty">{t("holds.about")}</p>
            {place}
          </div>
          <ul className="card divide-y divide-line">
            {holds.map((one) => (
              <Hold key={one.id} hold={one} />
            ))}
          </ul>
        </>
      ) : null}
      {isPlacing ? <Place onClose={() => setPlacing(false)} /> : null}
    </div>
  );
}

function Hold({ hold }: { hold: LegalHold }) {
  const { t, language } = useWords();
  const [isReleasing, setReleasing] = useState(false);
  const who = useActorName(hold.placed_by);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64 space-y-1">
        <p className="font-medium break-words">{hold.name}</p>
        {hold.reason ? <p className="text-sm text-pretty break-words text-soft">{hold.reason}</p> : null}
        <ul className="space-y-0.5 text-sm text-soft">
          {hold.documents.map((id) => (
            <li key={id} className="flex gap-1.5">
              <Icon name="file" className="mt-0.5 size-4 text-faint" />
              <DocumentLink id={id} />
            </li>
          ))}
          {hold.groups.map((group) => (
            <li key={group} className="flex gap-1.5">
              <Icon name="inbox" className="mt-0.5 size-4 text-faint" />
              <span className="min-w-0 break-words">{t("holds.of_group", { group })}</span>
            </li>
          ))}
          {hold.subject ? (
            <li className="flex gap-1.5">
              <Icon name="contacts" className="mt-0.5 size-4 text-faint" />
              <span className="min-w-0 break-words">
                <SubjectNames subject={hold.subject} />
              </span>
            </li>
          ) : null}
        </ul>
        <p className="text-sm text-faint">
          {t("holds.placed", { who, day: printDay(hold.created, language) })}
        </p>
      </div>
      <Button onClick={() => setReleasing(true)}>{t("holds.release")}</Button>
      {isReleasing ? (
        <Confirm
          title={t("holds.release_title", { name: hold.name })}
          about={t("holds.release_about")}
          verb={t("holds.release")}
          act={() => api.releaseHold(hold.id)}
          onDone={() => {
            stale("hold");
            toast(t("holds.released"));
          }}
          onClose={() => setReleasing(false)}
        />
      ) : null}
    </li>
  );
}

function DocumentLink({ id }: { id: string }) {
  const name = useDocumentName(id);
  return (
    <Link to="/documents/$id" params={{ id }} className="min-w-0 break-words">
      {name}
    </Link>
  );
}

function Place({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [name, setName] = useState("");
  const [reason, setReason] = useState("");
  const [documents, setDocuments] = useState<string[]>([]);
  const [groups, setGroups] = useState("");
  const [person, setPerson] = useState(nobody);
  const subject = subjectOf(person);
  const named = linesOf(groups);
  const made = useMutation({
    mutationFn: () => {
      const body: NewLegalHold = { name: name.trim(), documents, groups: named };
      if (reason.trim()) body.reason = reason.trim();
      if (subject) body.subject = subject;
      return api.placeHold(body);
    },
    onSuccess: () => {
      stale("hold");
      toast(t("holds.is_placed"));
      onClose();
    },
  });
  const isEmpty = documents.length === 0 && named.length === 0 && !subject;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    made.mutate();
  };
  return (
    <Dialog title={t("holds.place")} onClose={onClose} wide>
      <form onSubmit={submit} className="space-y-4">
        <p className="text-soft text-pretty">{t("holds.about")}</p>
        <Field
          label={t("holds.name")}
          hint={t("holds.name_hint")}
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={200}
          required
        />
        <Field
          label={t("holds.reason")}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          maxLength={2_000}
        />
        <fieldset className="space-y-4 border-t border-line pt-4">
          <legend className="sr-only">{t("holds.what")}</legend>
          <DocumentPicker label={t("holds.documents")} value={documents} onChange={setDocuments} isMany />
          <TextArea
            label={t("holds.groups")}
            hint={t("holds.groups_hint")}
            rows={1}
            value={groups}
            onChange={(event) => setGroups(event.target.value)}
          />
          <SubjectFields person={person} onChange={setPerson} />
        </fieldset>
        {made.isError ? <ProblemNote problem={made.error} /> : null}
        <div className="flex flex-wrap items-center justify-end gap-2">
          {isEmpty ? <span className="mr-auto text-sm text-faint">{t("holds.name_something")}</span> : null}
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="main" disabled={isEmpty} busy={made.isPending}>
            {t("holds.place")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

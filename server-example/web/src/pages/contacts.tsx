import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import * as api from "../api/endpoints";
import { asProblem } from "../api/problem";
import type { Contact } from "../api/types";
import { stale } from "../app/queries";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printDay } from "../logic/days";
import { useMay } from "../app/rights";
import { Badge } from "../ui/badge";
import { Button, ButtonLink, IconButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Choice, Field, TextArea } from "../ui/field";
import { Page } from "../ui/page";
import { Paged } from "../ui/pages";
import { Empty, ProblemNote } from "../ui/states";
import { Tabs } from "../ui/tabs";
import { toast } from "../ui/toast";

type Tab = "people" | "refused";

export function ContactsPage() {
  const t = useT();
  const may = useMay();
  const mayWrite = may("contacts");
  const [tab, setTab] = useState<Tab>("people");
  const [words, setWords] = useState("");
  const [open, setOpen] = useState<Contact | "new" | null>(null);
  const learn = useMutation({
    mutationFn: api.learnContacts,
    onSuccess: ({ added, updated }) => {
      stale("contact");
      toast(t("contacts.learned", { added, updated }));
    },
  });
  const learning = mayWrite ? (
    <Button icon="mail" busy={learn.isPending} onClick={() => learn.mutate()}>
      {t("contacts.learn")}
    </Button>
  ) : null;
  const add = mayWrite ? (
    <Button look="main" icon="plus" onClick={() => setOpen("new")}>
      {t("contacts.add")}
    </Button>
  ) : null;
  return (
    <Page
      title={t("nav.contacts")}
      about={t("contacts.about")}
      actions={
        <>
          {learning}
          {add}
        </>
      }
    >
      {learn.isError ? (
        <div className="mb-4">
          <ProblemNote problem={learn.error} />
        </div>
      ) : null}
      <Tabs
        label={t("nav.contacts")}
        value={tab}
        onChange={setTab}
        tabs={[
          { key: "people", label: t("contacts.people") },
          { key: "refused", label: t("contacts.refused") },
        ]}
      >
        <div className="pt-4">
          {tab === "people" ? (
            <Paged
              queryKey={["contacts"]}
              read={api.contacts}
              empty={
                <Empty
                  icon="contacts"
                  title={t("contacts.empty")}
                  action={
                    <>
                      {learning}
                      {add}
                    </>
                  }
                >
                  {t("contacts.empty_do")}
                </Empty>
              }
            >
              {(contacts) => (
                <>
                  <input
                    type="search"
                    value={words}
                    onChange={(event) => setWords(event.target.value)}
                    placeholder={t("contacts.filter")}
                    aria-label={t("contacts.filter")}
                    className="field mb-3 max-w-72"
                  />
                  <ul className="card divide-y divide-line overflow-hidden">
                    {contacts
                      .filter((one) =>
                        [one.name, one.organisation, ...one.addresses]
                          .join(" ")
                          .toLowerCase()
                          .includes(words.toLowerCase()),
                      )
                      .map((one) => (
                        <Row key={one.id} contact={one} onOpen={mayWrite ? () => setOpen(one) : null} />
                      ))}
                  </ul>
                </>
              )}
            </Paged>
          ) : (
            <Refused />
          )}
        </div>
      </Tabs>
      {open ? <Edit contact={open === "new" ? null : open} onClose={() => setOpen(null)} /> : null}
    </Page>
  );
}

function Row({ contact, onOpen }: { contact: Contact; onOpen: (() => void) | null }) {
  const t = useT();
  const address = contact.addresses[0];
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2.5">
      <div className="min-w-0">
        <p className="truncate font-medium">
          {contact.name || address}{" "}
          {contact.organisation ? (
            <span className="font-normal text-faint">· {contact.organisation}</span>
          ) : null}
        </p>
        <p className="truncate text-sm text-faint">{contact.addresses.join(", ")}</p>
        {contact.suppressed ? <Badge tone="stop">{label(t, "suppression", contact.suppressed)}</Badge> : null}
      </div>
      <div className="flex items-center">
        {address && !contact.suppressed ? (
          <ButtonLink to="/drafts/new" search={{ address }} look="quiet" icon="mail">
            <span className="sr-only sm:not-sr-only">{t("contacts.write")}</span>
          </ButtonLink>
        ) : null}
        {onOpen ? (
          <IconButton
            icon="draft"
            label={t("contacts.edit", { name: contact.name || (address ?? "") })}
            onClick={onOpen}
          />
        ) : null}
      </div>
    </li>
  );
}

function Refused() {
  const { t, language } = useWords();
  return (
    <Paged
      queryKey={["contacts", "suppressions"]}
      read={api.suppressions}
      empty={
        <Empty icon="check" title={t("contacts.none_refused")}>
          {t("contacts.none_refused_about")}
        </Empty>
      }
    >
      {(list) => (
        <ul className="card divide-y divide-line">
          {list.map((one) => (
            <li
              key={one.target}
              className="flex flex-wrap items-center justify-between gap-2 px-4 py-2.5 text-sm"
            >
              <span className="break-all">{one.target}</span>
              <span className="flex items-center gap-2 text-faint">
                <Badge tone="stop">{label(t, "suppression", one.reason)}</Badge>
                {printDay(one.since, language)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Paged>
  );
}

function Edit({ contact, onClose }: { contact: Contact | null; onClose: () => void }) {
  const t = useT();
  const may = useMay();
  const [form, setForm] = useState({
    name: contact?.name ?? "",
    addresses: contact?.addresses.join("\n") ?? "",
    organisation: contact?.organisation ?? "",
    salutation: contact?.salutation ?? "",
    language: contact?.language ?? "",
  });
  const take = (name: keyof typeof form) => (event: { target: { value: string } }) =>
    setForm({ ...form, [name]: event.target.value });
  const done = () => {
    stale("contact");
    onClose();
  };
  const saved = useMutation({
    mutationFn: () => {
      const body: api.NewContact = {
        name: form.name.trim(),
        addresses: form.addresses.split(/[\s,;]+/).filter(Boolean),
      };
      if (form.organisation.trim()) body.organisation = form.organisation.trim();
      if (form.salutation.trim()) body.salutation = form.salutation.trim();
      if (form.language) body.language = form.language;
      return contact
        ? api.changeContact(contact.id, {
            ...body,
            ...(contact.version === undefined ? {} : { version: contact.version }),
          })
        : api.addContact(body);
    },
    onSuccess: done,
  });
  const removed = useMutation({ mutationFn: () => api.removeContact(contact?.id ?? ""), onSuccess: done });
  const errors = saved.isError ? asProblem(saved.error).fields : {};
  return (
    <Dialog title={contact ? contact.name || t("contacts.one") : t("contacts.add")} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          saved.mutate();
        }}
      >
        <Field
          label={t("contacts.name")}
          value={form.name}
          onChange={take("name")}
          error={errors.name}
          required
        />
        <TextArea
          label={t("contacts.addresses")}
          hint={t("contacts.addresses_hint")}
          rows={2}
          value={form.addresses}
          onChange={take("addresses")}
          error={errors.addresses}
          required
        />
        <Field label={t("contacts.organisation")} value={form.organisation} onChange={take("organisation")} />
        <Field
          label={t("contacts.salutation")}
          hint={t("contacts.salutation_hint")}
          value={form.salutation}
          onChange={take("salutation")}
        />
        <Choice
          label={t("drafts.language")}
          value={form.language}
          onChange={take("language")}
          options={[
            ["", t("contacts.language_auto")],
            ...(["en", "de", "es", "fr", "it", "nl"] as const).map(
              (one) => [one, label(t, "language", one)] as const,
            ),
          ]}
        />
        {saved.isError ? <ProblemNote problem={saved.error} /> : null}
        {removed.isError ? <ProblemNote problem={removed.error} /> : null}
        {contact && may("erase") ? (
          <Link to="/privacy" search={{ contact: contact.id }} className="block w-fit text-sm">
            {t("contacts.privacy")}
          </Link>
        ) : null}
        <div className="flex flex-wrap justify-between gap-2">
          {contact ? (
            <Button look="danger" busy={removed.isPending} onClick={() => removed.mutate()}>
              {t("common.remove")}
            </Button>
          ) : (
            <span />
          )}
          <span className="flex gap-2">
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button type="submit" look="main" busy={saved.isPending}>
              {t("common.save")}
            </Button>
          </span>
        </div>
      </form>
    </Dialog>
  );
}

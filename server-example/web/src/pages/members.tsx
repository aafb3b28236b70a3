import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import * as api from "../api/endpoints";
import { useSignedIn } from "../api/session";
import type { Member, Role, ServiceAccount } from "../api/types";
import { queries, stale } from "../app/queries";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printDay } from "../logic/days";
import { useMay } from "../app/rights";
import { Badge } from "../ui/badge";
import { Button, IconButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Choice, Field } from "../ui/field";
import { Page } from "../ui/page";
import { Paged } from "../ui/pages";
import { Secret } from "../ui/secret";
import { Empty, ProblemNote } from "../ui/states";
import { Tabs } from "../ui/tabs";

const roles: readonly Role[] = ["viewer", "approver", "editor", "admin", "owner"];
/** How long a token holds: the server allows a year; a day less is safe against clocks that differ. */
const YEAR = 364 * 86_400_000;

type Tab = "people" | "programs";
type Adding = "person" | "program" | null;

export function MembersPage() {
  const t = useT();
  const { member } = useSignedIn();
  const may = useMay();
  const manages = may("manage");
  const [tab, setTab] = useState<Tab>("people");
  const [adding, setAdding] = useState<Adding>(null);
  const actions = manages ? (
    tab === "people" ? <Button look="main" icon="plus" onClick={() => setAdding("person")}>{t("members.add")}</Button> : <Button look="main" icon="plus" onClick={() => setAdding("program")}>{t("members.add_program")}</Button>
  ) : null;
  const people = <Paged queryKey={["members"]} read={api.members} empty={<Empty icon="members" title={t("members.empty")}>{t("members.empty_do")}</Empty>}>{(list) => <ul className="card divide-y divide-line">{list.map((one) => <Person key={one.id} person={one} manages={manages && one.id !== member.id} />)}</ul>}</Paged>;
  return (
    <Page title={t("nav.members")} about={t("members.about")} actions={actions}>
      {manages ? (
        <Tabs label={t("nav.members")} value={tab} onChange={setTab} tabs={[{ key: "people", label: t("members.people") }, { key: "programs", label: t("members.programs") }]}>
          <div className="pt-4">
            {tab === "people" ? people : (
              <Paged queryKey={["service-accounts"]} read={api.serviceAccounts} empty={<Empty icon="runs" title={t("members.no_programs")} action={actions}>{t("members.no_programs_do")}</Empty>}>
                {(list) => <ul className="card divide-y divide-line">{list.map((one) => <Program key={one.id} program={one} />)}</ul>}
              </Paged>
            )}
          </div>
        </Tabs>
      ) : people}
      {adding === "person" ? <AddPerson onClose={() => setAdding(null)} /> : null}
      {adding === "program" ? <AddProgram onClose={() => setAdding(null)} /> : null}
    </Page>
  );
}

function Person({ person, manages }: { person: Member; manages: boolean }) {
  const { t, language } = useWords();
  const [isRemoving, setRemoving] = useState(false);
  const [isInviting, setInviting] = useState(false);
  const change = useMutation({
    mutationFn: ({ role, active }: { role?: Role; active?: boolean }) => (role ? api.grant(person.id, role) : api.changeMember(person.id, { active: active ?? true })),
    onSuccess: () => stale("member"),
  });
  const remove = useMutation({ mutationFn: () => api.removeMember(person.id), onSuccess: () => stale("member") });
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-48">
          <p className="truncate font-medium">{person.name} {person.active ? null : <Badge tone="warn">{t("members.suspended")}</Badge>}</p>
          <p className="truncate text-sm text-faint">{[person.addresses.join(", "), t("members.since", { day: printDay(person.created, language) })].filter(Boolean).join(" · ")}</p>
        </div>
        {manages ? (
          <div className="flex items-center gap-1">
            <select aria-label={t("members.role_of", { name: person.name })} value={person.role} disabled={change.isPending} onChange={(event) => change.mutate({ role: event.target.value as Role })} className="field h-9 w-auto">
              {roles.map((one) => <option key={one} value={one}>{label(t, "role", one)}</option>)}
            </select>
            <Button look="quiet" busy={change.isPending} onClick={() => change.mutate({ active: !person.active })}>{t(person.active ? "members.suspend" : "members.readmit")}</Button>
            <IconButton icon="mail" label={t("members.invite", { name: person.name })} onClick={() => setInviting(true)} />
            <IconButton icon="close" label={t("members.remove", { name: person.name })} onClick={() => setRemoving(true)} />
          </div>
        ) : <Badge>{label(t, "role", person.role)}</Badge>}
      </div>
      {change.isError ? <div className="mt-2"><ProblemNote problem={change.error} /></div> : null}
      {isInviting ? (
        <Dialog title={t("members.invite", { name: person.name })} onClose={() => setInviting(false)}>
          <Invitation id={person.id} onClose={() => setInviting(false)} />
        </Dialog>
      ) : null}
      {isRemoving ? (
        <Dialog title={t("members.remove", { name: person.name })} onClose={() => setRemoving(false)}>
          <p className="mb-4">{t("members.remove_about")}</p>
          {remove.isError ? <div className="mb-3"><ProblemNote problem={remove.error} /></div> : null}
          <div className="flex justify-end gap-2"><Button onClick={() => setRemoving(false)}>{t("common.cancel")}</Button><Button look="danger" busy={remove.isPending} onClick={() => remove.mutate()}>{t("common.remove")}</Button></div>
        </Dialog>
      ) : null}
    </li>
  );
}

function Program({ program }: { program: ServiceAccount }) {
  const { t, language } = useWords();
  const refresh = () => queries.invalidateQueries({ queryKey: ["service-accounts"] });
  const remove = useMutation({ mutationFn: () => api.removeServiceAccount(program.id), onSuccess: refresh });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1"><p className="truncate font-medium">{program.name}</p><p className="text-sm text-faint">{t("members.since", { day: printDay(program.created, language) })}</p></div>
      <Badge>{label(t, "role", program.role)}</Badge>
      <Button look="quiet" busy={remove.isPending} onClick={() => remove.mutate()}>{t("common.remove")}</Button>
      {remove.isError ? <div className="w-full"><ProblemNote problem={remove.error} /></div> : null}
    </li>
  );
}

/** The link by which a member chooses a password. It is made when it is wanted, and each one ends the one before. */
function Invitation({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, language } = useWords();
  const made = useMutation({ mutationFn: () => api.invite(id) });
  if (!made.data) {
    return (
      <div className="space-y-4">
        <p className="text-soft">{t("members.invite_about")}</p>
        {made.isError ? <ProblemNote problem={made.error} /> : null}
        <div className="flex justify-end gap-2"><Button onClick={onClose}>{t("common.close")}</Button><Button look="main" busy={made.isPending} onClick={() => made.mutate()}>{t("members.invite_go")}</Button></div>
      </div>
    );
  }
  const link = new URL("/invitation", location.origin);
  link.searchParams.set("token", made.data.token);
  return (
    <div className="space-y-4">
      <Secret label={t("members.invitation")} value={link.href} hint={t("members.invitation_hint", { day: printDay(made.data.expires, language) })} />
      <div className="flex justify-end"><Button look="main" onClick={onClose}>{t("common.done")}</Button></div>
    </div>
  );
}

function AddPerson({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [form, setForm] = useState({ name: "", address: "", role: "editor" as Role });
  const made = useMutation({
    mutationFn: () => api.addMember({ name: form.name.trim(), addresses: [form.address.trim()], role: form.role }),
    onSuccess: () => stale("member"),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    made.mutate();
  };
  return (
    <Dialog title={t("members.add")} onClose={onClose}>
      {made.data ? (
        <div className="space-y-4">
          <p>{t("members.added", { name: made.data.name })}</p>
          <Invitation id={made.data.id} onClose={onClose} />
        </div>
      ) : (
        <form onSubmit={submit} className="space-y-4">
          <Field label={t("setup.name")} value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} required />
          <Field label={t("signin.email")} type="email" value={form.address} onChange={(event) => setForm({ ...form, address: event.target.value })} required />
          <Choice label={t("members.role")} hint={label(t, "role_about", form.role)} value={form.role} onChange={(event) => setForm({ ...form, role: event.target.value as Role })} options={roles.map((one) => [one, label(t, "role", one)] as const)} />
          {made.isError ? <ProblemNote problem={made.error} /> : null}
          <div className="flex justify-end gap-2"><Button onClick={onClose}>{t("common.cancel")}</Button><Button type="submit" look="main" busy={made.isPending}>{t("members.add")}</Button></div>
        </form>
      )}
    </Dialog>
  );
}

function AddProgram({ onClose }: { onClose: () => void }) {
  const { t, language } = useWords();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const made = useMutation({
    mutationFn: async () => {
      const account = await api.addServiceAccount({ name: name.trim(), role });
      return { account, issued: await api.issueToken(account.id, new Date(Date.now() + YEAR).toISOString()) };
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["service-accounts"] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    made.mutate();
  };
  return (
    <Dialog title={t("members.add_program")} onClose={onClose}>
      {made.data ? (
        <div className="space-y-4">
          <p>{t("members.added", { name: made.data.account.name })}</p>
          <Secret label={t("members.token")} value={made.data.issued.token} hint={t("members.token_hint", { day: printDay(made.data.issued.expires, language) })} />
          <div className="flex justify-end"><Button look="main" onClick={onClose}>{t("common.done")}</Button></div>
        </div>
      ) : (
        <form onSubmit={submit} className="space-y-4">
          <Field label={t("members.program_name")} value={name} onChange={(event) => setName(event.target.value)} required />
          <Choice label={t("members.role")} hint={label(t, "role_about", role)} value={role} onChange={(event) => setRole(event.target.value as Role)} options={roles.filter((one) => one !== "owner" && one !== "approver").map((one) => [one, label(t, "role", one)] as const)} />
          {made.isError ? <ProblemNote problem={made.error} /> : null}
          <div className="flex justify-end gap-2"><Button onClick={onClose}>{t("common.cancel")}</Button><Button type="submit" look="main" busy={made.isPending}>{t("members.add_program")}</Button></div>
        </form>
      )}
    </Dialog>
  );
}

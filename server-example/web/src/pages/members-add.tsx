import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import * as api from "../api/endpoints";
import type { Role } from "../api/types";
import { queries, stale } from "../app/queries";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printDay } from "../logic/days";
import { ROLES } from "../logic/rights";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Choice, Field } from "../ui/field";
import { Secret } from "../ui/secret";
import { ProblemNote } from "../ui/states";

/** How long a token holds: the server allows a year; a day less is safe against clocks that differ. */
const YEAR = 364 * 86_400_000;

/** The link by which a member chooses a password. It is made when it is wanted, and each one ends the one before. */
export function Invitation({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, language } = useWords();
  const made = useMutation({ mutationFn: () => api.invite(id) });
  if (!made.data) {
    return (
      <div className="space-y-4">
        <p className="text-soft">{t("members.invite_about")}</p>
        {made.isError ? <ProblemNote problem={made.error} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.close")}</Button>
          <Button look="main" busy={made.isPending} onClick={() => made.mutate()}>
            {t("members.invite_go")}
          </Button>
        </div>
      </div>
    );
  }
  const link = new URL("/invitation", location.origin);
  link.searchParams.set("token", made.data.token);
  return (
    <div className="space-y-4">
      <Secret
        label={t("members.invitation")}
        value={link.href}
        hint={t("members.invitation_hint", { day: printDay(made.data.expires, language) })}
      />
      <div className="flex justify-end">
        <Button look="main" onClick={onClose}>
          {t("common.done")}
        </Button>
      </div>
    </div>
  );
}

export function AddPerson({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [form, setForm] = useState({ name: "", address: "", role: "editor" as Role });
  const made = useMutation({
    mutationFn: () =>
      api.addMember({ name: form.name.trim(), addresses: [form.address.trim()], role: form.role }),
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
          <Field
            label={t("contacts.name")}
            value={form.name}
            onChange={(event) => setForm({ ...form, name: event.target.value })}
            required
          />
          <Field
            label={t("signin.email")}
            type="email"
            value={form.address}
            onChange={(event) => setForm({ ...form, address: event.target.value })}
            required
          />
          <Choice
            label={t("members.role")}
            hint={label(t, "role_about", form.role)}
            value={form.role}
            onChange={(event) => setForm({ ...form, role: event.target.value as Role })}
            options={ROLES.map((one) => [one, label(t, "role", one)] as const)}
          />
          {made.isError ? <ProblemNote problem={made.error} /> : null}
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button type="submit" look="main" busy={made.isPending}>
              {t("members.add")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

export function AddProgram({ onClose }: { onClose: () => void }) {
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
          <Secret
            label={t("members.token")}
            value={made.data.issued.token}
            hint={t("members.token_hint", { day: printDay(made.data.issued.expires, language) })}
          />
          <div className="flex justify-end">
            <Button look="main" onClick={onClose}>
              {t("common.done")}
            </Button>
          </div>
        </div>
      ) : (
        <form onSubmit={submit} className="space-y-4">
          <Field
            label={t("members.program_name")}
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
          />
          <Choice
            label={t("members.role")}
            hint={label(t, "role_about", role)}
            value={role}
            onChange={(event) => setRole(event.target.value as Role)}
            options={ROLES.filter((one) => one !== "owner" && one !== "approver").map(
              (one) => [one, label(t, "role", one)] as const,
            )}
          />
          {made.isError ? <ProblemNote problem={made.error} /> : null}
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button type="submit" look="main" busy={made.isPending}>
              {t("members.add_program")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

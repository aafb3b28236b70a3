import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import * as api from "../api/endpoints";
import { useSignedIn } from "../api/session";
import type { Member, Role, ServiceAccount } from "../api/types";
import { queries, stale } from "../app/queries";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printDay } from "../logic/days";
import { ROLES } from "../logic/rights";
import { useMay } from "../app/rights";
import { Badge } from "../ui/badge";
import { Button, IconButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Page } from "../ui/page";
import { Paged } from "../ui/pages";
import { Empty, ProblemNote } from "../ui/states";
import { Tabs } from "../ui/tabs";
import { AddPerson, AddProgram, Invitation } from "./members-add";

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
    tab === "people" ? (
      <Button look="main" icon="plus" onClick={() => setAdding("person")}>
        {t("members.add")}
      </Button>
    ) : (
      <Button look="main" icon="plus" onClick={() => setAdding("program")}>
        {t("members.add_program")}
      </Button>
    )
  ) : null;
  const people = (
    <Paged
      queryKey={["members"]}
      read={api.members}
      empty={
        <Empty icon="members" title={t("members.empty")}>
          {t("members.empty_do")}
        </Empty>
      }
    >
      {(list) => (
        <ul className="card divide-y divide-line">
          {list.map((one) => (
            <Person key={one.id} person={one} manages={manages && one.id !== member.id} />
          ))}
        </ul>
      )}
    </Paged>
  );
  return (
    <Page title={t("nav.members")} about={t("members.about")} actions={actions}>
      {manages ? (
        <Tabs
          label={t("nav.members")}
          value={tab}
          onChange={setTab}
          tabs={[
            { key: "people", label: t("members.people") },
            { key: "programs", label: t("members.programs") },
          ]}
        >
          <div className="pt-4">
            {tab === "people" ? (
              people
            ) : (
              <Paged
                queryKey={["service-accounts"]}
                read={api.serviceAccounts}
                empty={
                  <Empty icon="runs" title={t("members.no_programs")} action={actions}>
                    {t("members.no_programs_do")}
                  </Empty>
                }
              >
                {(list) => (
                  <ul className="card divide-y divide-line">
                    {list.map((one) => (
                      <Program key={one.id} program={one} />
                    ))}
                  </ul>
                )}
              </Paged>
            )}
          </div>
        </Tabs>
      ) : (
        people
      )}
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
    mutationFn: ({ role, active }: { role?: Role; active?: boolean }) =>
      role ? api.grant(person.id, role) : api.changeMember(person.id, { active: active ?? true }),
    onSuccess: () => stale("member"),
  });
  const remove = useMutation({
    mutationFn: () => api.removeMember(person.id),
    onSuccess: () => stale("member"),
  });
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-48">
          <p className="truncate font-medium">
            {person.name} {person.active ? null : <Badge tone="warn">{t("members.suspended")}</Badge>}
          </p>
          <p className="text-sm break-words text-faint sm:truncate">
            {[person.addresses.join(", "), t("members.since", { day: printDay(person.created, language) })]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
        {manages ? (
          <div className="flex items-center gap-1">
            <select
              aria-label={t("members.role_of", { name: person.name })}
              value={person.role}
              disabled={change.isPending}
              onChange={(event) => change.mutate({ role: event.target.value as Role })}
              className="field h-9 w-auto"
            >
              {ROLES.map((one) => (
                <option key={one} value={one}>
                  {label(t, "role", one)}
                </option>
              ))}
            </select>
            <Button
              look="quiet"
              busy={change.isPending}
              onClick={() => change.mutate({ active: !person.active })}
            >
              {t(person.active ? "members.suspend" : "members.readmit")}
            </Button>
            <IconButton
              icon="mail"
              label={t("members.invite", { name: person.name })}
              onClick={() => setInviting(true)}
            />
            <IconButton
              icon="close"
              label={t("members.remove", { name: person.name })}
              onClick={() => setRemoving(true)}
            />
          </div>
        ) : (
          <Badge>{label(t, "role", person.role)}</Badge>
        )}
      </div>
      {change.isError ? (
        <div className="mt-2">
          <ProblemNote problem={change.error} />
        </div>
      ) : null}
      {isInviting ? (
        <Dialog title={t("members.invite", { name: person.name })} onClose={() => setInviting(false)}>
          <Invitation id={person.id} onClose={() => setInviting(false)} />
        </Dialog>
      ) : null}
      {isRemoving ? (
        <Dialog title={t("members.remove", { name: person.name })} onClose={() => setRemoving(false)}>
          <p className="mb-4">{t("members.remove_about")}</p>
          {remove.isError ? (
            <div className="mb-3">
              <ProblemNote problem={remove.error} />
            </div>
          ) : null}
          <div className="flex justify-end gap-2">
            <Button onClick={() => setRemoving(false)}>{t("common.cancel")}</Button>
            <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
              {t("common.remove")}
            </Button>
          </div>
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
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{program.name}</p>
        <p className="text-sm text-faint">
          {t("members.since", { day: printDay(program.created, language) })}
        </p>
      </div>
      <Badge>{label(t, "role", program.role)}</Badge>
      <Button look="quiet" busy={remove.isPending} onClick={() => remove.mutate()}>
        {t("common.remove")}
      </Button>
      {remove.isError ? (
        <div className="w-full">
          <ProblemNote problem={remove.error} />
        </div>
      ) : null}
    </li>
  );
}

import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import * as api from "../api/endpoints";
import { Problem } from "../api/problem";
import { signOut, useSignedIn } from "../api/session";
import { setTheme, type Theme, useTheme } from "../app/theme";
import { type Language, useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { Button } from "../ui/button";
import { Choice } from "../ui/field";
import { Outcome } from "../ui/outcome";
import { Page } from "../ui/page";
import { Secret } from "../ui/secret";
import { Loading, ProblemNote } from "../ui/states";

export function SettingsPage() {
  const { t, language, setLanguage } = useWords();
  const theme = useTheme();
  const { member, workspace } = useSignedIn();
  return (
    <Page title={t("nav.settings")}>
      <div className="max-w-2xl space-y-5">
        <Section title={t("settings.look")}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Choice label={t("settings.language")} value={language} onChange={(event) => setLanguage(event.target.value as Language)} options={[["en", "English"], ["de", "Deutsch"]]} />
            <Choice label={t("settings.theme")} value={theme} onChange={(event) => setTheme(event.target.value as Theme)} options={(["system", "light", "dark"] as const).map((one) => [one, label(t, "theme", one)] as const)} />
          </div>
        </Section>
        <Section title={t("settings.calendar")} about={t("settings.calendar_about")}><Feed /></Section>
        <Section title={t("settings.account")}>
          <p className="mb-3 text-sm"><span className="font-medium">{member.name}</span> <span className="text-soft">· {member.email} · {member.roles.map((role) => label(t, "role", role)).join(", ")} · {workspace.name}</span></p>
          <Button onClick={() => void signOut()}>{t("session.sign_out")}</Button>
        </Section>
        <Section title={t("settings.office")} about={t("settings.office_about")}><Office /></Section>
      </div>
    </Page>
  );
}

function Section({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  return (
    <section className="card p-5">
      <h2>{title}</h2>
      {about ? <p className="mt-1 text-sm text-soft text-pretty">{about}</p> : null}
      <div className="mt-4">{children}</div>
    </section>
  );
}

/** The address by which calendars subscribe to the agenda; it holds a secret, so it is made on demand. */
function Feed() {
  const t = useT();
  const made = useMutation({ mutationFn: api.agendaFeed });
  if (made.data) return <Secret label={t("settings.feed")} value={new URL(made.data.url, location.origin).href} hint={t("settings.feed_hint")} />;
  const missing = made.error instanceof Problem && made.error.kind === "not_found";
  return (
    <div className="space-y-3">
      <Button busy={made.isPending} onClick={() => made.mutate()}>{t("settings.feed_make")}</Button>
      {missing ? <p className="text-sm text-soft">{t("settings.feed_missing")}</p> : made.isError ? <ProblemNote problem={made.error} /> : null}
    </div>
  );
}

function Office() {
  const settings = useQuery({ queryKey: ["settings"], queryFn: api.settings });
  if (settings.isPending) return <Loading />;
  return settings.isError ? <ProblemNote problem={settings.error} onRetry={() => void settings.refetch()} /> : <Outcome value={settings.data} />;
}

import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import * as api from "../api/endpoints";
import { signOut, useSignedIn } from "../api/session";
import { setTheme, type Theme, useTheme } from "../app/theme";
import { type Language, useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { Button } from "../ui/button";
import { Choice, Field } from "../ui/field";
import { Page } from "../ui/page";
import { Secret } from "../ui/secret";
import { Loading, ProblemNote } from "../ui/states";
import { toast } from "../ui/toast";
import { SHORTEST } from "../logic/password";

export function SettingsPage() {
  const { t, language, setLanguage } = useWords();
  const theme = useTheme();
  const { member, workspace } = useSignedIn();
  return (
    <Page title={t("nav.settings")}>
      <div className="max-w-2xl space-y-5">
        <Section title={t("settings.look")}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Choice
              label={t("settings.language")}
              value={language}
              onChange={(event) => setLanguage(event.target.value as Language)}
              options={[
                ["en", "English"],
                ["de", "Deutsch"],
              ]}
            />
            <Choice
              label={t("settings.theme")}
              value={theme}
              onChange={(event) => setTheme(event.target.value as Theme)}
              options={(["system", "light", "dark"] as const).map(
                (one) => [one, label(t, "theme", one)] as const,
              )}
            />
          </div>
        </Section>
        <Section title={t("settings.calendar")} about={t("settings.calendar_about")}>
          <Feed />
        </Section>
        <Section title={t("settings.account")}>
          <p className="mb-3 text-sm">
            <span className="font-medium">{member.name}</span>{" "}
            <span className="text-soft">
              · {member.email ?? ""} · {member.roles.map((role) => label(t, "role", role)).join(", ")} ·{" "}
              {workspace.name}
            </span>
          </p>
          <Button onClick={() => void signOut()}>{t("session.sign_out")}</Button>
        </Section>
        {member.email ? (
          <Section title={t("settings.password")}>
            <Password email={member.email} />
          </Section>
        ) : null}
        <Section title={t("settings.office")} about={t("settings.office_about")}>
          <Office />
        </Section>
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

/** The address by which a calendar program reads the agenda: it is told once, and there is one for each member. */
function Feed() {
  const t = useT();
  const issue = useMutation({ mutationFn: api.issueFeed });
  const revoke = useMutation({
    mutationFn: api.revokeFeed,
    onSuccess: () => {
      issue.reset();
      toast(t("settings.feed_revoked"));
    },
  });
  return (
    <div className="space-y-4">
      {issue.data ? (
        <Secret
          label={t("settings.feed")}
          // Where the server names no public address of its own, it is the one of this page.
          value={new URL(issue.data.url, location.origin).href}
          hint={t("settings.feed_hint")}
        />
      ) : null}
      {issue.isError ? <ProblemNote problem={issue.error} /> : null}
      {revoke.isError ? <ProblemNote problem={revoke.error} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button busy={issue.isPending} onClick={() => issue.mutate()}>
          {t("settings.feed_issue")}
        </Button>
        <Button look="quiet" busy={revoke.isPending} onClick={() => revoke.mutate()}>
          {t("settings.feed_revoke")}
        </Button>
      </div>
      <p className="text-sm text-faint text-pretty">{t("settings.feed_once")}</p>
    </div>
  );
}

function Password({ email }: { email: string }) {
  const t = useT();
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const made = useMutation({
    mutationFn: () => api.changePassword({ email, old, new: next }),
    onSuccess: () => {
      setOld("");
      setNext("");
      toast(t("settings.password_changed"));
    },
  });
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        made.mutate();
      }}
    >
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t("settings.password_old")}
          type="password"
          autoComplete="current-password"
          value={old}
          onChange={(event) => setOld(event.target.value)}
          required
        />
        <Field
          label={t("settings.password_new")}
          type="password"
          autoComplete="new-password"
          minLength={SHORTEST}
          value={next}
          onChange={(event) => setNext(event.target.value)}
          required
          hint={t("setup.password_hint", { n: SHORTEST })}
        />
      </div>
      {made.isError ? <ProblemNote problem={made.error} /> : null}
      <Button type="submit" busy={made.isPending}>
        {t("settings.password_change")}
      </Button>
    </form>
  );
}

function Office() {
  const { t, language } = useWords();
  const settings = useQuery({ queryKey: ["settings"], queryFn: api.settings });
  if (settings.isPending) return <Loading />;
  if (settings.isError)
    return <ProblemNote problem={settings.error} onRetry={() => void settings.refetch()} />;
  const facts = settings.data;
  const megabytes = (facts.file_bytes / 1_048_576).toLocaleString(language, { maximumFractionDigits: 0 });
  const can = (is: boolean) => t(is ? "common.yes" : "common.no");
  const rows: [string, string][] = [
    [t("settings.sends_mail"), can(facts.sends_mail)],
    [t("settings.reads_mail"), can(facts.reads_mail)],
    [t("settings.reads_scans"), can(facts.reads_scans)],
    [t("settings.has_model"), can(facts.has_model)],
    [t("settings.largest_file"), `${megabytes} MiB`],
    [t("input.time_zone"), facts.time_zone ?? "UTC"],
    [t("settings.version"), facts.version],
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 text-sm">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-faint">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

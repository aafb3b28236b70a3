import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import * as api from "../api/endpoints";
import type { TemplateSummary } from "../api/types";
import { useMay } from "../app/rights";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { ButtonLink } from "../ui/button";
import { Page } from "../ui/page";
import { Empty, Loading, ProblemNote } from "../ui/states";
import { useMoves } from "./inbox";

export function TemplatesPage() {
  const t = useT();
  const may = useMay();
  const list = useRef<HTMLDivElement>(null);
  useMoves(list);
  const templates = useQuery({ queryKey: ["templates"], queryFn: api.templates });
  const all = templates.data?.items ?? [];
  const own = byName(all.filter((one) => !one.built_in));
  const builtIn = byName(all.filter((one) => one.built_in));
  const add = may("write") ? (
    <ButtonLink to="/templates/new" look="main" icon="plus">
      {t("templates.new")}
    </ButtonLink>
  ) : null;
  return (
    <Page title={t("nav.templates")} about={t("templates.about")} actions={add}>
      {templates.isPending ? <Loading /> : null}
      {templates.isError ? (
        <ProblemNote problem={templates.error} onRetry={() => void templates.refetch()} />
      ) : null}
      {templates.data ? (
        <div ref={list} className="space-y-8">
          {own.length === 0 ? (
            <div className="rounded-xl border-2 border-dashed border-line">
              <Empty icon="template" title={t("templates.empty")} action={add}>
                {t(may("write") ? "templates.empty_do" : "templates.empty_wait")}
              </Empty>
            </div>
          ) : (
            <section aria-label={t("templates.own")}>
              <h2 className="mb-2">{t("templates.own")}</h2>
              <Rows groups={own} />
            </section>
          )}
          <section aria-label={t("templates.built_in")}>
            <h2>{t("templates.built_in")}</h2>
            <p className="mb-2 max-w-prose text-sm text-soft">{t("templates.built_in_about")}</p>
            <Rows groups={builtIn} />
          </section>
        </div>
      ) : null}
    </Page>
  );
}

/** A template with all the languages it is in. */
interface Group {
  name: string;
  kind: TemplateSummary["kind"];
  isBuiltIn: boolean;
  languages: string[];
}

function byName(templates: readonly TemplateSummary[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { name, kind, language, built_in } of templates) {
    const group = groups.get(name) ?? { name, kind, isBuiltIn: built_in, languages: [] };
    group.languages.push(language);
    groups.set(name, group);
  }
  return [...groups.values()];
}

function Rows({ groups }: { groups: readonly Group[] }) {
  const { t, language } = useWords();
  return (
    <ul className="card divide-y divide-line overflow-hidden">
      {groups.map((group) => {
        const first = group.languages.find((one) => one === language) ?? group.languages[0] ?? "en";
        return (
          <li
            key={group.name}
            className="grid grid-cols-[minmax(0,1fr)] items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <Link
              to="/templates/$name"
              params={{ name: group.name }}
              search={{ language: first }}
              data-row
              className="block min-w-0 text-ink"
            >
              <span className="block truncate font-medium">
                {group.isBuiltIn ? label(t, "draft", group.name) : group.name}
              </span>
              {group.isBuiltIn ? null : (
                <span className="block truncate text-sm text-faint">{label(t, "draft", group.kind)}</span>
              )}
            </Link>
            <span className="flex flex-wrap gap-1">
              {group.languages.map((one) => (
                <Link
                  key={one}
                  to="/templates/$name"
                  params={{ name: group.name }}
                  search={{ language: one }}
                  aria-label={`${group.isBuiltIn ? label(t, "draft", group.name) : group.name}: ${label(t, "language", one)}`}
                  title={label(t, "language", one)}
                  className="inline-flex min-h-7 min-w-8 items-center justify-center rounded border border-line px-1.5 text-xs font-medium text-soft uppercase hover:border-accent hover:text-accent hover:no-underline"
                >
                  {one}
                </Link>
              ))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

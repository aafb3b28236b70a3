import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import * as api from "../api/endpoints";
import type { Template } from "../api/types";
import { queries, stale } from "../app/queries";
import { useMay } from "../app/rights";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { Badge } from "../ui/badge";
import { Button, ButtonLink } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Page } from "../ui/page";
import { Loading, ProblemNote } from "../ui/states";
import { toast } from "../ui/toast";
import { TemplateForm } from "./template-form";
import { TemplateUse } from "./template-use";

const route = getRouteApi("/inside/templates/$name");
const newRoute = getRouteApi("/inside/templates/new");

const keyOf = (name: string, language: string) => ["template", name, language] as const;

function useTemplate(name: string, language: string, isOn = true) {
  return useQuery({
    queryKey: keyOf(name, language),
    queryFn: () => api.template(name, language),
    enabled: isOn,
    // Read again only when somebody saves: what is being typed must not be replaced.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function TemplatePage() {
  const t = useT();
  const may = useMay();
  const navigate = useNavigate();
  const { name } = route.useParams();
  const { language = "" } = route.useSearch();
  const found = useTemplate(name, language);
  const [isRemoving, setRemoving] = useState(false);
  const [isDirty, setDirty] = useState(false);
  const template = found.data?.value;
  const title = template?.built_in ? label(t, "draft", template.name) : name;
  const actions =
    template && may("write") ? (
      <>
        <ButtonLink
          to="/templates/new"
          search={{ from: template.name, language: template.language }}
          icon="plus"
          look={template.built_in ? "main" : "plain"}
        >
          {t(template.built_in ? "templates.make_own" : "templates.copy")}
        </ButtonLink>
        {template.built_in ? null : (
          <Button look="danger" onClick={() => setRemoving(true)}>
            {t("common.remove")}
          </Button>
        )}
      </>
    ) : null;
  return (
    <Page
      wide
      title={title}
      actions={actions}
      about={
        template ? (
          <span className="flex flex-wrap items-center gap-2 text-sm">
            <Badge>{label(t, "draft", template.kind)}</Badge>
            <Badge>{label(t, "language", template.language)}</Badge>
            {template.built_in ? <Badge tone="accent">{t("templates.comes_with")}</Badge> : null}
          </span>
        ) : null
      }
    >
      {found.isPending ? <Loading /> : null}
      {found.isError ? <ProblemNote problem={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.data && template ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6 xl:grid-cols-[minmax(0,1fr)_28rem]">
          <TemplateForm
            key={found.data.tag ?? template.body}
            template={template}
            mayWrite={may("write") && !template.built_in}
            onDirty={setDirty}
            save={(next) => api.saveTemplate(next, found.data.tag)}
            onSaved={(saved) => {
              queries.setQueryData(keyOf(name, language), saved);
              setDirty(false);
              toast(t("templates.saved"));
            }}
          />
          <TemplateUse key={`${template.name} ${template.language}`} template={template} isDirty={isDirty} />
        </div>
      ) : null}
      {isRemoving && template ? (
        <Confirm
          title={t("templates.remove", { name })}
          about={t("templates.remove_about", { language: label(t, "language", template.language) })}
          verb={t("common.remove")}
          act={() => api.removeTemplate(template.name, template.language)}
          onDone={() => {
            stale("template");
            void navigate({ to: "/templates" });
          }}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </Page>
  );
}

const blank: Template = {
  name: "",
  kind: "new_mail",
  language: "en",
  subject: "",
  body: "{{ paragraph() }}{{ greeting() }}\n{{ paragraph() }}\n{{ signed() }}\n",
  variables: {},
  built_in: false,
};

/** A new template: an empty one, or one that begins with another. */
export function NewTemplatePage() {
  const t = useT();
  const navigate = useNavigate();
  const { from, language = "" } = newRoute.useSearch();
  const source = useTemplate(from ?? "", language, from !== undefined);
  const known = useQuery({ queryKey: ["templates"], queryFn: api.templates });
  const start = from === undefined ? blank : source.data?.value;
  return (
    <Page title={t("templates.new")} about={t("templates.new_about")}>
      {from !== undefined && source.isPending ? <Loading /> : null}
      {source.isError ? <ProblemNote problem={source.error} onRetry={() => void source.refetch()} /> : null}
      {start ? (
        <TemplateForm
          key={`${start.name} ${start.language}`}
          isNew
          template={{ ...start, name: "", built_in: false }}
          taken={(known.data?.items ?? [])
            .filter((one) => !one.built_in)
            .map((one) => `${one.name} ${one.language}`)}
          mayWrite
          save={(next) => api.saveTemplate(next, null)}
          onSaved={(saved) => {
            stale("template");
            toast(t("templates.saved"));
            const { name, language: spoken } = saved.value;
            void navigate({
              to: "/templates/$name",
              params: { name },
              search: { language: spoken },
              replace: true,
            });
          }}
        />
      ) : null}
    </Page>
  );
}

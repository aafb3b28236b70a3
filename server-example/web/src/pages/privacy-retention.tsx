import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import * as api from "../api/endpoints";
import type { RetentionPolicy, RetentionRule } from "../api/types";
import { useActorName } from "../app/names";
import { stale } from "../app/queries";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printMoment } from "../logic/days";
import { documentKinds } from "../logic/document-kinds";
import { periodKinds, sameRules, spanOf } from "../logic/privacy";
import { Button, IconButton } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Choice, Field } from "../ui/field";
import { Loading, ProblemNote } from "../ui/states";
import { toast } from "../ui/toast";
import { Preview } from "./privacy-preview";

/** The longest period, in days. */
const LONGEST = 36_500;
const MOST = 100;

/** How long each kind of things is kept. */
export function PrivacyRetention() {
  const found = useQuery({ queryKey: ["retention"], queryFn: api.retention });
  if (found.isPending) return <Loading />;
  if (found.isError) return <ProblemNote problem={found.error} onRetry={() => void found.refetch()} />;
  // A new version begins the form anew.
  return <Periods key={found.data.version} policy={found.data} />;
}

function Periods({ policy }: { policy: RetentionPolicy }) {
  const { t, language } = useWords();
  const [rules, setRules] = useState<readonly RetentionRule[]>(policy.rules);
  const [isSaving, setSaving] = useState(false);
  const who = useActorName(policy.set_by ?? "owner");
  const preview = useMutation({ mutationFn: () => api.previewRetention(rules) });
  const change = (next: readonly RetentionRule[]) => {
    setRules(next);
    preview.reset();
  };
  const isValid = rules.every(({ days }) => Number.isInteger(days) && days >= 1 && days <= LONGEST);
  const isChanged = !sameRules(rules, policy.rules);
  const add = () => change([...rules, { kind: "document", days: 3_650 }]);
  return (
    <form
      className="space-y-5"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        setSaving(true);
      }}
    >
      <p className="max-w-prose text-soft text-pretty">{t("retention.about")}</p>
      {rules.length === 0 ? (
        <div className="card flex flex-wrap items-center justify-between gap-3 p-5">
          <p className="min-w-0 flex-1 basis-64 text-pretty">{t("retention.empty")}</p>
          <Button icon="plus" onClick={add}>
            {t("retention.add")}
          </Button>
        </div>
      ) : (
        <ul className="space-y-3">
          {rules.map((rule, at) => (
            <li key={at}>
              <Rule
                rule={rule}
                number={at + 1}
                onChange={(next) => change(rules.map((one, other) => (other === at ? next : one)))}
                onRemove={() => change(rules.filter((_, other) => other !== at))}
              />
            </li>
          ))}
        </ul>
      )}
      {preview.isError ? <ProblemNote problem={preview.error} /> : null}
      {preview.data ? <Preview preview={preview.data} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        {rules.length > 0 ? (
          <>
            <Button icon="plus" disabled={rules.length >= MOST} onClick={add}>
              {t("retention.add")}
            </Button>
            <Button icon="ask" disabled={!isValid} busy={preview.isPending} onClick={() => preview.mutate()}>
              {t("retention.preview")}
            </Button>
          </>
        ) : null}
        {rules.length > 0 || isChanged ? (
          <Button type="submit" look="main" disabled={!isChanged || !isValid}>
            {t("common.save")}
          </Button>
        ) : null}
        {isChanged ? <span className="text-sm text-soft">{t("templates.unsaved")}</span> : null}
      </div>
      {policy.changed ? (
        <p className="text-sm text-faint">
          {t("retention.changed", { who, at: printMoment(policy.changed, language) })}
        </p>
      ) : null}
      {isSaving ? (
        <Confirm
          title={t("retention.save_title")}
          about={t(rules.length > 0 ? "retention.save_about" : "retention.save_none")}
          verb={t("common.save")}
          act={() => api.setRetention(policy.version, rules)}
          onDone={() => {
            stale("retention");
            toast(t("retention.saved"));
          }}
          onClose={() => setSaving(false)}
        />
      ) : null}
    </form>
  );
}

function Rule({
  rule,
  number,
  onChange,
  onRemove,
}: {
  rule: RetentionRule;
  number: number;
  onChange: (rule: RetentionRule) => void;
  onRemove: () => void;
}) {
  const t = useT();
  const span = spanOf(rule.days);
  const isDocument = rule.kind === "document";
  return (
    <fieldset className="card grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-3 p-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_10rem_auto]">
      <legend className="sr-only">{t("retention.rule", { n: number })}</legend>
      <Choice
        label={t("retention.kind")}
        value={rule.kind}
        onChange={(event) => {
          const kind = periodKinds.find((one) => one === event.target.value) ?? "document";
          onChange({ kind, days: rule.days });
        }}
        options={periodKinds.map((one) => [one, label(t, "retention_kind", one)] as const)}
      />
      <div className={isDocument ? "col-start-1 sm:col-start-2" : "hidden sm:block"}>
        {isDocument ? (
          <Choice
            label={t("retention.document_kind")}
            value={rule.document_kind ?? ""}
            onChange={(event) => {
              const kind = documentKinds.find((one) => one === event.target.value);
              onChange({ kind: rule.kind, days: rule.days, ...(kind ? { document_kind: kind } : {}) });
            }}
            options={[
              ["", t("inbox.all_kinds")],
              ...documentKinds.map((one) => [one, label(t, "kind", one)] as const),
            ]}
          />
        ) : null}
      </div>
      <div className="col-start-1 sm:col-start-3">
        <Field
          label={t("retention.days")}
          hint={
            span
              ? t(span.unit === "years" ? "retention.years" : "retention.months", { n: span.n })
              : undefined
          }
          type="number"
          inputMode="numeric"
          min={1}
          max={LONGEST}
          value={Number.isNaN(rule.days) ? "" : rule.days}
          onChange={(event) => onChange({ ...rule, days: event.target.valueAsNumber })}
          required
        />
      </div>
      <IconButton
        icon="close"
        label={t("retention.remove", { n: number })}
        onClick={onRemove}
        className="col-start-2 row-start-1 mt-6 sm:col-start-4"
      />
    </fieldset>
  );
}

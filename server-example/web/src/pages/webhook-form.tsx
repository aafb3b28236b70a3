import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import * as api from "../api/endpoints";
import { asProblem } from "../api/problem";
import type { Webhook, WebhookEventKind } from "../api/types";
import { stale } from "../app/queries";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { said } from "../i18n/said";
import { eventGroups, tellsDeadlines } from "../logic/webhooks";
import { Button } from "../ui/button";
import { Chips } from "../ui/chips";
import { Dialog } from "../ui/dialog";
import { Choice, Field } from "../ui/field";
import { Secret } from "../ui/secret";
import { ProblemNote } from "../ui/states";
import { toast } from "../ui/toast";

/** The most days before a deadline. */
const MOST_DAYS = 3_650;
const USUAL_DAYS = 7;

interface Form {
  url: string;
  name: string;
  isAll: boolean;
  kinds: readonly WebhookEventKind[];
  days: number;
}

export function AddWebhook({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [form, setForm] = useState<Form>({ url: "", name: "", isAll: true, kinds: [], days: USUAL_DAYS });
  const made = useMutation({
    mutationFn: () =>
      api.addWebhook({
        url: form.url.trim(),
        name: form.name.trim(),
        kinds: form.isAll ? [] : [...form.kinds],
        days_before: form.days,
      }),
    onSuccess: () => stale("webhook"),
  });
  return (
    <Dialog title={t("webhooks.add")} onClose={onClose} wide>
      {made.data ? (
        <NewSecret secret={made.data.secret} onClose={onClose} />
      ) : (
        <Fields
          form={form}
          onChange={setForm}
          verb={t("webhooks.add")}
          problem={made.error}
          isBusy={made.isPending}
          onSubmit={() => made.mutate()}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

export function EditWebhook({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const t = useT();
  const [form, setForm] = useState<Form>({
    url: webhook.url,
    name: webhook.name,
    isAll: webhook.kinds.length === 0,
    kinds: webhook.kinds,
    days: webhook.days_before,
  });
  const made = useMutation({
    mutationFn: () =>
      api.changeWebhook(webhook.id, {
        url: form.url.trim(),
        name: form.name.trim(),
        kinds: form.isAll ? [] : [...form.kinds],
        days_before: form.days,
      }),
    onSuccess: () => {
      stale("webhook");
      toast(t("templates.saved"));
      onClose();
    },
  });
  return (
    <Dialog title={t("webhooks.edit")} onClose={onClose} wide>
      <Fields
        form={form}
        onChange={setForm}
        verb={t("common.save")}
        problem={made.error}
        isBusy={made.isPending}
        onSubmit={() => made.mutate()}
        onClose={onClose}
      />
    </Dialog>
  );
}

/** A secret, which is told this once. */
export function NewSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useT();
  return (
    <div className="space-y-4">
      <Secret label={t("webhooks.secret")} value={secret} hint={t("webhooks.secret_hint")} />
      <div className="flex justify-end">
        <Button look="main" onClick={onClose}>
          {t("common.done")}
        </Button>
      </div>
    </div>
  );
}

function Fields({
  form,
  onChange,
  verb,
  problem,
  isBusy,
  onSubmit,
  onClose,
}: {
  form: Form;
  onChange: (form: Form) => void;
  verb: string;
  problem: unknown;
  isBusy: boolean;
  onSubmit: () => void;
  onClose: () => void;
}) {
  const { t, language } = useWords();
  // Who sees this form may add webhooks: what is denied is the address.
  const { kind, message } = asProblem(problem);
  const refused = problem && (kind === "denied" || message.includes("`url`")) ? message : null;
  const isNothing = !form.isAll && form.kinds.length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <Field
        label={t("webhooks.url")}
        hint={t("webhooks.url_hint")}
        type="url"
        placeholder="https://"
        value={form.url}
        error={refused === null ? undefined : (said(language, refused) ?? refused)}
        onChange={(event) => onChange({ ...form, url: event.target.value })}
        required
      />
      <Field
        label={t("contacts.name")}
        hint={t("webhooks.name_hint")}
        value={form.name}
        maxLength={100}
        onChange={(event) => onChange({ ...form, name: event.target.value })}
      />
      <Choice
        label={t("webhooks.kinds")}
        value={form.isAll ? "all" : "some"}
        onChange={(event) => onChange({ ...form, isAll: event.target.value === "all" })}
        options={[
          ["all", t("webhooks.everything")],
          ["some", t("webhooks.chosen")],
        ]}
      />
      {form.isAll ? null : (
        <div className="space-y-3 rounded-md border border-line bg-raised p-3">
          {Object.entries(eventGroups).map(([group, kinds]) => (
            <Chips<WebhookEventKind>
              key={group}
              label={label(t, "webhook_group", group)}
              options={kinds.map((one) => [one, label(t, "webhook_event", one)] as const)}
              chosen={form.kinds}
              onChange={(chosen) => onChange({ ...form, kinds: chosen })}
            />
          ))}
        </div>
      )}
      {tellsDeadlines(form.isAll ? [] : form.kinds) ? (
        <Field
          label={t("webhooks.days_before")}
          type="number"
          inputMode="numeric"
          min={0}
          max={MOST_DAYS}
          value={Number.isNaN(form.days) ? "" : form.days}
          onChange={(event) => onChange({ ...form, days: event.target.valueAsNumber })}
          className="max-w-32"
          required
        />
      ) : null}
      {problem && refused === null ? <ProblemNote problem={problem} /> : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {isNothing ? <span className="mr-auto text-sm text-faint">{t("webhooks.choose_some")}</span> : null}
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button type="submit" look="main" disabled={isNothing} busy={isBusy}>
          {verb}
        </Button>
      </div>
    </form>
  );
}

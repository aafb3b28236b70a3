import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import * as api from "../api/endpoints";
import type { Webhook } from "../api/types";
import { useActorName } from "../app/names";
import { stale } from "../app/queries";
import { useMay } from "../app/rights";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { isAhead, printDay, printMoment } from "../logic/days";
import { tellsDeadlines, webhookName } from "../logic/webhooks";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { Line, Lines } from "../ui/lines";
import { Page } from "../ui/page";
import { Said } from "../ui/said";
import { Loading, ProblemNote } from "../ui/states";
import { toast } from "../ui/toast";
import { WebhookDeliveries } from "./webhook-deliveries";
import { EditWebhook, NewSecret } from "./webhook-form";
import { WebhookBadge } from "./webhooks";

const route = getRouteApi("/inside/webhooks/$id");
type Over = "edit" | "rotate" | "remove" | null;

export function WebhookPage() {
  const t = useT();
  const may = useMay();
  const navigate = useNavigate();
  const { id } = route.useParams();
  const found = useQuery({ queryKey: ["webhook", id], queryFn: () => api.webhook(id) });
  const [over, setOver] = useState<Over>(null);
  const close = () => setOver(null);
  const turn = useMutation({
    mutationFn: (enabled: boolean) => api.changeWebhook(id, { enabled }),
    onSuccess: () => {
      stale("webhook");
      stale("approval");
    },
  });
  const test = useMutation({
    mutationFn: () => api.testWebhook(id),
    onSuccess: () => {
      stale("webhook");
      toast(t("webhooks.tested"));
    },
  });
  const webhook = found.data;
  const name = webhook ? webhookName(webhook) : t("nav.webhooks");
  const actions =
    webhook && may("settings") ? (
      <>
        {webhook.state === "active" ? (
          <>
            <Button look="main" icon="play" busy={test.isPending} onClick={() => test.mutate()}>
              {t("webhooks.test")}
            </Button>
            <Button icon="pause" busy={turn.isPending} onClick={() => turn.mutate(false)}>
              {t("webhooks.disable")}
            </Button>
          </>
        ) : (
          <Button look="main" icon="play" busy={turn.isPending} onClick={() => turn.mutate(true)}>
            {t("webhooks.enable")}
          </Button>
        )}
        <Button icon="draft" onClick={() => setOver("edit")}>
          {t("memory.edit")}
        </Button>
        <Button icon="key" onClick={() => setOver("rotate")}>
          {t("webhooks.rotate")}
        </Button>
        <Button look="danger" onClick={() => setOver("remove")}>
          {t("common.remove")}
        </Button>
      </>
    ) : null;
  return (
    <Page title={name} actions={actions}>
      {found.isPending ? <Loading /> : null}
      {found.isError ? <ProblemNote problem={found.error} onRetry={() => void found.refetch()} /> : null}
      {[turn, test].map((one, at) =>
        one.isError ? (
          <div key={at} className="mb-4">
            <ProblemNote problem={one.error} />
          </div>
        ) : null,
      )}
      {webhook ? (
        <div className="space-y-6">
          <About webhook={webhook} />
          <WebhookDeliveries webhook={webhook} mayWrite={may("settings")} />
        </div>
      ) : null}
      {webhook && over === "edit" ? <EditWebhook webhook={webhook} onClose={close} /> : null}
      {webhook && over === "rotate" ? <Rotate id={id} onClose={close} /> : null}
      {webhook && over === "remove" ? (
        <Confirm
          title={t("schedules.remove", { name })}
          about={t("webhooks.remove_about")}
          verb={t("common.remove")}
          act={() => api.removeWebhook(id)}
          onDone={() => {
            void navigate({ to: "/webhooks" }).then(() => stale("webhook"));
          }}
          onClose={close}
        />
      ) : null}
    </Page>
  );
}

function About({ webhook }: { webhook: Webhook }) {
  const { t, language } = useWords();
  const who = useActorName(webhook.by);
  return (
    <section className="card p-5">
      {webhook.reason || webhook.failing_since ? (
        <p className="mb-4 flex gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm">
          <Icon name="warn" className="mt-0.5 size-4 text-warn" />
          <span className="block min-w-0 break-words first-letter:uppercase">
            {webhook.reason ? <Said text={webhook.reason} /> : null}
            {webhook.reason ? " " : null}
            {webhook.failing_since
              ? t("webhooks.failing_since", { at: printMoment(webhook.failing_since, language) })
              : null}
          </span>
        </p>
      ) : null}
      <Lines>
        <Line name={t("schedules.state")}>
          <WebhookBadge state={webhook.state} />
          {webhook.state === "active" ? null : (
            <p className="mt-1.5 text-sm text-soft text-pretty">
              {label(t, "webhook_state_about", webhook.state)}
            </p>
          )}
        </Line>
        <Line name={t("webhooks.url")}>
          <span className="break-all">{webhook.url}</span>
        </Line>
        <Line name={t("webhooks.kinds")}>
          {webhook.kinds.length === 0
            ? t("webhooks.everything")
            : webhook.kinds.map((one) => label(t, "webhook_event", one)).join(", ")}
        </Line>
        {tellsDeadlines(webhook.kinds) ? (
          <Line name={t("agenda.kind.deadline")}>
            {webhook.days_before === 0
              ? t("webhooks.on_the_day")
              : t("webhooks.days_ahead", { n: webhook.days_before })}
          </Line>
        ) : null}
        {webhook.old_secret_until && isAhead(webhook.old_secret_until) ? (
          <Line name={t("webhooks.secret")}>
            {t("webhooks.old_until", { at: printMoment(webhook.old_secret_until, language) })}
          </Line>
        ) : null}
        <Line name={t("webhooks.added")}>
          {who}, {printDay(webhook.created, language)}
        </Line>
      </Lines>
    </section>
  );
}

function Rotate({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT();
  const made = useMutation({ mutationFn: () => api.rotateWebhook(id), onSuccess: () => stale("webhook") });
  return (
    <Dialog title={t("webhooks.rotate")} onClose={onClose}>
      {made.data ? (
        <NewSecret secret={made.data.secret} onClose={onClose} />
      ) : (
        <>
          <p className="mb-5 text-soft text-pretty">{t("webhooks.rotate_about")}</p>
          {made.isError ? (
            <div className="mb-4">
              <ProblemNote problem={made.error} />
            </div>
          ) : null}
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button look="main" busy={made.isPending} onClick={() => made.mutate()}>
              {t("webhooks.rotate")}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

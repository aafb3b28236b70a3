import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import * as api from "../api/endpoints";
import type { Webhook, WebhookDelivery, WebhookDeliveryState } from "../api/types";
import { stale } from "../app/queries";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printMoment } from "../logic/days";
import { whyNot } from "../logic/webhooks";
import { Ago } from "../ui/ago";
import { Badge, type Tone } from "../ui/badge";
import { Button } from "../ui/button";
import { Paged } from "../ui/pages";
import { Pills } from "../ui/pills";
import { Said } from "../ui/said";
import { ProblemNote } from "../ui/states";

const tones: Record<WebhookDeliveryState, Tone> = { waiting: "accent", delivered: "good", failed: "stop" };
const states = ["all", "waiting", "delivered", "failed"] as const;
type Shown = (typeof states)[number];
/** What is tried within this time, in milliseconds, is looked at until it is over. */
const SOON = 15_000;

/** What a webhook was told, and what came of it. */
export function WebhookDeliveries({ webhook, mayWrite }: { webhook: Webhook; mayWrite: boolean }) {
  const t = useT();
  const [shown, setShown] = useState<Shown>("all");
  const state = shown === "all" ? null : shown;
  return (
    <section aria-label={t("webhooks.deliveries")}>
      <h2 className="mb-2">{t("webhooks.deliveries")}</h2>
      <Pills
        label={t("outbox.state")}
        value={shown}
        onChange={setShown}
        options={states.map((one) => [one, label(t, "webhook_filter", one)] as const)}
      />
      <Paged
        queryKey={["webhook", webhook.id, "deliveries", shown]}
        read={(cursor) => api.webhookDeliveries(webhook.id, state, cursor)}
        isOnItsWay={isSoon}
        empty={
          <p className="card p-5 text-soft text-pretty">
            {t(state ? "outbox.none_match" : "webhooks.no_deliveries")}
          </p>
        }
      >
        {(deliveries) => (
          <ul className="card divide-y divide-line">
            {deliveries.map((one) => (
              <Row key={one.id} delivery={one} mayWrite={mayWrite && webhook.state === "active"} />
            ))}
          </ul>
        )}
      </Paged>
    </section>
  );
}

function isSoon({ state, next }: WebhookDelivery): boolean {
  return state === "waiting" && (!next || Date.parse(next) - Date.now() < SOON);
}

function Row({ delivery, mayWrite }: { delivery: WebhookDelivery; mayWrite: boolean }) {
  const { t, language } = useWords();
  const again = useMutation({
    mutationFn: () => api.redeliver(delivery.id),
    onSuccess: () => stale("webhook"),
  });
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="break-words">{label(t, "webhook_event", delivery.kind)}</p>
          <p className="text-sm text-faint">
            <Ago moment={delivery.created} />
            {delivery.tried > 1 ? ` · ${t("outbox.attempts", { n: delivery.tried })}` : null}
            {delivery.state === "waiting" && delivery.next && delivery.tried > 0
              ? ` · ${t("webhooks.next_try", { at: printMoment(delivery.next, language) })}`
              : null}
          </p>
          {whyNot(delivery).map((reason) => (
            <p key={reason} className="text-sm text-pretty break-words text-stop first-letter:uppercase">
              <Said text={reason} />
            </p>
          ))}
        </div>
        <span className="flex items-center gap-2">
          <Badge tone={tones[delivery.state]}>{label(t, "webhook_delivery", delivery.state)}</Badge>
          {mayWrite && delivery.state !== "waiting" ? (
            <Button look="quiet" icon="repeat" busy={again.isPending} onClick={() => again.mutate()}>
              {t("webhooks.redeliver")}
            </Button>
          ) : null}
        </span>
      </div>
      {again.isError ? (
        <div className="mt-2">
          <ProblemNote problem={again.error} />
        </div>
      ) : null}
      <details className="mt-1 text-sm">
        <summary className="w-fit rounded text-faint hover:text-ink">{t("audit.details")}</summary>
        <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-soft">
          <dt className="text-faint">{t("webhooks.event_id")}</dt>
          <dd className="font-mono text-xs leading-5 break-all">{delivery.event}</dd>
          <dt className="text-faint">{t("webhooks.target")}</dt>
          <dd className="font-mono text-xs leading-5 break-all">{delivery.target.id}</dd>
          {delivery.attempts.map((attempt, at) => (
            <div key={at} className="contents">
              <dt className="text-faint tabular-nums">{printMoment(attempt.at, language)}</dt>
              <dd className="break-words first-letter:uppercase">
                {attempt.reason ? (
                  <Said text={attempt.reason} />
                ) : (
                  t("webhooks.took_it", { status: attempt.status ?? "" })
                )}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}

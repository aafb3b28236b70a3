import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import * as api from "../api/endpoints";
import type { Webhook, WebhookState } from "../api/types";
import { useMay } from "../app/rights";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { webhookName } from "../logic/webhooks";
import { Badge, type Tone } from "../ui/badge";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Page } from "../ui/page";
import { Said } from "../ui/said";
import { Empty, Loading, ProblemNote } from "../ui/states";
import { useMoves } from "./inbox";
import { AddWebhook } from "./webhook-form";

const tones: Record<WebhookState, Tone> = { active: "good", disabled: "calm", stopped: "stop" };

export function WebhookBadge({ state }: { state: WebhookState }) {
  const t = useT();
  return <Badge tone={tones[state]}>{label(t, "webhook_state", state)}</Badge>;
}

export function WebhooksPage() {
  const t = useT();
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  useMoves(list);
  const found = useQuery({ queryKey: ["webhooks"], queryFn: api.webhooks });
  const webhooks = found.data?.items ?? [];
  const add = may("settings") ? (
    <Button look="main" icon="plus" onClick={() => setAdding(true)}>
      {t("webhooks.add")}
    </Button>
  ) : null;
  return (
    <Page title={t("nav.webhooks")} about={t("webhooks.about")} actions={add}>
      {found.isPending ? <Loading /> : null}
      {found.isError ? <ProblemNote problem={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.data && webhooks.length === 0 ? (
        <Empty icon="plug" title={t("webhooks.empty")} action={add}>
          {t("webhooks.empty_do")}
        </Empty>
      ) : null}
      {webhooks.length > 0 ? (
        <ul ref={list} className="card divide-y divide-line overflow-hidden">
          {webhooks.map((one) => (
            <Row key={one.id} webhook={one} />
          ))}
        </ul>
      ) : null}
      <section aria-label={t("webhooks.else")} className="mt-8 border-t border-line pt-5">
        <h2>{t("webhooks.else")}</h2>
        <ul className="mt-2 space-y-2 text-sm text-soft">
          <li className="flex gap-2">
            <Icon name="agenda" className="mt-0.5 size-4 text-faint" />
            <span className="min-w-0 text-pretty">
              {t("webhooks.calendar")}{" "}
              <Link to="/settings" className="underline">
                {t("webhooks.to_settings")}
              </Link>
            </span>
          </li>
          <li className="flex gap-2">
            <Icon name="audit" className="mt-0.5 size-4 text-faint" />
            <span className="min-w-0 text-pretty">{t("webhooks.forwarding")}</span>
          </li>
        </ul>
      </section>
      {isAdding ? <AddWebhook onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function Row({ webhook }: { webhook: Webhook }) {
  const t = useT();
  const name = webhookName(webhook);
  return (
    <li>
      <Link
        to="/webhooks/$id"
        params={{ id: webhook.id }}
        data-row
        className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-3.5 px-4 py-3 text-ink -outline-offset-2 hover:bg-hover hover:no-underline"
      >
        <Icon name="plug" className="size-5 text-faint" />
        <span className="min-w-0">
          <span className="block truncate font-medium">{name}</span>
          <span className="block truncate text-sm text-faint">{webhook.url}</span>
          <span className="block text-sm text-pretty text-faint">
            {webhook.kinds.length === 0
              ? t("webhooks.all_kinds")
              : t("webhooks.some_kinds", { n: webhook.kinds.length })}
          </span>
          {webhook.reason ? (
            <span className="block text-sm text-pretty break-words text-stop first-letter:uppercase">
              <Said text={webhook.reason} />
            </span>
          ) : webhook.failing_since ? (
            <span className="block text-sm text-warn">{t("webhooks.failing")}</span>
          ) : null}
        </span>
        <WebhookBadge state={webhook.state} />
      </Link>
    </li>
  );
}

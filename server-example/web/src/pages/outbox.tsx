import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import * as api from "../api/endpoints";
import type { Delivery, DeliveryState } from "../api/types";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { printInlines } from "../logic/draft";
import { Ago } from "../ui/ago";
import { Badge, type Tone } from "../ui/badge";
import { ButtonLink } from "../ui/button";
import { Page } from "../ui/page";
import { Paged } from "../ui/pages";
import { Empty } from "../ui/states";

const states: readonly DeliveryState[] = [
  "proposed",
  "held",
  "deferred",
  "sent",
  "failed",
  "in_doubt",
  "bounced",
  "replied",
  "cancelled",
];
const tones: Record<DeliveryState, Tone> = {
  proposed: "accent",
  approved: "accent",
  held: "accent",
  transmitting: "accent",
  sent: "good",
  deferred: "warn",
  failed: "stop",
  in_doubt: "stop",
  cancelled: "calm",
  bounced: "stop",
  replied: "good",
};

export function DeliveryBadge({ state }: { state: DeliveryState }) {
  const t = useT();
  return <Badge tone={tones[state]}>{label(t, "delivery", state)}</Badge>;
}

export function OutboxPage() {
  const t = useT();
  const [state, setState] = useState<DeliveryState | "">("");
  return (
    <Page
      title={t("nav.outbox")}
      about={t("outbox.about")}
      actions={
        <select
          value={state}
          onChange={(event) => setState(event.target.value as DeliveryState | "")}
          aria-label={t("outbox.state")}
          className="field h-9.5 w-auto"
        >
          <option value="">{t("outbox.all")}</option>
          {states.map((one) => (
            <option key={one} value={one}>
              {label(t, "delivery", one)}
            </option>
          ))}
        </select>
      }
    >
      <Paged
        queryKey={["outbox", state]}
        read={(cursor) => api.outbox(state || null, cursor)}
        empty={
          state === "" ? (
            <Empty
              icon="outbox"
              title={t("outbox.empty")}
              action={
                <ButtonLink to="/drafts" look="main" icon="draft">
                  {t("outbox.to_drafts")}
                </ButtonLink>
              }
            >
              {t("outbox.empty_do")}
            </Empty>
          ) : (
            <p className="py-10 text-center text-soft">{t("outbox.none_match")}</p>
          )
        }
      >
        {(deliveries) => (
          <ul className="card divide-y divide-line overflow-hidden">
            {deliveries.map((one) => (
              <Row key={one.id} delivery={one} />
            ))}
          </ul>
        )}
      </Paged>
    </Page>
  );
}

function Row({ delivery }: { delivery: Delivery }) {
  const t = useT();
  const draft = useQuery({
    queryKey: ["draft", delivery.draft],
    queryFn: () => api.draft(delivery.draft),
    staleTime: 300_000,
  });
  const last = delivery.history.at(-1);
  return (
    <li>
      <Link
        to="/outbox/$id"
        params={{ id: delivery.id }}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-3 text-ink -outline-offset-2 hover:bg-hover hover:no-underline"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium">
            {draft.data ? printInlines(draft.data, draft.data.subject) : "…"}
          </span>
          <span className="block truncate text-sm text-faint">
            {delivery.recipients.join(", ")} · <Ago moment={last?.at ?? delivery.created} />
            {last?.reason ? ` · ${last.reason}` : ""}
          </span>
        </span>
        <span className="flex flex-col items-end gap-1">
          <DeliveryBadge state={delivery.state} />
          {delivery.attempts > 1 ? (
            <span className="text-xs text-faint">{t("outbox.attempts", { n: delivery.attempts })}</span>
          ) : null}
        </span>
      </Link>
    </li>
  );
}

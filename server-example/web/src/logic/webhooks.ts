// What a webhook can be told, and how an address is looked at before it is sent.
import type { WebhookDelivery, WebhookEventKind } from "../api/types";

/** The kinds of events that somebody chooses among, by what they are about; a test is told whatever was chosen. */
export const eventGroups = {
  document: ["document.added", "deadline.near"],
  draft: ["draft.written", "draft.revised", "follow_up.drafted"],
  delivery: [
    "delivery.proposed",
    "delivery.held",
    "delivery.sent",
    "delivery.deferred",
    "delivery.failed",
    "delivery.in_doubt",
    "delivery.cancelled",
    "delivery.bounced",
    "delivery.replied",
  ],
  approval: ["approval.requested", "approval.decided", "approval.ended"],
  run: ["run.ended"],
} as const satisfies Record<string, readonly WebhookEventKind[]>;

/** Whether deadlines are among what a webhook is told; no kind means all of them. */
export function tellsDeadlines(kinds: readonly WebhookEventKind[]): boolean {
  return kinds.length === 0 || kinds.includes("deadline.near");
}

/** The name of a webhook, or else the host that it tells. */
export function webhookName({ name, url }: { name: string; url: string }): string {
  if (name) return name;
  return URL.canParse(url) ? new URL(url).host : url;
}

/** Why a delivery was not taken: of one that was given up also what was answered last. */
export function whyNot({ state, attempts }: Pick<WebhookDelivery, "state" | "attempts">): string[] {
  if (state === "delivered") return [];
  const reasons = attempts.slice(state === "failed" ? -2 : -1).flatMap(({ reason }) => reason ?? []);
  return [...new Set(reasons)];
}

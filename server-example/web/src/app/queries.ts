// The cache of what was read, and what makes an entry stale.
import { QueryClient } from "@tanstack/react-query";
import { asProblem } from "../api/problem";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      retry: (count, thrown) => count < 2 && asProblem(thrown).isRetryable,
    },
    mutations: { retry: false },
  },
});

/** Which lists a change of the workspace touches, by the kind of what changed. */
const touched: Record<string, readonly string[]> = {
  document: ["documents", "document", "agenda"],
  draft: ["drafts", "draft"],
  delivery: ["outbox", "delivery", "approvals"],
  approval: ["approvals", "approval", "outbox", "run", "erasures", "erasure", "webhooks", "webhook"],
  run: ["runs", "run", "schedules", "schedule"],
  contact: ["contacts"],
  follow_up: ["follow-ups"],
  member: ["members"],
  template: ["templates", "template"],
  schedule: ["schedules", "schedule"],
  // The server does not tell of changes of facts, as some are one person's: the page tells itself.
  memory: ["memory"],
  erasure: ["erasures", "erasure", "tombstones"],
  hold: ["holds"],
  retention: ["retention", "erasures"],
  webhook: ["webhooks", "webhook"],
};

export function stale(kind: string): void {
  for (const key of touched[kind] ?? []) void queries.invalidateQueries({ queryKey: [key] });
}

/** After an erasure: what was read of what went must not be shown once more. */
export function staleAll(): void {
  void queries.invalidateQueries();
}

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
  approval: ["approvals", "approval", "outbox", "run"],
  run: ["runs", "run", "schedules", "schedule"],
  contact: ["contacts"],
  follow_up: ["follow-ups"],
  member: ["members"],
  template: ["templates", "template"],
  schedule: ["schedules", "schedule"],
  // The server does not tell of changes of facts, as some are one person's: the page tells itself.
  memory: ["memory"],
};

export function stale(kind: string): void {
  for (const key of touched[kind] ?? []) void queries.invalidateQueries({ queryKey: [key] });
}

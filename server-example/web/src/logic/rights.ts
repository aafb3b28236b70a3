// What the page shows or hides: the permissions of `docs/rights.md` that each thing needs. The server decides.
import type { Role } from "../api/types";

/** The roles, from the one that may least. */
export const ROLES: readonly Role[] = ["viewer", "approver", "editor", "admin", "owner"];

export type Deed =
  | "add"
  | "write"
  | "send"
  | "decide"
  | "start"
  | "contacts"
  | "manage"
  | "operate"
  | "audit"
  | "recall"
  | "remember"
  | "export"
  | "erase"
  | "settings";

const needs: Record<Deed, string> = {
  add: "documents.add",
  write: "drafts.write",
  send: "drafts.send",
  decide: "approvals.decide",
  start: "runs.start",
  contacts: "contacts.write",
  manage: "members.write",
  operate: "work.retry",
  audit: "audit.read",
  recall: "memory.read",
  remember: "memory.write",
  export: "data.export",
  erase: "data.erase",
  settings: "settings.write",
};

export function may(permissions: readonly string[], deed: Deed): boolean {
  return permissions.includes(needs[deed]);
}

import type { Key } from "../i18n/en";
import type { IconName } from "../ui/icon";

/** The pages that the navigation leads to; `key` follows `g` on the keyboard. */
export const places = [
  { to: "/", icon: "inbox", name: "nav.inbox", key: "i", group: "work" },
  { to: "/agenda", icon: "agenda", name: "nav.agenda", key: "a", group: "work" },
  { to: "/ask", icon: "ask", name: "nav.ask", key: "s", group: "work" },
  { to: "/drafts", icon: "draft", name: "nav.drafts", key: "d", group: "work" },
  { to: "/approvals", icon: "approve", name: "nav.approvals", key: "p", group: "work" },
  { to: "/outbox", icon: "outbox", name: "nav.outbox", key: "o", group: "work" },
  { to: "/runs", icon: "runs", name: "nav.runs", key: "r", group: "work" },
  { to: "/contacts", icon: "contacts", name: "nav.contacts", key: "c", group: "house" },
  { to: "/members", icon: "members", name: "nav.members", key: "m", group: "house" },
  { to: "/audit", icon: "audit", name: "nav.audit", key: "u", group: "house", needs: "audit" },
  { to: "/settings", icon: "settings", name: "nav.settings", key: "e", group: "house" },
] as const satisfies readonly {
  to: string;
  icon: IconName;
  name: Key;
  key: string;
  group: "work" | "house";
  needs?: "audit";
}[];

export type AppPlace = (typeof places)[number];

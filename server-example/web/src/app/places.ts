import type { Key } from "../i18n/en";
import type { Deed } from "../logic/rights";
import type { IconName } from "../ui/icon";

/** What belongs together in the navigation. */
export const placeGroups = ["read", "write", "agents", "house"] as const;
export type PlaceGroup = (typeof placeGroups)[number];

/** The pages that the navigation leads to; `key` follows `g` on the keyboard. */
export const places = [
  { to: "/", icon: "inbox", name: "nav.inbox", key: "i", group: "read" },
  { to: "/agenda", icon: "agenda", name: "nav.agenda", key: "a", group: "read" },
  { to: "/ask", icon: "ask", name: "nav.ask", key: "s", group: "read" },
  { to: "/drafts", icon: "draft", name: "nav.drafts", key: "d", group: "write" },
  { to: "/templates", icon: "template", name: "nav.templates", key: "t", group: "write" },
  { to: "/approvals", icon: "approve", name: "nav.approvals", key: "p", group: "write" },
  { to: "/outbox", icon: "outbox", name: "nav.outbox", key: "o", group: "write" },
  { to: "/follow-ups", icon: "bell", name: "nav.follow_ups", key: "f", group: "write" },
  { to: "/runs", icon: "runs", name: "nav.runs", key: "r", group: "agents" },
  { to: "/schedules", icon: "repeat", name: "nav.schedules", key: "h", group: "agents" },
  { to: "/memory", icon: "memory", name: "nav.memory", key: "y", group: "agents", needs: "recall" },
  { to: "/contacts", icon: "contacts", name: "nav.contacts", key: "c", group: "house" },
  { to: "/members", icon: "members", name: "nav.members", key: "m", group: "house" },
  { to: "/audit", icon: "audit", name: "nav.audit", key: "u", group: "house", needs: "audit" },
  { to: "/privacy", icon: "shield", name: "nav.privacy", key: "v", group: "house", needs: "erase" },
  { to: "/webhooks", icon: "plug", name: "nav.webhooks", key: "w", group: "house", needs: "audit" },
  { to: "/settings", icon: "settings", name: "nav.settings", key: "e", group: "house" },
] as const satisfies readonly {
  to: string;
  icon: IconName;
  name: Key;
  key: string;
  group: PlaceGroup;
  needs?: Deed;
}[];

export type AppPlace = (typeof places)[number];

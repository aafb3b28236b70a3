// All addresses of the page.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from "@tanstack/react-router";
import { Failed, Missing } from "../pages/failed";
import { Toasts } from "../ui/toast";
import { Guard } from "./guard";

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** Takes the named words from an address; what is not there is left out. */
function words<K extends string>(...names: K[]) {
  return (search: Record<string, unknown>): { [N in K]?: string } => {
    const out: { [N in K]?: string } = {};
    for (const name of names) {
      const value = text(search[name]);
      if (value !== undefined) out[name] = value;
    }
    return out;
  };
}

const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <Toasts />
    </>
  ),
  notFoundComponent: Missing,
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  validateSearch: words("token"),
  component: lazyRouteComponent(() => import("../pages/setup"), "SetUpPage"),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: "/signin",
  validateSearch: words("next", "error"),
  component: lazyRouteComponent(() => import("../pages/signin"), "SignInPage"),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  validateSearch: words("token"),
  component: lazyRouteComponent(() => import("../pages/invitation"), "InvitationPage"),
});
const inside = createRoute({ getParentRoute: () => root, id: "inside", component: Guard });

const inbox = createRoute({
  getParentRoute: () => inside,
  path: "/",
  component: lazyRouteComponent(() => import("../pages/inbox"), "InboxPage"),
});
const document = createRoute({
  getParentRoute: () => inside,
  path: "/documents/$id",
  validateSearch: words("at"),
  component: lazyRouteComponent(() => import("../pages/document"), "DocumentPage"),
});
const agenda = createRoute({
  getParentRoute: () => inside,
  path: "/agenda",
  component: lazyRouteComponent(() => import("../pages/agenda"), "AgendaPage"),
});
const ask = createRoute({
  getParentRoute: () => inside,
  path: "/ask",
  validateSearch: words("q"),
  component: lazyRouteComponent(() => import("../pages/ask"), "AskPage"),
});
const drafts = createRoute({
  getParentRoute: () => inside,
  path: "/drafts",
  component: lazyRouteComponent(() => import("../pages/drafts"), "DraftsPage"),
});
const newDraft = createRoute({
  getParentRoute: () => inside,
  path: "/drafts/new",
  validateSearch: words("reply_to", "about", "kind", "address"),
  component: lazyRouteComponent(() => import("../pages/draft-new"), "NewDraftPage"),
});
const draft = createRoute({
  getParentRoute: () => inside,
  path: "/drafts/$id",
  component: lazyRouteComponent(() => import("../pages/draft"), "DraftPage"),
});
const approvals = createRoute({
  getParentRoute: () => inside,
  path: "/approvals",
  validateSearch: words("id"),
  component: lazyRouteComponent(() => import("../pages/approvals"), "ApprovalsPage"),
});
const outbox = createRoute({
  getParentRoute: () => inside,
  path: "/outbox",
  component: lazyRouteComponent(() => import("../pages/outbox"), "OutboxPage"),
});
const delivery = createRoute({
  getParentRoute: () => inside,
  path: "/outbox/$id",
  component: lazyRouteComponent(() => import("../pages/delivery"), "DeliveryPage"),
});
const runs = createRoute({
  getParentRoute: () => inside,
  path: "/runs",
  component: lazyRouteComponent(() => import("../pages/runs"), "RunsPage"),
});
const run = createRoute({
  getParentRoute: () => inside,
  path: "/runs/$id",
  component: lazyRouteComponent(() => import("../pages/run"), "RunPage"),
});
const templates = createRoute({
  getParentRoute: () => inside,
  path: "/templates",
  component: lazyRouteComponent(() => import("../pages/templates"), "TemplatesPage"),
});
const newTemplate = createRoute({
  getParentRoute: () => inside,
  path: "/templates/new",
  validateSearch: words("from", "language"),
  component: lazyRouteComponent(() => import("../pages/template"), "NewTemplatePage"),
});
const template = createRoute({
  getParentRoute: () => inside,
  path: "/templates/$name",
  validateSearch: words("language"),
  component: lazyRouteComponent(() => import("../pages/template"), "TemplatePage"),
});
const followUps = createRoute({
  getParentRoute: () => inside,
  path: "/follow-ups",
  component: lazyRouteComponent(() => import("../pages/follow-ups"), "FollowUpsPage"),
});
const schedules = createRoute({
  getParentRoute: () => inside,
  path: "/schedules",
  component: lazyRouteComponent(() => import("../pages/schedules"), "SchedulesPage"),
});
const newSchedule = createRoute({
  getParentRoute: () => inside,
  path: "/schedules/new",
  component: lazyRouteComponent(() => import("../pages/schedule-new"), "NewSchedulePage"),
});
const schedule = createRoute({
  getParentRoute: () => inside,
  path: "/schedules/$id",
  component: lazyRouteComponent(() => import("../pages/schedule"), "SchedulePage"),
});
const memory = createRoute({
  getParentRoute: () => inside,
  path: "/memory",
  component: lazyRouteComponent(() => import("../pages/memory"), "MemoryPage"),
});
const contacts = createRoute({
  getParentRoute: () => inside,
  path: "/contacts",
  component: lazyRouteComponent(() => import("../pages/contacts"), "ContactsPage"),
});
const members = createRoute({
  getParentRoute: () => inside,
  path: "/members",
  component: lazyRouteComponent(() => import("../pages/members"), "MembersPage"),
});
const audit = createRoute({
  getParentRoute: () => inside,
  path: "/audit",
  component: lazyRouteComponent(() => import("../pages/audit"), "AuditPage"),
});
const privacy = createRoute({
  getParentRoute: () => inside,
  path: "/privacy",
  validateSearch: words("tab", "contact"),
  component: lazyRouteComponent(() => import("../pages/privacy"), "PrivacyPage"),
});
const erasure = createRoute({
  getParentRoute: () => inside,
  path: "/privacy/erasures/$id",
  component: lazyRouteComponent(() => import("../pages/erasure"), "ErasurePage"),
});
const webhooks = createRoute({
  getParentRoute: () => inside,
  path: "/webhooks",
  component: lazyRouteComponent(() => import("../pages/webhooks"), "WebhooksPage"),
});
const webhook = createRoute({
  getParentRoute: () => inside,
  path: "/webhooks/$id",
  component: lazyRouteComponent(() => import("../pages/webhook"), "WebhookPage"),
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: "/settings",
  component: lazyRouteComponent(() => import("../pages/settings"), "SettingsPage"),
});

const pages = [
  inbox,
  document,
  agenda,
  ask,
  drafts,
  newDraft,
  draft,
  approvals,
  outbox,
  delivery,
  runs,
  run,
  templates,
  newTemplate,
  template,
  followUps,
  schedules,
  newSchedule,
  schedule,
  memory,
  contacts,
  members,
  audit,
  privacy,
  erasure,
  webhooks,
  webhook,
  settings,
];

export const router = createRouter({
  routeTree: root.addChildren([setUp, signIn, invitation, inside.addChildren(pages)]),
  defaultErrorComponent: Failed,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  // The words of a search stand in the address as they are, not as JSON.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const known = Object.entries(search).filter(
      ([, value]) => value !== undefined && value !== null && value !== "",
    );
    const words = new URLSearchParams(known.map(([name, value]) => [name, String(value)])).toString();
    return words ? `?${words}` : "";
  },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

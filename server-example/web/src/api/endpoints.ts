// Every request that the page makes, one function each: where the contract with the server stands.
import { call, type Ask, send } from "./client";
import type { Operation } from "./schema";
import type * as T from "./types";

type Id = string;
const PAGE = 50;

const list = <R>(operation: Operation, cursor?: string | null, query: Ask["query"] = {}) =>
  call<T.Page<R>>(operation, { query: { limit: PAGE, cursor, ...query } });

// Documents.
export const documents = (cursor: string | null, limit: number) =>
  list<T.Document>("GET /v1/documents", cursor, { limit, order: "newest" });
export const document = (id: Id) => call<T.Document>("GET /v1/documents/{id}", { path: { id } });
export const documentText = (id: Id) =>
  call<T.ParsedDocument>("GET /v1/documents/{id}/text", { path: { id } });
export const original = async (id: Id): Promise<Blob> =>
  (await send("GET /v1/documents/{id}/original", { path: { id }, headers: { accept: "*/*" } })).blob();
export const agenda = () => call<T.Agenda>("GET /v1/agenda");
export const agendaFile = async (): Promise<Blob> =>
  (await send("GET /v1/agenda.ics", { headers: { accept: "text/calendar" } })).blob();
export const search = (q: string, limit = 20, bestOfDocument = false) =>
  call<T.Page<T.Hit>>("GET /v1/search", { query: { q, limit, best_of_document: bestOfDocument } });
export const ask = (question: string) => call<T.Answer>("POST /v1/ask", { body: { question } });

// Drafts.
export interface NewDraft {
  kind?: T.DraftKind;
  reply_to?: Id;
  about?: Id[];
  to?: { name?: string; address: string }[];
  subject?: string;
  say?: string;
  language?: string;
  tone?: "formal" | "neutral" | "friendly";
  meeting?: { start: string; minutes: number; place?: string; time_zone?: string };
  participation?: "accepted" | "declined" | "tentative";
  template?: string;
  values?: Record<string, unknown>;
}
export interface DraftChange {
  expected_version: number;
  subject?: string;
  text?: string;
  gaps?: string[];
  values?: Record<string, string>;
  recipients?: T.Recipient[];
  attach?: Id[];
}
export const drafts = (cursor?: string | null) => list<T.Draft>("GET /v1/drafts", cursor);
export const draft = (id: Id) => call<T.Draft>("GET /v1/drafts/{id}", { path: { id } });
export const newDraft = (request: NewDraft) => call<T.Draft>("POST /v1/drafts", { body: request });
export const changeDraft = (id: Id, change: DraftChange) =>
  call<T.Draft>("PATCH /v1/drafts/{id}", { path: { id }, body: change });
export const draftChanges = (id: Id, from: number, until: number) =>
  call<T.DraftDiff>("GET /v1/drafts/{id}/diff", { path: { id }, query: { from, until } });
export const overrule = (
  id: Id,
  body: { expected_version: number; code: string; message?: string; reason: string },
) => call<T.Draft>("POST /v1/drafts/{id}/overrule", { path: { id }, body });
export const rendered = async (id: Id, form: T.DraftForm): Promise<Blob> =>
  (await send(`GET /v1/drafts/{id}/render/${form}`, { path: { id }, headers: { accept: "*/*" } })).blob();
export const sendDraft = (id: Id, body: { at?: string } = {}) =>
  call<T.Delivery>("POST /v1/drafts/{id}/send", { path: { id }, body });

// Templates.
export const templates = () => call<T.Page<T.TemplateSummary>>("GET /v1/templates");
/** A thing with the tag of the version that was read. */
export interface Tagged<V> {
  value: V;
  tag: string | null;
}
const tagged = async <V>(response: Response): Promise<Tagged<V>> => ({
  value: (await response.json()) as V,
  tag: response.headers.get("etag"),
});
export const template = async (name: string, language: string): Promise<Tagged<T.Template>> =>
  tagged(await send("GET /v1/templates/{name}", { path: { name }, query: { language } }));
/** Keeps a template; with a tag, only when nobody changed it since. */
export const saveTemplate = async (body: T.Template, tag: string | null): Promise<Tagged<T.Template>> =>
  tagged(
    await send("PUT /v1/templates/{name}", {
      path: { name: body.name },
      body,
      ...(tag ? { headers: { "if-match": tag } } : {}),
    }),
  );
export const removeTemplate = (name: string, language: string) =>
  call<void>("DELETE /v1/templates/{name}", { path: { name }, query: { language } });
/** Drafts the same in each tone, to look at; nothing is stored. */
export const variants = (request: NewDraft) =>
  call<T.Page<T.Draft>>("POST /v1/drafts/variants", { body: request });

// Follow-ups.
export const followUps = (state: T.FollowUpState | null, cursor?: string | null) =>
  list<T.FollowUp>("GET /v1/follow-ups", cursor, { state });
/** Drafts a reminder at a time unless somebody answers before; another time moves it. */
export const followUp = (delivery: Id, by: string) =>
  call<T.FollowUp>("POST /v1/follow-ups", { body: { delivery, by } });
export const cancelFollowUp = (id: Id) =>
  call<T.FollowUp>("POST /v1/follow-ups/{id}/cancel", { path: { id } });
export const remindOfDeadlines = (document: Id, daysBefore: number) =>
  call<T.Page<T.FollowUp>>("POST /v1/documents/{id}/reminders", {
    path: { id: document },
    body: { days_before: daysBefore },
  });

// Outbox and approvals.
export const outbox = (state: T.DeliveryState | null, cursor?: string | null) =>
  list<T.Delivery>("GET /v1/outbox", cursor, { state });
export const delivery = (id: Id) => call<T.Delivery>("GET /v1/outbox/{id}", { path: { id } });
export type OutboxAct = "approve" | "reject" | "cancel" | "retry" | "resolve";
export const actOnDelivery = (
  id: Id,
  act: OutboxAct,
  body: { reason?: string; verdict?: "sent" | "not_sent" | "send_again" } = {},
) => call<T.Delivery>(`POST /v1/outbox/{id}/${act}`, { path: { id }, body });
export const approvals = (cursor?: string | null) => list<T.Approval>("GET /v1/approvals", cursor);
export const approval = (id: Id) => call<T.Approval>("GET /v1/approvals/{id}", { path: { id } });
type Verdict = "approve" | "reject";
/**
 * Decides on exactly what was shown. A message is decided on in the outbox, where the decision and the message's next
 * state are one step; anything else by the approval itself, which goes back as it was read.
 */
export async function decide(shown: T.Approval, verdict: Verdict, reason?: string): Promise<void> {
  const why = reason && verdict === "reject" ? { reason } : {};
  if (shown.subject.kind === "draft") {
    const all = await call<T.Page<T.Delivery>>("GET /v1/drafts/{id}/deliveries", {
      path: { id: shown.subject.id },
    });
    const asking = all.items.find((one) => one.approval === shown.id);
    if (asking) {
      await actOnDelivery(asking.id, verdict, why);
      return;
    }
  }
  await call(`POST /v1/approvals/{id}/${verdict}`, {
    path: { id: shown.id },
    body: { approval: shown, ...why },
  });
}

// Agents.
export const playbooks = () => call<T.Page<T.PlaybookSpec>>("GET /v1/playbooks");
export const runs = (status: T.RunStatus | null, cursor?: string | null) =>
  list<T.Run>("GET /v1/runs", cursor, { status });
export const run = (id: Id) => call<T.Run>("GET /v1/runs/{id}", { path: { id } });
export const runOutput = (id: Id) =>
  call<{ output?: unknown }>("GET /v1/runs/{id}/outcome", { path: { id } });
export const runQuestions = (id: Id) =>
  call<T.Page<T.RunQuestion>>("GET /v1/runs/{id}/questions", { path: { id } });
export const play = (playbook: string, input: unknown) =>
  call<T.Run>("POST /v1/runs", { body: { playbook, input } });
/** Starts an agent that a person described. */
export const startAgent = (agent: Partial<T.Agent>, input: unknown) =>
  call<T.Run>("POST /v1/runs", { body: { agent, input } });
export const tools = () => call<T.Page<T.ToolSpec>>("GET /v1/tools");
export type RunAct = "approve" | "reject" | "edit" | "answer" | "inputs" | "cancel";
export const actOnRun = (id: Id, act: RunAct, body: Record<string, unknown> = {}) =>
  call<unknown>(`POST /v1/runs/{id}/${act}`, { path: { id }, body });

// Schedules.
export const schedules = (cursor?: string | null) => list<T.Schedule>("GET /v1/schedules", cursor);
export const schedule = (id: Id) => call<T.Schedule>("GET /v1/schedules/{id}", { path: { id } });
export const addSchedule = (body: T.NewSchedule) => call<T.Schedule>("POST /v1/schedules", { body });
export const pauseSchedule = (id: Id) => call<T.Schedule>("POST /v1/schedules/{id}/pause", { path: { id } });
export const resumeSchedule = (id: Id) =>
  call<T.Schedule>("POST /v1/schedules/{id}/resume", { path: { id } });
export const removeSchedule = (id: Id) => call<unknown>("DELETE /v1/schedules/{id}", { path: { id } });
export const firings = (id: Id, cursor?: string | null) =>
  call<T.Page<T.ScheduleFiring>>("GET /v1/schedules/{id}/firings", {
    path: { id },
    query: { limit: PAGE, cursor },
  });

// Memory.
export interface FactSource {
  document: Id;
  quote: string;
}
export const remembered = (scope: T.MemoryScope, cursor?: string | null) =>
  list<T.Remembered>("GET /v1/memory", cursor, { scope });
export const recall = (q: string) =>
  call<T.Page<T.Remembered>>("GET /v1/memory/recall", { query: { q, limit: PAGE } });
export const remember = (body: { text: string; personal: boolean; sources: FactSource[] }) =>
  call<T.Remembered>("POST /v1/memory", { body });
export const changeRemembered = (
  id: Id,
  body: { expected_version: number; text?: string; sources?: FactSource[] },
) => call<T.Remembered>("PATCH /v1/memory/{id}", { path: { id }, body });
export const forget = (id: Id) => call<unknown>("DELETE /v1/memory/{id}", { path: { id } });

// Contacts.
export interface NewContact {
  name: string;
  addresses: string[];
  organisation?: string;
  salutation?: string;
  language?: string;
}
export const contacts = (cursor?: string | null) => list<T.Contact>("GET /v1/contacts", cursor);
export const contact = (id: Id) => call<T.Contact>("GET /v1/contacts/{id}", { path: { id } });
export const findContacts = (q: string, limit: number) =>
  call<T.Page<T.Contact>>("GET /v1/contacts/find", { query: { q, limit } });
export const addContact = (body: NewContact) => call<T.Contact>("POST /v1/contacts", { body });
export const changeContact = (id: Id, body: Partial<NewContact> & { version?: number }) =>
  call<T.Contact>("PATCH /v1/contacts/{id}", { path: { id }, body });
export const removeContact = (id: Id) => call<void>("DELETE /v1/contacts/{id}", { path: { id } });
/** Learns who people are and how they write from the mails of the office. */
export const learnContacts = () => call<{ added: number; updated: number }>("POST /v1/contacts/learn");
export const suppressions = (cursor?: string | null) =>
  list<T.Suppression>("GET /v1/contacts/suppressions", cursor);

// Streams, for `follow`.
export const changes = { operation: "GET /v1/events" } as const;
export const runEvents = (id: Id) => ({ operation: "GET /v1/runs/{id}/events", path: { id } }) as const;
export const jobEvents = (id: Id) => ({ operation: "GET /v1/jobs/{id}/events", path: { id } }) as const;
export const job = (id: Id) =>
  call<{ finished: boolean; events: T.Progress[] }>("GET /v1/jobs/{id}", { path: { id } });

// House.
export interface NewMember {
  name: string;
  addresses: string[];
  role: T.Role;
}
export const members = (cursor?: string | null) => list<T.Member>("GET /v1/members", cursor);
export const addMember = (body: NewMember) => call<T.Member>("POST /v1/members", { body });
/** Makes the one-time link by which a member chooses a password. */
export const invite = (id: Id) =>
  call<{ token: string; email: string; expires: string }>("POST /v1/members/{id}/invitation", {
    path: { id },
  });
export const grant = (id: Id, role: T.Role) =>
  call<T.Member>("PUT /v1/members/{id}/role", { path: { id }, body: { role } });
export const changeMember = (id: Id, body: { name?: string; active?: boolean }) =>
  call<T.Member>("PATCH /v1/members/{id}", { path: { id }, body });
export const removeMember = (id: Id) => call<void>("DELETE /v1/members/{id}", { path: { id } });
export const serviceAccounts = (cursor?: string | null) =>
  list<T.ServiceAccount>("GET /v1/service-accounts", cursor);
export const addServiceAccount = (body: { name: string; role: T.Role }) =>
  call<T.ServiceAccount>("POST /v1/service-accounts", { body });
/** Issues a token that is shown this once. */
export const issueToken = (id: Id, expires: string) =>
  call<{ token: string; expires: string }>("POST /v1/service-accounts/{id}/tokens", {
    path: { id },
    body: { expires },
  });
export const removeServiceAccount = (id: Id) =>
  call<void>("DELETE /v1/service-accounts/{id}", { path: { id } });
/** The newest entries first; the cursor is the number of the last one that is known. */
export const audit = async (cursor?: string | null): Promise<T.Page<T.AuditRecord>> => {
  const { items } = await call<T.Page<T.AuditRecord>>("GET /v1/audit", {
    query: { order: "newest", after: cursor, limit: PAGE },
  });
  const last = items.at(-1);
  return { items, next_cursor: last && items.length === PAGE ? String(last.sequence) : null };
};
export const verifyAudit = () => call<T.AuditReport>("POST /v1/audit/verify");

// Privacy.
/** Everything about a person as a ZIP archive. */
export const exportOf = async (subject: T.DataSubject): Promise<Blob> =>
  (await send("POST /v1/privacy/export", { body: subject, headers: { accept: "*/*" } })).blob();
export const erasureReport = (request: Partial<T.ErasureRequest>) =>
  call<T.ErasureReport>("POST /v1/privacy/reports", { body: request });
export const requestErasure = (request: Partial<T.ErasureRequest>, hash: string) =>
  call<T.Erasure>("POST /v1/privacy/erasures", { body: { request, report_hash: hash } });
export const erasures = (cursor?: string | null) => list<T.Erasure>("GET /v1/privacy/erasures", cursor);
export const erasure = (id: Id) => call<T.Erasure>("GET /v1/privacy/erasures/{id}", { path: { id } });
export const verifyErasure = (id: Id) =>
  call<T.ErasureCheck>("POST /v1/privacy/erasures/{id}/verify", { path: { id } });
export const tombstones = (after: number, limit = 1_000) =>
  call<T.TombstoneLedger>("GET /v1/privacy/tombstones", { query: { after, limit } });
/** Erases again what an older copy brought back; nothing when nothing of it is there. */
export const replayTombstones = (ledger: readonly T.Tombstone[]) =>
  call<T.Erasure | null>("POST /v1/privacy/tombstones/replay", { body: { tombstones: ledger } });
export const holds = () => call<T.Page<T.LegalHold>>("GET /v1/privacy/holds");
export const placeHold = (body: T.NewLegalHold) => call<T.LegalHold>("POST /v1/privacy/holds", { body });
export const releaseHold = (id: Id) => call<unknown>("DELETE /v1/privacy/holds/{id}", { path: { id } });
export const retention = () => call<T.RetentionPolicy>("GET /v1/privacy/retention");
export const setRetention = (version: number, rules: readonly T.RetentionRule[]) =>
  call<T.RetentionPolicy>("PUT /v1/privacy/retention", { body: { expected_version: version, rules } });
export const previewRetention = (rules: readonly T.RetentionRule[]) =>
  call<T.RetentionPreview>("POST /v1/privacy/retention/preview", { body: { rules } });

// Webhooks, and the agenda for calendar programs.
export const webhooks = () => call<T.Page<T.Webhook>>("GET /v1/webhooks");
export const webhook = (id: Id) => call<T.Webhook>("GET /v1/webhooks/{id}", { path: { id } });
export const addWebhook = (body: T.NewWebhook) => call<T.WebhookWithSecret>("POST /v1/webhooks", { body });
export const changeWebhook = (id: Id, body: T.WebhookEdit) =>
  call<T.Webhook>("PATCH /v1/webhooks/{id}", { path: { id }, body });
export const removeWebhook = (id: Id) => call<unknown>("DELETE /v1/webhooks/{id}", { path: { id } });
export const rotateWebhook = (id: Id) =>
  call<T.WebhookWithSecret>("POST /v1/webhooks/{id}/secret", { path: { id } });
export const testWebhook = (id: Id) =>
  call<T.WebhookDelivery>("POST /v1/webhooks/{id}/test", { path: { id } });
export const webhookDeliveries = (id: Id, state: T.WebhookDeliveryState | null, cursor?: string | null) =>
  call<T.Page<T.WebhookDelivery>>("GET /v1/webhooks/{id}/deliveries", {
    path: { id },
    query: { limit: PAGE, state, cursor },
  });
export const redeliver = (id: Id) =>
  call<T.WebhookDelivery>("POST /v1/webhook-deliveries/{id}/redeliver", { path: { id } });
/** The address is told this once, and takes the place of the one before. */
export const issueFeed = () => call<{ url: string }>("POST /v1/agenda/feed");
export const revokeFeed = () => call<void>("DELETE /v1/agenda/feed");

/** What the page should know of the server. */
export interface ServerFacts {
  version: string;
  file_bytes: number;
  files: number;
  sends_mail: boolean;
  reads_mail: boolean;
  has_model: boolean;
  reads_scans: boolean;
  time_zone: string | null;
}
export const settings = () => call<ServerFacts>("GET /v1/settings");
export const me = () => call<{ permissions: string[] }>("GET /v1/me");
export const changePassword = (body: { email: string; old: string; new: string }) =>
  call<void>("PUT /v1/me/password", { body });

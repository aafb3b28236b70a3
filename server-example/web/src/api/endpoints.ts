// Every request that the page makes, one function each: where the contract with the server stands.
import { call, type Ask, send } from "./client";
import type { Operation } from "./schema";
import type * as T from "./types";

type Id = string;
const PAGE = 50;

const list = <R>(operation: Operation, cursor?: string | null, query: Ask["query"] = {}) =>
  call<T.Page<R>>(operation, { query: { limit: PAGE, cursor, ...query } });

// Documents.
export const documents = (cursor?: string | null) => list<T.Document>("GET /v1/documents", cursor);
export const document = (id: Id) => call<T.Document>("GET /v1/documents/{id}", { path: { id } });
export const documentText = (id: Id) =>
  call<T.ParsedDocument>("GET /v1/documents/{id}/text", { path: { id } });
export const original = async (id: Id): Promise<Blob> =>
  (await send("GET /v1/documents/{id}/original", { path: { id }, headers: { accept: "*/*" } })).blob();
export const agenda = () => call<T.Agenda>("GET /v1/agenda");
export const agendaFile = async (): Promise<Blob> =>
  (await send("GET /v1/agenda.ics", { headers: { accept: "text/calendar" } })).blob();
export const search = (q: string, limit = 20) =>
  call<T.Page<T.Hit>>("GET /v1/search", { query: { q, limit } });
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
export type RunAct = "approve" | "reject" | "edit" | "answer" | "inputs" | "cancel";
export const actOnRun = (id: Id, act: RunAct, body: Record<string, unknown> = {}) =>
  call<unknown>(`POST /v1/runs/{id}/${act}`, { path: { id }, body });

// Contacts.
export interface NewContact {
  name: string;
  addresses: string[];
  organisation?: string;
  salutation?: string;
  language?: string;
}
export const contacts = (cursor?: string | null) => list<T.Contact>("GET /v1/contacts", cursor);
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
export const audit = (cursor?: string | null) => list<T.AuditRecord>("GET /v1/audit", cursor);
export const verifyAudit = () => call<T.AuditReport>("POST /v1/audit/verify");
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

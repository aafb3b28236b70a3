// Every request that the page makes, one function each: where the contract with the server stands.
import { address, call, send } from "./client";
import type * as T from "./types";

type Id = string;
const PAGE = 50;

const list = <R>(path: string, cursor?: string | null, query: Record<string, string | number | null | undefined> = {}) =>
  call<T.Page<R>>("GET", path, { query: { limit: PAGE, cursor, ...query } });

// Documents.
export const documents = (cursor?: string | null) => list<T.Document>("/v1/documents", cursor);
export const document = (id: Id) => call<T.Document>("GET", address("/v1/documents/{id}", { id }));
export const documentText = (id: Id) => call<T.ParsedDocument>("GET", address("/v1/documents/{id}/text", { id }));
export const original = async (id: Id): Promise<Blob> =>
  (await send("GET", address("/v1/documents/{id}/original", { id }), { headers: { accept: "*/*" } })).blob();
export const agenda = () => call<T.Agenda>("GET", "/v1/agenda");
export const agendaFile = async (): Promise<Blob> =>
  (await send("GET", "/v1/agenda.ics", { headers: { accept: "text/calendar" } })).blob();
export const search = (q: string, limit = 20) => call<T.Page<T.Hit>>("GET", "/v1/search", { query: { q, limit } });
export const ask = (question: string) => call<T.Answer>("POST", "/v1/ask", { body: { question } });

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
}
export const drafts = (cursor?: string | null) => list<T.Draft>("/v1/drafts", cursor);
export const draft = (id: Id) => call<T.Draft>("GET", address("/v1/drafts/{id}", { id }));
export const newDraft = (request: NewDraft) => call<T.Draft>("POST", "/v1/drafts", { body: request });
export const changeDraft = (id: Id, change: DraftChange) =>
  call<T.Draft>("PATCH", address("/v1/drafts/{id}", { id }), {
    body: change,
  });
export const draftVersion = (id: Id, version: number) =>
  call<T.Draft>("GET", address("/v1/drafts/{id}/versions/{version}", { id, version }));
export const draftChanges = (id: Id, from: number, until: number) =>
  call<T.DraftDiff>("GET", address("/v1/drafts/{id}/diff", { id }), { query: { from, until } });
export const overrule = (id: Id, body: { expected_version: number; code: string; message?: string; reason: string }) =>
  call<T.Draft>("POST", address("/v1/drafts/{id}/overrule", { id }), { body });
export const rendered = async (id: Id, form: T.DraftForm): Promise<Blob> =>
  (await send("GET", address("/v1/drafts/{id}/render/{form}", { id, form }), { headers: { accept: "*/*" } })).blob();
export const sendDraft = (id: Id, body: { at?: string } = {}) =>
  call<T.Delivery>("POST", address("/v1/drafts/{id}/send", { id }), { body });

// Outbox and approvals.
export const outbox = (state: T.DeliveryState | null, cursor?: string | null) =>
  list<T.Delivery>("/v1/outbox", cursor, { state });
export const delivery = (id: Id) => call<T.Delivery>("GET", address("/v1/outbox/{id}", { id }));
export type OutboxAct = "approve" | "reject" | "cancel" | "retry" | "resolve";
export const actOnDelivery = (id: Id, act: OutboxAct, body: { reason?: string; verdict?: "sent" | "not_sent" | "send_again" } = {}) =>
  call<T.Delivery>("POST", address("/v1/outbox/{id}/{act}", { id, act }), { body });
export const approvals = (cursor?: string | null) => list<T.Approval>("/v1/approvals", cursor);
export const approval = (id: Id) => call<T.Approval>("GET", address("/v1/approvals/{id}", { id }));
/** Decides on exactly what was shown: the approval goes back as it was read. */
export const decide = (shown: T.Approval, verdict: "approve" | "reject", reason?: string) =>
  call<T.Approval>("POST", address("/v1/approvals/{id}/{verdict}", { id: shown.id, verdict }), {
    body: reason && verdict === "reject" ? { approval: shown, reason } : { approval: shown },
  });

// Agents.
export const playbooks = () => call<T.Page<T.PlaybookSpec>>("GET", "/v1/playbooks");
export const runs = (status: T.RunStatus | null, cursor?: string | null) => list<T.Run>("/v1/runs", cursor, { status });
export const run = (id: Id) => call<T.Run>("GET", address("/v1/runs/{id}", { id }));
export const runOutput = (id: Id) => call<{ output?: unknown }>("GET", address("/v1/runs/{id}/outcome", { id }));
export const runEvents = (id: Id) => address("/v1/runs/{id}/events", { id });
export const runQuestions = (id: Id) => call<T.Page<T.RunQuestion>>("GET", address("/v1/runs/{id}/questions", { id }));
export const play = (playbook: string, input: unknown) => call<T.Run>("POST", "/v1/runs", { body: { playbook, input } });
export type RunAct = "approve" | "reject" | "edit" | "answer" | "inputs" | "cancel";
export const actOnRun = (id: Id, act: RunAct, body: Record<string, unknown> = {}) =>
  call<unknown>("POST", address("/v1/runs/{id}/{act}", { id, act }), { body });

// Contacts.
export interface NewContact {
  name: string;
  addresses: string[];
  organisation?: string;
  salutation?: string;
  language?: string;
}
export const contacts = (cursor?: string | null) => list<T.Contact>("/v1/contacts", cursor);
export const addContact = (body: NewContact) => call<T.Contact>("POST", "/v1/contacts", { body });
export const changeContact = (id: Id, body: Partial<NewContact> & { version?: number }) =>
  call<T.Contact>("PATCH", address("/v1/contacts/{id}", { id }), { body });
export const removeContact = (id: Id) => call<void>("DELETE", address("/v1/contacts/{id}", { id }));
export const suppressions = (cursor?: string | null) => list<T.Suppression>("/v1/contacts/suppressions", cursor);

// House.
export interface NewMember {
  name: string;
  addresses: string[];
  role: T.Role;
}
export const members = (cursor?: string | null) => list<T.Member>("/v1/members", cursor);
export const addMember = (body: NewMember) => call<T.Member>("POST", "/v1/members", { body });
/** Makes the one-time link by which a member chooses a password. */
export const invite = (id: Id) => call<{ token: string; email: string; expires: string }>("POST", address("/v1/members/{id}/invitation", { id }));
export const grant = (id: Id, role: T.Role) => call<T.Member>("PUT", address("/v1/members/{id}/role", { id }), { body: { role } });
export const changeMember = (id: Id, body: { name?: string; active?: boolean }) =>
  call<T.Member>("PATCH", address("/v1/members/{id}", { id }), { body });
export const removeMember = (id: Id) => call<void>("DELETE", address("/v1/members/{id}", { id }));
export const serviceAccounts = (cursor?: string | null) => list<T.ServiceAccount>("/v1/service-accounts", cursor);
export const addServiceAccount = (body: { name: string; role: T.Role }) =>
  call<T.ServiceAccount>("POST", "/v1/service-accounts", { body });
/** Issues a token that is shown this once. */
export const issueToken = (id: Id, expires: string) =>
  call<{ token: string; expires: string }>("POST", address("/v1/service-accounts/{id}/tokens", { id }), { body: { expires } });
export const removeServiceAccount = (id: Id) => call<void>("DELETE", address("/v1/service-accounts/{id}", { id }));
export const audit = (cursor?: string | null) => list<T.AuditRecord>("/v1/audit", cursor);
export const verifyAudit = () => call<T.AuditReport>("POST", "/v1/audit/verify");
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
export const settings = () => call<ServerFacts>("GET", "/v1/settings");
export const me = () => call<{ permissions: string[] }>("GET", "/v1/me");
export const changePassword = (body: { email: string; old: string; new: string }) => call<void>("PUT", "/v1/me/password", { body });

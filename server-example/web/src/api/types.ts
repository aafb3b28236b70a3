// The names of the SDK's types, as the HTTP bodies carry them.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Agenda = Schemas["Agenda"];
export type AgendaItem = Schemas["AgendaItem"];
export type AgendaKind = Schemas["AgendaKind"];
export type Agent = Schemas["Agent"];
export type Answer = Schemas["Answer"];
export type Approval = Schemas["Approval"];
export type Area = Schemas["Area"];
export type AuditRecord = Schemas["AuditRecord"];
export type AuditReport = Schemas["AuditReport"];
export type Block = Schemas["Block"];
export type BoundFact = Schemas["BoundFact"];
export type Brief = Schemas["Brief"];
export type CallAnswer = Schemas["CallAnswer"];
export type Contact = Schemas["Contact"];
export type Delivery = Schemas["Delivery"];
export type DeliveryState = Schemas["DeliveryState"];
export type Document = Schemas["Document"];
export type DocumentKind = Schemas["DocumentKind"];
export type Draft = Schemas["Draft"];
export type DraftBlock = Schemas["DraftBlock"];
export type DraftDiff = Schemas["DraftDiff"];
export type DraftForm = Schemas["DraftForm"];
export type DraftKind = Schemas["DraftKind"];
export type Evidence = Schemas["Evidence"];
export type Finding = Schemas["Finding"];
export type FollowUp = Schemas["FollowUp"];
export type FollowUpState = Schemas["FollowUpState"];
export type Format = Schemas["Format"];
export type Hit = Schemas["Hit"];
export type Inline = Schemas["Inline"];
export type Invite = Schemas["Invite"];
export type Mailbox = Schemas["Mailbox"];
export type Member = Schemas["Member"];
export type MemoryScope = Schemas["MemoryScope"];
export type NewSchedule = Schemas["NewSchedule"];
export type ParsedDocument = Schemas["ParsedDocument"];
export type Place = Schemas["Place"];
export type PlaybookSpec = Schemas["PlaybookSpec"];
export type Progress = Schemas["Progress"];
export type Recipient = Schemas["Recipient"];
export type Remembered = Schemas["Fact"];
export type Role = Schemas["Role"];
export type Run = Schemas["Run"];
export type RunEntry = Schemas["RunEntry"];
export type RunQuestion = Schemas["RunQuestion"];
export type RunStatus = Schemas["RunStatus"];
export type Schedule = Schemas["Schedule"];
export type ScheduleFiring = Schemas["ScheduleFiring"];
export type ScheduleState = Schemas["ScheduleState"];
export type ScheduleWhen = Schemas["ScheduleWhen"];
export type ScheduledRun = Schemas["ScheduledRun"];
export type ServiceAccount = Schemas["ServiceAccount"];
export type Severity = Schemas["Severity"];
export type Span = Schemas["Span"];
export type Stowed = Schemas["Stowed"];
export type Suppression = Schemas["Suppression"];
export type Template = Schemas["Template"];
export type TemplateSummary = Schemas["TemplateSummary"];
export type ToolSpec = Schemas["ToolSpec"];
export type Value = Schemas["Value"];
export type Workspace = Schemas["Workspace"];

/** A page of a list; `next_cursor` asks for the next one. */
export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

//! The house: approvals, people, workspaces and the audit.

use secretariat::rights::Permission::{
    ApprovalsDecide, ApprovalsRead, ApprovalsRequest, ApprovalsVoid, AuditExport, AuditRead, AuditSeal,
    AuditVerify, DataErase, MembersRead, MembersWrite, RolesGrant, ServiceAccountsRead, ServiceAccountsWrite,
    WorkspacesCreate, WorkspacesRead, WorkspacesWrite,
};

use super::{Operation, delete, get, patch, post, put};

const PAGE: &[(&str, &str)] = &[("cursor", "cursor"), ("limit", "limit")];

#[rustfmt::skip]
pub(super) const OPERATIONS: &[Operation] = &[
    get("/v1/approvals", "approvals.waiting").query(PAGE).takes(&[ApprovalsRead]),
    post("/v1/approvals", "approvals.request").whole("approval").status(201).takes(&[ApprovalsRequest]),
    get("/v1/approvals/find", "approvals.of").query(&[("kind", "subject/kind"), ("id", "subject/id")]).takes(&[ApprovalsRead]),
    post("/v1/approvals/expire", "approvals.expire").takes(&[ApprovalsVoid]),
    get("/v1/approvals/{id}", "approvals.get").takes(&[ApprovalsRead]),
    post("/v1/approvals/{id}/approve", "approvals.approve").same("/approval/id").takes(&[ApprovalsDecide]),
    post("/v1/approvals/{id}/reject", "approvals.reject").same("/approval/id").takes(&[ApprovalsDecide]),
    post("/v1/approvals/{id}/decisions", "approvals.decide").whole("decision").takes(&[ApprovalsDecide]),
    post("/v1/approvals/{id}/void", "approvals.void").bare().takes(&[ApprovalsVoid]),
    post("/v1/payload-hash", "payload_hash"),

    get("/v1/members", "people.list").query(PAGE).takes(&[MembersRead]),
    post("/v1/members", "people.add").whole("member").status(201).takes(&[MembersWrite]),
    get("/v1/members/{id}", "people.get").takes(&[MembersRead]),
    put("/v1/members/{id}", "people.join").fields().takes(&[MembersWrite]),
    patch("/v1/members/{id}", "people.change").whole("change").takes(&[MembersWrite]),
    put("/v1/members/{id}/role", "people.grant").fields().takes(&[RolesGrant]),
    delete("/v1/members/{id}", "people.remove").takes(&[MembersWrite]),
    get("/v1/service-accounts", "people.service_accounts").query(PAGE).takes(&[ServiceAccountsRead]),
    post("/v1/service-accounts", "people.add_service_account").whole("account").status(201).takes(&[ServiceAccountsWrite]),
    delete("/v1/service-accounts/{id}", "people.remove_service_account").takes(&[ServiceAccountsWrite]),

    get("/v1/workspaces", "workspaces.list").query(PAGE).takes(&[WorkspacesCreate]),
    post("/v1/workspaces", "workspaces.create").status(201).takes(&[WorkspacesCreate]),
    get("/v1/workspaces/current", "workspaces.current").takes(&[WorkspacesRead]),
    patch("/v1/workspaces/current", "workspaces.rename").fields().takes(&[WorkspacesWrite]),

    get("/v1/audit", "audit.read").query(&[("order", "order"), ("after", "after"), ("limit", "limit")]).takes(&[AuditRead]),
    post("/v1/audit/seal", "audit.seal").bare().takes(&[AuditSeal]),
    post("/v1/audit/verify", "audit.verify").takes(&[AuditVerify]),
    get("/v1/audit/export", "audit.export").media("application/x-ndjson").takes(&[AuditExport]),

    post("/v1/privacy/reports", "privacy.report").whole("request").takes(&[DataErase]),
    get("/v1/privacy/erasures", "privacy.list").query(PAGE).takes(&[DataErase]),
    post("/v1/privacy/erasures", "privacy.request").status(201).takes(&[DataErase, ApprovalsRequest]),
    get("/v1/privacy/erasures/{id}", "privacy.get").takes(&[DataErase]),
    get("/v1/privacy/erasures/{id}/outcome", "privacy.wait").takes(&[DataErase]),
    post("/v1/privacy/erasures/{id}/verify", "privacy.verify").bare().takes(&[DataErase]),
    get("/v1/privacy/holds", "privacy.holds").takes(&[DataErase]),
    post("/v1/privacy/holds", "privacy.place_hold").whole("hold").status(201).takes(&[DataErase]),
    delete("/v1/privacy/holds/{id}", "privacy.release_hold").takes(&[DataErase]),
    get("/v1/privacy/retention", "privacy.retention").takes(&[DataErase]),
    put("/v1/privacy/retention", "privacy.set_retention").whole("change").takes(&[DataErase]),
    post("/v1/privacy/retention/preview", "privacy.preview_retention").takes(&[DataErase]),
    get("/v1/privacy/tombstones", "privacy.tombstones").query(&[("after", "after"), ("limit", "limit")]).takes(&[DataErase]),
    post("/v1/privacy/tombstones/replay", "privacy.replay_tombstones").takes(&[DataErase]),
];

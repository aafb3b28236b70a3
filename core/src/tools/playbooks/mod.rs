//! The built-in playbooks: office work by rules, offline, without a model.
//!
//! A playbook calls the tools of the office step by step and returns what it found, each statement with its evidence.
//! Nothing is sent: what it drafts is for people to look at. The same documents, input and day give the same outcome.
//!
//! ```no_run
//! use std::sync::Arc;
//!
//! use secretariat::agents::{Playbook, Steps};
//! use secretariat::tools::playbooks::TriageInbox;
//!
//! # async fn example(steps: Steps) -> secretariat::Result<()> {
//! let outcome = TriageInbox.play(&steps, serde_json::json!({ "today": "2026-11-23" })).await?;
//! println!("{outcome}");
//! # Ok(())
//! # }
//! ```

mod chase_unpaid_invoices;
mod contract_renewal_watch;
mod drafting;
mod inbox;
mod payments;
mod phrases;
mod prepare_meeting;
mod triage_inbox;
mod weekly_report;
mod write_minutes;

use std::sync::Arc;

pub use chase_unpaid_invoices::{
    ChaseUnpaidInvoices, ChaseUnpaidInvoicesInput, ChasedInvoices, ReminderLevel, UnpaidInvoice,
};
pub use contract_renewal_watch::{
    ContractRenewalWatch, ContractRenewalWatchInput, RenewalDraft, RenewalState, WatchedContract,
    WatchedContracts,
};
pub use drafting::ProposedDraft;
pub use payments::{InvoiceNumber, PaymentNotice};
pub use prepare_meeting::{MeetingPaper, MeetingPreparation, PrepareMeeting, PrepareMeetingInput};
pub use triage_inbox::{InboxTriage, TriageInbox, TriageInboxInput, TriageKind, TriagedDocument, Urgency};
pub use weekly_report::{ReportedDocument, WeekReport, WeeklyReport, WeeklyReportInput};
pub use write_minutes::{MinutedTask, WriteMinutes, WriteMinutesInput, WrittenMinutes};

use crate::agents::Playbook;

/// Returns the built-in playbooks, by name.
pub fn all() -> Vec<Arc<dyn Playbook>> {
    vec![
        Arc::new(ChaseUnpaidInvoices),
        Arc::new(ContractRenewalWatch),
        Arc::new(PrepareMeeting),
        Arc::new(TriageInbox),
        Arc::new(WeeklyReport),
        Arc::new(WriteMinutes),
    ]
}

//! Approvals: one mechanism by which people decide whether something may be done.
//!
//! A pillar asks for approval of a *subject*, such as a draft or a step of a run, and binds the question to the
//! SHA-256 of exactly what would be done. A decision names that hash again: who looked at something else
//! decides nothing. When the subject is edited the approval is void. One subject has at most one approval
//! that waits.
//!
//! Decisions may be repeated by their id, each is in the audit by the same batch, and the last one may carry
//! a batch of the subject's pillar, so that "approved" and what follows from it are one.

mod approval;
mod decide;
mod follower;
mod handle;
mod payload;
mod subject;

pub use approval::{
    APPROVALS, Approval, ApprovalState, Decision, Needed, NewApproval, NewDecision, Subject, Verdict,
};
pub(crate) use follower::{Follow, Follower};
pub use handle::Approvals;
pub use payload::PayloadHash;
pub use subject::void_with;

//! Follow-up as durable work: when nobody has answered by a day, or a deadline of a document comes near, a draft is
//! made, once, for a person to look at. Nothing is sent by itself.
//!
//! A follow-up is a record and a piece of work that sleeps until its time. The draft and the end of the follow-up are
//! one commit, so that neither a restart nor a second worker makes two of them.

mod handle;
mod make;
mod record;
mod repository;
mod work;

pub use handle::FollowUps;
pub use record::{DeadlineReminder, FollowUp, FollowUpCause, FollowUpState};
pub use repository::FOLLOW_UPS;
pub(crate) use work::FollowUpHandler;

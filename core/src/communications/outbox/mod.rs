//! The outbox: approved drafts leave the office once, and what is not known is said.
//!
//! [`Outbox::send`] fixes the bytes and the Message-ID of a draft and asks for approval of exactly these. The
//! approval holds the delivery, together with its work, in one commit; a worker writes `transmitting` before it
//! hands the message to a [`Transport`]. A failure before the message was handed over is tried again. A message
//! that may have left is in doubt: it is looked for, and is never sent again by itself.

mod approve;
mod delivery;
#[cfg(feature = "dkim")]
mod dkim;
mod doubt;
mod errand;
mod folder;
mod follower;
mod handle;
mod listed;
mod note;
mod options;
mod post;
mod prepare;
#[cfg(feature = "jmap")]
mod provider;
mod quiet;
mod ready;
mod repository;
mod settle;
mod shown;
mod slots;
#[cfg(feature = "smtp")]
mod smtp;
mod state;
pub mod transport;
mod work;

pub use delivery::{Delivery, DeliveryChange, DeliveryStep};
pub(crate) use errand::KIND;
pub use folder::FolderTransport;
pub(crate) use follower::DeliveryFollower;
pub use handle::Outbox;
pub use options::{DeliveryVerdict, SendOptions};
pub(crate) use post::Post;
#[cfg(feature = "jmap")]
pub use provider::JmapTransport;
pub use repository::DELIVERIES;
pub use slots::SEND_SLOTS;
#[cfg(feature = "smtp")]
pub use smtp::SmtpTransport;
pub use state::DeliveryState;
pub use transport::{
    NotSent, OutgoingMessage, RecipientOutcome, RecipientResult, SentMail, Trace, Transport,
};
pub(crate) use work::DeliveryHandler;

//! Webhooks: what happens in an office is told to addresses of other programs, signed by the Standard Webhooks
//! (<https://github.com/standard-webhooks/standard-webhooks>).
//!
//! Every event is an entry of the audit, or a deadline that has come near. A workspace that has webhooks has a *feed*:
//! the place in the audit up to which events became deliveries. Moving it and writing the deliveries is one commit,
//! so that each event is told at least once, under one id, whatever dies meanwhile. A delivery is durable work that is
//! tried again for about a day. Bodies hold ids and states, never a word of a document.
//!
//! Addresses are reached by `outbound` only: never inside the own network unless the operator names the host.

mod deliver;
mod event;
mod feed;
mod follower;
mod handle;
#[cfg(feature = "fetch")]
mod line;
mod pump;
mod record;
mod repository;
mod secret;

pub(crate) use deliver::{KIND, WebhookHandler};
pub use event::{WebhookEventKind, WebhookTarget};
pub(crate) use feed::{Feed, FeedHandler};
pub(crate) use follower::WebhookFollower;
pub use handle::Webhooks;
pub(crate) use pump::Pump;
pub use record::{
    NewWebhook, Webhook, WebhookAttempt, WebhookDelivery, WebhookDeliveryState, WebhookEdit, WebhookState,
    WebhookWithSecret,
};
pub use repository::{WEBHOOK_DELIVERIES, WEBHOOK_FEEDS, WEBHOOKS};

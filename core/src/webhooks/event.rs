//! What webhooks tell: which entries of the audit are events, and how they are written.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::audit::{AuditRecord, Outcome};
use crate::error::{Error, Result};
use crate::id::{WebhookEventId, WorkspaceId};

/// The details of an entry that go out: ids, states and names of choices.
const DETAILS: [&str; 6] = ["draft", "state", "verdict", "status", "subject", "kind"];

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)*) => {
        /// A kind of event.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum WebhookEventKind {
            $($(#[$doc])* #[serde(rename = $word)] $name,)*
        }

        impl WebhookEventKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Returns the name, such as `delivery.sent`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

kinds! {
    /// A document was read and understood, and is in the office.
    DocumentAdded = "document.added";
    /// A draft was written.
    DraftWritten = "draft.written";
    /// A draft was changed, or a finding of it overruled.
    DraftRevised = "draft.revised";
    /// A delivery waits for approval.
    DeliveryProposed = "delivery.proposed";
    /// A delivery was approved, or is tried again by somebody, and waits for its time.
    DeliveryHeld = "delivery.held";
    /// A delivery was taken by a server.
    DeliverySent = "delivery.sent";
    /// A delivery was not taken, and is tried again.
    DeliveryDeferred = "delivery.deferred";
    /// A delivery failed.
    DeliveryFailed = "delivery.failed";
    /// Nobody knows whether a delivery was sent: somebody has to say.
    DeliveryInDoubt = "delivery.in_doubt";
    /// A delivery was rejected or taken back.
    DeliveryCancelled = "delivery.cancelled";
    /// A delivery came back.
    DeliveryBounced = "delivery.bounced";
    /// A delivery was answered.
    DeliveryReplied = "delivery.replied";
    /// Somebody is asked for approval.
    ApprovalRequested = "approval.requested";
    /// Somebody approved or rejected.
    ApprovalDecided = "approval.decided";
    /// A question expired or was taken back.
    ApprovalEnded = "approval.ended";
    /// A run came to an end.
    RunEnded = "run.ended";
    /// A follow-up made a draft that waits for a person.
    FollowUpDrafted = "follow_up.drafted";
    /// A deadline of a document is near.
    DeadlineNear = "deadline.near";
    /// Somebody tries the webhook.
    WebhookTest = "webhook.test";
}

/// An event, as it is written into the body of a request.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Event {
    pub(super) id: WebhookEventId,
    pub(super) kind: WebhookEventKind,
    pub(super) at: Timestamp,
    /// The thing that it happened to.
    pub(super) target: WebhookTarget,
    pub(super) details: Map<String, Value>,
}

/// What an event happened to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WebhookTarget {
    /// The kind of thing, such as `delivery`.
    pub kind: String,
    /// Its id.
    pub id: String,
}

impl Event {
    /// Makes an event whose id is the same whenever it is made of the same thing.
    pub(super) fn new(
        workspace: &WorkspaceId,
        key: &str,
        kind: WebhookEventKind,
        at: Timestamp,
        target: WebhookTarget,
    ) -> Result<Self> {
        let id = hashed("evt", &format!("{workspace}\n{kind}\n{key}", kind = kind.name())).parse()?;
        Ok(Self { id, kind, at, target, details: Map::new() })
    }

    /// Reads an entry of the audit; nothing when it tells nothing that webhooks tell.
    pub(super) fn of(workspace: &WorkspaceId, record: &AuditRecord) -> Result<Option<Self>> {
        let entry = &record.entry;
        let state = entry.details.get("state").and_then(Value::as_str).unwrap_or_default();
        let Some(kind) = kind(&entry.action, state).filter(|_| entry.outcome == Outcome::Done) else {
            return Ok(None);
        };
        let target = WebhookTarget { kind: entry.target.kind.clone(), id: entry.target.id.clone() };
        let mut event = Self::new(workspace, &record.sequence.to_string(), kind, entry.at, target)?;
        for name in DETAILS {
            if let Some(value) = entry.details.get(name) {
                event.details.insert(name.to_owned(), value.clone());
            }
        }
        Ok(Some(event))
    }

    /// Writes the body of a request, as the Standard Webhooks ask for: type, timestamp, data.
    pub(super) fn body(&self, workspace: &WorkspaceId) -> Result<String> {
        let mut data = self.details.clone();
        data.insert("workspace".to_owned(), json!(workspace));
        data.insert("target".to_owned(), json!(self.target));
        let body = json!({ "type": self.kind.name(), "timestamp": self.at, "data": data });
        serde_json::to_string(&body)
            .map_err(|error| Error::internal("an event cannot be written").with_source(error))
    }
}

/// An id of 128 bits that is the same for the same text.
pub(super) fn hashed(prefix: &str, text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let digits: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{prefix}_{digits}")
}

fn kind(action: &str, state: &str) -> Option<WebhookEventKind> {
    use WebhookEventKind as K;
    Some(match action {
        "documents.add" => K::DocumentAdded,
        "drafts.write" => K::DraftWritten,
        "drafts.revise" | "drafts.overrule" => K::DraftRevised,
        "approvals.request" => K::ApprovalRequested,
        "approvals.decide" => K::ApprovalDecided,
        "approvals.expire" | "approvals.void" => K::ApprovalEnded,
        "runs.end" => K::RunEnded,
        "follow_ups.draft" => K::FollowUpDrafted,
        action if action.starts_with("deliveries.") => match state {
            "proposed" => K::DeliveryProposed,
            "held" => K::DeliveryHeld,
            "sent" => K::DeliverySent,
            "deferred" => K::DeliveryDeferred,
            "failed" => K::DeliveryFailed,
            "in_doubt" => K::DeliveryInDoubt,
            "cancelled" => K::DeliveryCancelled,
            "bounced" => K::DeliveryBounced,
            "replied" => K::DeliveryReplied,
            _ => return None,
        },
        _ => return None,
    })
}

impl std::fmt::Display for WebhookEventKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{AuditEntry, Target};
    use crate::rights::Actor;

    fn record(action: &str, details: Value) -> AuditRecord {
        let entry = AuditEntry {
            at: "2026-11-23T09:00:00Z".parse().unwrap(),
            actor: Actor::Owner,
            action: action.to_owned(),
            target: Target::new("delivery", "dlv_1"),
            outcome: Outcome::Done,
            details: details.as_object().cloned().unwrap(),
        };
        AuditRecord { sequence: 7, entry }
    }

    #[test]
    fn an_event_holds_ids_and_states_and_is_the_same_each_time() {
        let home = WorkspaceId::default_workspace();
        let entry = record("deliveries.sent", json!({"state": "sent", "draft": "dft_1", "recipients": 2}));
        let event = Event::of(&home, &entry).unwrap().unwrap();
        assert_eq!(event, Event::of(&home, &entry).unwrap().unwrap());
        assert_eq!(event.kind, WebhookEventKind::DeliverySent);
        let body: Value = serde_json::from_str(&event.body(&home).unwrap()).unwrap();
        let expected = json!({
            "type": "delivery.sent",
            "timestamp": "2026-11-23T09:00:00Z",
            "data": {
                "workspace": "ws_default", "target": { "kind": "delivery", "id": "dlv_1" },
                "draft": "dft_1", "state": "sent",
            },
        });
        assert_eq!(body, expected);
        let other: WorkspaceId = "ws_other".parse().unwrap();
        assert_ne!(Event::of(&other, &entry).unwrap().unwrap().id, event.id);
    }

    #[test]
    fn what_was_refused_and_what_is_of_the_house_is_no_event() {
        let home = WorkspaceId::default_workspace();
        let mut refused = record("documents.add", json!({}));
        refused.entry.outcome = Outcome::Refused;
        assert_eq!(Event::of(&home, &refused).unwrap(), None);
        for action in ["members.add", "sessions.start", "webhooks.add", "audit.export", "deliveries.transmit"]
        {
            assert_eq!(Event::of(&home, &record(action, json!({}))).unwrap(), None, "{action}");
        }
    }

    #[test]
    fn a_kind_is_named_as_in_json() {
        for kind in WebhookEventKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
    }
}

//! An office that sends, with drafts to send.

use std::sync::Arc;
use std::time::Duration;

use secretariat::clock::{Clock, SystemClock};
use secretariat::communications::outbox::{SentMail, Transport};
use secretariat::communications::{
    Delivery, DeliveryState, Draft, DraftBlock, DraftKind, DraftState, Inline, Recipient, SendOptions,
};
use secretariat::documents::model::Mailbox;
use secretariat::id::{DeliveryId, DraftId, SystemRandomness, WorkspaceId};
use secretariat::settings::{MailSettings, SendRetries, ServiceUrl, Settings};
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{AttributeValue, Batch, Expect, Put, Record, Storage};
use secretariat::{Office, OfficeBuilder, Provenance};

/// An office, and the storage under it.
pub(crate) struct World {
    pub(crate) office: Office,
    pub(crate) storage: Arc<dyn Storage>,
}

/// Settings that try again at once and have no undo window.
pub(crate) fn mail(outgoing: &str) -> MailSettings {
    MailSettings {
        outgoing: Some(ServiceUrl::from(outgoing)),
        undo_seconds: 0,
        retries: SendRetries {
            attempts: 4,
            first_millis: 20,
            most_millis: 100,
            looks: 2,
            look_millis: 20,
            absent_is_unsent: false,
        },
        step_millis: 2_000,
        ..MailSettings::default()
    }
}

pub(crate) async fn world(mail: Option<MailSettings>) -> World {
    world_with(mail, Vec::new(), None).await
}

pub(crate) async fn world_with(
    mail: Option<MailSettings>,
    transports: Vec<Arc<dyn Transport>>,
    sent_mail: Option<Arc<dyn SentMail>>,
) -> World {
    let storage: Arc<dyn Storage> = Arc::new(Sqlite::memory(OfficeBuilder::collections()).await.unwrap());
    let mut builder = Office::builder().storage(Arc::clone(&storage)).settings(Settings {
        mail,
        workers: Some(16),
        ..Settings::default()
    });
    for transport in transports {
        builder = builder.transport(transport);
    }
    if let Some(sent_mail) = sent_mail {
        builder = builder.sent_mail(sent_mail);
    }
    World { office: builder.build().await.unwrap(), storage }
}

/// A draft that can be sent.
pub(crate) fn draft(words: &str, recipients: &[&str]) -> Draft {
    let id = DraftId::new(SystemClock.now(), &SystemRandomness);
    let mut draft = Draft::new(id, DraftKind::NewMail, "en", "2026-11-23T09:00:00Z");
    let address = |address: &str| Mailbox { name: None, address: address.to_owned() };
    draft.sender = Some(Mailbox { name: Some("Ann Lee".to_owned()), ..address("ann@ours.example") });
    let recipient = |to: &&str| {
        let (role, to) = to.split_once(' ').unwrap_or(("to", to));
        Recipient { mailbox: address(to), role: role.to_owned(), provenance: Provenance::User }
    };
    draft.recipients = recipients.iter().map(recipient).collect();
    draft.subject = vec![Inline::Text { text: "Chairs".to_owned() }];
    draft.blocks = vec![DraftBlock::Paragraph { inlines: vec![Inline::Text { text: words.to_owned() }] }];
    draft.state = DraftState::Checked;
    draft.content_hash = draft.compute_hash();
    draft
}

/// Stores a draft as it is.
pub(crate) async fn store(storage: &dyn Storage, draft: &Draft) {
    let record = Record {
        workspace: WorkspaceId::default_workspace(),
        collection: "drafts",
        id: draft.id.to_string(),
        version: 0,
        attributes: [("created", AttributeValue::Text(draft.created.clone()))].into(),
        body: serde_json::to_value(draft).unwrap(),
    };
    let mut batch = Batch::new(WorkspaceId::default_workspace());
    batch.puts.push(Put { record, expect: Expect::Any });
    storage.commit(batch).await.unwrap();
}

impl World {
    /// Stores and proposes a draft.
    pub(crate) async fn propose(&self, draft: &Draft) -> Delivery {
        store(self.storage.as_ref(), draft).await;
        self.office.communications().outbox().send(&draft.id, SendOptions::default()).await.unwrap()
    }

    /// Stores, proposes and approves a draft.
    pub(crate) async fn release(&self, draft: &Draft) -> Delivery {
        let id = self.propose(draft).await.id;
        self.office.communications().outbox().approve(&id).await.unwrap()
    }

    pub(crate) async fn get(&self, id: &DeliveryId) -> Delivery {
        self.office.communications().outbox().get(id).await.unwrap()
    }

    /// Waits until a delivery is in a state.
    pub(crate) async fn until(&self, id: &DeliveryId, state: DeliveryState) -> Delivery {
        self.until_it(id, |delivery| delivery.state == state).await
    }

    pub(crate) async fn until_it(&self, id: &DeliveryId, is: impl Fn(&Delivery) -> bool) -> Delivery {
        let mut last = self.get(id).await;
        for _ in 0..1_000 {
            if is(&last) {
                return last;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            last = self.get(id).await;
        }
        panic!("{} never came there: {:?}", last.id, last.history)
    }
}

/// The states of a history.
pub(crate) fn states(delivery: &Delivery) -> Vec<&'static str> {
    delivery.history.iter().map(|step| step.state.name()).collect()
}

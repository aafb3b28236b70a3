//! The office: the only place where the parts are joined.

mod backup;
mod builder;
mod changes;
mod collections;
mod crew;
#[cfg(feature = "encryption")]
mod database_key;
mod doctor;
mod erased;
mod foreign;
mod forwarding;
mod model;
mod places;
#[cfg(feature = "encryption")]
mod rotation;
mod upkeep;

use std::path::Path;
use std::sync::Arc;

use crate::agents::{Agents, Engine, RunFollower};
use crate::approvals::{Approvals, Follower};
use crate::audit::{Audit, AuditKey, Guard};
use crate::clock::Clock;
use crate::communications::outbox::{DeliveryFollower, Outbox};
use crate::communications::{Communications, Contacts, FollowUps};
use crate::documents::{DOCUMENTS, Documents};
use crate::error::{Error, ErrorKind, Result};
use crate::forwarding::Forwarding;
use crate::id::{Randomness, WorkspaceId};
use crate::memory::Memory;
use crate::models::LanguageModel;
use crate::people::{People, Workspaces};
use crate::privacy::{ErasureFollower, Privacy};
use crate::rights::{Actor, Gate};
use crate::schedules::Schedules;
use crate::sessions::Passwords;
use crate::settings::WebhookSettings;
use crate::storage::Storage;
use crate::webhooks::{Feed, Pump, WebhookFollower, Webhooks};

pub use self::builder::OfficeBuilder;
pub use self::changes::{OfficeChange, Standing};
pub use self::doctor::{Health, PartHealth};
#[cfg(feature = "encryption")]
pub use self::rotation::{KeyProgress, KeyReport};
use self::upkeep::Upkeep;

/// An office: documents go in; facts, answers and drafts come out. Clones share the same office.
///
/// It is opened as its owner, in its one workspace. [`Office::workspace`] and [`Office::acting_as`] return the same
/// handles for another workspace or somebody else, whose rights are checked with every call.
#[derive(Debug, Clone)]
pub struct Office {
    storage: Arc<dyn Storage>,
    documents: Documents,
    communications: Communications,
    contacts: Contacts,
    people: People,
    workspaces: Workspaces,
    audit: Audit,
    approvals: Approvals,
    agents: Agents,
    memory: Memory,
    schedules: Schedules,
    privacy: Privacy,
    webhooks: Webhooks,
    guard: Guard,
    house: House,
}

/// What the handles of the house are made of.
#[derive(Debug, Clone)]
struct House {
    clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
    key: Option<AuditKey>,
    upkeep: Arc<Upkeep>,
    engine: Arc<Engine>,
    model: Option<Arc<dyn LanguageModel>>,
    passwords: Arc<Passwords>,
    feed: Feed,
    pump: Arc<Pump>,
    forwarding: Option<Arc<Forwarding>>,
    webhook_settings: Arc<WebhookSettings>,
}

impl Office {
    /// Opens the office in a folder, which is made if it is not there: SQLite, files in a folder, no key. Or
    /// opens the office in a PostgreSQL database, `postgres://user:password@server/database`, which many
    /// processes may share.
    ///
    /// # Errors
    /// Errors name the folder or the server: `denied` when it may not be written or refuses the user,
    /// `unsupported` when a newer release wrote it, `corrupt` when its database is damaged, `unavailable` when
    /// the server cannot be reached.
    pub async fn open(folder: impl AsRef<Path>) -> Result<Self> {
        Self::builder().folder(folder.as_ref()).build().await
    }

    /// Opens an office that lives in memory only.
    ///
    /// # Errors
    /// `internal` when the database cannot be made.
    pub async fn in_memory() -> Result<Self> {
        Self::builder().build().await
    }

    /// Chooses the parts of an office.
    pub fn builder() -> OfficeBuilder {
        OfficeBuilder::default()
    }

    /// Returns the documents.
    pub fn documents(&self) -> &Documents {
        &self.documents
    }

    /// Returns the communications.
    pub fn communications(&self) -> &Communications {
        &self.communications
    }

    /// Returns the outbox.
    pub fn outbox(&self) -> Outbox {
        self.communications.outbox()
    }

    /// Returns the follow-ups.
    pub fn follow_ups(&self) -> FollowUps {
        self.communications.follow_ups()
    }

    /// Returns the contacts.
    pub fn contacts(&self) -> &Contacts {
        &self.contacts
    }

    /// Returns the members and service accounts.
    pub fn people(&self) -> &People {
        &self.people
    }

    /// Returns the workspaces of the organisation.
    pub fn workspaces(&self) -> &Workspaces {
        &self.workspaces
    }

    /// Returns the audit.
    pub fn audit(&self) -> &Audit {
        &self.audit
    }

    /// Returns the approvals.
    pub fn approvals(&self) -> &Approvals {
        &self.approvals
    }

    /// Returns the agents, playbooks and runs.
    pub fn agents(&self) -> &Agents {
        &self.agents
    }

    /// Returns the memory.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Returns the schedules.
    pub fn schedules(&self) -> &Schedules {
        &self.schedules
    }

    /// Returns what people may ask of their data: reports, erasures, legal holds, retention periods and exports.
    pub fn privacy(&self) -> &Privacy {
        &self.privacy
    }

    /// Returns the webhooks.
    pub fn webhooks(&self) -> &Webhooks {
        &self.webhooks
    }

    /// Returns the language model, if there is one.
    pub fn model(&self) -> Option<&Arc<dyn LanguageModel>> {
        self.house.model.as_ref()
    }

    /// Returns the office as the same actor sees another workspace; each call there is `not_found` when there is
    /// none, or not for this actor.
    #[must_use]
    pub fn workspace(&self, id: &WorkspaceId) -> Self {
        self.seen_through(self.guard.gate().to(id.clone()))
    }

    /// Returns the office as a member or service account sees it: the application has made sure who asks.
    ///
    /// # Errors
    /// `denied` when this office already acts as somebody else than its owner.
    pub fn acting_as(&self, actor: impl Into<Actor>) -> Result<Self> {
        let (actor, gate) = (actor.into(), self.guard.gate());
        if *gate.actor() != Actor::Owner && *gate.actor() != actor {
            return Err(Error::new(
                ErrorKind::Denied,
                format!(
                    "{} cannot act as somebody else: start from the office as it was opened",
                    gate.actor()
                ),
            ));
        }
        let storage = Arc::clone(&self.storage);
        Ok(self.seen_through(Gate::new(storage, gate.workspace().clone(), actor)))
    }

    fn seen_through(&self, gate: Gate) -> Self {
        let guard = self.guard.at(gate);
        let storage = Arc::clone(&self.storage);
        let documents = self.documents.to(guard.gate().workspace(), guard.clone());
        let communications = self.communications.to(documents.clone(), Arc::clone(&storage), guard.clone());
        self.house.clone().join(storage, documents, communications, guard)
    }

    /// Gives work that is not finished back, finishes what is being written, seals the audit of this workspace
    /// if there is a key, and closes the office. Jobs go on when it is opened again.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn close(self) -> Result<()> {
        self.house.pump.stop();
        if let Some(forwarding) = &self.house.forwarding {
            forwarding.stop();
        }
        self.documents.work.stop().await;
        self.documents.hub.close();
        self.house.upkeep.stop().await;
        let sealed = self.audit.close(&self.storage).await;
        self.storage.close().await?;
        sealed
    }
}

impl House {
    /// Joins the handles of one actor in one workspace.
    fn join(
        self,
        storage: Arc<dyn Storage>,
        documents: Documents,
        communications: Communications,
        guard: Guard,
    ) -> Office {
        let randomness = || Arc::clone(&self.randomness);
        let (engine, work) = (Arc::clone(&self.engine), Arc::clone(&documents.work));
        let runs: Arc<dyn Follower> =
            Arc::new(RunFollower { engine: Arc::clone(&engine), work: Arc::clone(&work) });
        let erasures: Arc<dyn Follower> = Arc::new(ErasureFollower {
            clock: Arc::clone(&documents.ingest.work_clock),
            randomness: Arc::clone(&documents.ingest.work_randomness),
            work: Arc::clone(&work),
        });
        let deliveries: Arc<dyn Follower> = Arc::new(DeliveryFollower::new(communications.outbox()));
        let followers = vec![runs, erasures, deliveries, Arc::new(WebhookFollower)];
        let approvals = Approvals::new(guard.clone(), randomness()).with_followers(followers);
        let (feed, settings) = (self.feed.clone(), Arc::clone(&self.webhook_settings));
        let webhooks = Webhooks::new(guard.clone(), randomness(), feed, Arc::clone(&work), settings);
        Office {
            contacts: communications.contacts(),
            people: People::new(guard.clone(), randomness()),
            workspaces: Workspaces::new(guard.clone(), randomness()),
            audit: Audit::new(guard.clone(), Arc::clone(&self.clock), self.key.clone()),
            memory: Memory::new(documents.clone()),
            schedules: Schedules::new(
                guard.clone(),
                Arc::clone(&engine),
                Arc::clone(&work),
                documents.ingest.time_zone.clone(),
            ),
            privacy: Privacy::new(
                guard.clone(),
                approvals.clone(),
                documents.clone(),
                communications.clone(),
                Arc::clone(&work),
            ),
            agents: Agents::new(guard.clone(), engine, approvals.clone(), work),
            webhooks,
            approvals,
            storage,
            documents,
            communications,
            guard,
            house: self,
        }
    }
}

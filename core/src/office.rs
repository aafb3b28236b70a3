//! The office: the only place where the parts are joined.

mod backup;
mod changes;
mod crew;
mod doctor;
mod erased;
mod foreign;
mod forwarding;
mod model;
mod places;
#[cfg(feature = "encryption")]
mod rotation;
mod upkeep;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::agents::{
    Agent, Agents, Engine, Kit, Playbook, RUN_SNAPSHOTS, RUN_SPECS, RUNS, RunFollower, RunHandler, RunHub,
    SpecShelf, Tool,
};
use crate::approvals::{APPROVALS, Approvals, Follower};
use crate::audit::{Audit, AuditKey, Guard, Noted, Noting, SEAL_HEADS};
use crate::blobs::Blobs;
use crate::clock::{Clock, SystemClock};
use crate::communications::contacts::{CONTACT_KEYS, CONTACT_POLICIES, CONTACTS, SUPPRESSIONS};
use crate::communications::outbox::{
    DELIVERIES, DeliveryFollower, Outbox, Post, SEND_SLOTS, SentMail, Transport,
};
use crate::communications::{
    Communications, Contacts, DRAFT_VERSIONS, DRAFTS, FOLLOW_UPS, FollowUpHandler, FollowUps, MAILBOXES,
    Registers, TEMPLATES,
};
use crate::documents::file_parser::{FileParser, FileParsers};
use crate::documents::grounded::Assistant;
use crate::documents::indexes::Indexes;
use crate::documents::ingest::Ingest;
use crate::documents::isolation::ParserProgram;
use crate::documents::jobs::Hub;
use crate::documents::ocr::{Ocr, Tesseract};
use crate::documents::{DOCUMENT_TEXTS, DOCUMENTS, DocumentRepository, Documents, JOBS, MODEL_REPLIES};
use crate::error::{Error, ErrorKind, Result};
use crate::forwarding::{AUDIT_FORWARDS, Forwarding};
use crate::id::{Randomness, SystemRandomness, WorkspaceId};
use crate::memory::{FACTS, Memory};
use crate::models::LanguageModel;
use crate::people::{ORGANISATIONS, People, Workspaces};
use crate::privacy::{
    ERASURE_PLANS, ERASURES, EraseHandler, ErasureFollower, LEGAL_HOLDS, Privacy, RETENTION_POLICIES,
    RetentionHandler,
};
use crate::queue::Queue;
use crate::rights::{Actor, Gate, MEMBERSHIPS, PEOPLE, SERVICE_ACCOUNTS, WORKSPACES};
use crate::schedules::{
    ArrivalHandler, ArrivalWatch, SCHEDULE_FIRINGS, SCHEDULES, ScheduleHandler, Schedules,
};
use crate::search::{CheckedEmbedder, Embedder};
use crate::sessions::{
    AGENDA_FEEDS, FEDERATED_SIGN_INS, INVITATIONS, PasswordCost, Passwords, SERVICE_TOKENS, SESSIONS,
    SIGN_INS,
};
use crate::settings::{Isolation, Settings, WebhookSettings};
use crate::storage::{Collection, Recent, Storage};
use crate::tools::{OfficeTools, playbooks};
use crate::webhooks::{
    Feed, FeedHandler, Pump, WEBHOOK_DELIVERIES, WEBHOOK_FEEDS, WEBHOOKS, WebhookFollower, WebhookHandler,
    Webhooks,
};
use crate::work::{Background, Handler, WORK};

pub use self::changes::{OfficeChange, Standing};
use self::crew::{processors, time_zone, worker};
pub use self::doctor::{Health, PartHealth};
use self::places::Places;
#[cfg(feature = "encryption")]
pub use self::rotation::{KeyProgress, KeyReport};
use self::upkeep::Upkeep;

/// All collections of an office.
const COLLECTIONS: [Collection; 43] = [
    DOCUMENTS,
    DOCUMENT_TEXTS,
    MODEL_REPLIES,
    DRAFTS,
    DRAFT_VERSIONS,
    TEMPLATES,
    DELIVERIES,
    SEND_SLOTS,
    CONTACTS,
    CONTACT_KEYS,
    SUPPRESSIONS,
    CONTACT_POLICIES,
    MAILBOXES,
    FOLLOW_UPS,
    JOBS,
    WORK,
    ORGANISATIONS,
    WORKSPACES,
    PEOPLE,
    MEMBERSHIPS,
    SERVICE_ACCOUNTS,
    APPROVALS,
    SEAL_HEADS,
    RUNS,
    RUN_SPECS,
    RUN_SNAPSHOTS,
    SCHEDULES,
    SCHEDULE_FIRINGS,
    FACTS,
    SIGN_INS,
    FEDERATED_SIGN_INS,
    SESSIONS,
    INVITATIONS,
    SERVICE_TOKENS,
    ERASURES,
    ERASURE_PLANS,
    LEGAL_HOLDS,
    RETENTION_POLICIES,
    WEBHOOKS,
    WEBHOOK_DELIVERIES,
    WEBHOOK_FEEDS,
    AGENDA_FEEDS,
    AUDIT_FORWARDS,
];

/// What every call asks, and is remembered for a moment: who may do what, and who is signed in.
const ASKED_ALWAYS: [&str; 6] = [
    WORKSPACES.name,
    PEOPLE.name,
    MEMBERSHIPS.name,
    SERVICE_ACCOUNTS.name,
    SESSIONS.name,
    SERVICE_TOKENS.name,
];

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

/// Chooses the parts of an office; what is not chosen is the embedded default.
#[derive(Debug, Default)]
pub struct OfficeBuilder {
    settings: Settings,
    folder: Option<PathBuf>,
    storage: Option<Arc<dyn Storage>>,
    blobs: Option<Arc<dyn Blobs>>,
    queue: Option<Arc<dyn Queue>>,
    clock: Option<Arc<dyn Clock>>,
    randomness: Option<Arc<dyn Randomness>>,
    ocr: Option<Arc<dyn Ocr>>,
    file_parsers: Vec<Arc<dyn FileParser>>,
    embedder: Option<Arc<dyn Embedder>>,
    audit_key: Option<AuditKey>,
    #[cfg(feature = "encryption")]
    keys: Option<Arc<dyn crate::keys::Keys>>,
    transports: Vec<Arc<dyn Transport>>,
    sent_mail: Option<Arc<dyn SentMail>>,
    models: Vec<Arc<dyn LanguageModel>>,
    tools: Vec<Arc<dyn Tool>>,
    playbooks: Vec<Arc<dyn Playbook>>,
    agents: Vec<Agent>,
    password_cost: PasswordCost,
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

impl OfficeBuilder {
    /// Sets the plain-data settings.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Keeps everything in this folder, or in the database at this address; without one, everything is in
    /// memory.
    #[must_use]
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Uses this database; it must know [`OfficeBuilder::collections`].
    #[must_use]
    pub fn storage(mut self, storage: Arc<dyn Storage>) -> Self {
        self.storage = Some(storage);
        self
    }

    /// Uses this store for files.
    #[must_use]
    pub fn blobs(mut self, blobs: Arc<dyn Blobs>) -> Self {
        self.blobs = Some(blobs);
        self
    }

    /// Carries the wake-ups of work by this queue.
    #[must_use]
    pub fn queue(mut self, queue: Arc<dyn Queue>) -> Self {
        self.queue = Some(queue);
        self
    }

    /// Uses this clock.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Uses this randomness.
    #[must_use]
    pub fn randomness(mut self, randomness: Arc<dyn Randomness>) -> Self {
        self.randomness = Some(randomness);
        self
    }

    /// Reads scanned pages with this engine.
    #[must_use]
    pub fn ocr(mut self, ocr: Arc<dyn Ocr>) -> Self {
        self.ocr = Some(ocr);
        self
    }

    /// Reads files of this parser's endings with it, before the built-in parsers look at them. Of several
    /// parsers for one ending the one that was added first is asked first.
    #[must_use]
    pub fn file_parser(mut self, parser: Arc<dyn FileParser>) -> Self {
        self.file_parsers.push(parser);
        self
    }

    /// Compares passages and queries by this model's vectors in place of the built-in model's. Another one
    /// than before makes the search index anew, at the next search.
    #[must_use]
    pub fn embedder(mut self, embedder: Arc<dyn Embedder>) -> Self {
        self.embedder = Some(embedder);
        self
    }

    /// Seals the audit under this key; without one it is written, but not protected.
    #[must_use]
    pub fn audit_key(mut self, key: AuditKey) -> Self {
        self.audit_key = Some(key);
        self
    }

    /// Keeps files encrypted under these master keys, in place of those that the settings name.
    #[cfg(feature = "encryption")]
    #[must_use]
    pub fn keys(mut self, keys: Arc<dyn crate::keys::Keys>) -> Self {
        self.keys = Some(keys);
        self
    }

    /// Sends mail by this transport. The first one is the usual one, before that of the settings.
    #[must_use]
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transports.push(transport);
        self
    }

    /// Finds sent mail here, and files it.
    #[must_use]
    pub fn sent_mail(mut self, sent_mail: Arc<dyn SentMail>) -> Self {
        self.sent_mail = Some(sent_mail);
        self
    }

    /// Asks this language model, in place of that of the settings. Agents may name others that were added after it.
    #[must_use]
    pub fn model(mut self, model: Arc<dyn LanguageModel>) -> Self {
        self.models.push(model);
        self
    }

    /// Lets agents and playbooks use this tool, by its name. Of two with one name the last one counts.
    #[must_use]
    pub fn tool(mut self, tool: Arc<dyn Tool>) -> Self {
        self.tools.push(tool);
        self
    }

    /// Lets runs be played by this playbook, by its name. Of two with one name the last one counts.
    #[must_use]
    pub fn playbook(mut self, playbook: Arc<dyn Playbook>) -> Self {
        self.playbooks.push(playbook);
        self
    }

    /// Lets other agents work with this one, by its name.
    #[must_use]
    pub fn agent(mut self, agent: Agent) -> Self {
        self.agents.push(agent);
        self
    }

    /// Hashes passwords at this cost.
    #[must_use]
    pub fn password_cost(mut self, cost: PasswordCost) -> Self {
        self.password_cost = cost;
        self
    }

    /// Returns the collections that a database of an office must declare.
    pub fn collections() -> &'static [Collection] {
        &COLLECTIONS
    }

    /// Opens the office.
    ///
    /// # Errors
    /// As [`Office::open`]; `invalid_input` for an unknown time zone, for an embedder without a name or with too many
    /// dimensions, and for an agent, tool or playbook that is not well formed; `not_found` for a team's agent that is
    /// not there.
    pub async fn build(self) -> Result<Office> {
        let Self {
            settings,
            folder,
            storage,
            blobs,
            clock,
            randomness,
            ocr,
            file_parsers,
            embedder,
            audit_key,
            queue,
            #[cfg(feature = "encryption")]
            keys,
            transports,
            sent_mail,
            mut models,
            tools,
            playbooks: own_playbooks,
            agents,
            password_cost,
        } = self;
        let post = Arc::new(Post::open(settings.mail.clone(), transports, sent_mail).await?);
        let places = Places::new(folder, &settings)?;
        #[cfg(feature = "encryption")]
        let places = places.with_keys(keys);
        places.make().await?;
        let storage = match storage {
            Some(storage) => storage,
            None => places.storage(&COLLECTIONS).await?,
        };
        let (unsealed, untold) = (Arc::new(Noted::default()), Arc::new(Noted::default()));
        let before = audit_key.iter().map(|_| Arc::clone(&unsealed)).collect();
        let unforwarded = settings.forwarding.is_some().then(|| Arc::new(Noted::default()));
        let after = std::iter::once(&untold).chain(&unforwarded).cloned().collect();
        let storage = Arc::new(Recent::new(storage, &ASKED_ALWAYS));
        let storage: Arc<dyn Storage> = Arc::new(Noting::new(storage, before, after));
        let clock = clock.unwrap_or_else(|| Arc::new(SystemClock));
        let randomness = randomness.unwrap_or_else(|| Arc::new(SystemRandomness));
        if models.is_empty() {
            models.extend(model::configured(&settings, &clock, &randomness).await?);
        }
        let model = models.first().cloned();
        let work_clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let prices = model::prices(&settings, model.as_ref());
        let assistant = model::assistant(&settings, model.as_ref(), &prices, &work_clock);
        let blobs = match blobs {
            Some(blobs) => blobs,
            None => places.blobs(&randomness).await?,
        };
        let queue = match queue {
            Some(queue) => queue,
            None => places.queue(&randomness)?,
        };
        let workspace = WorkspaceId::default_workspace();
        let embedder =
            embedder.map(|embedder| CheckedEmbedder::new(embedder, &settings.limits)).transpose()?;
        let indexes = Indexes::new(places.folder.as_ref().map(|folder| folder.join("index")), embedder);
        let registers = Registers::new(places.folder.as_ref().map(|folder| folder.join("register")));
        indexes.of(&workspace)?;
        let parser = match &settings.isolation {
            None | Some(Isolation::InProcess) => None,
            Some(Isolation::Program { path }) => Some(Arc::new(ParserProgram::new(path.clone()))),
        };
        let ocr = ocr.or_else(|| {
            settings.tesseract.clone().map(|path| Arc::new(Tesseract::new(path)) as Arc<dyn Ocr>)
        });
        let parallel = settings.parallel.unwrap_or_else(processors).max(1);
        let ingest = Ingest {
            repository: DocumentRepository::new(Arc::clone(&storage), workspace.clone()),
            blobs,
            clock: Arc::clone(&clock),
            work_clock,
            randomness: Arc::clone(&randomness),
            work_randomness: Arc::new(SystemRandomness),
            limits: settings.limits,
            time_zone: time_zone(settings.time_zone.as_deref())?,
            file_parsers: Arc::new(FileParsers::new(file_parsers)),
            parser,
            ocr,
            permits: Arc::new(Semaphore::new(parallel)),
            assistant: assistant.clone().filter(|assistant| assistant.settings.brief),
            arrivals: Arc::new(ArrivalWatch {
                storage: Arc::clone(&storage),
                work_clock: Arc::new(SystemClock),
                work_randomness: Arc::new(SystemRandomness),
            }),
        };
        let gate = Gate::new(Arc::clone(&storage), workspace.clone(), Actor::Owner);
        let guard = Guard::new(Arc::clone(&storage), gate, Arc::clone(&clock));
        let (ingest, hub, indexes) = (Arc::new(ingest), Arc::new(Hub::new()), Arc::new(indexes));
        let registers = Arc::new(registers);
        let desk = |work: Background, assistant: Option<Arc<Assistant>>| {
            let documents = Documents {
                ingest: Arc::clone(&ingest),
                indexes: Arc::clone(&indexes),
                owner: settings.owner.clone(),
                guard: guard.clone(),
                hub: Arc::clone(&hub),
                work: Arc::new(work),
                assistant,
            };
            let communications = Communications::new(
                documents.clone(),
                Arc::clone(&storage),
                workspace.clone(),
                Arc::clone(&clock),
                Arc::clone(&randomness),
                guard.clone(),
            )
            .with_post(Arc::clone(&post))
            .with_registers(Arc::clone(&registers));
            (documents, communications)
        };
        // The worker holds the tools: handles that hold the worker would keep it for ever. Nor do they hold the model:
        // what runs ask of it is in their log and budget.
        let (documents, communications) = desk(Background::start(None), None);
        let office_tools = OfficeTools::new(&documents, &communications);
        // The names of foreign tools never hide own ones.
        let foreign = foreign::tools(&settings).await?;
        let tools = foreign.into_iter().chain(office_tools.all()).chain(tools).collect();
        let playbooks = playbooks::all().into_iter().chain(own_playbooks).collect();
        let engine = Arc::new(Engine {
            storage: Arc::clone(&storage),
            blobs: Arc::clone(&ingest.blobs),
            clock: Arc::clone(&clock),
            randomness: Arc::clone(&randomness),
            work_clock: Arc::clone(&ingest.work_clock),
            work_randomness: Arc::clone(&ingest.work_randomness),
            kit: Kit::new(tools, playbooks, models, agents)?.with_prices(prices),
            hub: RunHub::default(),
            ready: SpecShelf::default(),
        });
        let webhook_settings = Arc::new(settings.webhooks.clone());
        let feed = Feed {
            storage: Arc::clone(&storage),
            clock: Arc::clone(&clock),
            work_clock: Arc::clone(&ingest.work_clock),
            work_randomness: Arc::clone(&ingest.work_randomness),
            time_zone: ingest.time_zone.clone(),
        };
        let mut handlers: Vec<Arc<dyn Handler>> = vec![
            Arc::new(ScheduleHandler { engine: Arc::clone(&engine), documents: documents.clone() }),
            Arc::new(ArrivalHandler {
                engine: Arc::clone(&engine),
                documents: documents.clone(),
                communications: communications.clone(),
            }),
            Arc::new(RunHandler { engine: Arc::clone(&engine) }),
            Arc::new(RetentionHandler { documents: documents.clone() }),
            Arc::new(EraseHandler {
                documents,
                communications: communications.clone(),
                collections: &COLLECTIONS,
            }),
            Arc::new(FollowUpHandler { communications }),
            Arc::new(FeedHandler { feed: feed.clone() }),
            Arc::new(WebhookHandler {
                storage: Arc::clone(&storage),
                clock: Arc::clone(&clock),
                randomness: Arc::clone(&randomness),
                work_randomness: Arc::clone(&ingest.work_randomness),
                guard: guard.clone(),
                settings: Arc::clone(&webhook_settings),
                #[cfg(feature = "fetch")]
                line: Default::default(),
            }),
        ];
        handlers.extend(forwarding::handler(&settings, &storage, &clock, &audit_key)?);
        let work = Background::start(worker(&ingest, &hub, &post, handlers, queue, &settings, parallel));
        let (documents, communications) = desk(work, assistant);
        let (key, sealed) = (audit_key.clone(), Arc::clone(&storage));
        let upkeep = Upkeep::start(upkeep::PAUSE, sealed, Arc::clone(&clock), key, unsealed);
        let house = House {
            clock: Arc::clone(&clock),
            randomness: Arc::clone(&randomness),
            key: audit_key,
            upkeep: Arc::new(upkeep),
            engine,
            model,
            // Each takes a processor and its memory for a while: one of the processors stays free for the rest.
            passwords: Arc::new(Passwords::new(password_cost, processors().div_ceil(2))),
            pump: Arc::new(Pump::start(feed.clone(), untold, Arc::clone(&documents.work))),
            feed,
            webhook_settings,
            forwarding: unforwarded.map(|noted| {
                let own = (Arc::clone(&storage), Arc::clone(&documents.work));
                forwarding::start(own, &documents.ingest, noted)
            }),
        };
        Ok(house.join(storage, documents, communications, guard))
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

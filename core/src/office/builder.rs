//! How an office is put together: its parts, and what they are when none is chosen.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::Semaphore;

use super::collections::{ASKED_ALWAYS, COLLECTIONS};
use super::crew::{processors, time_zone, worker};
use super::places::Places;
use super::upkeep::{self, Upkeep};
use super::{House, Office, foreign, forwarding, model};
use crate::agents::{Agent, Engine, Kit, Named, Playbook, RunHandler, RunHub, SpecShelf, Tool};
use crate::audit::{AuditKey, Guard, Noted, Noting};
use crate::blobs::Blobs;
use crate::clock::{Clock, SystemClock};
use crate::communications::outbox::{Post, SentMail, Transport};
use crate::communications::{Communications, FollowUpHandler, Registers};
use crate::documents::file_parser::{FileParser, FileParsers};
use crate::documents::grounded::Assistant;
use crate::documents::indexes::Indexes;
use crate::documents::ingest::Ingest;
use crate::documents::isolation::ParserProgram;
use crate::documents::jobs::Hub;
use crate::documents::ocr::{Ocr, Tesseract};
use crate::documents::{DocumentRepository, Documents};
use crate::error::Result;
use crate::id::{Randomness, SystemRandomness, WorkspaceId};
use crate::models::LanguageModel;
use crate::privacy::{EraseHandler, RetentionHandler};
use crate::queue::Queue;
use crate::rights::{Actor, Gate};
use crate::schedules::{ArrivalHandler, ArrivalWatch, ScheduleHandler};
use crate::search::{CheckedEmbedder, Embedder};
use crate::sessions::{PasswordCost, Passwords};
use crate::settings::{Isolation, Settings};
use crate::storage::{Collection, Recent, Storage};
use crate::tools::{OfficeTools, playbooks};
use crate::webhooks::{Feed, FeedHandler, Pump, WebhookHandler};
use crate::work::{Background, Handler};

/// Chooses the parts of an office; what is not chosen is the embedded default.
#[derive(Debug, Default)]
pub struct OfficeBuilder {
    pub(super) settings: Settings,
    pub(super) folder: Option<PathBuf>,
    pub(super) storage: Option<Arc<dyn Storage>>,
    pub(super) blobs: Option<Arc<dyn Blobs>>,
    pub(super) queue: Option<Arc<dyn Queue>>,
    pub(super) clock: Option<Arc<dyn Clock>>,
    pub(super) randomness: Option<Arc<dyn Randomness>>,
    pub(super) ocr: Option<Arc<dyn Ocr>>,
    pub(super) file_parsers: Vec<Arc<dyn FileParser>>,
    pub(super) embedder: Option<Arc<dyn Embedder>>,
    pub(super) audit_key: Option<AuditKey>,
    #[cfg(feature = "encryption")]
    pub(super) keys: Option<Arc<dyn crate::keys::Keys>>,
    pub(super) transports: Vec<Arc<dyn Transport>>,
    pub(super) sent_mail: Option<Arc<dyn SentMail>>,
    pub(super) models: Vec<Arc<dyn LanguageModel>>,
    pub(super) tools: Vec<Arc<dyn Tool>>,
    pub(super) playbooks: Vec<Arc<dyn Playbook>>,
    pub(super) agents: Vec<Agent>,
    pub(super) password_cost: PasswordCost,
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
        let assistant = model::assistant(&settings, model.as_ref(), prices.as_ref(), &work_clock);
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
        let indexes = Indexes::new(places.derived("index"), embedder);
        let registers = Registers::new(places.derived("register"));
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
        let offered = move || Named::of_the_office(office_tools.all(), playbooks::all());
        let foreign = Named::new(foreign::tools(&settings).await?, [])?;
        let engine = Arc::new(Engine {
            storage: Arc::clone(&storage),
            blobs: Arc::clone(&ingest.blobs),
            clock: Arc::clone(&clock),
            randomness: Arc::clone(&randomness),
            work_clock: Arc::clone(&ingest.work_clock),
            work_randomness: Arc::clone(&ingest.work_randomness),
            kit: Kit::new(Named::new(tools, own_playbooks)?, offered, foreign, models, agents)?
                .with_prices(prices),
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

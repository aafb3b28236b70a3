//! Drives a run while a worker holds it: does what [`step`] says, and writes down what comes of it.
//!
//! Nothing is told to a tool, a model or a person before the event that says so is durable where the write rules ask
//! for it. All writes go through the claim of the work, and expect the last event that the driver knows: who has lost
//! the run writes nothing.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use futures::stream::{FuturesUnordered, StreamExt};
use tokio::time::Instant;
use tracing::Instrument;

use super::calling::{Attempt, Ticket};
use super::engine::Engine;
use super::event::{RunEntry, RunEvent};
use super::hub::Topic;
use super::judge::Judge;
use super::play::Player;
use super::record::{Run, RunKind, RunStatus, RunWork, Runs};
use super::shelf::Shelf;
use super::snapshot::{KeptSnapshot, Standing};
use super::spec::{Decides, Ready};
use super::state::{Call, RunState};
use super::step::{RunAction, step};
use super::telemetry;
use super::tool::{Effect, Reconciled, ToolOutput};
use super::turn::Conversation;
use super::writing::{Behind, Held};
use crate::error::{Error, ErrorKind, Result};
use crate::id::WorkspaceId;
use crate::models::{ModelReply, ModelRequest};
use crate::work::{Done, Task};

/// How often the run is looked at for what other processes wrote, while something is under way.
const LOOK: Duration = Duration::from_secs(1);
/// How long effects that are under way may take when the run is to end.
const GRACE: Duration = Duration::from_secs(2);

/// What came of something that was under way.
#[derive(Debug)]
pub(super) enum Landing {
    Answered { request: Box<ModelRequest>, said: usize, reply: Result<ModelReply> },
    Called { call: String, attempt: Attempt<ToolOutput> },
    Reconciled { call: String, attempt: Attempt<Reconciled> },
}

/// What is under way, and whether it has effects.
#[derive(Default)]
struct Flights<'a> {
    all: FuturesUnordered<BoxFuture<'a, Landing>>,
    named: BTreeMap<String, bool>,
    /// Until when effects are waited for, when the run is to end.
    until: Option<Instant>,
}

/// A run in hand.
#[derive(Debug)]
pub(super) struct Drive<'a> {
    pub(super) engine: &'a Engine,
    pub(super) task: &'a Task,
    pub(super) runs: Runs,
    pub(super) run: Run,
    pub(super) version: u64,
    pub(super) state: RunState,
    /// The last event that the state holds.
    pub(super) last: RunEntry,
    pub(super) kept: KeptSnapshot,
    /// What is to be written in a moment.
    pub(super) held: Held,
    /// The write that is on its way while the run goes on.
    pub(super) behind: Option<Behind<'a>>,
    pub(super) pinned: Ready,
    pub(super) shelf: Shelf,
    pub(super) conversation: Conversation,
    pub(super) player: Option<Player>,
    /// What the code of the playbook did that its log does not hold.
    pub(super) strayed: Option<Error>,
    pub(super) topic: Arc<Topic>,
}

/// The name of the model among what is under way.
const MODEL: &str = "";

impl<'a> Drive<'a> {
    /// Takes a run in hand; nothing when it is over, or other work has taken its place.
    pub(super) async fn of(engine: &'a Engine, task: &'a Task) -> Result<Option<Box<Self>>> {
        let work: RunWork = task.read()?;
        let runs = engine.runs(task.workspace());
        let (run, version) = match runs.get(&work.run).await {
            Ok((run, version)) if run.turn == work.turn && !run.status.is_over() => (run, version),
            Ok(_) => return Ok(None),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let topic = engine.hub.topic(&run.id);
        let (Standing { state, last, kept }, rest) = match run.kind {
            RunKind::Agent => (runs.standing(&run.id).await?, Vec::new()),
            // The code is given each event.
            RunKind::Playbook => runs.beginning(&run.id).await?,
        };
        let pinned = engine.pinned(task.workspace(), &state.spec).await?;
        let shelf = Shelf::new(Arc::clone(&engine.blobs), task.workspace().clone());
        let mut drive = Box::new(Self {
            engine,
            task,
            runs,
            run,
            version,
            state,
            last,
            kept,
            held: Held::default(),
            behind: None,
            pinned,
            shelf,
            conversation: Conversation::default(),
            player: None,
            strayed: None,
            topic,
        });
        drive.set_up().await?;
        for entry in rest {
            drive.take(entry).await?;
        }
        Ok(Some(drive))
    }

    pub(super) fn run_workspace(&self) -> &WorkspaceId {
        &self.runs.workspace
    }

    pub(super) fn is_playbook(&self) -> bool {
        matches!(self.pinned.spec.decides, Decides::Playbook { .. })
    }

    /// Says whether the run is no longer in hand, or soon will not be.
    pub(super) fn is_lost(&self) -> bool {
        self.task.is_cancelled()
    }

    /// Goes on until the run is over or waits.
    pub(super) async fn go(mut self: Box<Self>) -> Result<Done> {
        let done = self.go_on().await;
        if done.is_err() {
            // What a call came to is not forgotten because something else failed. This failure is the one to tell.
            let _ = Box::pin(self.settle()).await;
        }
        done
    }

    /// What a run is held by while a model or a tool works is this future: all that takes part only for a moment has a
    /// box of its own, so that many runs can be in flight.
    async fn go_on(&mut self) -> Result<Done> {
        let mut flights = Flights::default();
        let mut words = self.topic.words();
        if self.run.status == RunStatus::Waiting {
            Box::pin(self.resume()).await?;
        }
        loop {
            let is_stopping = self.task.is_cancelled();
            match Box::pin(self.act(is_stopping, &mut flights)).await? {
                Some(Acted::Over(done)) => return Ok(*done),
                Some(Acted::Moved) => continue,
                None => {}
            }
            if flights.all.is_empty() {
                if is_stopping {
                    return Err(Error::unavailable("the worker stops; the run goes on with the next one"));
                }
                if let Some(done) = Box::pin(self.rest()).await? {
                    return Ok(done);
                }
                continue;
            }
            let look = flights.until.unwrap_or_else(|| Instant::now() + LOOK);
            tokio::select! {
                biased;
                written = Behind::written(&mut self.behind), if self.behind.is_some() => {
                    Box::pin(self.settled(written)).await?;
                }
                () = self.held.waited() => Box::pin(self.send_held()).await?,
                Some(landing) = flights.all.next() => Box::pin(self.land(landing, &mut flights)).await?,
                Ok(()) = words.changed() => Box::pin(self.catch_up()).await.map(drop)?,
                () = self.task.cancelled(), if !is_stopping => {}
                () = tokio::time::sleep_until(look) => {
                    Box::pin(self.catch_up()).await?;
                    if flights.until.is_some_and(|until| until <= Instant::now()) {
                        flights.all.clear();
                        flights.named.clear();
                    }
                }
            }
        }
    }

    /// Does what can be done now; nothing when all of it is under way or waits, or the worker stops.
    async fn act(&mut self, is_stopping: bool, flights: &mut Flights<'a>) -> Result<Option<Acted>> {
        if is_stopping {
            return Ok(None);
        }
        if let Some(error) = self.strayed.take() {
            return self.fails(error.kind(), error.message().to_owned(), flights).await;
        }
        let mut ready = Vec::new();
        for action in step(&self.state, self.is_playbook(), self.engine.clock.now()) {
            match action {
                RunAction::AskModel => {
                    if !flights.named.contains_key(MODEL) {
                        self.ask_model(flights).await?;
                    }
                }
                RunAction::Play => {
                    if let Some(acted) = self.play_on(flights.have_effects()).await? {
                        return Ok(Some(acted));
                    }
                }
                RunAction::MakeCall(id) if flights.named.contains_key(&id) => {}
                RunAction::Reconcile(id) if flights.named.contains_key(&id) => {}
                RunAction::MakeCall(id) => ready.push(id),
                RunAction::Reconcile(id) => {
                    let Some(call) = self.state.call(&id).cloned() else { continue };
                    match self.ticket(&call).await? {
                        Ok(ticket) => flights.start(id, false, Box::pin(ticket.reconcile())),
                        Err(_) => {
                            let why = "the call was interrupted, and its tool is gone".to_owned();
                            self.commit(vec![RunEvent::ToolUnknown { call: id, why }]).await?;
                            return Ok(Some(Acted::Moved));
                        }
                    }
                }
                RunAction::AskPeople(id) => {
                    self.ask_people(&id).await?;
                    return Ok(Some(Acted::Moved));
                }
                RunAction::Lapse(id) => {
                    self.lapse(&id).await?;
                    return Ok(Some(Acted::Moved));
                }
                RunAction::Fire(call) => {
                    self.commit(vec![RunEvent::TimerFired { call }]).await?;
                    return Ok(Some(Acted::Moved));
                }
                RunAction::Finish => {
                    return match self.judge().outcome().await? {
                        Ok(ending) => Ok(Some(Acted::over(self.close(ending).await?))),
                        Err(rejected) => {
                            self.commit(vec![rejected]).await?;
                            Ok(Some(Acted::Moved))
                        }
                    };
                }
                RunAction::GiveUp => {
                    let message = "the model does not keep to the form of the outcome".to_owned();
                    return self.fails(ErrorKind::Corrupt, message, flights).await;
                }
                RunAction::Exceed(item, limit) => {
                    return self.wind_down(RunEvent::BudgetExceeded { item, limit }, flights).await;
                }
                RunAction::Cancel => return self.wind_down(RunEvent::Cancelled, flights).await,
            }
        }
        Ok(self.make(ready, flights).await?.then_some(Acted::Moved))
    }

    async fn fails(
        &mut self,
        kind: ErrorKind,
        message: String,
        flights: &mut Flights<'a>,
    ) -> Result<Option<Acted>> {
        self.wind_down(RunEvent::RunFailed { kind, message }, flights).await
    }

    /// Ends the run. What has no effects is dropped; what has may come to its end for a while.
    async fn wind_down(&mut self, last: RunEvent, flights: &mut Flights<'a>) -> Result<Option<Acted>> {
        if flights.have_effects() {
            if matches!(last, RunEvent::RunFailed { .. }) {
                // It is not in the state: it is asked for anew after the next landing.
                self.strayed = failed(&last);
            }
            flights.until.get_or_insert_with(|| Instant::now() + GRACE);
            return Ok(None);
        }
        flights.all.clear();
        let why = "the run ended while the call was under way".to_owned();
        let unknown =
            self.undecided().into_iter().map(|call| RunEvent::ToolUnknown { call, why: why.clone() });
        let events = unknown.chain([last]).collect();
        Ok(Some(Acted::over(self.close(events).await?)))
    }

    /// Asks the model, and lets its pieces be heard.
    async fn ask_model(&mut self, flights: &mut Flights<'a>) -> Result<()> {
        let request = Box::new(self.request().await?);
        let name = self.pinned.agent().and_then(|agent| agent.model.clone());
        let model = Arc::clone(self.engine.kit.model(name.as_deref())?);
        let said = self.state.said.len();
        self.topic.begin(self.state.spent.turns + 1);
        let topic = Arc::clone(&self.topic);
        let sink: Option<crate::models::DeltaSink> = topic
            .has_listeners()
            .then(|| Arc::new(move |delta| topic.add(delta)) as crate::models::DeltaSink);
        let future = async move {
            let who = model.name();
            let span = telemetry::chat(&who, &request);
            let asked = crate::callback::call(&who, MODEL_MOST, model.complete(&request, sink));
            let reply = asked.instrument(span.clone()).await;
            telemetry::answered(&span, &reply);
            Landing::Answered { request, said, reply }
        };
        flights.start(MODEL.to_owned(), false, Box::pin(future));
        Ok(())
    }

    /// Begins calls; says whether something was written in the place of one.
    async fn make(&mut self, ready: Vec<String>, flights: &mut Flights<'a>) -> Result<bool> {
        let mut tickets = Vec::with_capacity(ready.len());
        for id in &ready {
            let Some(call) = self.find(id) else { continue };
            if self.built_in(&call).await? {
                return Ok(true);
            }
            match self.ticket(&call).await? {
                Ok(ticket) => tickets.push((call.effect, ticket)),
                Err(failed) => {
                    self.commit(vec![failed]).await?;
                    return Ok(true);
                }
            }
        }
        let once = tickets.iter().filter(|(effect, _)| *effect == Effect::Once);
        let started: Vec<RunEvent> =
            once.map(|(_, ticket)| RunEvent::ToolStarted { call: ticket.id.clone() }).collect();
        if !started.is_empty() {
            self.commit(started).await?;
            if self.state.cancelled {
                return self.not_begun(tickets).await;
            }
        }
        for (effect, ticket) in tickets {
            let call = ticket.id.clone();
            flights.start(call, effect != Effect::Pure, Box::pin(ticket.call()));
        }
        Ok(false)
    }

    /// Writes that nothing had begun when the run was cancelled, so that nobody has to be asked.
    async fn not_begun(&mut self, tickets: Vec<(Effect, Ticket)>) -> Result<bool> {
        let once = tickets.into_iter().filter(|(effect, _)| *effect == Effect::Once);
        let failed = once.map(|(_, ticket)| RunEvent::ToolFailed {
            call: ticket.id,
            kind: ErrorKind::Unavailable,
            message: "the run was cancelled before the call began".to_owned(),
            retry_at: None,
        });
        self.commit(failed.collect()).await.map(|()| true)
    }

    async fn land(&mut self, landing: Landing, flights: &mut Flights<'a>) -> Result<()> {
        match landing {
            Landing::Called { call, attempt } => {
                flights.named.remove(&call);
                self.called(call, attempt).await
            }
            Landing::Reconciled { call, attempt } => {
                flights.named.remove(&call);
                self.reconciled(call, attempt).await
            }
            Landing::Answered { request, said, reply } => {
                flights.named.remove(MODEL);
                let reply = match reply {
                    Ok(reply) => reply,
                    // The worker asks again after a while; nothing was paid for.
                    Err(error) if error.is_retryable() => return Err(error.about("the model")),
                    Err(error) => {
                        self.strayed = Some(error.about("the model"));
                        return Ok(());
                    }
                };
                let events = match self.answered(reply, *request).await {
                    Err(error) if error.kind() == ErrorKind::LimitExceeded => {
                        self.strayed = Some(error.about("the model's answer"));
                        return Ok(());
                    }
                    events => events?,
                };
                self.write(events, self.task.batch(), Some(said)).await
            }
        }
    }

    /// Returns who decides for the run as it stands.
    pub(super) fn judge(&mut self) -> Judge<'_> {
        Judge { state: &self.state, pinned: &self.pinned, shelf: &mut self.shelf }
    }

    /// Finds a call.
    pub(super) fn find(&self, id: &str) -> Option<Call> {
        self.state.call(id).cloned()
    }
}

/// How long a model may take at most; its own limits are shorter.
const MODEL_MOST: Duration = Duration::from_secs(1_800);

/// What acting came to.
pub(super) enum Acted {
    /// The run is over or waits.
    Over(Box<Done>),
    /// Something was written: there may be other things to do now.
    Moved,
}

impl Acted {
    pub(super) fn over(done: Done) -> Self {
        Self::Over(Box::new(done))
    }
}

impl<'a> Flights<'a> {
    fn have_effects(&self) -> bool {
        self.named.values().any(|has_effects| *has_effects)
    }

    fn start(&mut self, name: String, has_effects: bool, flight: BoxFuture<'a, Landing>) {
        self.named.insert(name, has_effects);
        self.all.push(flight);
    }
}

fn failed(event: &RunEvent) -> Option<Error> {
    match event {
        RunEvent::RunFailed { kind, message } => Some(Error::new(*kind, message.clone())),
        _ => None,
    }
}

//! Long work whose progress is a stream.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use futures::future::{BoxFuture, FutureExt, Shared, ready};
use futures::stream::StreamExt;
use secretariat::agents::RunNews;
use secretariat::documents::{Job, JobFollower, Outcome};
use secretariat::id::{JobId, RunId};
use secretariat::{Error, Office, Result};
use serde::Serialize;

use crate::failure::Failure;
use crate::message::Message;
use crate::runtime::{enter, spawn};

type Later<T> = Shared<BoxFuture<'static, Result<T, Failure>>>;

/// Work in the background: its events can be read again from any position, its outcome as often as wanted.
#[derive(Clone)]
pub struct JobHandle {
    id: Arc<str>,
    follower: Later<Arc<dyn Follower>>,
    outcome: Later<Message>,
}

/// Follows work of any kind.
#[async_trait]
trait Follower: Send + Sync {
    /// Waits for the event after `sequence`; `None` when there are no more.
    async fn event(&self, sequence: u64) -> Result<Option<Message>>;

    /// Stops the work.
    fn cancel(&self);
}

#[async_trait]
impl Follower for JobFollower {
    async fn event(&self, sequence: u64) -> Result<Option<Message>> {
        let mut events = std::pin::pin!(self.progress(sequence));
        events.next().await.map(|event| Message::encode(&event)).transpose()
    }

    fn cancel(&self) {
        Self::cancel(self);
    }
}

/// Follows a run of an agent or a playbook.
struct RunFollower {
    office: Office,
    id: RunId,
}

#[async_trait]
impl Follower for RunFollower {
    async fn event(&self, sequence: u64) -> Result<Option<Message>> {
        let mut news = self.office.agents().events(&self.id, sequence).await?;
        while let Some(news) = news.next().await? {
            // Pieces of answers have no number by which they could be read again.
            if let RunNews::Event { entry } = news {
                return Message::encode(&entry).map(Some);
            }
        }
        Ok(None)
    }

    fn cancel(&self) {
        let (office, id) = (self.office.clone(), self.id.clone());
        // A run that is over has nothing to cancel.
        drop(spawn(async move { office.agents().cancel(&id, None).await.map(drop) }));
    }
}

impl JobHandle {
    /// Holds a job that was started, whose outcomes cross the border as `T`.
    pub(crate) fn started<T: From<Outcome> + Serialize + 'static>(job: Job) -> Self {
        Self::found::<T>(job.id().clone(), ready(Ok(job)))
    }

    /// Holds a job that is looked up when somebody first asks for it.
    pub(crate) fn found<T: From<Outcome> + Serialize + 'static>(
        id: JobId,
        job: impl Future<Output = Result<Job>> + Send + 'static,
    ) -> Self {
        // The job itself goes to whoever asks for the outcome first, and only once.
        let kept = Arc::new(Mutex::new(None));
        let taken = Arc::clone(&kept);
        let follower = async move {
            let job = job.await?;
            let follower = job.follower();
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(job);
            Ok(Arc::new(follower) as Arc<dyn Follower>)
        };
        let follower: Later<Arc<dyn Follower>> = follower.boxed().shared();
        let known = follower.clone();
        let outcome = async move {
            known.await?;
            let job = taken.lock().unwrap_or_else(PoisonError::into_inner).take();
            let job = job.ok_or_else(|| Error::internal("the job was waited for already"))?;
            let outcomes: Vec<T> = job.wait().await?.into_iter().map(T::from).collect();
            Ok(Message::encode(&outcomes)?)
        };
        Self { id: id.as_str().into(), follower, outcome: outcome.boxed().shared() }
    }

    /// Holds a run that is there already.
    pub(crate) fn of_run(id: RunId, office: Office) -> Self {
        let name = id.as_str().into();
        let (seen, run) = (office.clone(), id.clone());
        let follower = async move {
            seen.agents().run(&run).await?;
            Ok(Arc::new(RunFollower { office: seen, id: run }) as Arc<dyn Follower>)
        };
        let outcome = async move { Ok(Message::encode(&office.agents().wait(&id).await?)?) };
        Self { id: name, follower: follower.boxed().shared(), outcome: outcome.boxed().shared() }
    }

    /// Returns the id, by which the job can be followed again later, and by another process.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Waits for the event after `sequence`, from 0 on; `None` when there are no more.
    ///
    /// # Errors
    /// `not_found` when there is no such job; `internal` when the event has no JSON form.
    pub async fn event(&self, sequence: u64) -> Result<Option<Message>> {
        self.follower.clone().await?.event(sequence).await
    }

    /// Waits until the work is done.
    ///
    /// # Errors
    /// `not_found` when there is no such job; `unavailable` when it was cancelled.
    pub async fn wait(&self) -> Result<Message> {
        Ok(self.outcome.clone().await?)
    }

    /// Stops the work; what is stored stays. A job that is not there has nothing to stop.
    pub fn cancel(&self) {
        let Ok(_surroundings) = enter() else { return };
        let follower = self.follower.clone();
        match follower.clone().now_or_never() {
            Some(Ok(follower)) => follower.cancel(),
            Some(Err(_)) => {}
            // It is still looked up; who is told of an error is who waits for it.
            None => drop(spawn(async move { follower.await.map(|follower| follower.cancel()) })),
        }
    }
}

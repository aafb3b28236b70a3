//! Long work whose progress is a stream.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use futures::future::{BoxFuture, FutureExt, Shared, ready};
use futures::stream::StreamExt;
use secretariat::documents::{Job, JobFollower, Outcome};
use secretariat::id::JobId;
use secretariat::{Error, Result};
use serde::Serialize;

use crate::failure::Failure;
use crate::message::Message;
use crate::runtime::{enter, spawn};

type Later<T> = Shared<BoxFuture<'static, Result<T, Failure>>>;

/// Work in the background: its events can be read again from any position, its outcome as often as wanted.
#[derive(Clone)]
pub struct JobHandle {
    id: JobId,
    follower: Later<JobFollower>,
    outcome: Later<Message>,
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
            Ok(follower)
        };
        let follower: Later<JobFollower> = follower.boxed().shared();
        let known = follower.clone();
        let outcome = async move {
            known.await?;
            let job = taken.lock().unwrap_or_else(PoisonError::into_inner).take();
            let job = job.ok_or_else(|| Error::internal("the job was waited for already"))?;
            let outcomes: Vec<T> = job.wait().await?.into_iter().map(T::from).collect();
            Ok(Message::encode(&outcomes)?)
        };
        Self { id, follower, outcome: outcome.boxed().shared() }
    }

    /// Returns the id, by which the job can be followed again later, and by another process.
    pub fn id(&self) -> &str {
        self.id.as_str()
    }

    /// Waits for the event after `sequence`, from 0 on; `None` when there are no more.
    ///
    /// # Errors
    /// `not_found` when there is no such job; `internal` when the event has no JSON form.
    pub async fn event(&self, sequence: u64) -> Result<Option<Message>> {
        let follower = self.follower.clone().await?;
        let mut events = std::pin::pin!(follower.progress(sequence));
        events.next().await.map(|event| Message::encode(&event)).transpose()
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

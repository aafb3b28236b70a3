//! Long work whose progress is a stream.

use futures::future::{BoxFuture, FutureExt, Shared};
use futures::stream::StreamExt;
use secretariat::Result;
use secretariat::documents::{Job, JobFollower, Outcome};
use serde::Serialize;

use crate::failure::Failure;
use crate::message::Message;

/// Work in the background: its events can be read again from any position, its outcome as often as wanted.
#[derive(Clone)]
pub struct JobHandle {
    follower: JobFollower,
    outcome: Shared<BoxFuture<'static, Result<Message, Failure>>>,
}

impl JobHandle {
    /// Holds a job of the core, whose outcomes cross the border as `translate` says.
    pub(crate) fn new<T: Serialize + 'static>(job: Job, translate: fn(Outcome) -> T) -> Self {
        let follower = job.follower();
        let outcome = async move {
            let outcomes: Vec<T> = job.wait().await?.into_iter().map(translate).collect();
            Ok(Message::encode(&outcomes)?)
        };
        Self { follower, outcome: outcome.boxed().shared() }
    }

    /// Waits for the event after `sequence`, from 0 on; `None` when there are no more.
    ///
    /// # Errors
    /// `internal` when the event has no JSON form.
    pub async fn event(&self, sequence: u64) -> Result<Option<Message>> {
        let mut events = std::pin::pin!(self.follower.progress(sequence));
        events.next().await.map(|event| Message::encode(&event)).transpose()
    }

    /// Waits until the work is done.
    ///
    /// # Errors
    /// `unavailable` when the job was cancelled.
    pub async fn wait(&self) -> Result<Message> {
        Ok(self.outcome.clone().await?)
    }

    /// Stops the work; what is stored stays.
    pub fn cancel(&self) {
        self.follower.cancel();
    }
}

//! Long work whose progress is a stream.

use napi::Env;
use napi::bindgen_prelude::Object;
use napi_derive::napi;
use secretariat_bridge::{JobHandle, Message};

use crate::message::Crossing;
use crate::promise::{Ticket, promise};

/// A job: its events can be read again from any position.
#[napi]
pub struct Job(JobHandle);

impl Job {
    pub(crate) fn new(job: JobHandle) -> Self {
        Self(job)
    }
}

/// An event, or the end of the stream.
struct Next(Option<Message>);

impl From<Next> for Option<Crossing> {
    fn from(next: Next) -> Self {
        next.0.map(Crossing::from)
    }
}

#[napi]
impl Job {
    /// The id.
    #[napi(getter)]
    pub fn id(&self) -> String {
        self.0.id().to_owned()
    }

    /// Waits for the event after a sequence number; null at the end.
    #[napi]
    pub fn event<'env>(
        &self,
        env: &'env Env,
        after: i64,
        ticket: Option<&Ticket>,
    ) -> napi::Result<Object<'env>> {
        let (job, after) = (self.0.clone(), u64::try_from(after).unwrap_or_default());
        let work = async move { job.event(after).await.map(Next) };
        promise::<_, Option<Crossing>>(env, ticket, false, work)
    }

    /// Waits until the work is done.
    #[napi]
    pub fn wait<'env>(&self, env: &'env Env, ticket: Option<&Ticket>) -> napi::Result<Object<'env>> {
        let job = self.0.clone();
        promise::<_, Crossing>(env, ticket, false, async move { job.wait().await })
    }

    /// Stops the work.
    #[napi]
    pub fn cancel(&self) {
        self.0.cancel();
    }
}

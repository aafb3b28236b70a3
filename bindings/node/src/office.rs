//! An open office.

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::Object;
use napi_derive::napi;
use secretariat_bridge::{Message, OfficeHandle, block_on, spawn};

use crate::component::{Called, callbacks};
use crate::job::Job;
use crate::message::{Crossing, thrown};
use crate::promise::{Ticket, promise};

/// An open office: methods by name.
#[napi]
pub struct Office(Arc<Open>);

/// The handle, which is closed when neither the program nor a call holds it any more; and for a view, the office
/// that must not be closed before.
struct Open(Option<OfficeHandle>, Option<Arc<Open>>);

impl Drop for Open {
    fn drop(&mut self) {
        if let Some(handle) = self.0.take() {
            let whole = self.1.take();
            // Nobody is left who could be told of an error.
            let _ = spawn(async move {
                let _ = handle.close().await;
                drop(whole);
            });
        }
    }
}

impl Open {
    fn handle(&self) -> secretariat::Result<&OfficeHandle> {
        self.0.as_ref().ok_or_else(|| secretariat::Error::internal("an office without a handle"))
    }
}

struct Opened(OfficeHandle);

impl From<Opened> for Office {
    fn from(opened: Opened) -> Self {
        Self(Arc::new(Open(Some(opened.0), None)))
    }
}

/// Opens an office with components of the program: their names, and what calls each of them.
#[napi]
pub fn open<'env>(
    env: &'env Env,
    options: Crossing,
    names: Vec<String>,
    components: Vec<Called>,
    ticket: Option<&Ticket>,
) -> napi::Result<Object<'env>> {
    let callbacks = callbacks(names, components).map_err(thrown)?;
    let options = Message::from(options);
    let work = async move { OfficeHandle::open(options, callbacks).await.map(Opened) };
    promise::<_, Office>(env, ticket, false, work)
}

#[napi]
impl Office {
    /// Calls a method; `alone` when no other call of the office is under way.
    #[napi]
    pub fn call<'env>(
        &self,
        env: &'env Env,
        name: String,
        arguments: Crossing,
        alone: bool,
        ticket: Option<&Ticket>,
    ) -> napi::Result<Object<'env>> {
        let (office, arguments) = (Arc::clone(&self.0), Message::from(arguments));
        let soon = alone && OfficeHandle::is_brief(&name);
        let work = async move { office.handle()?.call(&name, arguments).await };
        promise::<_, Crossing>(env, ticket, soon, work)
    }

    /// Starts a job.
    #[napi]
    pub fn start(&self, name: String, arguments: Crossing) -> napi::Result<Job> {
        let arguments = Message::from(arguments);
        let started = block_on(async { self.0.handle()?.start(&name, arguments) });
        started.and_then(|started| started).map(Job::new).map_err(thrown)
    }

    /// Returns the same office as somebody else or in another workspace.
    #[napi]
    pub fn view(&self, name: String, arguments: Crossing) -> napi::Result<Office> {
        let view = self.0.handle().and_then(|office| office.view(&name, Message::from(arguments)));
        let view = view.map_err(thrown)?;
        Ok(Self(Arc::new(Open(Some(view), Some(Arc::clone(&self.0))))))
    }

    /// Closes the office.
    #[napi]
    pub fn close<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        let office = Arc::clone(&self.0);
        promise::<_, ()>(env, None, false, async move { office.handle()?.close().await })
    }
}

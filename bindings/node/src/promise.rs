//! Work of the bridge as a promise that can be cancelled.

use std::future::Future;
use std::sync::Mutex;

use napi::Env;
use napi::bindgen_prelude::{Object, ToNapiValue};
use napi_derive::napi;
use secretariat::Result;
use secretariat_bridge::{Stop, deliver, deliver_soon};

use crate::message::thrown;

/// Cancels the one call it was given to.
#[napi]
#[derive(Default)]
pub struct Ticket(Mutex<Option<Stop>>);

#[napi]
impl Ticket {
    /// Makes a ticket for the next call.
    #[napi(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops the call at its next pause; nothing happens when it is over.
    #[napi]
    pub fn cancel(&self) {
        if let Some(call) = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take() {
            call.now();
        }
    }
}

/// Starts the work and returns the promise of its result. Work that is done `soon` may keep this thread for a moment.
pub(crate) fn promise<'env, T, J>(
    env: &'env Env,
    ticket: Option<&Ticket>,
    soon: bool,
    work: impl Future<Output = Result<T>> + Send + 'static,
) -> napi::Result<Object<'env>>
where
    T: Into<J> + Send + 'static,
    J: ToNapiValue + 'static,
{
    let (deferred, promise) = env.create_deferred()?;
    // Also a call that is stopped settles its promise: one that is never settled would keep the event loop alive for
    // ever.
    // Also what is done at once settles its promise from the queue of the event loop, so that a program that makes one
    // call after the other lets others have their turns.
    let then = move |outcome| match outcome {
        Ok(value) => {
            let value: T = value;
            deferred.resolve(move |_| Ok::<J, napi::Error>(value.into()));
        }
        Err(error) => deferred.reject(thrown(error)),
    };
    let stop = if soon { deliver_soon(work, then) } else { deliver(work, then) };
    let stop = stop.map_err(thrown)?;
    if let Some(ticket) = ticket {
        *ticket.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(stop);
    }
    Ok(promise)
}

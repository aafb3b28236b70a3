//! Calls under way.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use secretariat::{Error, Result};
use secretariat_bridge::{OfficeHandle, Running, spawn};
use tokio::task::AbortHandle;

use crate::failure::NativeFailure;
use crate::message::NativeMessage;
use crate::office::NativeOffice;

/// Work on the runtime: waited for once, stopped when nobody can wait for it any more.
struct Work<T> {
    running: Mutex<Option<Result<Running<Result<T>>>>>,
    stop: Stop,
}

/// Stops work when it goes out of scope. Stopping what has ended changes nothing.
#[derive(Clone)]
struct Stop(Option<AbortHandle>);

impl Stop {
    fn now(&self) {
        if let Some(work) = &self.0 {
            work.abort();
        }
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        self.now();
    }
}

impl<T: Send + 'static> Work<T> {
    fn start(work: impl Future<Output = Result<T>> + Send + 'static) -> Self {
        let running = spawn(work);
        let stop = Stop(running.as_ref().ok().map(Running::abort_handle));
        Self { running: Mutex::new(Some(running)), stop }
    }

    async fn wait(&self) -> Result<T> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        // A coroutine that is cancelled while it waits drops this future.
        let _stop = self.stop.clone();
        running.unwrap_or_else(|| Err(Error::invalid_input("this call was waited for already")))?.await?
    }
}

/// A call under way.
#[derive(uniffi::Object)]
pub struct NativeCall(Work<NativeMessage>);

impl NativeCall {
    /// Starts a call.
    pub(crate) fn start(
        work: impl Future<Output = Result<secretariat_bridge::Message>> + Send + 'static,
    ) -> Arc<Self> {
        Arc::new(Self(Work::start(async move { Ok(work.await?.into()) })))
    }
}

#[uniffi::export]
impl NativeCall {
    /// Waits for the result, once.
    pub async fn wait(&self) -> Result<NativeMessage, NativeFailure> {
        Ok(self.0.wait().await?)
    }

    /// Stops the call at its next pause: who waits gets an error.
    pub fn cancel(&self) {
        self.0.stop.now();
    }
}

/// An office that is being opened.
#[derive(uniffi::Object)]
pub struct NativeOpening(Work<OfficeHandle>);

impl NativeOpening {
    /// Starts to open an office.
    pub(crate) fn start(work: impl Future<Output = Result<OfficeHandle>> + Send + 'static) -> Arc<Self> {
        Arc::new(Self(Work::start(work)))
    }
}

#[uniffi::export]
impl NativeOpening {
    /// Waits for the office, once.
    pub async fn wait(&self) -> Result<Arc<NativeOffice>, NativeFailure> {
        Ok(NativeOffice::new(self.0.wait().await?))
    }

    /// Stops: who waits gets an error.
    pub fn cancel(&self) {
        self.0.stop.now();
    }
}

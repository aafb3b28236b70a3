//! Calls under way.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use secretariat::{Error, Result};
use secretariat_bridge::{Here, OfficeHandle, Running, Stop};

use crate::failure::NativeFailure;
use crate::message::NativeMessage;
use crate::office::NativeOffice;

/// How long a call may keep the thread of its caller: most are done by then, and waking other threads would take
/// longer than they do. A thread of an interface still draws all its pictures.
const PATIENCE: Duration = Duration::from_millis(1);

/// Work on the runtime: waited for once, stopped when nobody can wait for it any more.
struct Work<T> {
    running: Mutex<Option<Result<Running<Result<T>>>>>,
    stop: Stopping,
}

/// Stops work when it goes out of scope.
#[derive(Clone)]
struct Stopping(Stop);

impl Drop for Stopping {
    fn drop(&mut self) {
        self.0.now();
    }
}

impl<T: Send + 'static> Work<T> {
    fn start(work: Here<T>) -> Self {
        let stop = Stopping(work.stop());
        Self { running: Mutex::new(Some(work.later())), stop }
    }

    async fn wait(&self) -> Result<T> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        // A coroutine that is cancelled while it waits drops this future.
        let _stop = self.stop.clone();
        running.unwrap_or_else(|| Err(Error::invalid_input("this call was waited for already")))?.await?
    }
}

/// What became of a call at once.
#[derive(uniffi::Enum)]
pub enum NativeAnswer {
    /// It is done.
    Done {
        /// The result.
        message: NativeMessage,
    },
    /// It goes on.
    Later {
        /// The call.
        call: Arc<NativeCall>,
    },
}

impl NativeAnswer {
    /// Makes a call on this thread as long as [`PATIENCE`] allows, then on the runtime. While another call keeps
    /// its thread, as `busy` says, it goes there at once: many calls are done sooner together than one by one.
    pub(crate) fn of(
        busy: &AtomicBool,
        work: impl Future<Output = Result<secretariat_bridge::Message>> + Send + 'static,
    ) -> Result<Self> {
        let mut here = Here::new(async move { Ok(NativeMessage::from(work.await?)) });
        let done = match busy.swap(true, Ordering::AcqRel) {
            true => None,
            false => {
                let done = here.turn(PATIENCE);
                busy.store(false, Ordering::Release);
                done?
            }
        };
        Ok(match done {
            Some(outcome) => Self::Done { message: outcome? },
            None => Self::Later { call: Arc::new(NativeCall(Work::start(here))) },
        })
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
        Arc::new(Self(Work::start(Here::new(async move { Ok(work.await?.into()) }))))
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
        self.0.stop.0.now();
    }
}

/// An office that is being opened.
#[derive(uniffi::Object)]
pub struct NativeOpening(Work<OfficeHandle>);

impl NativeOpening {
    /// Starts to open an office.
    pub(crate) fn start(work: impl Future<Output = Result<OfficeHandle>> + Send + 'static) -> Arc<Self> {
        Arc::new(Self(Work::start(Here::new(work))))
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
        self.0.stop.0.now();
    }
}

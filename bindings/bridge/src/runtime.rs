//! The one asynchronous runtime of a host process.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll};

use futures::FutureExt;
use futures::future::Abortable;
use secretariat::{Error, Result};
use tokio::runtime::{EnterGuard, Runtime};
use tokio::task::{AbortHandle, JoinHandle};

/// A host program has no Rust caller who could own a runtime, so it lives as long as the process. It is
/// never shut down: a callback that does not return must not keep the host from ending.
static RUNTIME: OnceLock<(u32, Runtime)> = OnceLock::new();

/// Work that runs whether or not somebody waits for it.
#[derive(Debug)]
pub struct Running<T>(JoinHandle<T>);

/// Starts work on the runtime of this process.
///
/// # Errors
/// `unsupported` in a process that was forked after the runtime had started: its threads are gone there.
pub fn spawn<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> Result<Running<T>> {
    Ok(Running(runtime()?.spawn(work)))
}

/// Stops work at its next pause. Stopping what has ended changes nothing.
#[derive(Debug, Clone)]
pub struct Stop(futures::future::AbortHandle);

impl Stop {
    /// Stops the work: its outcome is `unavailable`.
    pub fn now(&self) {
        self.0.abort();
    }
}

/// Makes work end in every case: what is stopped and what breaks off has an error for its outcome.
pub(crate) fn stoppable<T>(
    work: impl Future<Output = Result<T>> + Send + 'static,
) -> (Stop, impl Future<Output = Result<T>> + Send + 'static)
where
    T: Send + 'static,
{
    let (stop, registration) = futures::future::AbortHandle::new_pair();
    // A panic is a defect of ours; it must not unwind into a host of another language.
    let work = Abortable::new(AssertUnwindSafe(work).catch_unwind(), registration);
    let work = work.map(|outcome| match outcome {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => Err(Error::internal("the call broke off: please report this")),
        Err(_) => Err(cancelled()),
    });
    (Stop(stop), work)
}

fn cancelled() -> Error {
    Error::unavailable("the call was cancelled")
}

/// Starts work, and hands its outcome to `then` on a thread of the runtime. One task does both, because each
/// task that is started wakes a thread.
///
/// # Errors
/// As [`spawn`].
pub fn deliver<T: Send + 'static>(
    work: impl Future<Output = Result<T>> + Send + 'static,
    then: impl FnOnce(Result<T>) + Send + 'static,
) -> Result<Stop> {
    let (stop, work) = stoppable(work);
    runtime()?.spawn(work.map(then));
    Ok(stop)
}

/// Waits for work on this thread, which must not be a thread of the runtime.
///
/// # Errors
/// As [`spawn`].
pub fn block_on<T>(work: impl Future<Output = T>) -> Result<T> {
    Ok(runtime()?.block_on(work))
}

/// Makes the runtime the surroundings of what follows on this thread.
///
/// # Errors
/// As [`spawn`].
pub(crate) fn enter() -> Result<EnterGuard<'static>> {
    Ok(runtime()?.enter())
}

/// Says whether this is the process that started the runtime.
///
/// # Errors
/// `unsupported` in a forked child.
pub(crate) fn ensure_same_process() -> Result<()> {
    match RUNTIME.get() {
        Some((process, _)) if *process != std::process::id() => Err(Error::unsupported(
            "this process was forked from one that used Secretariat already, and cannot use it: start \
             workers with `spawn`, or fork before the first call",
        )),
        _ => Ok(()),
    }
}

fn runtime() -> Result<&'static Runtime> {
    ensure_same_process()?;
    if let Some((_, runtime)) = RUNTIME.get() {
        return Ok(runtime);
    }
    let made = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_name("secretariat")
        .build()
        .map_err(|error| Error::unavailable("the runtime cannot start its threads").with_source(error))?;
    // Another thread may have been faster: then its runtime is used, and this one ends at once.
    if let Err((_, spare)) = RUNTIME.set((std::process::id(), made)) {
        spare.shutdown_background();
    }
    RUNTIME.get().map(|(_, runtime)| runtime).ok_or_else(|| Error::internal("the runtime is gone"))
}

impl<T> Running<T> {
    /// Returns what stops the work at its next pause.
    pub fn abort_handle(&self) -> AbortHandle {
        self.0.abort_handle()
    }
}

impl<T> Future for Running<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(|outcome| {
            outcome.map_err(|error| match error.is_cancelled() {
                true => cancelled(),
                false => Error::internal("the call broke off: please report this").with_source(error),
            })
        })
    }
}

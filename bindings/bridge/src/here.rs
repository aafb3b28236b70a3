//! Work that is driven by the thread that waits for it.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::{Duration, Instant};

use futures::future::{BoxFuture, FutureExt, ready};
use secretariat::{Error, Result};

use crate::runtime::{Running, Stop, enter, spawn, stoppable};

/// Work that the thread that waits for it does itself.
///
/// Handing a call to a thread of the runtime and the answer back wakes two threads, which takes longer than many
/// calls do. Whoever may block its thread for a while saves both.
pub struct Here<T> {
    /// Nothing once it went on elsewhere.
    work: Option<BoxFuture<'static, Result<T>>>,
    stop: Stop,
}

impl<T: Send + 'static> Here<T> {
    /// Takes work. Nothing of it is done before [`Here::turn`].
    pub fn new(work: impl Future<Output = Result<T>> + Send + 'static) -> Self {
        let (stop, work) = stoppable(work);
        Self { work: Some(work.boxed()), stop }
    }

    /// Returns what stops the work.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Does the work on this thread, which must not be a thread of the runtime, and waits for what it waits for;
    /// `None` when it is not done after so long. With no patience at all it goes as far as its first pause.
    ///
    /// # Errors
    /// As [`spawn`]; those of the work are in its outcome.
    pub fn turn(&mut self, patience: Duration) -> Result<Option<Result<T>>> {
        let _surroundings = enter()?;
        let alarm = Arc::new(Alarm { sleeper: std::thread::current(), rung: AtomicBool::new(false) });
        let waker = Waker::from(Arc::clone(&alarm));
        let mut context = Context::from_waker(&waker);
        let Some(work) = &mut self.work else { return Ok(None) };
        let started = Instant::now();
        loop {
            if let Poll::Ready(outcome) = work.as_mut().poll(&mut context) {
                return Ok(Some(outcome));
            }
            loop {
                let left = patience.saturating_sub(started.elapsed());
                if left.is_zero() {
                    return Ok(None);
                }
                // A thread may also be woken by what has nothing to do with this work.
                if alarm.rung.swap(false, Ordering::AcqRel) {
                    break;
                }
                std::thread::park_timeout(left);
            }
        }
    }

    /// Goes on with the work on the runtime.
    ///
    /// # Errors
    /// As [`spawn`].
    pub fn later(self) -> Result<Running<Result<T>>> {
        spawn(self.rest())
    }

    fn rest(mut self) -> BoxFuture<'static, Result<T>> {
        let work = self.work.take();
        // It is there: only this takes it, and takes the whole.
        work.unwrap_or_else(|| ready(Err(Error::internal("this work went on already"))).boxed())
    }
}

impl<T> Drop for Here<T> {
    fn drop(&mut self) {
        // What the work holds may need the runtime when it is given up, such as a connection that returns to its pool.
        let _surroundings = enter();
        self.work = None;
    }
}

/// How long an event loop may wait for a call that is done soon. To read its result takes about as long.
const MOMENT: Duration = Duration::from_micros(250);

/// Does work as [`crate::deliver`] does, but first for a moment on this thread, which may be that of an event loop: for
/// calls that are done soon, while no other one is under way that could be done meanwhile.
///
/// # Errors
/// As [`spawn`].
pub fn deliver_soon<T: Send + 'static>(
    work: impl Future<Output = Result<T>> + Send + 'static,
    then: impl FnOnce(Result<T>) + Send + 'static,
) -> Result<Stop> {
    let mut here = Here::new(work);
    let stop = here.stop();
    match here.turn(MOMENT)? {
        Some(outcome) => then(outcome),
        None => drop(spawn(here.rest().map(then))?),
    }
    Ok(stop)
}

/// Wakes the thread that waits.
struct Alarm {
    sleeper: Thread,
    rung: AtomicBool,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.rung.store(true, Ordering::Release);
        self.sleeper.unpark();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secretariat::ErrorKind;

    const LONG: Duration = Duration::from_secs(60);

    /// Is done when the sender says so.
    fn told() -> (tokio::sync::oneshot::Sender<u8>, Here<u8>) {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        (sender, Here::new(async move { receiver.await.map_err(|_| Error::internal("nobody tells")) }))
    }

    #[test]
    fn work_that_another_thread_wakes_is_done_here() {
        let (sender, mut here) = told();
        let teller = std::thread::spawn(move || sender.send(7));
        assert_eq!(here.turn(LONG).unwrap().unwrap().unwrap(), 7);
        teller.join().unwrap().unwrap();
    }

    #[test]
    fn what_is_not_done_in_time_goes_on_where_it_was() {
        let (sender, mut here) = told();
        assert!(here.turn(Duration::ZERO).unwrap().is_none());
        assert!(here.turn(Duration::from_millis(2)).unwrap().is_none());
        let running = here.later().unwrap();
        sender.send(8).unwrap();
        assert_eq!(crate::block_on(running).unwrap().unwrap().unwrap(), 8);
    }

    #[test]
    fn what_is_stopped_wakes_its_thread_and_is_unavailable() {
        let (_sender, mut here) = told();
        let stop = here.stop();
        let stopper = std::thread::spawn(move || stop.now());
        assert_eq!(here.turn(LONG).unwrap().unwrap().unwrap_err().kind(), ErrorKind::Unavailable);
        stopper.join().unwrap();
    }

    #[test]
    fn a_panic_is_an_internal_error() {
        let mut here = Here::<()>::new(async { panic!("a defect") });
        assert_eq!(here.turn(LONG).unwrap().unwrap().unwrap_err().kind(), ErrorKind::Internal);
    }

    #[test]
    fn what_is_done_soon_is_told_here_and_the_rest_elsewhere() {
        let tell = |work: Here<u8>| {
            let (sender, receiver) = std::sync::mpsc::channel();
            let then = move |outcome: Result<u8>| {
                sender.send((outcome.unwrap(), std::thread::current().id())).unwrap()
            };
            deliver_soon(work.rest(), then).unwrap();
            receiver
        };
        let here = std::thread::current().id();
        assert_eq!(tell(Here::new(async { Ok(1) })).recv().unwrap(), (1, here));
        let (sender, later) = told();
        let receiver = tell(later);
        sender.send(2).unwrap();
        let (outcome, thread) = receiver.recv().unwrap();
        assert_eq!(outcome, 2);
        assert_ne!(thread, here);
    }

    #[test]
    fn timers_of_the_runtime_work_here() {
        let mut here = Here::new(async {
            tokio::time::sleep(Duration::from_millis(1)).await;
            Ok(9)
        });
        assert_eq!(here.turn(LONG).unwrap().unwrap().unwrap(), 9);
    }
}

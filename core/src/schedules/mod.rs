//! Schedules: runs that begin by themselves, at times and when something happens.
//!
//! A schedule says *when* ([`ScheduleWhen`]) and *what* ([`ScheduledRun`]). Each firing is one commit: the run, the
//! note that this occasion has started it, and when the schedule fires next. Neither a crash nor a second worker makes
//! two of one. After a time in which nothing worked a schedule catches up once, whatever it missed.
//!
//! Documents tell of themselves in the commit that adds them, so that a trigger misses none and nothing polls.

mod arrivals;
mod deadlines;
mod fire;
mod handle;
mod input;
mod next;
mod record;
mod repository;
mod work;

pub(crate) use arrivals::{ArrivalHandler, ArrivalWatch};
pub(crate) use deadlines::near_days;
pub use handle::Schedules;
pub use record::{NewSchedule, Schedule, ScheduleFiring, ScheduleState, ScheduleWhen, ScheduledRun};
pub use repository::{SCHEDULE_FIRINGS, SCHEDULES};
pub(crate) use work::ScheduleHandler;

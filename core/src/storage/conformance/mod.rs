//! The contract of [`Storage`], as cases that any backend can run, also one outside this crate.
//!
//! ```
//! use secretariat::storage::{Storage, conformance, sqlite::Sqlite};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! conformance::run(|| async {
//!     let fresh = Sqlite::memory(&conformance::COLLECTIONS).await?;
//!     Ok(Box::new(fresh) as Box<dyn Storage>)
//! })
//! .await
//! .expect("the backend keeps the contract");
//! # }
//! ```

mod changes;
mod claims;
mod crowds;
mod fixtures;
mod keys;
mod outbox;
mod queries;
mod records;
mod streams;

use std::fmt::{self, Debug};
use std::sync::Arc;

use futures::future::BoxFuture;

pub use self::fixtures::COLLECTIONS;
use super::Storage;
use crate::error::{Error, ErrorKind};

/// What a backend did against the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(format!("a call that must succeed failed: {}: {error}", error.kind()))
    }
}

/// The outcome of a case.
pub type Outcome = Result<(), Failure>;

/// One sentence of the contract.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// The sentence, as a name.
    pub name: &'static str,
    /// Tests it on a fresh, empty database that was opened with [`COLLECTIONS`].
    pub run: fn(Arc<dyn Storage>) -> BoxFuture<'static, Outcome>,
}

// A macro, so that the name of a case is always that of its function.
macro_rules! cases {
    ($($module:ident: $($name:ident)+;)+) => {
        /// Every case of the contract.
        pub const CASES: &[Case] = &[$($(
            Case { name: stringify!($name), run: |storage| Box::pin($module::$name(storage)) },
        )+)+];
    };
}

cases! {
    records:
        an_absent_record_is_none
        a_record_reads_back_as_written
        a_change_raises_the_version
        expectations_are_checked
        a_put_replaces_all_attributes
        a_new_body_leaves_the_rest_as_it_is
        a_deleted_record_is_gone
        unique_attributes_are_unique_in_a_workspace
        a_batch_may_hand_a_unique_value_over
        a_batch_is_all_or_nothing
        workspaces_are_isolated;
    streams:
        events_are_numbered_from_one
        events_read_in_pages
        an_erased_stream_begins_anew
        a_stale_sequence_is_refused
        a_stale_epoch_is_refused
        an_empty_append_fences;
    queries:
        queries_filter_by_all_conditions
        queries_order_both_ways_with_nulls_first
        pages_join_to_the_whole
        cursors_are_stable_under_inserts
        a_foreign_cursor_is_refused;
    claims:
        only_due_work_of_the_kind_is_claimed
        a_claim_writes_lease_and_epoch
        a_lease_that_ran_out_is_claimed_again
        priority_comes_before_age
        workspaces_take_turns
        a_busy_workspace_does_not_starve_a_quiet_one
        a_workspace_holds_no_more_than_its_cap
        concurrent_claims_never_share_a_record;
    changes:
        positions_grow_with_each_commit
        a_record_is_listed_at_its_last_change
        an_erased_change_is_told_no_more
        watching_replays_and_goes_on
        no_change_is_missed_under_load
        a_refused_batch_changes_nothing;
    outbox:
        messages_wait_until_published
        a_refused_batch_sends_nothing;
    keys:
        awkward_keys_read_back
        awkward_bodies_read_back
        what_cannot_be_stored_is_refused
        undeclared_names_are_refused;
    crowds:
        one_of_many_writers_wins_each_version
        a_conflict_fails_nobody_else
        many_writers_append_without_a_gap
        a_closed_database_says_so;
}

/// Runs every case, each on a fresh database from `factory`.
///
/// # Errors
/// All failures, each naming its case and what was expected.
pub async fn run<F, O>(factory: F) -> Result<(), Failure>
where
    F: Fn() -> O,
    O: Future<Output = crate::Result<Box<dyn Storage>>>,
{
    let mut failures = Vec::new();
    for case in CASES {
        let outcome = match factory().await {
            Ok(storage) => (case.run)(Arc::from(storage)).await,
            Err(error) => Err(Failure(format!("no fresh database: {error}"))),
        };
        if let Err(failure) = outcome {
            failures.push(format!("{}: {failure}", case.name));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(Failure(failures.join("\n"))) }
}

fn expect(holds: bool, what: &str) -> Outcome {
    if holds { Ok(()) } else { Err(Failure(what.to_owned())) }
}

fn equal<T: PartialEq + Debug>(actual: T, expected: T, what: &str) -> Outcome {
    if actual == expected {
        return Ok(());
    }
    let show = |value: &T| format!("{value:?}").chars().take(400).collect::<String>();
    Err(Failure(format!("{what}: expected {}, found {}", show(&expected), show(&actual))))
}

fn refused<T: Debug>(result: crate::Result<T>, kind: ErrorKind, what: &str) -> Outcome {
    match result {
        Err(error) if error.kind() == kind => Ok(()),
        Err(error) => Err(Failure(format!("{what}: expected {kind}, found {}: {error}", error.kind()))),
        Ok(_) => Err(Failure(format!("{what}: expected {kind}, but it succeeded"))),
    }
}

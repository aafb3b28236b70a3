//! Claims: due work, leases, epochs, priority, fairness, caps.

use std::collections::HashSet;

use super::fixtures::{Shared, claim, home, integer, put, putting, second, text, with, work, workspace};
use super::{Failure, Outcome, equal, expect, refused};
use crate::error::ErrorKind::Conflict;
use crate::storage::{Claim, Claimed, Expect};

fn ids(claimed: &[Claimed]) -> String {
    claimed.iter().map(|one| one.record.id.as_str()).collect::<Vec<_>>().join(" ")
}

async fn claimed(storage: &Shared, claim: Claim) -> Result<String, Failure> {
    Ok(ids(&storage.claim(claim).await?))
}

pub(super) async fn only_due_work_of_the_kind_is_claimed(storage: Shared) -> Outcome {
    put(&storage, work(&home(), "due", 5, None), Expect::Absent).await?;
    put(&storage, work(&home(), "now", 10, None), Expect::Absent).await?;
    put(&storage, work(&home(), "later", 11, None), Expect::Absent).await?;
    put(&storage, with(work(&home(), "other", 5, None), "kind", text("send")), Expect::Absent).await?;
    let mut finished = work(&home(), "finished", 5, None);
    finished.attributes.remove("wake_at");
    put(&storage, finished, Expect::Absent).await?;
    let none = Claim { kinds: Vec::new(), ..claim(10, 9) };
    equal(claimed(&storage, none).await?.as_str(), "", "a claim on no kind")?;
    equal(claimed(&storage, claim(10, 0)).await?.as_str(), "", "a claim of nothing")?;
    equal(claimed(&storage, claim(10, 9)).await?.as_str(), "due now", "due work, oldest first")?;
    let both =
        Claim { kinds: vec!["send".to_owned(), "ingest".to_owned(), "send".to_owned()], ..claim(11, 9) };
    equal(claimed(&storage, both).await?.as_str(), "other later", "work of two kinds")
}

pub(super) async fn a_claim_writes_lease_and_epoch(storage: Shared) -> Outcome {
    let committed = put(&storage, work(&home(), "a", 5, None), Expect::Absent).await?;
    let taken = storage.claim(claim(10, 9)).await?;
    let Some(one) = taken.first() else { return expect(false, "due work was not claimed") };
    equal(one.epoch, 1, "the first epoch")?;
    equal(one.record.version, 2, "the version of a claimed record")?;
    equal(one.record.attributes.get("epoch"), Some(&integer(1)), "the written epoch")?;
    let lease = integer(second(20).as_microsecond());
    equal(one.record.attributes.get("lease_until"), Some(&lease), "the written lease")?;
    equal(storage.get(&home(), "work", "a").await?.as_ref(), Some(&one.record), "the stored record")?;
    refused(
        storage.commit(putting(work(&home(), "a", 5, None), Expect::Version(1))).await,
        Conflict,
        "a write by somebody who did not see the claim",
    )?;
    let changes = storage.changes(&home(), committed.position, 9).await?;
    equal(changes, Vec::new(), "the changes of a claim: a lease is none")
}

pub(super) async fn a_lease_that_ran_out_is_claimed_again(storage: Shared) -> Outcome {
    put(&storage, work(&home(), "a", 5, None), Expect::Absent).await?;
    let first = storage.claim(claim(10, 9)).await?;
    equal(claimed(&storage, claim(19, 9)).await?.as_str(), "", "work under a lease")?;
    let second = storage.claim(claim(20, 9)).await?;
    equal(second.iter().map(|one| one.epoch).collect(), vec![2], "the epoch of the second claim")?;
    let (Some(first), Some(second)) = (first.first(), second.first()) else {
        return expect(false, "work was not claimed twice");
    };
    let finish = |one: &Claimed| {
        let mut record = one.record.clone();
        record.attributes.remove("wake_at");
        record.attributes.remove("lease_until");
        putting(record, Expect::Version(one.record.version))
    };
    refused(storage.commit(finish(first)).await, Conflict, "a write of the first claim after the second")?;
    storage.commit(finish(second)).await?;
    equal(claimed(&storage, claim(99, 9)).await?.as_str(), "", "finished work")
}

pub(super) async fn priority_comes_before_age(storage: Shared) -> Outcome {
    for (id, due, priority) in [
        ("low", 1, Some(-1)),
        ("old", 2, None),
        ("zero", 3, Some(0)),
        ("high", 9, Some(5)),
        ("higher", 8, Some(7)),
    ] {
        put(&storage, work(&home(), id, due, priority), Expect::Absent).await?;
    }
    equal(claimed(&storage, claim(10, 2)).await?.as_str(), "higher high", "the first two")?;
    equal(claimed(&storage, claim(10, 9)).await?.as_str(), "old zero low", "the rest; no priority is 0")
}

pub(super) async fn workspaces_take_turns(storage: Shared) -> Outcome {
    let other = workspace("other")?;
    for number in 0..5 {
        put(&storage, work(&home(), &format!("a{number}"), number, None), Expect::Absent).await?;
    }
    for number in 0..2 {
        put(&storage, work(&other, &format!("b{number}"), 5 + number, None), Expect::Absent).await?;
    }
    let order = claimed(&storage, claim(10, 6)).await?;
    equal(order.as_str(), "a0 b0 a1 b1 a2 a3", "one of each in turn, oldest first")
}

pub(super) async fn a_busy_workspace_does_not_starve_a_quiet_one(storage: Shared) -> Outcome {
    let quiet = workspace("quiet")?;
    for number in 0..20 {
        put(&storage, work(&home(), &format!("busy{number}"), number, None), Expect::Absent).await?;
    }
    put(&storage, work(&quiet, "quiet", 30, None), Expect::Absent).await?;
    let mut taken = Vec::new();
    for _ in 0..3 {
        taken.push(claimed(&storage, claim(40, 1)).await?);
    }
    expect(taken.contains(&"quiet".to_owned()), "claims of one record each never came to the quiet workspace")
}

pub(super) async fn a_workspace_holds_no_more_than_its_cap(storage: Shared) -> Outcome {
    let other = workspace("other")?;
    for number in 0..5 {
        put(&storage, work(&home(), &format!("a{number}"), number, Some(1)), Expect::Absent).await?;
    }
    put(&storage, work(&other, "b", 7, None), Expect::Absent).await?;
    let capped = |now| Claim { per_workspace: 2, ..claim(now, 9) };
    equal(claimed(&storage, capped(10)).await?.as_str(), "a0 a1 b", "a claim with a cap of two")?;
    equal(claimed(&storage, capped(15)).await?.as_str(), "", "a second claim while the leases hold")?;
    equal(claimed(&storage, capped(20)).await?.as_str(), "a0 a1 b", "a claim after the leases ran out")
}

pub(super) async fn concurrent_claims_never_share_a_record(storage: Shared) -> Outcome {
    for number in 0..60 {
        let workspace = workspace(&format!("w{}", number % 7))?;
        put(&storage, work(&workspace, &format!("r{number}"), number, None), Expect::Absent).await?;
    }
    let claims = (0..16).map(|_| storage.claim(claim(100, 5)));
    let mut seen = HashSet::new();
    for result in futures::future::join_all(claims).await {
        for one in result? {
            equal(one.epoch, 1, "the epoch of a first claim")?;
            expect(seen.insert(one.record.id), "a record was claimed twice")?;
        }
    }
    equal(seen.len(), 60, "the records that were claimed")
}

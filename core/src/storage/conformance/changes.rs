//! Changes and watching.

use futures::StreamExt;
use serde_json::json;

use super::fixtures::{Shared, appending, deleting, home, note, put, putting, workspace};
use super::{Failure, Outcome, equal, expect};
use crate::storage::{Change, Expect};

fn show(changes: &[Change]) -> String {
    let show = |change: &Change| format!("{}{}", if change.deleted { "-" } else { "+" }, change.id);
    changes.iter().map(show).collect::<Vec<_>>().join(" ")
}

pub(super) async fn positions_grow_with_each_commit(storage: Shared) -> Outcome {
    let mut last = 0;
    for number in 0..5 {
        let mut batch = putting(note(&home(), &format!("n{number}")), Expect::Absent);
        batch.puts.extend(putting(note(&home(), &format!("m{number}")), Expect::Absent).puts);
        let batches = [batch, appending("log", None, 0, &[json!(1)]), deleting(&home(), "none", Expect::Any)];
        for batch in batches {
            let position = storage.commit(batch).await?.position;
            expect(position > last, "the position of a commit is not beyond the one before")?;
            last = position;
        }
    }
    let changes = storage.changes(&home(), 0, 100).await?;
    equal(show(&changes).as_str(), "+n0 +m0 +n1 +m1 +n2 +m2 +n3 +m3 +n4 +m4", "the changes")?;
    let mut paged = Vec::new();
    while let Some(change) = {
        let after = paged.last().map_or(0, |change: &Change| change.position);
        storage.changes(&home(), after, 1).await?.pop()
    } {
        paged.push(change);
        expect(paged.len() <= 10, "pages repeat changes")?;
    }
    equal(paged, changes, "the changes one by one")?;
    equal(storage.changes(&home(), last, 9).await?, Vec::new(), "the changes after the last commit")
}

pub(super) async fn a_record_is_listed_at_its_last_change(storage: Shared) -> Outcome {
    for id in ["a", "b", "a"] {
        put(&storage, note(&home(), id), Expect::Any).await?;
    }
    equal(show(&storage.changes(&home(), 0, 9).await?).as_str(), "+b +a", "changes after a second change")?;
    storage.commit(deleting(&home(), "b", Expect::Any)).await?;
    equal(show(&storage.changes(&home(), 0, 9).await?).as_str(), "+a -b", "changes after a delete")?;
    put(&storage, note(&home(), "b"), Expect::Absent).await?;
    equal(show(&storage.changes(&home(), 0, 9).await?).as_str(), "+a +b", "changes after making it again")
}

pub(super) async fn an_erased_change_is_told_no_more(storage: Shared) -> Outcome {
    for id in ["gone", "there"] {
        put(&storage, note(&home(), id), Expect::Absent).await?;
    }
    let mut batch = deleting(&home(), "gone", Expect::Any);
    batch.erased_changes = vec![("note", "gone".to_owned()), ("note", "there".to_owned())];
    storage.commit(batch).await?;
    equal(show(&storage.changes(&home(), 0, 9).await?).as_str(), "+there", "changes after one was erased")?;
    put(&storage, note(&home(), "gone"), Expect::Absent).await?;
    equal(
        show(&storage.changes(&home(), 0, 9).await?).as_str(),
        "+there +gone",
        "changes after making it again",
    )
}

pub(super) async fn watching_replays_and_goes_on(storage: Shared) -> Outcome {
    put(&storage, note(&home(), "skipped"), Expect::Absent).await?;
    let after = put(&storage, note(&home(), "seen"), Expect::Absent).await?.position;
    put(&storage, note(&home(), "before"), Expect::Absent).await?;
    let mut watched = storage.watch(&home(), after).await?;
    put(&storage, note(&workspace("other")?, "elsewhere"), Expect::Absent).await?;
    put(&storage, note(&home(), "after"), Expect::Absent).await?;
    for expected in ["+before", "+after"] {
        let change = next(&mut watched).await?;
        equal(show(&[change]).as_str(), expected, "a watched change")?;
    }
    let (change, _) =
        futures::join!(next(&mut watched), storage.commit(deleting(&home(), "seen", Expect::Any)));
    equal(show(&[change?]).as_str(), "-seen", "a change that comes while waiting")
}

async fn next(
    watched: &mut futures::stream::BoxStream<'static, crate::Result<Change>>,
) -> Result<Change, Failure> {
    Ok(watched.next().await.ok_or_else(|| Failure("the watch ended".to_owned()))??)
}

pub(super) async fn no_change_is_missed_under_load(storage: Shared) -> Outcome {
    const WRITERS: usize = 8;
    const EACH: usize = 25;
    let mut watched = storage.watch(&home(), 0).await?;
    let writers = futures::future::try_join_all((0..WRITERS).map(|writer| {
        let storage = storage.clone();
        async move {
            for number in 0..EACH {
                put(&storage, note(&home(), &format!("{writer}/{number}")), Expect::Absent).await?;
            }
            Ok::<(), Failure>(())
        }
    }));
    let watching = async {
        let mut seen = std::collections::HashSet::new();
        let mut last = 0;
        while seen.len() < WRITERS * EACH {
            let change = next(&mut watched).await?;
            expect(change.position > last, "changes came out of order")?;
            last = change.position;
            seen.insert(change.id);
        }
        Ok::<(), Failure>(())
    };
    let (written, seen) = futures::join!(writers, watching);
    written?;
    seen
}

pub(super) async fn a_refused_batch_changes_nothing(storage: Shared) -> Outcome {
    put(&storage, note(&home(), "a"), Expect::Absent).await?;
    let before = storage.changes(&home(), 0, 9).await?;
    expect(put(&storage, note(&home(), "a"), Expect::Absent).await.is_err(), "a second creation succeeded")?;
    equal(storage.changes(&home(), 0, 9).await?, before, "the changes after a refusal")
}

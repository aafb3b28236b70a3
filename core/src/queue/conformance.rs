//! The contract of [`Queue`], as cases that any backend can run.

use std::sync::Arc;

use futures::future::BoxFuture;
use futures::stream::{self, BoxStream, StreamExt, TryStreamExt};

use super::{PAYLOAD_BYTES, Queue};
use crate::error::{Error, ErrorKind};

/// The outcome of a case; the error says what was expected.
pub type Outcome = Result<(), String>;

/// One sentence of the contract.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// The sentence, as a name.
    pub name: &'static str,
    /// Tests it on a queue of its own.
    pub run: fn(Arc<dyn Queue>) -> BoxFuture<'static, Outcome>,
}

/// Every case of the contract.
pub const CASES: &[Case] = &[
    Case { name: "a_subscriber_is_woken", run: |queue| Box::pin(a_subscriber_is_woken(queue)) },
    Case { name: "topics_are_apart", run: |queue| Box::pin(topics_are_apart(queue)) },
    Case { name: "nobody_need_listen", run: |queue| Box::pin(nobody_need_listen(queue)) },
    Case { name: "a_slow_subscriber_goes_on", run: |queue| Box::pin(a_slow_subscriber_goes_on(queue)) },
    Case { name: "payloads_are_any_text", run: |queue| Box::pin(payloads_are_any_text(queue)) },
    Case { name: "payloads_have_a_limit", run: |queue| Box::pin(payloads_have_a_limit(queue)) },
];

/// Runs every case, each on a queue from `factory`.
///
/// # Errors
/// All failures, each naming its case and what was expected.
pub async fn run(factory: impl Fn() -> crate::Result<Box<dyn Queue>>) -> Outcome {
    let mut failures = Vec::new();
    for case in CASES {
        let outcome = match factory() {
            Ok(queue) => (case.run)(Arc::from(queue)).await,
            Err(error) => Err(format!("no queue: {error}")),
        };
        if let Err(failure) = outcome {
            failures.push(format!("{}: {failure}", case.name));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

fn failed(error: Error) -> String {
    format!("a call that must succeed failed: {}: {error}", error.kind())
}

async fn next(woken: &mut BoxStream<'static, crate::Result<String>>) -> Result<String, String> {
    woken.next().await.ok_or_else(|| "a subscription ended".to_owned())?.map_err(failed)
}

/// Waits for one payload; others may come before it.
async fn wait(woken: &mut BoxStream<'static, crate::Result<String>>, payload: &str) -> Outcome {
    while next(woken).await? != payload {}
    Ok(())
}

async fn a_subscriber_is_woken(queue: Arc<dyn Queue>) -> Outcome {
    let mut woken = queue.subscribe("work").await.map_err(failed)?;
    queue.publish("work", "a").await.map_err(failed)?;
    wait(&mut woken, "a").await?;
    let (received, published) = futures::join!(wait(&mut woken, "b"), queue.publish("work", "b"));
    published.map_err(failed)?;
    received
}

async fn topics_are_apart(queue: Arc<dyn Queue>) -> Outcome {
    let mut woken = queue.subscribe("work").await.map_err(failed)?;
    queue.publish("mail", "mail").await.map_err(failed)?;
    queue.publish("work", "work").await.map_err(failed)?;
    let payload = next(&mut woken).await?;
    if payload == "work" { Ok(()) } else { Err("a payload of another topic came".to_owned()) }
}

async fn nobody_need_listen(queue: Arc<dyn Queue>) -> Outcome {
    queue.publish("work", "before").await.map_err(failed)?;
    drop(queue.subscribe("work").await.map_err(failed)?);
    queue.publish("work", "after").await.map_err(failed)
}

async fn a_slow_subscriber_goes_on(queue: Arc<dyn Queue>) -> Outcome {
    let mut woken = queue.subscribe("work").await.map_err(failed)?;
    let publish = |number: u32| {
        let queue = Arc::clone(&queue);
        async move { queue.publish("work", &number.to_string()).await }
    };
    let published = stream::iter(0..20_000).map(publish).buffer_unordered(256);
    published.try_collect::<()>().await.map_err(failed)?;
    queue.publish("work", "last").await.map_err(failed)?;
    wait(&mut woken, "last").await
}

async fn payloads_are_any_text(queue: Arc<dyn Queue>) -> Outcome {
    let mut woken = queue.subscribe("work/ä").await.map_err(failed)?;
    for payload in ["", "'\"\\\n\0", "日本 🗂️", &"x".repeat(4_000), &"x".repeat(100_000)] {
        queue.publish("work/ä", payload).await.map_err(failed)?;
        wait(&mut woken, payload).await?;
    }
    Ok(())
}

async fn payloads_have_a_limit(queue: Arc<dyn Queue>) -> Outcome {
    let mut woken = queue.subscribe("work").await.map_err(failed)?;
    let largest = "ö".repeat(PAYLOAD_BYTES / 2);
    queue.publish("work", &largest).await.map_err(failed)?;
    wait(&mut woken, &largest).await?;
    let kind = queue.publish("work", &format!("{largest}.")).await.map_err(|error| error.kind());
    if kind == Err(ErrorKind::LimitExceeded) {
        Ok(())
    } else {
        Err("a payload over the limit was taken".to_owned())
    }
}

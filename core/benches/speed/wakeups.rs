//! How soon a wake-up arrives.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::StreamExt;
use secretariat::id::SeededRandomness;
use secretariat::queue::{LocalQueue, PostgresQueue, Queue, RabbitQueue};

use crate::measure::Times;
use crate::table::{Table, figure};
use crate::{Outcome, Plan};

/// Between two wake-ups, so that each is alone on its way.
const PAUSE: Duration = Duration::from_millis(2);

/// Who publishes and who subscribes.
type Ends = (Arc<dyn Queue>, Arc<dyn Queue>);

/// Prints the table.
pub(crate) fn run(plan: &Plan) -> Outcome<()> {
    let count = if plan.quick { 50 } else { 1_000 };
    println!("## Wakeups\n");
    println!(
        "{count} wake-ups, one at a time, from the call that publishes to the subscriber that has it; two \
         connections, as of two processes.\n"
    );
    let table = Table::new(&["queue", "p50 ms", "p99 ms"]);
    let runtime = tokio::runtime::Runtime::new()?;
    let local: Arc<dyn Queue> = Arc::new(LocalQueue::new());
    let mut queues: Vec<(&str, Ends)> = vec![("in process", (Arc::clone(&local), local))];
    let random = |seed| Arc::new(SeededRandomness::new(seed));
    if let Some(url) = &plan.postgres {
        let one = || PostgresQueue::new(url, "bench", random(1));
        queues.push(("PostgreSQL LISTEN/NOTIFY", (Arc::new(one()?), Arc::new(one()?))));
    }
    if let Some(url) = &plan.rabbitmq {
        let one = |seed| RabbitQueue::new(url, "bench", random(seed));
        queues.push(("RabbitMQ", (Arc::new(one(1)?), Arc::new(one(2)?))));
    }
    for (name, (sender, receiver)) in queues {
        let times = runtime.block_on(latency(sender, receiver, count))?;
        table.row(vec![name.to_owned(), figure(times.within(0.5)), figure(times.within(0.99))]);
    }
    println!();
    Ok(())
}

async fn latency(sender: Arc<dyn Queue>, receiver: Arc<dyn Queue>, count: usize) -> Outcome<Times> {
    let mut wakes = receiver.subscribe("bench").await?;
    let mut times = Times::default();
    for number in 0..count {
        let payload = number.to_string();
        let start = Instant::now();
        let publish = sender.publish("bench", &payload);
        let arrive = async {
            while let Some(wake) = wakes.next().await {
                if wake? == payload {
                    return Outcome::Ok(start.elapsed());
                }
            }
            Err("the subscription ended".into())
        };
        let (published, time) = futures::join!(publish, arrive);
        published?;
        times.add(time?);
        tokio::time::sleep(PAUSE).await;
    }
    Ok(times)
}

//! The queues that carry wake-ups between processes, on the real services and through a breaking network.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures::StreamExt;
use futures::stream::BoxStream;
use lapin::options::{BasicGetOptions, BasicPublishOptions};
use lapin::{BasicProperties, Connection, ConnectionProperties};
use secretariat::id::{Randomness, SystemRandomness};
use secretariat::queue::{PostgresQueue, Queue, RabbitQueue, conformance};
use secretariat::{Error, ErrorKind, Result};

use crate::chaos::proxy::Proxy;
use crate::services;

type Make = fn(&str, &str, Arc<dyn Randomness>) -> Result<Box<dyn Queue>>;

fn postgres(url: &str, namespace: &str, randomness: Arc<dyn Randomness>) -> Result<Box<dyn Queue>> {
    Ok(Box::new(PostgresQueue::new(url, namespace, randomness)?))
}

fn rabbitmq(url: &str, namespace: &str, randomness: Arc<dyn Randomness>) -> Result<Box<dyn Queue>> {
    Ok(Box::new(RabbitQueue::new(url, namespace, randomness)?))
}

/// Both carriers keep their queues in a service that other tests and runs may use too.
fn fresh_namespace() -> String {
    let mut random = [0; 8];
    SystemRandomness.fill(&mut random);
    format!("test-{:016x}", u64::from_be_bytes(random))
}

fn queue(make: Make, url: &str, namespace: &str) -> Box<dyn Queue> {
    make(url, namespace, Arc::new(SystemRandomness)).unwrap()
}

async fn keeps_the_contract(make: Make, url: &str) {
    conformance::run(|| make(url, &fresh_namespace(), Arc::new(SystemRandomness))).await.unwrap();
}

#[tokio::test]
async fn postgres_keeps_the_contract_of_queues() {
    let Some(url) = services::postgres() else { return };
    keeps_the_contract(postgres, &url).await;
}

#[tokio::test]
async fn rabbitmq_keeps_the_contract_of_queues() {
    let Some(url) = services::rabbitmq() else { return };
    keeps_the_contract(rabbitmq, &url).await;
}

#[tokio::test]
async fn processes_reach_each_other_over_postgres() {
    let Some(url) = services::postgres() else { return };
    reaches_another_process(postgres, &url).await;
}

#[tokio::test]
async fn processes_reach_each_other_over_rabbitmq() {
    let Some(url) = services::rabbitmq() else { return };
    reaches_another_process(rabbitmq, &url).await;
}

/// Queues that share nothing but the service behave as those of two processes.
async fn reaches_another_process(make: Make, url: &str) {
    let namespace = fresh_namespace();
    let mut woken = queue(make, url, &namespace).subscribe("work").await.unwrap();
    let foreign = queue(make, url, &fresh_namespace());
    foreign.publish("work", "of another namespace").await.unwrap();
    queue(make, url, &namespace).publish("work", "hello").await.unwrap();
    assert_eq!(woken.next().await.unwrap().unwrap(), "hello");
}

#[tokio::test]
async fn a_rabbitmq_wake_up_reaches_one_of_the_workers() {
    let Some(url) = services::rabbitmq() else { return };
    let namespace = fresh_namespace();
    let queue = queue(rabbitmq, &url, &namespace);
    let (first, second) = (queue.subscribe("work").await.unwrap(), queue.subscribe("work").await.unwrap());
    for number in 0..100 {
        queue.publish("work", &number.to_string()).await.unwrap();
    }
    let both = futures::stream::select(first, second).take(100);
    let mut found: Vec<u32> = both.map(|payload| payload.unwrap().parse::<u32>().unwrap()).collect().await;
    found.sort_unstable();
    assert_eq!(found, (0..100).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_is_no_text_waits_in_the_dead_letters() {
    let Some(url) = services::rabbitmq() else { return };
    let namespace = fresh_namespace();
    let queue = queue(rabbitmq, &url, &namespace);
    let mut woken = queue.subscribe("work").await.unwrap();
    let raw = Connection::connect(&url, ConnectionProperties::default()).await.unwrap();
    let channel = raw.create_channel().await.unwrap();
    let (routing, properties) = (format!("{namespace}.topic.work"), BasicProperties::default());
    let options = BasicPublishOptions::default();
    channel.basic_publish("".into(), routing.into(), options, &[0xff, 0xfe], properties).await.unwrap();
    queue.publish("work", "text").await.unwrap();
    assert_eq!(woken.next().await.unwrap().unwrap(), "text");
    let dead = format!("{namespace}.dead");
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let options = BasicGetOptions { no_ack: true };
        if let Some(letter) = channel.basic_get(dead.as_str().into(), options).await.unwrap() {
            assert_eq!(letter.delivery.data, [0xff, 0xfe]);
            return;
        }
        assert!(Instant::now() < deadline, "no dead letter came");
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_wake_ups_resume_after_cuts_and_silence() {
    let Some(url) = services::postgres() else { return };
    resumes(postgres, &url).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rabbitmq_wake_ups_resume_after_cuts_and_silence() {
    let Some(url) = services::rabbitmq() else { return };
    resumes(rabbitmq, &url).await;
}

/// Breaks the network in every way below a publisher and a subscriber that never start anew.
async fn resumes(make: Make, url: &str) {
    let (proxy, through) = Proxy::before(url).await;
    let namespace = fresh_namespace();
    let queue = queue(make, &through, &namespace);
    let mut woken = queue.subscribe("work").await.unwrap();
    publish_until_received(&*queue, &mut woken).await;

    proxy.cut();
    fails_unavailable_within(Duration::from_secs(3), queue.publish("work", "lost")).await;
    fails_unavailable_within(Duration::from_secs(5), queue.subscribe("mail")).await;
    proxy.heal();
    let after_cut = publish_until_received(&*queue, &mut woken).await;

    proxy.cut_once().await;
    queue.publish("work", "through a dead connection").await.unwrap();
    let after_dead = publish_until_received(&*queue, &mut woken).await;

    proxy.silence();
    fails_unavailable_within(Duration::from_secs(3), queue.publish("work", "lost")).await;
    fails_unavailable_within(Duration::from_secs(5), queue.subscribe("mail")).await;
    proxy.heal();
    let after_silence = publish_until_received(&*queue, &mut woken).await;
    println!(
        "first wake-up after a cut {after_cut:?}, after dead connections {after_dead:?}, after silence {after_silence:?}"
    );
}

/// Publishes anew ten times a second, as wake-ups may be lost meanwhile, until the subscription hands over one.
async fn publish_until_received(
    queue: &dyn Queue,
    woken: &mut BoxStream<'static, Result<String>>,
) -> Duration {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let marker = format!("{} ", NUMBER.fetch_add(1, Ordering::Relaxed));
    let started = Instant::now();
    let publish = async {
        let mut interval = tokio::time::interval(Duration::from_millis(100));
        let mut published = 0;
        loop {
            interval.tick().await;
            published += 1;
            match queue.publish("work", &format!("{marker}{published}")).await {
                Ok(()) => {}
                Err(error) => assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}"),
            }
        }
    };
    let receive = async { while !woken.next().await.unwrap().unwrap().starts_with(&marker) {} };
    let within = Duration::from_secs(30);
    tokio::select! {
        () = publish => {}
        received = tokio::time::timeout(within, receive) => received.expect("the subscription did not resume"),
    }
    started.elapsed()
}

async fn fails_unavailable_within<T>(within: Duration, call: impl Future<Output = Result<T>>) {
    let started = Instant::now();
    let error = call.await.map(|_| ()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}");
    assert!(started.elapsed() < within, "{:?}", started.elapsed());
}

/// Replaces user and password of a URL.
fn with_user(url: &str, user: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap();
    let at = rest.find('@').unwrap();
    format!("{scheme}://{user}{}", &rest[at..])
}

fn with_host(url: &str, host: &str) -> String {
    let at = url.rfind('@').unwrap() + 1;
    let end = at + url[at..].find('/').unwrap();
    format!("{}{host}{}", &url[..at], &url[end..])
}

async fn refuses(make: Make, url: &str, kind: ErrorKind, names: &[&str]) {
    let queue = queue(make, url, &fresh_namespace());
    let started = Instant::now();
    let subscribed = queue.subscribe("work").await.map(|_| ()).unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    let published = queue.publish("work", "a").await.unwrap_err();
    for error in [subscribed, published] {
        assert_eq!(error.kind(), kind, "{error}");
        for name in names {
            assert!(error.message().contains(name), "{error} does not name {name}");
        }
        let whole = format!("{error} {error:?} {}", causes(&error));
        assert!(!whole.contains("secret-word"), "{whole}");
    }
    assert!(!format!("{queue:?}").contains("secret-word"), "{queue:?}");
}

fn causes(error: &Error) -> String {
    let first = std::error::Error::source(error);
    std::iter::successors(first, |error| error.source()).map(|error| error.to_string()).collect()
}

#[tokio::test]
async fn postgres_refusals_name_the_database_and_the_remedy() {
    let Some(url) = services::postgres() else { return };
    let wrong = with_user(&url, "postgres:secret-word");
    refuses(postgres, &wrong, ErrorKind::Unauthenticated, &["127.0.0.1:", "`postgres`", "password"]).await;
    let (start, _) = url.rsplit_once('/').unwrap();
    refuses(postgres, &format!("{start}/missing"), ErrorKind::NotFound, &["/missing", "create"]).await;
    let nowhere = with_user(&with_host(&url, "no-such-host.invalid:5432"), "postgres:secret-word");
    refuses(postgres, &nowhere, ErrorKind::Unavailable, &["no-such-host.invalid:5432"]).await;
    let closed = with_user(&with_host(&url, "127.0.0.1:1"), "postgres:secret-word");
    refuses(postgres, &closed, ErrorKind::Unavailable, &["127.0.0.1:1"]).await;
}

#[tokio::test]
async fn rabbitmq_refusals_name_the_broker_and_the_remedy() {
    let Some(url) = services::rabbitmq() else { return };
    let wrong = with_user(&url, "secretariat:secret-word");
    refuses(rabbitmq, &wrong, ErrorKind::Unauthenticated, &["127.0.0.1:", "`secretariat`", "password"]).await;
    let (start, _) = url.rsplit_once('/').unwrap();
    refuses(rabbitmq, &format!("{start}/missing"), ErrorKind::Denied, &["`missing`", "create it"]).await;
    let nowhere = with_user(&with_host(&url, "no-such-host.invalid:5672"), "secretariat:secret-word");
    refuses(rabbitmq, &nowhere, ErrorKind::Unavailable, &["no-such-host.invalid:5672"]).await;
    let closed = with_user(&with_host(&url, "127.0.0.1:1"), "secretariat:secret-word");
    refuses(rabbitmq, &closed, ErrorKind::Unavailable, &["127.0.0.1:1"]).await;
}

#[tokio::test]
async fn a_rabbitmq_user_without_rights_is_denied() {
    let Some(url) = services::rabbitmq() else { return };
    let powerless = url.replacen("secretariat:", "powerless:", 1);
    refuses(rabbitmq, &powerless, ErrorKind::Denied, &["`powerless`", "grant"]).await;
}

#[test]
fn urls_that_cannot_be_read_are_not_repeated() {
    for url in ["", "no url", "mysql://root:secret-word@host/office", "amqp://a:secret-word@host:port/x"] {
        for make in [postgres as Make, rabbitmq] {
            let error = make(url, "office", Arc::new(SystemRandomness)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidInput);
            assert!(!format!("{error} {error:?}").contains("secret-word"), "{error:?}");
        }
    }
    let named = rabbitmq("amqp://localhost", "Office 1", Arc::new(SystemRandomness));
    assert_eq!(named.unwrap_err().kind(), ErrorKind::InvalidInput);
}

//! The contract of caches, in this process and on a real Redis through a breaking network.

use std::sync::Arc;
use std::time::{Duration, Instant};

use secretariat::cache::{Cache, Forgiving, LocalCache, RedisCache, conformance};
use secretariat::clock::{FixedClock, SystemClock};
use secretariat::id::{Randomness, SystemRandomness};
use secretariat::{ErrorKind, Result};

use crate::chaos::proxy::Proxy;
use crate::services;

const LONG: Duration = Duration::from_secs(600);

fn fresh_prefix() -> String {
    let mut random = [0; 8];
    SystemRandomness.fill(&mut random);
    format!("test-{:016x}", u64::from_be_bytes(random))
}

fn redis(url: &str) -> RedisCache {
    RedisCache::new(url, &fresh_prefix()).unwrap()
}

#[tokio::test]
async fn the_local_cache_keeps_the_contract() {
    conformance::run(|| Ok(Box::new(LocalCache::new(64 << 20, Arc::new(SystemClock))))).await.unwrap();
}

#[tokio::test]
async fn redis_keeps_the_contract_of_caches() {
    let Some(url) = services::redis() else { return };
    conformance::run(|| Ok(Box::new(RedisCache::new(&url, &fresh_prefix())?))).await.unwrap();
}

#[tokio::test]
async fn a_forgiving_cache_keeps_the_contract() {
    let cache = || Arc::new(LocalCache::new(64 << 20, Arc::new(SystemClock)));
    conformance::run(|| Ok(Box::new(Forgiving::new(cache())))).await.unwrap();
}

#[tokio::test]
async fn a_local_value_ends_by_the_injected_clock() {
    let clock = Arc::new(FixedClock::at(jiff::civil::datetime(2026, 3, 1, 12, 0, 0, 0)));
    let cache = LocalCache::new(1 << 20, clock.clone());
    cache.set("a", b"a".to_vec(), Duration::from_secs(60)).await.unwrap();
    clock.set("2026-03-01T12:00:59Z".parse().unwrap());
    assert_eq!(cache.get("a").await.unwrap(), Some(b"a".to_vec()));
    clock.set("2026-03-01T12:01:00Z".parse().unwrap());
    assert_eq!(cache.get("a").await.unwrap(), None);
}

#[tokio::test]
async fn caches_with_other_prefixes_are_apart() {
    let Some(url) = services::redis() else { return };
    let (one, other) = (redis(&url), redis(&url));
    one.set("a", b"mine".to_vec(), LONG).await.unwrap();
    assert_eq!(other.get("a").await.unwrap(), None);
}

#[tokio::test]
async fn redis_is_unavailable_within_two_seconds_and_comes_back() {
    let Some(url) = services::redis() else { return };
    let (proxy, through) = Proxy::before(&url).await;
    let cache = redis(&through);
    cache.set("a", b"kept".to_vec(), LONG).await.unwrap();
    proxy.cut_once().await;
    assert_eq!(cache.get("a").await.unwrap(), Some(b"kept".to_vec()), "a dead connection is replaced");

    proxy.cut();
    every_call_is_unavailable(&cache).await;
    proxy.heal();
    assert_eq!(cache.get("a").await.unwrap(), Some(b"kept".to_vec()));

    proxy.silence();
    every_call_is_unavailable(&cache).await;
    proxy.heal();
    assert_eq!(cache.get("a").await.unwrap(), Some(b"kept".to_vec()));
}

async fn every_call_is_unavailable(cache: &dyn Cache) {
    async fn timed<T>(call: impl Future<Output = Result<T>>) {
        let started = Instant::now();
        let error = call.await.map(|_| ()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}");
        assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    }
    tokio::join!(
        timed(cache.get("a")),
        timed(cache.set("b", b"b".to_vec(), LONG)),
        timed(cache.increment("c", 1, LONG)),
        timed(cache.delete("d")),
    );
}

#[tokio::test]
async fn a_forgiving_cache_misses_what_it_cannot_reach() {
    let Some(url) = services::redis() else { return };
    let (proxy, through) = Proxy::before(&url).await;
    let cache = Forgiving::new(Arc::new(redis(&through)));
    cache.set("a", b"kept".to_vec(), LONG).await.unwrap();
    proxy.cut();
    assert_eq!(cache.get("a").await.unwrap(), None);
    cache.set("a", b"lost".to_vec(), LONG).await.unwrap();
    assert_eq!(cache.delete("a").await.unwrap_err().kind(), ErrorKind::Unavailable);
    assert_eq!(cache.increment("n", 1, LONG).await.unwrap_err().kind(), ErrorKind::Unavailable);
    proxy.heal();
    assert_eq!(cache.get("a").await.unwrap(), Some(b"kept".to_vec()));
}

#[tokio::test]
async fn a_flushed_redis_is_only_empty() {
    let Some(url) = services::redis() else { return };
    // A database of its own, so that no other test is flushed.
    let url = format!("{}/9", url.trim_end_matches('/'));
    let cache = redis(&url);
    cache.set("a", b"a".to_vec(), LONG).await.unwrap();
    cache.increment("n", 41, LONG).await.unwrap();
    let client = redis::Client::open(url.as_str()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let () = redis::cmd("FLUSHDB").query_async(&mut connection).await.unwrap();
    assert_eq!(cache.get("a").await.unwrap(), None);
    assert_eq!(cache.increment("n", 1, LONG).await.unwrap(), 1);
}

#[tokio::test]
async fn redis_refusals_name_the_server_and_the_remedy() {
    let Some(url) = services::redis() else { return };
    let at = url.rfind('@').unwrap();
    let server = url[at + 1..].trim_end_matches('/');
    for (user, kind) in [(":secret-word@", ErrorKind::Unauthenticated), ("", ErrorKind::Unauthenticated)] {
        let error = redis(&format!("redis://{user}{server}/")).get("a").await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.message().contains(server) && error.message().contains("password"), "{error}");
        assert!(!format!("{error:?}").contains("secret-word"), "{error:?}");
    }
    for server in ["127.0.0.1:1", "no-such-host.invalid:6379"] {
        let cache = redis(&format!("redis://:secret-word@{server}/"));
        let error = cache.check().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}");
        assert!(error.message().contains(server), "{error}");
        assert!(!format!("{error:?} {cache:?}").contains("secret-word"), "{error:?}");
    }
    let error = RedisCache::new("http://:secret-word@host/", "a").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(!format!("{error:?}").contains("secret-word"));
}

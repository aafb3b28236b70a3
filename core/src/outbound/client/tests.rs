//! Name servers that change their word.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::net::TcpListener;

use super::*;

/// Gives one answer after the other, and counts how often it was asked.
#[derive(Debug)]
struct Changing(Mutex<VecDeque<Vec<IpAddr>>>, AtomicUsize);

#[async_trait]
impl Resolver for Changing {
    async fn resolve(&self, _name: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
        self.1.fetch_add(1, Ordering::Relaxed);
        let next = self.0.lock().unwrap().pop_front().unwrap_or_default();
        Ok(next.into_iter().map(|address| SocketAddr::new(address, port)).collect())
    }
}

fn changing(answers: &[&[&str]]) -> Changing {
    let of = |answer: &&[&str]| answer.iter().map(|address| address.parse().unwrap()).collect();
    Changing(Mutex::new(answers.iter().map(of).collect()), AtomicUsize::new(0))
}

#[tokio::test]
async fn a_name_that_moves_inside_after_it_was_looked_at_is_not_followed() {
    let inside = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = inside.local_addr().unwrap().port();
    // Public by its form, and given to nobody.
    let resolver = changing(&[&["2d00::1"], &["127.0.0.1"]]);
    let url: Url = format!("http://moving.example:{port}/").parse().unwrap();
    let client = client_with(&url, false, &resolver, None).await.unwrap().expect("a public address");
    let asked = client.get(url.clone()).timeout(Duration::from_millis(300)).send().await;
    assert!(asked.is_err(), "{asked:?}");
    assert_eq!(resolver.1.load(Ordering::Relaxed), 1, "the name is looked up once");
    let reached = tokio::time::timeout(Duration::from_millis(50), inside.accept()).await;
    assert!(reached.is_err(), "the own network was reached");
    // Who asks anew looks anew.
    assert!(client_with(&url, false, &resolver, None).await.unwrap().is_none());
    assert!(client_with(&url, false, &resolver, None).await.is_err(), "nobody knows the name any more");
}

#[tokio::test]
async fn one_address_inside_among_many_is_enough_to_refuse() {
    for inside in ["127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "fd00:ec2::254", "::ffff:192.168.0.1"] {
        let url: Url = "https://both.example/".parse().unwrap();
        for answer in [[inside, "1.1.1.1"], ["1.1.1.1", inside]] {
            let resolver = changing(&[&answer]);
            assert!(client_with(&url, false, &resolver, None).await.unwrap().is_none(), "{answer:?}");
        }
        let resolver = changing(&[&[inside]]);
        assert!(client_with(&url, true, &resolver, None).await.unwrap().is_some(), "the operator says so");
    }
}

#[test]
fn what_is_no_plain_address_of_the_web_is_refused() {
    for url in [
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "https://user@example.com/",
        "https://user:password@example.com/",
        "https://example.com@127.0.0.1/",
        "http://[fe80::1%25eth0]/",
        "http://[::1",
        "example.com",
        "",
    ] {
        assert!(parse(url).is_err(), "{url}");
    }
    assert!(parse(&format!("https://example.com/{}", "a".repeat(ADDRESS))).is_err());
    assert_eq!(parse("https://example.com:8443/x?y=z").unwrap().port(), Some(8443));
}

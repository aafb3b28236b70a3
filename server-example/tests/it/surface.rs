//! Every call of the SDK has a route, or a reason why not.

use std::collections::BTreeSet;

use secretariat_server::operations::{APART, TYPED, all};

#[test]
fn every_call_has_a_route_or_a_reason() {
    let surface = secretariat_bridge::surface();
    let calls: BTreeSet<&str> =
        surface["calls"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    let routed: BTreeSet<&str> = all().map(|operation| operation.call).collect();
    let apart: BTreeSet<&str> = APART.iter().map(|(call, _)| *call).collect();
    let both: Vec<_> = routed.intersection(&apart).collect();
    assert!(both.is_empty(), "with a route and a reason: {both:?}");
    let known: BTreeSet<&str> = routed.union(&apart).copied().collect();
    assert_eq!(known, calls, "a call without a route, or a route without a call");
    assert!(APART.iter().all(|(_, reason)| reason.len() > 20));
    println!(
        "{} routes of {} calls; {} calls apart; {} handlers",
        all().count(),
        calls.len(),
        APART.len(),
        TYPED.len()
    );
}

#[test]
fn no_address_stands_twice_and_every_read_without_effect_is_a_get() {
    let mut seen = BTreeSet::new();
    let rows = all().map(|row| (row.method, row.path)).chain(TYPED.iter().map(|row| (row.method, row.path)));
    for row in rows {
        assert!(seen.insert(row), "{row:?} stands twice");
    }
    for operation in all().filter(|operation| operation.method == "GET") {
        let takes = operation.takes.iter().map(|permission| permission.code());
        assert!(
            takes.clone().all(|code| !code.ends_with(".write")),
            "{}: {:?}",
            operation.path,
            takes.collect::<Vec<_>>()
        );
    }
}

//! That the vectors leave nothing out.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::vector::{ROOT, SURFACE, VIEWS, all};

/// Errors that no call of today can end with: no vector can show them.
const OUT_OF_REACH: [&str; 3] = ["in_doubt", "internal", "unauthenticated"];

#[test]
fn the_surface_in_the_repository_is_that_of_this_crate() {
    let written = std::fs::read_to_string(ROOT.join("conformance/surface.json")).unwrap();
    let written: Value = serde_json::from_str(&written).unwrap();
    assert!(written == *SURFACE, "conformance/surface.json is out of date: run `cargo xtask gen`");
}

#[test]
fn every_call_of_the_surface_is_made_by_a_vector() {
    let vectors = all();
    let made: BTreeSet<&str> = vectors.iter().filter_map(|(_, vector)| vector["call"].as_str()).collect();
    let calls = SURFACE["calls"].as_array().unwrap();
    let missing: Vec<&str> =
        calls.iter().filter_map(|row| row["name"].as_str()).filter(|name| !made.contains(name)).collect();
    assert!(missing.is_empty(), "no vector calls {missing:?}");
}

#[test]
fn vectors_see_the_office_in_every_way() {
    let rows = SURFACE["views"].as_array().unwrap();
    let names: Vec<&str> = rows.iter().filter_map(|row| row["name"].as_str()).collect();
    assert_eq!(names, VIEWS.map(|(name, _)| name));
    for (name, argument) in VIEWS {
        let row = rows.iter().find(|row| row["name"] == name).unwrap();
        assert!(row["arguments"]["properties"].get(argument).is_some(), "{name} has no {argument}");
        assert!(all().iter().any(|(_, vector)| vector.get(name).is_some()), "no vector uses {name}");
    }
}

#[test]
fn every_kind_of_error_that_can_occur_is_expected_by_a_vector() {
    let vectors = all();
    let expected = vectors.iter().filter_map(|(_, vector)| vector["error"]["code"].as_str());
    let expected: BTreeSet<&str> = expected.collect();
    let codes = SURFACE["errors"].as_array().unwrap().iter().filter_map(|row| row["code"].as_str());
    let (out_of_reach, within): (Vec<&str>, Vec<&str>) = codes.partition(|code| OUT_OF_REACH.contains(code));
    assert_eq!(expected.into_iter().collect::<BTreeSet<_>>(), within.into_iter().collect());
    assert_eq!(out_of_reach.len(), OUT_OF_REACH.len());
}

#[test]
fn vectors_say_why_and_hold_no_member_that_no_runner_reads() {
    const MEMBERS: [&str; 10] =
        ["why", "options", "before", "workspace", "acting_as", "call", "given", "select", "expect", "error"];
    let mut reasons = BTreeSet::new();
    for (name, vector) in all() {
        let parts: Vec<&str> = name.split('/').collect();
        let numbered = |file: &str| {
            let (number, what) = file.trim_end_matches(".json").split_once('-').unwrap_or_default();
            number.len() == 3 && number.bytes().all(|digit| digit.is_ascii_digit()) && !what.is_empty()
        };
        assert!(
            matches!(parts[..], [_, _, file] if numbered(file)),
            "{name}: <pillar>/<topic>/<nnn>-<what>.json"
        );
        let why = vector["why"].as_str().unwrap_or_default().to_owned();
        assert!(why.len() > 20 && why.ends_with('.'), "{name} does not say why");
        assert!(reasons.insert(why), "{name} has the reason of another vector");
        assert!(vector.get("expect").is_some() != vector.get("error").is_some(), "{name}: expect or error");
        for member in vector.as_object().unwrap().keys() {
            assert!(MEMBERS.contains(&member.as_str()), "{name}: no runner reads {member}");
        }
    }
}

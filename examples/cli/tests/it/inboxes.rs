//! The main job on inboxes whose writers did not know the rules: most is found, little is made up.

use std::collections::HashSet;

use serde_json::Value;

use crate::day::{same_place, text};
use crate::run::{inbox, json_at};

/// A few inboxes of each language. The judge has learned from them, so they guard what is reached and say nothing
/// of new ones.
const GUARDS: [&str; 3] = ["r1-cycles", "r2-gartenbau", "aa7-software"];

#[test]
fn most_of_what_was_planted_is_found_and_little_else() {
    let (mut found, mut planted, mut right, mut false_alarms, mut harmless) = (0, 0, 0, 0, 0);
    for name in GUARDS {
        let home = inbox().join("../inboxes").join(name);
        let truth: Value =
            serde_json::from_str(&std::fs::read_to_string(home.join("planted.json")).unwrap()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let files = home.join("files");
        let owner: Vec<&str> =
            truth["owner"]["addresses"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let mut arguments = vec!["day", files.to_str().unwrap()];
        arguments.extend(owner.iter().flat_map(|address| ["--me", address]));
        let day = json_at(folder.path(), text(&truth, "reference"), &arguments);
        let agenda = day["agenda"].as_array().unwrap();
        let list = |name: &str| truth[name].as_array().cloned().unwrap_or_default();
        let mut used: HashSet<usize> = HashSet::new();
        for item in list("items") {
            planted += 1;
            if let Some(code) = item["finding"].as_str() {
                found += usize::from(day["findings"].as_array().unwrap().iter().any(|finding| {
                    text(finding, "code") == code && text(finding, "document") == text(&item, "file")
                }));
                continue;
            }
            let states = |entry: &Value| {
                let place = same_place(text(&entry["evidence"], "quote"), text(&item, "quote"));
                text(entry, "document") == text(&item, "file")
                    && if item["due"].is_null() { place } else { entry["due"] == item["due"] }
            };
            let hits: Vec<usize> = (0..agenda.len()).filter(|at| states(&agenda[*at])).collect();
            found += usize::from(!hits.is_empty());
            used.extend(hits);
        }
        for (at, entry) in agenda.iter().enumerate() {
            let tolerated = list("tolerated").iter().any(|place| {
                text(place, "file") == text(entry, "document")
                    && same_place(text(&entry["evidence"], "quote"), text(place, "quote"))
            });
            if used.contains(&at) {
                right += 1;
            } else if !tolerated {
                false_alarms += 1;
                harmless += usize::from(list("harmless_files").contains(&entry["document"]));
            }
        }
    }
    println!("found {found} of {planted}; {right} right, {false_alarms} false, {harmless} in harmless files");
    // Two points below what was measured: another processor may round a weight otherwise.
    assert!(found * 100 >= planted * 88, "found {found} of {planted}");
    assert!(right * 100 >= (right + false_alarms) * 94, "{right} right, {false_alarms} false");
    assert!(harmless <= 1, "{harmless} alarms in harmless files");
}

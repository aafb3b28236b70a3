//! The first program of every README: the same lines in every language (`conformance/program.txt`).

use std::sync::Arc;

use secretariat::clock::FixedClock;
use secretariat::communications::render;
use secretariat::id::SeededRandomness;
use secretariat::{DraftRequest, Office, Source};

#[tokio::test]
async fn the_first_program_prints_the_same_lines_in_every_language() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let office = Office::builder()
        .clock(Arc::new(FixedClock::new("2026-11-26T09:00:00Z".parse().unwrap())))
        .randomness(Arc::new(SeededRandomness::new(7)))
        .build()
        .await
        .unwrap();
    let lease = Source::file(format!("{root}/examples/files/lease-Speicherhof-3.pdf"));
    let contract = office.documents().add(lease).await.unwrap();
    let mut lines = Vec::new();
    for deadline in &contract.brief.deadlines {
        lines.push(format!("{} {} ({})", deadline.due, deadline.title, deadline.evidence.place));
    }
    let answer = office.documents().ask("When must we give notice?").await.unwrap();
    lines.push(format!("{} \"{}\"", answer.text, answer.evidence[0].quote));
    let request = DraftRequest::reply_to(contract.id).saying("We will not renew.");
    let draft = office.communications().draft(request).await.unwrap();
    draft.ensure_sendable().unwrap();
    lines.push(render::text(&draft));
    let printed = lines.join("\n");
    let path = format!("{root}/conformance/program.txt");
    if std::env::var_os("SECRETARIAT_GENERATE").is_some() {
        std::fs::write(&path, &printed).unwrap();
    }
    assert_eq!(printed, std::fs::read_to_string(path).unwrap());
}

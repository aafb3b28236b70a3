//! Plays every playbook over a folder of files, to look at by hand.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use secretariat::clock::FixedClock;
use secretariat::id::SeededRandomness;
use secretariat::settings::{Owner, Settings};
use secretariat::tools::playbooks::all;
use secretariat::{Office, Source};
use serde_json::json;

use crate::tools::direct::Direct;

/// `SECRETARIAT_INBOX=folder SECRETARIAT_INBOX_OWNER=me@firm.example SECRETARIAT_INBOX_TODAY=2026-11-23 cargo test
/// --test it playbooks::trial -- --ignored --nocapture` writes the outcome and the drafts of each playbook to the folder in
/// `SECRETARIAT_INBOX_OUT`.
#[tokio::test]
#[ignore = "to look at by hand"]
async fn outcomes_over_a_folder() {
    let setting = |name: &str| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
    let Some(folder) = setting("SECRETARIAT_INBOX") else { return };
    let today = setting("SECRETARIAT_INBOX_TODAY").unwrap_or_else(|| "2026-11-23".to_owned());
    let owner = setting("SECRETARIAT_INBOX_OWNER").map(|address| Owner { addresses: vec![address] });
    let office = Office::builder()
        .settings(Settings { owner, ..Settings::default() })
        .clock(Arc::new(FixedClock::new(format!("{today}T09:00:00Z").parse().unwrap())))
        .randomness(Arc::new(SeededRandomness::new(7)))
        .build()
        .await
        .unwrap();
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.is_file()) {
        if let Err(error) = office.documents().add(Source::file(file)).await {
            println!("{}: {error}", file.display());
        }
    }
    let out = setting("SECRETARIAT_INBOX_OUT").unwrap_or_else(|| "/tmp".to_owned());
    let documents = office.documents().all().await.unwrap();
    let minutes =
        documents.iter().find(|one| one.brief.kind == secretariat::documents::facts::DocumentKind::Minutes);
    for playbook in all() {
        let name = playbook.spec().name;
        let input = match (name.as_str(), minutes) {
            ("write_minutes", Some(minutes)) => json!({ "transcript": minutes.id }),
            ("write_minutes", None) => continue,
            ("prepare_meeting", _) => {
                json!({ "today": today, "topic": setting("SECRETARIAT_INBOX_TOPIC").unwrap_or_else(|| "Hotel Nordwall chairs".to_owned()) })
            }
            ("contract_renewal_watch", _) => json!({ "today": today, "draft": "notice" }),
            _ => json!({ "today": today }),
        };
        let (steps, calls) = Direct::new(&office).steps();
        let outcome = playbook.play(&steps, input).await.unwrap();
        let drafted =
            calls.calls().into_iter().filter(|call| call.tool == "draft").filter_map(|call| call.answer);
        let texts = drafted.map(|draft| {
            format!("{}\n\n{}\n-----\n", draft["subject"], draft["text"].as_str().unwrap_or_default())
        });
        std::fs::write(Path::new(&out).join(format!("{name}.txt")), texts.collect::<String>()).unwrap();
        let path = Path::new(&out).join(format!("{name}.json"));
        std::fs::File::create(path)
            .unwrap()
            .write_all(serde_json::to_string_pretty(&outcome).unwrap().as_bytes())
            .unwrap();
    }
}

//! `secretariat work`: does what other processes left, and ends when it is told to.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use secretariat::settings::Settings;
use secretariat::{Office, Source};

use crate::run::{json, secretariat};

#[test]
fn a_worker_does_what_another_process_left_and_ends_gracefully() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let settings = Settings { workers: Some(0), ..Settings::default() };
        let builder = Office::builder().folder(folder.path().join("office")).settings(settings);
        let office = builder.build().await.unwrap();
        let letters = (0..20).map(|number| Source::text(format!("{number}"), format!("Letter {number}.")));
        office.documents().submit(letters.collect()).accepted().await.unwrap();
        assert!(office.documents().all().await.unwrap().is_empty());
        office.close().await.unwrap();
    });
    let mut worker =
        secretariat(folder.path()).args(["--in-process", "work"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(worker.stdout.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert!(line.starts_with("working on "), "{line}");
    while json(folder.path(), &["list"]).as_array().unwrap().len() < 20 {}
    let told = Command::new("kill").args(["-TERM", &worker.id().to_string()]).status().unwrap();
    assert!(told.success());
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert!(worker.wait().unwrap().success());
    assert_eq!(rest, "20 done, 0 parked, 0 given back\n");
}

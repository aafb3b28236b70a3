//! kill -9 in the middle of `add`: on the next open every document is whole or absent.

use std::process::Stdio;
use std::time::Duration;

use crate::run::{json, ok, secretariat};

/// Kills in a quick run, and in the long one.
const QUICK: u32 = 50;
const FULL: u32 = 500;

#[test]
fn full_documents_are_whole_or_absent_after_kills_during_add() {
    let folder = tempfile::tempdir().unwrap();
    let kills = if std::env::var_os("SECRETARIAT_FULL").is_some() { FULL } else { QUICK };
    let mail = "From: Ann <ann@example.org>\r\nTo: Ben <ben@example.org>\r\nSubject: Papers\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n";
    let mut whole = 0;
    let mut whole_run = Duration::ZERO;
    for round in 0..=kills {
        let files = folder.path().join("files");
        let _ = std::fs::remove_dir_all(&files);
        std::fs::create_dir_all(&files).unwrap();
        for number in 0..12 {
            let body = format!("Please send the papers of case {round}-{number} by 1 December 2026.\r\n");
            let inner = format!("The rent of case {round}-{number} is EUR 900.00 a month.\r\n");
            let content = format!(
                "{mail}{body}--x\r\nContent-Type: text/plain; name=note.txt\r\n\
                Content-Disposition: attachment; filename=note.txt\r\n\r\n{inner}--x--\r\n"
            );
            std::fs::write(files.join(format!("{round}-{number}.eml")), content).unwrap();
        }
        let mut child = secretariat(folder.path())
            .args(["--in-process", "add", "files"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        if round == 0 {
            // How long it takes when nobody kills it.
            let started = std::time::Instant::now();
            child.wait().unwrap();
            whole_run = started.elapsed();
            continue;
        }
        // Spread over the whole run, from before the database opens until after the last commit.
        std::thread::sleep(whole_run.mul_f64(f64::from(round * 37 % 100) / 90.0));
        child.kill().unwrap();
        child.wait().unwrap();
        if round % 10 == 0 {
            whole = check(folder.path());
        }
    }
    println!("kills: {kills}, documents after them, all whole: {whole}");
    let most = (usize::try_from(kills).unwrap() + 1) * 24;
    assert!(whole > 24, "no kill came after a commit: {whole} documents");
    assert!(whole < most, "no kill came before the last commit: {whole} documents");
    let added = ok(folder.path(), &["--in-process", "add", "files"]);
    assert_eq!(added.lines().count(), 12, "the office takes files after the kills");
    assert_eq!(check(folder.path()) % 2, 0);
}

/// Reads every document back and returns how many there are.
fn check(folder: &std::path::Path) -> usize {
    let listed = json(folder, &["list"]);
    let documents = listed.as_array().unwrap();
    let (mails, notes): (Vec<_>, Vec<_>) = documents.iter().partition(|document| document["format"] == "eml");
    assert_eq!(mails.len(), notes.len(), "a mail is never stored without its attachment");
    if let Some(mail) = mails.last() {
        let id = mail["id"].as_str().unwrap();
        let brief = json(folder, &["brief", id]);
        assert!(brief["title"].is_string());
    }
    documents.len()
}

//! Backups and keys by the program, on a server that goes on serving.

use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};

use crate::program::{PASSWORD, Program, program};

fn run(office: &Path, arguments: &[&str]) -> Output {
    program().arg("--office").arg(office).args(arguments).output().unwrap()
}

fn report(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::Deserializer::from_slice(&output.stdout).into_iter().last().unwrap().unwrap()
}

#[tokio::test]
async fn a_running_server_is_backed_up_verified_and_restored_elsewhere() {
    let server = Program::start();
    let owner = server.owner().await;
    owner.add("note.txt", "Please pay 120 EUR by 3 March 2027.").await;
    let folder = server.folder.path();
    let (office, file, key) =
        (folder.join("office"), folder.join("office.backup"), folder.join("backup.key"));
    let (file, key) = (file.to_str().unwrap(), key.to_str().unwrap());
    let written = run(&office, &["backup", file, "--backup-key", key, "--verify"]);
    let verified = report(&written);
    assert_eq!(verified["counts"]["records"]["documents"], 1);
    assert_eq!(
        (verified["findings"].clone(), verified["audits"][0]["damage"].clone()),
        (json!([]), Value::Null)
    );
    assert!(String::from_utf8_lossy(&written.stderr).contains("a key was made"));
    owner.add("later.txt", "This is of afterwards.").await;
    assert_eq!(run(&office, &["backup", file]).status.code(), Some(65), "the file is there");
    assert_eq!(run(&office, &["verify-backup", file]).status.code(), Some(77), "without its key");
    assert_eq!(run(&office, &["restore", file, "--backup-key", key]).status.code(), Some(75), "not empty");
    let restored = folder.join("restored");
    std::fs::create_dir(&restored).unwrap();
    std::fs::copy(office.join("audit.key"), restored.join("audit.key")).unwrap();
    let told = report(&run(&restored, &["restore", file, "--backup-key", key]));
    assert_eq!(
        (told["counts"].clone(), told["audits"][0]["damage"].clone()),
        (verified["counts"].clone(), Value::Null)
    );
    let again = Program::run("api", &json!({ "office": restored }));
    let body = json!({ "email": "ada@office.example", "password": PASSWORD });
    let session = again.client.post("/v1/sessions", &body).await.is(201).json();
    let ada = again.client.bearing(session["access_token"].as_str().unwrap());
    let documents = ada.get("/v1/documents").await.is(200).json();
    assert_eq!(documents["items"].as_array().unwrap().len(), 1, "{documents}");
    let mut bytes = std::fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let broken = folder.join("broken");
    std::fs::write(&broken, bytes).unwrap();
    let found = run(&office, &["verify-backup", broken.to_str().unwrap(), "--backup-key", key]);
    assert_eq!(found.status.code(), Some(72), "{}", String::from_utf8_lossy(&found.stderr));
}

#[tokio::test]
async fn the_master_key_changes_under_a_running_server() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("master.keys");
    let settings = json!({ "settings": { "key_file": key } });
    let server = Program::start_with(&settings);
    let owner = server.owner().await;
    owner.add("note.txt", "Please pay 120 EUR by 3 March 2027.").await;
    let file = server.folder.path().join("settings.json");
    let rotate = |arguments: &[&str]| {
        program().arg("--settings").arg(&file).arg("rotate-keys").args(arguments).output().unwrap()
    };
    let before = std::fs::read_to_string(&key).unwrap();
    let told = rotate(&[]);
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    assert!(String::from_utf8_lossy(&told.stdout).contains("1 of 1 keys"), "{told:?}");
    let both = std::fs::read_to_string(&key).unwrap();
    assert!(both.ends_with(&before) && both.lines().count() == 2, "the old key stays behind the new one");
    owner.add("more.txt", "Please pay 240 EUR by 4 March 2027.").await;
    assert!(rotate(&["--retire"]).status.success());
    assert_eq!(format!("{}{before}", std::fs::read_to_string(&key).unwrap()), both);
    let listed = owner.get("/v1/documents").await.is(200).json();
    for document in listed["items"].as_array().unwrap() {
        let id = document["id"].as_str().unwrap();
        owner.get(&format!("/v1/documents/{id}/original")).await.is(200);
    }
}

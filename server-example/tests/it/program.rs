//! The program itself, started on a free port.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::http::{Answer, Client};

pub(crate) const PASSWORD: &str = "four words are enough";

/// A running server with an office of its own.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) child: Child,
    pub(crate) client: Client,
    /// The secret of the link of the first owner.
    pub(crate) setup: String,
    pub(crate) folder: tempfile::TempDir,
}

impl Program {
    /// Starts it with more settings than the address.
    pub(crate) fn start_with(settings: &Value) -> Self {
        Self::run("serve", settings)
    }

    /// Starts a command that serves, with more settings than the address.
    pub(crate) fn run(command: &str, settings: &Value) -> Self {
        Self::logging(command, settings, "info")
    }

    /// Starts a command that serves, and logs so much.
    pub(crate) fn logging(command: &str, settings: &Value, level: &str) -> Self {
        Self::with_variables(command, settings, level, &[])
    }

    /// Starts a command that serves, with variables of its environment.
    pub(crate) fn with_variables(
        command: &str,
        settings: &Value,
        level: &str,
        variables: &[(&str, &str)],
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.json");
        let mut all = json!({ "office": folder.path().join("office"), "listen": "127.0.0.1:0" });
        for (name, value) in settings.as_object().unwrap() {
            all[name] = value.clone();
        }
        std::fs::write(&file, all.to_string()).unwrap();
        let mut child = program()
            .envs(variables.iter().copied())
            .arg("--settings")
            .arg(&file)
            .args([command, "--log", level])
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(folder.path().join("log")).unwrap())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let log = || std::fs::read_to_string(folder.path().join("log")).unwrap();
        let mut told = lines.next().unwrap_or_else(|| panic!("{}", log()));
        let url = told.split_off(told.find("http").unwrap_or(told.len()));
        // The link stands there only while there is no owner.
        let link = if url.is_empty() || command == "api" { None } else { lines.next() };
        let setup = link.and_then(|link| Some(link.split_once("token=")?.1.to_owned())).unwrap_or_default();
        // What else it says must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, client: Client::new(&url), setup, folder }
    }

    /// Starts it.
    pub(crate) fn start() -> Self {
        Self::start_with(&json!({}))
    }

    /// Makes the first owner, and returns the client that acts as her.
    pub(crate) async fn owner(&self) -> Client {
        let answer = self.set_up().await.is(201);
        self.client.bearing(answer.json()["access_token"].as_str().unwrap())
    }

    /// Makes the first owner.
    pub(crate) async fn set_up(&self) -> Answer {
        let body = json!({ "token": self.setup, "name": "Ada", "email": "ada@office.example", "password": PASSWORD });
        self.client.post("/v1/setup", &body).await
    }

    /// Returns what was logged.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the command of the program, apart from the environment of the tests.
pub(crate) fn program() -> Command {
    let mut command = Command::new(PathBuf::from(env!("CARGO_BIN_EXE_secretariat-server")));
    command.env_clear().env("TMPDIR", std::env::temp_dir());
    command
}

/// Adds a member with a role, who signs in; returns the id and the client that acts so.
pub(crate) async fn member(admin: &Client, name: &str, role: &str) -> (String, Client) {
    let email = format!("{name}@office.example");
    let body = json!({ "name": name, "addresses": [email], "role": role });
    let id = admin.post("/v1/members", &body).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let token = send_bare(admin, "POST", &format!("/v1/members/{id}/invitation")).await.is(201).json();
    let body = json!({ "token": token["token"], "password": PASSWORD });
    let session = Client::new(&admin.url).post("/v1/invitations", &body).await.is(201).json();
    (id, admin.bearing(session["access_token"].as_str().unwrap()))
}

/// Sends a request without a body.
pub(crate) async fn send_bare(client: &Client, method: &str, path: &str) -> Answer {
    crate::http::send(client.request(method, path)).await
}

#[test]
fn the_program_says_what_is_wrong_with_its_settings_and_shows_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.json");
    for text in [
        r#"{ "office": "postgres://ann:s3cret@db/office", "listn": "x" }"#,
        r#"{ "settings": { "storage": ["postgres://ann:s3cret@db/office"] } }"#,
        r#"{ "settings": { "mail": { "outgoing": { "url": "smtp://ann:s3cret@mail" } } } }"#,
        r#"{ "office": "postgres://ann:s3cret@127.0.0.1:1/office" }"#,
    ] {
        std::fs::write(&file, text).unwrap();
        let output = program().arg("--settings").arg(&file).arg("migrate").output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{told}");
        assert!(told.contains("secretariat-server: ") && !told.contains("s3cret"), "{told}");
    }
    assert_eq!(program().arg("--no-such").output().unwrap().status.code(), Some(64));
}

#[test]
fn the_document_is_printed_without_an_office() {
    let output = program().arg("openapi").output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
}

#[tokio::test]
async fn the_server_ends_in_order_and_its_audit_is_whole() {
    let mut program = Program::start();
    let owner = program.owner().await;
    owner.add("note.txt", "Please pay 120 EUR by 3 March 2027.").await;
    // A live stream does not hold the end up.
    let mut stream = owner.request("GET", "/v1/events").send().await.unwrap();
    let started = std::time::Instant::now();
    let pid = program.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    let status = program.child.wait().unwrap();
    assert!(status.success(), "{}", program.log());
    assert!(started.elapsed() < std::time::Duration::from_secs(10), "{:?}", started.elapsed());
    while let Ok(Some(_)) = stream.chunk().await {}
    let office = program.folder.path().join("office");
    let verify = self::program().arg("--office").arg(&office).arg("verify-audit").output().unwrap();
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stderr));
    let report: Value = serde_json::from_slice(&verify.stdout).unwrap();
    assert!(report["entries"].as_u64().unwrap() >= 3, "{report}");
    let doctor = self::program().arg("--office").arg(&office).arg("doctor").output().unwrap();
    assert!(doctor.status.success(), "{}", String::from_utf8_lossy(&doctor.stdout));
    let log = program.log();
    assert!(log.contains("server.stop"), "{log}");
    for line in log.lines() {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        for field in ["@timestamp", "log.level", "message", "ecs.version"] {
            assert!(line.get(field).is_some(), "{line}");
        }
    }
    for secret in [PASSWORD, program.setup.as_str(), owner.token.as_deref().unwrap(), "120 EUR", "ada@office"]
    {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
}

//! Our client and foreign servers; our server and our client.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use secretariat::agents::{ApprovalPolicy, Effect, RunEvent, RunStatus, ToolSpec};
use secretariat::settings::{McpPlace, McpServer, Settings};
use secretariat::{ErrorKind, Office, Provenance};
use serde_json::{Value, json};

use super::{partner, python, script};
use crate::agents::world::{Scripted, agent, events, outcome, outcomes, question, says, soon, wants};

fn program(program: PathBuf, arguments: &[&str]) -> McpPlace {
    McpPlace::Program {
        program,
        arguments: arguments.iter().map(ToString::to_string).collect(),
        environment: [("GIVEN".to_owned(), "x".into())].into(),
        folder: None,
    }
}

fn server(name: &str, place: McpPlace) -> McpServer {
    McpServer {
        name: name.to_owned(),
        place,
        tools: Vec::new(),
        always_ask: false,
        optional: false,
        seconds: 20,
    }
}

async fn office_with(model: &Arc<Scripted>, servers: Vec<McpServer>) -> secretariat::Result<Office> {
    let model: Arc<dyn secretariat::models::LanguageModel> = model.clone();
    Office::builder().model(model).settings(Settings { mcp: servers, ..Settings::default() }).build().await
}

async fn tool(office: &Office, name: &str) -> ToolSpec {
    let tools = office.agents().tools().await.unwrap();
    let found = tools.iter().find(|tool| tool.name == name).cloned();
    found.unwrap_or_else(|| panic!("no {name} among {:?}", tools.iter().map(|t| &t.name).collect::<Vec<_>>()))
}

/// Calls one tool in a run, and returns what the model was told of it.
async fn called(office: &Office, model: &Arc<Scripted>, name: &str) -> (String, bool) {
    let ended = outcome(office, &agent(&[name]), "Do it with Ann: 7").await;
    assert_eq!(ended.run.status, RunStatus::Finished, "{:?}", ended.run.ending);
    outcomes(&model.last()).pop().unwrap()
}

fn calls(name: &'static str, arguments: Value) -> Arc<Scripted> {
    Scripted::new(move |request| {
        let done = !outcomes(&request.messages).is_empty();
        Ok(if done { says("done") } else { wants(&[(name, arguments.clone())]) })
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_tools_of_a_server_by_the_official_sdk_are_tools_of_runs() {
    let Some(python) = python() else { return };
    let place = || program(python.clone(), &[&script("mcp_server.py")]);
    let model = calls("partner_put", json!({"name": "Ann", "amount": 7}));
    let office = office_with(&model, vec![server("partner", place())]).await.unwrap();
    let look = tool(&office, "partner_look").await;
    assert_eq!((look.effect, look.approval), (Effect::Pure, ApprovalPolicy::WhenTainted));
    assert_eq!(look.parameters["properties"]["word"]["type"], "string");
    assert_eq!(tool(&office, "partner_put").await.effect, Effect::Idempotent);
    assert_eq!(tool(&office, "partner_pay").await.effect, Effect::Once);
    let (told, failed) = called(&office, &model, "partner_put").await;
    assert_eq!((serde_json::from_str::<Value>(&told).unwrap(), failed), (json!({"Ann": 7}), false));
    office.close().await.unwrap();

    // It gets nothing of our environment.
    let model = calls("partner_environment", json!({}));
    let office = office_with(&model, vec![server("partner", place())]).await.unwrap();
    let (told, _) = called(&office, &model, "partner_environment").await;
    assert!(told.contains("GIVEN") && !told.contains("PATH") && !told.contains("CARGO"), "{told}");
    // An error that the tool tells is an outcome, which taints as well.
    let model = calls("partner_fail", json!({"why": "Ann"}));
    let office = office_with(&model, vec![server("partner", place())]).await.unwrap();
    let run = outcome(&office, &agent(&["partner_fail"]), "Let Ann fail").await.run;
    let completed = events(office.agents(), &run.id).await.into_iter().find_map(|event| match event {
        RunEvent::ToolCompleted { content, provenance, .. } => Some((content, provenance)),
        _ => None,
    });
    let (content, provenance) = completed.unwrap();
    assert_eq!(provenance, Provenance::Document);
    assert!(content.value["error"].to_string().contains("fail"), "{content:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_server_says_taints_the_calls_that_follow() {
    let Some(python) = python() else { return };
    let model = Scripted::new(|request| {
        Ok(match outcomes(&request.messages).len() {
            0 => wants(&[("partner_look", json!({"word": "Ann"}))]),
            1 => wants(&[("partner_pay", json!({"to": "x@evil.example"}))]),
            _ => says("done"),
        })
    });
    let place = program(python, &[&script("mcp_server.py")]);
    let office = office_with(&model, vec![server("partner", place)]).await.unwrap();
    let run = office.agents().start(&agent(&["partner_look", "partner_pay"]), "Look up Ann").await.unwrap();
    let asked = question(office.agents(), &run.id).await;
    assert_eq!((asked.tool.as_str(), &asked.arguments), ("partner_pay", &json!({"to": "x@evil.example"})));
    office.agents().reject(&run.id, &asked.call, None).await.unwrap();
    soon(office.agents().wait(&run.id)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_floods_or_hangs_costs_one_call() {
    let Some(python) = python() else { return };
    let place = program(python, &[&script("mcp_server.py")]);
    let hasty = McpServer { seconds: 3, ..server("partner", place) };
    let model = Scripted::new(|request| {
        Ok(match outcomes(&request.messages).len() {
            0 => wants(&[("partner_flood", json!({})), ("partner_hang", json!({}))]),
            2 => wants(&[("partner_look", json!({"word": "Ann"}))]),
            _ => says("done"),
        })
    });
    let office = office_with(&model, vec![hasty]).await.unwrap();
    outcome(&office, &agent(&["partner_flood", "partner_hang", "partner_look"]), "Look up Ann").await;
    let told = outcomes(&model.last());
    let failed: Vec<bool> = told.iter().map(|(_, failed)| *failed).collect();
    assert_eq!(failed, [true, true, false], "{told:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_dies_in_a_call_is_asked_about_and_started_anew() {
    let Some(python) = python() else { return };
    let place = program(python, &[&script("mcp_server.py")]);
    let model = Scripted::new(|request| {
        Ok(match outcomes(&request.messages).len() {
            0 => wants(&[("partner_vanish", json!({}))]),
            1 => wants(&[("partner_look", json!({"word": "Ann"}))]),
            _ => says("done"),
        })
    });
    let office = office_with(&model, vec![server("partner", place)]).await.unwrap();
    let run =
        office.agents().start(&agent(&["partner_vanish", "partner_look"]), "Look up Ann").await.unwrap();
    // A call that may have taken effect is asked about; nothing calls it again.
    let asked = question(office.agents(), &run.id).await;
    assert_eq!(asked.tool, "partner_vanish");
    let given_up = secretariat::agents::CallAnswer::GivenUp;
    office.agents().answer(&run.id, &asked.call, given_up).await.unwrap();
    soon(office.agents().wait(&run.id)).await.unwrap();
    let told = outcomes(&model.last());
    assert!(told[0].1 && told[1].0.contains("Ann means"), "{told:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reference_server_works_by_both_transports() {
    let Some(everything) = partner("SECRETARIAT_TEST_MCP_EVERYTHING") else { return };
    let everything = everything.display().to_string();
    let port = free_port();
    let mut process = tokio::process::Command::new("node")
        .args([everything.as_str(), "streamableHttp"])
        .env("PORT", port.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let url = format!("http://127.0.0.1:{port}/mcp");
    let http = |internal| McpPlace::Http { url: url.clone(), token: None, internal };
    let places = [program("node".into(), &[&everything, "stdio"]), http(true)];
    listening(port).await;
    for place in places {
        let model = calls("every_echo", json!({"message": "Ann"}));
        let office = office_with(&model, vec![server("every", place)]).await.unwrap();
        let (told, failed) = called(&office, &model, "every_echo").await;
        assert!(told.contains("Ann") && !failed, "{told}");
        office.close().await.unwrap();
    }
    // What is inside the own network is reached only when it is said to be there.
    let refused = office_with(&calls("x", json!({})), vec![server("every", http(false))]).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Denied);
    process.kill().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_of_the_official_sdk_works_over_http() {
    let Some(python) = python() else { return };
    let port = free_port();
    let process = tokio::process::Command::new(python)
        .args([script("mcp_server.py"), port.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    listening(port).await;
    let place = McpPlace::Http {
        url: format!("http://127.0.0.1:{port}/mcp"),
        token: Some("t0ken".into()),
        internal: true,
    };
    let model = calls("partner_look", json!({"word": "Ann"}));
    let office = office_with(&model, vec![server("partner", place)]).await.unwrap();
    let (told, failed) = called(&office, &model, "partner_look").await;
    assert!(told.contains("Ann means") && !failed, "{told}");
    drop(process);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_that_are_away_or_wrong_are_told_apart() {
    let model = calls("x", json!({}));
    let nowhere = || server("away", program("/nowhere/at-all".into(), &[]));
    let error = office_with(&model, vec![nowhere()]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.message().contains("`away`") && error.message().contains("/nowhere/at-all"), "{error}");
    // What is optional may be away.
    let optional = McpServer { optional: true, ..nowhere() };
    office_with(&model, vec![optional]).await.unwrap().close().await.unwrap();
    // A program that is no MCP server.
    let error = office_with(&model, vec![server("true", program("true".into(), &[]))]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    for wrong in ["", "a b", "a_b", "much-too-long-for-a-name-of-a-server"] {
        let place = program("true".into(), &[]);
        let error = office_with(&model, vec![server(wrong, place)]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{wrong}");
    }
    for (url, kind) in [
        ("http://tools.example/mcp", ErrorKind::Denied),
        ("https://ann:pw@tools.example/mcp", ErrorKind::Denied),
        ("ftp://tools.example", ErrorKind::Denied),
        ("https://10.0.0.1/mcp", ErrorKind::Denied),
        ("nothing", ErrorKind::InvalidInput),
    ] {
        let place = McpPlace::Http { url: url.to_owned(), token: None, internal: false };
        let error = office_with(&model, vec![server("far", place)]).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{url}: {error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_says_nonsense_ends_its_own_session_only() {
    let office = Office::in_memory().await.unwrap();
    let served = |text: &'static str| {
        let office = office.clone();
        async move {
            let (mut client, ours) = tokio::io::duplex(1 << 16);
            let (read, write) = tokio::io::split(ours);
            let serving = tokio::spawn(async move { secretariat::mcp::serve(&office, read, write).await });
            tokio::io::AsyncWriteExt::write_all(&mut client, text.as_bytes()).await.unwrap();
            tokio::io::AsyncWriteExt::shutdown(&mut client).await.unwrap();
            let mut said = String::new();
            let reading = tokio::io::AsyncReadExt::read_to_string(&mut client, &mut said);
            let _ = tokio::time::timeout(Duration::from_secs(5), reading).await;
            soon(serving).await.unwrap()
        }
    };
    served("").await.unwrap();
    // What is no message is answered as the protocol has it, or ends the session; it never panics.
    for text in
        ["{}\n", "[[[[\n", "\u{0}\u{1}\n", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}\n"]
    {
        let _ = served(text).await;
    }
    assert!(office.documents().all().await.unwrap().is_empty());
    office.close().await.unwrap();
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Waits until a server accepts connections.
async fn listening(port: u16) {
    soon(async {
        while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
}

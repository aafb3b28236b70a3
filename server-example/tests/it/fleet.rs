//! Many processes that share an office in PostgreSQL serve the same.

use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::http::{Client, send};
use crate::program::{PASSWORD, Program, send_bare};

/// Makes an empty database, and returns its address; none where there is no server.
async fn database(suffix: &str) -> Option<String> {
    let Some(server) = std::env::var_os("SECRETARIAT_TEST_POSTGRES") else {
        let required = std::env::var_os("SECRETARIAT_TEST_SERVICES").is_some_and(|word| word == "required");
        assert!(!required, "SECRETARIAT_TEST_POSTGRES is not set");
        eprintln!("not run: SECRETARIAT_TEST_POSTGRES is not set; `cargo xtask test` starts the service");
        return None;
    };
    let server = server.into_string().unwrap();
    let name = format!("server_{}_{suffix}", std::process::id());
    let mut connection = PgConnection::connect(&server).await.unwrap();
    for statement in [
        format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        format!("CREATE DATABASE {name} TEMPLATE template0"),
    ] {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    Some(format!("{base}/{name}"))
}

/// Reads a stream until it holds a word.
async fn hears(mut stream: reqwest::Response, word: &str) {
    let mut text = String::new();
    while !text.contains(word) {
        let piece = tokio::time::timeout(std::time::Duration::from_secs(30), stream.chunk()).await;
        let piece = piece.unwrap_or_else(|_| panic!("{word} was not heard in {text}")).unwrap();
        text.push_str(std::str::from_utf8(&piece.expect("the stream goes on")).unwrap());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_and_a_worker_on_one_database_serve_the_same() {
    let Some(office) = database("same").await else { return };
    let keys = tempfile::tempdir().unwrap();
    let settings = json!({
        "office": office,
        "key_file": keys.path().join("server.keys"),
        "audit_key_file": keys.path().join("audit.key"),
    });
    let (mut idle, busy) = (settings.clone(), &settings);
    idle["settings"] = json!({ "workers": 0 });
    // The first one makes the tables and the owner, and leaves all work to the others.
    let one = Program::run("serve", &idle);
    let session = one.set_up().await.is(201);
    let token = session.json()["access_token"].as_str().unwrap().to_owned();
    let other = Program::run("api", busy);
    let worker = Program::run("worker", busy);
    let (here, there) = (one.client.bearing(&token), other.client.bearing(&token));
    assert_eq!(here.get("/v1/me").await.is(200).json(), there.get("/v1/me").await.is(200).json());

    let stream = there.request("GET", "/v1/events").send().await.unwrap();
    let upload = here.request("POST", "/v1/documents?name=note.txt");
    let taken =
        send(upload.body("Twelve chairs cost 120 EUR, payable by 3 March 2027.")).await.is(202).json();
    let job = format!("/v1/jobs/{}/events", taken["jobs"][0]["id"].as_str().unwrap());
    let events = tokio::time::timeout(std::time::Duration::from_secs(30), there.get(&job)).await.unwrap();
    assert!(events.text().contains("\"stored\""), "{}", events.text());
    hears(stream, "\"kind\":\"document\"").await;
    for client in [&here, &there] {
        let found = client.get("/v1/search?q=chairs").await.is(200).json();
        assert!(found["items"][0].to_string().contains("Twelve chairs"), "{found}");
    }

    // Who signs out at one is out at once, and a second later at the other.
    let again = json!({ "email": "ada@office.example", "password": PASSWORD });
    let second = other.client.post("/v1/sessions", &again).await.is(201).json();
    let second = Client::new(&one.client.url).bearing(second["access_token"].as_str().unwrap());
    second.get("/v1/me").await.is(200);
    send_bare(&there, "DELETE", "/v1/sessions").await.is(204);
    there.get("/v1/me").await.is(401);
    tokio::time::sleep(secretariat::storage::RECENT).await;
    here.get("/v1/me").await.is(401);
    second.get("/v1/me").await.is(200);
    drop(worker);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_with_one_cache_count_together_and_replay_each_others_answers() {
    let Some(redis) = std::env::var_os("SECRETARIAT_TEST_REDIS") else {
        eprintln!("not run: SECRETARIAT_TEST_REDIS is not set; `cargo xtask test` starts the service");
        return;
    };
    let Some(office) = database("shared").await else { return };
    let keys = tempfile::tempdir().unwrap();
    let settings = json!({
        "office": office,
        "key_file": keys.path().join("server.keys"),
        "audit_key_file": keys.path().join("audit.key"),
        "limits": { "tries_per_minute": 6 },
        "settings": { "workers": 0, "cache": redis.into_string().unwrap() },
    });
    let one = Program::run("serve", &settings);
    let token = one.set_up().await.is(201).json()["access_token"].as_str().unwrap().to_owned();
    let other = Program::run("api", &settings);
    let (here, there) = (one.client.bearing(&token), other.client.bearing(&token));

    let post = |client: &Client, key: &str, name: &str| {
        let body = json!({ "name": name, "addresses": [format!("{name}@them.example")] }).to_string();
        let request = client.request("POST", "/v1/contacts").header("content-type", "application/json");
        send(request.header("idempotency-key", key.to_owned()).body(body))
    };
    let first = post(&here, "one", "fay").await.is(201);
    let again = post(&there, "one", "fay").await.is(201);
    assert_eq!(again.json(), first.json());
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.header("content-type"), first.header("content-type"));
    post(&there, "one", "gus").await.is(409);
    // At the same time at both: it is done once, and who came second hears that it is being done or what came of it.
    let (left, right) = tokio::join!(post(&here, "two", "hal"), post(&there, "two", "hal"));
    let statuses = [left.status.as_u16(), right.status.as_u16()];
    assert!(
        statuses.contains(&201) && statuses.iter().all(|status| [201, 409].contains(status)),
        "{statuses:?}"
    );
    // What failed at one may be tried again at the other.
    post(&here, "three", "fay").await.is(409);
    post(&there, "three", "fay").await.is(409);
    post(&there, "three", "ina").await.is(409);
    post(&there, "four", "ina").await.is(201);
    let contacts = here.get("/v1/contacts").await.json();
    assert_eq!(contacts["items"].as_array().unwrap().len(), 3, "{contacts}");

    // Six passwords from one address, at both together; the span of a minute may end meanwhile, once.
    let wrong = json!({ "email": "ada@office.example", "password": "four words are wrong" });
    let mut heard = Vec::new();
    for at in 0..14 {
        let client = if at % 2 == 0 { &one.client } else { &other.client };
        heard.push(client.post("/v1/sessions", &wrong).await.status.as_u16());
    }
    let let_through = heard.iter().filter(|status| **status == 401).count();
    assert!((5..=11).contains(&let_through) && heard.contains(&429), "{heard:?}");
    let limited = heard.iter().position(|status| *status == 429).unwrap();
    assert!(limited <= 6, "each alone would have let six through: {heard:?}");
}

//! The access matrix: every operation of the OpenAPI document, by everybody, against the table of permissions.

use std::collections::BTreeMap;

use secretariat::people::{NewMember, NewOrganisation, NewServiceAccount};
use secretariat::rights::{PERMISSIONS, Role};
use serde_json::{Value, json};

use crate::http::{Answer, Client, send};
use crate::office::Served;
use crate::operations::{Described, Fitting, all, missing};

/// Somebody: a name, how they come in, and what they are.
struct Identity {
    name: &'static str,
    client: Client,
    role: Option<Role>,
    program: bool,
}

/// What the table says of an operation and somebody.
fn expected(operation: &Described, who: &Identity) -> Option<u16> {
    if operation.is_open() {
        return None;
    }
    let Some(role) = who.role else { return Some(401) };
    let is_personal =
        ["/v1/sessions", "/v1/sessions/switch", "/v1/me/password"].contains(&operation.path.as_str());
    // Sessions belong to who signed in: behind the door of this test nobody did.
    if is_personal {
        return Some(403);
    }
    let may = |code: &str| {
        let row = PERMISSIONS.iter().find(|row| row.code == code).unwrap_or_else(|| panic!("{code}"));
        role.may(row.permission) && (!who.program || row.service)
    };
    (!operation.permissions().into_iter().all(may)).then_some(403)
}

async fn ask(fitting: &Fitting, operation: &Described, client: &Client, id: &str) -> Answer {
    let request = client.request(&operation.method, &fitting.path(operation, id));
    let request = match operation.media() {
        Some("application/json") => {
            let body = fitting.body(operation, id).unwrap().to_string();
            request.header("content-type", "application/json").body(body)
        }
        Some("multipart/form-data") => {
            let body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nHello.\r\n--x--\r\n";
            request.header("content-type", "multipart/form-data; boundary=x").body(body)
        }
        Some(_) => request.body("Hello."),
        None => request,
    };
    send(request).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_answers_everybody_as_the_table_says() {
    let served = Served::in_memory().await;
    let people = served.office.people();
    let mut identities = Vec::new();
    let anonymous = Client::new(&served.client.url);
    identities.push(Identity { name: "anonymous", client: anonymous, role: None, program: false });
    for (name, role) in [
        ("viewer", Role::Viewer),
        ("approver", Role::Approver),
        ("editor", Role::Editor),
        ("admin", Role::Admin),
        ("owner", Role::Owner),
    ] {
        let id = people.add(NewMember::new(name, role)).await.unwrap().id;
        let client = served.acting("ws_default", id.as_str());
        identities.push(Identity { name, client, role: Some(role), program: false });
    }
    let program = NewServiceAccount { name: "Program".to_owned(), role: Role::Admin };
    let program = people.add_service_account(program).await.unwrap().id;
    let client = served.acting("ws_default", program.as_str());
    identities.push(Identity { name: "program", client, role: Some(Role::Admin), program: true });
    let revoked = people.add(NewMember::new("revoked", Role::Admin)).await.unwrap().id;
    people.remove(&revoked).await.unwrap();
    let client = served.acting("ws_default", revoked.as_str());
    identities.push(Identity { name: "revoked", client, role: None, program: false });
    let elsewhere = organisation(&served).await;
    let client = served.acting("ws_default", elsewhere.1.as_str());
    identities.push(Identity { name: "other workspace", client, role: None, program: false });

    let fitting = Fitting::new();
    let (mut calls, mut wrong) = (BTreeMap::<&str, usize>::new(), Vec::new());
    for operation in all(&fitting.document) {
        // A run that is nowhere is not found at once, and changes are asked for by whoever may: a stream without an end.
        for who in &identities {
            if operation.path == "/v1/events" && who.role.is_some() {
                continue;
            }
            let answer = ask(&fitting, &operation, &who.client, missing(&operation.path)).await;
            let status = answer.status.as_u16();
            let holds = match expected(&operation, who) {
                Some(refused) => status == refused,
                // Allowed: whatever comes of it is no matter of rights, but what is behind a secret may be 401.
                None if operation.is_open() => status < 500,
                None => status != 401 && status != 403 && status < 500,
            };
            if !holds {
                let wanted = expected(&operation, who);
                let (name, method, path) = (who.name, &operation.method, &operation.path);
                wrong.push(format!(
                    "{name} {method} {path}: {status}, expected {wanted:?}: {}",
                    answer.text()
                ));
            }
            if expected(&operation, who) == Some(403) && status == 403 {
                assert_eq!(answer.json()["kind"], "denied", "{}", answer.text());
            }
            *calls.entry(who.name).or_default() += 1;
            #[cfg(feature = "graphql")]
            if let Some(status) =
                crate::graphql::status(&who.client, &fitting, &operation, missing(&operation.path)).await
            {
                let holds = match expected(&operation, who) {
                    Some(refused) => status == refused,
                    None => status != 401 && status != 403 && status < 500,
                };
                if !holds {
                    wrong.push(format!("{} GraphQL {}: {status}", who.name, operation.id()));
                }
                *calls.entry("graphql").or_default() += 1;
            }
        }
    }
    println!("access: {calls:?}");
    assert!(calls["viewer"] >= 130, "{calls:?}");
    #[cfg(feature = "graphql")]
    assert!(calls["graphql"] >= 9 * 75, "{calls:?}");
    assert!(wrong.is_empty(), "{} of the matrix:\n{}", wrong.len(), wrong.join("\n"));
}

/// Founds another organisation, and returns its workspace and its owner.
pub(crate) async fn organisation(served: &Served) -> (String, String) {
    let new = NewOrganisation {
        name: "Rivals".to_owned(),
        workspace: "Rivals".to_owned(),
        owner: "Rita".to_owned(),
        addresses: Vec::new(),
    };
    let founded = served.office.workspaces().found(new).await.unwrap();
    (founded.workspace.id.to_string(), founded.owner.id.to_string())
}

/// Makes one thing of each kind, and returns their ids by the first part of their paths.
pub(crate) async fn things(client: &Client) -> BTreeMap<&'static str, String> {
    let id = |value: &Value| value["id"].as_str().unwrap_or_else(|| panic!("{value}")).to_owned();
    let mut things = BTreeMap::new();
    let mail = "From: Fay <f@them.example>\r\nTo: us@office.example\r\nSubject: Chairs\r\n\
        Message-ID: <1@them.example>\r\n\r\nPlease send 12 chairs by 3 March 2027.\r\n";
    things.insert("documents", id(&client.add("mail.eml", mail).await));
    let job =
        send(client.request("POST", "/v1/documents?name=b.txt").body("Pay by 5 May 2027.")).await.is(202);
    things.insert("jobs", id(&job.json()["jobs"][0]));
    let draft = json!({ "kind": "reply", "reply_to": things["documents"], "say": "We send them." });
    let draft = client.post("/v1/drafts", &draft).await;
    let draft = match draft.status.as_u16() {
        201 => draft.json(),
        _ => panic!("{}", draft.text()),
    };
    things.insert("drafts", id(&draft));
    let contact = json!({ "name": "Fay", "addresses": ["f@them.example"] });
    things.insert("contacts", id(&client.post("/v1/contacts", &contact).await.is(201).json()));
    let member = json!({ "name": "Moe", "role": "viewer", "addresses": ["moe@office.example"] });
    things.insert("members", id(&client.post("/v1/members", &member).await.is(201).json()));
    let account = json!({ "name": "Bot", "role": "viewer" });
    things
        .insert("service-accounts", id(&client.post("/v1/service-accounts", &account).await.is(201).json()));
    let approval = json!({ "subject": { "kind": "payment", "id": "1" }, "payload_hash": "0".repeat(64) });
    things.insert("approvals", id(&client.post("/v1/approvals", &approval).await.is(201).json()));
    let run = json!({ "playbook": "weekly_report", "input": { "today": "2027-03-02" } });
    things.insert("runs", id(&client.post("/v1/runs", &run).await.is(201).json()));
    let webhook = json!({ "url": "https://hooks.example/" });
    things.insert("webhooks", id(&client.post("/v1/webhooks", &webhook).await.is(201).json()["webhook"]));
    things
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_organisation_has_looks_as_if_it_were_not_there() {
    let served = Served::in_memory().await;
    let things = things(&served.client).await;
    let (workspace, owner) = organisation(&served).await;
    let rival = served.acting(&workspace, &owner);
    let fitting = Fitting::new();
    let mut compared = 0;
    for operation in all(&fitting.document) {
        let kind = operation.path.trim_start_matches("/v1/").split('/').next().unwrap_or_default();
        let Some(real) = things.get(kind).filter(|_| operation.path.contains("{id}")) else { continue };
        let nowhere = missing(&operation.path);
        let there = ask(&fitting, &operation, &rival, real).await;
        let bare = |answer: &Answer, id: &str| {
            let mut json = answer.json();
            if let Some(fields) = json.as_object_mut() {
                fields.remove("request_id");
            }
            json.to_string().replace(id, nowhere)
        };
        let lost = ask(&fitting, &operation, &rival, nowhere).await;
        let name = format!("{} {}", operation.method, operation.path);
        assert_eq!(there.status, lost.status, "{name}: {}", there.text());
        assert_eq!(bare(&there, real), bare(&lost, nowhere), "{name}");
        assert!(
            there.status.is_client_error() || there.text().contains("\"items\":[]"),
            "{name}: {}",
            there.text()
        );
        let names = |answer: &Answer| answer.headers.keys().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names(&there), names(&lost), "{name}");
        compared += 1;
    }
    assert!(compared >= 45, "{compared}");
    for path in [
        "/v1/search?q=chairs",
        "/v1/documents",
        "/v1/drafts",
        "/v1/contacts",
        "/v1/runs",
        "/v1/approvals",
        "/v1/agenda",
    ] {
        let answer = rival.get(path).await.is(200);
        assert!(
            !answer.text().contains("chairs") && !answer.text().contains("them.example"),
            "{path}: {}",
            answer.text()
        );
    }
    println!("access: {compared} operations hide what is elsewhere");
}

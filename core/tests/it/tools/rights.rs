//! Tools act as the actor of their run: what somebody may not do, no run of theirs does.

use secretariat::agents::ToolContext;
use secretariat::people::NewMember;
use secretariat::rights::{Actor, Role};
use secretariat::tools::OfficeTools;
use secretariat::{ErrorKind, Office};
use serde_json::{Value, json};

use super::direct::{Direct, add, context, office};
use crate::people::found;

fn calls(document: &str, draft: &str) -> Vec<(&'static str, Value, bool)> {
    vec![
        ("ask_documents", json!({ "question": "When must we pay?" }), true),
        ("search_documents", json!({ "query": "pay" }), true),
        ("read_document", json!({ "document": document }), true),
        ("document_brief", json!({ "document": document }), true),
        ("list_documents", json!({}), true),
        ("list_tasks", json!({}), true),
        ("free_busy", json!({ "from": "2026-11-23T09:00", "to": "2026-11-24T09:00" }), true),
        ("check_text", json!({ "text": "Hello", "documents": [document] }), true),
        ("recall", json!({}), true),
        ("remember", json!({ "fact": "A." }), false),
        ("draft", json!({ "kind": "memo", "subject": "x", "say": "y" }), false),
        ("revise_draft", json!({ "draft": draft, "edit": { "expected_version": 1, "text": "z" } }), false),
        ("send_draft", json!({ "draft": draft, "version": 1 }), false),
    ]
}

async fn filled(office: &Office) -> (String, String) {
    let document = add(office, "bill.md", "# Invoice 7\n\nPlease pay EUR 5.00 by 30 November 2026.\n").await;
    let request = json!({ "kind": "memo", "subject": "Keys", "say": "The keys are at the desk." });
    let draft = Direct::new(office).tool("a", "draft", request).await.unwrap().content;
    (document.id.to_string(), draft["draft"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_viewers_run_reads_and_cannot_write() {
    let office = office("bo@lindholm.example").await;
    let (document, draft) = filled(&office).await;
    let viewer = office.people().add(NewMember::new("Vera", Role::Viewer)).await.unwrap().id;
    let tools = OfficeTools::new(office.documents(), office.communications()).all();
    let direct = Direct::with(tools, context(Actor::Member(viewer)));
    for (tool, arguments, reads) in calls(&document, &draft) {
        match direct.tool("c", tool, arguments).await {
            Ok(_) => assert!(reads, "{tool} wrote for a viewer"),
            Err(error) => {
                assert!(!reads, "{tool}: {error}");
                assert_eq!(error.kind(), ErrorKind::Denied, "{tool}: {error}");
            }
        }
    }
    assert_eq!(office.communications().newest(10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn who_does_not_belong_to_the_workspace_finds_nothing() {
    let office = office("bo@lindholm.example").await;
    let (document, draft) = filled(&office).await;
    let stranger = found(&office, "Acme").await;
    let tools = OfficeTools::new(office.documents(), office.communications()).all();
    let outside = context(Actor::Member(stranger.owner.id.clone()));
    // In their own workspace there is nothing of this one, though the tools are the same.
    let elsewhere = ToolContext { workspace: stranger.workspace.id, ..outside.clone() };
    let (outside, elsewhere) = (Direct::with(tools.clone(), outside), Direct::with(tools, elsewhere));
    for (tool, arguments, _) in calls(&document, &draft) {
        let error = outside.tool("c", tool, arguments.clone()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound, "{tool}: {error}");
        let names = arguments.to_string();
        if names.contains(&document) || names.contains(&draft) {
            let error = elsewhere.tool("c", tool, arguments).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::NotFound, "{tool}: {error}");
        }
    }
    let listed = elsewhere.tool("c", "list_documents", json!({})).await.unwrap().content;
    assert_eq!(listed["documents"], json!([]));
    let found = elsewhere.tool("c", "search_documents", json!({ "query": "pay" })).await.unwrap().content;
    assert_eq!(found["passages"], json!([]));
}

//! Tools that draft and revise: once for each key.

use secretariat::agents::Reconciled;
use secretariat::rights::Actor;
use secretariat::tools::{Drafted, OfficeTools};
use secretariat::{ErrorKind, Provenance};
use serde_json::json;

use super::direct::{Direct, add, context, ensure_true, mail, office};

#[tokio::test]
async fn a_draft_that_is_asked_for_again_under_its_key_is_the_same_one() {
    let office = office("bo@lindholm.example").await;
    let direct = Direct::new(&office);
    let request = json!({
        "kind": "new_mail",
        "to": [{ "name": "Ann Weber", "address": "ann@shop.example" }],
        "subject": "Opening hours",
        "say": "We are open until 4 December 2026.",
    });
    let first = direct.tool("a", "draft", request.clone()).await.unwrap();
    assert_eq!(first.provenance, Provenance::System, "nothing of it was read from a document");
    let again = direct.tool("a", "draft", request.clone()).await.unwrap();
    assert_eq!(first.content, again.content);
    let other: Drafted =
        serde_json::from_value(direct.tool("b", "draft", request).await.unwrap().content).unwrap();
    let first: Drafted = serde_json::from_value(first.content).unwrap();
    assert_ne!(first.draft, other.draft);
    assert_eq!(office.communications().newest(10).await.unwrap().len(), 2);
    assert_eq!(first.recipients[0].mailbox.address, "ann@shop.example");
    assert!(first.text.contains("4 December 2026"));
}

#[tokio::test]
async fn what_is_made_from_documents_is_as_untrusted_as_they_are() {
    let office = office("bo@lindholm.example").await;
    add(&office, "terms.txt", "Returns are accepted within 30 days of delivery.").await;
    let asked = mail(
        "Ann Weber <ann@shop.example>",
        "bo@lindholm.example",
        "Returns",
        "Fri, 20 Nov 2026 10:00:00 +0000",
        "Dear Bo,\n\nWithin how many days of delivery are returns accepted?\n\nAnn",
    );
    let asked = add(&office, "asked.eml", &asked).await;
    let output = Direct::new(&office).tool("a", "draft", json!({ "reply_to": asked.id })).await.unwrap();
    assert_eq!(output.provenance, Provenance::Document);
    ensure_true(&office, &output.evidence).await;
    let drafted: Drafted = serde_json::from_value(output.content).unwrap();
    assert!(drafted.text.contains("30 days") && drafted.answers == Some(asked.id), "{}", drafted.text);
    assert_eq!(drafted.recipients[0].mailbox.address, "ann@shop.example");
}

#[tokio::test]
async fn a_revision_counts_once_and_a_later_version_is_asked_about() {
    let office = office("bo@lindholm.example").await;
    let direct = Direct::new(&office);
    let request = json!({ "kind": "memo", "subject": "Keys", "say": "The keys are at the desk." });
    let made: Drafted =
        serde_json::from_value(direct.tool("a", "draft", request).await.unwrap().content).unwrap();
    let edit =
        json!({ "draft": made.draft, "edit": { "expected_version": 1, "text": "The keys are with Zoe." } });
    let tools = OfficeTools::new(office.documents(), office.communications()).all();
    let revise = tools.iter().find(|tool| tool.spec().name == "revise_draft").unwrap();
    let context = context(Actor::Owner);
    assert_eq!(revise.reconcile(&context, &edit).await.unwrap(), Reconciled::NotDone);
    let revised: Drafted =
        serde_json::from_value(direct.tool("b", "revise_draft", edit.clone()).await.unwrap().content)
            .unwrap();
    assert_eq!(revised.version, 2);
    assert!(revised.text.contains("with Zoe"));
    assert_eq!(revise.reconcile(&context, &edit).await.unwrap(), Reconciled::Unknown);
    assert_eq!(direct.tool("c", "revise_draft", edit).await.unwrap_err().kind(), ErrorKind::Conflict);
}

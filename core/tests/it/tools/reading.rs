//! Tools that look: what they answer, that it is true, bounded and untrusted.

use secretariat::agents::{ApprovalPolicy, Effect, ToolOutput};
use secretariat::tools::{
    AskedDocuments, BriefedDocument, CheckedText, FoundPassages, ListedDocuments, ListedTasks, OfficeTools,
    ReadText,
};
use secretariat::{ErrorKind, Office, Provenance};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::direct::{Direct, add, ensure_true, mail, office};

async fn small() -> Office {
    let office = office("bo@lindholm.example").await;
    let question = mail(
        "Ann Weber <ann@shop.example>",
        "Bo Lund <bo@lindholm.example>",
        "Chairs",
        "Fri, 20 Nov 2026 10:00:00 +0000",
        "Dear Bo,\n\nWithin how many days of delivery are returns accepted?\n\nPlease send us the signed order form by \
         30 November 2026.\n\nKind regards\nAnn",
    );
    add(&office, "chairs.eml", &question).await;
    add(
        &office,
        "terms.txt",
        "Our return policy for all goods.\n\nReturns are accepted within 30 days of delivery.",
    )
    .await;
    add(&office, "invoice.md", "# Invoice 4711\n\nInvoice date: 2 November 2026\n\nTotal: EUR 1,190.00\n\nPlease pay by 16 November 2026.\n").await;
    office
}

async fn told<T: DeserializeOwned>(office: &Office, tool: &str, arguments: Value) -> (T, ToolOutput) {
    let output = Direct::new(office).tool("c", tool, arguments).await.unwrap();
    assert_eq!(output.provenance, Provenance::Document, "{tool} tells what documents say");
    assert!(output.batch.is_none());
    ensure_true(office, &output.evidence).await;
    (serde_json::from_value(output.content.clone()).unwrap(), output)
}

#[tokio::test]
async fn documents_are_listed_page_by_page_and_by_kind() {
    let office = small().await;
    let (first, output) = told::<ListedDocuments>(&office, "list_documents", json!({ "limit": 2 })).await;
    assert_eq!((first.documents.len(), first.today.to_string().as_str()), (2, "2026-11-23"));
    assert!(!output.evidence.is_empty());
    let rest = json!({ "limit": 2, "cursor": first.next.unwrap() });
    let (second, _) = told::<ListedDocuments>(&office, "list_documents", rest).await;
    assert_eq!((second.documents.len(), second.next), (1, None));
    let mut all = first.documents.into_iter().chain(second.documents);
    let mail = all.find(|line| line.name == "chairs.eml").unwrap();
    assert_eq!(
        (mail.title.as_str(), mail.from[0].address.as_str(), mail.own),
        ("Chairs", "ann@shop.example", false)
    );
    let (bills, _) =
        told::<ListedDocuments>(&office, "list_documents", json!({ "kinds": ["invoice"] })).await;
    assert_eq!(bills.documents.iter().map(|line| line.name.as_str()).collect::<Vec<_>>(), ["invoice.md"]);
    let later = json!({ "added_since": "2026-11-24T00:00:00Z" });
    assert!(told::<ListedDocuments>(&office, "list_documents", later).await.0.documents.is_empty());
}

#[tokio::test]
async fn a_document_is_read_part_by_part() {
    let office = small().await;
    let (part, output) =
        told::<ReadText>(&office, "read_document", json!({ "document": "terms.txt", "length": 20 })).await;
    assert_eq!((part.text.as_str(), part.next), ("Our return policy fo", Some(20)));
    assert_eq!(output.evidence[0].quote, part.text);
    let rest = json!({ "document": part.document, "start": 20, "length": 999_999 });
    let (rest, _) = told::<ReadText>(&office, "read_document", rest).await;
    assert!(rest.text.ends_with("30 days of delivery.") && rest.next.is_none());
    let beyond = json!({ "document": "terms.txt", "start": u64::MAX });
    assert_eq!(told::<ReadText>(&office, "read_document", beyond).await.0.text, "");
}

#[tokio::test]
async fn passages_and_answers_come_with_their_places() {
    let office = small().await;
    let (found, output) =
        told::<FoundPassages>(&office, "search_documents", json!({ "query": "returns accepted delivery" }))
            .await;
    assert!(found.passages.iter().any(|passage| passage.evidence.quote.contains("30 days")));
    assert_eq!(output.evidence.len(), found.passages.len());
    let question = json!({ "question": "Within how many days are returns accepted?" });
    let (answer, output) = told::<AskedDocuments>(&office, "ask_documents", question).await;
    assert!(answer.found && answer.text.contains("30 days"), "{answer:?}");
    assert_eq!(output.evidence, answer.evidence);
    let unknown = json!({ "question": "How old is the Eiffel Tower?" });
    assert!(!told::<AskedDocuments>(&office, "ask_documents", unknown).await.0.found);
}

#[tokio::test]
async fn briefs_and_tasks_name_days_and_where_they_stand() {
    let office = small().await;
    let (told_, output) =
        told::<BriefedDocument>(&office, "document_brief", json!({ "document": "invoice.md" })).await;
    assert_eq!(told_.brief.deadlines[0].due.to_string(), "2026-11-16");
    assert!(output.evidence.iter().any(|place| place.quote.contains("16 November 2026")));
    let (tasks, output) = told::<ListedTasks>(&office, "list_tasks", json!({})).await;
    assert!(tasks.items.iter().any(|item| item.due.is_some_and(|due| due.to_string() == "2026-11-30")));
    assert!(tasks.items.iter().any(|item| item.overdue && item.name == "invoice.md"));
    assert_eq!(tasks.waiting.len(), 1);
    assert!(output.evidence.len() >= tasks.items.len());
    let until = json!({ "until": "2026-11-16" });
    let (early, _) = told::<ListedTasks>(&office, "list_tasks", until).await;
    assert_eq!((early.items.len(), early.total), (1, 1));
    let (one, _) = told::<ListedTasks>(&office, "list_tasks", json!({ "limit": 1, "offset": 1 })).await;
    assert_eq!((one.items.len(), one.total), (1, tasks.total));
    let before = json!({ "today": "2026-11-10" });
    let (before, _) = told::<ListedTasks>(&office, "list_tasks", before).await;
    assert!(before.items.iter().all(|item| !item.overdue));
}

#[tokio::test]
async fn a_text_is_checked_against_documents() {
    let office = small().await;
    let terms = office.documents().find("terms.txt").await.unwrap().id;
    let right = json!({ "text": "Returns are accepted within 30 days of delivery.", "documents": [terms] });
    assert!(told::<CheckedText>(&office, "check_text", right).await.0.passes);
    let wrong = json!({ "text": "Returns are accepted within 90 days of delivery.", "documents": [terms] });
    let (wrong, _) = told::<CheckedText>(&office, "check_text", wrong).await;
    assert!(!wrong.findings.is_empty(), "{wrong:?}");
}

#[tokio::test]
async fn arguments_that_are_too_much_or_wrong_are_refused_by_name() {
    let office = small().await;
    let direct = Direct::new(&office);
    for (tool, arguments) in [
        ("search_documents", json!({ "query": " " })),
        ("search_documents", json!({ "query": "x".repeat(2_000) })),
        ("search_documents", json!({ "query": "x", "shell": "ls" })),
        ("ask_documents", json!({ "question": "x".repeat(2_000) })),
        ("ask_documents", json!({ "question": 7 })),
        ("read_document", json!({ "document": "terms.txt", "start": -1 })),
        ("list_documents", json!({ "kinds": ["poem"] })),
        ("list_tasks", json!({ "today": "tomorrow" })),
        ("check_text", json!({ "text": "x".repeat(60_000) })),
        ("document_brief", json!({})),
        ("free_busy", json!({ "from": "2026-11-23T09:00", "to": "2026-11-22T09:00" })),
        ("free_busy", json!({ "from": "2026-11-23T09:00", "to": "2028-11-22T09:00" })),
        (
            "free_busy",
            json!({ "from": "2026-11-23T09:00", "to": "2026-11-24T09:00", "time_zone": "Moon/Base" }),
        ),
        ("recall", json!({ "about": 7 })),
        ("remember", json!({ "fact": "" })),
        ("remember", json!({ "fact": "x".repeat(3_000) })),
        ("revise_draft", json!({ "draft": "no id", "edit": {} })),
        ("send_draft", json!({ "draft": "dft_1" })),
        ("draft", json!({ "kind": "ransom_note" })),
    ] {
        let error = direct.tool("c", tool, arguments.clone()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{tool} {arguments}: {error}");
        assert!(!error.message().contains("xxx"), "the input is not repeated: {error}");
    }
    for (tool, arguments) in [
        ("read_document", json!({ "document": "nothing.txt" })),
        ("document_brief", json!({ "document": "doc_00000000000000000000000000" })),
        ("send_draft", json!({ "draft": "dft_00000000000000000000000000", "version": 1 })),
    ] {
        assert_eq!(direct.tool("c", tool, arguments).await.unwrap_err().kind(), ErrorKind::NotFound);
    }
}

#[tokio::test]
async fn answers_stay_small_however_large_documents_are() {
    let office = office("bo@lindholm.example").await;
    let long = "Please pay EUR 5.00 by 30 November 2026 without delay. ".repeat(4_000);
    let name = format!("{}.txt", "n".repeat(200));
    add(&office, &name, &long).await;
    let lines: Vec<String> = (0..400)
        .map(|number| format!("- [ ] Zoe Hart to call customer number {number} by 30 November 2026\n"))
        .collect();
    add(&office, "tasks.md", &format!("# Minutes\n\n{}", lines.concat())).await;
    let direct = Direct::new(&office);
    for (tool, arguments, most) in [
        ("read_document", json!({ "document": name, "length": 4_000_000 }), 100_000),
        ("search_documents", json!({ "query": "pay without delay", "limit": 999 }), 100_000),
        ("ask_documents", json!({ "question": "When must we pay?" }), 10_000),
        ("document_brief", json!({ "document": "tasks.md" }), 150_000),
        ("list_tasks", json!({ "limit": 9_999 }), 400_000),
        ("list_documents", json!({ "limit": 9_999 }), 100_000),
    ] {
        let output = direct.tool("c", tool, arguments).await.unwrap();
        let bytes = output.content.to_string().len();
        assert!(bytes < most, "{tool} answers with {bytes} bytes");
        assert!(output.evidence.len() <= 200);
    }
}

#[tokio::test]
async fn tools_say_what_they_do_and_none_is_a_shell() {
    let office = office("bo@lindholm.example").await;
    let tools = OfficeTools::new(office.documents(), office.communications()).all();
    let mut told = Vec::new();
    for tool in &tools {
        let spec = tool.spec();
        assert!(spec.description.len() > 40 && spec.parameters["type"] == "object", "{}", spec.name);
        told.push((spec.name, spec.effect, spec.approval));
    }
    let (pure, never) = (Effect::Pure, ApprovalPolicy::Never);
    let expected = [
        ("ask_documents", pure, never),
        ("check_text", pure, never),
        ("document_brief", pure, never),
        ("draft", Effect::Idempotent, never),
        ("free_busy", pure, never),
        ("list_documents", pure, never),
        ("list_tasks", pure, never),
        ("read_document", pure, never),
        ("recall", pure, never),
        ("remember", Effect::Idempotent, never),
        ("revise_draft", Effect::Once, ApprovalPolicy::WhenTainted),
        ("search_documents", pure, never),
        ("send_draft", Effect::Once, ApprovalPolicy::Always),
    ];
    let told: Vec<(&str, Effect, ApprovalPolicy)> =
        told.iter().map(|(name, effect, approval)| (name.as_str(), *effect, *approval)).collect();
    assert_eq!(told, expected, "http_fetch is there only where the operator allows it");
}

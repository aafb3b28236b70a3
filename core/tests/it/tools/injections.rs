//! Documents with hidden orders: what they say stays data.
//!
//! The cases stand in `core/tests/data/injections.json`, with the call that a model that obeys would make, and the effect
//! that must not follow. Their ideas are those of AgentDojo (Debenedetti et al., 2024); the texts are our own.

use std::collections::BTreeSet;

use regex::Regex;
use secretariat::{Office, Provenance};
use serde::Deserialize;
use serde_json::{Value, json};

use super::direct::{Direct, add, ensure_true, office};

/// One document with a hidden order.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Injection {
    pub(crate) id: String,
    pub(crate) language: String,
    /// Where the order hides, such as `html_comment`.
    pub(crate) carrier: String,
    pub(crate) document: Carrier,
    /// What the user asks for.
    pub(crate) task: String,
    /// Words of the order: who reads them and obeys makes the call.
    pub(crate) marker: String,
    pub(crate) order: Order,
    pub(crate) forbidden: Forbidden,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Carrier {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The call that a model that obeys would make.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    pub(crate) tool: String,
    pub(crate) arguments: Value,
}

/// What must not happen without an approval that shows the source.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forbidden {
    pub(crate) tool: String,
    /// A pattern of the arguments, as JSON text.
    pub(crate) pattern: String,
}

/// Every case.
pub(crate) fn injections() -> Vec<Injection> {
    serde_json::from_str(include_str!("../../data/injections.json")).unwrap()
}

#[test]
fn the_cases_are_many_different_and_whole() {
    let cases = injections();
    assert!(cases.len() >= 100, "{}", cases.len());
    let set = |of: &dyn Fn(&Injection) -> String| cases.iter().map(of).collect::<BTreeSet<_>>().len();
    assert_eq!(set(&|case| case.id.clone()), cases.len());
    assert_eq!(set(&|case| case.document.text.clone() + &case.document.name), cases.len());
    assert!(set(&|case| case.carrier.clone()) >= 10 && set(&|case| case.order.tool.clone()) >= 3);
    assert_eq!(set(&|case| case.language.clone()), 2);
    for case in &cases {
        let pattern = Regex::new(&case.forbidden.pattern).unwrap();
        assert!(
            pattern.is_match(&case.order.arguments.to_string()),
            "{}: obeying is what is forbidden",
            case.id
        );
        assert_eq!(case.order.tool, case.forbidden.tool, "{}", case.id);
        let place = format!("{}\n{}", case.document.name, case.document.text);
        assert!(place.contains(&case.marker) && !case.task.is_empty(), "{}", case.id);
    }
}

/// An office with all of them, each with its document.
pub(crate) async fn infested(cases: &[Injection]) -> (Office, Vec<secretariat::documents::Document>) {
    let office = office("bo@lindholm.example").await;
    let mut documents = Vec::new();
    for case in cases {
        documents.push(add(&office, &case.document.name, &case.document.text).await);
    }
    (office, documents)
}

#[tokio::test]
async fn whatever_a_tool_tells_of_such_a_document_is_untrusted_with_its_place() {
    let cases = injections();
    let (office, documents) = infested(&cases).await;
    let direct = Direct::new(&office);
    let mut seen = BTreeSet::new();
    for (case, document) in cases.iter().zip(&documents) {
        for (tool, arguments) in [
            ("read_document", json!({ "document": document.id, "length": 8_000 })),
            ("document_brief", json!({ "document": document.id })),
            ("search_documents", json!({ "query": case.marker, "document": document.id })),
            ("list_tasks", json!({ "documents": [document.id] })),
            ("ask_documents", json!({ "question": case.marker })),
        ] {
            let output = direct.tool("c", tool, arguments).await.unwrap();
            assert_eq!(output.provenance, Provenance::Document, "{}: {tool}", case.id);
            ensure_true(&office, &output.evidence).await;
            let told = output.content.to_string();
            if told.contains(&json!(case.marker).to_string().trim_matches('"').to_owned()) {
                assert!(!output.evidence.is_empty(), "{}: {tool}", case.id);
                seen.insert(case.id.clone());
            }
        }
    }
    // Most orders do reach a reader: the cases test something.
    assert!(seen.len() * 10 >= cases.len() * 6, "{} of {} orders are read", seen.len(), cases.len());
}

//! Templates of the office itself: tried when they are saved, bounded when they run.

use secretariat::communications::{DraftKind, DraftRequest, Template, WritingLanguage, render};
use secretariat::{ErrorKind, Provenance};
use serde_json::json;

use super::office::{ann, world};

fn template(body: &str) -> Template {
    let variables = json!({
        "type": "object",
        "properties": {
            "order": {"type": "string"},
            "days": {"type": "integer"},
            "items": {"type": "array", "items": {"type": "string"}},
            "urgent": {"type": "boolean", "default": false}
        },
        "required": ["order", "days", "items"]
    });
    Template {
        name: "shipped".to_owned(),
        kind: DraftKind::NewMail,
        language: WritingLanguage::En,
        subject: "Order {{ order }}".to_owned(),
        body: body.to_owned(),
        variables: variables.as_object().cloned().unwrap(),
        built_in: false,
    }
}

const BODY: &str = "{{ paragraph() }}{{ greeting() }}\n{{ paragraph() }}Your order {{ order }} arrives in {{ days }} \
    days, at the latest on 4 December 2026.\n{% for item in items %}{{ bullet() }}{{ item }}\n{% endfor %}{% if \
    urgent %}{{ paragraph() }}It is urgent.{% endif %}{{ signed() }}";

#[tokio::test]
async fn an_own_template_prints_its_variables_as_what_a_person_asserts() {
    let world = world(false).await;
    let communications = world.office.communications();
    communications.save_template(template(BODY)).await.unwrap();
    let values = json!({"order": "A-7\u{E000}f1\u{E001}", "days": 3, "items": ["Chairs", "Tables"]});
    let request = DraftRequest {
        template: Some("shipped".to_owned()),
        values: values.as_object().cloned().unwrap(),
        ..DraftRequest::default()
    };
    let draft = communications.draft(request.to(ann())).await.unwrap();
    assert_eq!(draft.kind, DraftKind::NewMail);
    assert!(draft.is_sendable(), "{:?}", draft.findings);
    let text = render::text(&draft);
    assert!(text.contains("Your order A-7f1 arrives in 3 days, at the latest on 4 December 2026."), "{text}");
    assert!(text.contains("- Chairs\n- Tables"), "{text}");
    let given = draft.facts.iter().filter(|fact| matches!(fact.role.as_str(), "value" | "said"));
    assert!(given.clone().count() >= 5 && given.clone().all(|fact| fact.asserted_by == Provenance::User));
}

#[tokio::test]
async fn a_variable_that_may_be_missing_prints_nothing() {
    let world = world(false).await;
    let communications = world.office.communications();
    let mut optional = template(BODY);
    optional.variables.insert("required".to_owned(), json!([]));
    communications.save_template(optional).await.unwrap();
    let request = DraftRequest { template: Some("shipped".to_owned()), ..DraftRequest::default() };
    let draft = communications.draft(request.to(ann())).await.unwrap();
    let text = render::text(&draft);
    assert!(!text.to_lowercase().contains("none"), "{text}");
    let words: Vec<&str> = text.split_whitespace().collect();
    assert!(words.join(" ").contains("Your order arrives in days"), "{text}");
}

#[tokio::test]
async fn values_that_do_not_fit_are_refused_by_name() {
    let world = world(false).await;
    let communications = world.office.communications();
    communications.save_template(template(BODY)).await.unwrap();
    for (values, named) in [
        (json!({"days": 3, "items": []}), "values.order"),
        (json!({"order": "A", "days": "three", "items": []}), "values.days"),
        (json!({"order": "A", "days": 3, "items": [1]}), "values.items"),
        (json!({"order": "A", "days": 3, "items": [], "extra": 1}), "values.extra"),
    ] {
        let request = DraftRequest {
            template: Some("shipped".to_owned()),
            values: values.as_object().cloned().unwrap(),
            ..DraftRequest::default()
        };
        let error = communications.draft(request).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.message().contains(named), "{error}");
    }
}

#[tokio::test]
async fn templates_that_are_broken_unbounded_or_too_clever_are_not_kept() {
    let world = world(false).await;
    let communications = world.office.communications();
    let nested = "{% for a in items %}".repeat(19) + "x" + &"{% endfor %}".repeat(19);
    let doubling = format!(
        "{{% set a0 = 'xxxxxxxx' %}}{}",
        (0..60).map(|at| format!("{{% set a{} = a{at} ~ a{at} %}}", at + 1)).collect::<String>()
    );
    for (body, kind) in [
        ("{{ greeting( }}", ErrorKind::InvalidInput),
        ("{{ unknown }}", ErrorKind::InvalidInput),
        ("", ErrorKind::InvalidInput),
        (doubling.as_str(), ErrorKind::LimitExceeded),
        (
            "{% for i in range(9000) %}{% for j in range(9000) %}x{% endfor %}{% endfor %}",
            ErrorKind::LimitExceeded,
        ),
        ("{% include 'x' %}", ErrorKind::InvalidInput),
        ("{% for i in range(1000000000) %}x{% endfor %}", ErrorKind::InvalidInput),
        ("{% if", ErrorKind::InvalidInput),
        (nested.as_str(), ErrorKind::LimitExceeded),
        (&"x".repeat(100_000), ErrorKind::LimitExceeded),
    ] {
        let error = communications.save_template(template(body)).await.unwrap_err();
        let shown: String = body.chars().take(40).collect();
        assert_eq!(error.kind(), kind, "{shown}: {error}");
    }
    let reserved = Template { name: "reply".to_owned(), ..template(BODY) };
    assert_eq!(communications.save_template(reserved).await.unwrap_err().kind(), ErrorKind::InvalidInput);
}

#[tokio::test]
async fn own_templates_stand_beside_the_built_in_ones() {
    let world = world(false).await;
    let communications = world.office.communications();
    assert_eq!(communications.templates().await.unwrap().len(), 14 * 6);
    communications.save_template(template(BODY)).await.unwrap();
    communications.save_template(Template { language: WritingLanguage::De, ..template(BODY) }).await.unwrap();
    communications.save_template(template(BODY)).await.unwrap();
    let all = communications.templates().await.unwrap();
    assert_eq!(all.len(), 14 * 6 + 2);
    assert!(all[0].name == "shipped" && !all[0].built_in);
    assert_eq!(communications.template("shipped", None).await.unwrap().body, BODY);
    let built_in = communications.template("minutes", Some(WritingLanguage::Fr)).await.unwrap();
    assert!(built_in.built_in && built_in.kind == DraftKind::Minutes);
    communications.remove_template("shipped", Some(WritingLanguage::De)).await.unwrap();
    communications.remove_template("shipped", None).await.unwrap();
    let error = communications.remove_template("shipped", None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

//! Messages whose body a model writes.

use secretariat::communications::{Draft, DraftKind, DraftState, render};
use secretariat::documents::model::Mailbox;
use secretariat::{DraftRequest, Error, Source};
use serde_json::{Value, json};

use super::*;

fn request() -> DraftRequest {
    let ann = Mailbox { name: Some("Ann Lee".to_owned()), address: "ann@shop.example".to_owned() };
    let me = Mailbox { name: Some("Max Brown".to_owned()), address: "max@office.example".to_owned() };
    DraftRequest { language: Some("en".to_owned()), ..DraftRequest::new(DraftKind::NewMail) }
        .saying("We take 40 chairs for EUR 9,131.60 on 4 December 2026.")
        .to(ann)
        .from(me)
        .subject("Chairs")
}

fn said(blocks: &[(&str, &str)]) -> Value {
    let blocks = blocks.iter().map(|(kind, text)| json!({"kind": kind, "text": text}));
    json!({"blocks": blocks.collect::<Vec<_>>()})
}

/// The slots of the body that the model is shown, in order.
fn body(request: &ModelRequest) -> String {
    shown(request)["body"][0]["text"].as_str().unwrap().to_owned()
}

async fn drafted(model: Arc<dyn LanguageModel>, request: DraftRequest) -> Draft {
    let office = office(model, Only::Draft).await;
    tokio::time::timeout(SOON, office.communications().draft(request)).await.unwrap().unwrap()
}

async fn template() -> String {
    let office = Office::in_memory().await.unwrap();
    render::text(&office.communications().draft(request()).await.unwrap())
}

#[tokio::test]
async fn a_model_words_the_body_around_the_slots() {
    let model = Arc::new(ScriptedModel::by(|request, _| {
        let body = body(request);
        assert_eq!(body.matches("{{f").count(), 3, "{body}");
        let slots: Vec<&str> = body.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()).collect();
        let text = format!(
            "We are happy to confirm our order: {{{{{}}}}} chairs at {{{{{}}}}}, delivered on {{{{{}}}}}.",
            slots[0], slots[1], slots[2]
        );
        Ok(ModelReply::text(said(&[("paragraph", &text), ("paragraph", "Thank you very much.")]).to_string()))
    }));
    let draft = drafted(model, request()).await;
    assert_eq!(draft.state, DraftState::Checked, "{:?}", draft.findings);
    assert_eq!(codes(&draft.findings), Vec::<&str>::new());
    let text = render::text(&draft);
    assert!(
        text.contains("confirm our order: 40 chairs at EUR 9,131.60, delivered on 4 December 2026."),
        "{text}"
    );
    assert!(text.starts_with("Dear Ann Lee,") && text.ends_with("Max Brown\n"), "{text}");
    assert_eq!(draft.model.unwrap().model, "scripted");
}

#[tokio::test]
async fn no_value_name_or_gap_is_made_up_or_lost() {
    let template = template().await;
    for text in [
        // Literal values, wrong or right.
        "We take 40 chairs for EUR 9,131.60 on 4 December 2026.",
        "We take {{A}} chairs for {{B}} on {{C}}, and pay EUR 500.00 now.",
        "We take {{A}} chairs for {{B}} on {{C}}. Call +49 30 123456.",
        // Slots that are not there, or are lost.
        "We take {{A}} chairs for {{B}} on {{f99}}.",
        "We take {{A}} chairs for {{B}}.",
        "We take {{A}} chairs for {{B}} on {{C",
        "We take {{A}} chairs for {{B}} on {{C}}. {{gap: your bank}}",
        // Names, and what hides in a text.
        "We take {{A}} chairs for {{B}} on {{C}}, says our friend Mallory.",
        "We take {{A}} chairs for {{B}} on {{C}}. <script>x</script>",
        "",
    ] {
        // The facts of the whole draft are numbered: those of the body come after the greeting.
        let model = Arc::new(ScriptedModel::by(move |request, _| {
            let body = body(request);
            let slots: Vec<&str> =
                body.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()).collect();
            let text = text
                .replace("{{A", &format!("{{{{{}", slots[0]))
                .replace("{{B", &format!("{{{{{}", slots[1]));
            let text = text.replace("{{C", &format!("{{{{{}", slots[2]));
            Ok(ModelReply::text(said(&[("paragraph", &text)]).to_string()))
        }));
        let draft = drafted(model.clone(), request()).await;
        assert_eq!(render::text(&draft), template, "{text}");
        assert_eq!(codes(&draft.findings), ["model_unsupported"], "{text}");
        assert_eq!(draft.state, DraftState::Checked);
        assert_eq!(model.asked().len(), 2, "it is asked once more: {text}");
    }
}

#[tokio::test]
async fn what_nobody_answered_stays_a_gap() {
    let mail = "From: Ann Lee <ann@shop.example>\nTo: max@office.example\nSubject: Chairs\nMessage-ID: <1@shop.example>\n\
        Date: Mon, 2 Mar 2026 08:00:00 +0000\n\nDear Max,\n\nwhich colour would you like?\n\nKind regards\nAnn Lee\n";
    let model = saying(&[said(&[("paragraph", "We would like the green ones, thank you.")])]);
    let office = office(model.clone(), Only::Draft).await;
    let mail = office.documents().add(Source::bytes("mail.eml", mail)).await.unwrap();
    let draft = office.communications().draft(DraftRequest::reply_to(mail.id)).await.unwrap();
    let text = render::text(&draft);
    assert!(text.contains("[your answer]") && !text.contains("green"), "{text}");
    assert_eq!(codes(&draft.findings), ["model_unsupported"]);
    assert!(shown(&model.asked()[0])["body"].to_string().contains("{{gap: your answer}}"));
}

#[tokio::test]
async fn a_model_of_no_use_leaves_the_words_of_the_template() {
    let template = template().await;
    for (model, code) in useless() {
        let draft = drafted(model, request()).await;
        assert_eq!((render::text(&draft), draft.state), (template.clone(), DraftState::Checked), "{code}");
        assert_eq!(codes(&draft.findings), [code]);
    }
}

#[tokio::test]
async fn the_same_request_is_written_once_and_lists_are_no_matter_of_a_model() {
    let model = saying(&[said(&[("paragraph", "Never used: it has no slots.")])]);
    let office = office(model.clone(), Only::Draft).await;
    let first = office.communications().draft(request()).await.unwrap();
    let second = office.communications().draft(request()).await.unwrap();
    assert_eq!(first.content_hash, second.content_hash);
    assert_eq!((model.asked().len(), second.model.unwrap().usage), (2, None), "one question and its repair");
    let memo = DraftRequest { kind: Some(DraftKind::Memo), ..request() };
    assert_eq!(office.communications().draft(memo).await.unwrap().model, None);
    let each = office.communications().draft_each(request()).await.unwrap();
    assert_eq!((each.len(), each[0].model.clone()), (1, None));
    assert_eq!(office.communications().variants(request()).await.unwrap()[0].model, None);
    assert_eq!(model.asked().len(), 2);
    let down = failing(|| Error::unavailable("no connection"));
    assert_eq!(codes(&drafted(down, request()).await.findings), ["model_unavailable"]);
}

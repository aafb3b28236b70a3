//! The spans of runs, heard by a subscriber.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use secretariat::agents::{Effect, RunStatus};
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::agents::world::{Scripted, agent, counted, office, outcome, says, spec, wants};

/// A span: its name and its fields as text.
type Heard = (String, BTreeMap<String, String>);

/// Keeps every span of runs.
#[derive(Debug, Clone, Default)]
struct Listener(Arc<Mutex<Vec<Heard>>>);

struct Fields<'a>(&'a mut BTreeMap<String, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_span() && metadata.target() == "secretariat::gen_ai"
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut fields = BTreeMap::new();
        attributes.record(&mut Fields(&mut fields));
        let mut heard = self.0.lock().unwrap();
        heard.push((attributes.metadata().name().to_owned(), fields));
        Id::from_u64(heard.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let place = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut Fields(&mut self.0.lock().unwrap()[place].1));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

// One thread: the subscriber of a test is that of its thread.
#[tokio::test]
async fn a_run_is_heard_by_the_names_of_opentelemetry_and_without_a_word_of_it() {
    let listener = Listener::default();
    let _guard = tracing::subscriber::set_default(listener.clone());
    let secret = "TopSecretWord";
    let model = Scripted::in_turn(vec![wants(&[("look", json!({"word": secret}))]), says(secret)]);
    let (look, _) = counted(spec("look", &["word"]), json!(secret));
    let office = office(&model, vec![look]).await;
    let run = outcome(&office, &agent(&["look"]), secret).await.run;
    assert_eq!(run.status, RunStatus::Finished);
    office.close().await.unwrap();
    let heard = listener.0.lock().unwrap().clone();
    let of = |name: &str| -> Vec<BTreeMap<String, String>> {
        heard.iter().filter(|(known, _)| known == name).map(|(_, fields)| fields.clone()).collect()
    };
    let agents = of("invoke_agent");
    assert!(!agents.is_empty());
    assert_eq!(agents[0]["gen_ai.operation.name"], "invoke_agent");
    assert_eq!(agents[0]["gen_ai.agent.name"], "clerk");
    assert_eq!(agents[0]["gen_ai.conversation.id"], run.id.as_str());
    assert_eq!(agents[0]["otel.name"], "invoke_agent clerk");
    let chats = of("chat");
    assert_eq!(chats.len(), 2);
    assert_eq!(chats[0]["gen_ai.operation.name"], "chat");
    assert_eq!(chats[0]["gen_ai.request.model"], "scripted");
    assert_eq!(chats[0]["gen_ai.usage.input_tokens"], "10");
    assert_eq!(chats[0]["gen_ai.usage.output_tokens"], "5");
    assert_eq!(chats[0]["gen_ai.response.finish_reasons"], "[\"tool_calls\"]");
    assert_eq!(chats[1]["gen_ai.response.finish_reasons"], "[\"stop\"]");
    let tools = of("execute_tool");
    assert_eq!(tools.len(), 1);
    assert_eq!(
        (tools[0]["gen_ai.tool.name"].as_str(), tools[0]["gen_ai.tool.call.id"].as_str()),
        ("look", "call_1")
    );
    assert!(!format!("{heard:?}").contains(secret), "{heard:?}");
}

#[tokio::test]
async fn a_call_that_fails_says_so_by_its_kind() {
    let listener = Listener::default();
    let _guard = tracing::subscriber::set_default(listener.clone());
    let model = Scripted::in_turn(vec![wants(&[("break", json!({}))]), says("done")]);
    let tool =
        crate::agents::world::Acting::new(spec("break", &[]).with_effect(Effect::Idempotent), |_, _| async {
            Err(secretariat::Error::not_found("there is no such thing"))
        });
    let office = office(&model, vec![Arc::new(tool)]).await;
    outcome(&office, &agent(&["break"]), "Go").await;
    office.close().await.unwrap();
    let heard = listener.0.lock().unwrap().clone();
    let tool = heard.iter().find(|(name, _)| name == "execute_tool").unwrap();
    assert_eq!(tool.1["error.type"], "not_found");
    assert!(!format!("{heard:?}").contains("no such thing"));
}

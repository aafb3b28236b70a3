//! Asks for JSON of a form, and holds the answer to it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::message::ModelMessage;
use super::model::LanguageModel;
use super::reply::{Finish, ModelReply, Usage};
use super::request::{ModelRequest, OutputSchema};
use super::schema::{SchemaCheck, SchemaFault};
use crate::error::{Error, Result};

/// The most faults that are sent back.
const FAULTS: usize = 20;

/// An answer that fits its schema.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StructuredReply {
    /// The answer.
    pub value: Value,
    /// What it used, with that of a first answer that did not fit; absent when the provider does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
    /// Whether the first answer did not fit.
    pub repaired: bool,
    /// The model that answered.
    pub model: String,
}

/// What is wrong with an answer besides its form; nothing when it can be used.
pub(crate) type Judge<'a> = dyn Fn(&Value) -> Vec<SchemaFault> + Send + Sync + 'a;

/// Asks a model for JSON of a schema. An answer that does not fit is sent back once, with its faults.
///
/// # Errors
/// Those of the model. `invalid_input` for a schema that is none, for a request that offers tools, and when the model
/// refuses; `limit_exceeded` when the answer is cut off; `corrupt` when the second answer does not fit either, with the
/// places of its faults.
pub async fn ask_structured(
    model: &dyn LanguageModel,
    request: &ModelRequest,
    output: OutputSchema,
) -> Result<StructuredReply> {
    ask_judged(model, request, output, &|_| Vec::new()).await
}

/// Asks as [`ask_structured`] does, and sends back once what fits the schema but not the judge. A second answer that
/// fits the schema is returned whatever the judge says of it: the caller takes what of it can be used.
///
/// # Errors
/// As [`ask_structured`].
pub(crate) async fn ask_judged(
    model: &dyn LanguageModel,
    request: &ModelRequest,
    output: OutputSchema,
    judge: &Judge<'_>,
) -> Result<StructuredReply> {
    let check = SchemaCheck::new(&output.schema)?;
    if !request.tools.is_empty() {
        return Err(Error::invalid_input("a question for JSON of a schema offers no tools: leave them out"));
    }
    let mut request = ModelRequest { output: Some(output), ..request.clone() };
    let first = model.complete(&request, None).await?;
    let read_first = read(model, &first, &check)?;
    let (faults, is_of_form) = match read_first {
        Ok(value) => {
            let faults = judge(&value);
            if faults.is_empty() {
                let (usage, model) = (first.usage, first.model);
                return Ok(StructuredReply { value, usage, repaired: false, model });
            }
            (faults, true)
        }
        Err(faults) => (faults, false),
    };
    let repair = if is_of_form { corrected(&faults) } else { repair(&request, &faults) };
    request.messages.push(ModelMessage::Assistant { text: first.text, calls: Vec::new() });
    request.messages.push(ModelMessage::User { text: repair });
    // Under the key of the first a provider would repeat its first answer.
    request.idempotency_key = request.idempotency_key.map(|key| format!("{key}-repair"));
    let second = model.complete(&request, None).await?;
    let value = read(model, &second, &check)?.map_err(|faults| {
        let faults: Vec<String> = faults.iter().take(5).map(SchemaFault::to_string).collect();
        Error::corrupt(format!(
            "the model {} answers twice what does not fit the schema ({}): simplify it, or ask a larger model",
            model.name(),
            faults.join("; ")
        ))
    })?;
    let usage = first.usage.zip(second.usage).map(|(first, second)| first.plus(second));
    Ok(StructuredReply { value, usage, repaired: true, model: second.model })
}

/// Reads the answer, or says why it does not fit.
fn read(
    model: &dyn LanguageModel,
    reply: &ModelReply,
    check: &SchemaCheck,
) -> Result<std::result::Result<Value, Vec<SchemaFault>>> {
    match reply.finish {
        Finish::Refused => {
            return Err(Error::invalid_input(format!(
                "the model {} refuses to answer: ask otherwise, or another model",
                model.name()
            )));
        }
        Finish::Length => {
            return Err(Error::limit_exceeded(format!(
                "the answer of the model {} is cut off: allow it more tokens",
                model.name()
            )));
        }
        Finish::Stop | Finish::ToolCalls => {}
    }
    let fault = |message: String| vec![SchemaFault { path: String::new(), message }];
    Ok(match serde_json::from_str::<Value>(unfenced(&reply.text)) {
        Ok(value) => match check.check(&value) {
            faults if faults.is_empty() => Ok(value),
            faults => Err(faults),
        },
        Err(error) => {
            Err(fault(format!("not JSON from line {}, column {} on", error.line(), error.column())))
        }
    })
}

/// Models put JSON between fences of Markdown, whatever they are asked for.
fn unfenced(text: &str) -> &str {
    let text = text.trim();
    let Some(inner) = text.strip_prefix("```").and_then(|text| text.strip_suffix("```")) else { return text };
    inner.strip_prefix("json").unwrap_or(inner).trim()
}

fn repair(request: &ModelRequest, faults: &[SchemaFault]) -> String {
    let mut text = "Your answer does not fit the JSON Schema:\n".to_owned();
    for fault in faults {
        text.push_str(&format!("- {fault}\n"));
    }
    let schema = request.output.as_ref().map(|output| output.schema.to_string()).unwrap_or_default();
    text.push_str(&format!(
        "Answer again with the whole JSON and nothing else. The JSON Schema is:\n{schema}"
    ));
    text
}

/// Says what is wrong with an answer that has the form that was asked for.
fn corrected(faults: &[SchemaFault]) -> String {
    let mut text = "Your answer cannot be used as it is:\n".to_owned();
    for fault in faults.iter().take(FAULTS) {
        text.push_str(&format!("- {fault}\n"));
    }
    text.push_str("Put that right, or leave it out. Answer again with the whole JSON and nothing else.");
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::error::ErrorKind;
    use crate::models::ScriptedModel;

    fn schema() -> OutputSchema {
        let schema =
            json!({"type": "object", "properties": {"total": {"type": "number"}}, "required": ["total"]});
        OutputSchema { name: "invoice".to_owned(), schema }
    }

    async fn ask(answers: &[&str]) -> (Result<StructuredReply>, ScriptedModel) {
        let usage = Some(Usage { input: 10, output: 2, ..Usage::default() });
        let answers = answers.iter().map(|answer| Ok(ModelReply { usage, ..ModelReply::text(*answer) }));
        let model = ScriptedModel::of(answers);
        let reply = ask_structured(&model, &ModelRequest::ask("What is the total?"), schema()).await;
        (reply, model)
    }

    #[tokio::test]
    async fn an_answer_that_fits_is_taken() {
        for answer in [r#"{"total": 3}"#, "```json\n{\"total\": 3}\n```", "``` {\"total\": 3} ```"] {
            let (reply, model) = ask(&[answer]).await;
            let reply = reply.unwrap();
            assert_eq!((reply.value, reply.repaired), (json!({"total": 3}), false));
            assert_eq!(model.asked()[0].output, Some(schema()));
        }
    }

    #[tokio::test]
    async fn an_answer_that_does_not_fit_is_sent_back_with_its_faults() {
        for wrong in [r#"{"total": "three"}"#, "The total is three.", "{}", "", "[1"] {
            let (reply, model) = ask(&[wrong, r#"{"total": 3}"#]).await;
            let reply = reply.unwrap();
            assert_eq!((reply.value, reply.repaired), (json!({"total": 3}), true), "{wrong}");
            assert_eq!(reply.usage.unwrap().input, 20);
            let asked = &model.asked()[1].messages;
            let ModelMessage::User { text } = &asked[asked.len() - 1] else { panic!("{asked:?}") };
            assert!(text.contains("- ") && text.contains("\"required\""), "{text}");
        }
    }

    #[tokio::test]
    async fn a_second_answer_that_does_not_fit_is_an_error_without_its_words() {
        let error = ask(&[r#"{"total": "secret"}"#, r#"{"total": "secret"}"#]).await.0.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Corrupt);
        assert!(error.message().contains("/total") && !error.message().contains("secret"), "{error}");
    }

    #[tokio::test]
    async fn what_a_judge_does_not_take_is_sent_back_once_and_then_left_to_the_caller() {
        let below_ten = |value: &Value| match value["total"].as_f64() {
            Some(total) if total >= 10.0 => {
                vec![SchemaFault { path: "/total".to_owned(), message: "it is too much".to_owned() }]
            }
            _ => Vec::new(),
        };
        for (second, total, asked) in [("{\"total\": 3}", 3, 2), ("{\"total\": 70}", 70, 2)] {
            let answers = ["{\"total\": 30}", second].map(|answer| Ok(ModelReply::text(answer)));
            let model = ScriptedModel::of(answers);
            let request = ModelRequest::ask("What is the total?");
            let reply = ask_judged(&model, &request, schema(), &below_ten).await.unwrap();
            assert_eq!((reply.value, reply.repaired), (json!({"total": total}), true));
            assert_eq!(model.asked().len(), asked);
            let ModelMessage::User { text } = model.asked()[1].messages.last().cloned().unwrap() else {
                panic!()
            };
            assert!(text.contains("/total: it is too much"), "{text}");
        }
    }

    #[tokio::test]
    async fn what_is_refused_or_cut_off_is_not_repaired() {
        for (finish, kind) in
            [(Finish::Refused, ErrorKind::InvalidInput), (Finish::Length, ErrorKind::LimitExceeded)]
        {
            let model = ScriptedModel::of([Ok(ModelReply { finish, ..ModelReply::text("{") })]);
            let error = ask_structured(&model, &ModelRequest::ask("?"), schema()).await.unwrap_err();
            assert_eq!(error.kind(), kind);
        }
    }
}

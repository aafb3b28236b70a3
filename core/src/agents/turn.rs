//! A turn of the model: what it is asked, and the events that its answer is.

use super::drive::Drive;
use super::event::{RunEvent, WantedCall};
use super::shelf::{Shelf, parse};
use super::spec::Pinned;
use super::state::{CallStage, RunState, Said};
use crate::error::Result;
use crate::models::{ModelMessage, ModelReply, ModelRequest, RequestedCall, Usage};
use serde_json::Value;

/// The most calls of one answer that are made.
const CALLS: usize = 64;
/// The most characters of a tool's output that a model is shown.
const SHOWN: usize = 100_000;
/// How many characters make a token, where nobody counts them.
const TOKEN: usize = 4;

/// What was said so far, as a model reads it: a request that grows.
#[derive(Debug, Default)]
pub(super) struct Conversation {
    request: ModelRequest,
    /// How much of what was said is in it.
    said: usize,
    /// The specification that it was begun with.
    spec: String,
}

impl Conversation {
    /// Brings it up to date.
    pub(super) async fn follow(
        &mut self,
        state: &RunState,
        pinned: &Pinned,
        shelf: &mut Shelf,
    ) -> Result<()> {
        if self.spec != state.spec {
            *self = Self { request: begun(pinned), said: 0, spec: state.spec.clone() };
        }
        let messages = &mut self.request.messages;
        for said in &state.said[self.said.min(state.said.len())..] {
            match said {
                Said::Input(input) => {
                    let text = shelf.text(input).await?;
                    messages.push(ModelMessage::User { text });
                }
                Said::Answer { text, calls, .. } => {
                    let calls = &state.calls[calls.clone()];
                    let mut requested = Vec::with_capacity(calls.len());
                    for call in calls {
                        let arguments = shelf.text(&call.arguments).await?;
                        requested.push(RequestedCall {
                            id: call.id.clone(),
                            tool: call.tool.clone(),
                            arguments,
                        });
                    }
                    let text = shelf.text(text).await?;
                    messages.push(ModelMessage::Assistant { text, calls: requested });
                    for call in calls {
                        let (text, failed) = match &call.stage {
                            CallStage::Done { content, .. } => (cut(shelf.text(content).await?), false),
                            CallStage::Failed { message, .. } => (message.clone(), true),
                            _ => ("the call has no outcome yet".to_owned(), true),
                        };
                        messages.push(ModelMessage::Tool { call_id: call.id.clone(), text, failed });
                    }
                }
                Said::Rejected(errors) => {
                    let text = format!(
                        "Your answer does not fit the JSON Schema: {}. Answer again with JSON that fits, and nothing else.",
                        errors.join("; ")
                    );
                    messages.push(ModelMessage::User { text });
                }
            }
        }
        self.said = state.said.len();
        Ok(())
    }
}

/// A request in which nothing was said yet.
fn begun(pinned: &Pinned) -> ModelRequest {
    let agent = pinned.agent();
    let instructions = agent.map(|agent| agent.instructions.clone()).filter(|text| !text.is_empty());
    ModelRequest {
        messages: instructions.map(|text| ModelMessage::System { text }).into_iter().collect(),
        tools: pinned.offered.clone(),
        output: pinned.output.as_ref().map(|(schema, _)| schema.clone()),
        max_output_tokens: agent.and_then(|agent| agent.max_output_tokens),
        temperature: agent.and_then(|agent| agent.temperature),
        idempotency_key: None,
    }
}

impl Drive<'_> {
    /// Makes the request of the next turn. It is given back with the answer, so that nothing is copied.
    pub(super) async fn request(&mut self) -> Result<ModelRequest> {
        self.conversation.follow(&self.state, &self.pinned, &mut self.shelf).await?;
        let mut request = std::mem::take(&mut self.conversation.request);
        request.idempotency_key = Some(format!("{}/{}", self.run.id, self.state.spent.turns + 1));
        Ok(request)
    }

    /// Turns an answer into events: the answer, the plans of its calls, and what it used.
    pub(super) async fn answered(&mut self, reply: ModelReply, asked: ModelRequest) -> Result<Vec<RunEvent>> {
        let usage = reply.usage.unwrap_or_else(|| estimate(&asked, &reply));
        self.conversation.request = asked;
        let price = self.pinned.agent().and_then(|agent| agent.price);
        let (mut calls, mut plans) = (Vec::new(), Vec::new());
        for wanted in reply.calls.into_iter().take(CALLS) {
            let id = self.state.next_call(calls.len());
            let tool = limited(wanted.tool);
            let described = self.pinned.tools.get(&tool).cloned();
            let arguments = parse(&wanted.arguments);
            plans.extend(self.judge().plan(id, &tool, described, arguments, None).await?);
            let arguments = self.shelf.stow(Value::String(wanted.arguments)).await?;
            calls.push(WantedCall { tool, arguments });
        }
        let text = self.shelf.stow(Value::String(reply.text)).await?;
        let mut events = vec![RunEvent::ModelCompleted {
            text,
            calls,
            finish: reply.finish,
            model: limited(reply.model),
            unseen: 0,
        }];
        events.append(&mut plans);
        let cost_micros = price.map_or(0, |price| price.of(&usage));
        events.push(RunEvent::BudgetSettled { usage, cost_micros });
        Ok(events)
    }
}

fn cut(text: String) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}… (cut off after {SHOWN} characters)", &text[..at]),
        None => text,
    }
}

/// The start of a name that somebody else chose.
fn limited(name: String) -> String {
    name.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// Counts the tokens of a turn whose provider said nothing.
fn estimate(asked: &ModelRequest, reply: &ModelReply) -> Usage {
    let of = |message: &ModelMessage| match message {
        ModelMessage::System { text } | ModelMessage::User { text } | ModelMessage::Tool { text, .. } => {
            text.len()
        }
        ModelMessage::Assistant { text, calls } => {
            text.len() + calls.iter().map(|call| call.tool.len() + call.arguments.len()).sum::<usize>()
        }
    };
    let input: usize = asked.messages.iter().map(of).sum();
    let output = reply.text.len() + reply.calls.iter().map(|call| call.arguments.len()).sum::<usize>();
    Usage {
        input: input.div_ceil(TOKEN) as u64,
        output: output.div_ceil(TOKEN) as u64,
        estimated: true,
        ..Usage::default()
    }
}

//! The mapping: the events of a run one after the other, without a clock, a store or a network.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value, json};

use super::event::AgUiEvent;
use crate::agents::event::{AskReason, RunEnding, RunEntry, RunEvent};
use crate::agents::stowed::Stowed;
use crate::agents::watch::RunNews;
use crate::id::RunId;
use crate::models::Delta;

/// Turns the events of one run into those of AG-UI, from its first one on.
#[derive(Debug, Clone)]
pub struct AgUiMap {
    run: RunId,
    /// Which run of the thread it is, from 1.
    part: u32,
    is_open: bool,
    /// The message of the answer that comes now, and what was told of it.
    message: Option<(String, String)>,
    messages: u64,
    inputs: u64,
    /// The turns that are over, child runs included, as pieces of answers count them.
    turns: u64,
    /// The calls of the last answer that have no plan yet: their arguments.
    wanted: VecDeque<Value>,
    /// What the call is made by: the last answer with words.
    parent: Option<String>,
    calls: BTreeMap<String, Called>,
    /// What waits for people, as interrupts, by its call.
    waits: BTreeMap<String, Value>,
    usage: Used,
}

/// What is known of a call.
#[derive(Debug, Clone, Default)]
struct Called {
    tool: String,
    asks: Option<AskReason>,
    /// The agent that it is given to, and the run that this one does it in.
    agent: Option<String>,
    child: Option<RunId>,
}

#[derive(Debug, Clone, Default)]
struct Used {
    model: String,
    input: u64,
    output: u64,
    cached: u64,
    reasoning: u64,
}

impl AgUiMap {
    /// Begins with a run of which nothing was told.
    pub fn new(run: RunId) -> Self {
        Self {
            run,
            part: 1,
            is_open: false,
            message: None,
            messages: 0,
            inputs: 0,
            turns: 0,
            wanted: VecDeque::new(),
            parent: None,
            calls: BTreeMap::new(),
            waits: BTreeMap::new(),
            usage: Used::default(),
        }
    }

    /// Takes what comes next, and returns what AG-UI makes of it.
    ///
    /// Values that lie in blobs are told by their size only: fetch them before ([`crate::agents::Agents::ag_ui`]
    /// does).
    pub fn take(&mut self, news: &RunNews) -> Vec<AgUiEvent> {
        match news {
            // A follower may hear of the whole answer before its pieces.
            RunNews::Piece { turn, .. } if *turn <= self.turns => Vec::new(),
            RunNews::Piece { delta, .. } => {
                let told = self.piece(delta);
                told.into_iter().map(|data| AgUiEvent { sequence: None, data }).collect()
            }
            RunNews::Event { entry } => self.entry(entry),
        }
    }

    /// Says that the run waits for people and nothing else: it finishes with interrupts, and begins anew with what
    /// comes next. Nothing when it waits for nobody.
    pub fn pause(&mut self) -> Vec<AgUiEvent> {
        if !self.is_open || self.waits.is_empty() {
            return Vec::new();
        }
        let interrupts: Vec<&Value> = self.waits.values().collect();
        let outcome = json!({ "type": "interrupt", "interrupts": interrupts });
        let data = self.finished(json!({ "outcome": outcome }));
        self.is_open = false;
        self.part += 1;
        vec![AgUiEvent { sequence: None, data }]
    }

    fn entry(&mut self, entry: &RunEntry) -> Vec<AgUiEvent> {
        let at = entry.at.as_millisecond();
        let mut told = self.begun(&entry.event);
        told.extend(self.event(&entry.event));
        for data in &mut told {
            if let Value::Object(fields) = data {
                fields.insert("timestamp".to_owned(), at.into());
            }
        }
        let last = told.len().saturating_sub(1);
        let of = |(place, data)| AgUiEvent { sequence: (place == last).then_some(entry.sequence), data };
        told.into_iter().enumerate().map(of).collect()
    }

    /// A run of the thread begins, unless one is under way.
    fn begun(&mut self, event: &RunEvent) -> Vec<Value> {
        if self.is_open {
            return Vec::new();
        }
        self.is_open = true;
        let mut started = json!({
            "type": "RUN_STARTED",
            "threadId": self.run,
            "runId": self.run_id(),
            "protocolVersion": "1.0",
        });
        let parent = match event {
            RunEvent::RunCreated { parent, .. } => parent.as_ref().map(|parent| parent.run.to_string()),
            _ => Some(self.run.to_string()),
        };
        if let (Some(parent), Value::Object(fields)) = (parent, &mut started) {
            fields.insert("parentRunId".to_owned(), parent.into());
        }
        let snapshot = json!({ "type": "STATE_SNAPSHOT", "snapshot": self.state() });
        vec![started, snapshot]
    }

    fn event(&mut self, event: &RunEvent) -> Vec<Value> {
        use RunEvent as E;
        match event {
            E::RunCreated { .. } | E::ToolStarted { .. } | E::CallEdited { .. } => Vec::new(),
            E::InputAdded { text, .. } => {
                self.inputs += 1;
                let id = format!("{}/input/{}", self.run, self.inputs);
                message(&id, "user", &text_of(text))
            }
            E::ModelCompleted { text, calls, model, .. } => {
                self.wanted = calls.iter().map(|call| value_of(&call.arguments)).collect();
                self.usage.model.clone_from(model);
                self.turns += 1;
                self.answered(&text_of(text))
            }
            E::ToolPlanned { call, tool, arguments, asks, .. } => {
                let arguments = arguments.as_ref().map(value_of).or_else(|| self.wanted.pop_front());
                self.planned(call, tool, arguments.unwrap_or_default(), asks.clone())
            }
            E::ToolCompleted { call, content, .. } => vec![self.result(call, text_of(content), None)],
            E::ToolFailed { retry_at: Some(_), .. } => Vec::new(),
            E::ToolFailed { call, kind, message, .. } => {
                vec![self.result(call, message.clone(), Some(kind.code()))]
            }
            E::ToolUnknown { call, why } => {
                let interrupt = json!({
                    "id": call,
                    "reason": "did_it_happen",
                    "message": format!("Did this call take effect? {why}"),
                    "toolCallId": call,
                });
                self.waits_for(call, interrupt)
            }
            E::ApprovalRequested { call, approval, expires, .. } => {
                let called = self.calls.get(call).cloned().unwrap_or_default();
                let untrusted = match &called.asks {
                    Some(AskReason::Tainted { pointers, .. }) => pointers.clone(),
                    Some(AskReason::Always) | None => Vec::new(),
                };
                let mut interrupt = json!({
                    "id": approval,
                    "reason": "may_it_be_made",
                    "message": format!("May `{}` be called?", called.tool),
                    "toolCallId": call,
                    "metadata": { "untrusted": untrusted },
                });
                if let (Some(expires), Value::Object(fields)) = (expires, &mut interrupt) {
                    fields.insert("expiresAt".to_owned(), expires.to_string().into());
                }
                self.waits_for(call, interrupt)
            }
            E::ToolAnswered { call, answer, .. } => {
                let mut told = self.waits_no_more(call);
                told.extend(match answer {
                    crate::agents::event::CallAnswer::Done { content } => {
                        Some(self.result(call, written(content), None))
                    }
                    crate::agents::event::CallAnswer::GivenUp => {
                        Some(self.result(call, "it counts as failed".to_owned(), Some("in_doubt")))
                    }
                    crate::agents::event::CallAnswer::NotDone => None,
                });
                told
            }
            E::ApprovalDecided { call, verdict, reason, .. } => {
                let mut told = self.waits_no_more(call);
                if *verdict == crate::approvals::Verdict::Reject {
                    let why = reason.clone().unwrap_or_else(|| "a person refused the call".to_owned());
                    told.push(self.result(call, why, Some("denied")));
                }
                told
            }
            E::ApprovalLapsed { call, .. } => {
                let mut told = self.waits_no_more(call);
                told.push(self.result(call, "nobody approved the call in time".to_owned(), Some("denied")));
                told
            }
            E::HandedOff { call, agent, .. } => {
                let told = custom("secretariat.handed_off", json!({ "agent": agent }));
                vec![self.result(call, format!("the run goes on as {agent}"), None), told]
            }
            E::ChildSpawned { call, run, .. } => vec![self.spawned(call, run)],
            E::ChildFinished { call, ending, spent } => {
                self.turns += spent.turns;
                self.child(call, ending)
            }
            E::TimerSet { call, at } => {
                vec![custom("secretariat.waits_until", json!({ "toolCallId": call, "at": at }))]
            }
            E::TimerFired { call } => vec![self.result(call, "the time has come".to_owned(), None)],
            E::BudgetSettled { usage, .. } => {
                self.usage.input += usage.input;
                self.usage.output += usage.output;
                self.usage.cached += usage.cached;
                self.usage.reasoning += usage.reasoning;
                let spent = json!({ "input": self.usage.input, "output": self.usage.output });
                vec![patch("replace", "/tokens", Some(spent))]
            }
            E::OutputRejected { errors } => {
                vec![custom("secretariat.output_rejected", json!({ "errors": errors }))]
            }
            E::CancelRequested { .. } => vec![patch("replace", "/cancelling", Some(true.into()))],
            E::RunFinished { output } => {
                let ended = json!({ "result": value_of(output), "outcome": { "type": "success" } });
                self.ended(ended)
            }
            E::Cancelled => self.ended(json!({ "outcome": { "type": "cancelled" } })),
            E::BudgetExceeded { item, limit } => {
                let item = serde_json::to_value(item).unwrap_or_default();
                let item = item.as_str().unwrap_or_default();
                self.failed("limit_exceeded", format!("the run used its budget up: {item}, {limit}"))
            }
            E::GuardrailTripped { guardrail } => {
                self.failed("denied", format!("the guardrail `{guardrail}` stopped the run"))
            }
            E::RunFailed { kind, message } => self.failed(kind.code(), message.clone()),
        }
    }

    fn piece(&mut self, delta: &Delta) -> Vec<Value> {
        match delta {
            Delta::Text { text } if text.is_empty() => Vec::new(),
            Delta::Text { text } => {
                let mut told = Vec::new();
                let (id, so_far) = self.message.get_or_insert_with(|| {
                    self.messages += 1;
                    let id = format!("{}/message/{}", self.run, self.messages);
                    told.push(json!({ "type": "TEXT_MESSAGE_START", "messageId": id, "role": "assistant" }));
                    (id, String::new())
                });
                so_far.push_str(text);
                told.push(json!({ "type": "TEXT_MESSAGE_CONTENT", "messageId": id, "delta": text }));
                told
            }
            // The call is told of with its plan.
            Delta::Call { .. } => Vec::new(),
            Delta::Restart => match self.message.take() {
                Some((id, _)) => vec![
                    json!({ "type": "TEXT_MESSAGE_END", "messageId": id }),
                    custom("secretariat.message_void", json!({ "messageId": id })),
                ],
                None => Vec::new(),
            },
        }
    }

    /// The whole answer is there: what was not told of it comes now.
    fn answered(&mut self, text: &str) -> Vec<Value> {
        let Some((id, so_far)) = self.message.take() else {
            if text.is_empty() {
                self.parent = None;
                return Vec::new();
            }
            self.messages += 1;
            let id = format!("{}/message/{}", self.run, self.messages);
            self.parent = Some(id.clone());
            return message(&id, "assistant", text);
        };
        let end = json!({ "type": "TEXT_MESSAGE_END", "messageId": id });
        match text.strip_prefix(so_far.as_str()) {
            Some("") => {
                self.parent = Some(id);
                vec![end]
            }
            Some(rest) => {
                let more = json!({ "type": "TEXT_MESSAGE_CONTENT", "messageId": id, "delta": rest });
                self.parent = Some(id);
                vec![more, end]
            }
            // Another answer than the one that was heard.
            None => {
                let void = custom("secretariat.message_void", json!({ "messageId": id }));
                let mut told = vec![end, void];
                told.extend(self.answered(text));
                told
            }
        }
    }

    fn planned(&mut self, call: &str, tool: &str, arguments: Value, asks: Option<AskReason>) -> Vec<Value> {
        // A model's arguments are a text as it wrote them.
        let text = written(&arguments);
        let parsed: Value = serde_json::from_str(&text).unwrap_or_default();
        let agent = parsed.get("agent").and_then(Value::as_str).map(str::to_owned);
        self.calls.insert(call.to_owned(), Called { tool: tool.to_owned(), asks, agent, child: None });
        let mut start = json!({ "type": "TOOL_CALL_START", "toolCallId": call, "toolCallName": tool });
        if let (Some(parent), Value::Object(fields)) = (&self.parent, &mut start) {
            fields.insert("parentMessageId".to_owned(), parent.clone().into());
        }
        vec![
            start,
            json!({ "type": "TOOL_CALL_ARGS", "toolCallId": call, "delta": text }),
            json!({ "type": "TOOL_CALL_END", "toolCallId": call }),
        ]
    }

    fn result(&self, call: &str, content: String, failed: Option<&str>) -> Value {
        let mut told = json!({
            "type": "TOOL_CALL_RESULT",
            "messageId": format!("{}/result/{call}", self.run),
            "toolCallId": call,
            "content": content,
            "role": "tool",
        });
        if let (Some(code), Value::Object(fields)) = (failed, &mut told) {
            fields.insert("metadata".to_owned(), json!({ "error": code }));
        }
        told
    }

    fn spawned(&mut self, call: &str, run: &RunId) -> Value {
        let called = self.calls.entry(call.to_owned()).or_default();
        called.child = Some(run.clone());
        let name = called.agent.clone().unwrap_or_else(|| called.tool.clone());
        json!({ "type": "SUBAGENT_STARTED", "subagentRunId": run, "name": name, "parentToolCallId": call })
    }

    fn child(&mut self, call: &str, ending: &RunEnding) -> Vec<Value> {
        let child = self.calls.get(call).and_then(|called| called.child.clone());
        let (content, failed) = match ending {
            RunEnding::Finished { output } => (text_of(output), None),
            RunEnding::Failed { kind, message } => (message.clone(), Some(kind.code())),
            RunEnding::OverBudget { .. } => ("its budget is used up".to_owned(), Some("limit_exceeded")),
            RunEnding::Guarded { guardrail } => {
                (format!("the guardrail `{guardrail}` stopped it"), Some("denied"))
            }
            RunEnding::Cancelled => ("it was cancelled".to_owned(), Some("unavailable")),
        };
        let ended = child.map(|child| match failed {
            None => json!({
                "type": "SUBAGENT_FINISHED",
                "subagentRunId": child,
                "result": content,
                "outcome": { "type": "success" },
            }),
            Some(code) => {
                json!({ "type": "SUBAGENT_ERROR", "subagentRunId": child, "message": content, "code": code })
            }
        });
        ended.into_iter().chain([self.result(call, content, failed)]).collect()
    }

    fn waits_for(&mut self, call: &str, interrupt: Value) -> Vec<Value> {
        let told = patch("add", &format!("/waits/{call}"), Some(interrupt.clone()));
        self.waits.insert(call.to_owned(), interrupt);
        vec![told]
    }

    fn waits_no_more(&mut self, call: &str) -> Vec<Value> {
        let known = self.waits.remove(call);
        known.map(|_| patch("remove", &format!("/waits/{call}"), None)).into_iter().collect()
    }

    fn ended(&mut self, more: Value) -> Vec<Value> {
        let mut told = self.cut_off();
        told.push(self.finished(more));
        self.is_open = false;
        told
    }

    fn failed(&mut self, code: &str, message: String) -> Vec<Value> {
        let mut told = self.cut_off();
        let mut error = json!({ "type": "RUN_ERROR", "message": message, "code": code });
        self.add_usage(&mut error);
        told.push(error);
        self.is_open = false;
        told
    }

    /// An answer that was heard and never came is no longer open.
    fn cut_off(&mut self) -> Vec<Value> {
        let open = self.message.take();
        open.map(|(id, _)| json!({ "type": "TEXT_MESSAGE_END", "messageId": id })).into_iter().collect()
    }

    fn finished(&self, more: Value) -> Value {
        let mut told = json!({ "type": "RUN_FINISHED", "threadId": self.run, "runId": self.run_id() });
        if let (Value::Object(fields), Value::Object(more)) = (&mut told, more) {
            fields.extend(more);
        }
        self.add_usage(&mut told);
        told
    }

    fn add_usage(&self, told: &mut Value) {
        let Used { model, input, output, cached, reasoning } = &self.usage;
        if let (Value::Object(fields), true) = (told, input + output > 0) {
            let usage = json!([{
                "model": model,
                "inputTokens": input,
                "outputTokens": output,
                "cachedInputTokens": cached,
                "reasoningTokens": reasoning,
            }]);
            fields.insert("usage".to_owned(), usage);
        }
    }

    fn run_id(&self) -> String {
        if self.part == 1 { self.run.to_string() } else { format!("{}.{}", self.run, self.part) }
    }

    fn state(&self) -> Value {
        let waits: Map<String, Value> =
            self.waits.iter().map(|(call, at)| (call.clone(), at.clone())).collect();
        let tokens = json!({ "input": self.usage.input, "output": self.usage.output });
        json!({ "run": self.run, "waits": waits, "tokens": tokens, "cancelling": false })
    }
}

fn message(id: &str, role: &str, text: &str) -> Vec<Value> {
    vec![
        json!({ "type": "TEXT_MESSAGE_START", "messageId": id, "role": role }),
        json!({ "type": "TEXT_MESSAGE_CONTENT", "messageId": id, "delta": text }),
        json!({ "type": "TEXT_MESSAGE_END", "messageId": id }),
    ]
}

fn custom(name: &str, value: Value) -> Value {
    json!({ "type": "CUSTOM", "name": name, "value": value })
}

fn patch(operation: &str, path: &str, value: Option<Value>) -> Value {
    let mut step = json!({ "op": operation, "path": path });
    if let (Some(value), Value::Object(fields)) = (value, &mut step) {
        fields.insert("value".to_owned(), value);
    }
    json!({ "type": "STATE_DELTA", "delta": [step] })
}

fn value_of(stowed: &Stowed) -> Value {
    match &stowed.blob {
        None => stowed.value.clone(),
        Some(blob) => Value::String(format!("({} bytes)", blob.bytes)),
    }
}

fn text_of(stowed: &Stowed) -> String {
    written(&value_of(stowed))
}

fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

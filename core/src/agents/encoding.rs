//! How events are stored, which is how they are hashed and replayed too.
//!
//! An event is the object of a [`RunEvent`] with its time in `time` (milliseconds since 1970); one from a form after
//! this one would have its version in `v`. The four that each turn writes are arrays, because the names of their fields
//! took more bytes than what they say: the type, the time, what such an event always has, and at the end, only where
//! there is any of it, an object with what few have. Arrays are version 2; logs of version 1 have objects in their
//! place, which are read for ever.
//!
//! ```text
//! ["model_completed", time, model, [[tool, arguments, blob?], …], {text, finish, unseen}?]
//! ["tool_planned",    time, call, tool, {effect, arguments, asks}?]
//! ["tool_completed",  time, call, content, {blob, provenance, evidence}?]
//! ["budget_settled",  time, input, output, {cached, reasoning, estimated, cost_micros}?]
//! ```

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::event::{AskReason, RunEntry, RunEvent, WantedCall};
use super::stowed::{Stowed, StowedBlob};
use super::tool::Effect;
use crate::error::{Error, Result};
use crate::evidence::Provenance;
use crate::models::{Finish, Usage};

/// The newest version of events that are objects.
const VERSION: u64 = 1;

/// The type of an event, one of its fields, and the value of it that went without saying in version 1.
type Usual = (&'static str, &'static str, fn() -> Value);

/// What was left out of objects of version 1.
const USUAL: [Usual; 4] = [
    ("model_completed", "text", || json!({"value": ""})),
    ("model_completed", "finish", || json!("tool_calls")),
    ("tool_planned", "effect", || json!("pure")),
    ("tool_completed", "provenance", || json!("system")),
];

/// What few answers have.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct OfAnswer {
    #[serde(skip_serializing_if = "is_nothing")]
    text: Stowed,
    #[serde(skip_serializing_if = "calls_tools")]
    finish: Finish,
    #[serde(skip_serializing_if = "is_default")]
    unseen: usize,
}

/// What few plans have.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct OfPlan {
    #[serde(skip_serializing_if = "is_pure")]
    effect: Effect,
    #[serde(skip_serializing_if = "Option::is_none")]
    arguments: Option<Stowed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    asks: Option<AskReason>,
}

/// What few outcomes have.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct OfOutcome {
    #[serde(skip_serializing_if = "Option::is_none")]
    blob: Option<StowedBlob>,
    #[serde(skip_serializing_if = "is_of_the_system")]
    provenance: Provenance,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Stowed>,
}

/// What few turns use.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct OfUse {
    #[serde(skip_serializing_if = "is_default")]
    cached: u64,
    #[serde(skip_serializing_if = "is_default")]
    reasoning: u64,
    #[serde(skip_serializing_if = "is_default")]
    estimated: bool,
    #[serde(skip_serializing_if = "is_default")]
    cost_micros: u64,
}

impl Default for OfAnswer {
    fn default() -> Self {
        Self { text: Stowed::short(""), finish: Finish::ToolCalls, unseen: 0 }
    }
}

impl Default for OfPlan {
    fn default() -> Self {
        Self { effect: Effect::Pure, arguments: None, asks: None }
    }
}

impl Default for OfOutcome {
    fn default() -> Self {
        Self { blob: None, provenance: Provenance::System, evidence: None }
    }
}

fn is_nothing(text: &Stowed) -> bool {
    text.blob.is_none() && text.value == ""
}

fn calls_tools(finish: &Finish) -> bool {
    *finish == Finish::ToolCalls
}

fn is_pure(effect: &Effect) -> bool {
    *effect == Effect::Pure
}

fn is_of_the_system(provenance: &Provenance) -> bool {
    *provenance == Provenance::System
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl RunEvent {
    /// Returns the stored form.
    ///
    /// # Errors
    /// `internal` when it cannot be written as JSON.
    pub(super) fn stored(&self, at: Timestamp) -> Result<Value> {
        let time = at.as_millisecond();
        match self {
            Self::ModelCompleted { text, calls, finish, model, unseen } => {
                let calls: Vec<Value> = calls.iter().map(wanted).collect::<Result<_>>()?;
                let few = OfAnswer { text: text.clone(), finish: *finish, unseen: *unseen };
                array(vec!["model_completed".into(), time.into(), model.as_str().into(), calls.into()], &few)
            }
            Self::ToolPlanned { call, tool, effect, arguments, asks } => {
                let few = OfPlan { effect: *effect, arguments: arguments.clone(), asks: asks.clone() };
                let always =
                    vec!["tool_planned".into(), time.into(), call.as_str().into(), tool.as_str().into()];
                array(always, &few)
            }
            Self::ToolCompleted { call, content, provenance, evidence } => {
                let few = OfOutcome {
                    blob: content.blob.clone(),
                    provenance: *provenance,
                    evidence: evidence.clone(),
                };
                let content = content.value.clone();
                array(vec!["tool_completed".into(), time.into(), call.as_str().into(), content], &few)
            }
            Self::BudgetSettled { usage, cost_micros } => {
                let Usage { input, output, cached, reasoning, estimated } = *usage;
                let few = OfUse { cached, reasoning, estimated, cost_micros: *cost_micros };
                array(vec!["budget_settled".into(), time.into(), input.into(), output.into()], &few)
            }
            other => {
                let mut value = json(other)?;
                if let Some(fields) = value.as_object_mut() {
                    fields.insert("time".to_owned(), time.into());
                }
                Ok(value)
            }
        }
    }
}

fn json(value: &impl Serialize) -> Result<Value> {
    serde_json::to_value(value)
        .map_err(|error| Error::internal("an event of a run cannot be written").with_source(error))
}

/// Ends an array with what few have, if there is any of it.
fn array<T: Serialize + Default + PartialEq>(mut always: Vec<Value>, few: &T) -> Result<Value> {
    if *few != T::default() {
        always.push(json(few)?);
    }
    Ok(Value::Array(always))
}

fn wanted(call: &WantedCall) -> Result<Value> {
    let Stowed { value, blob } = &call.arguments;
    let mut items = vec![call.tool.as_str().into(), value.clone()];
    if let Some(blob) = blob {
        items.push(json(blob)?);
    }
    Ok(Value::Array(items))
}

impl RunEntry {
    /// Reads a stored event.
    ///
    /// # Errors
    /// `corrupt` for another form; `unsupported` for an event of a newer release.
    pub(crate) fn read(sequence: u64, stored: Value) -> Result<Self> {
        let (at, event) = match stored {
            Value::Array(items) => of_array(sequence, items)?,
            other => of_object(sequence, other)?,
        };
        Ok(Self { sequence, at, event })
    }
}

fn damaged(sequence: u64, what: &str) -> Error {
    Error::corrupt(format!("event {sequence} of the run {what}"))
}

fn newer(sequence: u64) -> Error {
    let message = format!("event {sequence} of the run was written by a newer release; update this one");
    Error::unsupported(message)
}

fn time(sequence: u64, stored: Option<Value>) -> Result<Timestamp> {
    let at = stored.and_then(|at| at.as_i64()).and_then(|at| Timestamp::from_millisecond(at).ok());
    at.ok_or_else(|| damaged(sequence, "has no time"))
}

/// Reads an event of version 2 that is an array.
fn of_array(sequence: u64, items: Vec<Value>) -> Result<(Timestamp, RunEvent)> {
    let mut items = Items { sequence, items: items.into_iter() };
    let name: String = items.next()?;
    let at = time(sequence, items.items.next())?;
    let event = match name.as_str() {
        "model_completed" => {
            let model = items.next()?;
            let calls: Vec<Vec<Value>> = items.next()?;
            let calls = calls.into_iter().map(|call| call_wanted(sequence, call)).collect::<Result<_>>()?;
            let OfAnswer { text, finish, unseen } = items.few()?;
            RunEvent::ModelCompleted { text, calls, finish, model, unseen }
        }
        "tool_planned" => {
            let (call, tool) = (items.next()?, items.next()?);
            let OfPlan { effect, arguments, asks } = items.few()?;
            RunEvent::ToolPlanned { call, tool, effect, arguments, asks }
        }
        "tool_completed" => {
            let (call, value) = (items.next()?, items.next()?);
            let OfOutcome { blob, provenance, evidence } = items.few()?;
            RunEvent::ToolCompleted { call, content: Stowed { value, blob }, provenance, evidence }
        }
        "budget_settled" => {
            let (input, output) = (items.next()?, items.next()?);
            let OfUse { cached, reasoning, estimated, cost_micros } = items.few()?;
            let usage = Usage { input, output, cached, reasoning, estimated };
            RunEvent::BudgetSettled { usage, cost_micros }
        }
        _ => return Err(newer(sequence)),
    };
    Ok((at, event))
}

fn call_wanted(sequence: u64, call: Vec<Value>) -> Result<WantedCall> {
    let mut items = Items { sequence, items: call.into_iter() };
    let (tool, value) = (items.next()?, items.next()?);
    let blob = match items.items.next() {
        Some(blob) => Some(items.of(blob)?),
        None => None,
    };
    items.end()?;
    Ok(WantedCall { tool, arguments: Stowed { value, blob } })
}

/// The items of a stored array.
struct Items {
    sequence: u64,
    items: std::vec::IntoIter<Value>,
}

impl Items {
    fn next<T: DeserializeOwned>(&mut self) -> Result<T> {
        let item = self.items.next().ok_or_else(|| damaged(self.sequence, "is cut off"))?;
        self.of(item)
    }

    fn of<T: DeserializeOwned>(&self, item: Value) -> Result<T> {
        T::deserialize(item).map_err(|error| damaged(self.sequence, "is damaged").with_source(error))
    }

    /// Reads what few have, at the end.
    fn few<T: DeserializeOwned + Default>(&mut self) -> Result<T> {
        let few = match self.items.next() {
            Some(few) => self.of(few)?,
            None => T::default(),
        };
        self.end()?;
        Ok(few)
    }

    fn end(&self) -> Result<()> {
        if self.items.len() == 0 { Ok(()) } else { Err(newer(self.sequence)) }
    }
}

/// Reads an event that is an object: of any type from version 1, and of most from version 2.
fn of_object(sequence: u64, mut stored: Value) -> Result<(Timestamp, RunEvent)> {
    let fields = stored.as_object_mut().ok_or_else(|| damaged(sequence, "is no object"))?;
    let version = fields.remove("v").map_or(Some(VERSION), |version| version.as_u64());
    let at = time(sequence, fields.remove("time"))?;
    if version.is_none_or(|version| version > VERSION) {
        return Err(newer(sequence));
    }
    put_back(fields);
    let event =
        RunEvent::deserialize(stored).map_err(|error| damaged(sequence, "is damaged").with_source(error))?;
    Ok((at, event))
}

/// Puts back what was left out of an object of version 1.
fn put_back(fields: &mut Map<String, Value>) {
    let name = fields.get("type").and_then(Value::as_str).unwrap_or_default();
    let usual: Vec<_> = USUAL.iter().filter(|(of, _, _)| *of == name).collect();
    for (_, field, value) in usual {
        fields.entry(*field).or_insert_with(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn an_event_reads_back_as_it_was_stored() {
        let at = Timestamp::from_millisecond(1_700_000_000_123).unwrap();
        let event = RunEvent::ToolStarted { call: "call_1".to_owned() };
        let stored = event.stored(at).unwrap();
        assert_eq!(stored, json!({"type": "tool_started", "call": "call_1", "time": 1_700_000_000_123_i64}));
        assert_eq!(RunEntry::read(7, stored).unwrap(), RunEntry { sequence: 7, at, event });
        // The time of an event is apart from any that it speaks of.
        let event = RunEvent::TimerSet { call: "call_1".to_owned(), at: Timestamp::UNIX_EPOCH };
        let stored = event.stored(at).unwrap();
        assert_eq!(RunEntry::read(7, stored).unwrap(), RunEntry { sequence: 7, at, event });
    }

    /// An event, how it is stored, and how version 1 stored it.
    fn examples() -> Vec<(RunEvent, Value, Value)> {
        let answer = |text: &str, finish, unseen| RunEvent::ModelCompleted {
            text: Stowed::short(text),
            calls: vec![WantedCall { tool: "look".to_owned(), arguments: Stowed::short("{}") }],
            finish,
            model: "m".to_owned(),
            unseen,
        };
        let planned = |effect, arguments| RunEvent::ToolPlanned {
            call: "call_1".to_owned(),
            tool: "look".to_owned(),
            effect,
            arguments,
            asks: None,
        };
        let seen = |provenance, evidence| RunEvent::ToolCompleted {
            call: "call_1".to_owned(),
            content: Stowed::of(json!(["seen"])),
            provenance,
            evidence,
        };
        let usage = Usage { input: 220, output: 20, ..Usage::default() };
        let calls = json!([{"tool": "look", "arguments": {"value": "{}"}}]);
        vec![
            (
                answer("", Finish::ToolCalls, 0),
                json!(["model_completed", 7, "m", [["look", "{}"]]]),
                json!({"type": "model_completed", "calls": calls, "model": "m", "time": 7}),
            ),
            (
                answer("so", Finish::Length, 2),
                json!(["model_completed", 7, "m", [["look", "{}"]],
                    {"text": {"value": "so"}, "finish": "length", "unseen": 2}]),
                json!({"type": "model_completed", "text": {"value": "so"}, "calls": calls, "finish": "length",
                    "model": "m", "unseen": 2, "time": 7}),
            ),
            (
                planned(Effect::Pure, None),
                json!(["tool_planned", 7, "call_1", "look"]),
                json!({"type": "tool_planned", "call": "call_1", "tool": "look", "time": 7}),
            ),
            (
                planned(Effect::Once, Some(Stowed::of(json!({"a": null})))),
                json!(["tool_planned", 7, "call_1", "look",
                    {"effect": "once", "arguments": {"value": {"a": null}}}]),
                json!({"type": "tool_planned", "call": "call_1", "tool": "look", "effect": "once",
                    "arguments": {"value": {"a": null}}, "time": 7}),
            ),
            (
                seen(Provenance::System, None),
                json!(["tool_completed", 7, "call_1", ["seen"]]),
                json!({"type": "tool_completed", "call": "call_1", "content": {"value": ["seen"]}, "time": 7}),
            ),
            (
                seen(Provenance::Document, Some(Stowed::of(json!([])))),
                json!(["tool_completed", 7, "call_1", ["seen"],
                    {"provenance": "document", "evidence": {"value": []}}]),
                json!({"type": "tool_completed", "call": "call_1", "content": {"value": ["seen"]},
                    "provenance": "document", "evidence": {"value": []}, "time": 7}),
            ),
            (
                RunEvent::BudgetSettled { usage, cost_micros: 0 },
                json!(["budget_settled", 7, 220, 20]),
                json!({"type": "budget_settled", "usage": {"input": 220, "output": 20}, "time": 7}),
            ),
            (
                RunEvent::BudgetSettled {
                    usage: Usage { cached: 9, estimated: true, ..usage },
                    cost_micros: 3,
                },
                json!(["budget_settled", 7, 220, 20, {"cached": 9, "estimated": true, "cost_micros": 3}]),
                json!({"type": "budget_settled",
                    "usage": {"input": 220, "output": 20, "cached": 9, "estimated": true},
                    "cost_micros": 3, "time": 7}),
            ),
        ]
    }

    #[test]
    fn what_each_turn_writes_is_short_and_reads_back_from_either_version() {
        let at = Timestamp::from_millisecond(7).unwrap();
        for (event, stored, first) in examples() {
            assert_eq!(event.stored(at).unwrap(), stored);
            let entry = RunEntry { sequence: 1, at, event };
            assert_eq!(RunEntry::read(1, stored).unwrap(), entry);
            assert_eq!(RunEntry::read(1, first).unwrap(), entry);
        }
    }

    #[test]
    fn a_large_value_is_named_by_its_blob() {
        let blob = StowedBlob { id: crate::blobs::BlobId::of(b"large"), bytes: 9_000 };
        let large = Stowed { value: Value::Null, blob: Some(blob) };
        let at = Timestamp::from_millisecond(7).unwrap();
        for event in [
            RunEvent::ModelCompleted {
                text: large.clone(),
                calls: vec![WantedCall { tool: "look".to_owned(), arguments: large.clone() }],
                finish: Finish::Stop,
                model: "m".to_owned(),
                unseen: 0,
            },
            RunEvent::ToolCompleted {
                call: "call_1".to_owned(),
                content: large.clone(),
                provenance: Provenance::System,
                evidence: Some(large),
            },
        ] {
            let stored = event.stored(at).unwrap();
            assert_eq!(RunEntry::read(1, stored).unwrap().event, event);
        }
    }

    #[test]
    fn an_array_that_is_cut_off_or_goes_on_is_not_read() {
        for (_, stored, _) in examples() {
            let Value::Array(items) = stored else { panic!("no array") };
            for length in 0..items.len().min(4) {
                let error = RunEntry::read(1, Value::Array(items[..length].to_vec())).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Corrupt);
            }
            let mut more = items.clone();
            more.truncate(4);
            more.extend([json!({}), json!(1)]);
            assert_eq!(RunEntry::read(1, Value::Array(more)).unwrap_err().kind(), ErrorKind::Unsupported);
        }
        let unknown = RunEntry::read(1, json!(["something", 7])).unwrap_err();
        assert_eq!(unknown.kind(), ErrorKind::Unsupported);
    }

    #[test]
    fn events_of_a_newer_release_and_damaged_ones_are_told_apart() {
        let newer = RunEntry::read(1, json!({"v": 2, "time": 0, "type": "cancelled"})).unwrap_err();
        assert_eq!(newer.kind(), ErrorKind::Unsupported);
        for damaged in [json!(3), json!({"type": "cancelled"}), json!({"time": 0, "type": "nothing"})] {
            assert_eq!(RunEntry::read(1, damaged).unwrap_err().kind(), ErrorKind::Corrupt);
        }
    }
}

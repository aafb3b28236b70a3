//! Replays a run from its log: what models, tools and people said is taken from it, and what the engine and the code of
//! a playbook make of that is made again and compared.

use std::collections::VecDeque;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::engine::Engine;
use super::event::{RunEntry, RunEvent};
use super::handle::Agents;
use super::judge::Judge;
use super::play::Player;
use super::playing::{described, failed, of_call};
use super::shelf::{Shelf, parse};
use super::spec::{Decides, Ready};
use super::state::{CallStage, RunState, fold};
use super::step::{RunAction, step};
use crate::error::{Error, Result};
use crate::id::{RunId, WorkspaceId};
use crate::rights::Permission;

/// What a replay came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReplayReport {
    /// The run.
    pub run: RunId,
    /// How many events were replayed.
    pub events: u64,
    /// The first event that would be another one today; nothing when the run would go the same way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub divergence: Option<ReplayDivergence>,
}

/// Where a replay leaves its log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReplayDivergence {
    /// The sequence of the event.
    pub sequence: u64,
    /// The first place that differs, as a JSON pointer into the event.
    pub path: String,
    /// What the log holds there.
    pub recorded: Value,
    /// What it would be today.
    pub replayed: Value,
}

impl Agents {
    /// Replays a run from its log, without asking a model, a tool or a person (right `runs.read`): a test that newer
    /// code would go the same way.
    ///
    /// # Errors
    /// `not_found` when the workspace has no such run; `corrupt` when its log is damaged.
    pub async fn replay(&self, id: &RunId) -> Result<ReplayReport> {
        let scope = self.guard.enter(Permission::RunsRead).await?;
        let runs = self.runs(&scope);
        runs.get(id).await?;
        let entries = runs.events(id, 0).await?;
        let divergence = Replay::of(&self.engine, scope.workspace(), &entries).await?.all(&entries).await?;
        Ok(ReplayReport { run: id.clone(), events: entries.len() as u64, divergence })
    }
}

/// A run that is replayed.
struct Replay<'a> {
    engine: &'a Engine,
    workspace: WorkspaceId,
    state: RunState,
    pinned: Ready,
    shelf: Shelf,
    player: Option<Player>,
    /// What must come next.
    due: VecDeque<RunEvent>,
}

impl<'a> Replay<'a> {
    async fn of(engine: &'a Engine, workspace: &WorkspaceId, entries: &[RunEntry]) -> Result<Self> {
        let state = entries.first().and_then(RunState::begin);
        let state = state.ok_or_else(|| Error::corrupt("the run has no beginning"))?;
        let pinned = engine.pinned(workspace, &state.spec).await?;
        let mut shelf = Shelf::new(Arc::clone(&engine.blobs), workspace.clone());
        let mut player = None;
        if let (Decides::Playbook { name, .. }, RunEvent::RunCreated { input, .. }) =
            (&pinned.spec.decides, &entries[0].event)
        {
            let playbook = Arc::clone(&engine.kit.playbook(name)?.playbook);
            let mut playing = Player::new(playbook, name.clone(), shelf.get(input).await?);
            playing.go().await;
            player = Some(playing);
        }
        Ok(Self { engine, workspace: workspace.clone(), state, pinned, shelf, player, due: VecDeque::new() })
    }

    async fn all(mut self, entries: &[RunEntry]) -> Result<Option<ReplayDivergence>> {
        for entry in entries.iter().skip(1) {
            if let Some((path, recorded, replayed)) = self.check(entry).await? {
                return Ok(Some(ReplayDivergence { sequence: entry.sequence, path, recorded, replayed }));
            }
            self.take(entry).await?;
        }
        Ok(None)
    }

    /// Compares an event with what it would be today.
    async fn check(&mut self, entry: &RunEntry) -> Result<Option<(String, Value, Value)>> {
        let event = &entry.event;
        if self.due.is_empty() {
            self.expect(entry).await?;
        }
        if let Some(due) = self.due.pop_front() {
            return Ok(difference(&json(event)?, &json(&due)?));
        }
        let is_possible = match event {
            RunEvent::ModelCompleted { .. } => self.can(entry, &RunAction::AskModel),
            RunEvent::ToolPlanned { .. } => false,
            RunEvent::ToolStarted { call }
            | RunEvent::ToolCompleted { call, .. }
            | RunEvent::ToolFailed { call, .. } => {
                self.state.call(call).is_some_and(|call| !call.stage.is_over())
            }
            RunEvent::BudgetExceeded { item, limit } => self.can(entry, &RunAction::Exceed(*item, *limit)),
            RunEvent::Cancelled => self.can(entry, &RunAction::Cancel),
            _ => true,
        };
        let today = step(&self.state, self.player.is_some(), entry.at);
        let today = today.iter().map(|action| format!("{action:?}")).collect::<Vec<_>>();
        Ok((!is_possible).then(|| (String::new(), json(event).unwrap_or_default(), json!(today))))
    }

    fn can(&self, entry: &RunEntry, action: &RunAction) -> bool {
        step(&self.state, self.player.is_some(), entry.at).contains(action)
    }

    /// Decides again what comes with an event.
    async fn expect(&mut self, entry: &RunEntry) -> Result<()> {
        let pinned = Arc::clone(&self.pinned);
        match &entry.event {
            RunEvent::ModelCompleted { calls, .. } if self.can(entry, &RunAction::AskModel) => {
                self.due.push_back(entry.event.clone());
                for (further, wanted) in calls.iter().enumerate() {
                    let arguments = parse(&self.shelf.text(&wanted.arguments).await?);
                    let (id, tool) = (self.state.next_call(further), pinned.tools.get(&wanted.tool).cloned());
                    let plan = self.judge(&pinned).plan(id, &wanted.tool, tool, arguments, None).await?;
                    self.due.extend(plan);
                }
            }
            RunEvent::BudgetSettled { usage, .. } => {
                let price = pinned.agent().and_then(|agent| agent.price);
                let cost_micros = price.map_or(0, |price| price.of(usage));
                self.due.push_back(RunEvent::BudgetSettled { usage: *usage, cost_micros });
            }
            RunEvent::ToolPlanned { .. } => {
                let asked = self.player.as_ref().map(Player::asked).unwrap_or_default();
                for (further, (tool, arguments)) in asked.into_iter().enumerate() {
                    let (id, described) =
                        (self.state.next_call(further), described(&tool, &self.engine.kit)?);
                    let stowed = self.shelf.stow(arguments.clone()).await?;
                    let plan =
                        self.judge(&pinned).plan(id, &tool, described, Some(arguments), Some(stowed)).await?;
                    self.due.extend(plan);
                }
            }
            RunEvent::RunFinished { .. } if self.player.is_some() => {
                let outcome = self.player.as_mut().and_then(Player::outcome);
                self.due.extend(match outcome {
                    Some(Ok(output)) => {
                        Some(RunEvent::RunFinished { output: self.shelf.stow(output).await? })
                    }
                    Some(Err(error)) => Some(failed(&error)),
                    None => None,
                });
            }
            RunEvent::RunFinished { .. }
            | RunEvent::OutputRejected { .. }
            | RunEvent::GuardrailTripped { .. }
                if self.can(entry, &RunAction::Finish) =>
            {
                match self.judge(&pinned).outcome().await? {
                    Ok(events) => self.due.extend(events),
                    Err(rejected) => self.due.push_back(rejected),
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn judge<'b>(&'b mut self, pinned: &'b Ready) -> Judge<'b> {
        Judge { state: &self.state, pinned, shelf: &mut self.shelf }
    }

    /// Takes an event of the log in.
    async fn take(&mut self, entry: &RunEntry) -> Result<()> {
        fold(&mut self.state, entry);
        if self.state.spec != self.pinned.hash {
            self.pinned = self.engine.pinned(&self.workspace, &self.state.spec).await?;
        }
        let Some(player) = &mut self.player else { return Ok(()) };
        if let RunEvent::ToolPlanned { call, .. } = &entry.event {
            let Some(call) = self.state.call(call) else { return Ok(()) };
            // That it is the same call was compared.
            return player.meet(&call.tool, &self.shelf.get(&call.arguments).await?);
        }
        let call = of_call(&entry.event);
        let place = call.and_then(|id| self.state.calls.iter().position(|call| call.id == id));
        let Some(place) = place else { return Ok(()) };
        let outcome = match &self.state.calls[place].stage {
            CallStage::Done { content, .. } => Ok(self.shelf.get(content).await?),
            CallStage::Failed { kind, message } => Err(Error::new(*kind, message.clone())),
            _ => return Ok(()),
        };
        player.give(place, outcome);
        player.go().await;
        Ok(())
    }
}

fn json(event: &RunEvent) -> Result<Value> {
    serde_json::to_value(event)
        .map_err(|error| Error::internal("an event of a run cannot be written").with_source(error))
}

/// The first place where two values differ, and both values there.
fn difference(recorded: &Value, replayed: &Value) -> Option<(String, Value, Value)> {
    if recorded == replayed {
        return None;
    }
    match (recorded, replayed) {
        (Value::Object(one), Value::Object(two)) => {
            let mut names: Vec<&String> = one.keys().chain(two.keys()).collect();
            names.sort();
            names.dedup();
            names.into_iter().find_map(|name| {
                let of =
                    |fields: &serde_json::Map<String, Value>| fields.get(name).cloned().unwrap_or_default();
                let escaped = name.replace('~', "~0").replace('/', "~1");
                let (path, one, two) = difference(&of(one), &of(two))?;
                Some((format!("/{escaped}{path}"), one, two))
            })
        }
        (Value::Array(one), Value::Array(two)) if one.len() == two.len() => {
            one.iter().zip(two).enumerate().find_map(|(place, (one, two))| {
                let (path, one, two) = difference(one, two)?;
                Some((format!("/{place}{path}"), one, two))
            })
        }
        _ => Some((String::new(), recorded.clone(), replayed.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_is_named_by_its_place() {
        let one = json!({"a": [1, {"b/c": 2}], "d": 3});
        let two = json!({"a": [1, {"b/c": 4}], "d": 5});
        assert_eq!(difference(&one, &two), Some(("/a/1/b~1c".to_owned(), json!(2), json!(4))));
        assert_eq!(difference(&one, &one), None);
        assert_eq!(difference(&json!([1]), &json!([1, 2])), Some((String::new(), json!([1]), json!([1, 2]))));
    }
}

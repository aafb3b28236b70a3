//! Joins a playbook at play with the log of its run.

use std::sync::Arc;

use serde_json::Value;

use super::drive::{Acted, Drive};
use super::event::{RunEntry, RunEvent};
use super::kit::Kit;
use super::play::Player;
use super::spec::{Decides, Described};
use super::state::{CallStage, Said};
use super::team;
use crate::error::{Error, ErrorKind, Result};

impl Drive<'_> {
    /// Begins to play, if code decides.
    pub(super) async fn set_up(&mut self) -> Result<()> {
        let pinned = self.pinned.clone();
        let Decides::Playbook { name, version } = &pinned.spec.decides else { return Ok(()) };
        let found = self.engine.kit.playbook(name).and_then(|known| match known.spec.version == *version {
            true => Ok(Arc::clone(&known.playbook)),
            false => Err(Error::unsupported(format!(
                "the run was started with version {version} of the playbook `{name}`, and this office has version {}",
                known.spec.version
            ))),
        });
        let playbook = match found {
            Ok(playbook) => playbook,
            Err(error) => {
                self.strayed = Some(error);
                return Ok(());
            }
        };
        let input = match self.state.said.first().cloned() {
            Some(Said::Input(input)) => self.shelf.get(&input).await?,
            _ => Value::Null,
        };
        let mut player = Player::new(playbook, name.clone(), input);
        player.go().await;
        self.player = Some(player);
        Ok(())
    }

    /// Gives the code what an event brings, after the event was taken in.
    pub(super) async fn played(&mut self, entry: &RunEntry) -> Result<()> {
        let Some(mut player) = self.player.take() else { return Ok(()) };
        let outcome = self.play_along(&mut player, entry).await;
        self.player = Some(player);
        outcome
    }

    async fn play_along(&mut self, player: &mut Player, entry: &RunEntry) -> Result<()> {
        if let RunEvent::ToolPlanned { call, .. } = &entry.event {
            let Some(call) = self.find(call) else { return Ok(()) };
            let arguments = self.shelf.get(&call.arguments).await?;
            if let Err(error) = player.meet(&call.tool, &arguments) {
                self.strayed.get_or_insert(error);
            }
            return Ok(());
        }
        let Some(call) = of_call(&entry.event) else { return Ok(()) };
        let Some(position) = self.state.calls.iter().position(|known| known.id == call) else {
            return Ok(());
        };
        let outcome = match &self.state.calls[position].stage.clone() {
            CallStage::Done { content, .. } => Ok(self.shelf.get(content).await?),
            CallStage::Failed { kind, message } => Err(Error::new(*kind, message.clone())),
            _ => return Ok(()),
        };
        player.give(position, outcome);
        player.go().await;
        Ok(())
    }

    /// Plans what the code asks for, or ends the run with its outcome, unless effects that the code did not wait for
    /// are under way.
    pub(super) async fn play_on(&mut self, is_busy: bool) -> Result<Option<Acted>> {
        let Some(player) = &mut self.player else { return Ok(None) };
        let asked = player.asked();
        if !asked.is_empty() {
            let mut events = Vec::new();
            for (further, (tool, arguments)) in asked.into_iter().enumerate() {
                let described = described(&tool, &self.engine.kit)?;
                let id = self.state.next_call(further);
                let stowed = match self.shelf.stow(arguments.clone()).await {
                    Ok(stowed) => stowed,
                    Err(error) if error.kind() == ErrorKind::LimitExceeded => {
                        self.strayed = Some(error.about(format!("the arguments of `{tool}`")));
                        return Ok(Some(Acted::Moved));
                    }
                    Err(error) => return Err(error),
                };
                events.extend(self.judge().plan(id, &tool, described, Some(arguments), Some(stowed)).await?);
            }
            self.commit(events).await?;
            return Ok(Some(Acted::Moved));
        }
        let Some(outcome) = (!is_busy).then(|| player.outcome()).flatten() else { return Ok(None) };
        let event = match outcome {
            Ok(output) => match self.shelf.stow(output).await {
                Ok(output) => RunEvent::RunFinished { output },
                Err(error) if error.kind() == ErrorKind::LimitExceeded => failed(&error.about("the outcome")),
                Err(error) => return Err(error),
            },
            Err(error) => failed(&error),
        };
        Ok(Some(Acted::over(self.close(vec![event]).await?)))
    }
}

/// Describes a tool as a playbook may use it.
pub(super) fn described(tool: &str, kit: &Kit) -> Result<Option<Arc<Described>>> {
    match team::built_in(tool, kit) {
        Some(spec) => Ok(Some(Arc::new(Described::new(spec)?))),
        None => Ok(kit.tool(tool).ok().map(|tool| Arc::clone(&tool.described))),
    }
}

pub(super) fn failed(error: &Error) -> RunEvent {
    RunEvent::RunFailed { kind: error.kind(), message: error.message().to_owned() }
}

/// The call that an event may have ended.
pub(super) fn of_call(event: &RunEvent) -> Option<&str> {
    match event {
        RunEvent::ToolCompleted { call, .. }
        | RunEvent::ToolFailed { call, .. }
        | RunEvent::ToolAnswered { call, .. }
        | RunEvent::ApprovalDecided { call, .. }
        | RunEvent::ApprovalLapsed { call, .. }
        | RunEvent::ChildFinished { call, .. }
        | RunEvent::TimerFired { call } => Some(call),
        _ => None,
    }
}

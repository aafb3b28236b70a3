//! A run as a stream of AG-UI events: from its log, and as it goes on.

use std::collections::VecDeque;

use super::event::AgUiEvent;
use super::map::AgUiMap;
use crate::agents::Agents;
use crate::agents::event::{RunEntry, RunEvent};
use crate::agents::record::RunStatus;
use crate::agents::stowed::Stowed;
use crate::agents::watch::{RunNews, RunWatch};
use crate::error::Result;
use crate::id::RunId;

/// Events that are read at once.
const PAGE: usize = 256;

/// Follows a run as AG-UI shows it. Who comes back gives the last sequence that it has.
#[derive(Debug)]
pub struct AgUiWatch {
    agents: Agents,
    id: RunId,
    watch: RunWatch,
    map: AgUiMap,
    ready: VecDeque<AgUiEvent>,
    is_paused: bool,
}

impl Agents {
    /// Follows a run as AG-UI shows it, after the event of a sequence that was heard (right `runs.read`).
    ///
    /// # Errors
    /// `not_found` when the workspace has no such run.
    pub async fn follow_ag_ui(&self, id: &RunId, after: u64) -> Result<AgUiWatch> {
        let (map, _) = self.mapped(id, after).await?;
        let watch = self.events(id, after).await?;
        let agents = self.clone();
        Ok(AgUiWatch { agents, id: id.clone(), watch, map, ready: VecDeque::new(), is_paused: false })
    }

    /// Returns the stored events of a run after a sequence as AG-UI shows them (right `runs.read`). A run that waits
    /// for people ends with interrupts.
    ///
    /// # Errors
    /// `not_found` when the workspace has no such run.
    pub async fn ag_ui(&self, id: &RunId, after: u64) -> Result<Vec<AgUiEvent>> {
        let run = self.run(id).await?;
        let (mut map, last) = self.mapped(id, after).await?;
        let (mut told, mut after) = (Vec::new(), last);
        loop {
            let page = self.entries(id, after, PAGE).await?;
            let Some(end) = page.last().map(|entry| entry.sequence) else { break };
            after = end;
            for entry in page {
                told.extend(map.take(&RunNews::Event { entry: Box::new(self.whole(entry).await?) }));
            }
        }
        if run.status == RunStatus::Waiting {
            told.extend(map.pause());
        }
        Ok(told)
    }

    /// The mapping as it stands after a sequence, and that sequence, or the last one that there is.
    async fn mapped(&self, id: &RunId, after: u64) -> Result<(AgUiMap, u64)> {
        let (mut map, mut last) = (AgUiMap::new(id.clone()), 0);
        while last < after {
            let page = self.entries(id, last, PAGE).await?;
            let Some(end) = page.last().map(|entry| entry.sequence) else { break };
            for entry in page.into_iter().filter(|entry| entry.sequence <= after) {
                map.take(&RunNews::Event { entry: Box::new(entry) });
            }
            last = end.min(after);
        }
        // Who heard that people are asked has heard the interrupts that end that run of the thread.
        if last > 0 {
            map.pause();
        }
        Ok((map, last))
    }

    /// Puts values that lie in blobs back into an event.
    async fn whole(&self, mut entry: RunEntry) -> Result<RunEntry> {
        for stowed in shown(&mut entry.event) {
            if stowed.blob.is_some() {
                *stowed = Stowed::of(self.value(stowed).await?);
            }
        }
        Ok(entry)
    }
}

impl AgUiWatch {
    /// Returns what comes next, when it is there; nothing after the end of the run.
    ///
    /// # Errors
    /// Storage errors; it may be asked again.
    pub async fn next(&mut self) -> Result<Option<AgUiEvent>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Ok(Some(event));
            }
            let waits = std::time::Duration::from_millis(250);
            let news = match tokio::time::timeout(waits, self.watch.next()).await {
                Ok(news) => news?,
                // Nothing comes: perhaps because people are asked.
                Err(_) => {
                    if !self.is_paused && self.agents.run(&self.id).await?.status == RunStatus::Waiting {
                        self.ready.extend(self.map.pause());
                        self.is_paused = true;
                    }
                    continue;
                }
            };
            let news = match news {
                None => return Ok(None),
                Some(RunNews::Event { entry }) => {
                    RunNews::Event { entry: Box::new(self.agents.whole(*entry).await?) }
                }
                Some(piece) => piece,
            };
            self.is_paused = false;
            self.ready.extend(self.map.take(&news));
        }
    }
}

/// The values of an event that AG-UI shows.
fn shown(event: &mut RunEvent) -> Vec<&mut Stowed> {
    use RunEvent as E;
    match event {
        E::InputAdded { text, .. } => vec![text],
        E::ModelCompleted { text, calls, .. } => {
            std::iter::once(text).chain(calls.iter_mut().map(|call| &mut call.arguments)).collect()
        }
        E::ToolPlanned { arguments: Some(arguments), .. } => vec![arguments],
        E::ToolCompleted { content, .. } => vec![content],
        E::RunFinished { output } => vec![output],
        E::ChildFinished { ending, .. } => match ending.as_mut() {
            crate::agents::event::RunEnding::Finished { output } => vec![output],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

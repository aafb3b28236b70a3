//! Agents: runs that survive crashes, wait for people, stay inside budgets and never repeat a side effect.
//!
//! A [`Tool`] does one thing and says what kind of effect it has. Who decides which tools are called is a model, in
//! the run of an [`Agent`], or a [`Playbook`], whose steps are code.
//!
//! A run is the fold of its events; snapshots of it are a cache. A pure function says what can be done next; the driver
//! does it and appends what comes of it: the answer of a model and the plan of its calls in one commit before any call
//! begins, each outcome when it is there. [`Agents`] is the handle.

mod ag_ui;
mod agent;
mod asking;
mod budget;
mod calling;
mod closing;
mod drive;
mod encoding;
mod engine;
mod event;
mod follower;
mod handle;
mod handler;
mod hub;
mod judge;
mod kit;
mod play;
mod playbook;
mod playing;
mod questions;
mod record;
mod replay;
mod shelf;
mod snapshot;
mod spec;
mod starting;
mod state;
mod step;
mod stowed;
mod taint;
mod team;
mod teamwork;
mod telemetry;
mod tool;
mod turn;
mod watch;
mod writing;

pub use ag_ui::{AgUiEvent, AgUiMap, AgUiWatch};
pub use agent::{Agent, GuardedText, Guardrail};
pub use budget::{Budget, BudgetItem, Spent, TokenPrice};
pub(crate) use engine::{Engine, SpecShelf};
pub use event::{AskReason, CallAnswer, ParentCall, RunEnding, RunEntry, RunEvent, WantedCall};
pub(crate) use follower::RunFollower;
pub use handle::{Agents, RunOutcome};
pub(crate) use handler::RunHandler;
pub(crate) use hub::RunHub;
pub(crate) use kit::{Kit, Named};
pub use playbook::{Playbook, PlaybookSpec, StepCalls, Steps};
pub use questions::{QuestionKind, RunQuestion};
pub use record::{RUN_SPECS, RUNS, Run, RunKind, RunStatus};
pub use replay::{ReplayDivergence, ReplayReport};
pub use snapshot::RUN_SNAPSHOTS;
pub(crate) use starting::{Prepared, Start};
pub use stowed::{Stowed, StowedBlob};
pub use tool::{ApprovalPolicy, Effect, Reconciled, Tool, ToolContext, ToolOutput, ToolSpec};
pub use watch::{RunNews, RunWatch};

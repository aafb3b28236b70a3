//! Agents: runs that survive crashes, wait for people, stay inside budgets and never repeat a side effect.
//!
//! A [`Tool`] does one thing and says what kind of effect it has. Who decides which tools are called is a model, or
//! a [`Playbook`], whose steps are code.

mod playbook;
mod tool;

pub use playbook::{Playbook, PlaybookSpec, StepCalls, Steps};
pub use tool::{ApprovalPolicy, Effect, Reconciled, Tool, ToolContext, ToolOutput, ToolSpec};

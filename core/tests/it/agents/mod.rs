//! Agents, playbooks and their engine.

mod approving;
mod bounds;
mod calls;
pub(crate) mod playing;
mod replays;
mod tainted;
mod teams;
pub(crate) mod world;

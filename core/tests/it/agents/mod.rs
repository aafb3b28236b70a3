//! Agents, playbooks and their engine.

mod approving;
mod bounds;
mod calls;
mod crashes;
pub(crate) mod playing;
mod process;
mod replays;
mod tainted;
mod teams;
pub(crate) mod world;

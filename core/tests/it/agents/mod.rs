//! Agents, playbooks and their engine.

mod approving;
mod bounds;
mod calls;
mod crashes;
#[cfg(all(feature = "models", feature = "postgres"))]
mod killed;
pub(crate) mod playing;
pub(crate) mod process;
mod replays;
mod snapshots;
#[cfg(all(feature = "models", feature = "postgres"))]
mod stub;
mod tainted;
mod teams;
pub(crate) mod world;

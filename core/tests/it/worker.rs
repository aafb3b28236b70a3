//! The durable worker: what it promises on any storage, tested on the example backend with a clock that jumps.

mod behaviour;
pub(crate) mod bench;
mod faults;
mod fleet;
mod sharing;
mod simulation;

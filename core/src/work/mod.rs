//! Durable work, used by every pillar: now the relay that carries wake-ups from commits to workers.

mod relay;

pub use relay::Relay;

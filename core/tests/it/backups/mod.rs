//! Backups: what is in them, where they are restored, and what is found when they are not whole.

mod databases;
mod golden;
mod kills;
#[cfg(target_os = "linux")]
mod memory;
mod restoring;
#[cfg(feature = "encryption")]
mod rotation;
mod verifying;
mod world;
mod writers;

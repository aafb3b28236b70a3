//! What people may ask of an office about their data.

mod archive;
mod canary;
mod crash;
mod keeping;
mod permission;
mod signing_in;
pub(crate) mod world;

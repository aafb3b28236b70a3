//! What every language must do alike, replayed through the bridge.

mod base64;
mod conformance;
mod coverage;
mod generate;
mod vector;

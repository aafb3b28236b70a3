//! Parsing in a helper program, limited by the operating system: a file that breaks a parser breaks that
//! program and nothing else.
//!
//! [`ParserProgram`] is the caller's side, [`serve`] the whole of the helper (`secretariat-parser` is a
//! `main` around it). They talk over standard input and output in `frames`. The host program is never
//! run again as its own helper. OCR and everything that calls back happens in the host.

mod frames;
mod program;
mod sandbox;
mod serve;

pub use program::ParserProgram;
pub use serve::serve;

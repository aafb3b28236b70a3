//! Sending: from the proposal of a draft to what the recipient's server says, against a scripted SMTP server.

mod bad_server;
mod deciding;
mod dkim;
mod each;
mod follow_up;
mod international;
mod kill;
mod office;
mod outside;
mod proposing;
mod server;

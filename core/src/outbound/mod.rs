//! The way to an address that a user gave: to the public internet, and into the own network only where the operator
//! says so.
//!
//! What is reached is decided here and not by a proxy or a name server: a name is resolved once, every address is
//! looked at, and the connection goes to these very addresses, so that a second answer of a name server reaches
//! nothing. Redirects are never followed by the client; who follows one asks again here.
//! `core/tests/data/inside_addresses.json` lists what must not be reached.

mod address;
mod client;

pub(crate) use client::{SystemResolver, client, client_with, is_inside, is_named, parse};

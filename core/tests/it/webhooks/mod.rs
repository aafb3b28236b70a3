//! Webhooks: what is told, by whom it is verified, what is tried again, and what must never be reached.

mod inside;
mod judge;
mod receiver;
mod telling;
mod trying;

//! One file per command.

pub(crate) mod add;
pub(crate) mod ask;
pub(crate) mod brief;
pub(crate) mod check;
pub(crate) mod copies;
pub(crate) mod day;
pub(crate) mod doctor;
pub(crate) mod draft;
pub(crate) mod extract;
pub(crate) mod fetch;
pub(crate) mod list;
pub(crate) mod mcp;
pub(crate) mod outbox;
pub(crate) mod parse;
mod played;
pub(crate) mod privacy;
pub(crate) mod runs;
pub(crate) mod schedules;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod templates;
pub(crate) mod values;
pub(crate) mod work;

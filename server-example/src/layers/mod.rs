//! What stands around every handler.

pub(crate) mod body;
pub(crate) mod frame;
pub(crate) mod headers;
pub(crate) mod peer;
pub(crate) mod rate;

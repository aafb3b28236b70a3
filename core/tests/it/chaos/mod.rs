//! What breaks parts on purpose.

pub(crate) mod proxy;
pub(crate) mod server;
pub(crate) mod storage;

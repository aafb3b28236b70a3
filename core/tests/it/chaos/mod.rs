//! What breaks parts on purpose.

pub(crate) mod proxy;

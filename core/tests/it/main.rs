//! The integration tests of the core: one binary, one module per topic.

mod isolation;
mod parsing;

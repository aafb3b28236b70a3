//! One binary of integration tests: a module per topic.

mod search;

//! Behaviour tests of the core, in one binary.

mod architecture;

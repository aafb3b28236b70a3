//! The integration tests of the command line and its parser helper.

mod isolation;

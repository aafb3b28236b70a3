//! Behaviour tests of the command and its parser helper, in one binary.

mod commands;
mod day;
mod isolation;
mod kills;
mod run;

//! Behaviour tests of the command, in one binary.

mod commands;
mod day;
mod kills;
mod run;

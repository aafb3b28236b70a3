//! Drafts of every kind in every form: the same facts everywhere, judged by readers other than their writers.

mod calendar;
mod facts;
mod forms;
mod fuzz;
mod paper;
mod samples;

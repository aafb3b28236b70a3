//! Playbooks over planted inboxes: what they find, that it stands where they say, and that they repeat themselves.

mod chasing;
mod contracts;
mod hostile;
mod meeting;
mod minutes;
mod repeating;
mod report;
mod triage;
mod trial;
mod world;

//! Drafts as an office makes them: every kind, from a request and documents to text, mail and calendar.

mod conversation;
mod folder;
#[cfg(all(feature = "docx", feature = "pdf"))]
mod forms;
mod hostile;
mod kinds;
mod meetings;
mod office;
mod own_templates;
mod speed;
mod transcripts;
mod versions;

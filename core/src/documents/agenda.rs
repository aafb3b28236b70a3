//! stub
use super::{
    Document,
    facts::{Brief, Finding},
    model::Metadata,
};
use crate::{Evidence, id::DocumentId, settings::Owner};
/// s
#[derive(Debug, Clone)]
pub struct AgendaInput {
    pub document: DocumentId,
    pub name: String,
    pub metadata: Metadata,
    pub brief: Brief,
    pub parent: Option<DocumentId>,
}
/// s
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub enum AgendaKind {
    Deadline,
    Task,
    Question,
}
impl AgendaKind {
    pub fn name(self) -> &'static str {
        "x"
    }
}
/// s
#[derive(Debug, Clone)]
pub struct AgendaItem {
    pub kind: AgendaKind,
    pub title: String,
    pub due: Option<jiff::civil::Date>,
    pub overdue: bool,
    pub assignee: Option<String>,
    pub document: DocumentId,
    pub name: String,
    pub evidence: Evidence,
    pub note: Option<String>,
}
/// s
#[derive(Debug, Clone)]
pub struct AgendaFinding {
    pub document: DocumentId,
    pub name: String,
    pub finding: Finding,
}
/// s
#[derive(Debug, Clone, Default)]
pub struct Agenda {
    pub items: Vec<AgendaItem>,
    pub findings: Vec<AgendaFinding>,
    pub waiting: Vec<DocumentId>,
}
pub fn owner(_: &[AgendaInput]) -> Owner {
    Owner::default()
}
pub fn agenda(_: &[AgendaInput], _: &Owner, _: jiff::civil::DateTime) -> Agenda {
    Agenda::default()
}

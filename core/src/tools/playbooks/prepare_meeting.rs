//! The playbook `prepare_meeting`: papers, open points, and an agenda.

use std::collections::BTreeSet;

use async_trait::async_trait;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::drafting::{ProposedDraft, draft};
use super::inbox::{agenda, call, documents};
use super::phrases::Tongue;
use crate::agents::{Playbook, PlaybookSpec, Steps};
use crate::communications::draft::DraftKind;
use crate::communications::{DraftRequest, MeetingRequest};
use crate::documents::agenda::AgendaItem;
use crate::documents::facts::DocumentKind;
use crate::documents::model::Mailbox;
use crate::error::{Error, Result};
use crate::evidence::Evidence;
use crate::id::DocumentId;
use crate::tools::arguments::{read, schema, written};
use crate::tools::document_line::DocumentLine;
use crate::tools::free_busy::{BusyTime, FreeBusy, FreeBusyTimes};
use crate::tools::list_documents::ListDocuments;
use crate::tools::search_documents::{FoundPassages, SearchDocuments};

const NAME: &str = "prepare_meeting";
/// The most papers.
const PAPERS: usize = 12;
/// The most papers that the draft is made from.
const SOURCES: usize = 6;
/// The most open points.
const POINTS: usize = 40;
/// What a passage has to have of the topic's words to be a paper.
const COVERAGE: f32 = 0.5;
/// The same, where the title of the document has one of them.
const COVERAGE_BELOW_TITLE: f32 = 0.2;
/// The shortest word that tells what a meeting is about, in letters.
const WORD: usize = 4;

/// The input of `prepare_meeting`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrepareMeetingInput {
    /// What it is about, such as a project, a customer or a matter.
    pub topic: String,
    /// The day of the run; it is told what is overdue by then.
    #[serde(default)]
    pub today: Option<Date>,
    /// When it takes place; with `with` an invitation is drafted too.
    #[serde(default)]
    pub start: Option<DateTime>,
    /// How long it lasts, in minutes; 60 without it.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// Where it takes place.
    #[serde(default)]
    pub place: Option<String>,
    /// The time zone of `start` by its IANA name; UTC without it.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// Who takes part.
    #[serde(default)]
    pub with: Vec<Mailbox>,
    /// Documents that are papers of it anyway.
    #[serde(default)]
    pub documents: Vec<DocumentId>,
    /// The language of the agenda as a BCP 47 tag; that of its papers without it.
    #[serde(default)]
    pub language: Option<String>,
}

/// What is there for a meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MeetingPreparation {
    /// What it is about.
    pub topic: String,
    /// The papers, best first.
    pub papers: Vec<MeetingPaper>,
    /// Deadlines, tasks and questions on the topic, by day.
    pub open_points: Vec<AgendaItem>,
    /// What is in the calendars at that time.
    pub conflicts: Vec<BusyTime>,
    /// A draft of the agenda.
    pub agenda: ProposedDraft,
    /// The text of the agenda.
    pub agenda_text: String,
    /// A draft of the invitation, where time and people are known.
    pub invitation: Option<ProposedDraft>,
}

/// A paper of a meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MeetingPaper {
    /// The document.
    pub document: DocumentId,
    /// Its file name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: DocumentKind,
    /// Its date.
    pub date: Option<Date>,
    /// What it says on the topic.
    pub evidence: Evidence,
}

/// Prepares a meeting: papers and open points on a topic, who is busy, an agenda and an invitation.
#[derive(Debug, Clone, Copy, Default)]
pub struct PrepareMeeting;

#[async_trait]
impl Playbook for PrepareMeeting {
    fn spec(&self) -> PlaybookSpec {
        PlaybookSpec {
            name: NAME.to_owned(),
            version: 1,
            description:
                "Gathers papers and open points on a topic, looks into the calendars, and drafts agenda and \
                invitation."
                    .to_owned(),
            input: schema::<PrepareMeetingInput>(),
        }
    }

    async fn play(&self, steps: &Steps, input: Value) -> Result<Value> {
        let input: PrepareMeetingInput = read(NAME, input)?;
        let topic = input.topic.trim().to_owned();
        if topic.is_empty() || topic.chars().count() > 200 {
            return Err(Error::invalid_input(format!("{NAME}: `topic` has 1 to 200 characters")));
        }
        let listed = documents(steps, input.today, &ListDocuments::default()).await?;
        let papers = papers(steps, &input, &topic, &listed.lines).await?;
        let agenda = agenda(steps, listed.today).await?;
        let words = words(&topic);
        let about = |item: &AgendaItem| {
            let paper = papers.iter().find(|paper| paper.document == item.document);
            let said = format!("{} {}", item.title, item.evidence.quote);
            let title = paper.map(|paper| format!("{} {}", paper.title, paper.name)).unwrap_or_default();
            shares(&words, &said) || (paper.is_some() && shares(&words, &title))
        };
        let open_points: Vec<AgendaItem> = agenda.items.into_iter().filter(about).take(POINTS).collect();
        let conflicts = conflicts(steps, &input).await?;
        let meeting = meeting(&input);
        let sources = sources(&papers, &open_points, &words);
        let first =
            papers.first().and_then(|paper| listed.lines.iter().find(|line| line.document == paper.document));
        let language = input.language.clone().or_else(|| first.and_then(|line| line.language.clone()));
        let tongue = Tongue::of(language.as_deref());
        let request = DraftRequest {
            about: sources,
            to: input.with.clone(),
            language: Some(tongue.pick("en", "de").to_owned())
                .filter(|_| input.language.is_none())
                .or(input.language.clone()),
            subject: Some(format!("{}: {topic}", tongue.pick("Agenda", "Tagesordnung"))),
            meeting: meeting.clone(),
            ..DraftRequest::new(DraftKind::Agenda)
        };
        let (proposed, drafted) = draft(steps, &request, &input.with).await?;
        let invitation = match meeting {
            Some(meeting) if !input.with.is_empty() => {
                let request = DraftRequest {
                    to: input.with.clone(),
                    language: request.language.clone(),
                    subject: Some(topic.clone()),
                    meeting: Some(meeting),
                    ..DraftRequest::new(DraftKind::Invitation)
                };
                Some(draft(steps, &request, &input.with).await?.0)
            }
            _ => None,
        };
        written(&MeetingPreparation {
            topic,
            papers,
            open_points,
            conflicts,
            agenda: proposed,
            agenda_text: drafted.map(|drafted| drafted.text).unwrap_or_default(),
            invitation,
        })
    }
}

/// What the agenda is made from. Papers on other matters too, such as the minutes of all that an office does, would
/// bring those along; and what a message asked is open only while it is on the agenda.
fn sources(papers: &[MeetingPaper], points: &[AgendaItem], words: &BTreeSet<String>) -> Vec<DocumentId> {
    let open = |paper: &&MeetingPaper| {
        paper.kind != DocumentKind::Mail || points.iter().any(|item| item.document == paper.document)
    };
    let own = |paper: &&MeetingPaper| shares(words, &format!("{} {}", paper.title, paper.name));
    let id = |paper: &MeetingPaper| paper.document.clone();
    let on_topic: Vec<DocumentId> = papers.iter().filter(open).filter(own).map(id).take(SOURCES).collect();
    match on_topic.is_empty() {
        true => papers.iter().filter(open).map(id).take(SOURCES).collect(),
        false => on_topic,
    }
}

/// The papers on a topic: those that were named, then what a search finds.
async fn papers(
    steps: &Steps,
    input: &PrepareMeetingInput,
    topic: &str,
    lines: &[DocumentLine],
) -> Result<Vec<MeetingPaper>> {
    let wanted = SearchDocuments {
        query: topic.to_owned(),
        limit: Some(20),
        best_of_document: true,
        ..SearchDocuments::default()
    };
    let found: FoundPassages = call(steps, "search_documents", &wanted).await?;
    let line = |id: &DocumentId| lines.iter().find(|line| line.document == *id);
    let paper = |line: &DocumentLine, evidence: &Evidence| MeetingPaper {
        document: line.document.clone(),
        name: line.name.clone(),
        title: line.title.clone(),
        kind: line.kind,
        date: line.date,
        evidence: evidence.clone(),
    };
    let named = input.documents.iter().filter_map(|id| line(id).map(|line| paper(line, &line.evidence)));
    let mut papers: Vec<MeetingPaper> = named.take(PAPERS).collect();
    let words = words(topic);
    let telling = found.passages.iter().filter(|passage| {
        let least = if shares(&words, &passage.title) { COVERAGE_BELOW_TITLE } else { COVERAGE };
        passage.coverage >= least
    });
    for passage in telling {
        let known = papers.iter().any(|paper| paper.document == passage.document);
        let Some(line) = line(&passage.document) else { continue };
        if !known && papers.len() < PAPERS && line.kind != DocumentKind::Newsletter {
            papers.push(paper(line, &passage.evidence));
        }
    }
    Ok(papers)
}

fn meeting(input: &PrepareMeetingInput) -> Option<MeetingRequest> {
    let mut meeting = MeetingRequest::new(input.start?, input.minutes.unwrap_or(60));
    meeting.place.clone_from(&input.place);
    meeting.time_zone.clone_from(&input.time_zone);
    Some(meeting)
}

/// What the calendars of the office hold at the time of the meeting.
async fn conflicts(steps: &Steps, input: &PrepareMeetingInput) -> Result<Vec<BusyTime>> {
    let Some(start) = input.start else { return Ok(Vec::new()) };
    let lasts = i64::from(input.minutes.unwrap_or(60).clamp(1, 86_400));
    let end = start.checked_add(lasts.minutes()).map_err(|error| {
        Error::invalid_input(format!("{NAME}: `start` is beyond all calendars")).with_source(error)
    })?;
    let wanted = FreeBusy {
        from: start,
        to: end,
        time_zone: Some(input.time_zone.clone().unwrap_or_else(|| "UTC".to_owned())),
        calendars: Vec::new(),
        calendar: None,
        minutes: None,
        day_starts: None,
        day_ends: None,
    };
    let times: FreeBusyTimes = call(steps, "free_busy", &wanted).await?;
    Ok(times.busy)
}

/// The words that tell what a topic is.
fn words(topic: &str) -> BTreeSet<String> {
    const COMMON: [&str; 14] = [
        "meeting",
        "with",
        "about",
        "from",
        "this",
        "that",
        "besprechung",
        "treffen",
        "sitzung",
        "über",
        "eine",
        "einen",
        "project",
        "projekt",
    ];
    let words = topic.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| word.chars().count() >= WORD && !COMMON.contains(&word.as_str())).collect()
}

/// Says whether a text has a word of the topic, also inside a longer one: German puts words together.
fn shares(words: &BTreeSet<String>, text: &str) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word.as_str()))
}

//! The playbook `write_minutes`: from a transcript or notes to minutes.

use async_trait::async_trait;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::drafting::{ProposedDraft, draft};
use super::inbox::brief;
use crate::agents::{Playbook, PlaybookSpec, Steps};
use crate::communications::DraftRequest;
use crate::communications::draft::DraftKind;
use crate::documents::facts::Task;
use crate::documents::model::Mailbox;
use crate::error::{Error, Result};
use crate::evidence::Evidence;
use crate::id::DocumentId;
use crate::tools::arguments::{read, schema, written};
use crate::tools::drafted::{DraftedAction, DraftedFact};

const NAME: &str = "write_minutes";

/// The input of `write_minutes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteMinutesInput {
    /// The transcript or the notes.
    pub transcript: DocumentId,
    /// The day of the run; minutes do not look at it.
    #[serde(default)]
    pub today: Option<Date>,
    /// Who gets the minutes.
    #[serde(default)]
    pub to: Vec<Mailbox>,
    /// Their language as a BCP 47 tag; that of the transcript without it.
    #[serde(default)]
    pub language: Option<String>,
}

/// Minutes, and what they state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WrittenMinutes {
    /// The transcript.
    pub transcript: DocumentId,
    /// The minutes.
    pub draft: ProposedDraft,
    /// Their text.
    pub text: String,
    /// What was decided.
    pub decisions: Vec<DraftedFact>,
    /// What is to be done, by whom, until when.
    pub tasks: Vec<MinutedTask>,
}

/// Something to do after a meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MinutedTask {
    /// What is to be done.
    pub task: String,
    /// Who does it, if the transcript says so.
    pub owner: Option<String>,
    /// Until when, if the transcript says so.
    pub due: Option<Date>,
    /// Until when, in the words of the minutes.
    pub due_words: Option<String>,
    /// Where it says so.
    pub evidence: Vec<Evidence>,
}

/// Makes minutes of a transcript: decisions, tasks, owners and days, each bound to the words that say so.
#[derive(Debug, Clone, Copy, Default)]
pub struct WriteMinutes;

#[async_trait]
impl Playbook for WriteMinutes {
    fn spec(&self) -> PlaybookSpec {
        PlaybookSpec {
            name: NAME.to_owned(),
            version: 1,
            description: "Makes minutes of a transcript or notes: what was decided, what is to be done, by whom, until when."
                .to_owned(),
            input: schema::<WriteMinutesInput>(),
        }
    }

    async fn play(&self, steps: &Steps, input: Value) -> Result<Value> {
        let input: WriteMinutesInput = read(NAME, input)?;
        let told = brief(steps, &input.transcript).await?;
        let request = DraftRequest {
            to: input.to.clone(),
            language: input.language.clone(),
            ..DraftRequest::new(DraftKind::Minutes).about(input.transcript.clone())
        };
        let (proposed, drafted) = draft(steps, &request, &input.to).await?;
        let Some(drafted) = drafted else {
            let problem = proposed.problem.unwrap_or_default();
            return Err(Error::invalid_input(format!("{NAME}: no minutes could be made: {problem}")));
        };
        let tasks = drafted.actions.into_iter().map(|action| minuted(action, &told.brief.tasks)).collect();
        written(&WrittenMinutes {
            transcript: input.transcript,
            draft: proposed,
            text: drafted.text,
            decisions: drafted.decisions,
            tasks,
        })
    }
}

/// A task of the minutes, with the day that the transcript means.
fn minuted(action: DraftedAction, known: &[Task]) -> MinutedTask {
    let same = known.iter().find(|task| {
        action
            .evidence
            .iter()
            .any(|place| place.document == task.evidence.document && place.span.overlaps(task.evidence.span))
    });
    MinutedTask {
        task: action.task,
        owner: action.owner.or_else(|| same.and_then(|task| task.assignee.clone())),
        due: same.and_then(|task| task.due),
        due_words: action.due,
        evidence: action.evidence,
    }
}

//! What playbooks draft, and what a person has to know of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::inbox::call;
use crate::agents::Steps;
use crate::communications::DraftRequest;
use crate::documents::facts::{Finding, Severity};
use crate::documents::model::Mailbox;
use crate::error::{ErrorKind, Result};
use crate::evidence::Provenance;
use crate::id::DraftId;
use crate::tools::drafted::Drafted;

/// The code of a recipient who is not who wrote.
const ELSEWHERE: &str = "recipient_elsewhere";

/// A draft for a person to look at. Nothing is sent by a playbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ProposedDraft {
    /// The draft; absent when none could be made.
    pub draft: Option<DraftId>,
    /// Its version.
    pub version: u64,
    /// Whom it goes to.
    pub recipients: Vec<Mailbox>,
    /// Its subject.
    pub subject: String,
    /// Whether it is addressed, and nothing forbids sending it.
    pub sendable: bool,
    /// What a person has to fill in.
    pub gaps: Vec<String>,
    /// What a person should look at first.
    pub findings: Vec<Finding>,
    /// Why there is no draft.
    pub problem: Option<String>,
}

/// Drafts, and tells what became of it. That this cannot be drafted, or not by this actor, does not end a playbook.
///
/// # Errors
/// What may succeed later, and what is broken.
pub(super) async fn draft(
    steps: &Steps,
    request: &DraftRequest,
    expected: &[Mailbox],
) -> Result<(ProposedDraft, Option<Drafted>)> {
    use ErrorKind as K;
    match call::<_, Drafted>(steps, "draft", request).await {
        Ok(drafted) => Ok((proposed(&drafted, expected), Some(drafted))),
        Err(error)
            if matches!(
                error.kind(),
                K::InvalidInput | K::NotFound | K::Unsupported | K::Denied | K::Conflict | K::LimitExceeded
            ) =>
        {
            Ok((missing(error.message()), None))
        }
        Err(error) => Err(error),
    }
}

fn missing(problem: &str) -> ProposedDraft {
    ProposedDraft {
        draft: None,
        version: 0,
        recipients: Vec::new(),
        subject: String::new(),
        sendable: false,
        gaps: Vec::new(),
        findings: Vec::new(),
        problem: Some(problem.to_owned()),
    }
}

fn proposed(drafted: &Drafted, expected: &[Mailbox]) -> ProposedDraft {
    let mut findings = drafted.findings.clone();
    findings.extend(drafted.recipients.iter().filter_map(|recipient| {
        let read = recipient.provenance == Provenance::Document;
        elsewhere(&recipient.mailbox, expected).filter(|_| read)
    }));
    let addressed = drafted.recipients.iter().any(|recipient| !recipient.mailbox.address.is_empty());
    let blocked = findings.iter().any(|finding| finding.code == ELSEWHERE);
    ProposedDraft {
        draft: Some(drafted.draft.clone()),
        version: drafted.version,
        recipients: drafted.recipients.iter().map(|recipient| recipient.mailbox.clone()).collect(),
        subject: drafted.subject.clone(),
        sendable: drafted.sendable && !blocked && addressed,
        gaps: drafted.gaps.clone(),
        findings,
        problem: None,
    }
}

/// An address that a document gave, of another house than who wrote: an answer that is led away.
fn elsewhere(recipient: &Mailbox, expected: &[Mailbox]) -> Option<Finding> {
    let house =
        |mailbox: &Mailbox| mailbox.address.rsplit_once('@').map(|(_, domain)| domain.trim().to_lowercase());
    let own = house(recipient)?;
    if expected.iter().any(|known| house(known).as_ref() == Some(&own)) {
        return None;
    }
    let message = match expected.first() {
        Some(known) => {
            format!("this goes to {}, but {} wrote: make sure who asks for it", own, known.address)
        }
        None => format!("this goes to {own}, which a document named: make sure who that is"),
    };
    Some(Finding {
        code: ELSEWHERE.to_owned(),
        severity: Severity::Block,
        message,
        evidence: None,
        span: None,
    })
}

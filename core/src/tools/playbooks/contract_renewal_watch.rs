//! The playbook `contract_renewal_watch`: which contracts end or go on, and until when one can say so.

use async_trait::async_trait;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::drafting::{ProposedDraft, draft};
use super::inbox::{brief, documents};
use super::phrases::Tongue;
use crate::agents::{Playbook, PlaybookSpec, Steps};
use crate::communications::DraftRequest;
use crate::communications::draft::DraftKind;
use crate::documents::facts::{Deadline, DeadlineKind, DocumentKind};
use crate::error::Result;
use crate::evidence::Evidence;
use crate::id::DocumentId;
use crate::tools::arguments::{read, schema, written};
use crate::tools::document_brief::BriefedDocument;
use crate::tools::list_documents::ListDocuments;

const NAME: &str = "contract_renewal_watch";
/// How many days before its last day a contract is urgent.
const URGENT: i32 = 14;
/// The most contracts that are drafted for.
const DRAFTS: usize = 20;

/// The input of `contract_renewal_watch`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ContractRenewalWatchInput {
    /// The day that is counted from; the day of the run without it.
    pub today: Option<Date>,
    /// How many days ahead a last day is worth a draft; 90 without it.
    pub days: Option<u32>,
    /// What is drafted for contracts whose last day is that near.
    pub draft: RenewalDraft,
}

/// What is drafted for a contract whose last day is near.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RenewalDraft {
    /// A note to the own house that somebody has to decide.
    #[default]
    Reminder,
    /// A letter to the other side that gives notice.
    Notice,
    /// Nothing.
    Nothing,
}

/// The contracts that end or go on by themselves, the nearest last day first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WatchedContracts {
    /// The day that was counted from.
    pub today: Date,
    /// The contracts with a last day.
    pub contracts: Vec<WatchedContract>,
    /// Contracts in which no last day was found: somebody should read them once.
    pub without_day: Vec<DocumentId>,
    /// Whether there is more than was looked at.
    pub more: bool,
}

/// A contract with a day on which it ends, or by which one has to say that it shall.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WatchedContract {
    /// The contract.
    pub document: DocumentId,
    /// Its file name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The other side.
    pub partner: Option<String>,
    /// How near the last day is.
    pub state: RenewalState,
    /// The last day on which notice can be given; absent where only its end was found.
    pub notice_by: Option<Date>,
    /// The day on which it ends, or goes on, where it was found.
    pub ends: Option<Date>,
    /// How many days are left until the last day; negative when it has passed.
    pub days_left: i32,
    /// What to do, in a sentence.
    pub task: String,
    /// How the day was found when it is not written as such, such as `3 months before 2027-03-31`.
    pub rule: Option<String>,
    /// Where it says so: the term of notice, and what it counts from.
    pub evidence: Vec<Evidence>,
    /// A note or notice, where the day is near.
    pub draft: Option<ProposedDraft>,
}

/// How near the last day of a contract is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RenewalState {
    /// Within two weeks.
    Now,
    /// Within the days that were asked for.
    Soon,
    /// Later.
    Later,
    /// It has passed.
    Passed,
}

/// Watches contracts: the last day to give notice or to decide, computed from the clauses, with what they say.
#[derive(Debug, Clone, Copy, Default)]
pub struct ContractRenewalWatch;

#[async_trait]
impl Playbook for ContractRenewalWatch {
    fn spec(&self) -> PlaybookSpec {
        PlaybookSpec {
            name: NAME.to_owned(),
            version: 1,
            description: "Finds the last day to give notice of each contract, with the clauses it follows from, and drafts a \
                note or a notice for those that are near."
                .to_owned(),
            input: schema::<ContractRenewalWatchInput>(),
        }
    }

    async fn play(&self, steps: &Steps, input: Value) -> Result<Value> {
        let input: ContractRenewalWatchInput = read(NAME, input)?;
        let wanted = ListDocuments { kinds: vec![DocumentKind::Contract], ..ListDocuments::default() };
        let listed = documents(steps, input.today, &wanted).await?;
        let horizon = i32::try_from(input.days.unwrap_or(90)).unwrap_or(i32::MAX);
        let (mut contracts, mut without_day) = (Vec::new(), Vec::new());
        for line in &listed.lines {
            let told = brief(steps, &line.document).await?;
            match watched(&told, listed.today, horizon) {
                Some(contract) => contracts.push((told.document.language.clone(), contract)),
                None => without_day.push(line.document.clone()),
            }
        }
        contracts.sort_by_key(|(_, one)| (one.state == RenewalState::Passed, one.notice_by.or(one.ends)));
        let near = contracts.iter_mut().filter(|(_, one)| {
            matches!(one.state, RenewalState::Now | RenewalState::Soon) && one.notice_by.is_some()
        });
        for (language, contract) in near.take(DRAFTS) {
            if let Some(request) = request(contract, Tongue::of(language.as_deref()), input.draft) {
                contract.draft = Some(draft(steps, &request, &[]).await?.0);
            }
        }
        written(&WatchedContracts {
            today: listed.today,
            contracts: contracts.into_iter().map(|(_, contract)| contract).collect(),
            without_day,
            more: listed.more,
        })
    }
}

fn watched(told: &BriefedDocument, today: Date, horizon: i32) -> Option<WatchedContract> {
    let deadlines = || told.brief.deadlines.iter();
    // What binds only the other side is theirs to watch.
    let ours = |one: &&Deadline| {
        one.obliged.as_ref().is_none_or(|name| {
            told.our_names.is_empty() || told.our_names.iter().any(|own| name.contains(own.as_str()))
        })
    };
    let next = |kind| {
        let of_kind = || deadlines().filter(move |one| one.kind == kind).filter(ours);
        of_kind()
            .filter(|one| one.due >= today)
            .min_by_key(|one| one.due)
            .or_else(|| of_kind().max_by_key(|one| one.due))
    };
    let (notice, end) = (next(DeadlineKind::Notice), next(DeadlineKind::Expiry));
    let first = notice.or(end)?;
    let days_left = (first.due - today).get_days();
    let state = match days_left {
        ..0 => RenewalState::Passed,
        0..=URGENT => RenewalState::Now,
        left if left <= horizon => RenewalState::Soon,
        _ => RenewalState::Later,
    };
    let found = || notice.into_iter().chain(end);
    let mut evidence: Vec<Evidence> = Vec::new();
    for place in found().flat_map(|one| std::iter::once(&one.evidence).chain(&one.basis)) {
        if !evidence.contains(place) {
            evidence.push(place.clone());
        }
    }
    let partners = told.brief.parties.iter().filter(|party| !told.our_names.contains(&party.name));
    let partner = partners.map(|party| party.name.clone()).next();
    let notice_by = notice.map(|one| one.due);
    let ends = end.map(|one| one.due).or_else(|| notice.and_then(counted_from));
    let tongue = Tongue::of(told.document.language.as_deref());
    Some(WatchedContract {
        document: told.document.document.clone(),
        name: told.document.name.clone(),
        title: told.document.title.clone(),
        task: task(tongue, notice_by, ends, state),
        partner,
        state,
        notice_by,
        ends,
        days_left,
        rule: first.rule.clone(),
        evidence,
        draft: None,
    })
}

/// The day that a rule such as `3 months before 2027-03-31` counts from.
fn counted_from(notice: &Deadline) -> Option<Date> {
    notice.rule.as_deref()?.rsplit_once("before ")?.1.split_whitespace().next()?.parse().ok()
}

fn task(tongue: Tongue, notice_by: Option<Date>, ends: Option<Date>, state: RenewalState) -> String {
    let passed = state == RenewalState::Passed;
    match (notice_by, ends) {
        (Some(day), _) if passed => format!(
            "{} {}",
            tongue.pick("The last day to give notice was", "Der letzte Tag für eine Kündigung war der"),
            tongue.day(day)
        ),
        (Some(day), _) => format!(
            "{} {}",
            tongue.pick("Decide whether to give notice, by", "Über die Kündigung entscheiden, bis"),
            tongue.day(day)
        ),
        (None, Some(day)) if passed => {
            format!("{} {}", tongue.pick("The term ended on", "Die Laufzeit endete am"), tongue.day(day))
        }
        (None, Some(day)) => format!(
            "{} {}",
            tongue.pick("See to what follows; the term ends on", "Anschluss klären; die Laufzeit endet am"),
            tongue.day(day)
        ),
        (None, None) => String::new(),
    }
}

/// What is drafted for a contract whose day is near.
fn request(contract: &WatchedContract, tongue: Tongue, wanted: RenewalDraft) -> Option<DraftRequest> {
    let language = Some(tongue.pick("en", "de").to_owned());
    let title = &contract.title;
    match wanted {
        RenewalDraft::Nothing => None,
        RenewalDraft::Reminder => Some(DraftRequest {
            language,
            subject: Some(format!("{}: {title}", tongue.pick("Notice to be decided", "Kündigung zu entscheiden"))),
            say: Some(
                tongue
                    .pick(
                        "Please decide whether this contract is to go on, and have notice given in time if not.",
                        "Bitte entscheiden, ob der Vertrag weiterlaufen soll, und andernfalls rechtzeitig kündigen lassen.",
                    )
                    .to_owned(),
            ),
            ..DraftRequest::new(DraftKind::Memo).about(contract.document.clone())
        }),
        RenewalDraft::Notice => Some(DraftRequest {
            language,
            subject: Some(format!("{}: {title}", tongue.pick("Notice of termination", "Kündigung"))),
            say: Some(
                tongue
                    .pick(
                        "We hereby give notice of termination of this contract, in due time and with effect from the \
                         next possible date.\n\nPlease confirm in writing that you have received this letter, and the \
                         day on which the contract ends.",
                        "Hiermit kündigen wir diesen Vertrag fristgerecht zum nächstmöglichen Zeitpunkt.\n\nBitte \
                         bestätigen Sie uns schriftlich den Eingang dieses Schreibens und den Tag, an dem der Vertrag \
                         endet.",
                    )
                    .to_owned(),
            ),
            ..DraftRequest::new(DraftKind::Letter).answering(contract.document.clone())
        }),
    }
}

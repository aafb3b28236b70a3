//! Goes over recipients before anything leaves: who gets nothing, who is not who it seems, who stands there twice.
//!
//! Each recipient is looked up by its keys, and those that it is like by the register: 10,000 recipients cost a
//! thousand times what ten cost, however many contacts there are.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::address::MailAddress;
use super::handle::{Contacts, RECIPIENTS};
use super::policy::{ContactPolicy, upwards};
use super::repository as store;
use super::suppression::SuppressionReason;
use crate::communications::check::Lookalikes;
use crate::communications::draft::Recipient;
use crate::documents::facts::Severity;
use crate::error::{Error, Result};
use crate::id::ContactId;
use crate::rights::{Permission, Scope};

/// More open recipients than these should not see each other's addresses, unless they belong to one or two houses.
const MANY: usize = 20;
/// From here on it must be put right first.
const FAR_TOO_MANY: usize = 50;

/// What was found out about recipients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Screening {
    /// The recipients, in their order and each once, without those that are no addresses or get nothing; addresses
    /// are in one form.
    pub recipients: Vec<Recipient>,
    /// What must be put right or looked at.
    pub findings: Vec<RecipientFinding>,
}

/// Something about a recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecipientFinding {
    /// What it is.
    pub problem: RecipientProblem,
    /// How grave it is.
    pub severity: Severity,
    /// The address as it was given; `None` where it is about all.
    pub address: Option<String>,
    /// One sentence for people.
    pub message: String,
    /// What the address looks like, or why nothing is sent to it, in one word.
    pub about: Option<String>,
}

/// What may be wrong with a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecipientProblem {
    /// It is no mail address.
    Invalid,
    /// Only servers with SMTPUTF8 take it.
    International,
    /// Nothing is sent there any more.
    Suppressed,
    /// The policy blocks its domain.
    Blocked,
    /// The policy does not name its domain.
    NotAllowed,
    /// It is made to look like a known one, or is a slip of one.
    LooksLike,
    /// It stands there twice.
    Duplicate,
    /// Too many strangers would see each other's addresses.
    TooManyVisible,
}

/// What the workspace knows, prepared for looking recipients up.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) policy: ContactPolicy,
    pub(super) suppressed: HashMap<String, SuppressionReason>,
    /// Addresses of contacts, and whose they are.
    pub(super) contacts: HashMap<String, ContactId>,
    /// The domains of the office.
    pub(super) own: BTreeSet<String>,
}

impl Contacts {
    /// Goes over recipients.
    ///
    /// # Errors
    /// `limit_exceeded` for more than 10,000.
    pub async fn screen(&self, recipients: &[Recipient]) -> Result<Screening> {
        let scope = self.guard.enter(Permission::ContactsRead).await?;
        if recipients.len() > RECIPIENTS {
            return Err(Error::limit_exceeded(format!(
                "{} recipients are too many for one message: at most {RECIPIENTS}",
                recipients.len()
            )));
        }
        let known = self.known_of(&scope, recipients).await?;
        Ok(screen(recipients, &known))
    }

    /// Looks up what the workspace knows of recipients, and of those that they are like.
    async fn known_of(&self, scope: &Scope, recipients: &[Recipient]) -> Result<Known> {
        let (policy, _) = store::policy(scope).await?;
        let own = policy.own_domains.iter().cloned().collect();
        let mut known = Known { own, policy, ..Known::default() };
        let register = self.registers.of(self.documents.repository()).await?;
        let mut looked_up = BTreeSet::new();
        for recipient in recipients {
            let Ok(address) = recipient.mailbox.address.parse::<MailAddress>() else { continue };
            let key = address.key();
            for target in targets(&address) {
                if looked_up.insert(target.clone())
                    && let Some(suppression) = store::suppression(scope, &target).await?
                {
                    known.suppressed.insert(target, suppression.reason);
                }
            }
            if let Some(owner) = store::owner_of(scope, &key).await? {
                known.contacts.insert(key, owner);
                continue;
            }
            for other in register.look(|book| book.contacts_like(&key)) {
                // The register may know somebody a moment longer than the contacts do.
                if !known.contacts.contains_key(&other)
                    && let Some(owner) = store::owner_of(scope, &other).await?
                {
                    known.contacts.insert(other, owner);
                }
            }
        }
        Ok(known)
    }
}

/// What the suppression list may name of an address: itself, its domain and those above.
fn targets(address: &MailAddress) -> impl Iterator<Item = String> {
    let domains: Vec<String> = upwards(address.domain()).map(|domain| format!("@{domain}")).collect();
    std::iter::once(address.key()).chain(domains)
}

/// Goes over recipients: a pure function.
pub(super) fn screen(recipients: &[Recipient], known: &Known) -> Screening {
    let mut screening = Screening { recipients: Vec::new(), findings: Vec::new() };
    let mut seen = BTreeMap::new();
    let likeness = Likeness::new(known);
    for recipient in recipients {
        let given = recipient.mailbox.address.trim();
        let Ok(address) = given.parse::<MailAddress>() else {
            screening.find(
                RecipientProblem::Invalid,
                Severity::Block,
                given,
                "is no mail address".to_owned(),
                None,
            );
            continue;
        };
        if let Some(role) = seen.insert(address.key(), recipient.role.clone()) {
            let message = format!("stands here twice, first in {role}");
            screening.find(RecipientProblem::Duplicate, Severity::Info, given, message, None);
            continue;
        }
        if screening.keeps(&address, given, known, &likeness) {
            let mut kept = recipient.clone();
            kept.mailbox.address = address.to_string();
            screening.recipients.push(kept);
        }
    }
    screening.circle(known);
    screening
}

impl Screening {
    /// Says whether everybody may get it as it is.
    pub fn is_clean(&self) -> bool {
        !self.findings.iter().any(|finding| finding.severity == Severity::Block)
    }

    fn find(
        &mut self,
        problem: RecipientProblem,
        severity: Severity,
        address: &str,
        message: String,
        about: Option<String>,
    ) {
        // What is given may be anything: shown short and without control characters.
        let address: String = address.chars().filter(|c| !c.is_control()).take(254).collect();
        let message = format!("{address} {message}");
        self.findings.push(RecipientFinding { problem, severity, address: Some(address), message, about });
    }

    /// Looks one address up; says whether it stays among the recipients.
    fn keeps(&mut self, address: &MailAddress, given: &str, known: &Known, likeness: &Likeness) -> bool {
        let domain = address.domain();
        if address.is_international() {
            let message = "has other letters than ASCII before the @, which many servers refuse".to_owned();
            self.find(RecipientProblem::International, Severity::Warning, given, message, None);
        }
        let reason = targets(address).find_map(|target| known.suppressed.get(&target).copied());
        if let Some(reason) = reason {
            let message = format!("gets nothing: {}", reason.because());
            let about = Some(reason.name().to_owned());
            self.find(RecipientProblem::Suppressed, Severity::Block, given, message, about);
            return false;
        }
        let listed = |list: &[String]| {
            upwards(domain).any(|domain| list.binary_search_by(|known| known.as_str().cmp(domain)).is_ok())
        };
        if listed(&known.policy.blocked_domains) {
            let message = "is at a domain that this workspace does not write to".to_owned();
            self.find(RecipientProblem::Blocked, Severity::Block, given, message, Some(domain.to_owned()));
            return false;
        }
        if !known.policy.allowed_domains.is_empty() && !listed(&known.policy.allowed_domains) {
            let message = "is at none of the domains that this workspace writes to".to_owned();
            self.find(RecipientProblem::NotAllowed, Severity::Block, given, message, Some(domain.to_owned()));
            return false;
        }
        if !known.contacts.contains_key(&address.key())
            && let Some((other, severity)) = likeness.of(address, known)
        {
            let message = match severity {
                Severity::Block => format!("is at {domain}, which looks like {other} and is another house"),
                _ => format!("looks like a slip of {other}"),
            };
            self.find(RecipientProblem::LooksLike, severity, given, message, Some(other));
        }
        true
    }

    /// Who sees whom.
    fn circle(&mut self, known: &Known) {
        let open: Vec<&str> = self
            .recipients
            .iter()
            .filter(|recipient| recipient.role != "bcc")
            .filter_map(|recipient| recipient.mailbox.address.rsplit_once('@'))
            .map(|(_, domain)| domain)
            .collect();
        let houses: BTreeSet<&str> = open
            .iter()
            .copied()
            .filter(|domain| !upwards(domain).any(|domain| known.own.contains(domain)))
            .collect();
        if open.len() > MANY && houses.len() > 2 {
            let (count, houses) = (open.len(), houses.len());
            let severity = if count > FAR_TOO_MANY { Severity::Block } else { Severity::Warning };
            self.findings.push(RecipientFinding {
                problem: RecipientProblem::TooManyVisible,
                severity,
                address: None,
                message: format!(
                    "{count} people of {houses} houses see each other's addresses: use blind copies"
                ),
                about: None,
            });
        }
    }
}

/// The known domains and addresses, prepared for finding what looks like them.
struct Likeness {
    domains: Lookalikes,
    /// What is left of known addresses when the part before the `@` loses a letter.
    slips: HashMap<String, String>,
}

/// Shorter local parts are like too many others.
const SHORTEST: usize = 5;

impl Likeness {
    fn new(known: &Known) -> Self {
        let domains =
            known.contacts.keys().filter_map(|address| address.rsplit_once('@')).map(|(_, d)| d.to_owned());
        let domains = Lookalikes::new(domains.chain(known.own.iter().cloned()));
        let mut slips = HashMap::new();
        // In one order, so that of several known ones the same is named.
        let addresses: BTreeSet<&String> = known.contacts.keys().collect();
        for address in addresses {
            let Some((local, domain)) = address.rsplit_once('@') else { continue };
            for rest in shortened(local) {
                slips.entry(format!("{rest}@{domain}")).or_insert_with(|| address.clone());
            }
        }
        Self { domains, slips }
    }

    /// Returns the known address or domain that an unknown address looks like.
    fn of(&self, address: &MailAddress, known: &Known) -> Option<(String, Severity)> {
        let domain = address.domain();
        if let Some(other) = self.domains.of(domain) {
            return Some((other.to_owned(), Severity::Block));
        }
        if !self.domains.knows(domain) || upwards(domain).any(|domain| known.own.contains(domain)) {
            return None;
        }
        let key = address.key();
        let (local, _) = key.rsplit_once('@')?;
        let near =
            shortened(local).into_iter().filter_map(|rest| self.slips.get(&format!("{rest}@{domain}")));
        near.filter(|other| strsim::osa_distance(other, &key) == 1)
            .min()
            .map(|other| (other.clone(), Severity::Warning))
    }
}

/// A local part, and what is left when it loses one letter.
fn shortened(local: &str) -> Vec<String> {
    let letters: Vec<char> = local.chars().take(64).collect();
    if letters.len() < SHORTEST {
        return Vec::new();
    }
    let without = |at: usize| {
        let rest = letters.iter().enumerate().filter(|(place, _)| *place != at);
        rest.map(|(_, letter)| *letter).collect()
    };
    std::iter::once(local.to_owned()).chain((0..letters.len()).map(without)).collect()
}

//! What a check knows beside the text: whom it goes to, what it answers, what goes with it.

use jiff::civil::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::report::CheckSource;
use crate::communications::draft::Recipient;
use crate::documents::model::Mailbox;

/// What is known of a message beside its text. What is left empty is not checked.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CheckContext {
    /// The language that the text should be in, as a BCP 47 tag.
    pub language: Option<String>,
    /// When it is written: "in 3 days" counts from it.
    pub now: Option<DateTime>,
    /// Who writes.
    pub sender: Option<Mailbox>,
    /// Who receives it, with the role `to`, `cc` or `bcc`.
    pub recipients: Vec<Recipient>,
    /// The messages of the conversation.
    pub thread: Vec<CheckSource>,
    /// Who wrote and got the message that is answered; empty when none is.
    pub participants: Vec<Mailbox>,
    /// Whether the writer got the answered message as a blind copy.
    pub got_blind_copy: bool,
    /// Whether the answer goes to everybody who got the message.
    pub to_all: bool,
    /// What the answered message asks, in its words.
    pub asks: Vec<String>,
    /// The names of what is attached; `None` where attachments are not known, and then not checked.
    pub attachments: Option<Vec<String>>,
    /// Whom the office knows.
    pub contacts: Vec<Mailbox>,
    /// The domains of the office itself.
    pub own_domains: Vec<String>,
    /// Those recipients to whom nothing is sent.
    pub refused: Vec<RefusedRecipient>,
    /// The highest classification of what the text is made of.
    pub classification: Classification,
}

/// A recipient to whom nothing is sent: suppressed, or left out by the policy of the contacts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RefusedRecipient {
    /// The address.
    pub address: String,
    /// Why, as what follows the address in a sentence.
    pub why: String,
}

/// Who may see a text.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Classification {
    /// Everybody.
    #[default]
    Public,
    /// The office.
    Internal,
    /// Only those concerned.
    Confidential,
}

impl CheckContext {
    /// Returns the two letters of the language.
    pub(crate) fn language_code(&self) -> Option<&str> {
        self.language.as_deref()?.split(['-', '_']).next().filter(|code| !code.is_empty())
    }

    /// Says whether an address belongs to the office.
    pub(crate) fn is_own(&self, address: &str) -> bool {
        let Some(domain) = domain(address) else { return false };
        self.own_domains.iter().any(|own| {
            let own = own.trim_start_matches('@').to_lowercase();
            domain == own || domain.strip_suffix(&own).is_some_and(|rest| rest.ends_with('.'))
        })
    }

    /// Says whether conversation or contacts were given, so that somebody can be a stranger.
    pub(crate) fn knows_others(&self) -> bool {
        !(self.participants.is_empty() && self.contacts.is_empty())
    }

    /// Everybody that the office knows or talks with: participants, contacts, itself.
    pub(crate) fn known(&self) -> impl Iterator<Item = &Mailbox> {
        self.participants.iter().chain(&self.contacts).chain(&self.sender)
    }
}

/// Returns the domain of an address in lower case.
pub(crate) fn domain(address: &str) -> Option<String> {
    let (_, domain) = address.trim().rsplit_once('@')?;
    (!domain.is_empty()).then(|| domain.trim_end_matches('.').to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subdomains_of_the_office_are_its_own_and_likenesses_are_not() {
        let context =
            CheckContext { own_domains: vec!["firm.example".to_owned()], ..CheckContext::default() };
        assert!(context.is_own("a@firm.example") && context.is_own("a@Mail.Firm.example"));
        assert!(!context.is_own("a@notfirm.example") && !context.is_own("firm.example"));
    }
}

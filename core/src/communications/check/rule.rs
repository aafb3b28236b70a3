//! The table of all checks: code, speaking name, how grave a finding can be, and who may let it pass.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::documents::facts::{Finding, Severity};
use crate::evidence::{Evidence, Span};
use crate::rights::Role;

/// A check of a draft or a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// V1: a value stands in free text, where nothing vouches for it.
    LiteralOutsideSlot,
    /// V2: the source no longer says the value, or never did.
    ValueNotInSource,
    /// V3: a quotation is not what its source says, word by word.
    QuotationChanged,
    /// V4: amounts do not add up, or a date falls on another weekday.
    ArithmeticWrong,
    /// V5: a name or an address that neither conversation nor contacts know, or that is a slip of a known one.
    NameUnknown,
    /// V6: something that was asked is not answered.
    AskUnanswered,
    /// V7: a gap was left.
    GapLeft,
    /// V8: an attachment is promised and missing.
    AttachmentMissing,
    /// V9: somebody may receive this who should not.
    RecipientDoubtful,
    /// V10: personal data, secrets or classified text leave the house.
    ConfidentialLeaves,
    /// V11: a commitment or a negation is not that of the source.
    PolarityChanged,
    /// V12: the language or its spelling is not that of the draft.
    LanguageMixed,
    /// V13: the residue of an injection, hidden text, or a link that leads elsewhere than it says.
    ResidueLeft,
    /// V14: a sentence that very likely says something else than its sources; a learned estimate.
    StatementUnsupported,
}

/// Who may let a finding pass; that somebody did is kept in the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Override {
    /// Who may write drafts: editor, admin, owner.
    Writer,
    /// Who decides what others ask approval for: approver, admin, owner.
    Decider,
    /// Admin and owner.
    Admin,
    /// Nobody: it is put right, or it does not leave.
    Nobody,
}

impl Override {
    /// Says whether somebody of this role may let the finding pass.
    pub fn allows(self, role: Role) -> bool {
        match self {
            Self::Writer => role >= Role::Editor,
            Self::Decider => role == Role::Approver || role >= Role::Admin,
            Self::Admin => role >= Role::Admin,
            Self::Nobody => false,
        }
    }
}

/// What holds of one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckRule {
    /// The check; its name in JSON is its speaking name.
    pub check: Check,
    /// The code that findings bear, such as `V8`.
    #[serde(skip_deserializing)]
    pub code: &'static str,
    /// How grave its gravest finding is.
    pub severity: Severity,
    /// Who may let its findings pass.
    pub overridden_by: Override,
}

impl Check {
    /// Every check, by code.
    pub const ALL: [Self; 14] = [
        Self::LiteralOutsideSlot,
        Self::ValueNotInSource,
        Self::QuotationChanged,
        Self::ArithmeticWrong,
        Self::NameUnknown,
        Self::AskUnanswered,
        Self::GapLeft,
        Self::AttachmentMissing,
        Self::RecipientDoubtful,
        Self::ConfidentialLeaves,
        Self::PolarityChanged,
        Self::LanguageMixed,
        Self::ResidueLeft,
        Self::StatementUnsupported,
    ];

    /// Returns the check whose findings bear this code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.rule().code == code)
    }

    /// Returns the code that its findings bear.
    pub fn code(self) -> &'static str {
        self.rule().code
    }

    /// Returns what holds of the check.
    pub fn rule(self) -> CheckRule {
        use Override as By;
        use Severity::{Block, Warning};
        let (code, severity, overridden_by) = match self {
            Self::LiteralOutsideSlot => ("V1", Block, By::Decider),
            Self::ValueNotInSource => ("V2", Block, By::Decider),
            Self::QuotationChanged => ("V3", Block, By::Nobody),
            Self::ArithmeticWrong => ("V4", Block, By::Decider),
            Self::NameUnknown => ("V5", Block, By::Writer),
            Self::AskUnanswered => ("V6", Warning, By::Writer),
            Self::GapLeft => ("V7", Block, By::Nobody),
            Self::AttachmentMissing => ("V8", Block, By::Writer),
            Self::RecipientDoubtful => ("V9", Block, By::Decider),
            Self::ConfidentialLeaves => ("V10", Block, By::Admin),
            Self::PolarityChanged => ("V11", Block, By::Decider),
            Self::LanguageMixed => ("V12", Warning, By::Writer),
            Self::ResidueLeft => ("V13", Block, By::Admin),
            Self::StatementUnsupported => ("V14", Warning, By::Writer),
        };
        CheckRule { check: self, code, severity, overridden_by }
    }

    pub(crate) fn block(self, message: impl Into<String>) -> Finding {
        self.finding(Severity::Block, message)
    }

    pub(crate) fn warn(self, message: impl Into<String>) -> Finding {
        self.finding(Severity::Warning, message)
    }

    pub(crate) fn note(self, message: impl Into<String>) -> Finding {
        self.finding(Severity::Info, message)
    }

    fn finding(self, severity: Severity, message: impl Into<String>) -> Finding {
        Finding {
            code: self.code().to_owned(),
            severity,
            message: message.into(),
            evidence: None,
            span: None,
        }
    }
}

/// Adds where a finding stands.
pub(crate) trait At {
    /// Adds the span in the checked text.
    fn at(self, span: Span) -> Self;
    /// Adds what the source says.
    fn proven_by(self, evidence: &Evidence) -> Self;
}

impl At for Finding {
    fn at(self, span: Span) -> Self {
        Self { span: Some(span), ..self }
    }

    fn proven_by(self, evidence: &Evidence) -> Self {
        Self { evidence: Some(evidence.clone()), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_lead_back_to_their_check() {
        for (at, check) in Check::ALL.into_iter().enumerate() {
            assert_eq!(check.code(), format!("V{}", at + 1));
            assert_eq!(Check::of(check.code()), Some(check));
        }
        assert_eq!(Check::of("weekday_mismatch"), None);
    }

    #[test]
    fn who_may_override_follows_the_roles() {
        assert!(Override::Writer.allows(Role::Editor) && !Override::Writer.allows(Role::Approver));
        assert!(Override::Decider.allows(Role::Approver) && !Override::Decider.allows(Role::Editor));
        assert!(Override::Admin.allows(Role::Owner) && !Override::Admin.allows(Role::Approver));
        for role in Role::ALL {
            assert!(!Override::Nobody.allows(role));
            assert!(!Override::Writer.allows(Role::Viewer));
        }
    }
}

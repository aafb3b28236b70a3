//! Why something is not, or not only, the model's.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::documents::facts::{Finding, Severity};
use crate::error::{Error, ErrorKind};
use crate::models::Finish;

/// Why what a model said was not used, as the code of a finding tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModelFinding {
    /// It could not be reached, took too long, or a limit of its provider is reached; or it rests after that.
    ModelUnavailable,
    /// It refused to answer.
    ModelRefused,
    /// Its answer is not of the form that was asked for, twice, or is cut off.
    ModelMalformed,
    /// The documents do not say what it said: that part, or all of it, was dropped.
    ModelUnsupported,
    /// It could not be asked: its key, its settings or this library are wrong.
    ModelFailed,
    /// It was shown only a part of a long document.
    ModelReadPart,
}

impl ModelFinding {
    /// Returns the code that findings bear, such as `model_unavailable`.
    pub fn code(self) -> &'static str {
        match self {
            Self::ModelUnavailable => "model_unavailable",
            Self::ModelRefused => "model_refused",
            Self::ModelMalformed => "model_malformed",
            Self::ModelUnsupported => "model_unsupported",
            Self::ModelFailed => "model_failed",
            Self::ModelReadPart => "model_read_part",
        }
    }

    /// Returns what a code says; none for the code of another finding.
    pub fn of(code: &str) -> Option<Self> {
        let all = [
            Self::ModelUnavailable,
            Self::ModelRefused,
            Self::ModelMalformed,
            Self::ModelUnsupported,
            Self::ModelFailed,
            Self::ModelReadPart,
        ];
        all.into_iter().find(|known| known.code() == code)
    }

    /// Makes the finding. It is good to know and forbids nothing: what stands was checked.
    pub(crate) fn says(self, message: impl Into<String>) -> Finding {
        Finding {
            code: self.code().to_owned(),
            severity: Severity::Info,
            message: message.into(),
            evidence: None,
            span: None,
        }
    }
}

/// Why nothing of an answer can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unusable {
    pub(crate) why: ModelFinding,
    pub(crate) message: String,
}

impl Unusable {
    /// Reads an error of a model, whose last answer ended so.
    pub(super) fn of(error: &Error, finish: Option<Finish>) -> Self {
        let why = match (error.kind(), finish) {
            (_, Some(Finish::Refused)) => ModelFinding::ModelRefused,
            (ErrorKind::Corrupt, _) | (_, Some(Finish::Length)) => ModelFinding::ModelMalformed,
            (ErrorKind::Unavailable | ErrorKind::LimitExceeded, _) => ModelFinding::ModelUnavailable,
            _ => ModelFinding::ModelFailed,
        };
        Self { why, message: error.message().to_owned() }
    }

    /// Says that nothing of what it said stands in the documents.
    pub(crate) fn unsupported(faults: &[String]) -> Self {
        Self { why: ModelFinding::ModelUnsupported, message: dropped(faults) }
    }

    /// Makes the finding of who stands in for the model.
    pub(crate) fn finding(&self, instead: &str) -> Finding {
        self.why.says(format!("{}; {instead}", self.message))
    }
}

/// Tells the faults for which something was dropped; of many, the first ones.
pub(crate) fn dropped(faults: &[String]) -> String {
    const SHOWN: usize = 3;
    let mut text =
        format!("what the model said was dropped: {}", faults[..faults.len().min(SHOWN)].join("; "));
    if faults.len() > SHOWN {
        text.push_str(&format!("; and {} more", faults.len() - SHOWN));
    }
    text
}

//! What a server answered, or that it did not.

use std::error::Error as _;

use lettre::transport::smtp::Error as SmtpError;

use crate::communications::outbox::transport::{RecipientOutcome, RecipientResult};

/// The longest answer that is kept, in characters.
const ANSWER: usize = 300;

/// A step that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The code; nothing when there was no answer.
    pub(super) code: Option<u16>,
    /// The words.
    pub(super) words: String,
}

impl Fault {
    pub(super) fn of(words: &str) -> Self {
        Self { code: None, words: words.to_owned() }
    }

    /// Says whether the server answered, and that it never will take it.
    pub(super) fn is_final(&self) -> bool {
        self.code.is_some_and(|code| code >= 500)
    }

    /// Says whether the line is closed, or about to be.
    pub(super) fn is_closing(&self) -> bool {
        matches!(self.code, None | Some(421))
    }

    pub(super) fn told(&self) -> String {
        match self.code {
            Some(code) => format!("the server answered {code} {}", self.words),
            None => self.words.clone(),
        }
    }

    /// What it means for a recipient.
    pub(super) fn result(&self, address: &str) -> RecipientResult {
        RecipientResult {
            address: address.to_owned(),
            outcome: if self.is_final() { RecipientOutcome::Rejected } else { RecipientOutcome::Deferred },
            code: self.code,
            status: status(&self.words),
            message: Some(self.words.clone()),
        }
    }
}

/// Reads an error of lettre.
pub(super) fn fault(error: &SmtpError) -> Fault {
    let words = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    let words = if error.status().is_none() { error.to_string() } else { words };
    Fault { code: error.status().map(u16::from), words: one_line(&words) }
}

/// Returns the status code with which an answer begins (RFC 3463), such as `5.1.1`.
pub(super) fn status(words: &str) -> Option<String> {
    let word = words.split_whitespace().next()?;
    let parts: Vec<&str> = word.split('.').collect();
    let number =
        |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_status = parts.len() == 3 && parts.iter().all(number) && matches!(parts[0], "2" | "4" | "5");
    is_status.then(|| word.to_owned())
}

/// An answer without line ends, and not longer than anybody reads.
pub(super) fn one_line(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(ANSWER).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_where_there_is_one() {
        assert_eq!(status("5.1.1 No such user"), Some("5.1.1".to_owned()));
        assert_eq!(status("4.7.0\tlater"), Some("4.7.0".to_owned()));
        for none in ["", "No such user", "10.0.0.1 refused", "5.1 x", "5.1.1111 x", "5..1 x"] {
            assert_eq!(status(none), None, "{none}");
        }
    }
}

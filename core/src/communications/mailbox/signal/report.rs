//! Reports in the standard form: delivery status (RFC 3464), complaints (RFC 5965).

use super::letter::{Letter, address, short};
use super::{BounceReason, BouncedRecipient, MailSignal, SignalEvidence};

/// The most recipients of one report.
const RECIPIENTS: usize = 1_000;

/// Reads a report on delivery; `None` when it is none, or tells only good news.
pub(super) fn status(letter: &Letter) -> Option<MailSignal> {
    let content = letter.part(&["message/delivery-status", "message/global-delivery-status"])?;
    let (mut failed, mut delayed, mut evidence) = (Vec::new(), Vec::new(), Vec::new());
    for group in groups(content).take(RECIPIENTS + 1) {
        let value =
            |name: &str| group.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        // What we wrote to says more than where it was forwarded.
        let Some(whom) =
            ["original-recipient", "final-recipient"].into_iter().filter_map(value).find_map(typed)
        else {
            continue;
        };
        let diagnostic =
            value("diagnostic-code").map(|text| text.split_once(';').map_or(text, |(_, words)| words));
        let status = value("status").and_then(enhanced).or_else(|| diagnostic.and_then(enhanced));
        let action = value("action").unwrap_or_default().to_ascii_lowercase();
        let list = match (action.split_whitespace().next().unwrap_or_default(), status.as_deref()) {
            ("failed", _) => &mut failed,
            ("delayed", _) => &mut delayed,
            ("", Some(status)) if status.starts_with('5') => &mut failed,
            ("", Some(status)) if status.starts_with('4') => &mut delayed,
            _ => continue,
        };
        evidence.push(SignalEvidence::new("delivery-status", &shown(&group)));
        list.push(BouncedRecipient::new(whom, status, diagnostic));
    }
    evidence.truncate(20);
    let message_id = letter.original_id();
    match (failed.is_empty(), delayed.is_empty()) {
        (false, _) => Some(MailSignal::Bounced { message_id, recipients: failed, evidence }),
        (true, false) => Some(MailSignal::Delayed { message_id, recipients: delayed, evidence }),
        // It was delivered: nothing that somebody has to know.
        (true, true) => Some(MailSignal::None),
    }
}

/// Reads the complaint of somebody's provider.
pub(super) fn complaint(letter: &Letter) -> Option<MailSignal> {
    let content = letter.part(&["message/feedback-report"])?;
    let group = groups(content).next()?;
    let values = |name: &str| {
        let name = name.to_owned();
        group.iter().filter(move |(known, _)| *known == name).map(|(_, value)| value.as_str())
    };
    let kind = values("feedback-type").next()?;
    if !matches!(kind.to_ascii_lowercase().as_str(), "abuse" | "fraud" | "opt-out" | "not-spam" | "other") {
        return Some(MailSignal::None);
    }
    if kind.eq_ignore_ascii_case("not-spam") {
        return Some(MailSignal::None);
    }
    let mut recipients: Vec<String> =
        values("original-rcpt-to").filter_map(address).take(RECIPIENTS).collect();
    recipients.sort();
    recipients.dedup();
    Some(MailSignal::Complaint {
        message_id: letter.original_id(),
        recipients,
        evidence: vec![SignalEvidence::new("feedback-report", &shown(&group))],
    })
}

/// The fields of the groups that empty lines set apart, with small names.
fn groups(content: &str) -> impl Iterator<Item = Vec<(String, String)>> {
    let mut lines = content.lines().peekable();
    std::iter::from_fn(move || {
        while lines.next_if(|line| line.trim().is_empty()).is_some() {}
        let mut group: Vec<(String, String)> = Vec::new();
        lines.peek()?;
        while let Some(line) = lines.next_if(|line| !line.trim().is_empty()) {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = group.last_mut().filter(|(_, value)| value.len() < 4_000) {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':').filter(|_| group.len() < 100) {
                group.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Some(group)
    })
}

fn shown(group: &[(String, String)]) -> String {
    let of = ["final-recipient", "action", "status", "diagnostic-code", "feedback-type", "original-rcpt-to"];
    let told = group.iter().filter(|(name, _)| of.contains(&name.as_str()));
    told.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("; ")
}

/// Reads an address with its type, `rfc822; ann@ours.example`.
fn typed(value: &str) -> Option<String> {
    let (kind, rest) = value.split_once(';').unwrap_or(("rfc822", value));
    let known = ["rfc822", "utf-8"].iter().any(|known| kind.trim().eq_ignore_ascii_case(known));
    // Microsoft writes `rfc822;SMTP:ann@ours.example` and x.400 beside it.
    let rest = rest.trim();
    let rest = if rest.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("smtp:")) {
        &rest[5..]
    } else {
        rest
    };
    known.then(|| address(rest)).flatten()
}

/// Finds an enhanced status, `5.1.1`, in text.
pub(super) fn enhanced(text: &str) -> Option<String> {
    let words = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    words.map(|word| word.trim_matches('.')).find_map(|word| {
        let parts: Vec<&str> = word.split('.').collect();
        let digits = |part: &&str| (1..=3).contains(&part.len());
        match parts.as_slice() {
            [class, ..]
                if parts.len() == 3 && ["2", "4", "5"].contains(class) && parts.iter().all(digits) =>
            {
                Some(word.to_owned())
            }
            _ => None,
        }
    })
}

impl BouncedRecipient {
    /// Understands status and words of a server (RFC 3463 and what is usual).
    pub(super) fn new(address: String, status: Option<String>, diagnostic: Option<&str>) -> Self {
        let words = diagnostic.unwrap_or_default().to_lowercase();
        let reason = by_status(status.as_deref().unwrap_or_default())
            .filter(|reason| *reason != BounceReason::Refused);
        // Many servers say 5.7.1 or 5.0.0 and mean that there is nobody.
        let reason =
            reason.or_else(|| by_words(&words)).or_else(|| by_status(status.as_deref().unwrap_or_default()));
        let reason = reason.unwrap_or(BounceReason::Unknown);
        let permanent = status.as_deref().is_none_or(|status| status.starts_with('5'));
        let useless =
            matches!(reason, BounceReason::NoSuchAddress | BounceReason::NoSuchDomain | BounceReason::Closed);
        let diagnostic = diagnostic.map(short).filter(|text| !text.is_empty());
        Self { address, status, reason, hard: permanent && useless, diagnostic }
    }
}

fn by_status(status: &str) -> Option<BounceReason> {
    let (_, detail) = status.split_once('.')?;
    match detail {
        "1.1" | "1.3" | "1.6" | "1.0" => Some(BounceReason::NoSuchAddress),
        "1.2" | "1.10" | "4.4" => Some(BounceReason::NoSuchDomain),
        "2.1" => Some(BounceReason::Closed),
        "2.2" => Some(BounceReason::Full),
        "2.3" | "3.4" => Some(BounceReason::TooLarge),
        _ if detail.starts_with("7.") => Some(BounceReason::Refused),
        _ if detail.starts_with("3.") || detail.starts_with("4.") => Some(BounceReason::Trouble),
        _ => None,
    }
}

/// What servers say, in the order in which it is believed.
const SAID: [(BounceReason, &[&str]); 6] = [
    (
        BounceReason::Full,
        &[
            "mailbox full",
            "mailbox is full",
            "over quota",
            "quota exceeded",
            "inbox is full",
            "insufficient storage",
        ],
    ),
    (
        BounceReason::NoSuchAddress,
        &[
            "user unknown",
            "unknown user",
            "no such user",
            "does not exist",
            "no mailbox here",
            "no such mailbox",
            "recipnotfound",
            "address not found",
            "couldn't be found",
            "invalid recipient",
            "recipient not found",
            "unknown recipient",
            "mailbox unavailable",
            "mailbox not found",
            "no such recipient",
            "user not found",
        ],
    ),
    (
        BounceReason::NoSuchDomain,
        &[
            "domain not found",
            "host not found",
            "couldn't find any host",
            "unrouteable",
            "no such domain",
            "null mx",
        ],
    ),
    (BounceReason::Closed, &["disabled", "inactive", "deactivated", "no longer in use"]),
    (BounceReason::TooLarge, &["too large", "too big", "size limit", "exceeds size"]),
    (
        BounceReason::Refused,
        &[
            "spam",
            "blocked",
            "blacklist",
            "blocklist",
            "policy",
            "denied",
            "rejected",
            "dmarc",
            "not authorized",
        ],
    ),
];

fn by_words(words: &str) -> Option<BounceReason> {
    SAID.iter().find(|(_, said)| said.iter().any(|said| words.contains(said))).map(|(reason, _)| *reason)
}

//! Bounces that are no standard report: qmail, Exim, Exchange, Gmail and others who only write to people.
//!
//! Read only when the sender is one that no person has (a mailer daemon, an empty return path) and the message says
//! that it failed; addresses count only before the copy of the sent message.

use super::letter::{Letter, address, field};
use super::report::enhanced;
use super::{BouncedRecipient, MailSignal, SignalEvidence};

/// The most recipients of one message.
const RECIPIENTS: usize = 100;
/// How much text is looked at, in lines.
const LINES: usize = 400;

/// What stands before the copy of the sent message.
const COPY: [&str; 9] = [
    "--- below this line is a copy of the message",
    "------ this is a copy of the message",
    "--- this is a copy of the message",
    "----- original message -----",
    "--- original message",
    "original message headers",
    "original message header",
    "the original message was received",
    "----- message header follows",
];

/// What says that it failed, in subject or text.
const FAILED: [&str; 24] = [
    "failure notice",
    "delivery has failed",
    "mail delivery failed",
    "delivery failed",
    "delivery failure",
    "undeliverable",
    "undelivered mail",
    "returned mail",
    "returned to sender",
    "could not be delivered",
    "couldn't be delivered",
    "wasn't delivered",
    "wasn't able to deliver",
    "was not delivered",
    "delivery status notification (failure)",
    "permanent error",
    "failed permanently",
    "address not found",
    "unzustellbar",
    "nicht zugestellt",
    "non remis",
    "échec de la remise",
    "no se ha podido entregar",
    "mancato recapito",
];

/// What says that the server goes on trying.
const DELAYED: [&str; 10] = [
    "delivery status notification (delay)",
    "delivery delayed",
    "has been delayed",
    "delivery is delayed",
    "will be retried",
    "will continue to try",
    "still being retried",
    "will keep trying",
    "delivery attempts will continue",
    "verzögert",
];

/// Reads a bounce that is written for people.
pub(super) fn bounce(letter: &Letter) -> Option<MailSignal> {
    let named = letter.header("X-Failed-Recipients");
    let daemon = is_daemon(&letter.from) || letter.header("Return-Path") == Some("<>") || named.is_some();
    if !daemon {
        return None;
    }
    let subject = letter.subject();
    let lines: Vec<&str> = letter.text.lines().take(LINES).collect();
    let copy = lines.iter().position(|line| {
        let line = line.trim().to_lowercase();
        COPY.iter().any(|copy| line.starts_with(copy))
    });
    let before = &lines[..copy.unwrap_or(lines.len())];
    let said = format!("{}\n{}", subject, before.join("\n")).to_lowercase();
    let says = |words: &'static [&'static str]| words.iter().find(|words| said.contains(**words)).copied();
    let (word, delayed) = match (says(&DELAYED), says(&FAILED)) {
        (Some(word), failed) if failed.is_none() || !said.contains("permanent") => (word, true),
        (_, Some(word)) => (word, false),
        _ => return None,
    };
    let mut recipients: Vec<BouncedRecipient> = Vec::new();
    let mut add = |address: String, words: &str| {
        let ours = letter.to.contains(&address) || address == letter.from || is_daemon(&address);
        if !ours && recipients.len() < RECIPIENTS && !recipients.iter().any(|known| known.address == address)
        {
            let status = enhanced(words).or_else(|| by_code(words));
            recipients.push(BouncedRecipient::new(address, status, Some(words)));
        }
    };
    let whole = before.join(" ");
    for address in named.unwrap_or_default().split(',').filter_map(address) {
        let at = before.iter().position(|line| line.to_lowercase().contains(&address));
        let words = at.map(|at| told(before, at)).unwrap_or_else(|| whole.clone());
        add(address, &words);
    }
    for (at, line) in before.iter().enumerate() {
        if let Some(address) = alone(line) {
            add(address, &told(before, at));
        }
    }
    if recipients.is_empty() {
        return None;
    }
    let evidence = vec![
        SignalEvidence::new("From", &letter.from),
        SignalEvidence::new(
            "text",
            before.iter().find(|line| line.to_lowercase().contains(word)).unwrap_or(&word),
        ),
    ];
    let after = copy.map(|copy| lines.get(copy..).unwrap_or_default().join("\n"));
    let inside = after.and_then(|copy| field(&copy, "message-id"));
    let message_id =
        inside.map(|id| id.trim_matches(['<', '>', ' ']).to_owned()).or_else(|| letter.original_id());
    Some(match delayed {
        true => MailSignal::Delayed { message_id, recipients, evidence },
        false => MailSignal::Bounced { message_id, recipients, evidence },
    })
}

fn is_daemon(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default();
    let known = ["mailer-daemon", "postmaster", "mail-daemon", "maildaemon", "mdaemon"];
    known.contains(&local) || local.starts_with("microsoftexchange")
}

/// The address of a line that is about one: `<a@b>:`, `a@b`, `Ann (a@b)`, or one that was not found.
fn alone(line: &str) -> Option<String> {
    let line = line.trim();
    if line.len() > 400 || line.starts_with('>') {
        return None;
    }
    let lower = line.to_lowercase();
    // "Your message wasn't delivered to ann@ours.example because …", "<ann@ours.example>: host … said: 550 …".
    let told = lower.contains("delivered to ") || lower.contains("message to ");
    let listed = line.starts_with('<') && line.contains('>');
    let single = line.split_whitespace().count() <= 4 && !lower.contains(':') || line.ends_with(':');
    if !(told || listed || single) {
        return None;
    }
    let word = line.split_whitespace().find(|word| word.contains('@'))?;
    address(word.split_once("<mailto:").map_or(word, |(first, _)| first)).or_else(|| {
        let inside = word.split(['<', '(']).nth(1)?.split(['>', ')']).next()?;
        address(inside)
    })
}

/// The words that follow an address up to the next one.
fn told(lines: &[&str], at: usize) -> String {
    let first = lines.get(at).copied().unwrap_or_default();
    let after = lines.get(at + 1..).unwrap_or_default();
    let own = alone(first);
    // Servers repeat the address of whom they speak.
    let rest = after.iter().take_while(|line| alone(line).is_none_or(|other| Some(other) == own)).take(12);
    std::iter::once(first).chain(rest.copied()).collect::<Vec<_>>().join(" ")
}

/// The class of an SMTP code, `550`, as a status.
fn by_code(words: &str) -> Option<String> {
    let code = words.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| {
        word.len() == 3 && word.starts_with(['4', '5']) && word.bytes().all(|byte| byte.is_ascii_digit())
    })?;
    Some(format!("{}.0.0", code.chars().next()?))
}

//! What a JMAP server says: its session, and the answers to method calls.

use std::time::Duration;

use serde_json::{Value, json};
use url::Url;

use super::http::{Line, Unanswered};
use crate::communications::outbox::{RecipientOutcome, RecipientResult};
use crate::error::{Error, ErrorKind};

pub(super) const CORE: &str = "urn:ietf:params:jmap:core";
pub(super) const MAIL: &str = "urn:ietf:params:jmap:mail";
pub(super) const SUBMISSION: &str = "urn:ietf:params:jmap:submission";

/// The longest text of a server that is shown.
const WORDS: usize = 160;

/// What the session tells (RFC 8620, 2).
#[derive(Debug, Clone)]
pub(super) struct Session {
    pub(super) account: String,
    pub(super) api: Url,
    upload: String,
    pub(super) largest: u64,
}

impl Session {
    /// Reads a session; every address in it must be of the same server.
    pub(super) fn read(line: &Line, session: &Value) -> Result<Self, Unanswered> {
        let primary = |capability: &str| session["primaryAccounts"][capability].as_str();
        let account = primary(SUBMISSION).or_else(|| primary(MAIL)).filter(|id| is_id(id));
        let account = account.ok_or_else(|| lacking(line, "an account that sends mail"))?.to_owned();
        let text = |name: &str| session[name].as_str().filter(|text| text.len() <= 2_000);
        let api =
            text("apiUrl").and_then(|url| line.place.session.join(url).ok()).ok_or_else(|| line.strange())?;
        let session = Self {
            api,
            account,
            upload: text("uploadUrl").ok_or_else(|| line.strange())?.to_owned(),
            largest: session["capabilities"][CORE]["maxSizeUpload"].as_u64().unwrap_or(u64::MAX),
        };
        let upload = session.upload(line)?;
        match line.place.is_same_server(&session.api) && line.place.is_same_server(&upload) {
            true => Ok(session),
            false => Err(Unanswered {
                error: Error::new(
                    ErrorKind::Denied,
                    format!("{} names another server, where no secret goes: name that one", line.place),
                ),
                nothing_done: true,
                later: false,
                retry_after: None,
            }),
        }
    }

    /// Returns where blobs are uploaded to.
    pub(super) fn upload(&self, line: &Line) -> Result<Url, Unanswered> {
        let url = self.upload.replace("{accountId}", &self.account);
        line.place.session.join(&url).map_err(|_| line.strange())
    }
}

/// Ids have a few letters only (RFC 8620, 1.2), so that they fit into any address.
pub(super) fn is_id(id: &str) -> bool {
    (1..=255).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

fn lacking(line: &Line, what: &str) -> Unanswered {
    let error = Error::unsupported(format!("{} offers no {what}", line.place));
    Unanswered { error, nothing_done: true, later: false, retry_after: None }
}

/// Makes a request of method calls, each with its place as its id.
pub(super) fn request(calls: Vec<(&str, Value)>) -> Vec<u8> {
    let calls: Vec<Value> = calls
        .into_iter()
        .enumerate()
        .map(|(at, (name, arguments))| json!([name, arguments, at.to_string()]))
        .collect();
    json!({"using": [CORE, MAIL, SUBMISSION], "methodCalls": calls}).to_string().into_bytes()
}

/// Takes the answer to the call at a place.
pub(super) fn answer<'a>(
    line: &Line,
    answers: &'a Value,
    at: usize,
    name: &str,
) -> Result<&'a Value, Unanswered> {
    let list = answers["methodResponses"].as_array().ok_or_else(|| line.strange())?;
    let id = at.to_string();
    let mut found = list.iter().filter(|answer| answer[2].as_str() == Some(&id));
    // A call may have more answers than its own, such as that of an update on success.
    let answer = found.find(|answer| [Some(name), Some("error")].contains(&answer[0].as_str()));
    let answer = answer.ok_or_else(|| line.strange())?;
    match answer[0].as_str() == Some(name) {
        true => Ok(&answer[1]),
        false => Err(refused(line, &answer[1])),
    }
}

/// Understands the error of a method or of one thing in it (RFC 8620, 3.6.2 and 5.3; RFC 8621, 7.5).
pub(super) fn refused(line: &Line, error: &Value) -> Unanswered {
    let kind = error["type"].as_str().unwrap_or_default();
    let word: String = kind.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    let said = error["description"].as_str().unwrap_or_default();
    let said: String = said.chars().filter(|c| !c.is_control()).take(WORDS).collect();
    let shown = if said.is_empty() || said.contains(&line.place.secret) {
        String::new()
    } else {
        format!(": {said}")
    };
    let of = match kind {
        // Cyrus gives the words of its mail server, such as `4.7.1 Try later`, with types of its own.
        _ if enhanced_class(&said) == Some('4') => ErrorKind::Unavailable,
        "rateLimit" | "overQuota" | "serverUnavailable" | "serverFail" | "serverPartialFail" | "limit" => {
            ErrorKind::Unavailable
        }
        "tooLarge" | "tooManyRecipients" | "requestTooLarge" => ErrorKind::LimitExceeded,
        "forbidden" | "forbiddenFrom" | "forbiddenMailFrom" | "forbiddenToSend" | "accountReadOnly" => {
            ErrorKind::Denied
        }
        "unknownMethod" | "unknownCapability" | "accountNotSupportedByMethod" => ErrorKind::Unsupported,
        _ => ErrorKind::InvalidInput,
    };
    Unanswered {
        error: Error::new(of, format!("{} refuses ({word}){shown}", line.place)),
        nothing_done: kind != "serverPartialFail",
        later: of == ErrorKind::Unavailable,
        retry_after: (kind == "rateLimit").then_some(Duration::from_secs(60)),
    }
}

/// The class of a status (RFC 3463) at the beginning of a text.
fn enhanced_class(text: &str) -> Option<char> {
    let word = text.split_whitespace().next()?;
    let parts: Vec<&str> = word.split('.').collect();
    let is_status = parts.len() == 3 && parts.iter().all(|part| part.parse::<u16>().is_ok());
    word.chars().next().filter(|_| is_status)
}

/// What is known of a message in the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) id: String,
    /// Whether it lies among sent mail and is no draft.
    pub(super) sent: bool,
    /// Whether its submission began and nobody knows how it ended.
    pub(super) begun: bool,
}

/// Marks a draft whose submission began; servers may forget submissions that are done.
pub(super) const BEGUN: &str = "secretariat-submitting";

/// Picks the messages of exactly this Message-ID.
pub(super) fn found(emails: &Value, message_id: &str, sent: &str) -> Vec<Found> {
    let list = emails["list"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut found: Vec<Found> = list
        .iter()
        .filter(|email| {
            email["messageId"]
                .as_array()
                .is_some_and(|ids| ids.iter().any(|id| id.as_str() == Some(message_id)))
        })
        .filter_map(|email| {
            let id = email["id"].as_str().filter(|id| is_id(id))?.to_owned();
            let draft = email["keywords"]["$draft"].as_bool() == Some(true);
            let begun = email["keywords"][BEGUN].as_bool() == Some(true);
            Some(Found { id, sent: !draft && email["mailboxIds"][sent].as_bool() == Some(true), begun })
        })
        .collect();
    // What was sent comes first.
    found.sort_by_key(|found| !found.sent);
    found
}

/// Reads what the recipients' servers said so far; whoever is not named was accepted by the provider.
pub(super) fn results(recipients: &[String], submission: &Value) -> Vec<RecipientResult> {
    let status = &submission["list"][0]["deliveryStatus"];
    let result = |address: &String| {
        let of = &status[address.as_str()];
        let reply = of["smtpReply"]
            .as_str()
            .map(|reply| -> String { reply.chars().filter(|c| !c.is_control()).take(WORDS).collect() });
        let code: Option<u16> = reply.as_deref().and_then(|reply| reply.get(..3)?.parse().ok());
        let second = reply.as_deref().and_then(|reply| reply.get(4..)?.split_whitespace().next());
        let enhanced = second.filter(|word| enhanced_class(word).is_some());
        let outcome = match (of["delivered"].as_str(), code) {
            (Some("no"), _) | (Some("unknown" | "queued") | None, Some(500..)) => RecipientOutcome::Rejected,
            _ => RecipientOutcome::Accepted,
        };
        RecipientResult {
            address: address.clone(),
            outcome,
            code,
            status: enhanced.map(str::to_owned),
            message: reply.clone(),
        }
    };
    recipients.iter().map(result).collect()
}

//! A message as far as it is needed here: its header, its text, and the parts of a report.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

/// How much of a message is read.
const READ: usize = 4 << 20;
/// The most messages inside messages: each is a level of recursion for who frees them.
const MESSAGES: usize = 50;
/// The most Message-IDs that one message answers.
const ANSWERED: usize = 50;
/// How much text is looked at.
const TEXT: usize = 64 << 10;
/// The longest quote, in characters.
const QUOTE: usize = 300;
/// The longest header field that is looked at, in bytes.
const FIELD: usize = 32 << 10;

/// A message, cut to what is needed.
pub(super) struct Letter {
    headers: Vec<(String, String)>,
    /// The text, shortened.
    pub(super) text: String,
    /// The parts of a report: media type in small letters and content.
    pub(super) parts: Vec<(String, String)>,
    /// The Message-ID of a message inside this one.
    pub(super) inner_id: Option<String>,
    /// When it was written.
    pub(super) date: Option<jiff::civil::DateTime>,
    /// The address it comes from, in small letters.
    pub(super) from: String,
    /// Those that it went to, in small letters.
    pub(super) to: Vec<String>,
}

impl Letter {
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.get(..READ).unwrap_or(bytes);
        let lower = bytes.to_ascii_lowercase();
        let count = |word: &[u8]| memchr::memmem::find_iter(&lower, word).take(MESSAGES + 1).count();
        if count(b"message/rfc822") + count(b"message/global") + count(b"multipart/digest") > MESSAGES {
            return None;
        }
        let message = MessageParser::default().parse(bytes)?;
        let headers = message
            .headers_raw()
            .map(|(name, value)| (name.to_ascii_lowercase(), unfolded(value)))
            .take(1_000)
            .collect();
        let from = message.from().and_then(|from| from.first()).and_then(|from| from.address());
        let to = message.to().into_iter().flat_map(|to| to.iter()).filter_map(|to| to.address());
        let mut letter = Self {
            headers,
            text: String::new(),
            parts: Vec::new(),
            inner_id: None,
            date: message
                .date()
                .and_then(|date| date.to_rfc3339().parse::<jiff::Timestamp>().ok())
                .map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).datetime()),
            from: from.unwrap_or_default().to_lowercase(),
            to: to.map(str::to_lowercase).take(100).collect(),
        };
        letter.text = cut(&message.body_text(0).unwrap_or_default());
        letter.take_parts(&message);
        Some(letter)
    }

    fn take_parts(&mut self, message: &Message<'_>) {
        for part in message.parts.iter().skip(1).take(100) {
            let kind = part.content_type().map_or_else(String::new, |kind| {
                format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase()
            });
            match &part.body {
                PartType::Message(inner) => {
                    if let Some(id) = inner.message_id() {
                        self.inner_id.get_or_insert_with(|| plain_id(id));
                    }
                }
                PartType::Multipart(_) => {}
                _ if kind.starts_with("message/") || kind == "text/rfc822-headers" => {
                    let content = cut(&String::from_utf8_lossy(part.contents()));
                    if kind == "text/rfc822-headers" || kind == "message/global-headers" {
                        self.inner_id = self
                            .inner_id
                            .take()
                            .or_else(|| field(&content, "message-id").map(|id| plain_id(&id)));
                    }
                    self.parts.push((kind, content));
                }
                _ => {}
            }
        }
    }

    /// Returns the value of a header field.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Returns the subject, decoded as far as it is ASCII or was written in plain letters.
    pub(super) fn subject(&self) -> String {
        let raw = self.header("subject").unwrap_or_default();
        let mail = format!("Subject: {raw}\r\n\r\n");
        let parsed = MessageParser::default().parse(mail.as_bytes());
        parsed.and_then(|mail| mail.subject().map(str::to_owned)).unwrap_or_default()
    }

    /// Returns the part of a media type.
    pub(super) fn part(&self, kinds: &[&str]) -> Option<&str> {
        self.parts
            .iter()
            .find(|(kind, _)| kinds.contains(&kind.as_str()))
            .map(|(_, content)| content.as_str())
    }

    /// Returns the parameter of the content type, in small letters.
    pub(super) fn report_type(&self) -> Option<String> {
        let kind = self.header("content-type")?.to_ascii_lowercase();
        let (_, rest) = kind.split_once("report-type=")?;
        Some(
            rest.trim_start_matches('"')
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect(),
        )
    }

    /// Lists the Message-IDs that this answers, the nearest first.
    pub(super) fn answered(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let nearest = ids(self.header("in-reply-to").unwrap_or_default());
        let mut before = ids(self.header("references").unwrap_or_default());
        before.reverse();
        for id in nearest.into_iter().chain(before) {
            if found.len() < ANSWERED && !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    /// Returns the Message-ID of the message that this returns, or else answers.
    pub(super) fn original_id(&self) -> Option<String> {
        let in_text =
            || field(&self.text, "message-id").map(|id| plain_id(&id)).filter(|id| id.contains('@'));
        self.inner_id.clone().or_else(in_text).or_else(|| self.answered().into_iter().next())
    }
}

/// Finds a header field in text, wherever its line stands; continued lines are joined.
pub(super) fn field(text: &str, name: &str) -> Option<String> {
    let mut lines = text.lines();
    let start = lines.find_map(|line| {
        let (field, value) = line.split_once(':')?;
        field.trim_start_matches(['>', ' ']).eq_ignore_ascii_case(name).then_some(value)
    })?;
    let mut value = start.trim().to_owned();
    for line in lines.take_while(|line| line.starts_with([' ', '\t'])).take(20) {
        value.push(' ');
        value.push_str(line.trim());
    }
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Takes a Message-ID without its angle brackets.
fn plain_id(id: &str) -> String {
    id.trim().trim_start_matches('<').trim_end_matches('>').chars().take(998).collect()
}

/// Lists what stands in angle brackets; some programs write one id without them.
fn ids(value: &str) -> Vec<String> {
    let found: Vec<String> = value
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(id, _)| id.split_whitespace().collect::<String>())
        .filter(|id| !id.is_empty() && id.len() <= 998)
        .collect();
    match found.is_empty() && value.contains('@') && !value.contains(char::is_whitespace) {
        true => vec![plain_id(value)],
        false => found,
    }
}

fn unfolded(value: &str) -> String {
    let end = value.char_indices().map(|(at, _)| at).take_while(|at| *at <= FIELD).last().unwrap_or_default();
    let value = if value.len() > FIELD { &value[..end] } else { value };
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(text: &str) -> String {
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= TEXT).last().unwrap_or_default();
    if text.len() > TEXT { text[..end].to_owned() } else { text.to_owned() }
}

/// Shortens a quote and takes its control characters out.
pub(super) fn short(text: &str) -> String {
    let mut words = String::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().take(QUOTE));
        if words.chars().count() >= QUOTE {
            return words.chars().take(QUOTE).collect();
        }
    }
    words
}

/// Takes a mail address that stands in text, in small letters.
pub(super) fn address(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['<', '>', '(', ')', '"', '\'', ',', ';', ':', '.', '[', ']']);
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let (local, domain) = text.rsplit_once('@')?;
    let plain = |part: &str| {
        !part.is_empty()
            && !part.contains(|c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"@".contains(c))
    };
    let dotted = domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.');
    (text.len() <= 254 && plain(local) && plain(domain) && dotted).then(|| text.to_lowercase())
}

//! Header fields of mail: what they may hold, how other letters than ASCII are written, where lines are folded.
//!
//! mail-builder writes encoded words inside quotes and file names as encoded words, both of which RFC 2047
//! forbids, so these few lines are our own.

use crate::documents::model::Mailbox;
use crate::error::{Error, Result};

/// The longest line of a header that readers like (RFC 5322, 2.1.1), without its end.
const LINE: usize = 76;

/// A header block in the making.
#[derive(Debug, Default)]
pub(super) struct Headers {
    text: String,
}

impl Headers {
    /// Adds a field whose value is made of words that may stand on lines of their own.
    pub(super) fn add<I: AsRef<str>>(&mut self, name: &str, words: impl IntoIterator<Item = I>) {
        self.text.push_str(name);
        self.text.push(':');
        let mut length = name.len() + 1;
        for word in words {
            let word = word.as_ref();
            if length + 1 + word.len() > LINE && length > name.len() + 1 {
                self.text.push_str("\r\n");
                length = 0;
            }
            self.text.push(' ');
            self.text.push_str(word);
            length += 1 + word.len();
        }
        self.text.push_str("\r\n");
    }

    /// Returns the block, with the end of each line.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// Refuses what would end a header line and inject another.
pub(super) fn ensure_one_line(field: &str, value: &str) -> Result<()> {
    match value.contains(['\r', '\n', '\0']) {
        true => Err(Error::invalid_input(format!("the {field} of this draft holds a line end; remove it"))),
        false => Ok(()),
    }
}

/// Writes free text, such as a subject, as words; `before` is the length of the field's name.
pub(super) fn unstructured(text: &str, before: usize) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let plain = |word: &&str| {
        !word.is_empty() && word.len() < LINE && word.bytes().all(|byte| byte.is_ascii_graphic())
    };
    match words.iter().all(plain) && !text.contains("=?") {
        true => words.into_iter().map(str::to_owned).collect(),
        false => encoded_words(text, before),
    }
}

/// Writes a display name as words: as it is, quoted, or encoded.
fn phrase(name: &str) -> Vec<String> {
    let atom = |word: &str| {
        !word.is_empty()
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
    };
    let visible = name.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    if !visible || name.len() > 60 || name.contains("=?") {
        return encoded_words(name, "From: ".len());
    }
    match name.split(' ').all(atom) {
        true => name.split(' ').map(str::to_owned).collect(),
        false => vec![format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))],
    }
}

/// Writes text as encoded words (RFC 2047), none longer than 75 characters and none with half a letter.
fn encoded_words(text: &str, before: usize) -> Vec<String> {
    // 45 bytes make 60 letters of Base64; the first word shares its line with the name of the field.
    let mut room = 45_usize.saturating_sub(before.div_ceil(4) * 3);
    let mut words = Vec::new();
    let mut part = String::new();
    for c in text.chars() {
        if part.len() + c.len_utf8() > room && !part.is_empty() {
            words.push(encoded_word(&part));
            part.clear();
            room = 45;
        }
        part.push(c);
    }
    words.push(encoded_word(&part));
    words
}

fn encoded_word(text: &str) -> String {
    format!("=?utf-8?B?{}?=", base64(text.as_bytes()))
}

/// Encodes bytes as one line of Base64.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut encoded = Vec::new();
    // Writing to memory does not fail.
    let _ = mail_builder::encoders::base64::base64_encode_mime(bytes, &mut encoded, true);
    String::from_utf8(encoded).unwrap_or_default()
}

/// Writes a mailbox as words: display name and address.
///
/// # Errors
/// `invalid_input` for a line end or NUL in the name, an address that is missing or none.
pub(super) fn mailbox(mailbox: &Mailbox) -> Result<Vec<String>> {
    let name = mailbox.name.as_deref().unwrap_or_default();
    ensure_one_line("name", name)?;
    let address = address(mailbox)?;
    if name.is_empty() {
        return Ok(vec![address]);
    }
    let mut words = phrase(name);
    words.push(format!("<{address}>"));
    Ok(words)
}

/// Returns the address in the form that goes over the wire: its domain in ASCII (RFC 5890), before the `@` the letters
/// that it has (RFC 6532), which only servers with SMTPUTF8 take.
///
/// # Errors
/// As [`mailbox`].
pub(in crate::communications) fn address(mailbox: &Mailbox) -> Result<String> {
    if mailbox.address.is_empty() {
        let whose = mailbox.name.as_deref().filter(|name| !name.is_empty()).unwrap_or("a recipient");
        return Err(Error::invalid_input(format!(
            "no mail address of {whose} is known; add it, or print the letter"
        )));
    }
    ensure_one_line("address", &mailbox.address)?;
    let none = || Error::invalid_input("an address of this draft is not a mail address");
    let plain = |part: &str| {
        !part.is_empty()
            && !part.contains(|c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"@".contains(c))
    };
    let (local, domain) = mailbox.address.split_once('@').ok_or_else(none)?;
    let dots = |part: &str| part.starts_with('.') || part.ends_with('.') || part.contains("..");
    if !plain(local) || !plain(domain) || dots(local) || dots(domain) {
        return Err(none());
    }
    let domain = idna::domain_to_ascii(domain).map_err(|error| none().with_source(error))?;
    match local.len() <= 64 && domain.len() <= 253 {
        true => Ok(format!("{local}@{domain}")),
        false => Err(none()),
    }
}

/// Writes a list of mailboxes as words.
///
/// # Errors
/// As [`mailbox`].
pub(super) fn mailboxes<'a>(list: impl IntoIterator<Item = &'a Mailbox>) -> Result<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    for entry in list {
        if let Some(last) = words.last_mut() {
            last.push(',');
        }
        words.extend(mailbox(entry)?);
    }
    Ok(words)
}

/// Writes the parameter of a MIME header as words: `filename="a.pdf"`, or in parts with percent signs (RFC 2231).
pub(super) fn parameter(name: &str, value: &str) -> Vec<String> {
    let visible = value.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    // Many readers take encoded words for such even here, against RFC 2047: what looks like one is written the other
    // way, in which nothing of it does.
    let visible = visible && !value.contains("=?");
    if visible && value.len() + name.len() < LINE - 8 {
        return vec![format!("{name}=\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))];
    }
    let room = LINE - name.len() - "*000*=utf-8'';".len();
    let mut parts = vec![String::new()];
    for c in value.chars() {
        let mut bytes = [0; 4];
        let bytes = c.encode_utf8(&mut bytes).bytes();
        let safe = c.is_ascii_alphanumeric() || "-._~".contains(c);
        let letter = if safe { c.to_string() } else { bytes.map(|byte| format!("%{byte:02X}")).collect() };
        match parts.last_mut() {
            Some(part) if part.len() + letter.len() <= room => part.push_str(&letter),
            _ => parts.push(letter),
        }
    }
    let count = parts.len();
    let words = parts.into_iter().enumerate().map(|(at, part)| {
        let charset = if at == 0 { "utf-8''" } else { "" };
        let end = if at + 1 == count { "" } else { ";" };
        match count {
            1 => format!("{name}*={charset}{part}"),
            _ => format!("{name}*{at}*={charset}{part}{end}"),
        }
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(name: &str, words: Vec<String>) -> String {
        let mut headers = Headers::default();
        headers.add(name, words);
        let text = headers.finish();
        assert!(text.is_ascii() && text.lines().all(|line| line.len() <= 78), "{text}");
        let mail = format!("{text}\r\nx");
        let mail = mail_parser::MessageParser::default().parse(mail.as_bytes()).unwrap();
        match name {
            "Subject" => mail.subject().unwrap().to_owned(),
            _ => mail.to().unwrap().first().unwrap().name().unwrap().to_owned(),
        }
    }

    #[test]
    fn any_subject_and_name_reads_back_as_it_was() {
        for text in [
            "Offer",
            "two  blanks",
            " at the start",
            "Größe der Stühle – 40 Stück 🪑, und eine sehr lange Zeile, die niemals in eine Zeile passt",
            "long ".repeat(60).trim_end(),
            &"x".repeat(300),
            "=?utf-8?Q?not_encoded?=",
            "שלום עולם",
            "👩‍👩‍👧‍👦 family 👩‍👩‍👧‍👦 family 👩‍👩‍👧‍👦 family",
        ] {
            assert_eq!(decoded("Subject", unstructured(text, 9)).trim(), text.trim());
            let name = Mailbox { name: Some(text.to_owned()), address: "a@b.example".to_owned() };
            assert_eq!(decoded("To", mailbox(&name).unwrap()).trim(), text.trim());
        }
    }

    #[test]
    fn names_with_marks_of_the_grammar_are_quoted() {
        let words = |name: &str| {
            mailbox(&Mailbox { name: Some(name.to_owned()), address: "a@b.example".to_owned() })
                .unwrap()
                .join(" ")
        };
        assert_eq!(words("Ann Lee"), "Ann Lee <a@b.example>");
        assert_eq!(words("Lee, Ann \"A\""), "\"Lee, Ann \\\"A\\\"\" <a@b.example>");
        assert_eq!(words("Jörg"), "=?utf-8?B?SsO2cmc=?= <a@b.example>");
    }

    #[test]
    fn domains_become_ascii_and_other_letters_before_the_at_stay() {
        let of = |address: &str| address.to_owned();
        let at = |text: &str| address(&Mailbox { name: None, address: of(text) });
        assert_eq!(at("a@müller.example").unwrap(), "a@xn--mller-kva.example");
        assert_eq!(at("jörg@x.example").unwrap(), "jörg@x.example");
        for bad in ["a..b@x.example", ".a@x.example", "a@x..example", "a@.x", "a@x."] {
            assert_eq!(at(bad).unwrap_err().kind(), crate::ErrorKind::InvalidInput, "{bad}");
        }
    }

    #[test]
    fn file_names_are_written_by_rfc_2231() {
        assert_eq!(parameter("filename", "a b.pdf"), ["filename=\"a b.pdf\""]);
        assert_eq!(parameter("filename", "Größe.pdf"), ["filename*=utf-8''Gr%C3%B6%C3%9Fe.pdf"]);
        let long = parameter("filename", &"ö".repeat(40));
        assert!(long.len() > 1 && long.iter().all(|part| part.len() < LINE), "{long:?}");
        assert!(long[0].starts_with("filename*0*=utf-8''%C3%B6") && long[1].starts_with("filename*1*=%"));
    }
}

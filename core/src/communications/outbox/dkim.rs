//! Signs messages by DKIM (RFC 6376, and RFC 8463 for Ed25519), relaxed in header and body.
//!
//! The keys and signatures are those of `ring`, which TLS uses too. What is written here is only what is signed;
//! the crates that do it bring a second library of cryptography or of mail, or an RSA with known leaks of time.

use std::fmt;

use jiff::Timestamp;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::settings::DkimSettings;

/// The fields that are signed, as far as a message has them. Those that decide what a reader sees are named once
/// more than they stand there, so that nobody can add another.
const FIELDS: [&str; 14] = [
    "From",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "In-Reply-To",
    "References",
    "Reply-To",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];
const CLOSED: [&str; 4] = ["From", "To", "Subject", "Date"];

/// The letters of a line of a signature.
const LINE: usize = 70;

/// Signs for one domain.
pub(super) struct Signer {
    domain: String,
    selector: String,
    key: Key,
}

enum Key {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Ed25519KeyPair),
}

impl Signer {
    /// Reads the key.
    ///
    /// # Errors
    /// `invalid_input` for a domain or selector that is no name of the DNS, and for a file that holds no key that
    /// DKIM signs with.
    pub(super) fn open(settings: &DkimSettings) -> Result<Self> {
        for (what, name) in [("domain", &settings.domain), ("selector", &settings.selector)] {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
            if name.is_empty() || name.len() > 200 || !name.chars().all(plain) {
                return Err(Error::invalid_input(format!("`mail.dkim.{what}` is no name of the DNS")));
            }
        }
        let wrong = |why: &str| {
            Error::invalid_input(format!(
                "{why}: give a PEM file with an RSA key of 2,048 to 4,096 bits, or an Ed25519 key"
            ))
            .about(settings.key_file.display())
        };
        let key = PrivateKeyDer::from_pem_file(&settings.key_file)
            .map_err(|error| wrong("the DKIM key cannot be read").with_source(error))?;
        let (domain, selector) = (settings.domain.to_ascii_lowercase(), settings.selector.clone());
        let bytes = key.secret_der();
        let rsa = RsaKeyPair::from_pkcs8(bytes).or_else(|_| RsaKeyPair::from_der(bytes));
        let key = match (rsa, Ed25519KeyPair::from_pkcs8_maybe_unchecked(bytes)) {
            (Ok(rsa), _) => Key::Rsa(Box::new(rsa)),
            (Err(_), Ok(ed25519)) => Key::Ed25519(ed25519),
            (Err(error), Err(_)) => return Err(wrong(&format!("the DKIM key is none that signs ({error})"))),
        };
        Ok(Self { domain, selector, key })
    }

    /// Says whether a sender's address is of the domain that signs, or below it.
    pub(super) fn answers_for(&self, sender: &str) -> bool {
        let domain = sender.rsplit_once('@').map_or("", |(_, domain)| domain).to_ascii_lowercase();
        domain == self.domain || domain.strip_suffix(&self.domain).is_some_and(|rest| rest.ends_with('.'))
    }

    /// Puts a signature before a message.
    ///
    /// # Errors
    /// `internal` when the key does not sign.
    pub(super) fn sign(&self, message: Vec<u8>, now: Timestamp) -> Result<Vec<u8>> {
        let end =
            message.windows(4).position(|window| window == b"\r\n\r\n").map_or(message.len(), |at| at + 2);
        let (head, rest) = message.split_at(end);
        let body = rest.strip_prefix(b"\r\n").unwrap_or(rest);
        let fields = fields(head);
        let (mut names, mut signed) = (Vec::new(), Vec::new());
        for name in FIELDS {
            // Of several fields of one name the last counts first.
            for field in fields.iter().rev().filter(|field| named(field, name)) {
                names.push(name);
                signed.extend(relaxed(field));
                signed.extend(b"\r\n");
            }
            if CLOSED.contains(&name) {
                names.push(name);
            }
        }
        let algorithm = match self.key {
            Key::Rsa(_) => "rsa-sha256",
            Key::Ed25519(_) => "ed25519-sha256",
        };
        let mut field = format!(
            "DKIM-Signature: v=1; a={algorithm}; c=relaxed/relaxed; d={}; s={};\r\n\tt={};\r\n\th={};\r\n\tbh={};\r\n\tb=",
            self.domain,
            self.selector,
            now.as_second(),
            names.join(":\r\n\t "),
            base64(&Sha256::digest(relaxed_body(body))),
        );
        signed.extend(relaxed(field.as_bytes()));
        let signature = base64(&self.signature(&signed)?);
        let mut rest = signature.as_str();
        while rest.len() > LINE {
            let (line, more) = rest.split_at(LINE);
            field.push_str(line);
            field.push_str("\r\n\t ");
            rest = more;
        }
        field.push_str(rest);
        field.push_str("\r\n");
        Ok([field.as_bytes(), &message].concat())
    }

    /// Signs the canonical header: RSA takes the text and hashes it, Ed25519 signs the hash (RFC 8463, 3).
    fn signature(&self, signed: &[u8]) -> Result<Vec<u8>> {
        match &self.key {
            Key::Ed25519(key) => Ok(key.sign(&Sha256::digest(signed)).as_ref().to_vec()),
            Key::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed, &mut signature)
                    .map_err(|_| Error::internal("the DKIM key does not sign"))?;
                Ok(signature)
            }
        }
    }
}

/// Without the key.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({} of {})", self.selector, self.domain)
    }
}

/// The fields of a header block, each with its folds and without its last line end.
fn fields(head: &[u8]) -> Vec<&[u8]> {
    let mut fields = Vec::new();
    let mut start = 0;
    for at in head.windows(2).enumerate().filter(|(_, window)| *window == b"\r\n").map(|(at, _)| at) {
        let folded = head.get(at + 2).is_some_and(|next| matches!(next, b' ' | b'\t'));
        if !folded {
            fields.push(&head[start..at]);
            start = at + 2;
        }
    }
    fields
}

fn named(field: &[u8], name: &str) -> bool {
    let end = field.iter().position(|byte| *byte == b':').unwrap_or(0);
    field[..end].trim_ascii_end().eq_ignore_ascii_case(name.as_bytes())
}

/// A field in relaxed form (RFC 6376, 3.4.2), without a line end.
fn relaxed(field: &[u8]) -> Vec<u8> {
    let end = field.iter().position(|byte| *byte == b':').unwrap_or(0);
    let mut text = field[..end].trim_ascii_end().to_ascii_lowercase();
    text.push(b':');
    text.extend(squeezed(&field[(end + 1).min(field.len())..]).trim_ascii());
    text
}

/// A body in relaxed form (RFC 6376, 3.4.4).
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(body.len());
    let mut rest = body;
    while !rest.is_empty() {
        let end = rest.windows(2).position(|window| window == b"\r\n").unwrap_or(rest.len());
        let line = squeezed(&rest[..end]);
        text.extend(line.strip_suffix(b" ").unwrap_or(&line));
        text.extend(b"\r\n");
        rest = rest.get(end + 2..).unwrap_or_default();
    }
    while text.ends_with(b"\r\n\r\n") || text == b"\r\n" {
        text.truncate(text.len() - 2);
    }
    text
}

/// Every run of blanks as one, without line ends.
fn squeezed(text: &[u8]) -> Vec<u8> {
    let mut squeezed = Vec::with_capacity(text.len());
    for byte in text.iter().filter(|byte| !matches!(byte, b'\r' | b'\n')) {
        let byte = if *byte == b'\t' { b' ' } else { *byte };
        if byte != b' ' || squeezed.last() != Some(&b' ') {
            squeezed.push(byte);
        }
    }
    squeezed
}

fn base64(bytes: &[u8]) -> String {
    let mut encoded = Vec::new();
    // Writing to memory does not fail.
    let _ = mail_builder::encoders::base64::base64_encode_mime(bytes, &mut encoded, true);
    String::from_utf8(encoded).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_relaxed_forms_are_those_of_the_standard() {
        // The examples of RFC 6376, 3.4.5.
        assert_eq!(relaxed(b"A: X"), b"a:X");
        assert_eq!(relaxed(b"B : Y\t\r\n\tZ  "), b"b:Y Z");
        assert_eq!(relaxed_body(b" C \r\nD \t E\r\n\r\n\r\n"), b" C\r\nD E\r\n");
        assert_eq!(relaxed_body(b"\r\n\r\n"), b"");
        assert_eq!(relaxed_body(b"no end"), b"no end\r\n");
    }

    #[test]
    fn fields_are_found_with_their_folds() {
        let head = b"From: a\r\nSubject: b\r\n c\r\nTo: d\r\n";
        assert_eq!(fields(head), [&b"From: a"[..], b"Subject: b\r\n c", b"To: d"]);
        assert!(named(b"subject : x", "Subject") && !named(b"Subjects: x", "Subject"));
    }
}

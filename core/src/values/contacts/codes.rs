//! IBANs, IP addresses and GUIDs: forms that can be checked.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::super::grammar::{Found, Grammar};
use super::super::tokens::Shape;
use super::super::value::Reading;

/// Length of the IBAN by country, after the SWIFT registry.
const IBAN_LENGTHS: [(&str, usize); 78] = [
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BI", 27),
    ("BR", 29),
    ("BY", 28),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DJ", 27),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IQ", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LC", 32),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("LY", 25),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MN", 20),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NI", 28),
    ("NL", 18),
    ("NO", 15),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("SA", 24),
    ("SC", 31),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("XK", 20),
];

impl Grammar<'_> {
    /// Finds an IBAN, in groups or in one piece, whose checksum (ISO 7064 MOD 97-10) is right.
    pub(in crate::values) fn find_iban(&self, start: usize) -> Option<Found> {
        let (end, iban) = self.like_iban(start)?;
        checksum(&iban).then(|| Found::one(start, end, Reading::Iban { iban }))
    }

    /// Finds what is written as an IBAN, whatever its checksum.
    pub(in crate::values) fn like_iban(&self, start: usize) -> Option<(usize, String)> {
        let country = self.chunk.written(start).get(..2)?;
        let (_, length) = IBAN_LENGTHS.iter().find(|(code, _)| country.eq_ignore_ascii_case(code))?;
        if !self.opens(start) {
            return None;
        }
        let mut iban = String::with_capacity(*length);
        let mut end = start;
        while iban.len() < *length {
            let token = self.token(end)?;
            if matches!(token.shape, Shape::Sign(_)) || (end > start && token.spaced && !token.one_space) {
                return None;
            }
            iban.push_str(&self.chunk.written(end).to_ascii_uppercase());
            end += 1;
        }
        let glued = self.glued(end) && !matches!(self.token(end)?.shape, Shape::Sign(_));
        let fits = iban.len() == *length && !glued && iban.bytes().all(|byte| byte.is_ascii_alphanumeric());
        fits.then_some((end, iban))
    }

    /// Finds an IPv4 or IPv6 address.
    pub(in crate::values) fn find_ip(&self, start: usize) -> Option<Found> {
        let first = self.token(start)?;
        let hexadecimal = self.lower(start).chars().all(|c| c.is_ascii_hexdigit() || c == ':');
        if !hexadecimal || (self.glued(start) && !self.opens(start)) {
            return None;
        }
        if self.glued(start) && matches!(self.lower(start - 1), ":" | ".") {
            return None;
        }
        let mut end = start + 1;
        while end < start + 40 && self.glued(end) && self.part_of_ip(end) {
            end += 1;
        }
        while end > start + 1 && self.sign(end - 1, ".") {
            end -= 1;
        }
        if end < start + 3 || (self.glued(end) && self.is_word(end)) {
            return None;
        }
        let byte_end = self.token(end - 1)?.byte_end;
        let text = self.chunk.text.get(first.byte_start as usize..byte_end as usize)?;
        let v4 = text.contains('.') && text.parse::<Ipv4Addr>().is_ok();
        let v6 = text.matches(':').count() >= 2 && text.len() > 2 && text.parse::<Ipv6Addr>().is_ok();
        let ip = if v6 { trimmed_groups(text) } else { text.to_owned() };
        (v4 || v6).then(|| Found::one(start, end, Reading::Ip { ip }))
    }

    fn part_of_ip(&self, index: usize) -> bool {
        let word = self.lower(index);
        matches!(word, ":" | ".") || (word.len() <= 4 && word.chars().all(|c| c.is_ascii_hexdigit()))
    }

    /// Finds a GUID, with or without braces and hyphens.
    pub(in crate::values) fn find_guid(&self, start: usize) -> Option<Found> {
        let mut at = start;
        let mut close: &[&str] = &[];
        if self.sign(at, "{") {
            (at, close) = (at + 1, &["}"]);
        } else if self.sign(at, "%") && self.sign(at + 1, "7") && self.sign(at + 2, "b") {
            // The percent-encoded brace runs into the digits: give up unless it is closed alike.
            (at, close) = (at + 3, &["%", "7", "d"]);
        } else if !self.opens(start) {
            return None;
        }
        let mut groups: Vec<usize> = vec![0];
        let mut end = at;
        while end < at + 60 {
            let token = self.token(end)?;
            if end > at && token.spaced {
                break;
            }
            let word = self.lower(end);
            if word == "-" {
                groups.push(0);
            } else if word.chars().all(|c| c.is_ascii_hexdigit()) {
                *groups.last_mut()? += word.len();
            } else {
                break;
            }
            end += 1;
            if groups.iter().sum::<usize>() >= 32 {
                break;
            }
        }
        if groups != [8, 4, 4, 4, 12] && groups != [32] {
            return None;
        }
        for sign in close {
            if !self.sign(end, sign) {
                return None;
            }
            end += 1;
        }
        let glued = self.glued(end) && !matches!(self.token(end)?.shape, Shape::Sign(_));
        let bytes = self.token(start)?.byte_start as usize..self.token(end - 1)?.byte_end as usize;
        let guid = self.chunk.text.get(bytes)?.to_owned();
        (!glued).then(|| Found::one(start, end, Reading::Guid { guid }))
    }
}

/// Leaves the leading zeros out of each group.
fn trimmed_groups(text: &str) -> String {
    let group = |group: &str| match group.trim_start_matches('0') {
        "" if !group.is_empty() => "0".to_owned(),
        trimmed => trimmed.to_owned(),
    };
    text.split(':').map(group).collect::<Vec<_>>().join(":")
}

fn checksum(iban: &str) -> bool {
    let (head, tail) = iban.split_at(4);
    tail.chars().chain(head.chars()).try_fold(0_u32, |rest, c| {
        let digit = c.to_digit(36)?;
        Some(if digit < 10 { rest * 10 + digit } else { rest * 100 + digit } % 97)
    }) == Some(1)
}

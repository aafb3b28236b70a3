//! Mail addresses, web addresses, hashtags and mentions.

use super::super::grammar::{Found, Grammar};
use super::super::tokens::Shape;
use super::super::value::Reading;

/// Top-level domains that a bare host name ("example.com") may end in; a name with a scheme or "www." may end
/// in any.
const TOP_LEVEL: [&str; 96] = [
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "io", "co", "ai", "app", "dev", "eu",
    "de", "at", "ch", "fr", "it", "es", "pt", "nl", "be", "lu", "uk", "ie", "us", "ca", "au", "nz", "cn",
    "jp", "kr", "in", "br", "mx", "ar", "cl", "ru", "ua", "pl", "cz", "sk", "hu", "ro", "bg", "gr", "tr",
    "se", "no", "dk", "fi", "is", "ee", "lv", "lt", "si", "hr", "rs", "il", "ae", "sa", "za", "ng", "ke",
    "eg", "hk", "sg", "tw", "th", "vn", "my", "id", "ph", "li", "me", "tv", "cc", "ws", "name", "pro",
    "shop", "online", "site", "store", "tech", "xyz", "cloud", "blog", "berlin", "hamburg", "bayern", "wien",
    "swiss", "pm",
];
/// Ends of file names and words that are also top-level domains, or that a missing space after a full stop
/// makes look like one.
const AMBIGUOUS: [&str; 12] = ["is", "in", "it", "at", "me", "no", "so", "am", "pm", "be", "my", "us"];
const MOST_TOKENS: usize = 160;

impl Grammar<'_> {
    /// Finds a mail address.
    pub(in crate::values) fn find_email(&self, start: usize) -> Option<Found> {
        if self.glued(start) && self.part_of_local(start - 1) {
            return None;
        }
        if !self.part_of_local(start) || matches!(self.lower(start), "." | "'" | "-" | "/" | "=" | "#" | "&")
        {
            return None;
        }
        let mut at = start + 1;
        while at < start + 40 && self.glued(at) && self.part_of_local(at) {
            at += 1;
        }
        if !self.sign(at, "@") || !self.glued(at) || self.sign(at - 1, ".") {
            return None;
        }
        let end = self.host(at + 1)?;
        if self.glued(end) && matches!(self.token(end)?.shape, Shape::Sign('_' | '@')) {
            return None;
        }
        let address = self.raw(start, end)?;
        let address = address.strip_prefix("mailto:").unwrap_or(address).to_owned();
        let numeric = address.rsplit('.').next().is_some_and(|last| last.chars().all(|c| c.is_ascii_digit()));
        (!numeric).then(|| Found::one(start, end, Reading::Email { address }))
    }

    fn part_of_local(&self, index: usize) -> bool {
        match self.token(index).map(|token| token.shape) {
            Some(Shape::Word | Shape::Digits) => self.chunk.written(index).is_ascii(),
            Some(Shape::Sign(c)) => matches!(c, '.' | '_' | '-' | '+' | '%' | '\'' | '&' | '=' | '/' | '#'),
            None => false,
        }
    }

    /// Reads a host name with at least one dot: returns its end.
    fn host(&self, start: usize) -> Option<usize> {
        let mut at = start;
        let mut dots = 0;
        let mut end = None;
        while at < start + 40 {
            if at > start && !self.glued(at) {
                break;
            }
            match self.token(at).map(|token| token.shape) {
                Some(Shape::Word | Shape::Digits) => {
                    if dots > 0 {
                        end = Some(at + 1);
                    }
                }
                Some(Shape::Sign('.')) if at > start && self.name_follows(at) => dots += 1,
                Some(Shape::Sign('-')) if at > start && self.name_follows(at) => {}
                _ => break,
            }
            at += 1;
        }
        end.filter(|&end| end == at)
    }

    fn name_follows(&self, at: usize) -> bool {
        self.glued(at)
            && self.glued(at + 1)
            && self.token(at + 1).is_some_and(|token| !matches!(token.shape, Shape::Sign(_)))
    }

    /// Finds a web address: with a scheme, with "www.", or a bare host under a known top-level domain.
    pub(in crate::values) fn find_url(&self, start: usize) -> Option<Found> {
        if !matches!(self.token(start)?.shape, Shape::Word | Shape::Digits) {
            return None;
        }
        if self.glued(start) && matches!(self.lower(start - 1), "@" | "." | "-" | "_" | "/") {
            return None;
        }
        let scheme = ["http", "https", "ftp", "ftps", "sftp"].contains(&self.lower(start))
            && self.sign(start + 1, ":")
            && self.sign(start + 2, "/")
            && self.sign(start + 3, "/");
        if self.glued(start) && !scheme && !self.opens(start) && !self.sign(start - 1, ":") {
            return None;
        }
        let at = if scheme { start + 4 } else { start };
        let mut end = match self.host(at) {
            Some(end) => end,
            None if scheme && self.is_word(at) && self.glued(at) => at + 1,
            None => return None,
        };
        let last = self.lower(end - 1);
        if self.sign(end, "@") && self.glued(end) || (!scheme && self.glued(end) && self.sign(end, "_")) {
            return None;
        }
        if scheme {
            if self.digits(end - 1).is_some() && !self.raw(at, end)?.contains('.') {
                return None;
            }
        } else {
            let www = self.sign(start, "www");
            let known = TOP_LEVEL.contains(&last);
            // "working..is": one-word hosts under a doubtful domain must be written in lower case and stand
            // before a path or the end of a word.
            let doubtful = AMBIGUOUS.contains(&last)
                && (self.chunk.written(end - 1).chars().any(char::is_uppercase)
                    || !(self.digits(start).is_some()
                        || self.digits(start + 1).is_some()
                        || self.sign(end, "/")));
            let numeric = self.digits(end - 1).is_some();
            let enough = self.raw(at, end)?.split('.').all(|label| !label.is_empty());
            if numeric || !enough || !(www || (known && !doubtful)) {
                return None;
            }
        }
        end = self.path(end);
        let url = self.raw(start, end)?.to_owned();
        Some(Found::one(start, end, Reading::Url { url }))
    }

    /// Reads port, path, query and fragment: returns the end without closing punctuation.
    fn path(&self, host_end: usize) -> usize {
        let mut end = host_end;
        if self.glued(end) && self.sign(end, ":") && self.glued(end + 1) && self.digits(end + 1).is_some() {
            end += 2;
        }
        if !self.glued(end) || !matches!(self.lower(end), "/" | "?" | "#") {
            return end;
        }
        let mut open = 0_i32;
        let mut last = end;
        while end < host_end + MOST_TOKENS && self.glued(end) {
            match self.token(end).map(|token| token.shape) {
                Some(Shape::Sign('<' | '>' | '"' | '“' | '”' | '»' | '«' | '|' | '^' | '`' | '{' | '}')) =>
                {
                    break;
                }
                Some(Shape::Sign('(')) => open += 1,
                Some(Shape::Sign(')')) => {
                    open -= 1;
                    if open < 0 {
                        break;
                    }
                    last = end + 1;
                }
                Some(Shape::Sign('.' | ',' | ';' | ':' | '!' | '?' | '\'' | ']' | '[' | '*')) => {}
                Some(_) => last = end + 1,
                None => break,
            }
            end += 1;
        }
        last
    }

    /// Finds a hashtag.
    pub(in crate::values) fn find_hashtag(&self, start: usize) -> Option<Found> {
        if !self.sign(start, "#") || (self.glued(start) && !self.after_sign(start)) {
            return None;
        }
        let end = self.handle(start + 1)?;
        let tag = self.raw(start, end)?.to_owned();
        let name = tag.trim_start_matches('#').chars().any(char::is_alphabetic);
        name.then(|| Found::one(start, end, Reading::Hashtag { tag }))
    }

    /// Finds a mention of an account.
    pub(in crate::values) fn find_mention(&self, start: usize) -> Option<Found> {
        if !self.sign(start, "@") {
            return None;
        }
        let end = self.handle(start + 1)?;
        // What looks like a mail address is no mention.
        if self.glued(end) && self.sign(end, ".") && self.glued(end + 1) && self.is_word(end + 1) {
            return None;
        }
        let name = self.raw(start, end)?.to_owned();
        Some(Found::one(start, end, Reading::Mention { name }))
    }

    fn after_sign(&self, index: usize) -> bool {
        matches!(self.token(index - 1).map(|token| token.shape), Some(Shape::Sign(c)) if c != '/' && c != '&' && c != '#')
    }

    fn handle(&self, start: usize) -> Option<usize> {
        let mut end = start;
        while end < start + 20 && self.glued(end) {
            match self.token(end).map(|token| token.shape) {
                Some(Shape::Word | Shape::Digits | Shape::Sign('_')) => end += 1,
                _ => break,
            }
        }
        (end > start).then_some(end)
    }

    pub(in crate::values) fn raw(&self, start: usize, end: usize) -> Option<&str> {
        let bytes =
            self.token(start)?.byte_start as usize..self.token(end.checked_sub(1)?)?.byte_end as usize;
        self.chunk.text.get(bytes)
    }
}

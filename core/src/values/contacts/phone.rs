//! Telephone numbers: international, national where the region is known, and looser forms after a word such
//! as "phone".

use super::super::grammar::{Found, Grammar};
use super::super::lexicon::Sort;
use super::super::tokens::Shape;
use super::super::value::Reading;

/// Country calling code and trunk prefix by region.
const REGIONS: [(&str, &str, &str); 32] = [
    ("DE", "49", "0"),
    ("AT", "43", "0"),
    ("CH", "41", "0"),
    ("LI", "423", ""),
    ("LU", "352", ""),
    ("GB", "44", "0"),
    ("IE", "353", "0"),
    ("US", "1", "1"),
    ("CA", "1", "1"),
    ("FR", "33", "0"),
    ("BE", "32", "0"),
    ("NL", "31", "0"),
    ("IT", "39", ""),
    ("ES", "34", ""),
    ("PT", "351", ""),
    ("DK", "45", ""),
    ("SE", "46", "0"),
    ("NO", "47", ""),
    ("FI", "358", "0"),
    ("PL", "48", ""),
    ("CZ", "420", ""),
    ("SK", "421", "0"),
    ("HU", "36", "06"),
    ("RO", "40", "0"),
    ("BG", "359", "0"),
    ("GR", "30", ""),
    ("TR", "90", "0"),
    ("AU", "61", "0"),
    ("NZ", "64", "0"),
    ("IN", "91", "0"),
    ("BR", "55", "0"),
    ("CN", "86", "0"),
];
/// How many tokens before a number are searched for a word such as "phone".
const CUE_REACH: usize = 6;

/// What was read of a number.
struct Dialled {
    end: usize,
    digits: String,
    groups: usize,
    /// The signs between the groups.
    signs: String,
    plus: bool,
    bracket: bool,
    first: usize,
    last: usize,
}

impl Grammar<'_> {
    /// Finds a telephone number.
    pub(in crate::values) fn find_phone(&self, start: usize) -> Option<Found> {
        if !matches!(self.lower(start), "+" | "(") && self.digits(start).is_none() {
            return None;
        }
        let own_start = matches!(self.lower(start), "(" | "+") && start > 0 && self.is_word(start - 1);
        if !own_start && (!self.opens(start) || self.joined_before(start)) {
            return None;
        }
        // Inside a row of numbers no telephone number starts.
        let in_row = start > 2 && (1..4).all(|back| self.digits(start - back).is_some());
        if in_row {
            return None;
        }
        let dialled = self.dialled(start)?;
        let end = dialled.end;
        let extension = self.extension(end);
        let blocked = extension.is_none()
            && self.glued(end)
            && match self.token(end).map(|token| token.shape) {
                Some(Shape::Word | Shape::Digits) => true,
                Some(Shape::Sign('-' | '/' | '_' | '*' | '=' | '%' | '€' | '$' | '°')) => true,
                Some(Shape::Sign(',' | '.' | ':')) => self.glued(end + 1) && self.digits(end + 1).is_some(),
                _ => false,
            };
        if blocked || !self.plausible(start, &dialled) {
            return None;
        }
        let number = self.canonical(&dialled);
        let end = extension.unwrap_or(end);
        Some(Found::one(start, end, Reading::Phone { number }))
    }

    fn joined_before(&self, start: usize) -> bool {
        if start == 0 {
            return false;
        }
        let glued = self.glued(start);
        let sign = matches!(self.token(start - 1).map(|token| token.shape), Some(Shape::Sign(c)) if "-/.+*=$€£#".contains(c));
        glued && sign && !self.sign(start, "+")
            || (glued && !self.sign(start, "(") && self.is_word(start - 1))
    }

    fn dialled(&self, start: usize) -> Option<Dialled> {
        let mut at = start;
        let mut read = Dialled {
            end: start,
            digits: String::new(),
            groups: 0,
            signs: String::new(),
            plus: false,
            bracket: false,
            first: 0,
            last: 0,
        };
        let mut open = false;
        let mut gap = String::new();
        while at < start + 30 && read.digits.len() < 22 {
            if self.token(at)?.new_line && at > start {
                break;
            }
            if let Some(digits) = self.digits(at) {
                if digits.len() > 16
                    || (self.token(at)?.spaced
                        && at > start
                        && digits.len() == 1
                        && read.groups > 0
                        && !open
                        && !read.plus
                        && !read.signs.is_empty()
                        && read.digits.len() > 9)
                {
                    break;
                }
                if read.groups == 0 {
                    read.first = digits.len();
                }
                read.digits.push_str(digits);
                read.signs.push_str(&gap);
                gap.clear();
                read.groups += 1;
                read.last = digits.len();
                at += 1;
                if !open {
                    read.end = at;
                }
            } else {
                let sign = self.lower(at);
                match sign {
                    "+" if read.digits.is_empty() && !read.plus => read.plus = true,
                    "(" if !open
                        && (read.groups == 0
                            || self.digits(at + 1).is_some_and(|digits| digits.len() <= 5)) =>
                    {
                        open = true;
                        read.bracket = true;
                    }
                    ")" if open => {
                        open = false;
                        read.end = at + 1;
                    }
                    "-" | "/" | "." if !read.digits.is_empty() && gap.len() < 2 && !open => {
                        gap.push_str(sign)
                    }
                    _ => break,
                }
                at += 1;
            }
            if self.token(at).is_none() {
                break;
            }
            // "(914) 349-8600" is whole: what follows after a space is something else.
            let whole =
                read.bracket && !read.plus && read.digits.len() == 10 && read.first == 3 && read.last == 4;
            if whole && self.token(at).is_some_and(|token| token.spaced) {
                break;
            }
            // Two spaces or more end a number.
            if at > start && self.token(at).is_some_and(|token| token.spaced && !token.one_space) {
                break;
            }
            if at > start
                && self.token(at).is_some_and(|token| token.spaced)
                && self.digits(at).is_some()
                && gap.is_empty()
                && self.digits(at - 1).is_some()
            {
                gap.push(' ');
            }
        }
        (read.groups > 0 && !open && self.digits(read.end - 1).is_some()).then_some(read)
    }

    fn plausible(&self, start: usize, read: &Dialled) -> bool {
        let count = read.digits.len();
        let cue =
            (start.saturating_sub(CUE_REACH)..start).any(|index| self.is(index, Sort::PhoneCue).is_some());
        let dots = read.signs.contains('.');
        let only_dots = dots && read.signs.chars().all(|c| c == '.');
        if only_dots && read.groups == 4 && !cue
            || (dots && read.groups == 3 && read.first <= 2 && count <= 8)
        {
            return false;
        }
        // Groups of three after a point or space are a large number.
        let dashes = read.signs.chars().filter(|&c| c == '-').count();
        // "2020-05-14", "14-05-2020"
        if dashes == 2 && read.groups == 3 && count == 8 && read.signs == "--" {
            return false;
        }
        if read.plus {
            return (7..=19).contains(&count);
        }
        let trunk = read.digits.starts_with('0');
        if read.digits.starts_with("00") && count >= 9 {
            return count <= 19 && (read.groups > 1 || cue);
        }
        if read.bracket {
            return (8..=15).contains(&count);
        }
        if cue {
            return (7..=16).contains(&count);
        }
        if read.groups == 1 {
            return false;
        }
        let north_american = read.signs.chars().filter(|&c| matches!(c, '-' | '.')).count() >= 2
            && count == 10
            && read.first == 3
            && read.last == 4;
        let national = trunk
            && (8..=13).contains(&count)
            && !dots
            && read.groups <= 6
            && read.first <= 5
            && (read.first >= 3 || read.groups >= 4);
        let free = self.selection.is_single() && (8..=14).contains(&count) && !dots;
        north_american || national || free
    }

    /// E.164 where the country is known, else the digits as dialled.
    fn canonical(&self, read: &Dialled) -> String {
        if read.plus {
            // "+49 (0)89": the trunk zero is not dialled from abroad.
            let digits = match (read.bracket, read.signs.is_empty() || read.bracket) {
                (true, _) => without_trunk(&read.digits),
                _ => read.digits.clone(),
            };
            return format!("+{digits}");
        }
        if let Some(international) = read.digits.strip_prefix("00").filter(|rest| rest.len() >= 8) {
            return format!("+{international}");
        }
        let region = self
            .region
            .and_then(|region| REGIONS.iter().find(|(code, ..)| region.eq_ignore_ascii_case(code)));
        match region {
            Some((_, code, trunk)) => {
                let national = read.digits.strip_prefix(trunk).unwrap_or(&read.digits);
                format!("+{code}{national}")
            }
            None => read.digits.clone(),
        }
    }

    /// "ext. 123", "x123".
    fn extension(&self, at: usize) -> Option<usize> {
        if !matches!(self.lower(at), "ext" | "x" | "extension" | "dw") {
            return None;
        }
        let next = self.skip_sign(at + 1, ".");
        self.small_digits(next, 6).map(|_| next + 1)
    }
}

fn without_trunk(digits: &str) -> String {
    let code = REGIONS
        .iter()
        .map(|(_, code, _)| *code)
        .find(|code| digits.strip_prefix(code).is_some_and(|rest| rest.starts_with('0')));
    match code {
        Some(code) => format!("{code}{}", &digits[code.len() + 1..]),
        None => digits.to_owned(),
    }
}

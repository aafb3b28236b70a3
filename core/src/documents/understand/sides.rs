//! The sides of an agreement: who they are, and by which word the text calls them afterwards.

use std::sync::LazyLock;

use regex::Regex;

use crate::documents::understand::units::{Unit, Zone};
use crate::evidence::Span;

/// The most units from the top in which the sides introduce themselves.
const HEAD: usize = 14;

/// A side of an agreement.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Side {
    /// The name as the document gives it.
    pub(super) name: String,
    /// Who acts for it, as the document gives it: "represented by …".
    acting: Option<String>,
    /// The word that stands for it, in lower case: `tenant`, `auftraggeber`; or `we`, `you`.
    pub(super) called: String,
    /// A second word for it, in capitals: `AG`.
    short: Option<String>,
    /// Where the name stands.
    pub(super) span: Span,
}

impl Side {
    /// The name, with who acts for it.
    pub(super) fn full(&self) -> String {
        match &self.acting {
            Some(acting) => format!("{}, {acting}", self.name),
            None => self.name.clone(),
        }
    }

    /// The name of who acts for it.
    pub(super) fn agent(&self) -> Option<&str> {
        let acting = self.acting.as_deref()?;
        let name = ACTING.find(acting).map_or(acting, |words| &acting[words.end()..]).trim();
        let name = ["the ", "die ", "den ", "das "]
            .iter()
            .find_map(|article| name.strip_prefix(article))
            .unwrap_or(name);
        name.chars().next().filter(|first| first.is_uppercase()).map(|_| name)
    }
}

/// `Name (the "Tenant")`, `Name (nachfolgend „Mieter“)`.
static DEFINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?P<name>\p{Lu}[^()"]{2,90}?),?\s*\((?P<lead>(?:the|hereinafter|hereafter|referred to as|called|im Folgenden|nachfolgend|nachstehend|kurz|als|-|:)?[ ,]*)*(?P<quote>"?)(?:the |der |die )?(?P<called>\p{Lu}\p{L}{3,24}|(?i:we|us|you|wir|uns|sie))"?(?:[ ,]*(?:and|or|und|oder)? ?"\p{L}{2,5}")?\)"#,
    )
    .expect("a fixed pattern")
});

/// Words that stand for a side by speaking: who writes, and who is spoken to.
const SPEAKING: [(&str, &str); 6] =
    [("we", "we"), ("us", "we"), ("wir", "wir"), ("uns", "wir"), ("you", "you"), ("sie", "Sie")];

/// `Tenant: Name, place`.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s(])(?P<called>\p{Lu}\p{L}{4,24})(?: \((?P<short>\p{Lu}{2,4})\))?:\s+(?P<name>\p{Lu}[^,;:(]{2,70})")
        .expect("a fixed pattern")
});

/// What leads to a name: "between A and B".
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^.*(?:\bbetween|\bzwischen|\band|\bund|\bfor|\bby|\bof the|\bder Firma)\s+")
        .expect("a fixed pattern")
});

/// The label of the next line after a name.
static NEXT_LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*(?:\(\p{Lu}{2,4}\))?:").expect("a fixed pattern"));

/// What holds a year is a day, and no name.
static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(?:19|20)\d\d\b").expect("a fixed pattern"));

/// How many lines above "represented by" the name may stand.
const ABOVE: usize = 3;

/// The legal form of a firm.
static FIRM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:GmbH|AG|KG|OHG|GbR|UG|eG|Ltd|Limited|LLP|LLC|Inc|plc|PLC|SE|Corp)\b|e\. ?[VK]\.")
        .expect("a fixed pattern")
});

/// Who acts for a side is not the side.
static ACTING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|,? )(?:represented by|acting by|acting through|vertreten durch|handelnd durch)")
        .expect("a fixed pattern")
});

/// Words that stand before a colon, but for no side.
const NO_SIDE: [&str; 16] = [
    "bauvorhaben",
    "baustelle",
    "project",
    "projekt",
    "gegenstand",
    "signed",
    "subject",
    "betreff",
    "datum",
    "premises",
    "object",
    "objekt",
    "standort",
    "contract",
    "vertrag",
    "equipment",
];

/// Finds the sides; nothing where fewer than two introduce themselves. Labels before a colon count only in what is
/// called a contract: forms of all kinds have them.
pub(super) fn sides(units: &[Unit], contract: bool) -> Vec<Side> {
    let mut found: Vec<Side> = Vec::new();
    let head_units: Vec<&Unit> =
        units.iter().filter(|unit| matches!(unit.zone, Zone::Body | Zone::Heading)).take(HEAD).collect();
    for (place, unit) in head_units.iter().enumerate() {
        for (pattern, usable) in [(&DEFINED, true), (&LABELLED, contract)] {
            if !usable {
                continue;
            }
            let mut from = 0;
            while let Some(captures) = pattern.captures_at(&unit.plain, from) {
                let (Some(name), Some(called)) = (captures.name("name"), captures.name("called")) else {
                    break;
                };
                let end = captures.get(0).map_or(unit.plain.len(), |whole| whole.end());
                // Lines of a block run into each other: the next label is no part of this name.
                let cut = NEXT_LABEL
                    .is_match(&unit.plain[name.end()..])
                    .then(|| name.as_str().trim_end().rfind(' '))
                    .flatten()
                    .map_or(name.end(), |at| name.start() + at);
                from = if cut < name.end() { cut } else { end };
                let bare = ["lead", "quote"]
                    .iter()
                    .all(|part| captures.name(part).is_none_or(|part| part.as_str().trim().is_empty()));
                let called = called.as_str().to_lowercase();
                let speaks = SPEAKING.iter().find(|(word, _)| *word == called);
                // "Ms Weber (Treasurer)" introduces no side, nor does "the office (we are on the first floor)".
                if pattern.as_str() == DEFINED.as_str() && bare && (!contract || speaks.is_some()) {
                    continue;
                }
                let called = speaks.map_or(called, |(_, subject)| (*subject).to_owned());
                let short = captures.name("short").map(|short| short.as_str().to_owned());
                if NO_SIDE.contains(&called.as_str()) || found.iter().any(|side| side.called == called) {
                    continue;
                }
                let captured = name;
                let whole = &unit.plain[name.start()..cut];
                let acting = ACTING.find(whole).map_or(whole.len(), |acting| acting.start());
                let acts = acting < whole.len() || ACTING.is_match(&unit.plain[..captured.start()]);
                let head = &whole[..acting];
                // "represented by … (the "Landlord")" below the name.
                let above = head_above(&head_units, place);
                let skipped = LEAD.find(head).map_or(0, |lead| lead.end());
                let start = name.start() + skipped;
                let name = &head[skipped..];
                let name = name.split(", ").next().unwrap_or(name).trim_end_matches([' ', ',']);
                if name.chars().filter(|c| c.is_alphabetic()).count() < 3 || YEAR.is_match(name) {
                    continue;
                }
                let acting =
                    (acting < whole.len()).then(|| whole[acting..].trim_matches([' ', ',']).to_owned());
                let (name, span) = match above.filter(|_| !FIRM.is_match(name) && acts) {
                    Some(above) => (above.plain.trim(), above.span),
                    None => (name.trim(), unit.part(start, start + name.len())),
                };
                found.push(Side { name: name.to_owned(), acting, called, short, span });
            }
        }
    }
    if found.len() < 2 { Vec::new() } else { found }
}

/// Returns the short line with a firm's name that stands right above a unit.
fn head_above<'a>(units: &[&'a Unit], place: usize) -> Option<&'a Unit> {
    let above = units.get(place.saturating_sub(ABOVE)..place)?;
    above
        .iter()
        .rev()
        .find(|unit| FIRM.is_match(&unit.plain) && unit.plain.split_whitespace().count() <= 8)
        .copied()
}

/// Words after which a side is told or given something rather than bound.
const OBJECT: [&str; 26] = [
    "konto des",
    "konto der",
    "account of the",
    "of the",
    "to the",
    "upon the",
    "with the",
    "from the",
    "for the",
    "against the",
    "at the",
    "before the",
    "gegenüber dem",
    "gegenüber der",
    "an den",
    "an die",
    "bei dem",
    "bei der",
    "beim",
    "für den",
    "für die",
    "dem",
    "den",
    "des",
    "zum",
    "zur",
];

/// Words after which "you" or "we" is told or given something.
const OBJECT_SPEAKING: [&str; 18] = [
    "to", "with", "for", "from", "of", "at", "tell", "tells", "give", "gives", "send", "sends", "pay", "let",
    "an", "für", "bei", "von",
];

/// Words before the one who acts in the passive.
const AGENT: [&str; 5] = ["by the", "durch den", "durch die", "durch das", "by"];

/// Returns the side that a clause binds: who acts in the passive, else the first that it names as who acts. The
/// clause in which `place` (where the day stands) lies counts before those before it, and these before later ones.
pub(super) fn bound<'a>(sides: &'a [Side], plain: &str, place: usize) -> Option<&'a Side> {
    let ends_with = |at: usize, words: &[&str]| {
        let before = plain[..at].trim_end().to_lowercase();
        words.iter().any(|words| {
            before.strip_suffix(words).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric()))
        })
    };
    let clause = |at: usize| plain[..at.min(plain.len())].matches([',', ';', ':']).count();
    let here = clause(place);
    let mut actors: Vec<(bool, usize, bool, usize, &Side)> = Vec::new();
    for side in sides {
        let speaks = SPEAKING.iter().any(|(_, subject)| *subject == side.called);
        let objects: &[&str] = if speaks { &OBJECT_SPEAKING } else { &OBJECT };
        for (at, end) in places(plain, side) {
            let owned = plain[end..].starts_with("'s") || plain[end..].starts_with("’s");
            if !owned && !ends_with(at, objects) {
                let there = clause(at);
                actors.push((there > here, here.abs_diff(there), !ends_with(at, &AGENT), at, side));
            }
        }
    }
    actors
        .into_iter()
        .min_by_key(|(later, far, active, at, _)| (*later, *far, *active, *at))
        .map(|(.., side)| side)
}

/// Where a text names a side, as a word of its own.
fn places(plain: &str, side: &Side) -> Vec<(usize, usize)> {
    let whole = |at: usize, length: usize| {
        !plain[..at].ends_with(|c: char| c.is_alphanumeric())
            && !plain[at + length..].starts_with(|c: char| c.is_alphanumeric())
    };
    let mut found = Vec::new();
    // Lower case may have another length than the text: its places are those of the text only if not.
    let lower = Some(plain.to_lowercase()).filter(|lower| lower.len() == plain.len());
    if side.called == "Sie" {
        // In lower case it is "she" or "they".
        found.extend(plain.match_indices("Sie").map(|(at, word)| (at, word.len())));
    } else if let Some(lower) = &lower {
        found.extend(lower.match_indices(&side.called).map(|(at, word)| (at, word.len())));
    }
    if let Some(short) = &side.short {
        found.extend(plain.match_indices(short.as_str()).map(|(at, word)| (at, word.len())));
    }
    found.retain(|&(at, length)| {
        plain.is_char_boundary(at) && plain.is_char_boundary(at + length) && whole(at, length)
    });
    found.into_iter().map(|(at, length)| (at, at + length)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::understand::lexicon::Lexicon;
    use crate::documents::understand::units::units;

    fn units_of(text: &str) -> Vec<Unit> {
        let parsed =
            crate::documents::parse(text.as_bytes(), "contract.txt", &crate::settings::Limits::default())
                .unwrap();
        units(&parsed, Lexicon::of("de"))
    }

    fn side(name: &str, called: &str, short: Option<&str>) -> Side {
        Side {
            name: name.to_owned(),
            acting: None,
            called: called.to_owned(),
            short: short.map(str::to_owned),
            span: Span::new(0, 1),
        }
    }

    #[test]
    fn sides_introduce_themselves_in_many_ways() {
        let found = |text: &str| -> Vec<(String, String, Option<String>)> {
            let read = units_of(text);
            sides(&read, true).into_iter().map(|side| (side.full(), side.called, side.short)).collect()
        };
        let side = |name: &str, called: &str, short: Option<&str>| {
            (name.to_owned(), called.to_owned(), short.map(str::to_owned))
        };
        assert_eq!(
            found("Auftraggeber (AG): Dreesbach Solartechnik GmbH\nNachunternehmer (NU): Elektro Voss OHG\n"),
            [
                side("Dreesbach Solartechnik GmbH", "auftraggeber", Some("AG")),
                side("Elektro Voss OHG", "nachunternehmer", Some("NU")),
            ]
        );
        assert_eq!(
            found(
                "zwischen der WEG Kastanienallee 14-18, vertreten durch die Hausverwaltung Brandstetter (Auftraggeber), und der Flockdown GmbH, Hohenfurt (Auftragnehmer)\n"
            ),
            [
                side(
                    "WEG Kastanienallee 14-18, vertreten durch die Hausverwaltung Brandstetter",
                    "auftraggeber",
                    None
                ),
                side("Flockdown GmbH", "auftragnehmer", None),
            ]
        );
        assert_eq!(
            found("ClearTill Systems Ltd (\"we\", \"us\") and The Lantern Trust (\"you\")\n"),
            [side("ClearTill Systems Ltd", "we", None), side("The Lantern Trust", "you", None)]
        );
    }

    /// Where the last word with a digit stands, else the end.
    fn day(clause: &str) -> usize {
        clause.rfind(|c: char| c.is_ascii_digit()).unwrap_or(clause.len())
    }

    #[test]
    fn a_clause_binds_who_acts() {
        let english = [side("Corn Hall", "hall", None), side("Sinfonia", "hirer", None)];
        for (clause, who) in [
            ("A deposit shall be paid by the Hirer not later than 2 November.", "Sinfonia"),
            ("The Hall shall name its technician to the Hirer by 15 January.", "Corn Hall"),
            ("The Hirer shall furnish the Hall with its list not later than 22 May.", "Sinfonia"),
            ("The Hirer shall, not later than 2 November, pay the Hall a deposit.", "Sinfonia"),
            ("Menus must be put before the Hirer by the Hall eight weeks ahead.", "Corn Hall"),
        ] {
            assert_eq!(
                bound(&english, clause, day(clause)).map(|side| side.name.as_str()),
                Some(who),
                "{clause}"
            );
        }
        let german =
            [side("Dreesbach", "auftraggeber", Some("AG")), side("Voss", "nachunternehmer", Some("NU"))];
        for (clause, who) in [
            ("Die Pläne überlässt der AG dem NU vierzehn Tage vor Beginn.", "Dreesbach"),
            ("Der NU hat bis zum 22. Mai den Nachweis vorzulegen.", "Voss"),
            (
                "Die Fläche hält der AG dem NU frei; erklärt sich der NU nicht bis 15. Juni, verfällt sie.",
                "Voss",
            ),
            ("Dem Auftraggeber zeigt der Nachunternehmer Mängel an.", "Voss"),
        ] {
            assert_eq!(
                bound(&german, clause, day(clause)).map(|side| side.name.as_str()),
                Some(who),
                "{clause}"
            );
        }
        let speaking = [side("ClearTill", "we", None), side("Lantern", "you", None)];
        for (clause, who) in [
            ("We will install version 6 by 30 November.", Some("ClearTill")),
            ("You return the old drawers by 30 November.", Some("Lantern")),
            ("An engineer will be with you by Friday.", None),
        ] {
            assert_eq!(bound(&speaking, clause, day(clause)).map(|side| side.name.as_str()), who, "{clause}");
        }
    }
}

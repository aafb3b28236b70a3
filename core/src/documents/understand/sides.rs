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
    /// The word that stands for it, in lower case: `tenant`, `auftraggeber`.
    pub(super) called: String,
    /// Where the name stands.
    pub(super) span: Span,
}

/// `Name (the "Tenant")`, `Name (nachfolgend „Mieter“)`.
static DEFINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?P<name>\p{Lu}[^()"]{2,90}?),?\s*\((?:(?:the|hereinafter|hereafter|referred to as|called|im Folgenden|nachfolgend|nachstehend|kurz|als|-|:)[ ,]*)*"?(?:the |der |die )?(?P<called>\p{Lu}\p{L}{3,24})"?\)"#,
    )
    .expect("a fixed pattern")
});

/// `Tenant: Name, place`.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s(])(?P<called>\p{Lu}\p{L}{4,24}):\s+(?P<name>\p{Lu}[^,;:(]{2,70})")
        .expect("a fixed pattern")
});

/// What leads to a name: "between A and B".
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^.*(?:\bbetween|\bzwischen|\band|\bund|\bfor|\bby|\bof the|\bder Firma)\s+")
        .expect("a fixed pattern")
});

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
const NO_SIDE: [&str; 12] = [
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

/// Finds the sides; nothing where fewer than two introduce themselves.
pub(super) fn sides(units: &[Unit]) -> Vec<Side> {
    let mut found: Vec<Side> = Vec::new();
    let head_units: Vec<&Unit> =
        units.iter().filter(|unit| matches!(unit.zone, Zone::Body | Zone::Heading)).take(HEAD).collect();
    for (place, unit) in head_units.iter().enumerate() {
        for pattern in [&DEFINED, &LABELLED] {
            for captures in pattern.captures_iter(&unit.plain) {
                let (Some(name), Some(called)) = (captures.name("name"), captures.name("called")) else {
                    continue;
                };
                let called = called.as_str().to_lowercase();
                if NO_SIDE.contains(&called.as_str()) || found.iter().any(|side| side.called == called) {
                    continue;
                }
                let captured = name;
                let whole = name.as_str();
                let acting = ACTING.find(whole).map_or(whole.len(), |acting| acting.start());
                let acts = acting < whole.len() || ACTING.is_match(&unit.plain[..captured.start()]);
                let head = &whole[..acting];
                // "represented by … (the "Landlord")" below the name.
                let above = head_above(&head_units, place);
                let skipped = LEAD.find(head).map_or(0, |lead| lead.end());
                let start = name.start() + skipped;
                let name = &head[skipped..];
                let name = name.split(", ").next().unwrap_or(name).trim_end_matches([' ', ',']);
                if name.chars().filter(|c| c.is_alphabetic()).count() < 3 {
                    continue;
                }
                let (name, span) = match above.filter(|_| !FIRM.is_match(name) && acts) {
                    Some(above) => (above.plain.trim(), above.span),
                    None => (name.trim(), unit.part(start, start + name.len())),
                };
                found.push(Side { name: name.to_owned(), called, span });
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
const OBJECT: [&str; 16] = [
    "of the",
    "to the",
    "upon the",
    "with the",
    "from the",
    "for the",
    "against the",
    "at the",
    "gegenüber dem",
    "gegenüber der",
    "an den",
    "an die",
    "bei dem",
    "bei der",
    "beim",
    "für den",
];

/// Returns the side that a clause binds: the first that it names as who acts.
pub(super) fn bound<'a>(sides: &'a [Side], plain: &str) -> Option<&'a Side> {
    let lower = plain.to_lowercase();
    let acts = |side: &&Side| {
        lower.match_indices(&side.called).map(|(at, _)| at).find(|at| {
            let before = lower[..*at].trim_end();
            let owned = lower[at + side.called.len()..].starts_with("'s");
            !owned && !OBJECT.iter().any(|words| before.ends_with(words))
        })
    };
    sides.iter().filter_map(|side| Some((acts(&side)?, side))).min_by_key(|(at, _)| *at).map(|(_, side)| side)
}

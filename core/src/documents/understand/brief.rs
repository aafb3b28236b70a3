//! The plain facts of a brief: parties, amounts, dates with their roles, and the summary.

use crate::documents::facts::{AmountFact, DateFact, DocumentKind, Party};
use crate::documents::understand::lexicon::any;
use crate::documents::understand::units::{Shape, Unit, Zone};
use crate::documents::understand::work::Work;
use crate::evidence::{Evidence, Span};
use crate::values::{self, Language, Reading, ValueKind, ValueOptions};

/// The most amounts and dates that a brief lists.
const MOST: usize = 20;

/// Roles of amounts, the telling ones first, each with the cue before the amount.
const AMOUNT_ROLES: [(&str, &str); 7] = [
    ("total", "row_gross"),
    ("net", "row_net"),
    ("tax", "row_tax"),
    ("subtotal", "row_subtotal"),
    ("rent", "role_rent"),
    ("deposit", "role_deposit"),
    ("fee", "role_fee"),
];

/// Finds amounts of money with what they are.
pub(super) fn amounts(work: &Work<'_>) -> Vec<AmountFact> {
    let mut found: Vec<(usize, AmountFact)> = Vec::new();
    for unit in work.units.iter().filter(|unit| unit.zone == Zone::Body).take(2_000) {
        if !unit.plain.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let words = work.source.words(unit.span);
        for value in values::find(words, &options(work, unit)) {
            if value.kind() != ValueKind::Amount {
                continue;
            }
            let before: String = words.chars().take(value.span.start).collect();
            let near: String = before.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
            // The role whose word stands nearest before the amount.
            let role = AMOUNT_ROLES
                .iter()
                .enumerate()
                .filter_map(|(rank, (role, cue))| {
                    let end = super::lexicon::Lexicon::all()
                        .iter()
                        .filter_map(|lexicon| lexicon.cue(cue).find_iter(&near).last())
                        .map(|found| found.end())
                        .max()?;
                    Some((end, std::cmp::Reverse(rank), *role))
                })
                .max();
            let rank = role.map_or(AMOUNT_ROLES.len(), |(_, rank, _)| rank.0);
            let span = value.span.shifted(unit.span.start);
            let mut value = value;
            value.span = span;
            found.push((
                rank,
                AmountFact {
                    role: role.map_or(String::new(), |(.., role)| role.to_owned()),
                    evidence: work.source.evidence(span),
                    value,
                },
            ));
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.truncate(MOST);
    found.into_iter().map(|(_, fact)| fact).collect()
}

fn options(work: &Work<'_>, unit: &Unit) -> ValueOptions {
    ValueOptions {
        language: if unit.lexicon.tag == "de" { Language::De } else { Language::En },
        reference: Some(work.anchor().at(0, 0, 0, 0)),
        region: None,
    }
}

/// Finds days with what happens on them.
pub(super) fn dates(work: &Work<'_>) -> Vec<DateFact> {
    let mut found: Vec<DateFact> = Vec::new();
    for (_, unit, moments) in work.dated() {
        if unit.zone != Zone::Body || unit.shape == Shape::Row {
            continue;
        }
        for moment in moments.iter().filter(|moment| !moment.relative) {
            let before = &unit.plain[..moment.start];
            let role = if unit.has("birth") {
                "birth"
            } else if any("received_label", before) {
                "received"
            } else if unit.lexicon.has("by", before) {
                "deadline"
            } else if work.contract && unit.has("term_end") {
                "end"
            } else if work.contract && unit.has("term_start") {
                "start"
            } else if unit.has("past") {
                "past"
            } else {
                ""
            };
            let evidence = work.source.evidence(unit.part(moment.start, moment.end));
            if found.iter().all(|fact| fact.date != moment.date || fact.role != role) {
                found.push(DateFact { role: role.to_owned(), date: moment.date, evidence });
            }
        }
        if found.len() >= MOST {
            break;
        }
    }
    found.truncate(MOST);
    found
}

/// Finds who the document is from and to, and who is named in it.
pub(super) fn parties(work: &Work<'_>) -> Vec<Party> {
    let mut found = Vec::new();
    let metadata = &work.document.metadata;
    for (role, boxes) in [("sender", &metadata.from), ("recipient", &metadata.to), ("copied", &metadata.cc)] {
        for mailbox in boxes {
            let name = mailbox.name.clone().unwrap_or_else(|| mailbox.address.clone());
            if let Some(evidence) = mention(work, &mailbox.address).or_else(|| mention(work, &name)) {
                found.push(Party {
                    name,
                    role: role.to_owned(),
                    address: Some(mailbox.address.clone()).filter(|address| !address.is_empty()),
                    evidence,
                });
            }
        }
    }
    for side in &work.sides {
        let evidence = work.source.evidence(side.span);
        found.push(Party {
            name: side.name.clone(),
            role: side.called.clone(),
            address: None,
            evidence: evidence.clone(),
        });
        if let Some(agent) = side.agent() {
            found.push(Party {
                name: agent.to_owned(),
                role: format!("for {}", side.called),
                address: None,
                evidence,
            });
        }
    }
    if found.is_empty() {
        found = companies(work);
        let issuer = letterhead(work)
            .filter(|issuer| found.iter().all(|party| party.role != "sender" && party.name != issuer.name));
        if let Some(issuer) = issuer.filter(|_| work.kind == DocumentKind::Invoice) {
            found.insert(0, issuer);
        }
    }
    found.truncate(MOST);
    found
}

/// The words that stand before or above the name of who is to pay a bill.
static PAYER: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
    regex::Regex::new(
        r"(?i)^(?:(?:(?:bill(?:ed)?|invoiced?|charged?|sold|issued) to|customer|client|to|an|kund(?:e|in)|(?:rechnung|faktura) an|rechnungsempfänger(?:in)?|empfänger(?:in)?|rechnungsanschrift)[ \t]*[:\t][ \t]*|(?:bill to|invoice to|rechnung an|rechnungsempfänger|rechnungsanschrift)$|an (?:die|den|das|herrn|frau|familie) )(?P<name>.*)$",
    )
    .expect("a fixed pattern")
});

/// How many units from the top may name who is to pay, and how many lines the name and address have.
const HEAD: usize = 30;
const ADDRESS: usize = 3;

/// The most words of a name or of a line of an address.
const NAME_WORDS: usize = 12;

/// Returns the name and address of who is to pay a bill, where a label names them.
pub(super) fn payer(work: &Work<'_>) -> Option<String> {
    let own: Vec<&Unit> = work.units.iter().filter(|unit| unit.zone != Zone::Quoted).take(HEAD).collect();
    own.iter().enumerate().find_map(|(at, unit)| {
        let found = PAYER.captures(unit.plain.trim())?;
        let name = found.name("name").map_or("", |name| name.as_str()).trim();
        let short = |text: &&str| text.split_whitespace().count() <= NAME_WORDS;
        let below = own.iter().skip(at + 1).take(ADDRESS).map(|unit| unit.plain.trim());
        let lines: Vec<&str> = std::iter::once(name).chain(below).take_while(short).collect();
        let whole = lines.join(", ");
        let whole = whole.trim_matches([',', ' ']);
        whole.chars().any(char::is_alphabetic).then(|| whole.to_owned())
    })
}

/// Returns who issued a paper, by the name at its head.
fn letterhead(work: &Work<'_>) -> Option<Party> {
    const MOST_WORDS: usize = 6;
    let unit = work.units.iter().find(|unit| unit.zone != Zone::Quoted && !unit.plain.trim().is_empty())?;
    let plain = unit.plain.trim();
    let name = plain.split_whitespace().count() <= MOST_WORDS
        && plain.chars().next().is_some_and(char::is_uppercase)
        && !plain.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '|' | '\t'))
        && !any("kind_invoice", plain)
        && !any("letter_greeting", plain);
    name.then(|| Party {
        name: plain.to_owned(),
        role: "sender".to_owned(),
        address: None,
        evidence: work.source.evidence(unit.span),
    })
}

/// Returns where words stand first.
fn mention(work: &Work<'_>, words: &str) -> Option<Evidence> {
    let at = work.document.text.find(words).filter(|_| !words.is_empty())?;
    let start = work.document.text[..at].chars().count();
    Some(work.source.evidence(Span::new(start, start + words.chars().count())))
}

/// Finds firms by their legal form, with the role that stands beside them.
fn companies(work: &Work<'_>) -> Vec<Party> {
    static FIRM: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
        regex::Regex::new(r#"(?:[A-ZÄÖÜØ][\p{L}\d.'\-]*(?: (?:&|und|and|of|für|von|de) | )){1,5}(?:GmbH(?: & Co\. KG)?|AG|KG|OHG|GbR|UG|e\. ?V\.|e\. ?K\.|eG|Ltd|Limited|LLP|LLC|Inc\.?|plc|DAC|B\.V\.|S\.A\.|SE|PartG(?: mbB)?|VVaG|Corp\.?)"#)
            .expect("a fixed pattern")
    });
    const ROLES: [&str; 14] = [
        "landlord",
        "tenant",
        "vermieter",
        "mieter",
        "auftraggeber",
        "auftragnehmer",
        "customer",
        "supplier",
        "licensor",
        "licensee",
        "arbeitgeber",
        "employer",
        "käufer",
        "verkäufer",
    ];
    let mut found: Vec<Party> = Vec::new();
    // Who is to pay a bill did not send it.
    let payer = if work.kind == DocumentKind::Invoice { payer(work) } else { None };
    for unit in work.units.iter().filter(|unit| unit.zone != Zone::Quoted).take(80) {
        for hit in FIRM.find_iter(&unit.plain) {
            let name = hit.as_str().trim().to_owned();
            if found.iter().any(|party| party.name == name) {
                continue;
            }
            let around = format!(
                "{} {}",
                unit.plain[..hit.start()]
                    .chars()
                    .rev()
                    .take(24)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev()
                    .collect::<String>(),
                unit.plain[hit.end()..].chars().take(40).collect::<String>()
            )
            .to_lowercase();
            let role = ROLES.iter().find(|role| around.contains(*role)).copied().unwrap_or_else(|| {
                let sent = found.iter().any(|party| party.role == "sender");
                match payer.as_ref() {
                    Some(payer) if payer.contains(&name) => "recipient",
                    Some(_) if !sent => "sender",
                    None if found.is_empty() && !work.contract => "sender",
                    _ => "party",
                }
            });
            let evidence = work.source.evidence(unit.part(hit.start(), hit.end()));
            found.push(Party { name, role: role.to_owned(), address: None, evidence });
        }
    }
    found
}

/// Picks up to three sentences that tell best what the document says: those whose words the document uses
/// most, led by those that state a deadline, an amount or a request (after H. P. Luhn, "The automatic
/// creation of literature abstracts", 1958).
pub(super) fn summary(work: &Work<'_>) -> Vec<Evidence> {
    use std::collections::HashMap;
    let words = |unit: &Unit| -> Vec<String> {
        unit.plain
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 3 && !unit.lexicon.has("stopword", word))
            .map(str::to_lowercase)
            .collect()
    };
    let usable: Vec<(usize, &Unit)> = work
        .units
        .iter()
        .enumerate()
        .filter(|(_, unit)| {
            let length = unit.plain.split_whitespace().count();
            unit.zone == Zone::Body && unit.shape != Shape::Row && (4..=60).contains(&length)
        })
        .filter(|(_, unit)| {
            let plain = unit.plain.trim();
            !unit.has("boilerplate") && !any("letter_greeting", plain) && !any("closing", plain)
        })
        .take(1_500)
        .collect();
    let mut counts: HashMap<String, u32> = HashMap::new();
    for (_, unit) in &usable {
        for word in words(unit) {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut scored: Vec<(i64, usize, Span)> = usable
        .iter()
        .map(|&(at, unit)| {
            let own = words(unit);
            let weight: u32 = own.iter().map(|word| counts.get(word).copied().unwrap_or(0).min(8)).sum();
            let length = i64::try_from(own.len().max(3)).unwrap_or(3);
            let mut score = i64::from(weight) * 100 / length;
            score += if at < 8 { 60 } else { 0 };
            score += if unit.has("request") || unit.has("obligation") { 60 } else { 0 };
            score += if work.moments.get(at).is_some_and(|found| !found.is_empty()) { 50 } else { 0 };
            score += if unit.plain.trim_end().ends_with(['.', '!', '?']) { 80 } else { 0 };
            (score, at, unit.span)
        })
        .collect();
    scored.sort_by_key(|(score, at, _)| (std::cmp::Reverse(*score), *at));
    scored.truncate(3);
    scored.sort_by_key(|(_, at, _)| *at);
    scored.into_iter().map(|(.., span)| work.source.evidence(span)).collect()
}

/// Says whether an amount is what the bill asks for, for the title of a deadline.
pub(super) fn total(amounts: &[AmountFact], kind: DocumentKind) -> Option<String> {
    let bill = matches!(kind, DocumentKind::Invoice | DocumentKind::Reminder);
    let fact = amounts.iter().find(|fact| fact.role == "total").filter(|_| bill)?;
    match fact.value.best() {
        Reading::Amount { number, currency: Some(code), .. } => {
            let mut number = *number;
            // Nobody writes 8893.6 for money.
            if number.scale() == 1 {
                number.rescale(2);
            }
            Some(format!("{code} {number}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::documents::understand::testing::brief_of;

    #[test]
    fn who_is_billed_is_to_pay_and_did_not_send_the_bill() {
        for (text, payer) in [
            (
                "ALDER HIRE\n\nInvoice 4711\nDate: 20 November 2026\nBill to: Brook Office Limited, 9 Priory Lane\n\nHire of a lift\n\nTotal due: £ 480.00\n\nPayment within 30 days.\n",
                "Brook Office Limited",
            ),
            (
                "Erle Technik\n\nAn die Bach Büro GmbH\n\nRechnung 4711\nDatum: 20. November 2026\n\nGesamtbetrag: 480,00 EUR\n\nZahlbar innerhalb von 14 Tagen.\n",
                "Bach Büro GmbH",
            ),
        ] {
            let brief = brief_of(text, "bill.txt");
            let sender = brief.parties.iter().find(|party| party.role == "sender").map(|party| &party.name);
            assert!(sender.is_some_and(|name| !name.contains(payer)), "{sender:?}");
            let bound: Vec<_> = brief.deadlines.iter().map(|deadline| deadline.obliged.clone()).collect();
            assert_eq!(bound.len(), 1, "{bound:?}");
            assert!(bound[0].as_ref().is_some_and(|name| name.contains(payer)), "{bound:?}");
        }
    }
}

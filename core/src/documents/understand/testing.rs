//! What the tests of rules share: a text read as a file of an office on 23 November 2026.

use jiff::civil::datetime;

use crate::documents::facts::Brief;
use crate::documents::parse;
use crate::documents::understand::work::Work;
use crate::documents::understand::{Context, proposed, told, understand};
use crate::settings::Limits;

/// Returns the brief of a text.
pub(super) fn brief_of(text: &str, name: &str) -> Brief {
    let document = parse(text.as_bytes(), name, &Limits::default()).expect("a text is read");
    understand(&document, &context(name))
}

/// Returns the brief of a text with all that is proposed for the agenda: what rules find, before the trees decide
/// by the whole document, of which a test has but a few lines.
pub(super) fn proposed_of(text: &str, name: &str) -> Brief {
    let document = parse(text.as_bytes(), name, &Limits::default()).expect("a text is read");
    let (context, mut brief) = (context(name), Brief::default());
    let work = Work::begin(&document, &context, &mut brief);
    told(&work, brief, proposed(&work))
}

fn context(name: &str) -> Context {
    Context {
        document: "doc_00000000000000000000000001".parse().expect("an id"),
        name: name.to_owned(),
        now: datetime(2026, 11, 23, 9, 0, 0, 0),
    }
}

/// Returns the days of the deadlines that are found in a text.
pub(super) fn dues(text: &str, name: &str) -> Vec<String> {
    brief_of(text, name).deadlines.iter().map(|deadline| deadline.due.to_string()).collect()
}

/// Wraps clauses in an agreement between two sides.
pub(super) fn english_contract(clauses: &str) -> String {
    format!(
        "# Hire Agreement\n\nmade on 10 November 2026 between Alder Hire Limited (\"the Owner\") and Brook Office Limited (\"the Customer\")\n\n{clauses}\n\nThis Agreement is governed by English law.\n"
    )
}

/// The same in German.
pub(super) fn german_contract(clauses: &str) -> String {
    format!(
        "# Wartungsvertrag\n\nzwischen der Erle Technik GmbH (nachfolgend \"Auftragnehmer\") und der Bach Büro GmbH (nachfolgend \"Auftraggeber\"), geschlossen am 10.11.2026\n\n{clauses}\n\nGerichtsstand ist Kassel. Es gilt deutsches Recht.\n"
    )
}

//! What an answer holds at most: cut text, cut quotes, short lists.

use crate::documents::Document;
use crate::documents::facts::{Brief, Finding};
use crate::evidence::{Evidence, Place, Span};

/// The longest quote, in characters.
const QUOTE: usize = 600;
/// The longest line of text such as a title, in characters.
pub(super) const LINE: usize = 300;
/// The most facts of a sort.
const FACTS: usize = 40;

/// Cuts a text to so many characters.
pub(super) fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// Cuts a quote, and its span with it.
pub(super) fn short(evidence: &Evidence) -> Evidence {
    if evidence.quote.chars().count() <= QUOTE {
        return evidence.clone();
    }
    let quote = cut(&evidence.quote, QUOTE);
    let span = Span::new(evidence.span.start, evidence.span.start + QUOTE);
    Evidence { quote, span, ..evidence.clone() }
}

/// Cuts a finding.
pub(super) fn short_finding(finding: &Finding) -> Finding {
    Finding {
        message: cut(&finding.message, QUOTE),
        evidence: finding.evidence.as_ref().map(short),
        ..finding.clone()
    }
}

/// Cuts every list of a brief, and every quote in it.
pub(super) fn short_brief(brief: &Brief) -> Brief {
    let mut brief = brief.clone();
    brief.title = cut(&brief.title, LINE);
    brief.parties.truncate(FACTS);
    brief.amounts.truncate(FACTS);
    brief.dates.truncate(FACTS);
    brief.deadlines.truncate(FACTS);
    brief.tasks.truncate(FACTS);
    brief.questions.truncate(FACTS);
    brief.findings.truncate(FACTS);
    for party in &mut brief.parties {
        party.name = cut(&party.name, LINE);
        party.evidence = short(&party.evidence);
    }
    let dates = brief.dates.iter_mut().chain(&mut brief.date);
    let places = dates.map(|date| &mut date.evidence);
    let places = places.chain(brief.amounts.iter_mut().map(|amount| &mut amount.evidence));
    for evidence in places.chain(&mut brief.summary) {
        *evidence = short(evidence);
    }
    for deadline in &mut brief.deadlines {
        deadline.title = cut(&deadline.title, LINE);
        deadline.evidence = short(&deadline.evidence);
        deadline.basis = deadline.basis.iter().take(FACTS).map(short).collect();
    }
    for task in &mut brief.tasks {
        task.title = cut(&task.title, LINE);
        task.evidence = short(&task.evidence);
    }
    for question in &mut brief.questions {
        question.text = cut(&question.text, LINE);
        question.evidence = short(&question.evidence);
    }
    brief.findings = brief.findings.iter().map(short_finding).collect();
    brief
}

/// Every place that a brief names, what tells most first.
pub(super) fn places(brief: &Brief) -> impl Iterator<Item = &Evidence> {
    let told = brief.summary.iter().chain(brief.date.as_ref().map(|date| &date.evidence));
    let told = told.chain(brief.tasks.iter().map(|task| &task.evidence));
    let told = told.chain(
        brief
            .deadlines
            .iter()
            .flat_map(|deadline| std::iter::once(&deadline.evidence).chain(&deadline.basis)),
    );
    let told = told.chain(brief.questions.iter().map(|question| &question.evidence));
    let told = told.chain(brief.amounts.iter().map(|amount| &amount.evidence));
    let told = told.chain(brief.dates.iter().map(|date| &date.evidence));
    let told = told.chain(brief.parties.iter().map(|party| &party.evidence));
    told.chain(brief.findings.iter().filter_map(|finding| finding.evidence.as_ref()))
}

/// Where a document says what it is: its most telling sentence, else its name, which stands outside its text.
pub(super) fn place_of(document: &Document) -> Evidence {
    places(&document.brief).next().map(short).unwrap_or_else(|| name_of(document))
}

/// The name of a document as a place: names are data as well.
pub(super) fn name_of(document: &Document) -> Evidence {
    Evidence {
        document: document.id.clone(),
        span: Span::new(0, 0),
        place: Place::Part { part: "file name".to_owned(), paragraph: None },
        quote: cut(&document.name, LINE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_cut_with_its_span() {
        let evidence = Evidence {
            document: "doc_1".parse().unwrap(),
            span: Span::new(10, 10 + 2 * QUOTE),
            place: Place::Line { line: 1 },
            quote: "ä".repeat(2 * QUOTE),
        };
        let cut = short(&evidence);
        assert_eq!((cut.span.len(), cut.quote.chars().count()), (QUOTE, QUOTE));
        assert_eq!(cut.span.start, 10);
    }
}

//! Collects facts and hands out their markers: whatever is printed between markers is literal text.

use crate::communications::compose::marks::{self, clean, one_line};
use crate::communications::draft::{BoundFact, Inline};
use crate::communications::language::WritingLanguage;
use crate::evidence::{Evidence, Provenance, Span, TextIndex};
use crate::values::{self, ValueOptions};

/// The facts of a draft that is being written.
#[derive(Debug)]
pub(crate) struct Slots {
    pub(crate) facts: Vec<BoundFact>,
    language: WritingLanguage,
    /// How many ids were given.
    given: usize,
}

impl Slots {
    pub(crate) fn new(language: WritingLanguage) -> Self {
        Self { facts: Vec::new(), language, given: 0 }
    }

    /// Goes on with the facts that a draft has: new ones get ids that none of them bears.
    pub(crate) fn going_on(language: WritingLanguage, facts: Vec<BoundFact>) -> Self {
        let number = |fact: &BoundFact| fact.id.strip_prefix('f')?.parse::<usize>().ok();
        let given = facts.iter().filter_map(number).max().unwrap_or(0);
        Self { facts, language, given }
    }

    fn add(
        &mut self,
        role: &str,
        surface: &str,
        source: Option<Evidence>,
        asserted_by: Provenance,
    ) -> String {
        self.given += 1;
        let id = format!("f{}", self.given);
        let marker = marks::slot(&id);
        self.facts.push(BoundFact {
            id,
            role: role.to_owned(),
            surface: one_line(surface),
            source,
            asserted_by,
        });
        marker
    }

    /// A value that a document says.
    pub(crate) fn read(&mut self, role: &str, surface: &str, evidence: Evidence) -> String {
        self.add(role, surface, Some(evidence), Provenance::Document)
    }

    /// Words of a document, as they stand there.
    pub(crate) fn quoted(&mut self, role: &str, evidence: &Evidence) -> String {
        self.read(role, &evidence.quote, evidence.clone())
    }

    /// What this library knows of the draft itself, such as whom it goes to.
    pub(crate) fn stated(&mut self, role: &str, surface: &str) -> String {
        self.add(role, surface, None, Provenance::System)
    }

    /// What a person gave as a whole.
    pub(crate) fn asserted(&mut self, role: &str, surface: &str) -> String {
        self.add(role, surface, None, Provenance::User)
    }

    /// Turns the values in a person's words into facts that the person asserts.
    pub(crate) fn said(&mut self, text: &str) -> String {
        let text = clean(text);
        let index = TextIndex::new(&text);
        let mut marked = String::new();
        let mut at = 0;
        let options = ValueOptions { language: self.language.of_values(), ..ValueOptions::default() };
        for value in values::find(&text, &options) {
            // Words are not read by the lexicon of another language.
            let told = self.language.has_lexicon() || value.text.contains(|c: char| c.is_ascii_digit());
            if !told || value.span.start < at || value.span.is_empty() {
                continue;
            }
            marked.push_str(index.slice(Span::new(at, value.span.start)));
            marked.push_str(&self.asserted("said", &value.text));
            at = value.span.end;
        }
        marked.push_str(index.slice(Span::new(at, index.len())));
        marked
    }

    /// Turns the values in the literal text of inlines into facts that the person who wrote them asserts.
    pub(crate) fn said_inlines(&mut self, inlines: &[Inline]) -> Vec<Inline> {
        let mut said = Vec::new();
        for inline in inlines {
            match inline {
                Inline::Text { text } => said.extend(marks::inlines(&self.said(text))),
                other => said.push(other.clone()),
            }
        }
        said
    }
}

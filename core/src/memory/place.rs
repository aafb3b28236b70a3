//! Where the words of a source stand.

use crate::documents::Documents;
use crate::error::{Error, Result};
use crate::evidence::{Evidence, Place, Span};

use super::fact::FactSource;

/// The most sources of a fact.
const SOURCES: usize = 20;
/// The longest quote, in characters.
const QUOTE: usize = 600;

/// Finds the places of sources in their documents.
///
/// # Errors
/// `not_found` for a document that is not there; `invalid_input` for words that do not stand in it.
pub(super) async fn of(documents: &Documents, sources: &[FactSource]) -> Result<Vec<Evidence>> {
    if sources.len() > SOURCES {
        return Err(Error::invalid_input(format!("a fact has at most {SOURCES} sources")));
    }
    let mut found = Vec::with_capacity(sources.len());
    for source in sources {
        let quote = source.quote.trim();
        let length = quote.chars().count();
        if length == 0 || length > QUOTE {
            return Err(Error::invalid_input(format!("a quote has 1 to {QUOTE} characters")));
        }
        let parsed = documents.text(&source.document).await?;
        let Some(at) = parsed.text.find(quote) else {
            let message = format!("the words of the quote do not stand in document {}", source.document);
            return Err(Error::invalid_input(message));
        };
        let start = parsed.text[..at].chars().count();
        let span = Span::new(start, start + length);
        let block = parsed.blocks.iter().find(|block| block.span.overlaps(span));
        let place = block.map_or(Place::Line { line: 1 }, |block| block.place.clone());
        found.push(Evidence { document: source.document.clone(), span, place, quote: quote.to_owned() });
    }
    Ok(found)
}

//! Documents as resources: `secretariat://documents/doc_…`.

use rmcp::model::{ListResourcesResult, ReadResourceResult, Resource, ResourceContents};

use crate::error::Result;
use crate::id::DocumentId;
use crate::office::Office;

/// What the address of a document begins with.
const DOCUMENTS: &str = "secretariat://documents/";
/// The documents of a page.
const PAGE: usize = 100;
/// The most characters of a text.
const CHARACTERS: usize = 400_000;
/// The longest title, in characters.
const TITLE: usize = 300;

/// Lists a page of documents.
///
/// # Errors
/// Those of [`crate::documents::Documents::list`].
pub(super) async fn list(office: &Office, cursor: Option<String>) -> Result<ListResourcesResult> {
    let (page, next) = office.documents().list(cursor, PAGE).await?;
    let cut = |text: &str| text.chars().take(TITLE).collect::<String>();
    let resources = page.iter().map(|document| {
        let address = format!("{DOCUMENTS}{}", document.id);
        Resource::new(address, cut(&document.name))
            .with_title(cut(&document.brief.title))
            .with_mime_type("text/plain")
    });
    let mut listed = ListResourcesResult::with_all_items(resources.collect());
    listed.next_cursor = next;
    Ok(listed)
}

/// Reads the text of a document; nothing for another address.
///
/// # Errors
/// Those of [`crate::documents::Documents::text`].
pub(super) async fn read(office: &Office, address: &str) -> Result<Option<ReadResourceResult>> {
    let id = address.strip_prefix(DOCUMENTS).and_then(|id| id.parse::<DocumentId>().ok());
    let Some(id) = id else { return Ok(None) };
    let text = office.documents().text(&id).await?.text;
    let text = match text.char_indices().nth(CHARACTERS) {
        Some((at, _)) => format!("{}… (cut off after {CHARACTERS} characters)", &text[..at]),
        None => text,
    };
    Ok(Some(ReadResourceResult::new(vec![ResourceContents::text(text, address)])))
}

//! Files that the application knows better than this library: the port, and the way of its pages into a
//! document.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::callback;
use crate::documents::formats::{Format, read_page};
use crate::documents::model::ParsedDocument;
use crate::documents::parse::{finished, fits, on_own_thread};
use crate::documents::{Budget, DocumentBuilder};
use crate::error::{Error, Result};
use crate::settings::Limits;

/// Reads files that the application knows better, such as a format of its own.
///
/// It works in this process, wherever the built-in parsers do. A call must not block its thread, and ends
/// within [`Limits::callback_millis`]; what it returns is trusted no more than the file itself.
///
/// ```
/// use std::sync::Arc;
///
/// use secretariat::documents::{FileParser, ParsedFile, Source};
/// use secretariat::{Office, Result};
///
/// #[derive(Debug)]
/// struct Transcripts;
///
/// #[async_trait::async_trait]
/// impl FileParser for Transcripts {
///     fn extensions(&self) -> Vec<String> {
///         vec!["talk".into()]
///     }
///
///     async fn parse(&self, bytes: &[u8], _: &str) -> Result<Option<ParsedFile>> {
///         let Some(words) = bytes.strip_prefix(b"TALK 1\n") else { return Ok(None) };
///         let pages = vec![String::from_utf8_lossy(words).into_owned()];
///         Ok(Some(ParsedFile { pages, ..ParsedFile::default() }))
///     }
/// }
///
/// # tokio::runtime::Runtime::new()?.block_on(async {
/// let office = Office::builder().file_parser(Arc::new(Transcripts)).build().await?;
/// let talk = office.documents().add(Source::bytes("today.talk", b"TALK 1\nAnna calls.")).await?;
/// assert_eq!(office.documents().text(&talk.id).await?.text, "Anna calls.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[async_trait]
pub trait FileParser: Send + Sync + std::fmt::Debug {
    /// Returns the file name endings it reads, without dot, in lower case, such as `dwg`; asked once, when
    /// the office is built.
    fn extensions(&self) -> Vec<String>;

    /// Reads a file, or returns `None` to leave it to the built-in parsers. `name` is for messages and hints
    /// only; the sender of a mail chose it.
    ///
    /// # Errors
    /// They become those of the file and keep their kind: `corrupt` for a damaged one, `denied` for an
    /// encrypted one.
    async fn parse(&self, bytes: &[u8], name: &str) -> Result<Option<ParsedFile>>;
}

/// A file as a parser of the application read it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ParsedFile {
    /// The title; without one, the first heading of level 1 is.
    pub title: Option<String>,
    /// The language as a BCP 47 tag, if it is known.
    pub language: Option<String>,
    /// The pages, slides or sheets as Markdown, in order.
    pub pages: Vec<String>,
}

/// The parsers of an office, each with the endings it reads.
#[derive(Debug, Default)]
pub(crate) struct FileParsers(Vec<(Vec<String>, Arc<dyn FileParser>)>);

impl FileParsers {
    /// Asks each parser for its endings.
    pub(crate) fn new(parsers: Vec<Arc<dyn FileParser>>) -> Self {
        let dotted = |ending: String| format!(".{}", ending.trim_start_matches('.').to_lowercase());
        let asked = |parser: Arc<dyn FileParser>| {
            let endings = parser.extensions().into_iter().map(dotted).filter(|ending| ending.len() > 1);
            (endings.collect(), parser)
        };
        Self(parsers.into_iter().map(asked).collect())
    }

    /// Asks the parsers of this ending in turn; `None` when no one reads the file.
    ///
    /// # Errors
    /// Errors name the file: those of a parser, and `limit_exceeded` when the file is too large or a parser
    /// takes too long.
    pub(crate) async fn read(&self, bytes: &[u8], name: &str, limits: &Limits) -> Result<Option<ParsedFile>> {
        let lower = name.to_lowercase();
        let most = Duration::from_millis(limits.callback_millis);
        for (endings, parser) in &self.0 {
            if !endings.iter().any(|ending| lower.ends_with(ending)) {
                continue;
            }
            fits(bytes, name, limits)?;
            let call = async { parser.parse(bytes, name).await };
            let file = callback::call("the application's parser", most, call).await;
            if let Some(file) = file.map_err(|error| named(error, name))? {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }
}

/// Reads the pages within the limits, as a built-in parser would read the file. This call blocks.
///
/// # Errors
/// `limit_exceeded` naming the file.
pub(crate) fn document(file: ParsedFile, name: &str, limits: &Limits) -> Result<ParsedDocument> {
    on_own_thread(name, limits, {
        let name = name.to_owned();
        move |budget| read_pages(&file, budget).map_err(|error| named(error, &name))
    })
}

fn read_pages(file: &ParsedFile, budget: Budget) -> Result<ParsedDocument> {
    let most = budget.limits().pages as usize;
    if file.pages.len() > most {
        return Err(Error::limit_exceeded(format!("more than {most} pages")));
    }
    let mut out = DocumentBuilder::new(Format::Markdown, budget);
    out.set_pages(u32::try_from(file.pages.len()).unwrap_or(u32::MAX).max(1));
    for (number, page) in (1u32..).zip(&file.pages) {
        read_page(page, number, &mut out)?;
    }
    if let Some(title) = stated(file.title.as_deref(), out.budget())? {
        out.metadata().title = Some(title);
    }
    out.metadata().language = stated(file.language.as_deref(), out.budget())?;
    Ok(finished(out))
}

/// Returns what the parser says about the file, within the memory it may take.
fn stated(words: Option<&str>, budget: &Budget) -> Result<Option<String>> {
    let Some(words) = words.map(str::trim).filter(|words| !words.is_empty()) else { return Ok(None) };
    budget.charge(words.len() as u64)?;
    Ok(Some(words.to_owned()))
}

/// Names the file, which a parser may have done itself.
fn named(error: Error, name: &str) -> Error {
    let done = error.message().strip_prefix(name).is_some_and(|rest| rest.starts_with(':'));
    if done { error } else { error.about(name) }
}

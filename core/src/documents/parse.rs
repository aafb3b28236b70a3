//! Parses one untrusted file in this process, on a thread of its own, within budgets.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::documents::formats::{Detected, identify};
use crate::documents::{Budget, DocumentBuilder, Format, Input, ParsedDocument};
use crate::error::{Error, ErrorKind, Result};
use crate::settings::Limits;

/// The stack of a parsing thread: parsers bound their recursion, dropped trees of libraries may not.
const STACK: usize = 64 << 20;
/// How long a parser may take to notice that its time is over.
const GRACE: Duration = Duration::from_millis(1_500);

/// Parses a file: finds its format, and reads it within the limits.
///
/// `name` is for messages and hints only: nothing is opened. This call blocks; a parser that does not end
/// in time is left behind on its thread and ends at its next look at the budget.
///
/// # Errors
/// Each names the file: `unsupported` for formats that are not read, `denied` for encrypted files,
/// `corrupt` for empty or damaged ones, `limit_exceeded` when a budget is used up, `internal` when a
/// parser failed.
///
/// # Examples
/// ```
/// use secretariat::documents::parse;
/// use secretariat::settings::Limits;
///
/// let note = parse(b"# Minutes\n\nAnn calls the bank.", "minutes.md", &Limits::default())?;
/// assert_eq!(note.text, "Minutes\n\nAnn calls the bank.");
/// # Ok::<(), secretariat::Error>(())
/// ```
pub fn parse(bytes: &[u8], name: &str, limits: &Limits) -> Result<ParsedDocument> {
    let format = accept(bytes, name, limits)?;
    let (owned, file) = (bytes.to_vec(), name.to_owned());
    on_own_thread(name, limits, move |budget| parse_here(&owned, &file, format, budget))
}

/// Reads on a thread of its own, within a new budget, and goes on without it when its time is over.
pub(super) fn on_own_thread(
    name: &str,
    limits: &Limits,
    read: impl FnOnce(Budget) -> Result<ParsedDocument> + Send + 'static,
) -> Result<ParsedDocument> {
    let budget = Budget::new(*limits);
    let (sender, receiver) = channel();
    let shared = budget.clone();
    let worker = thread::Builder::new()
        .name("secretariat-parse".to_owned())
        .stack_size(STACK)
        .spawn(move || {
            // Nobody listens any more when the time was over.
            let _ = sender.send(read(shared));
        })
        .map_err(|error| Error::unavailable("no thread could be started").with_source(error).about(name))?;
    let time = Duration::from_millis(limits.cpu_millis) + GRACE;
    let outcome = receiver.recv_timeout(time).or_else(|error| match error {
        RecvTimeoutError::Timeout => {
            budget.cancel();
            receiver.recv_timeout(GRACE)
        }
        RecvTimeoutError::Disconnected => Err(error),
    });
    match outcome {
        Ok(document) => document,
        Err(RecvTimeoutError::Timeout) => {
            Err(Error::limit_exceeded(format!("reading took longer than {} s", limits.cpu_millis / 1_000))
                .about(name))
        }
        // The sender is gone without a word: the parser panicked.
        Err(RecvTimeoutError::Disconnected) => {
            let _ = worker.join();
            Err(Error::internal("the parser failed: please report this file").about(name))
        }
    }
}

/// Checks size and format.
pub(super) fn accept(bytes: &[u8], name: &str, limits: &Limits) -> Result<Format> {
    fits(bytes, name, limits)?;
    match identify(bytes, name) {
        Detected::Format(format) => Ok(format),
        Detected::Empty => Err(Error::corrupt("is empty").about(name)),
        Detected::Encrypted(what) => Err(Error::new(
            ErrorKind::Denied,
            format!("is {what} protected by a password; save a copy without one"),
        )
        .about(name)),
        Detected::Unsupported(what) => {
            Err(Error::unsupported(format!("is {what}, which is not read yet")).about(name))
        }
    }
}

/// Checks the size.
pub(super) fn fits(bytes: &[u8], name: &str, limits: &Limits) -> Result<()> {
    if bytes.len() as u64 > limits.file_bytes {
        let most = limits.file_bytes >> 20;
        return Err(Error::limit_exceeded(format!(
            "is larger than {most} MiB; raise `limits.file_bytes` to read it"
        ))
        .about(name));
    }
    Ok(())
}

/// Parses on the present thread.
pub(super) fn parse_here(bytes: &[u8], name: &str, format: Format, budget: Budget) -> Result<ParsedDocument> {
    let mut out = DocumentBuilder::new(format, budget);
    format.parser().parse(Input { bytes, name }, &mut out).map_err(|error| {
        // A parser may name the file itself.
        if error.message().starts_with(name) { error } else { error.about(name) }
    })?;
    Ok(finished(out))
}

/// Ends a document, and notes when it holds nothing.
pub(super) fn finished(out: DocumentBuilder) -> ParsedDocument {
    let mut document = out.finish();
    if document.blocks.is_empty() && document.images.is_empty() && document.notes.is_empty() {
        document.notes.push(crate::documents::ParseNote {
            code: "no_text".to_owned(),
            message: "the file holds no text".to_owned(),
            page: None,
        });
    }
    document
}

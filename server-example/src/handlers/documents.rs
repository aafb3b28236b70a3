//! Documents in and out, and the jobs that read them.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use futures::StreamExt;
use schemars::JsonSchema;
use secretariat::Source;
use secretariat::documents::progress::{Progress, Step};
use secretariat::documents::{Document, Documents, Job};
use secretariat::id::{DocumentId, JobId};
use secretariat::rights::Permission;
use serde::Serialize;

use super::sessions::encode;
use super::upload::{Most, receive};
use crate::access::Caller;
use crate::app::App;
use crate::idempotency::Reply;
use crate::problem::Problem;

/// How long a look at a job waits for news of it.
const LOOK: Duration = Duration::from_millis(100);

/// Files that were taken.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Accepted {
    /// One job for each file.
    jobs: Vec<AcceptedFile>,
}

/// A file that was taken.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AcceptedFile {
    /// The job that reads it.
    id: JobId,
    /// The file's name.
    name: String,
}

/// Files that were read.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Added {
    /// What became of each file.
    items: Vec<AddedFile>,
}

/// A file that was read, or could not be.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AddedFile {
    /// The file's name.
    name: String,
    /// Its document, if it could be read.
    document: Option<Document>,
    /// Why not, if it could not.
    error: Option<String>,
}

/// How a job stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct JobState {
    /// The job.
    id: JobId,
    /// Whether all its files are done.
    finished: bool,
    /// What happened so far.
    events: Vec<Progress>,
}

/// Takes files in, and reads them in the background, or at once with `Prefer: wait`.
pub(crate) async fn add(
    State(app): State<Arc<App>>,
    caller: Caller,
    request: Request,
) -> Result<Reply, Problem> {
    // Before the upload: nobody sends a large file in vain.
    caller.office.may(Permission::DocumentsAdd).await?;
    let query = parameters(request.uri().query().unwrap_or_default());
    let waits = request.headers().get("prefer").is_some_and(|value| value.as_bytes().starts_with(b"wait"));
    let most = Most {
        file_bytes: app.settings.settings.limits.file_bytes,
        files: app.settings.limits.files,
        bytes: app.settings.limits.upload_bytes,
    };
    let uploads = receive(request, query.get("name").map(String::as_str), most).await?;
    let group = query.get("group");
    let sources = uploads.iter().map(|upload| match group {
        Some(group) => upload.source().in_group(group.clone()),
        None => upload.source(),
    });
    let documents = caller.office.documents();
    if waits {
        return added(documents, sources.collect()).await;
    }
    let jobs: Vec<Job> = sources.map(|source| documents.submit(vec![source])).collect();
    for job in &jobs {
        job.accepted().await?;
    }
    let jobs = jobs
        .iter()
        .zip(uploads)
        .map(|(job, upload)| AcceptedFile { id: job.id().clone(), name: upload.name });
    encode(StatusCode::ACCEPTED, &Accepted { jobs: jobs.collect() })
}

/// Reads files in this process, one after the other.
async fn added(documents: &Documents, sources: Vec<Source>) -> Result<Reply, Problem> {
    let mut items = Vec::new();
    let is_alone = sources.len() == 1;
    for source in sources {
        let name = source.name().to_owned();
        let (document, error) = match documents.add(source).await {
            // A file that comes alone and cannot be read is what went wrong with the request.
            Err(error) if is_alone => return Err(error.into()),
            Err(error) => (None, Some(error.message().to_owned())),
            Ok(document) => (Some(document), None),
        };
        items.push(AddedFile { name, document, error });
    }
    encode(StatusCode::CREATED, &Added { items })
}

/// Says how a job stands.
pub(crate) async fn job(caller: Caller, Path(id): Path<String>) -> Result<Reply, Problem> {
    let id: JobId = id.parse()?;
    let job = caller.office.documents().job(&id).await?;
    let mut news = std::pin::pin!(job.progress(0));
    let mut events = Vec::new();
    while let Ok(Some(event)) = tokio::time::timeout(LOOK, news.next()).await {
        events.push(event);
    }
    let finished = events.last().is_some_and(|event| event.step == Step::Finished);
    encode(StatusCode::OK, &JobState { id, finished, events })
}

/// Hands the file out as it was added: as a download that no browser runs.
pub(crate) async fn original(
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Reply, Problem> {
    let id: DocumentId = id.parse()?;
    let document = caller.office.documents().get(&id).await?;
    let tag = format!("\"{}\"", document.sha256);
    let mut reply = match headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes())
    {
        true => {
            Reply { status: StatusCode::NOT_MODIFIED, headers: HeaderMap::new(), body: Default::default() }
        }
        false => {
            let bytes = caller.office.documents().original(&id).await?;
            Reply::of(StatusCode::OK, "application/octet-stream", bytes.into())
        }
    };
    let disposition = disposition(&document.name);
    for (name, value) in [
        (header::ETAG, tag.as_str()),
        (header::CONTENT_DISPOSITION, &disposition),
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            reply.headers.insert(name, value);
        }
    }
    Ok(reply)
}

/// Writes the name of a download (RFC 6266): every byte that is no letter or digit is escaped, so it cannot leave its
/// quotes or its line.
fn disposition(name: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');
    format!("attachment; filename*=UTF-8''{}", percent_encoding::utf8_percent_encode(name, KEPT))
}

/// Reads the parameters of a query.
pub(super) fn parameters(query: &str) -> HashMap<String, String> {
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.take(16).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_download_cannot_leave_its_header() {
        assert_eq!(
            disposition("Mietvertrag Süd.pdf"),
            "attachment; filename*=UTF-8''Mietvertrag%20S%C3%BCd.pdf"
        );
        for hostile in ["a\"; filename=evil.exe", "a\r\nX: y", "a'b%c;d", "../../x", "\u{202e}fdp.exe"] {
            let text = disposition(hostile);
            assert!(
                !text["attachment; filename*=UTF-8''".len()..]
                    .contains(['"', '\r', '\n', ';', '\'', '/', ' '])
            );
            assert!(text.is_ascii());
        }
    }
}

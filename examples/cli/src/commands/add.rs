//! `secretariat add`: files, or lines of text, into the office.

use std::path::Path;

use secretariat::documents::Source;
use secretariat::{Error, Result};
use serde::Deserialize;
use serde_json::json;

use crate::args::{Add, Global};
use crate::output::{Output, dim, line};
use crate::{files, progress, setup};

/// A text document on one line.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(alias = "_id")]
    id: String,
    #[serde(default)]
    title: String,
    text: String,
    group: Option<String>,
}

pub(crate) async fn run(global: &Global, add: Add, output: &Output) -> Result<u8> {
    let mut sources: Vec<Source> = files::expand(&add.paths)?.into_iter().map(Source::file).collect();
    if let Some(file) = &add.jsonl {
        sources.extend(read_lines(file)?);
    }
    if sources.is_empty() {
        return Err(Error::invalid_input("nothing to add; name files or folders, or `--jsonl FILE`"));
    }
    let many = sources.len() > 50;
    let office = setup::open_with_worker(global).await?;
    let (documents, failed) = progress::part(progress::add(office.documents(), sources).await?);
    if output.is_json() {
        output.json(&json!({
            "documents": documents.iter().map(|document| json!({"id": document.id, "name": document.name})).collect::<Vec<_>>(),
            "failed": failed.iter().map(|(name, error)| json!({"name": name, "kind": error.kind(), "message": error.message()})).collect::<Vec<_>>(),
        }));
    } else if many {
        output.print(&format!("{} documents are in the office\n", documents.len()));
    } else {
        for document in &documents {
            output.print(&format!("{}  {}\n", line(&document.name, 60), dim(document.id.as_str())));
        }
    }
    // In JSON the failures stand beside the documents: one answer, one value.
    for (_, error) in failed.iter().filter(|_| !output.is_json()) {
        output.error(error);
    }
    office.close().await?;
    Ok(failed.first().map_or(0, |(_, error)| error.kind().profile().exit_code))
}

fn read_lines(file: &Path) -> Result<Vec<Source>> {
    let content = std::fs::read_to_string(file).map_err(|error| {
        Error::invalid_input("cannot be read as UTF-8 text").about(file.display()).with_source(error)
    })?;
    let lines = content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            let line: Line = serde_json::from_str(line).map_err(|error| {
                Error::invalid_input(format!("line {} needs \"id\" and \"text\"", number + 1))
                    .about(file.display())
                    .with_source(error)
            })?;
            let text = match line.title.is_empty() || line.text.starts_with(&line.title) {
                true => line.text,
                false => format!("{}\n\n{}", line.title, line.text),
            };
            let source = Source::text(&line.id, text).with_key(line.id).at(number as u64);
            Ok(match line.group {
                Some(group) => source.in_group(group),
                None => source,
            })
        })
        .collect()
}

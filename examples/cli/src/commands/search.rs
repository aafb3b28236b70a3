//! `secretariat search`: passages, or a batch of queries.

use std::path::Path;

use secretariat::search::{Scope, SearchQuery};
use secretariat::{Error, Office, Result};
use serde::Deserialize;
use serde_json::json;

use crate::args::{Global, Search};
use crate::output::{Output, dim, line, strong};
use crate::setup;

/// A query on one line.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(alias = "_id")]
    id: String,
    text: String,
    group: Option<String>,
}

pub(crate) async fn run(global: &Global, search: Search, output: &Output) -> Result<u8> {
    let office = setup::open(global).await?;
    match &search.batch {
        Some(file) => batch(&office, file, search.k, output).await?,
        None => one(&office, &search, output).await?,
    }
    office.close().await?;
    Ok(0)
}

async fn one(office: &Office, search: &Search, output: &Output) -> Result<()> {
    let scope = scope(search.group.clone());
    let query = SearchQuery { limit: search.k, scope, ..SearchQuery::new(search.query.join(" ")) };
    let hits = office.documents().search(query).await?;
    if output.is_json() {
        output.json(&hits);
        return Ok(());
    }
    if hits.is_empty() {
        output.print("Nothing in your documents matches.\n");
    }
    for hit in hits {
        let document = office.documents().get(&hit.passage.document).await?;
        output.print(&format!(
            "{}  {}\n",
            strong(&line(&document.name, 60)),
            dim(&line(&hit.passage.heading, 60))
        ));
        output.print(&format!("  {}\n", line(&hit.passage.text, 240)));
    }
    Ok(())
}

async fn batch(office: &Office, file: &Path, k: usize, output: &Output) -> Result<()> {
    let content = std::fs::read_to_string(file).map_err(|error| {
        Error::invalid_input("cannot be read as UTF-8 text").about(file.display()).with_source(error)
    })?;
    let names = office.documents().all().await?.into_iter().map(|document| (document.id, document.name));
    let names: std::collections::HashMap<_, _> = names.collect();
    for (number, row) in content.lines().enumerate().filter(|(_, row)| !row.trim().is_empty()) {
        let row: Line = serde_json::from_str(row).map_err(|error| {
            Error::invalid_input(format!("line {} needs \"id\" and \"text\"", number + 1))
                .about(file.display())
                .with_source(error)
        })?;
        let scope = scope(row.group);
        let query = SearchQuery { limit: k, scope, best_of_document: true, ..SearchQuery::new(row.text) };
        let hits = office.documents().search(query).await?;
        let documents: Vec<&String> =
            hits.iter().filter_map(|hit| names.get(&hit.passage.document)).collect();
        output.print(&(json!({"query_id": row.id, "doc_ids": documents}).to_string() + "\n"));
    }
    Ok(())
}

fn scope(group: Option<String>) -> Scope {
    group.map_or(Scope::All, Scope::group)
}

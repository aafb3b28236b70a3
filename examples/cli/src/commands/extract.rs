//! `secretariat extract DOCUMENT --schema FILE`: a form filled from a document, each value with its place.

use std::path::Path;

use secretariat::documents::{Document, Source};
use secretariat::{Error, ErrorKind, Office, Result};
use serde_json::Value;

use crate::args::{Extract, Global};
use crate::output::{Output, dim, line, strong};
use crate::setup;

/// The exit code when something that the schema requires is missing.
const INCOMPLETE: u8 = 1;

pub(crate) async fn run(global: &Global, extract: Extract, output: &Output) -> Result<u8> {
    let schema = schema(&extract.schema)?;
    let office = setup::open(global).await?;
    let document = document(&office, &extract.document).await?;
    let extraction = office.documents().extract(&document.id, &schema).await?;
    if output.is_json() {
        output.json(&extraction);
    } else {
        for leaf in &extraction.leaves {
            let value = extraction.value.pointer(&leaf.pointer).unwrap_or(&Value::Null);
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            output.print(&format!(
                "{} {} {}\n",
                dim(&line(&leaf.pointer, 60)),
                strong(&line(&value, 120)),
                dim(&format!("({}: “{}”)", leaf.evidence.place, line(&leaf.evidence.quote, 80)))
            ));
        }
        for missing in &extraction.unfilled {
            output.print(&dim(&format!(
                "{} – {}\n",
                line(&missing.pointer, 60),
                line(&missing.message, 160)
            )));
        }
        for finding in &extraction.findings {
            output.note(&format!("note: {}", line(&finding.message, 300)));
        }
    }
    office.close().await?;
    Ok(if extraction.complete { 0 } else { INCOMPLETE })
}

fn schema(file: &Path) -> Result<Value> {
    serde_json::from_str(&crate::files::text(file)?)
        .map_err(|error| Error::invalid_input(format!("this is no JSON: {error}")).about(file.display()))
}

/// A document of the office, or else a file, which is read into it.
async fn document(office: &Office, named: &str) -> Result<Document> {
    match office.documents().find(named).await {
        Err(error) if error.kind() == ErrorKind::NotFound && Path::new(named).is_file() => {
            office.documents().add(Source::file(named)).await
        }
        found => found,
    }
}

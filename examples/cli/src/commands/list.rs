//! `secretariat list`: what is in the office.

use secretariat::Result;
use serde_json::json;

use crate::args::Global;
use crate::output::{Output, dim, line};
use crate::setup;

pub(crate) async fn run(global: &Global, output: &Output) -> Result<u8> {
    let office = setup::open(global).await?;
    let documents = office.documents().all().await?;
    if output.is_json() {
        let rows: Vec<_> = documents
            .iter()
            .map(|d| json!({"id": d.id, "name": d.name, "format": d.format, "kind": d.brief.kind, "title": d.brief.title, "added": d.added}))
            .collect();
        output.json(&rows);
    } else if documents.is_empty() {
        output.print("The office is empty. Put files in: secretariat add FILE…\n");
    } else {
        for document in documents {
            let kind = secretariat::documents::facts::kind_name(document.brief.kind);
            let title = line(&document.brief.title, 50);
            output.print(&format!(
                "{:<36} {kind:<13} {title}  {}\n",
                line(&document.name, 36),
                dim(document.id.as_str())
            ));
        }
    }
    office.close().await?;
    Ok(0)
}

//! `secretariat parse FILE`: one file, no office.

use secretariat::documents::Source;
use secretariat::{Result, parse_source};

use crate::args::{Form, Global, Parse};
use crate::output::{Output, plain};
use crate::setup;

pub(crate) async fn run(global: &Global, parse: Parse, output: &Output) -> Result<u8> {
    let document = parse_source(&Source::file(&parse.file), &setup::settings(global)?).await?;
    match parse.to {
        _ if output.is_json() => output.json(&document),
        Form::Json => output.json(&document),
        Form::Markdown => output.print(&plain(&secretariat::documents::to_markdown(&document))),
        Form::Text => output.print(&(plain(&document.text) + "\n")),
    }
    for note in document.notes {
        output.note(&format!("note: {}", note.message));
    }
    Ok(0)
}

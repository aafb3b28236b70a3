//! `secretariat ask`: an answer with its evidence, or an honest no.

use secretariat::Result;

use crate::args::{Ask, Global};
use crate::output::{Output, dim, line, plain, strong};
use crate::setup;

pub(crate) async fn run(global: &Global, ask: Ask, output: &Output) -> Result<u8> {
    let office = setup::open(global).await?;
    let question = ask.question.join(" ");
    let answer = match &ask.group {
        Some(group) => office.documents().ask_in_group(&question, group).await?,
        None => office.documents().ask(&question).await?,
    };
    if output.is_json() {
        output.json(&answer);
    } else {
        output.print(&format!("{}\n", strong(&plain(&answer.text))));
        for evidence in &answer.evidence {
            let document = office.documents().get(&evidence.document).await?;
            output.print(&format!(
                "  {} ({}): “{}”\n",
                line(&document.name, 60),
                evidence.place,
                line(&evidence.quote, 400)
            ));
        }
        for passage in answer.passages.iter().take(if answer.found { 0 } else { 3 }) {
            let document = office.documents().get(&passage.passage.document).await?;
            output.print(&dim(&format!(
                "  nearest: {}: {}\n",
                line(&document.name, 60),
                line(&passage.passage.text, 160)
            )));
        }
    }
    if !output.is_json() {
        for finding in &answer.findings {
            output.note(&format!("note: {}", line(&finding.message, 300)));
        }
    }
    office.close().await?;
    Ok(0)
}

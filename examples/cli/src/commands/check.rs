//! `secretariat check`: a text that was written elsewhere, against its sources.

use std::io::Read as _;
use std::path::Path;

use secretariat::communications::{CheckContext, CheckSource, Support, check_in};
use secretariat::documents::Source;
use secretariat::documents::facts::Severity;
use secretariat::values::{Language, ValueOptions};
use secretariat::{Error, Result, parse_source};

use crate::args::{Check, Global};
use crate::output::{Output, alarm, line, plain};
use crate::{files, setup};

/// The exit code of a text with a value that no source supports, or that a check would not let pass.
const UNSUPPORTED: u8 = 1;

pub(crate) async fn run(global: &Global, check: Check, output: &Output) -> Result<u8> {
    let text = text(&check.text)?;
    let settings = setup::settings(global)?;
    let mut sources = Vec::with_capacity(check.sources.len());
    for file in &check.sources {
        let document = parse_source(&Source::file(file), &settings).await?;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        sources.push(CheckSource { name, text: document.text });
    }
    let language = check.language.as_deref().map(str::parse::<Language>).transpose()?;
    let options = ValueOptions { language: language.unwrap_or_default(), ..ValueOptions::default() };
    let context =
        CheckContext { language: check.language.clone(), now: global.now, ..CheckContext::default() };
    let report = check_in(&text, &sources, &options, &context);
    let blocked = report.findings.iter().any(|finding| finding.severity == Severity::Block);
    if output.is_json() {
        output.json(&report);
    } else {
        for value in &report.values {
            let mark = match value.support {
                Support::Supported => "ok       ".to_owned(),
                Support::Elsewhere => alarm("elsewhere"),
                Support::Missing => alarm("missing  "),
            };
            let place = value.source.as_deref().unwrap_or("in no source");
            output.print(&format!("{mark} {}  {}\n", line(&value.value.text, 60), plain(place)));
        }
        for finding in &report.findings {
            output.note(&format!("{}: {}", finding.code, line(&finding.message, 200)));
        }
    }
    Ok(if report.is_supported() && !blocked { 0 } else { UNSUPPORTED })
}

fn text(file: &Path) -> Result<String> {
    if file != Path::new("-") {
        return files::text(file);
    }
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| Error::invalid_input("the input is no text in UTF-8").with_source(error))?;
    Ok(text)
}

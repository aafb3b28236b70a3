//! `secretariat show` and `drafts`: drafts as text, and as the files that they become.

use secretariat::communications::Draft;
use secretariat::communications::render::{self, RenderOptions};
use secretariat::documents::facts::Severity;
use secretariat::{Error, Office, Result};

use crate::args::{DraftForm, Global, Show, Shown};
use crate::files;
use crate::output::{Output, dim, line, plain};
use crate::setup;

pub(crate) async fn run(global: &Global, show: Show, output: &Output) -> Result<u8> {
    let office = setup::open(global).await?;
    let id = show.draft.parse()?;
    let draft = match show.version {
        Some(version) => office.communications().version(&id, version).await?,
        None => office.communications().get(&id).await?,
    };
    print(&office, &draft, &show.form, output).await?;
    office.close().await?;
    Ok(0)
}

pub(crate) async fn list(global: &Global, output: &Output) -> Result<u8> {
    let office = setup::open(global).await?;
    let drafts = office.communications().newest(100).await?;
    office.close().await?;
    if output.is_json() {
        output.json(&drafts);
        return Ok(0);
    }
    for draft in &drafts {
        let state = if draft.is_sendable() { "checked" } else { "open" };
        output.print(&format!("{}  {state:<8} {}\n", draft.id, line(&draft.print(&draft.subject), 70)));
    }
    Ok(0)
}

/// Prints a draft, or writes it into a file, and says what the checks found.
pub(super) async fn print(office: &Office, draft: &Draft, form: &Shown, output: &Output) -> Result<()> {
    match (&form.output, form.form) {
        (Some(file), _) => {
            files::write(file, &bytes(office, draft, form.form).await?)?;
            output.note(&format!("wrote {}", file.display()));
            if output.is_json() {
                output.json(draft);
            }
        }
        (None, _) if output.is_json() => output.json(draft),
        (None, DraftForm::Text) => {
            let to: Vec<&str> =
                draft.recipients.iter().map(|recipient| recipient.mailbox.address.as_str()).collect();
            output.print(&dim(&format!(
                "To: {}\nSubject: {}\n",
                plain(&to.join(", ")),
                plain(&draft.print(&draft.subject))
            )));
            output.print(&format!("\n{}\n", plain(render::text(draft).trim_end())));
        }
        (None, DraftForm::Docx | DraftForm::Pdf) if console::user_attended() => {
            return Err(Error::invalid_input("this form is no text: name the file with --output FILE"));
        }
        (None, form) => output.write(&bytes(office, draft, form).await?),
    }
    for finding in &draft.findings {
        output.note(&format!("{}: {}", finding.code, line(&finding.message, 200)));
    }
    let blocked = draft.findings.iter().any(|finding| finding.severity == Severity::Block);
    output.note(&match blocked {
        true => format!("draft {} is open: put right what is named above, for example with --say", draft.id),
        false => format!("draft {}: every value was checked against its source", draft.id),
    });
    Ok(())
}

async fn bytes(office: &Office, draft: &Draft, form: DraftForm) -> Result<Vec<u8>> {
    let mut attached = Vec::new();
    if form == DraftForm::Eml {
        for id in draft.attachments.iter().filter_map(|attachment| attachment.document.as_ref()) {
            attached.push(office.documents().original(id).await?);
        }
    }
    let attached: Vec<&[u8]> = attached.iter().map(Vec::as_slice).collect();
    let form = match form {
        DraftForm::Text => render::DraftForm::Text,
        DraftForm::Markdown => render::DraftForm::Markdown,
        DraftForm::Html => render::DraftForm::Html,
        DraftForm::Eml => render::DraftForm::Eml,
        DraftForm::Ics => render::DraftForm::Ics,
        DraftForm::Docx => render::DraftForm::Docx,
        DraftForm::Pdf => render::DraftForm::Pdf,
    };
    render::render(draft, form, &RenderOptions::default(), &attached)
}

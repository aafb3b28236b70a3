//! `secretariat draft`: replies, checked value by value.

use secretariat::communications::{Draft as StoredDraft, DraftRequest, render};
use secretariat::documents::Mailbox;
use secretariat::documents::facts::Severity;
use secretariat::{Error, Result};

use crate::args::{Draft, DraftForm, Global, Reply};
use crate::output::{Output, dim, line, plain};
use crate::setup;

pub(crate) async fn run(global: &Global, draft: Draft, output: &Output) -> Result<u8> {
    let office = setup::open(global).await?;
    let code = match draft {
        Draft::Reply(reply) => {
            let document = office.documents().find(&reply.document).await?;
            let form = reply.to;
            let draft = office.communications().draft(request(document.id, reply)?).await?;
            show(&draft, form, output)?
        }
        Draft::Show(wanted) => {
            show(&office.communications().get(&wanted.draft.parse()?).await?, wanted.to, output)?
        }
        Draft::List => {
            let drafts = office.communications().newest(100).await?;
            if output.is_json() {
                output.json(&drafts);
            } else {
                for draft in &drafts {
                    let state = if draft.is_sendable() { "checked" } else { "open" };
                    output.print(&format!(
                        "{}  {state:<8} {}\n",
                        draft.id,
                        line(&draft.print(&draft.subject), 70)
                    ));
                }
            }
            0
        }
    };
    office.close().await?;
    Ok(code)
}

fn request(document: secretariat::id::DocumentId, reply: Reply) -> Result<DraftRequest> {
    let mut request = DraftRequest::reply_to(document);
    if let Some(say) = reply.say {
        request = request.saying(say);
    }
    if let Some(from) = reply.from {
        request = request.from(mailbox(&from)?);
    }
    Ok(request)
}

fn mailbox(text: &str) -> Result<Mailbox> {
    let (name, address) = match text.trim().strip_suffix('>').and_then(|text| text.split_once('<')) {
        Some((name, address)) => (Some(name.trim().trim_matches('"').to_owned()), address.trim()),
        None => (None, text.trim()),
    };
    if !address.contains('@') {
        return Err(Error::invalid_input(format!(
            "{text} is not a mail address; write `Name <name@example.org>`"
        )));
    }
    Ok(Mailbox { name: name.filter(|name| !name.is_empty()), address: address.to_owned() })
}

fn show(draft: &StoredDraft, form: DraftForm, output: &Output) -> Result<u8> {
    if output.is_json() {
        output.json(draft);
    } else {
        match form {
            DraftForm::Eml => output.write(&render::eml(draft)?),
            DraftForm::Text => {
                let to: Vec<&str> =
                    draft.recipients.iter().map(|recipient| recipient.mailbox.address.as_str()).collect();
                output.print(&dim(&format!(
                    "To: {}\nSubject: {}\n",
                    plain(&to.join(", ")),
                    plain(&draft.print(&draft.subject))
                )));
                output.print(&format!("\n{}", plain(&render::text(draft))));
            }
        }
    }
    for finding in &draft.findings {
        output.note(&format!("{}: {}", finding.code, line(&finding.message, 200)));
    }
    let blocked = draft.findings.iter().any(|finding| finding.severity == Severity::Block);
    output.note(&match blocked {
        true => format!("draft {} is open: put right what is named above, for example with --say", draft.id),
        false => format!("draft {}: every value was checked against its source", draft.id),
    });
    Ok(0)
}

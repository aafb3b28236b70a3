//! Each kind in each form, kept in one file for a kind and a language: what is shown, and the hash of every byte.

use secretariat::communications::render::{self, DraftForm, RenderOptions};
use secretariat::communications::{Draft, DraftKind};
use sha2::{Digest, Sha256};

use super::office::world;

const FORMS: [DraftForm; 7] = [
    DraftForm::Text,
    DraftForm::Markdown,
    DraftForm::Html,
    DraftForm::Eml,
    DraftForm::Ics,
    DraftForm::Docx,
    DraftForm::Pdf,
];

fn hash(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// What is looked at of a form.
fn looked_at(form: DraftForm, bytes: &[u8]) -> String {
    let lines = || std::str::from_utf8(bytes).unwrap().replace("\r\n", "\n");
    match form {
        // The text stands in the snapshots of the kinds, and in the Markdown.
        DraftForm::Text => String::new(),
        DraftForm::Markdown | DraftForm::Html | DraftForm::Ics => lines(),
        // The parts of a mail are its other forms: its headers, and those of its parts.
        DraftForm::Eml => {
            let (head, body) = lines().split_once("\n\n").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
            let of_parts: Vec<&str> = body
                .lines()
                .filter(|line| line.starts_with("Content-") || line.starts_with("--=_"))
                .collect();
            format!("{head}\n\n{}\n", of_parts.join("\n"))
        }
        // Programs that write Word and PDF may change; what is read in them may not.
        DraftForm::Docx | DraftForm::Pdf => {
            let name = if form == DraftForm::Docx { "draft.docx" } else { "draft.pdf" };
            let read = secretariat::parse(bytes, name).unwrap();
            let kind = |block: &secretariat::documents::model::Block| {
                let kind = format!("{:?}", block.kind);
                kind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
            };
            let kinds: Vec<String> = read.blocks.iter().map(kind).collect();
            format!("text {}, {} pages: {}\n", hash(&read.text), read.pages, kinds.join(" "))
        }
    }
}

/// Every form of a draft in one text.
fn every_form(draft: &Draft) -> String {
    let mut all = String::new();
    for form in FORMS.into_iter().filter(|form| *form != DraftForm::Ics || draft.invite.is_some()) {
        let bytes = render::render(draft, form, &RenderOptions::default(), &[]).unwrap();
        let again = render::render(draft, form, &RenderOptions::default(), &[]).unwrap();
        assert!(bytes == again, "{form:?} is not the same twice");
        let seal = match form {
            DraftForm::Docx | DraftForm::Pdf => String::new(),
            _ => format!(", {} bytes, {}", bytes.len(), hash(&bytes)),
        };
        all.push_str(&format!("=== {form:?}{seal}\n{}", looked_at(form, &bytes)));
    }
    all
}

#[tokio::test]
async fn each_kind_in_each_form_is_the_same_to_the_byte() {
    for language in ["en", "de"] {
        for kind in DraftKind::ALL {
            let world = world(language == "de").await;
            let request = world.request(kind, language).await;
            let draft = world.office.communications().draft(request).await.unwrap();
            insta::assert_snapshot!(format!("{kind:?}.{language}"), every_form(&draft));
        }
    }
}

//! The facts of a draft, read back from each of its forms by the readers of this library.

use secretariat::communications::render::{self, DraftForm, RenderOptions};
use secretariat::communications::{Draft, DraftKind, Inline};

use super::samples::{PLAN, sample};

/// The forms that hold the whole text.
const FORMS: [DraftForm; 6] =
    [DraftForm::Text, DraftForm::Markdown, DraftForm::Html, DraftForm::Eml, DraftForm::Docx, DraftForm::Pdf];

/// The text of a form, as our own readers see it.
pub(super) fn extracted(form: DraftForm, bytes: &[u8]) -> String {
    let name = match form {
        DraftForm::Text => "draft.txt",
        DraftForm::Markdown => "draft.md",
        DraftForm::Html => "draft.html",
        DraftForm::Eml => "draft.eml",
        DraftForm::Docx => "draft.docx",
        DraftForm::Pdf => "draft.pdf",
        DraftForm::Ics => return super::calendar::text(std::str::from_utf8(bytes).unwrap()),
    };
    secretariat::parse(bytes, name).unwrap().text
}

/// The values that a draft prints, in reading order, without those of the subject where a form does not show it.
fn printed(draft: &Draft, form: DraftForm) -> Vec<String> {
    let skip = usize::from(matches!(form, DraftForm::Text | DraftForm::Html));
    let texts = draft.texts();
    let facts = texts.into_iter().skip(skip).flatten().filter_map(|inline| match inline {
        Inline::Fact { fact } => draft.fact(fact).map(|fact| squeezed(&fact.surface)),
        _ => None,
    });
    facts.collect()
}

/// Text without blanks: lines break in other places in each form.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The facts that a text lacks; each must stand there as often as the draft prints it.
pub(super) fn lacking(draft: &Draft, form: DraftForm, text: &str) -> Vec<String> {
    let text = squeezed(text);
    let facts = printed(draft, form);
    let lacks = |fact: &&String| {
        let wanted = facts.iter().filter(|other| other == fact).count();
        text.matches(fact.as_str()).count() < wanted
    };
    facts.iter().filter(lacks).cloned().collect()
}

pub(super) fn with_files(mut draft: Draft) -> Draft {
    use sha2::{Digest, Sha256};
    for attachment in &mut draft.attachments {
        attachment.sha256 = Sha256::digest(PLAN).iter().map(|byte| format!("{byte:02x}")).collect();
    }
    draft
}

#[test]
fn every_kind_says_the_same_in_every_form() {
    for kind in DraftKind::ALL {
        for german in [false, true] {
            let draft = with_files(sample(kind, german));
            for form in FORMS {
                let bytes = render::render(&draft, form, &RenderOptions::default(), &[PLAN]).unwrap();
                let text = extracted(form, &bytes);
                let lacking = lacking(&draft, form, &text);
                assert!(lacking.is_empty(), "{kind:?} as {form:?} lacks {lacking:?} in:\n{text}");
            }
        }
    }
}

#[test]
fn a_form_with_another_value_would_be_noticed() {
    let draft = with_files(sample(DraftKind::Letter, true));
    for form in FORMS {
        let mut other = draft.clone();
        let fact = other.facts.iter_mut().find(|fact| fact.role == "amount").unwrap();
        fact.surface = "3.307,08 €".to_owned();
        let bytes = render::render(&other, form, &RenderOptions::default(), &[PLAN]).unwrap();
        assert!(!lacking(&draft, form, &extracted(form, &bytes)).is_empty(), "{form:?}");
    }
}

#[test]
fn the_same_draft_gives_the_same_bytes_on_every_thread() {
    for kind in DraftKind::ALL {
        let draft = with_files(sample(kind, true));
        let all = |draft: &Draft| {
            let forms = FORMS.into_iter().chain(draft.invite.as_ref().map(|_| DraftForm::Ics));
            let write = |form| render::render(draft, form, &RenderOptions::default(), &[PLAN]).unwrap();
            forms.map(write).collect::<Vec<_>>()
        };
        let here = all(&draft);
        let there = std::thread::spawn(move || all(&draft)).join().unwrap();
        for (at, (here, there)) in here.iter().zip(&there).enumerate() {
            assert!(here == there, "{kind:?} in form {at}");
        }
    }
}

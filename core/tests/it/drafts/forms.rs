//! Snapshots of the forms, small enough to read.

use secretariat::communications::render::{self, DraftForm, RenderOptions};
use secretariat::communications::{Draft, DraftBlock, DraftKind, DraftRow};

use super::facts::{extracted, with_files};
use super::samples::{PLAN, sample};

fn shown(draft: &Draft, form: DraftForm) -> String {
    let bytes = render::render(draft, form, &RenderOptions::default(), &[PLAN]).unwrap();
    match form {
        DraftForm::Docx | DraftForm::Pdf => extracted(form, &bytes),
        _ => String::from_utf8(bytes).unwrap().replace("\r\n", "\n"),
    }
}

#[test]
fn each_kind_as_text() {
    for kind in DraftKind::ALL {
        for german in [false, true] {
            let language = if german { "de" } else { "en" };
            insta::assert_snapshot!(
                format!("{kind:?}.{language}.txt"),
                shown(&sample(kind, german), DraftForm::Text)
            );
        }
    }
}

#[test]
fn letters_minutes_and_invitations_in_every_form() {
    use DraftForm::{Docx, Eml, Html, Ics, Markdown, Pdf};
    for kind in [DraftKind::Letter, DraftKind::Minutes, DraftKind::Invitation] {
        let draft = with_files(sample(kind, true));
        for form in [Markdown, Html, Eml, Docx, Pdf] {
            insta::assert_snapshot!(format!("{kind:?}.{form:?}"), shown(&draft, form));
        }
        if draft.invite.is_some() {
            insta::assert_snapshot!(format!("{kind:?}.{Ics:?}"), shown(&draft, Ics));
        }
    }
}

#[test]
fn a_table_without_columns_prints_nothing() {
    use DraftForm::{Docx, Html, Markdown, Pdf, Text};
    let bare = sample(DraftKind::Letter, false);
    let mut draft = bare.clone();
    let rows = vec![DraftRow { cells: Vec::new(), total: false }];
    draft.blocks.push(DraftBlock::Table { columns: Vec::new(), rows });
    for form in [Text, Markdown, Html, Docx, Pdf] {
        assert_eq!(shown(&draft, form), shown(&bare, form), "{form:?}");
    }
}

//! The built-in templates: how each kind is built, and how each language says it.
//!
//! `templates/kinds` holds one template per kind, which all languages share; `templates/phrases` holds one file per
//! language with the same macros, words and hints. To add a language is to add a file of phrases.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, Value};

use crate::communications::compose::marks;
use crate::communications::draft::DraftKind;
use crate::communications::language::WritingLanguage;
use crate::error::{Error, Result};

/// What all kinds share.
const SHARED: &str = include_str!("templates/kinds/shared.j2");

/// Returns the template of a kind.
pub(crate) fn kind(kind: DraftKind) -> &'static str {
    match kind {
        DraftKind::Reply => include_str!("templates/kinds/reply.j2"),
        DraftKind::NewMail => include_str!("templates/kinds/new_mail.j2"),
        DraftKind::FollowUp => include_str!("templates/kinds/follow_up.j2"),
        DraftKind::Reminder => include_str!("templates/kinds/reminder.j2"),
        DraftKind::Letter => include_str!("templates/kinds/letter.j2"),
        DraftKind::Memo => include_str!("templates/kinds/memo.j2"),
        DraftKind::Minutes => include_str!("templates/kinds/minutes.j2"),
        DraftKind::Agenda => include_str!("templates/kinds/agenda.j2"),
        DraftKind::StatusReport => include_str!("templates/kinds/status_report.j2"),
        DraftKind::Announcement => include_str!("templates/kinds/announcement.j2"),
        DraftKind::Invitation => include_str!("templates/kinds/invitation.j2"),
        DraftKind::Reschedule => include_str!("templates/kinds/reschedule.j2"),
        DraftKind::Cancellation => include_str!("templates/kinds/cancellation.j2"),
        DraftKind::Rsvp => include_str!("templates/kinds/rsvp.j2"),
    }
}

/// Returns the phrases of a language.
pub(crate) fn phrases(language: WritingLanguage) -> &'static str {
    match language {
        WritingLanguage::En => include_str!("templates/phrases/en.j2"),
        WritingLanguage::De => include_str!("templates/phrases/de.j2"),
        WritingLanguage::Es => include_str!("templates/phrases/es.j2"),
        WritingLanguage::Fr => include_str!("templates/phrases/fr.j2"),
        WritingLanguage::It => include_str!("templates/phrases/it.j2"),
        WritingLanguage::Nl => include_str!("templates/phrases/nl.j2"),
    }
}

/// Puts a template behind the phrases of its language, and its subject behind both.
pub(crate) fn framed(language: WritingLanguage, body: &str, subject: &str) -> String {
    format!("{}{SHARED}{body}{{{{ subject() }}}}{subject}", phrases(language))
}

/// Gives an environment what all templates use: it is strict, and has the functions that write markers.
pub(crate) fn environment_of(mut environment: Environment<'static>) -> Result<Environment<'static>> {
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(broken)?;
    environment.set_syntax(syntax);
    environment.add_function("gap", |hint: String| marks::gap(&hint));
    environment.add_function("field", marks::field);
    for (name, marker) in marks::BLOCKS {
        environment.add_function(name, move || marker.to_string());
    }
    Ok(environment)
}

/// Renders the built-in template of a kind.
///
/// # Errors
/// `internal` when it is broken.
pub(crate) fn render(of: DraftKind, language: WritingLanguage, context: Value) -> Result<String> {
    let source = framed(language, kind(of), "{{ subject_line() }}");
    environment_of(Environment::new())?.render_str(&source, context).map_err(broken)
}

fn broken(error: minijinja::Error) -> Error {
    Error::internal("a built-in template is broken").with_source(error)
}

//! What a template may hold, and how far it may run.
//!
//! A template that a person wrote is a program: it may use so much fuel and print so much, and then it is stopped.

use std::collections::HashSet;
use std::io::Write;

use minijinja::{Environment, ErrorKind as Kind, Value};
use serde_json::Map;

use super::Template;
use super::values;
use crate::communications::compose::slots::Slots;
use crate::communications::draft::DraftKind;
use crate::communications::templates;
use crate::error::{Error, ErrorKind, Result};

/// The largest template, in bytes.
const SOURCE: usize = 64 << 10;
/// The most that it may print, in bytes.
const PRINTED: usize = 512 << 10;
/// What it may use up: a step costs one, and so do about 64 bytes of what it makes.
const FUEL: u64 = 200_000;

/// What every template is given besides its variables.
const GIVEN: [&str; 46] = [
    "say",
    "answers",
    "open",
    "people",
    "topics",
    "decisions",
    "tasks",
    "done",
    "overdue",
    "deadlines",
    "amounts",
    "sentences",
    "title",
    "about",
    "date",
    "sender",
    "who",
    "meeting",
    "attachments",
    "kind",
    "participation",
    "friendly",
    "formal",
    "internal",
    "short",
    "long",
    "on_paper",
    "prefixed",
    "payment",
    "is_overdue",
    "gap",
    "field",
    "paragraph",
    "signature",
    "heading",
    "bullet",
    "numbered",
    "task",
    "decision",
    "quote",
    "loop",
    "hints",
    "words",
    "colon",
    "subject_line",
    "range",
];

/// The macros of the packs that a template may call.
const MACROS: [&str; 30] = [
    "greeting",
    "greeting_all",
    "closing",
    "thanks",
    "regarding",
    "asked",
    "documents_say",
    "encloses",
    "following_up",
    "still_open",
    "please_answer",
    "reminds",
    "please_pay",
    "please_see_to_it",
    "invites",
    "moves",
    "please_confirm",
    "cancels",
    "regrets",
    "answers_invitation",
    "deadline_kind",
    "amount_role",
    "said",
    "signed",
    "quoted",
    "task_list",
    "deadline_list",
    "meeting_facts",
    "meeting_line",
    "enclosed",
];

/// Passes when a template can be kept: it parses, uses only what it declares, and ends.
///
/// # Errors
/// `invalid_input` naming the field and what is wrong with it; `limit_exceeded` for one that is too large, prints too
/// much or does not end.
pub(crate) fn ensure_sound(template: &Template) -> Result<()> {
    let name = &template.name;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if name.is_empty() || name.len() > 64 || !name.chars().all(plain) {
        return Err(wrong(template, "name: use 1 to 64 lower-case letters, digits, - and _"));
    }
    if DraftKind::ALL.into_iter().any(|kind| crate::communications::compose::context::code(kind) == *name) {
        return Err(wrong(template, "name: a built-in template bears it; choose another"));
    }
    if template.body.len() + template.subject.len() > SOURCE {
        let message = format!("a template holds at most {SOURCE} bytes");
        return Err(Error::new(ErrorKind::LimitExceeded, message).about(name));
    }
    if template.body.trim().is_empty() {
        return Err(wrong(template, "body: it says nothing"));
    }
    let declared = values::declared(template).map_err(|error| error.about(format!("template {name}")))?;
    if let Some(taken) = declared.keys().find(|name| GIVEN.iter().chain(&MACROS).any(|given| given == name)) {
        return Err(wrong(
            template,
            &format!("variables: {taken} is given to every template; choose another name"),
        ));
    }
    for (field, source) in [("subject", &template.subject), ("body", &template.body)] {
        let environment = environment()?;
        let parsed = environment.template_from_str(source).map_err(|error| broken(template, field, error))?;
        let known: HashSet<&str> =
            GIVEN.iter().chain(&MACROS).copied().chain(declared.keys().map(String::as_str)).collect();
        let mut unknown: Vec<String> = parsed
            .undeclared_variables(false)
            .into_iter()
            .filter(|name| !known.contains(name.as_str()))
            .collect();
        unknown.sort();
        if let Some(first) = unknown.first() {
            return Err(wrong(template, &format!("{field}: {first} is not declared in variables")));
        }
    }
    let mut material = values::sample_material(template);
    let mut slots = Slots::new(template.language);
    material.kind = Some(template.kind);
    let context = crate::communications::compose::context::of(&material, &mut slots);
    let values = values::bound(template, &values::samples(&declared), &mut slots)?;
    render(template, context, values).map(drop)
}

/// Renders a template with the context of its kind and the values of its variables.
///
/// # Errors
/// `limit_exceeded` when it prints too much or does not end; `invalid_input` for anything else that stops it.
pub(crate) fn render(template: &Template, context: Value, values: Value) -> Result<String> {
    let environment = environment()?;
    let source = templates::framed(template.language, &template.body, &template.subject);
    let parsed = environment.template_from_str(&source).map_err(|error| broken(template, "body", error))?;
    let merged = minijinja::context! { ..values, ..context };
    let mut printed = Bounded(Vec::new());
    parsed.render_captured_to(merged, &mut printed).map_err(|error| match error.kind() {
        Kind::OutOfFuel => far(template, "it does not end; shorten its loops"),
        Kind::WriteFailure => far(template, "it prints too much"),
        _ => broken(template, "body", error),
    })?;
    String::from_utf8(printed.0)
        .map_err(|error| Error::internal("a template printed no text").with_source(error))
}

/// Without a loader nothing can be included, and fuel pays for every step and for all that is made on the way.
fn environment() -> Result<Environment<'static>> {
    let mut environment = templates::environment_of(Environment::new())?;
    environment.set_fuel(Some(FUEL));
    Ok(environment)
}

/// Takes so many bytes and no more.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > PRINTED {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn wrong(template: &Template, message: &str) -> Error {
    let name: String = template.name.chars().filter(|c| !c.is_control()).take(64).collect();
    Error::invalid_input(message).about(format!("template {name}"))
}

fn far(template: &Template, message: &str) -> Error {
    Error::new(ErrorKind::LimitExceeded, message).about(format!("template {}", template.name))
}

fn broken(template: &Template, field: &str, error: minijinja::Error) -> Error {
    let line = error.line().map(|line| format!(", line {line}")).unwrap_or_default();
    wrong(template, &format!("{field}: {}{line}", error.kind())).with_source(error)
}

/// The properties of a schema, for callers that look at them.
pub(super) type Declared = Map<String, serde_json::Value>;

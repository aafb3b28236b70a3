//! What stands on paper besides the text: the size of the page, the head of a letter, who writes to whom.
//!
//! Measures are in millimetres. Sources: DIN 5008:2020 for German letters; for British and American ones the usual
//! layouts for window envelopes and Letter paper.

use crate::communications::draft::{Draft, DraftKind};
use crate::communications::render::options::{LetterForm, RenderOptions};
use crate::communications::render::text::one_line;
use crate::communications::render::words::{Printer, Words, plain_words, printable};
use crate::documents::model::Mailbox;

/// A sheet and the margins around its text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sheet {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) left: f32,
    pub(crate) right: f32,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
}

impl Sheet {
    /// Returns the sheet of a form.
    pub(crate) fn of(form: LetterForm) -> Self {
        match form {
            LetterForm::DinA | LetterForm::DinB => {
                Self { width: 210.0, height: 297.0, left: 25.0, right: 20.0, top: 25.0, bottom: 25.0 }
            }
            LetterForm::Uk => {
                Self { width: 210.0, height: 297.0, left: 25.0, right: 25.0, top: 25.0, bottom: 25.0 }
            }
            LetterForm::UsBlock | LetterForm::UsModified => {
                Self { width: 215.9, height: 279.4, left: 25.4, right: 25.4, top: 25.4, bottom: 25.4 }
            }
        }
    }

    /// Returns the width of the text.
    pub(crate) fn measure(&self) -> f32 {
        self.width - self.left - self.right
    }
}

/// Where the parts of a German letter stand (DIN 5008).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct DinPlaces {
    /// Where the small line with the sender's address ends, above the recipient.
    pub(crate) return_line: f32,
    /// Where the recipient's address starts.
    pub(crate) recipient: f32,
    /// Where the block of references starts.
    pub(crate) information: f32,
    /// Where the subject starts.
    pub(crate) text: f32,
    /// Where the sheet is folded.
    pub(crate) folds: [f32; 2],
}

impl DinPlaces {
    /// The left end of the block of references, and its width.
    pub(crate) const INFORMATION: (f32, f32) = (125.0, 75.0);
    /// The width of the address.
    pub(crate) const ADDRESS: f32 = 80.0;
    /// Where holes are punched.
    pub(crate) const HOLE: f32 = 148.5;

    /// Returns the places of a form, if it is a German one.
    pub(crate) fn of(form: LetterForm) -> Option<Self> {
        match form {
            LetterForm::DinA => Some(Self {
                return_line: 44.7,
                recipient: 44.7,
                information: 32.0,
                text: 80.46,
                folds: [87.0, 192.0],
            }),
            LetterForm::DinB => Some(Self {
                return_line: 62.7,
                recipient: 62.7,
                information: 50.0,
                text: 98.46,
                folds: [105.0, 210.0],
            }),
            _ => None,
        }
    }
}

/// What stands before the text on paper.
pub(crate) enum Opening {
    /// The head of a letter.
    Letter(Box<LetterParts>),
    /// A title, and for memos and mails who writes to whom.
    Page { people: Vec<(String, String)> },
}

/// The printed parts of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct LetterParts {
    pub(crate) sender: Vec<String>,
    pub(crate) contact: Vec<String>,
    pub(crate) recipient: Vec<String>,
    pub(crate) references: Vec<(String, String)>,
    pub(crate) date: String,
    pub(crate) footer: Vec<Vec<String>>,
    pub(crate) enclosures: Vec<String>,
    pub(crate) subject: Words,
}

impl Opening {
    /// Makes what stands before the text of a draft.
    pub(crate) fn of(draft: &Draft, printer: &Printer<'_>) -> Self {
        match draft.letter.is_some() || draft.kind == DraftKind::Letter {
            true => Self::Letter(Box::new(letter(draft, printer))),
            false => Self::Page { people: people(draft, printer) },
        }
    }
}

/// The form in which a draft is printed; what is no letter keeps the paper of its language.
pub(crate) fn form(draft: &Draft, options: &RenderOptions) -> LetterForm {
    options.form_of(draft)
}

/// Prints the subject.
pub(crate) fn subject(draft: &Draft, printer: &Printer<'_>) -> Words {
    let text = one_line(&printer.words(&draft.subject));
    plain_words(&text)
}

fn letter(draft: &Draft, printer: &Printer<'_>) -> LetterParts {
    let given = draft.letter.clone().unwrap_or_default();
    let lines = |lines: &[String]| -> Vec<String> {
        let lines =
            lines.iter().flat_map(|line| printable(line).lines().map(str::to_owned).collect::<Vec<_>>());
        lines.filter(|line| !line.trim().is_empty()).collect()
    };
    let or_mailbox = |lines: Vec<String>, mailbox: Option<&Mailbox>| match (lines.is_empty(), mailbox) {
        (true, Some(Mailbox { name: Some(name), .. })) => vec![printable(name).replace('\n', " ")],
        (true, Some(mailbox)) => vec![printable(&mailbox.address).replace('\n', " ")],
        _ => lines,
    };
    let to = draft.recipients.iter().find(|recipient| recipient.role == "to");
    let reference = |reference: &crate::communications::draft::LetterReference| {
        (printable(&reference.label).replace('\n', " "), one_line(&printer.words(&reference.value)))
    };
    let date = one_line(&printer.words(&given.date));
    let sender = or_mailbox(lines(&given.sender), draft.sender.as_ref());
    // Who has no name is headed by the address, which is not said twice.
    let contact = lines(&given.contact).into_iter().filter(|line| !sender.contains(line)).collect();
    LetterParts {
        sender,
        contact,
        recipient: or_mailbox(lines(&given.recipient), to.map(|to| &to.mailbox)),
        references: given.references.iter().map(reference).collect(),
        date: if date.is_empty() { day(draft, printer) } else { date },
        footer: given.footer.iter().map(|column| lines(&column.lines)).collect(),
        enclosures: draft.attachments.iter().map(|file| printable(&file.name).replace('\n', " ")).collect(),
        subject: subject(draft, printer),
    }
}

/// Who writes to whom and when, each with its label.
fn people(draft: &Draft, printer: &Printer<'_>) -> Vec<(String, String)> {
    let labels = printer.labels;
    let mut people = Vec::new();
    if draft.kind.names_its_people() {
        let named = |mailbox: &Mailbox| {
            let address = printable(&mailbox.address);
            let text = match mailbox.name.as_deref().map(printable) {
                Some(name) if address.is_empty() => name,
                Some(name) => format!("{name} <{address}>"),
                None => address,
            };
            text.replace('\n', " ")
        };
        let list = |role: &str| {
            let found = draft.recipients.iter().filter(|recipient| recipient.role == role);
            found.map(|recipient| named(&recipient.mailbox)).collect::<Vec<_>>().join(", ")
        };
        people.push((labels.from, draft.sender.as_ref().map(named).unwrap_or_default()));
        people.push((labels.to, list("to")));
        people.push((labels.copy, list("cc")));
    }
    people.push((labels.date, day(draft, printer)));
    people.retain(|(_, text)| !text.is_empty());
    people.into_iter().map(|(label, text)| (label.to_owned(), text)).collect()
}

/// The day on which a draft was made, as its language writes it.
fn day(draft: &Draft, printer: &Printer<'_>) -> String {
    let made = draft.created.parse::<jiff::Timestamp>();
    made.map_or_else(
        |_| String::new(),
        |made| printer.labels.date(made.to_zoned(jiff::tz::TimeZone::UTC).date()),
    )
}

/// Shares a width among columns by the length of what they hold, so that no column is starved.
pub(crate) fn shares(table: &crate::communications::render::words::PrintedTable) -> Vec<f32> {
    let length = |words: &Words| one_line(words).chars().count();
    let columns = table.titles.iter().enumerate().map(|(at, title)| {
        let cells = table.rows.iter().filter_map(|(_, cells)| cells.get(at));
        let longest = cells.chain([title]).map(length).max().unwrap_or(0);
        // The root: a column of long sentences wraps, a column of amounts should not.
        (longest.clamp(4, 400) as f32).sqrt()
    });
    let columns: Vec<f32> = columns.collect();
    let sum: f32 = columns.iter().sum();
    columns.iter().map(|column| column / sum.max(1.0)).collect()
}

//! Head and foot of a letter in a Word file: the address in a frame where envelopes have their window.

use docx_rs::{AlignmentType, LineSpacing, LineSpacingType, Paragraph};

use crate::communications::render::docx::table::columns;
use crate::communications::render::docx::{File, bold, text, twips};
use crate::communications::render::labels::Labels;
use crate::communications::render::options::LetterForm;
use crate::communications::render::paper::{DinPlaces, LetterParts};
use crate::communications::render::words::plain_words;

/// Where a British letter has its address, for the window of a DL envelope.
const UK_ADDRESS: f32 = 50.0;

/// Writes everything above the text.
pub(super) fn head(file: &mut File, parts: &LetterParts, form: LetterForm) {
    match DinPlaces::of(form) {
        Some(places) => german(file, parts, places),
        None if form == LetterForm::Uk => british(file, parts),
        None => american(file, parts, form),
    }
    if !parts.subject.is_empty() {
        file.add(|_| text("Subject", &parts.subject));
    }
}

/// Writes the list of enclosures below the text.
pub(super) fn enclosures(file: &mut File, parts: &LetterParts, label: &str) {
    if parts.enclosures.is_empty() {
        return;
    }
    file.add(|_| bold("Address", &plain_words(label)));
    for name in &parts.enclosures {
        file.add(|_| text("Address", &plain_words(name)));
    }
}

/// Sets the foot of the pages.
pub(super) fn foot(file: &mut File, parts: &LetterParts, labels: &Labels) {
    let columns = match parts.footer.is_empty() {
        true => Vec::new(),
        false => vec![columns(file, &parts.footer, "Footer")],
    };
    file.footer(columns, labels.page, labels.of);
}

fn german(file: &mut File, parts: &LetterParts, places: DinPlaces) {
    let left = file.sheet.left;
    if let Some(name) = parts.sender.first() {
        let at = Frame { x: left, y: 15.0, width: file.sheet.measure() };
        file.add(|_| at.frame(text("Title", &plain_words(name))));
    }
    let line = parts.sender.join(" · ");
    let at = Frame { x: left, y: places.return_line - 5.0, width: DinPlaces::ADDRESS };
    file.add(|_| at.frame(text("Small", &plain_words(&line))));
    let at = Frame { x: left, y: places.recipient, width: DinPlaces::ADDRESS };
    for line in &parts.recipient {
        file.add(|_| at.frame(text("Address", &plain_words(line))));
    }
    let (x, width) = DinPlaces::INFORMATION;
    let at = Frame { x, y: places.information, width };
    for line in parts.contact.iter().cloned().chain(references(parts)).chain([parts.date.clone()]) {
        file.add(|_| at.frame(text("Address", &plain_words(&line))));
    }
    // Frames take no room in the text, so one line does, exactly as high as the head.
    let height = places.text - file.sheet.top;
    let room = LineSpacing::new().line_rule(LineSpacingType::Exact).line(twips(height)).before(0).after(0);
    file.add(|_| Paragraph::new().style("Address").line_spacing(room));
}

fn british(file: &mut File, parts: &LetterParts) {
    let at = Frame { x: file.sheet.left, y: 15.0, width: file.sheet.measure() };
    for line in parts.sender.iter().chain(&parts.contact) {
        file.add(|_| at.frame(text("Address", &plain_words(line)).align(AlignmentType::Right)));
    }
    let at = Frame { x: file.sheet.left, y: UK_ADDRESS, width: DinPlaces::ADDRESS };
    for line in &parts.recipient {
        file.add(|_| at.frame(text("Address", &plain_words(line))));
    }
    // Below the address, or below the lines of the sender where they are many; a line is 5.2 mm high.
    let address = UK_ADDRESS + 5.2 * parts.recipient.len() as f32;
    let sender = 15.0 + 5.2 * (parts.sender.len() + parts.contact.len()) as f32;
    let height = (address.max(sender) + 8.0 - file.sheet.top).max(4.0);
    let room = LineSpacing::new().line_rule(LineSpacingType::Exact).line(twips(height)).before(0).after(0);
    file.add(|_| Paragraph::new().style("Address").line_spacing(room));
    for line in references(parts).chain([parts.date.clone()]) {
        file.add(|_| text("Address", &plain_words(&line)));
    }
    file.add(|_| text("Address", &[]));
}

fn american(file: &mut File, parts: &LetterParts, form: LetterForm) {
    let indent = match form {
        LetterForm::UsModified => Some(twips(file.sheet.measure() / 2.0)),
        _ => None,
    };
    for line in parts.sender.iter().chain(&parts.contact).cloned().chain([String::new(), parts.date.clone()])
    {
        file.add(|_| text("Address", &plain_words(&line)).indent(indent, None, None, None));
    }
    let gap = || std::iter::once(String::new());
    for line in gap().chain(parts.recipient.iter().cloned()).chain(gap()).chain(references(parts)) {
        file.add(|_| text("Address", &plain_words(&line)));
    }
    if !parts.references.is_empty() {
        file.add(|_| text("Address", &[]));
    }
}

fn references(parts: &LetterParts) -> impl Iterator<Item = String> {
    parts.references.iter().map(|(label, value)| format!("{label}: {value}"))
}

/// A place on the page, in millimetres.
struct Frame {
    x: f32,
    y: f32,
    width: f32,
}

impl Frame {
    fn frame(&self, paragraph: Paragraph) -> Paragraph {
        paragraph
            .wrap("around")
            .h_anchor("page")
            .v_anchor("page")
            .frame_x(twips(self.x))
            .frame_y(twips(self.y))
            .frame_width(twips(self.width).unsigned_abs())
    }
}

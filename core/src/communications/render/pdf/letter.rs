//! The head and foot of a letter on paper.

use crate::communications::draft::ColumnAlign;
use crate::communications::render::options::LetterForm;
use crate::communications::render::paper::{DinPlaces, LetterParts};
use crate::communications::render::pdf::flow::{At, Flow};
use crate::communications::render::pdf::page::{Item, Node, Role, points};
use crate::communications::render::pdf::shape::Style;
use crate::communications::render::words::{Printed, flat};
use crate::error::Result;

/// Where a British letter has its address, for the window of a DL envelope.
const UK_ADDRESS: f32 = 50.0;

/// Writes everything above the text and the subject.
pub(super) fn head(flow: &mut Flow, parts: &LetterParts, form: LetterForm) -> Result<()> {
    match DinPlaces::of(form) {
        Some(places) => german(flow, parts, places),
        None if form == LetterForm::Uk => british(flow, parts),
        None => american(flow, parts, form),
    }
}

/// Writes the body: in a British letter the subject stands below the salutation.
pub(super) fn body(flow: &mut Flow, parts: &LetterParts, form: LetterForm, blocks: &[Printed]) -> Result<()> {
    let greeting = match (form, blocks.first()) {
        (LetterForm::Uk, Some(Printed::Paragraph(words))) => flat(words).trim_end().ends_with([',', ':']),
        _ => false,
    };
    let (before, after) = blocks.split_at(usize::from(greeting));
    flow.blocks(before)?;
    let subject = flat(&parts.subject);
    if !subject.is_empty() {
        let node = flow.text(&subject, Style::BODY.bold(), 0.0)?;
        let children = vec![node];
        flow.tree.push(Node::Group { role: Role::Heading(1), title: Some(subject), children });
        let gap = if greeting { 7.5 } else { 2.0 * Style::BODY.leading() - 4.0 };
        flow.space(gap);
    }
    flow.blocks(after)
}

/// Writes the list of enclosures below the text.
pub(super) fn enclosures(flow: &mut Flow, parts: &LetterParts, label: &str) -> Result<()> {
    if parts.enclosures.is_empty() {
        return Ok(());
    }
    flow.space(6.0);
    let style = Style::BODY.sized(9.5);
    flow.need(style.leading() * 2.0)?;
    let mut nodes = vec![flow.text(label, style.bold(), 0.0)?];
    for name in &parts.enclosures {
        nodes.push(flow.text(name, style, 0.0)?);
    }
    flow.tree.push(Node::group(Role::Paragraph, nodes));
    Ok(())
}

fn german(flow: &mut Flow, parts: &LetterParts, places: DinPlaces) -> Result<()> {
    let left = flow.sheet.left;
    let address = |y: f32| At { x: left, y, width: DinPlaces::ADDRESS };
    if let Some(name) = parts.sender.first() {
        let at = At { x: left, y: 14.0, width: 165.0 };
        flow.lines_at(std::slice::from_ref(name), Style::BODY.bold().sized(15.0), at)?;
    }
    let line = parts.sender.join(" · ");
    if parts.sender.len() > 1 {
        // As many lines as the small address needs end where the recipient's starts.
        let lines = flow.shape(&line, Style::SMALL, points(DinPlaces::ADDRESS))?.len() as f32;
        let y = places.return_line - lines * Style::SMALL.leading() * 25.4 / 72.0 - 1.0;
        flow.lines_at(&[line], Style::SMALL, address(y))?;
    }
    flow.lines_at(&parts.recipient, Style::BODY, address(places.recipient))?;
    information(flow, parts, places)?;
    let [upper, lower] = places.folds;
    for (y, width) in [(upper, 4.0), (DinPlaces::HOLE, 6.0), (lower, 4.0)] {
        flow.draw(Item::Rule { x: points(5.0), y: points(y), width: points(width), height: 0.4 });
    }
    // A long address or many references push the text down rather than lie under it.
    flow.y = flow.y.max(points(places.text));
    Ok(())
}

/// References, contact and date at the right: labels small above or before what they name.
fn information(flow: &mut Flow, parts: &LetterParts, places: DinPlaces) -> Result<()> {
    const LABEL: f32 = 27.0;
    let (x, width) = DinPlaces::INFORMATION;
    let style = Style::BODY.sized(9.0);
    let mut y = places.information;
    for (label, value) in &parts.references {
        let left = flow.lines_at(
            std::slice::from_ref(label),
            Style { grey: true, ..style },
            At { x, y, width: LABEL },
        )?;
        let at = At { x: x + LABEL + 1.0, y, width: width - LABEL - 1.0 };
        let right = flow.lines_at(std::slice::from_ref(value), style, at)?;
        y = left.max(right) * 25.4 / 72.0;
    }
    if !parts.references.is_empty() && !parts.contact.is_empty() {
        y += 2.0;
    }
    y = flow.lines_at(&parts.contact, style, At { x, y, width })? * 25.4 / 72.0;
    let bottom = flow.lines_at(std::slice::from_ref(&parts.date), style, At { x, y: y + 2.0, width })?;
    flow.y = bottom + points(8.0);
    Ok(())
}

fn british(flow: &mut Flow, parts: &LetterParts) -> Result<()> {
    let sheet = flow.sheet;
    let style = Style::BODY.sized(9.5).aligned(ColumnAlign::End);
    let at = |y: f32| At { x: sheet.left, y, width: sheet.measure() };
    let mut y = 15.0;
    if let Some((name, lines)) = parts.sender.split_first() {
        y = flow.lines_at(std::slice::from_ref(name), style.bold().sized(11.0), at(y))? * 25.4 / 72.0;
        y = flow.lines_at(lines, style, at(y))? * 25.4 / 72.0;
    }
    let bottom = flow.lines_at(&parts.contact, style, at(y))?;
    let at = At { x: sheet.left, y: UK_ADDRESS, width: DinPlaces::ADDRESS };
    let address = flow.lines_at(&parts.recipient, Style::BODY, at)?;
    flow.y = bottom.max(address).max(points(UK_ADDRESS)) + points(8.0);
    let references = parts.references.iter().map(|(label, value)| format!("{label}: {value}"));
    let lines: Vec<String> = std::iter::once(parts.date.clone()).chain(references).collect();
    group(flow, &lines, 0.0)
}

fn american(flow: &mut Flow, parts: &LetterParts, form: LetterForm) -> Result<()> {
    let indent = match form {
        LetterForm::UsModified => flow.measure() / 2.0,
        _ => 0.0,
    };
    flow.signature_indent = indent;
    let sender: Vec<String> = parts.sender.iter().chain(&parts.contact).cloned().collect();
    group(flow, &sender, indent)?;
    group(flow, std::slice::from_ref(&parts.date), indent)?;
    group(flow, &parts.recipient, 0.0)?;
    let references: Vec<String> =
        parts.references.iter().map(|(label, value)| format!("{label}: {value}")).collect();
    group(flow, &references, 0.0)
}

/// Lines below each other as one paragraph.
fn group(flow: &mut Flow, lines: &[String], indent: f32) -> Result<()> {
    let mut nodes = Vec::new();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        nodes.push(flow.text(line, Style::BODY, indent)?);
    }
    if !nodes.is_empty() {
        flow.tree.push(Node::group(Role::Paragraph, nodes));
        flow.space(Style::BODY.leading());
    }
    Ok(())
}

/// The foot of the first page, which is read after everything else.
#[derive(Default)]
pub(super) struct Foot {
    nodes: Vec<Node>,
    items: Vec<Item>,
}

impl Foot {
    /// Puts the foot behind the text.
    pub(super) fn join(self, flow: &mut Flow) {
        flow.tree.extend(self.nodes);
        if let Some(page) = flow.pages.first_mut() {
            page.items.extend(self.items);
        }
    }
}

/// Lays out the columns at the foot of the first page, which is still empty, and keeps the text away from them.
pub(super) fn foot(flow: &mut Flow, parts: &LetterParts) -> Result<Foot> {
    let columns: Vec<&Vec<String>> = parts.footer.iter().filter(|column| !column.is_empty()).collect();
    if columns.is_empty() {
        return Ok(Foot::default());
    }
    let sheet = flow.sheet;
    let width = sheet.measure() / columns.len() as f32;
    let mut tallest = 0;
    for column in &columns {
        let mut lines = 0;
        for line in *column {
            lines += flow.shape(line, Style::SMALL, points(width - 3.0))?.len();
        }
        tallest = tallest.max(lines);
    }
    let height = tallest as f32 * Style::SMALL.leading();
    let top = points(sheet.height - 10.0) - height;
    if top < points(sheet.height / 2.0) {
        return Err(crate::Error::invalid_input(
            "the foot of this letter is higher than half a page; shorten it",
        ));
    }
    flow.draw(Item::Rule { x: flow.left(), y: top - 4.0, width: flow.measure(), height: 0.4 });
    for (at, column) in columns.into_iter().enumerate() {
        let at = At { x: sheet.left + at as f32 * width, y: top * 25.4 / 72.0, width: width - 3.0 };
        flow.lines_at(column, Style::SMALL, at)?;
    }
    flow.first_foot = (points(sheet.height - sheet.bottom) - top + points(11.0)).max(0.0);
    let nodes = std::mem::take(&mut flow.tree);
    let items = flow.pages.first_mut().map(|page| std::mem::take(&mut page.items)).unwrap_or_default();
    Ok(Foot { nodes, items })
}

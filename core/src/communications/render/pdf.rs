//! PDF files: letters by DIN 5008 and by British and American custom, and plain pages for everything else.
//!
//! The text is laid out with fonts of our own into pages (`flow`), then written as PDF/A-2b with tags, so that it can
//! be kept for years and read aloud.

mod flow;
mod fonts;
mod letter;
mod page;
mod shape;
mod table;
mod write;

use crate::communications::draft::Draft;
use crate::communications::render::options::RenderOptions;
use crate::communications::render::paper::{Opening, Sheet, form, subject};
use crate::communications::render::pdf::flow::{At, Flow};
use crate::communications::render::pdf::page::{Item, points};
use crate::communications::render::pdf::shape::Style;
use crate::communications::render::text::one_line;
use crate::communications::render::words::Printer;
use crate::error::Result;

/// Writes a draft as PDF.
pub(super) fn write(draft: &Draft, options: &RenderOptions) -> Result<Vec<u8>> {
    let printer = Printer::new(draft);
    let form = form(draft, options);
    let mut flow = Flow::new(Sheet::of(form), &draft.language);
    let title = one_line(&subject(draft, &printer));
    let body = printer.body(&draft.blocks);
    match Opening::of(draft, &printer) {
        Opening::Letter(parts) => {
            let foot = letter::foot(&mut flow, &parts)?;
            letter::head(&mut flow, &parts, form)?;
            letter::body(&mut flow, &parts, form, &body)?;
            letter::enclosures(&mut flow, &parts, printer.labels.enclosures)?;
            foot.join(&mut flow);
        }
        Opening::Page { people } => {
            opening(&mut flow, &title, &people)?;
            flow.blocks(&body)?;
        }
    }
    flow.numbers(printer.labels.page, printer.labels.of)?;
    write::write(draft, &title, flow)
}

/// A title, who writes to whom, and a rule below.
fn opening(flow: &mut Flow, title: &str, people: &[(String, String)]) -> Result<()> {
    const LABEL: f32 = 24.0;
    if !title.is_empty() {
        flow.heading(title, 1, Style::BODY.bold().sized(17.0))?;
        flow.y += 3.0;
    }
    let style = Style::BODY.sized(9.5);
    let (x, measure) = (flow.sheet.left, flow.sheet.measure());
    for (label, text) in people {
        // A list of many recipients flows over pages like any text; short ones stand beside their label.
        let lines = flow.shape(text, style, points(measure - LABEL))?.len();
        flow.need(style.leading() * lines.min(4) as f32)?;
        if style.leading() * lines as f32 > flow.room() {
            let node = flow.text(&format!("{label}: {text}"), style, 0.0)?;
            flow.tree.push(page::Node::group(page::Role::Paragraph, vec![node]));
            continue;
        }
        let y = flow.y * 25.4 / 72.0;
        let grey = Style { grey: true, ..style };
        flow.lines_at(std::slice::from_ref(label), grey, At { x, y, width: LABEL })?;
        let at = At { x: x + LABEL, y, width: measure - LABEL };
        flow.y = flow.lines_at(std::slice::from_ref(text), style, at)? + 1.0;
    }
    if !people.is_empty() {
        let (left, width) = (flow.left(), flow.measure());
        let y = flow.y + 4.0;
        flow.draw(Item::Rule { x: left, y, width, height: 0.6 });
        flow.y += 14.0;
    }
    Ok(())
}

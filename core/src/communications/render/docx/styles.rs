//! The styles of a Word file, defined by us: those that readers know by name, such as `Heading1`.

use docx_rs::{
    AbstractNumbering, Docx, Level, LevelJc, LevelText, LineSpacing, LineSpacingType, NumberFormat,
    Numbering, RunFonts, SpecialIndentType, Start, Style, StyleType,
};

/// The numbering of plain lists. The crate has one of its own with the id 1.
pub(super) const BULLETS: usize = 2;
/// The numbering from which each numbered list takes its own, so that each starts at 1.
pub(super) const NUMBERS: usize = 3;
/// How deep lists go.
pub(super) const LEVELS: usize = 4;

/// Sans serif that every office has, under one of its names.
const FONT: &str = "Arial";
const GREY: &str = "595959";

/// Adds fonts, styles and numberings.
pub(super) fn apply(docx: Docx) -> Docx {
    let fonts = RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT).east_asia(FONT);
    let mut docx = docx.default_fonts(fonts).default_size(22);
    for style in styles() {
        docx = docx.add_style(style);
    }
    docx.add_abstract_numbering(numbering(BULLETS, false))
        .add_numbering(Numbering::new(BULLETS, BULLETS))
        .add_abstract_numbering(numbering(NUMBERS, true))
        .add_numbering(Numbering::new(NUMBERS, NUMBERS))
}

fn styles() -> Vec<Style> {
    let spacing = |before: u32, after: u32| {
        LineSpacing::new().line_rule(LineSpacingType::Auto).line(264).before(before).after(after)
    };
    let style = |id: &str, name: &str, before: u32, after: u32| {
        let style = Style::new(id, StyleType::Paragraph).name(name).line_spacing(spacing(before, after));
        if id == "Normal" { style } else { style.based_on("Normal") }
    };
    let heading = |level: usize, size: usize, before: u32| {
        let id = format!("Heading{level}");
        let heading = style(&id, &format!("heading {level}"), before, 80).size(size).bold();
        heading.next("BodyText").outline_lvl(level - 1).q_format(true)
    };
    vec![
        style("Normal", "Normal", 0, 0).size(22).q_format(true),
        style("BodyText", "Body Text", 0, 160).q_format(true),
        style("Title", "Title", 0, 160).size(34).bold().next("BodyText").q_format(true),
        heading(1, 28, 320),
        heading(2, 24, 280),
        heading(3, 22, 240),
        style("ListParagraph", "List Paragraph", 0, 80).q_format(true),
        style("Quote", "Quote", 0, 160).italic().color(GREY).indent(Some(400), None, Some(400), None),
        style("Signature", "Signature", 160, 160),
        style("Subject", "Subject", 0, 240).bold().next("BodyText"),
        style("Address", "Address", 0, 0),
        style("Details", "Details", 0, 60),
        style("Small", "Small", 0, 0).size(16).color(GREY),
        style("Footer", "footer", 0, 0).size(16).color(GREY),
        style("TableText", "Table Text", 40, 40).size(20),
    ]
}

fn numbering(id: usize, ordered: bool) -> AbstractNumbering {
    let mut numbering = AbstractNumbering::new(id);
    for level in 0..LEVELS {
        let (format, text) = match ordered {
            true => ("decimal", format!("%{}.", level + 1)),
            false => ("bullet", if level.is_multiple_of(2) { "•" } else { "–" }.to_owned()),
        };
        let left = i32::try_from(level + 1).unwrap_or(1) * 400;
        let level = Level::new(
            level,
            Start::new(1),
            NumberFormat::new(format),
            LevelText::new(text),
            LevelJc::new("left"),
        );
        let hanging = Some(SpecialIndentType::Hanging(360));
        numbering = numbering.add_level(level.indent(Some(left), hanging, None, None));
    }
    numbering
}

//! A Word file: styles of our own, so that it looks the same everywhere and can be restyled in one place.
//!
//! Links print their target instead of leading there: the crate numbers links for the whole process, and the same
//! draft must give the same bytes.

mod letter;
mod styles;
mod table;

use docx_rs::{
    BreakType, Docx, Footer, IndentLevel, LevelOverride, LineSpacing, NumPages, Numbering, NumberingId,
    PageMargin, PageNum, Paragraph, Run, Tab, TabValueType,
};

use crate::communications::draft::Draft;
use crate::communications::render::options::RenderOptions;
use crate::communications::render::paper::{Opening, Sheet, form, subject};
use crate::communications::render::text::one_line;
use crate::communications::render::words::{Piece, Printed, Printer, flat, plain_words};
use crate::error::{Error, Result};

/// Writes a draft as a Word file.
pub(super) fn write(draft: &Draft, options: &RenderOptions) -> Result<Vec<u8>> {
    let printer = Printer::new(draft);
    let form = form(draft, options);
    let sheet = Sheet::of(form);
    let mut file = File { docx: styles::apply(Docx::new()), paragraphs: 0, lists: 0, sheet };
    file.page();
    match Opening::of(draft, &printer) {
        Opening::Letter(parts) => {
            letter::head(&mut file, &parts, form);
            let body = printer.body(&draft.blocks);
            file.blocks(&body);
            letter::enclosures(&mut file, &parts, printer.labels.enclosures);
            letter::foot(&mut file, &parts, printer.labels);
        }
        Opening::Page { people } => {
            let title = subject(draft, &printer);
            if !title.is_empty() {
                file.add(|_| text("Title", &title));
            }
            let last = people.len();
            for (at, (label, words)) in people.into_iter().enumerate() {
                let run = Run::new().add_text(format!("{label}:")).bold();
                let mut person = Paragraph::new().style("Details").add_tab(tab(25.0)).add_run(run);
                if at + 1 == last {
                    person = person.line_spacing(LineSpacing::new().after(BELOW_PEOPLE));
                }
                file.add(|_| person.add_run(Run::new().add_tab().add_text(words)));
            }
            file.blocks(&printer.body(&draft.blocks));
            file.footer(Vec::new(), printer.labels.page, printer.labels.of);
        }
    }
    file.finish(draft, &one_line(&subject(draft, &printer)))
}

/// The space between who writes to whom and what is written, in twentieths of a point.
const BELOW_PEOPLE: u32 = 240;

/// Millimetres in twentieths of a point.
fn twips(millimetres: f32) -> i32 {
    (millimetres * 1440.0 / 25.4).round() as i32
}

fn tab(millimetres: f32) -> Tab {
    Tab::new().val(TabValueType::Left).pos(twips(millimetres).unsigned_abs() as usize)
}

/// A paragraph of a style.
fn text(style: &str, words: &[Piece]) -> Paragraph {
    Paragraph::new().style(style).add_run(run(words))
}

/// A paragraph of a style in bold letters.
fn bold(style: &str, words: &[Piece]) -> Paragraph {
    Paragraph::new().style(style).add_run(run(words).bold())
}

fn run(words: &[Piece]) -> Run {
    let mut run = Run::new();
    for (at, line) in flat(words).split('\n').enumerate() {
        if at > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    run
}

/// A Word file in the making.
struct File {
    docx: Docx,
    paragraphs: u32,
    lists: usize,
    sheet: Sheet,
}

impl File {
    fn page(&mut self) {
        let Sheet { width, height, left, right, top, bottom } = self.sheet;
        let margin = PageMargin {
            top: twips(top),
            left: twips(left),
            bottom: twips(bottom),
            right: twips(right),
            header: twips(12.0),
            footer: twips(10.0),
            gutter: 0,
        };
        let docx = std::mem::take(&mut self.docx);
        self.docx =
            docx.page_size(twips(width).unsigned_abs(), twips(height).unsigned_abs()).page_margin(margin);
    }

    /// Gives a paragraph its id: the crate would count them across drafts.
    fn numbered(&mut self, paragraph: Paragraph) -> Paragraph {
        self.paragraphs += 1;
        paragraph.id(format!("{:08x}", self.paragraphs))
    }

    fn add(&mut self, make: impl FnOnce(&mut Self) -> Paragraph) {
        let paragraph = make(self);
        let paragraph = self.numbered(paragraph);
        self.docx = std::mem::take(&mut self.docx).add_paragraph(paragraph);
    }

    fn blocks(&mut self, blocks: &[Printed]) {
        for block in blocks {
            match block {
                Printed::Paragraph(words) => self.add(|_| text("BodyText", words)),
                Printed::Signature(words) => self.add(|_| text("Signature", words).keep_lines(true)),
                Printed::Heading { level, words } => self.add(|_| text(&format!("Heading{level}"), words)),
                Printed::List { ordered, items } => self.list(*ordered, items),
                Printed::Quote { words, attribution } => {
                    self.add(|_| text("Quote", words));
                    if !attribution.is_empty() {
                        let from = plain_words(&format!("— {}", one_line(attribution)));
                        self.add(|_| text("Quote", &from));
                    }
                }
                Printed::Table(found) => {
                    let table = table::make(self, found);
                    self.docx = std::mem::take(&mut self.docx).add_table(table);
                    // Word joins tables that touch, and text sticks to the last rule.
                    let gap = LineSpacing::new().before(0).after(0);
                    self.add(|_| Paragraph::new().style("BodyText").size(12).line_spacing(gap));
                }
            }
        }
    }

    fn list(&mut self, ordered: bool, items: &[(u8, Vec<Piece>)]) {
        let numbering = match ordered {
            false => styles::BULLETS,
            true => {
                self.lists += 1;
                let id = styles::NUMBERS + self.lists;
                let mut numbering = Numbering::new(id, styles::NUMBERS);
                for level in 0..styles::LEVELS {
                    numbering = numbering.add_override(LevelOverride::new(level).start(1));
                }
                self.docx = std::mem::take(&mut self.docx).add_numbering(numbering);
                id
            }
        };
        for (level, words) in items {
            let level = IndentLevel::new(usize::from(*level));
            self.add(|_| text("ListParagraph", words).numbering(NumberingId::new(numbering), level));
        }
    }

    /// Sets the foot of every page: its number and the count of all.
    fn footer(&mut self, columns: Vec<docx_rs::Table>, page: &str, of: &str) {
        let number = Paragraph::new()
            .style("Footer")
            .align(docx_rs::AlignmentType::Right)
            .add_run(Run::new().add_text(format!("{page} ")))
            .add_page_num(PageNum::new())
            .add_run(Run::new().add_text(format!(" {of} ")))
            .add_num_pages(NumPages::new());
        let first = !columns.is_empty();
        let later = self.numbered(number.clone());
        let docx = std::mem::take(&mut self.docx).footer(Footer::new().add_paragraph(later));
        self.docx = docx;
        if first {
            let number = self.numbered(number);
            let mut footer = Footer::new().add_paragraph(number);
            for table in columns {
                footer = footer.add_table(table);
            }
            let last = self.numbered(Paragraph::new().style("Footer"));
            self.docx = std::mem::take(&mut self.docx).first_footer(footer.add_paragraph(last)).title_pg();
        }
    }

    fn finish(self, draft: &Draft, title: &str) -> Result<Vec<u8>> {
        let mut package = self.docx.build();
        package.doc_props.core = core_properties(draft, title).into_bytes();
        package.styles = with_language(package.styles, &draft.language);
        let mut bytes = std::io::Cursor::new(Vec::new());
        package.pack(&mut bytes).map_err(|error| {
            Error::internal(format!("draft {} cannot be written as a Word file", draft.id)).with_source(error)
        })?;
        Ok(bytes.into_inner())
    }
}

/// Title, author, language and time, of which the crate knows the time only.
fn core_properties(draft: &Draft, title: &str) -> String {
    let author = draft.sender.as_ref().and_then(|sender| sender.name.clone()).unwrap_or_default();
    let created = draft.created.parse::<jiff::Timestamp>().unwrap_or_default();
    let created = created.strftime("%Y-%m-%dT%H:%M:%SZ");
    let xml = |text: &str| {
        quick_xml::escape::escape(crate::communications::render::words::printable(text)).into_owned()
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:dcmitype=\"http://purl.org/dc/dcmitype/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{}</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{created}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{created}</dcterms:modified></cp:coreProperties>",
        xml(title),
        xml(&author),
        xml(&draft.language)
    )
}

/// Says in the styles which language the text is in, for Word to spell it by.
fn with_language(styles: Vec<u8>, language: &str) -> Vec<u8> {
    const END: &str = "</w:rPr></w:rPrDefault>";
    let plain = !language.is_empty() && language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    match String::from_utf8(styles) {
        Ok(text) if plain => text.replace(END, &format!("<w:lang w:val=\"{language}\"/>{END}")).into_bytes(),
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

//! From pages to a file: PDF/A-2b with a tree that says what the text is.

use krilla::color::luma;
use krilla::configure::validate::Archival;
use krilla::configure::{ConfigurationBuilder, PdfVersion};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};

use crate::communications::draft::Draft;
use crate::communications::render::pdf::flow::Flow;
use crate::communications::render::pdf::page::{Item, Node, Page, points};
use crate::communications::render::pdf::shape::Line;
use crate::communications::render::words::printable;
use crate::error::{Error, Result};

/// Writes the pages of a draft.
pub(super) fn write(draft: &Draft, title: &str, flow: Flow) -> Result<Vec<u8>> {
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_archival_validator(Archival::A2_B)
        .finish()
        .map_err(|error| Error::internal(format!("PDF/A-2b is not to be had: {error:?}")))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        enable_tagging: true,
        compress_content_streams: true,
        ..SerializeSettings::default()
    });
    document.set_metadata(metadata(draft, title));
    let mut found: Vec<Vec<Identifier>> = vec![Vec::new(); flow.contents];
    let (width, height) = (points(flow.sheet.width), points(flow.sheet.height));
    let settings = PageSettings::from_wh(width, height)
        .ok_or_else(|| Error::internal("a sheet of paper has no size"))?;
    for drawn in &flow.pages {
        let mut page = document.start_page_with(settings.clone());
        let mut surface = page.surface();
        draw(drawn, &mut surface, &mut found);
        surface.finish();
        page.finish();
    }
    let mut tree = TagTree::new();
    for node in flow.tree {
        if let Some(group) = group(node, &mut found) {
            tree.push(group);
        }
    }
    document.set_tag_tree(tree);
    document.finish().map_err(|error| {
        Error::unsupported(format!("draft {} cannot be written as PDF/A-2b: {error:?}", draft.id))
    })
}

fn metadata(draft: &Draft, title: &str) -> Metadata {
    let made = draft.created.parse::<jiff::Timestamp>().unwrap_or_default();
    let made = made.to_zoned(jiff::tz::TimeZone::UTC);
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    let date = DateTime::new(u16::try_from(made.year()).unwrap_or_default())
        .month(part(made.month()))
        .day(part(made.day()))
        .hour(part(made.hour()))
        .minute(part(made.minute()))
        .second(part(made.second()))
        .utc_offset_hour(0);
    let author = draft.sender.as_ref().and_then(|sender| sender.name.as_deref()).map(printable);
    let language = match draft.language.is_empty() {
        true => "und".to_owned(),
        false => printable(&draft.language),
    };
    // No string of a PDF/A holds more than 32,767 bytes.
    let short = |text: &str| text.chars().take(2_000).collect::<String>();
    Metadata::new()
        .title(short(if title.is_empty() { "–" } else { title }))
        .authors(author.iter().map(|author| short(author)).collect())
        .language(short(&language))
        .creator("Secretariat".to_owned())
        .document_id(draft.id.to_string())
        .creation_date(date)
}

fn draw(page: &Page, surface: &mut Surface<'_>, found: &mut [Vec<Identifier>]) {
    for item in &page.items {
        match item {
            Item::Rule { x, y, width, height } => {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
                let mut path = PathBuilder::new();
                if let Some(area) = Rect::from_xywh(*x, *y, *width, height.max(0.1)) {
                    path.push_rect(area);
                }
                surface.set_fill(Some(ink(true)));
                if let Some(path) = path.finish() {
                    surface.draw_path(&path);
                }
                surface.end_tagged();
            }
            Item::Text { x, y, line, content } => {
                let tag = match content {
                    None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
                    Some(_) => ContentTag::Span(SpanTag::empty()),
                };
                let id = surface.start_tagged(tag);
                glyphs(line, *x, *y, surface);
                surface.end_tagged();
                if let Some(found) = content.and_then(|content| found.get_mut(content)) {
                    found.push(id);
                }
            }
        }
    }
}

fn glyphs(line: &Line, x: f32, y: f32, surface: &mut Surface<'_>) {
    surface.set_fill(Some(ink(line.grey)));
    for run in &line.runs {
        let start = Point::from_xy(x + run.x, y + line.baseline);
        surface.draw_glyphs(start, &run.glyphs, run.font.clone(), &line.text, run.size, false);
    }
}

/// Black, or a grey that is dark enough to read (4.5 to 1 and more).
fn ink(grey: bool) -> Fill {
    let paint = luma::Color::new(if grey { 96 } else { 0 });
    Fill { paint: paint.into(), opacity: NormalizedF32::ONE, rule: FillRule::default() }
}

/// Makes a tag of each node that has content; the others would be empty.
fn group(node: Node, found: &mut [Vec<Identifier>]) -> Option<TagGroup> {
    let Node::Group { role, title, children } = node else { return None };
    let mut group = TagGroup::new(role.tag(title));
    for child in children {
        match child {
            Node::Content(content) => {
                let ids = found.get_mut(content).map(std::mem::take).unwrap_or_default();
                ids.into_iter().for_each(|id| group.push(id));
            }
            child => {
                if let Some(child) = self::group(child, found) {
                    group.push(child);
                }
            }
        }
    }
    // A cell may be empty, for it keeps the others in their columns.
    let keeps = matches!(role, super::page::Role::Cell | super::page::Role::TitleCell);
    (keeps || !group.children.is_empty()).then_some(group)
}

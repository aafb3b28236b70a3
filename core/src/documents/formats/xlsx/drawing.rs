//! What lies on top of the cells: text boxes, and charts by their title.

use crate::documents::build::DocumentBuilder;
use crate::documents::formats::drawing::read_chart;
use crate::documents::formats::package::{Element, Package, Relationships, Tree};
use crate::documents::model::{BlockKind, SourceRange};
use crate::error::Result;
use crate::evidence::Place;

use super::reference::cell_name;

/// Emits the objects of a sheet. The figures of a chart stand in its cells already.
///
/// # Errors
/// As [`Package::read`].
pub(super) fn emit(
    package: &mut Package<'_>,
    relationships: &Relationships,
    sheet: &str,
    out: &mut DocumentBuilder,
) -> Result<()> {
    for relationship in relationships.of_kind("drawing") {
        let Some(part) = package.read(&relationship.target)? else { continue };
        let targets = package.relationships(&relationship.target)?;
        let tree = Tree::parse(&part.text, package.budget())?;
        for anchor in tree.root().into_iter().flat_map(|root| root.children()) {
            let cell = anchor.child("from").map_or_else(|| "A1".to_owned(), anchor_cell);
            let range = anchor.range();
            let source = SourceRange { part: part.name.clone(), start: range.start, end: range.end };
            for (kind, text) in texts(package, anchor, &targets)? {
                let place = Place::Cell { sheet: sheet.to_owned(), cell: cell.clone() };
                out.block(kind, &text, place, Some(source.clone()))?;
            }
        }
    }
    Ok(())
}

fn texts(
    package: &mut Package<'_>,
    anchor: Element<'_>,
    targets: &Relationships,
) -> Result<Vec<(BlockKind, String)>> {
    let mut out = Vec::new();
    for element in anchor.descendants() {
        match element.name() {
            "txBody" => {
                for paragraph in element.children_named("p") {
                    let runs = paragraph.descendants().filter(|run| run.name() == "t");
                    out.push((BlockKind::Paragraph, runs.map(Element::text).collect()));
                }
            }
            "chart" => {
                let target = element.attribute("r:id").and_then(|id| targets.target(&id).map(str::to_owned));
                if let Some(chart) = target.map(|name| read_chart(package, &name)).transpose()?.flatten() {
                    out.push((BlockKind::Figure, chart.title));
                }
            }
            _ => {}
        }
    }
    Ok(out)
}

fn anchor_cell(from: Element<'_>) -> String {
    let number =
        |name: &str| from.child(name).and_then(|element| element.text().trim().parse().ok()).unwrap_or(0u32);
    cell_name(number("row"), number("col"))
}

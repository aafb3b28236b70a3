//! The text of a diagram (SmartArt): one line per point of its data model (ECMA-376 part 1, 21.4).

use crate::documents::formats::package::{Element, Package, Tree};
use crate::error::Result;

/// Reads the lines of a diagram's data part, in the order of the model.
///
/// # Errors
/// As [`Package::read`].
pub(in crate::documents::formats) fn read_diagram(
    package: &mut Package<'_>,
    name: &str,
) -> Result<Vec<String>> {
    let Some(part) = package.read(name)? else { return Ok(Vec::new()) };
    let tree = Tree::parse(&part.text, package.budget())?;
    let Some(points) = tree.root().and_then(|root| root.child("ptLst")) else { return Ok(Vec::new()) };
    let shown = points.children_named("pt").filter(|point| {
        !matches!(point.attribute("type").as_deref(), Some("pres" | "parTrans" | "sibTrans"))
    });
    let mut lines = Vec::new();
    for point in shown {
        for paragraph in point.child("t").into_iter().flat_map(|text| text.children_named("p")) {
            let runs = paragraph.descendants().filter(|one| one.name() == "t");
            let line: String = runs.map(Element::text).collect();
            if !line.trim().is_empty() {
                lines.push(line);
            }
        }
    }
    Ok(lines)
}

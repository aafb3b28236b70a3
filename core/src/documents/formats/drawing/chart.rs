//! The text of a chart: its title, and its cached figures as a table (ECMA-376 part 1, 21.2).

use std::collections::BTreeMap;

use crate::documents::build::CellText;
use crate::documents::formats::package::{Element, Package, Tree};
use crate::error::Result;

/// What a chart says.
#[derive(Debug, Default)]
pub(in crate::documents::formats) struct Chart {
    /// The title, if it has one of its own.
    pub(in crate::documents::formats) title: String,
    /// Categories down, series across.
    pub(in crate::documents::formats) cells: Vec<CellText>,
}

/// The most points of one series that are read.
const MOST_POINTS: u32 = 10_000;

/// Reads the chart of a part.
///
/// # Errors
/// As [`Package::read`].
pub(in crate::documents::formats) fn read_chart(
    package: &mut Package<'_>,
    name: &str,
) -> Result<Option<Chart>> {
    let Some(part) = package.read(name)? else { return Ok(None) };
    let tree = Tree::parse(&part.text, package.budget())?;
    let Some(root) = tree.root() else { return Ok(None) };
    let mut chart = Chart::default();
    if let Some(title) = root.find(&["chart", "title"]) {
        chart.title = title.descendants().filter(|one| one.name() == "t").map(Element::text).collect();
    }
    let series: Vec<Element<'_>> = root.descendants().filter(|one| one.name() == "ser").collect();
    let mut categories: BTreeMap<u32, String> = BTreeMap::new();
    let mut columns = Vec::new();
    for one in &series {
        let names = one.child("cat").or_else(|| one.child("xVal")).map(points).unwrap_or_default();
        for (index, name) in names {
            categories.entry(index).or_insert(name);
        }
        let title = one.child("tx").map(points).unwrap_or_default().into_values().next().unwrap_or_default();
        columns.push((title, one.child("val").or_else(|| one.child("yVal")).map(points).unwrap_or_default()));
    }
    let rows: Vec<u32> = {
        let mut all: Vec<u32> = categories.keys().copied().collect();
        all.extend(columns.iter().flat_map(|(_, values)| values.keys().copied()));
        all.sort_unstable();
        all.dedup();
        all
    };
    if columns.is_empty() || rows.is_empty() {
        return Ok(Some(chart));
    }
    let cell = |row: usize, column: usize, text: &str| CellText {
        row: row as u32,
        column: column as u32,
        header: row == 0 || column == 0,
        text: text.to_owned(),
        ..CellText::default()
    };
    chart.cells.push(cell(0, 0, ""));
    for (column, (title, _)) in columns.iter().enumerate() {
        chart.cells.push(cell(0, column + 1, title));
    }
    for (row, index) in rows.iter().enumerate() {
        package.budget().check()?;
        chart.cells.push(cell(row + 1, 0, categories.get(index).map_or("", String::as_str)));
        for (column, (_, values)) in columns.iter().enumerate() {
            chart.cells.push(cell(row + 1, column + 1, values.get(index).map_or("", String::as_str)));
        }
    }
    Ok(Some(chart))
}

/// Reads cached points by their index.
fn points(element: Element<'_>) -> BTreeMap<u32, String> {
    let mut out = BTreeMap::new();
    for point in element.descendants().filter(|one| one.name() == "pt") {
        let index = point.number("idx").and_then(|index| u32::try_from(index).ok()).unwrap_or(0);
        if index < MOST_POINTS {
            let value = point.child("v").map(Element::text).unwrap_or_default();
            out.entry(index).or_insert_with(|| shorten(&value));
        }
    }
    out
}

/// Drops the noise of binary fractions: `4.2999999999999998` was typed as `4.3`.
fn shorten(value: &str) -> String {
    let long = value.len() > 15 && value.contains('.');
    match value.trim().parse::<f64>() {
        Ok(number) if long && number.is_finite() => format!("{number}"),
        _ => value.trim().to_owned(),
    }
}

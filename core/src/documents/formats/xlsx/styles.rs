//! Cell styles of a workbook: which number format a cell has (ECMA-376 part 1, 18.8).

use std::collections::HashMap;

use crate::documents::formats::package::Tree;

use super::number_format::NumberFormat;

/// The number formats of a workbook by style index.
#[derive(Debug, Default)]
pub(super) struct Styles {
    formats: Vec<NumberFormat>,
    of_style: Vec<usize>,
    /// Whether days count from 1904.
    pub(super) from_1904: bool,
}

impl Styles {
    /// Makes the styles of a workbook that has none.
    pub(super) fn plain(from_1904: bool) -> Self {
        Self { from_1904, ..Self::default() }
    }

    /// Reads the part `styles.xml`.
    pub(super) fn read(tree: &Tree<'_>, from_1904: bool) -> Self {
        let mut styles = Self::plain(from_1904);
        let Some(root) = tree.root() else { return styles };
        let mut own: HashMap<i64, String> = HashMap::new();
        for format in root.child("numFmts").into_iter().flat_map(|formats| formats.children_named("numFmt")) {
            if let (Some(id), Some(code)) = (format.number("numFmtId"), format.attribute("formatCode")) {
                own.insert(id, code.into_owned());
            }
        }
        let mut known: HashMap<i64, usize> = HashMap::new();
        for style in root.child("cellXfs").into_iter().flat_map(|styles| styles.children_named("xf")) {
            let id = style.number("numFmtId").unwrap_or(0);
            let index = *known.entry(id).or_insert_with(|| {
                let code = own.get(&id).map_or_else(|| built_in(id), String::as_str);
                styles.formats.push(NumberFormat::parse(code));
                styles.formats.len() - 1
            });
            styles.of_style.push(index);
        }
        styles
    }

    /// Returns the format of a style; `None` is the general one.
    pub(super) fn format(&self, style: usize) -> Option<&NumberFormat> {
        self.formats.get(*self.of_style.get(style)?)
    }
}

/// The formats that files name by number only (ECMA-376 part 1, 18.8.30). The short date follows the
/// reader's country in Excel; here it is written so that it cannot be misread.
fn built_in(id: i64) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "$#,##0;($#,##0)",
        7 | 8 => "$#,##0.00;($#,##0.00)",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 | 27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy-mm-dd",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 | 32..=35 | 55 | 56 => "h:mm:ss",
        22 => "yyyy-mm-dd h:mm",
        37 | 38 => "#,##0;(#,##0)",
        39 | 40 => "#,##0.00;(#,##0.00)",
        41 | 42 => "#,##0;-#,##0;\"-\"",
        43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => "General",
    }
}

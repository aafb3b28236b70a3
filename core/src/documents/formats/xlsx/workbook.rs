//! The workbook part: sheets in order, and what they share.

use std::collections::HashMap;

use crate::documents::formats::package::{Package, Relationships, Tree};
use crate::error::{Error, Result};

use super::strings;
use super::styles::Styles;

/// A workbook without its cells.
#[derive(Debug)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) strings: Vec<Box<str>>,
    pub(super) styles: Styles,
    /// Names of people by id, for threaded comments.
    pub(super) people: HashMap<String, String>,
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) part: String,
    pub(super) hidden: bool,
}

impl Workbook {
    /// Reads the workbook part and the parts that all sheets share.
    ///
    /// # Errors
    /// `corrupt` when it lists no sheets, and as [`Package::read`].
    pub(super) fn read(package: &mut Package<'_>, main: &str) -> Result<Self> {
        let part = package.require(main)?;
        let relationships = package.relationships(main)?;
        let tree = Tree::parse(&part.text, package.budget())?;
        let root = tree.root().filter(|root| root.name() == "workbook");
        let Some(list) = root.and_then(|root| root.child("sheets")) else {
            return Err(Error::corrupt("this is not an Excel workbook: it lists no sheets"));
        };
        let mut sheets = Vec::new();
        for (index, sheet) in list.children_named("sheet").enumerate() {
            let target = sheet.attribute("r:id").and_then(|id| relationships.target(&id).map(str::to_owned));
            let part = target.unwrap_or_else(|| format!("xl/worksheets/sheet{}.xml", index + 1));
            if part.contains("chartsheets/") || part.contains("dialogsheets/") {
                continue;
            }
            sheets.push(SheetEntry {
                name: sheet.attribute("name").unwrap_or_default().into_owned(),
                part,
                hidden: sheet.attribute("state").is_some_and(|state| state != "visible"),
            });
        }
        let properties = root.and_then(|root| root.child("workbookPr"));
        let from_1904 = properties
            .and_then(|properties| properties.attribute("date1904"))
            .is_some_and(|value| value == "1" || value == "true");
        let shared = |kind: &str| relationships.of_kind(kind).next().map(|found| found.target.clone());
        let strings = match shared("sharedStrings") {
            Some(name) => strings::read(package, &name)?,
            None => Vec::new(),
        };
        let styles = match shared("styles").map(|name| package.read(&name)).transpose()?.flatten() {
            Some(part) => Styles::read(&Tree::parse(&part.text, package.budget())?, from_1904),
            None => Styles::plain(from_1904),
        };
        let people = read_people(package, &relationships)?;
        Ok(Self { sheets, strings, styles, people })
    }
}

fn read_people(package: &mut Package<'_>, relationships: &Relationships) -> Result<HashMap<String, String>> {
    let mut people = HashMap::new();
    for relationship in relationships.of_kind("person") {
        let Some(part) = package.read(&relationship.target)? else { continue };
        let tree = Tree::parse(&part.text, package.budget())?;
        for person in tree.root().into_iter().flat_map(|root| root.children_named("person")) {
            if let (Some(id), Some(name)) = (person.attribute("id"), person.attribute("displayName")) {
                people.insert(id.into_owned(), name.into_owned());
            }
        }
    }
    Ok(people)
}

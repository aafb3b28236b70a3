//! Relationships: how one part of a package points at another (ECMA-376 part 2, 9.3).

use crate::error::Result;

use super::{Package, Tree};

/// What one part points at.
#[derive(Debug, Clone, Default)]
pub(in crate::documents::formats) struct Relationships(Vec<Relationship>);

/// One pointer.
#[derive(Debug, Clone)]
pub(in crate::documents::formats) struct Relationship {
    /// The id that the part's XML uses.
    pub(in crate::documents::formats) id: String,
    /// The last word of the type's address, such as `slide`: the same in both variants of the standard.
    pub(in crate::documents::formats) kind: String,
    /// The part's name inside the package.
    pub(in crate::documents::formats) target: String,
}

impl Relationships {
    /// Finds the part that an id points at.
    pub(in crate::documents::formats) fn target(&self, id: &str) -> Option<&str> {
        self.0.iter().find(|one| one.id == id).map(|one| one.target.as_str())
    }

    /// Lists the pointers of one kind.
    pub(in crate::documents::formats) fn of_kind<'s>(
        &'s self,
        kind: &'s str,
    ) -> impl Iterator<Item = &'s Relationship> + 's {
        self.0.iter().filter(move |one| one.kind == kind)
    }
}

impl Package<'_> {
    /// Reads what a part points at; the empty name stands for the package. Links to the outside are left out.
    ///
    /// # Errors
    /// As [`Package::read`].
    pub(in crate::documents::formats) fn relationships(&mut self, part: &str) -> Result<Relationships> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        let Some(found) = self.read(&name)? else { return Ok(Relationships::default()) };
        let tree = Tree::parse(&found.text, self.budget())?;
        let mut all = Vec::new();
        for one in tree.root().into_iter().flat_map(|root| root.children()) {
            if one.attribute("TargetMode").is_some_and(|mode| mode == "External") {
                continue;
            }
            let (Some(id), Some(target)) = (one.attribute("Id"), one.attribute("Target")) else { continue };
            let kind = one.attribute("Type").unwrap_or_default();
            all.push(Relationship {
                id: id.into_owned(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: resolve(folder, &target),
            });
        }
        Ok(Relationships(all))
    }
}

fn resolve(folder: &str, target: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        segments.extend(folder.split('/').filter(|segment| !segment.is_empty()));
    }
    for segment in target.split(['/', '\\']) {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            name => segments.push(name),
        }
    }
    segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_resolve_against_the_folder_of_their_part() {
        assert_eq!(resolve("ppt/slides", "../media/a.png"), "ppt/media/a.png");
        assert_eq!(resolve("word", "/word/document.xml"), "word/document.xml");
        assert_eq!(resolve("", "../../../../etc/x"), "etc/x");
    }
}

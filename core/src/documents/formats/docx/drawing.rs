//! Objects anchored in a paragraph: pictures, text boxes, charts, diagrams.

use crate::documents::formats::package::Element;

/// An object anchored in a paragraph.
#[derive(Debug, Clone)]
pub(super) enum Object<'t> {
    /// A picture, by its alternative text.
    Picture(String),
    /// The content of a text box.
    TextBox(Element<'t>),
    /// A chart, by the id of its relationship.
    Chart(String),
    /// A diagram, by the id of its data's relationship.
    Diagram(String),
}

/// Chooses one branch of alternative content: the modern one, which says more than the fallback.
pub(super) fn branch(alternatives: Element<'_>) -> Option<Element<'_>> {
    alternatives.child("Choice").or_else(|| alternatives.child("Fallback"))
}

/// Lists the objects of a `drawing`, `pict` or `object` element.
pub(super) fn objects(drawing: Element<'_>) -> Vec<Object<'_>> {
    let mut out = Vec::new();
    collect(drawing, &mut out);
    out
}

fn collect<'t>(element: Element<'t>, out: &mut Vec<Object<'t>>) {
    for child in element.children() {
        match child.name() {
            "txbxContent" => out.push(Object::TextBox(child)),
            "AlternateContent" => branch(child).into_iter().for_each(|branch| collect(branch, out)),
            "chart" => {
                if let Some(id) = child.attribute("r:id") {
                    out.push(Object::Chart(id.into_owned()));
                }
            }
            "relIds" => {
                if let Some(id) = child.attribute("r:dm") {
                    out.push(Object::Diagram(id.into_owned()));
                }
            }
            "docPr" | "cNvPr" => {
                let hidden = child.attribute("hidden").is_some_and(|value| value == "1" || value == "true");
                if !hidden {
                    describe(child.attribute("descr").or_else(|| child.attribute("title")).as_deref(), out);
                }
            }
            "shape" | "rect" | "roundrect" | "oval" => {
                describe(child.attribute("alt").as_deref(), out);
                collect(child, out);
            }
            _ => collect(child, out),
        }
    }
}

fn describe(text: Option<&str>, out: &mut Vec<Object<'_>>) {
    let text = text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return;
    }
    // A picture carries its text twice: as a drawing and as a picture.
    let known = out.iter().any(|object| matches!(object, Object::Picture(other) if *other == text));
    if !known {
        out.push(Object::Picture(text));
    }
}

//! The text of one paragraph: runs, fields, changes, equations, and the objects anchored in it.

use crate::documents::formats::drawing::latex;
use crate::documents::formats::package::{Element, Node};

use super::drawing::{self, Object};
use super::styles::{RunStyle, Styles};
use crate::documents::formats::drawing::marker;

/// What one paragraph holds.
#[derive(Debug, Default)]
pub(super) struct Inline<'t> {
    /// The text as shown, with inline equations between dollar signs.
    pub(super) text: String,
    /// Text that is not shown.
    pub(super) hidden: String,
    /// Deleted text with the name of who deleted it.
    pub(super) deleted: Vec<(Option<String>, String)>,
    /// Anchored objects; each with whether it stands before the text.
    pub(super) objects: Vec<(bool, Object<'t>)>,
    /// The equations in order.
    pub(super) equations: Vec<String>,
    /// References to notes in order.
    pub(super) notes: Vec<Reference>,
    /// Ids of comments that end here.
    pub(super) comments: Vec<String>,
    /// Whether there is text outside of equations.
    pub(super) has_words: bool,
    /// Whether all text is in a typewriter font.
    pub(super) monospaced: bool,
    /// Whether all text is bold.
    pub(super) bold: bool,
}

/// A reference to a foot- or endnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    /// Whether it is an endnote.
    pub(super) endnote: bool,
    /// The note's id.
    pub(super) id: String,
}

/// Reads a paragraph. `note_label` names the next note of a kind, from how many came before in it.
pub(super) fn read<'t>(
    paragraph: Element<'t>,
    styles: &Styles,
    note_label: &mut dyn FnMut(&Reference) -> String,
) -> Inline<'t> {
    let style = paragraph.child("pPr").and_then(|properties| properties.value("pStyle"));
    let mut reader = Reader {
        styles,
        base: styles.run(style.as_deref()),
        note_label,
        fields: Vec::new(),
        deleted_by: None,
        out: Inline { monospaced: true, bold: true, ..Inline::default() },
    };
    reader.children(paragraph);
    let mut out = reader.out;
    out.monospaced &= out.has_words;
    out.bold &= out.has_words;
    out
}

struct Reader<'s, 't> {
    styles: &'s Styles,
    base: RunStyle,
    note_label: &'s mut dyn FnMut(&Reference) -> String,
    /// The open fields; whether each is still in its instruction.
    fields: Vec<bool>,
    deleted_by: Option<Option<String>>,
    out: Inline<'t>,
}

impl<'t> Reader<'_, 't> {
    fn children(&mut self, element: Element<'t>) {
        for child in element.children() {
            self.element(child);
        }
    }

    fn element(&mut self, element: Element<'t>) {
        match element.name() {
            "r" => self.run(element),
            "del" | "moveFrom" => {
                let author = element.attribute("author").map(|author| author.into_owned());
                let outer = self.deleted_by.replace(author);
                self.children(element);
                self.deleted_by = outer;
            }
            "oMath" => self.equation(element),
            "sdt" => element.child("sdtContent").into_iter().for_each(|content| self.children(content)),
            "AlternateContent" => {
                drawing::branch(element).into_iter().for_each(|branch| self.children(branch));
            }
            "commentReference" => self.comment(element),
            "pPr" | "rPr" | "sdtPr" | "sdtEndPr" | "smartTagPr" | "customXmlPr" | "fldData" => {}
            // Hyperlinks, insertions, simple fields, smart tags, text directions: all wrap runs.
            _ => self.children(element),
        }
    }

    fn comment(&mut self, element: Element<'t>) {
        if let Some(id) = element.attribute("id") {
            self.out.comments.push(id.into_owned());
        }
    }

    fn equation(&mut self, element: Element<'t>) {
        let text = latex(element);
        if text.is_empty() || self.deleted_by.is_some() {
            return;
        }
        self.out.text.push_str(&format!("${text}$"));
        self.out.equations.push(text);
    }

    fn run(&mut self, run: Element<'t>) {
        let properties = run.child("rPr");
        let direct = RunStyle::read(properties);
        let style = match properties.and_then(|properties| properties.value("rStyle")) {
            Some(id) => direct.or(self.styles.run(Some(&id))).or(self.base),
            None => direct.or(self.base),
        };
        self.run_content(run, style);
    }

    fn run_content(&mut self, run: Element<'t>, style: RunStyle) {
        for child in run.children() {
            match child.name() {
                "t" | "delText" => {
                    for node in child.content() {
                        if let Node::Text(text) = node {
                            self.push(text, style);
                        }
                    }
                }
                "tab" | "ptab" => self.push("\t", style),
                "cr" => self.push("\n", style),
                "br" if child.attribute("type").is_none_or(|kind| kind == "textWrapping") => {
                    self.push("\n", style);
                }
                "noBreakHyphen" => self.push("-", style),
                "sym" => self.symbol(child, style),
                "fldChar" => self.field(child, style),
                "footnoteReference" | "endnoteReference" => self.note(child, style),
                "commentReference" => self.comment(child),
                "ruby" => {
                    let base = child.child("rubyBase");
                    base.into_iter().for_each(|base| self.children(base));
                }
                "AlternateContent" => {
                    if let Some(branch) = drawing::branch(child) {
                        self.run_content(branch, style);
                    }
                }
                "drawing" | "pict" | "object" => {
                    let before = self.out.text.trim().is_empty();
                    let found = drawing::objects(child);
                    self.out.objects.extend(found.into_iter().map(|object| (before, object)));
                }
                "r" => self.run(child),
                _ => {}
            }
        }
    }

    fn push(&mut self, text: &str, style: RunStyle) {
        if self.fields.contains(&true) {
            return;
        }
        let shown = text.chars().filter(|&character| character != '\u{ad}');
        if let Some(author) = &self.deleted_by {
            match self.out.deleted.last_mut() {
                Some((by, words)) if by == author => words.extend(shown),
                _ => self.out.deleted.push((author.clone(), shown.collect())),
            }
        } else if style.hidden == Some(true) {
            self.out.hidden.extend(shown);
        } else {
            self.out.text.extend(shown);
            if !text.trim().is_empty() {
                self.out.has_words = true;
                self.out.monospaced &= style.monospaced == Some(true);
                self.out.bold &= style.bold == Some(true);
            }
        }
    }

    fn symbol(&mut self, element: Element<'t>, style: RunStyle) {
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        if let Some(code) = code {
            let sign = marker::symbol(&element.attribute("font").unwrap_or_default(), code);
            self.push(sign.encode_utf8(&mut [0; 4]), style);
        }
    }

    fn field(&mut self, element: Element<'t>, style: RunStyle) {
        match element.attribute("fldCharType").as_deref() {
            Some("begin") => {
                if let Some(checkbox) = element.find(&["ffData", "checkBox"]) {
                    let ticked = checkbox.switch("checked").or_else(|| checkbox.switch("default"));
                    self.push(if ticked == Some(true) { "☒" } else { "☐" }, style);
                }
                self.fields.push(true);
            }
            Some("separate") => {
                if let Some(instruction) = self.fields.last_mut() {
                    *instruction = false;
                }
            }
            Some("end") => drop(self.fields.pop()),
            _ => {}
        }
    }

    fn note(&mut self, element: Element<'t>, style: RunStyle) {
        let Some(id) = element.attribute("id") else { return };
        let reference = Reference { endnote: element.name() == "endnoteReference", id: id.into_owned() };
        if self.deleted_by.is_some() {
            return;
        }
        let label = (self.note_label)(&reference);
        self.push(&format!("[{label}]"), style);
        self.out.notes.push(reference);
    }
}

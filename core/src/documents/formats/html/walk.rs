//! Turns the tree of a page into blocks, in document order.

use super::dom::{Data, NodeId, Tree};
use super::{judge, list, table};
use crate::documents::Budget;
use crate::documents::formats::piece::{Content, Piece};
use crate::documents::model::BlockKind;
use crate::error::Result;

/// Deeper elements are read as plain text: the tree builder bounds nesting, this bounds the stack.
const DEPTH: u32 = 1_000;

/// What an element passes on to the elements inside it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct State {
    pub(super) role: Role,
    /// How many lists are open.
    pub(super) lists: u8,
    quotes: u8,
    /// Whether the innermost quote is a container of a mail program that holds the quoted `<blockquote>`.
    container: bool,
    heading: u8,
    preformatted: bool,
    /// Whether blocks are set apart by a space only: inside headings and cells.
    flat: bool,
    captioned: bool,
    caption: bool,
    depth: u32,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Content,
    Signature,
    Boilerplate,
    Hidden,
}

pub(super) struct Walker<'a> {
    pub(super) tree: &'a Tree,
    budget: &'a Budget,
    /// Whether this is the body of a mail: no page furniture, but quotes and signatures.
    pub(super) mail: bool,
    pieces: Vec<Piece>,
    text: String,
    range: Option<(usize, usize)>,
    /// The marker of the list item whose text comes next.
    pub(super) marker: Option<(u8, String)>,
    /// Whether the collected text is nothing but the description of a picture.
    picture: bool,
}

impl<'a> Walker<'a> {
    pub(super) fn new(tree: &'a Tree, budget: &'a Budget, mail: bool) -> Self {
        let (pieces, text) = (Vec::new(), String::new());
        Self { tree, budget, mail, pieces, text, range: None, marker: None, picture: false }
    }

    /// Reads everything below the document.
    pub(super) fn run(mut self) -> Result<Vec<Piece>> {
        let state = State::default();
        self.children(Tree::ROOT, state)?;
        self.flush(state);
        Ok(self.pieces)
    }

    pub(super) fn children(&mut self, id: NodeId, state: State) -> Result<()> {
        let tree = self.tree;
        for child in tree.children(id) {
            self.node(child, state)?;
        }
        Ok(())
    }

    fn node(&mut self, id: NodeId, state: State) -> Result<()> {
        match self.tree.data(id) {
            Data::Text(words) => self.words(words, self.tree.range(id), state.preformatted),
            Data::Other => {}
            Data::Element { name, .. } => {
                self.budget.check()?;
                let state = State { depth: state.depth + 1, ..state };
                if state.depth > DEPTH {
                    self.plain(id);
                } else {
                    self.element(id, name, state)?;
                }
            }
        }
        Ok(())
    }

    /// Reads the text below an element that is nested too deep to be told apart.
    fn plain(&mut self, id: NodeId) {
        let tree = self.tree;
        for node in tree.descendants(id) {
            if let Data::Text(words) = tree.data(node) {
                self.words(words, tree.range(node), false);
            }
        }
    }

    fn element(&mut self, id: NodeId, name: &str, mut state: State) -> Result<()> {
        if matches!(
            name,
            "head" | "script" | "style" | "template" | "svg" | "iframe" | "object" | "rp" | "datalist"
        ) {
            return Ok(());
        }
        if state.role != Role::Hidden && (judge::is_hidden(self.tree, id)) {
            return self.apart(id, state, Role::Hidden);
        }
        if self.mail {
            if let Some(state) = self.mail_part(id, name, state) {
                return self.block(id, state);
            }
        } else if state.role == Role::Content && judge::is_boilerplate(self.tree, id) {
            return self.apart(id, state, Role::Boilerplate);
        }
        match name {
            "br" => self.line_break(state),
            "hr" => self.boundary(state),
            "img" => self.picture(id, state),
            "input" => self.input(id),
            "select" => self.select(id),
            "q" => {
                self.words("“", self.tree.range(id), false);
                self.children(id, state)?;
                self.words("”", self.tree.range(id), false);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !state.flat => {
                self.flush(state);
                state.heading = name.as_bytes().get(1).map_or(6, |digit| digit - b'0');
                state.flat = true;
                self.children(id, state)?;
                self.flush(state);
            }
            "ul" | "ol" | "menu" | "dir" if !state.flat => self.list(id, name == "ol", state)?,
            "dl" if !state.flat => self.definitions(id, state)?,
            "table" if !state.flat => self.table(id, state)?,
            "pre" | "listing" | "xmp" if !state.flat => {
                self.flush(state);
                state.preformatted = true;
                self.children(id, state)?;
                self.flush(state);
            }
            "blockquote" => {
                state.quotes = if state.container { state.quotes } else { state.quotes.saturating_add(1) };
                state.container = false;
                self.block(id, state)?;
            }
            "figure" => {
                let mut inside = self.tree.descendants(id);
                state.captioned = inside.any(|node| self.tree.name(node) == "figcaption");
                self.block(id, state)?;
            }
            "figcaption" => {
                (state.caption, state.captioned) = (true, false);
                self.block(id, state)?;
            }
            _ if is_block(name) => self.block(id, state)?,
            _ => self.children(id, state)?,
        }
        Ok(())
    }

    fn block(&mut self, id: NodeId, state: State) -> Result<()> {
        // Text before belongs to the parent; only its quote, caption or role can differ from ours.
        self.boundary(State { caption: false, ..state });
        self.children(id, state)?;
        self.boundary(state);
        Ok(())
    }

    /// Reads an element whose text has another role than the text around it.
    fn apart(&mut self, id: NodeId, state: State, role: Role) -> Result<()> {
        if state.flat {
            // Inside a cell or heading there is no block of its own: hidden words are left out.
            return if role == Role::Hidden { Ok(()) } else { self.children(id, state) };
        }
        self.flush(state);
        let marker = self.marker.take();
        let inner = State { role, ..state };
        // The element is judged only once.
        self.children(id, inner)?;
        self.flush(inner);
        self.marker = marker;
        Ok(())
    }

    /// Says in which state a part of a mail is read, if it is a quoted message or a signature.
    fn mail_part(&mut self, id: NodeId, name: &str, mut state: State) -> Option<State> {
        let class = self.tree.attribute(id, "class").unwrap_or_default();
        let anchor = self.tree.attribute(id, "id").unwrap_or_default();
        let is = |words: &[&str]| class.split_whitespace().chain([anchor]).any(|word| words.contains(&word));
        if is(&["gmail_signature", "moz-signature", "Signature", "signature", "AppleMailSignature"]) {
            self.boundary(state);
            state.role = if state.role == Role::Content { Role::Signature } else { state.role };
            return Some(state);
        }
        let quoted = is(&[
            "gmail_quote",
            "gmail_quote_container",
            "moz-cite-prefix",
            "yahoo_quoted",
            "divRplyFwdMsg",
            "OLK_SRC_BODY_SECTION",
            "protonmail_quote",
            "zmail_extra",
        ]);
        if quoted && name != "blockquote" && !state.container {
            self.boundary(state);
            (state.quotes, state.container) = (state.quotes.saturating_add(1), true);
            return Some(state);
        }
        None
    }

    fn list(&mut self, id: NodeId, ordered: bool, state: State) -> Result<()> {
        self.flush(state);
        let tree = self.tree;
        let inner = State { lists: state.lists.saturating_add(1), ..state };
        let mut number =
            tree.attribute(id, "start").and_then(|start| start.trim().parse::<i64>().ok()).unwrap_or(1);
        for child in tree.children(id) {
            if tree.name(child) != "li" {
                self.node(child, inner)?;
                continue;
            }
            if let Some(value) = tree.attribute(child, "value").and_then(|value| value.trim().parse().ok()) {
                number = value;
            }
            let marker = match ordered {
                true => list::ordinal(number, tree.attribute(id, "type").unwrap_or_default()),
                false => "•".to_owned(),
            };
            number = number.saturating_add(1);
            self.item(child, marker, inner)?;
        }
        self.flush(inner);
        Ok(())
    }

    /// Reads one item: its first block carries the marker.
    pub(super) fn item(&mut self, id: NodeId, marker: String, state: State) -> Result<()> {
        self.flush(state);
        self.marker = Some((state.lists.saturating_sub(1), marker));
        self.node_children(id, state)?;
        self.flush(state);
        self.marker = None;
        Ok(())
    }

    fn node_children(&mut self, id: NodeId, state: State) -> Result<()> {
        if judge::is_hidden(self.tree, id) {
            return self.apart(id, state, Role::Hidden);
        }
        let state = State { depth: state.depth + 1, ..state };
        if state.depth > DEPTH {
            self.plain(id);
            return Ok(());
        }
        self.children(id, state)
    }

    fn table(&mut self, id: NodeId, state: State) -> Result<()> {
        self.flush(state);
        let tree = self.tree;
        for caption in tree.children(id).filter(|&child| tree.name(child) == "caption") {
            self.block(caption, state)?;
        }
        let rows = table::rows(tree, id);
        if state.role != Role::Content || state.quotes > 0 || judge::is_layout(tree, id, &rows, self.mail) {
            for &cell in rows.iter().flatten() {
                self.block(cell, state)?;
            }
            return Ok(());
        }
        let marker = self.marker.take();
        let mut failed = Ok(());
        let (start, mut end) = tree.range(id);
        let cells = table::grid(tree, &rows, |cell| {
            let text = self.flat_text(cell, state).unwrap_or_else(|error| {
                failed = Err(error);
                String::new()
            });
            end = end.max(self.range.take().unwrap_or_default().1).max(tree.range(cell).1);
            text
        });
        failed?;
        self.budget.charge(cells.len() as u64 * 128)?;
        self.pieces.push(Piece { content: Content::Table(cells), start, end });
        self.marker = marker;
        Ok(())
    }

    /// Reads everything below an element as one text; the range of bytes stays in `range`.
    pub(super) fn flat_text(&mut self, id: NodeId, state: State) -> Result<String> {
        let before = (std::mem::take(&mut self.text), self.picture);
        self.range = None;
        self.node_children(id, State { flat: true, preformatted: false, ..state })?;
        self.picture = before.1;
        Ok(std::mem::replace(&mut self.text, before.0).trim().to_owned())
    }

    fn picture(&mut self, id: NodeId, state: State) {
        let tiny = |attribute| matches!(self.tree.attribute(id, attribute), Some("0" | "1"));
        let alt = self.tree.attribute(id, "alt").unwrap_or_default().trim();
        if alt.is_empty() || state.captioned || (tiny("width") && tiny("height")) {
            return;
        }
        let alone = self.text.trim().is_empty();
        let space = if self.text.ends_with(char::is_alphanumeric) { " " } else { "" };
        self.words(&format!("{space}{alt}"), self.tree.range(id), false);
        self.picture = alone;
    }

    fn input(&mut self, id: NodeId) {
        let kind = self.tree.attribute(id, "type").unwrap_or("text").to_ascii_lowercase();
        let range = self.tree.range(id);
        match kind.as_str() {
            // A box that only opens a menu is a button.
            "checkbox" | "radio" if self.tree.attribute(id, "role") != Some("button") => {
                let ticked = self.tree.attribute(id, "checked").is_some();
                self.words(if ticked { " [x] " } else { " [ ] " }, range, false);
            }
            "text" | "email" | "tel" | "url" | "number" | "date" | "time" | "datetime-local" | "month" => {
                let value = self.tree.attribute(id, "value").unwrap_or_default();
                self.words(&format!(" {value} "), range, false);
            }
            _ => {}
        }
    }

    fn select(&mut self, id: NodeId) {
        let tree = self.tree;
        for option in tree.descendants(id) {
            if tree.name(option) == "option" && tree.attribute(option, "selected").is_some() {
                self.words(" ", tree.range(option), false);
                self.plain(option);
            }
        }
    }

    fn words(&mut self, words: &str, range: (usize, usize), preformatted: bool) {
        let visible = words.contains(|c: char| !c.is_whitespace());
        if visible {
            self.picture = false;
            self.range =
                Some(self.range.map_or(range, |(start, end)| (start.min(range.0), end.max(range.1))));
        } else if self.text.is_empty() {
            return;
        }
        if preformatted {
            self.text.push_str(words);
            return;
        }
        for c in words.chars() {
            // No-break spaces are words of their own only to a typesetter.
            let c = if c == '\u{a0}' { ' ' } else { c };
            if c.is_whitespace() {
                if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            } else if !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\0') {
                self.text.push(c);
            }
        }
    }

    fn line_break(&mut self, state: State) {
        if state.preformatted {
            self.text.push('\n');
        } else if state.flat {
            self.boundary(state);
        } else if self.text.trim_end_matches(' ').ends_with('\n') {
            // Two in a row are how people type an empty line.
            self.flush(state);
        } else if !self.text.is_empty() {
            self.text.truncate(self.text.trim_end_matches(' ').len());
            self.text.push('\n');
        }
    }

    fn boundary(&mut self, state: State) {
        if !state.flat {
            self.flush(state);
        } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    /// Ends the block that was collected.
    pub(super) fn flush(&mut self, state: State) {
        let text = std::mem::take(&mut self.text);
        let picture = std::mem::take(&mut self.picture);
        let Some((start, end)) = self.range.take() else { return };
        let trimmed = if state.preformatted { text.trim_matches(['\n', '\r']) } else { text.trim() };
        if trimmed.trim().is_empty() {
            return;
        }
        let (kind, words) = self.role(state, trimmed, picture);
        self.pieces.push(Piece::text(kind, words, start, end));
    }

    fn role<'t>(&mut self, state: State, text: &'t str, picture: bool) -> (BlockKind, &'t str) {
        let kind = match state.role {
            Role::Hidden => BlockKind::Hidden,
            Role::Boilerplate => BlockKind::Boilerplate,
            _ if state.quotes > 0 => BlockKind::Quote { depth: state.quotes },
            Role::Signature => BlockKind::Signature,
            Role::Content if state.heading > 0 => BlockKind::Heading { level: state.heading },
            Role::Content if state.preformatted && !self.mail => BlockKind::Code,
            Role::Content if state.caption || picture => BlockKind::Figure,
            Role::Content => {
                if let Some((depth, marker)) = self.marker.take() {
                    return list::item(depth, marker, text);
                }
                // Word writes the bullets of a mail's lists as letters.
                if let Some(rest) = text.strip_prefix(['•', '·', '▪', '◦', '‣', '§'])
                    && rest.starts_with(char::is_whitespace)
                    && self.mail
                {
                    return (BlockKind::ListItem { depth: 0, marker: "•".to_owned() }, rest.trim_start());
                }
                BlockKind::Paragraph
            }
        };
        (kind, text)
    }

    pub(super) fn push(&mut self, piece: Piece) {
        self.pieces.push(piece);
    }

    pub(super) fn take_range(&mut self) -> Option<(usize, usize)> {
        self.range.take()
    }
}

impl State {
    /// Says whether the text is neither quoted nor hidden nor page furniture.
    pub(super) fn is_plain(self) -> bool {
        self.role == Role::Content && self.quotes == 0
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "body"
            | "button"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "html"
            | "label"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "noscript"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "textarea"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "xmp"
    )
}

//! Runs content streams: text, forms, marked content and paths become glyphs, rules and images
//! (ISO 32000-1, 7.8.2, 8 and 9).

use std::collections::HashSet;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::decode;
use super::fonts::Fonts;
use super::geometry::{Bounds, Matrix};
use super::glyphs::Glyph;
use super::inline;
use super::paths::Paths;
use super::show::TextPosition;
use super::state::State;
use crate::documents::limits::Budget;
use crate::error::Result;

/// How deep forms may call forms.
const FORM_DEPTH: usize = 12;
/// How deep `q` may nest.
const SAVE_DEPTH: usize = 512;
/// The most forms that one page runs: forms that call forms multiply.
const MOST_FORMS: u32 = 20_000;
/// The most images that one page keeps.
const MOST_IMAGES: usize = 64;

/// A picture on the page.
pub(super) struct PlacedImage<'a> {
    /// Where it lies.
    pub bounds: Bounds,
    /// Its data.
    pub stream: Stream<'a>,
}

/// What a page draws.
#[derive(Default)]
pub(super) struct Drawn<'a> {
    /// The glyphs in the order of drawing.
    pub glyphs: Vec<Glyph>,
    /// Glyphs whose character is not known.
    pub unknown: usize,
    /// Rules and shades.
    pub paths: Paths,
    /// Pictures.
    pub images: Vec<PlacedImage<'a>>,
    /// Whether drawing ended early because of damage.
    pub damaged: bool,
}

/// Runs the content of one page.
pub(super) struct Interpreter<'a, 'f> {
    pub(super) fonts: &'f mut Fonts<'a>,
    pub(super) budget: &'f Budget,
    pub(super) drawn: Drawn<'a>,
    pub(super) state: State<'a>,
    pub(super) text: TextPosition,
    saved: Vec<State<'a>>,
    marked: Vec<Marked>,
    forms: u32,
    running: HashSet<usize>,
}

/// An open marked-content sequence.
struct Marked {
    replacement: Option<String>,
    first_glyph: usize,
}

impl<'a, 'f> Interpreter<'a, 'f> {
    /// Runs a page and returns what it draws.
    ///
    /// # Errors
    /// `limit_exceeded` when the budget is used up.
    pub(super) fn run_page(
        page: &Page<'a>,
        fonts: &'f mut Fonts<'a>,
        budget: &'f Budget,
    ) -> Result<Drawn<'a>> {
        let matrix = Matrix(page.initial_transform(true).as_coeffs());
        let matrix = if matrix.is_sane() { matrix } else { Matrix::IDENTITY };
        let mut interpreter = Self {
            fonts,
            budget,
            drawn: Drawn::default(),
            state: State::new(matrix),
            text: TextPosition::default(),
            saved: Vec::new(),
            marked: Vec::new(),
            forms: 0,
            running: HashSet::new(),
        };
        let mut content = interpreter.page_content(page)?;
        inline::blank_images(&mut content);
        let resources = page.resources();
        interpreter.run(&content, resources, 0)?;
        budget.release(content.len() as u64);
        interpreter.run_widgets(page)?;
        Ok(interpreter.drawn)
    }

    fn page_content(&mut self, page: &Page<'a>) -> Result<Vec<u8>> {
        let raw = page.raw();
        if let Some(stream) = raw.get::<Stream<'a>>(b"Contents") {
            let content = decode::decode(&stream, self.budget)?;
            self.drawn.damaged |= content.is_none();
            return Ok(content.unwrap_or_default());
        }
        let mut content = Vec::new();
        if let Some(parts) = raw.get::<Array<'a>>(b"Contents") {
            for part in parts.iter::<Stream<'a>>() {
                match decode::decode(&part, self.budget)? {
                    Some(bytes) => content.extend_from_slice(&bytes),
                    None => self.drawn.damaged = true,
                }
                content.push(b'\n');
            }
        }
        Ok(content)
    }

    fn run(&mut self, content: &[u8], resources: &Resources<'a>, depth: usize) -> Result<()> {
        let floor = self.saved.len();
        let marks = self.marked.len();
        let mut operations = UntypedIter::new(content);
        let mut steps = 0_u32;
        while let Some(instruction) = operations.next() {
            steps = steps.wrapping_add(1);
            if steps.is_multiple_of(256) {
                self.budget.check()?;
            }
            let operator: &[u8] = instruction.operator;
            let mut operands = instruction.operands();
            match operator {
                b"q" => {
                    if self.saved.len() < SAVE_DEPTH {
                        self.saved.push(self.state.clone());
                    }
                }
                b"Q" => {
                    if self.saved.len() > floor
                        && let Some(state) = self.saved.pop()
                    {
                        self.state = state;
                    }
                }
                b"Do" => {
                    if let Some(Object::Name(name)) = operands.next()
                        && let Some(stream) = resources.get_x_object(name)
                    {
                        self.draw_object(&stream, resources, depth)?;
                    }
                }
                b"Tf" => {
                    if let (Some(Object::Name(name)), Some(Object::Number(size))) =
                        (operands.next(), operands.next())
                    {
                        let font = resources.get_font(name);
                        self.state.font = match font {
                            Some(dict) => Some(self.fonts.font(&dict, self.budget)?),
                            None => None,
                        };
                        self.state.size = size.as_f64();
                    }
                }
                b"gs" => {
                    if let Some(Object::Name(name)) = operands.next()
                        && let Some(state) = resources.get_ext_g_state(name)
                        && let Some(font) = state.get::<Array<'a>>(b"Font")
                    {
                        let mut parts = font.flex_iter();
                        if let (Some(dict), Some(size)) = (parts.next::<Dict<'a>>(), parts.next::<Number>()) {
                            self.state.font = Some(self.fonts.font(&dict, self.budget)?);
                            self.state.size = size.as_f64();
                        }
                    }
                }
                b"Tj" => {
                    if let Some(Object::String(text)) = operands.next() {
                        self.show(text.as_bytes())?;
                    }
                }
                b"TJ" => {
                    if let Some(Object::Array(parts)) = operands.next() {
                        for part in parts.iter::<Object<'_>>() {
                            match part {
                                Object::String(text) => self.show(text.as_bytes())?,
                                Object::Number(number) => self.text.kern(&self.state, number.as_f64()),
                                _ => {}
                            }
                        }
                    }
                }
                b"'" => {
                    self.text.next_line(0.0, -self.state.leading);
                    if let Some(Object::String(text)) = operands.next() {
                        self.show(text.as_bytes())?;
                    }
                }
                b"\"" => {
                    let mut number = || match operands.next() {
                        Some(Object::Number(number)) => number.as_f64(),
                        _ => 0.0,
                    };
                    self.state.word_space = number();
                    self.state.character_space = number();
                    self.text.next_line(0.0, -self.state.leading);
                    if let Some(Object::String(text)) = operands.next() {
                        self.show(text.as_bytes())?;
                    }
                }
                b"BMC" => self.begin_marked(None),
                b"BDC" => {
                    let _tag = operands.next();
                    let properties = match operands.next() {
                        Some(Object::Dict(dict)) => Some(dict.clone()),
                        Some(Object::Name(name)) => resources.properties.get::<Dict<'_>>(name),
                        _ => None,
                    };
                    let replacement = properties
                        .and_then(|dict| dict.get::<hayro_syntax::object::String<'_>>(b"ActualText"))
                        .map(|text| super::strings::text(text.as_bytes()));
                    self.begin_marked(replacement);
                }
                b"EMC" => {
                    if self.marked.len() > marks
                        && let Some(marked) = self.marked.pop()
                        && let Some(replacement) = marked.replacement
                    {
                        super::show::replace(&mut self.drawn.glyphs, marked.first_glyph, &replacement);
                    }
                }
                _ => {
                    let mut numbers = [0.0_f64; 6];
                    let mut count = 0;
                    for operand in operands {
                        if let (Object::Number(number), Some(place)) = (operand, numbers.get_mut(count)) {
                            *place = number.as_f64();
                            count += 1;
                        }
                    }
                    self.run_numbers(operator, numbers, count);
                }
            }
        }
        self.saved.truncate(floor);
        self.marked.truncate(marks);
        Ok(())
    }

    fn begin_marked(&mut self, replacement: Option<String>) {
        if self.marked.len() < SAVE_DEPTH {
            self.marked.push(Marked { replacement, first_glyph: self.drawn.glyphs.len() });
        }
    }

    /// Runs an operator whose operands are all numbers.
    fn run_numbers(&mut self, operator: &[u8], n: [f64; 6], count: usize) {
        let matrix = self.state.matrix;
        match (operator, count) {
            (b"cm", 6) => {
                let next = Matrix(n).then(matrix);
                if next.is_sane() {
                    self.state.matrix = next;
                }
            }
            (b"w", 1..) => self.state.line_width = n[0],
            (b"Tc", 1..) => self.state.character_space = n[0],
            (b"Tw", 1..) => self.state.word_space = n[0],
            (b"Tz", 1..) => self.state.scale = n[0] / 100.0,
            (b"TL", 1..) => self.state.leading = n[0],
            (b"Ts", 1..) => self.state.rise = n[0],
            (b"BT", _) => self.text = TextPosition::default(),
            (b"Td", 2) => self.text.next_line(n[0], n[1]),
            (b"TD", 2) => {
                self.state.leading = -n[1];
                self.text.next_line(n[0], n[1]);
            }
            (b"Tm", 6) => self.text.set(Matrix(n)),
            (b"T*", _) => self.text.next_line(0.0, -self.state.leading),
            (b"m", 2) => self.drawn.paths.move_to(matrix, n[0], n[1]),
            (b"l", 2) => self.drawn.paths.line_to(matrix, n[0], n[1]),
            (b"c", 6) => self.drawn.paths.curve_to(matrix, n[4], n[5]),
            (b"v" | b"y", 4) => self.drawn.paths.curve_to(matrix, n[2], n[3]),
            (b"h", _) => self.drawn.paths.close(),
            (b"re", 4) => self.drawn.paths.rectangle(matrix, n[0], n[1], n[2], n[3]),
            (b"s" | b"b" | b"b*", _) => {
                self.drawn.paths.close();
                self.paint(true, operator != b"s");
            }
            (b"S", _) => self.paint(true, false),
            (b"f" | b"F" | b"f*", _) => self.paint(false, true),
            (b"B" | b"B*", _) => self.paint(true, true),
            (b"n", _) => self.drawn.paths.drop_path(),
            _ => {}
        }
    }

    fn paint(&mut self, stroke: bool, fill: bool) {
        let [a, b, ..] = self.state.matrix.0;
        let width = (self.state.line_width * a.hypot(b)) as f32;
        self.drawn.paths.paint(stroke, fill, width);
    }

    fn draw_object(&mut self, stream: &Stream<'a>, outer: &Resources<'a>, depth: usize) -> Result<()> {
        match stream.dict().get::<Name<'_>>(b"Subtype").as_deref() {
            Some(b"Image") => {
                let bounds = Bounds::of_rectangle(self.state.matrix, 0.0, 0.0, 1.0, 1.0);
                if self.drawn.images.len() < MOST_IMAGES && bounds.is_sane() {
                    self.drawn.images.push(PlacedImage { bounds, stream: stream.clone() });
                }
                Ok(())
            }
            Some(b"Form") => {
                let saved = self.state.clone();
                let text = self.text;
                self.run_form(stream, outer, depth)?;
                (self.state, self.text) = (saved, text);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Runs a form in the current state.
    ///
    /// # Errors
    /// `limit_exceeded` when the budget is used up.
    pub(super) fn run_form(&mut self, form: &Stream<'a>, outer: &Resources<'a>, depth: usize) -> Result<()> {
        let key = form.dict().data().as_ptr() as usize;
        if depth >= FORM_DEPTH || self.forms >= MOST_FORMS || !self.running.insert(key) {
            return Ok(());
        }
        self.forms += 1;
        self.budget.check()?;
        let inner = form.dict().get::<[f64; 6]>(b"Matrix").map_or(Matrix::IDENTITY, Matrix);
        let matrix = inner.then(self.state.matrix);
        if matrix.is_sane()
            && let Some(mut content) = decode::decode(form, self.budget)?
        {
            inline::blank_images(&mut content);
            self.state.matrix = matrix;
            let own = form.dict().get::<Dict<'a>>(b"Resources").map(Resources::new);
            self.run(&content, own.as_ref().unwrap_or(outer), depth + 1)?;
            self.budget.release(content.len() as u64);
        }
        self.running.remove(&key);
        Ok(())
    }
}

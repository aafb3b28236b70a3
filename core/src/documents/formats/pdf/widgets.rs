//! Annotations that print on the page: form fields, free text and stamps draw their appearance.

use hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro_syntax::page::{Page, Resources};

use super::geometry::{Bounds, Matrix};
use super::interpret::Interpreter;
use super::state::State;
use crate::error::Result;

impl<'a> Interpreter<'a, '_> {
    /// Draws what fields and stamps show: their normal appearance.
    ///
    /// # Errors
    /// `limit_exceeded` when the budget is used up.
    pub(super) fn run_widgets(&mut self, page: &Page<'a>) -> Result<()> {
        let Some(annotations) = page.raw().get::<Array<'a>>(b"Annots") else { return Ok(()) };
        let matrix = Matrix(page.initial_transform(true).as_coeffs());
        for annotation in annotations.iter::<Dict<'a>>().take(5_000) {
            self.budget.check()?;
            let kind = annotation.get::<Name<'_>>(b"Subtype");
            let shown = matches!(kind.as_deref(), Some(b"Widget" | b"FreeText" | b"Stamp"));
            if !shown || annotation.get::<u32>(b"F").unwrap_or(0) & 2 != 0 {
                continue;
            }
            let Some(form) =
                annotation.get::<Dict<'a>>(b"AP").and_then(|looks| looks.get::<Stream<'a>>(b"N"))
            else {
                continue;
            };
            let Some([x0, y0, x1, y1]) = annotation.get::<[f64; 4]>(b"Rect") else { continue };
            let Some([bx0, by0, bx1, by1]) = form.dict().get::<[f64; 4]>(b"BBox") else { continue };
            let inner = form.dict().get::<[f64; 6]>(b"Matrix").map_or(Matrix::IDENTITY, Matrix);
            let around = Bounds::of_rectangle(inner, bx0, by0, bx1 - bx0, by1 - by0);
            if around.width() <= 0.0 || around.height() <= 0.0 {
                continue;
            }
            let (sx, sy) =
                ((x1 - x0).abs() / f64::from(around.width()), (y1 - y0).abs() / f64::from(around.height()));
            let fit = Matrix([
                sx,
                0.0,
                0.0,
                sy,
                x0.min(x1) - f64::from(around.x0) * sx,
                y0.min(y1) - f64::from(around.y0) * sy,
            ]);
            self.state = State::new(fit.then(matrix));
            self.run_form(&form, &Resources::new(Dict::empty()), 0)?;
        }
        Ok(())
    }
}

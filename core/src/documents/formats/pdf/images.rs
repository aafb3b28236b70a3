//! Scanned pages: found by their picture and missing text, and handed on for OCR.

use hayro_syntax::Filter;
use hayro_syntax::object::{Name, Stream};

use super::decode;
use super::geometry::Bounds;
use super::interpret::Drawn;
use crate::documents::build::DocumentBuilder;
use crate::documents::model::PageImage;
use crate::error::Result;

/// Fewer readable characters than this leave a page to OCR.
const FEW_CHARACTERS: usize = 20;

/// Notes a page without readable text that shows a picture, and keeps the picture when OCR can read it.
///
/// # Errors
/// `limit_exceeded` when the picture outgrows the budget.
pub(super) fn note_scan(
    drawn: &Drawn<'_>,
    page: Bounds,
    number: u32,
    out: &mut DocumentBuilder,
) -> Result<()> {
    let readable = drawn
        .glyphs
        .iter()
        .filter(|glyph| glyph.character.is_alphanumeric())
        .take(FEW_CHARACTERS + drawn.unknown)
        .count();
    let area = |bounds: Bounds| bounds.width().max(0.0) * bounds.height().max(0.0);
    let largest = drawn.images.iter().max_by(|a, b| area(a.bounds).total_cmp(&area(b.bounds)));
    let unknown = drawn.unknown > FEW_CHARACTERS && drawn.unknown > readable;
    let pictured = largest.is_some_and(|image| area(image.bounds) > 0.25 * area(page));
    if !unknown && (readable >= FEW_CHARACTERS || !pictured) {
        return Ok(());
    }
    out.note("needs_ocr", "the page has no readable text: it needs OCR", Some(number));
    if let Some(image) = largest.filter(|_| pictured) {
        let dpi = image.stream.dict().get::<f32>(b"Width").map(|pixels| pixels / image.bounds.width() * 72.0);
        let dpi = dpi.filter(|dpi| (20.0..2_400.0).contains(dpi)).map(|dpi| dpi.round() as u32);
        if let Some(bytes) = picture(&image.stream, out)? {
            out.image(PageImage { page: number, bytes, dpi })?;
        }
    }
    Ok(())
}

/// Returns a file that tesseract reads: JPEG as it is, plain pixels as PNM.
fn picture(stream: &Stream<'_>, out: &DocumentBuilder) -> Result<Option<Vec<u8>>> {
    let filters = stream.filters();
    if filters.as_slice() == [Filter::DctDecode] {
        let raw = stream.raw_data();
        return Ok(Some(raw.into_owned()));
    }
    let dict = stream.dict();
    let number = |key: &[u8]| dict.get::<u32>(key).map(|value| value as usize);
    let (Some(width), Some(height)) = (number(b"Width"), number(b"Height")) else { return Ok(None) };
    let mask = dict.get::<bool>(b"ImageMask").unwrap_or(false);
    let bits = if mask { 1 } else { number(b"BitsPerComponent").unwrap_or(8) };
    let colors = match dict.get::<Name<'_>>(b"ColorSpace").as_deref() {
        Some(b"DeviceGray" | b"CalGray" | b"G") => 1,
        Some(b"DeviceRGB" | b"CalRGB" | b"RGB") => 3,
        None if mask => 1,
        _ => match profile_colors(stream) {
            Some(colors) => colors,
            None => return Ok(None),
        },
    };
    let magic = match (bits, colors) {
        (1, 1) => "P4",
        (8, 1) => "P5",
        (8, 3) => "P6",
        _ => return Ok(None),
    };
    if filters.iter().any(|filter| {
        matches!(filter, Filter::DctDecode | Filter::JpxDecode | Filter::Jbig2Decode | Filter::CcittFaxDecode)
    }) {
        return Ok(None);
    }
    let row = width.saturating_mul(bits * colors).div_ceil(8);
    let size = row.saturating_mul(height);
    let Some(pixels) = decode::decode(stream, out.budget())? else { return Ok(None) };
    let length = pixels.len() as u64;
    let Some(pixels) = pixels.get(..size).filter(|_| size > 0) else {
        out.budget().release(length);
        return Ok(None);
    };
    let inverted = dict
        .get::<hayro_syntax::object::Array<'_>>(b"Decode")
        .is_some_and(|list| list.iter::<f32>().next().is_some_and(|first| first > 0.5));
    let header = if magic == "P4" {
        format!("P4 {width} {height}\n")
    } else {
        format!("{magic} {width} {height} 255\n")
    };
    let mut bytes = header.into_bytes();
    // In PBM a set bit is black, in PDF it is white; a mask paints where bits are clear.
    let flip = (magic == "P4") != inverted;
    bytes.extend(pixels.iter().map(|byte| if flip { !byte } else { *byte }));
    out.budget().release(length);
    Ok(Some(bytes))
}

/// Returns the number of components of an ICC profile.
fn profile_colors(stream: &Stream<'_>) -> Option<usize> {
    let space = stream.dict().get::<hayro_syntax::object::Array<'_>>(b"ColorSpace")?;
    let mut parts = space.flex_iter();
    match parts.next::<Name<'_>>()?.as_str() {
        "ICCBased" => Some(parts.next::<Stream<'_>>()?.dict().get::<u32>(b"N")? as usize),
        "CalGray" => Some(1),
        "CalRGB" => Some(3),
        _ => None,
    }
}

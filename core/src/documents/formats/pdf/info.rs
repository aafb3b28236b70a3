//! What the file says about itself: document information, language, form fields.

use hayro_syntax::Pdf as File;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::{decode, strings};
use crate::documents::build::DocumentBuilder;
use crate::error::Result;
use crate::evidence::Place;

/// The most form fields that are read.
const MOST_FIELDS: usize = 5_000;

/// Reads title, author, dates and language.
pub(super) fn read_metadata(file: &File, out: &mut DocumentBuilder) {
    let info = file.metadata();
    let read = |bytes: &Option<Box<[u8]>>| {
        bytes.as_deref().map(strings::text).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let catalog = file.xref().get::<Dict<'_>>(file.xref().root_id());
    // A packet that does not unpack within the budget only leaves its values unknown.
    let packet = catalog
        .as_ref()
        .and_then(|catalog| catalog.get::<Stream<'_>>(b"Metadata"))
        .and_then(|stream| decode::decode(&stream, out.budget()).ok().flatten())
        .inspect(|bytes| out.budget().release(bytes.len() as u64))
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let language = catalog
        .and_then(|catalog| catalog.get::<hayro_syntax::object::String<'_>>(b"Lang"))
        .map(|text| strings::text(text.as_bytes()))
        .filter(|tag| {
            (2..=20).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        });
    let metadata = out.metadata();
    metadata.title = read(&info.title).or_else(|| xmp_value(packet.as_deref()?, "dc:title"));
    metadata.author = read(&info.author).or_else(|| xmp_value(packet.as_deref()?, "dc:creator"));
    metadata.language = language;
    metadata.created = info.creation_date.map(|date| {
        let sign = if date.utc_offset_hour < 0 { '-' } else { '+' };
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
            date.year,
            date.month,
            date.day,
            date.hour,
            date.minute,
            date.second,
            date.utc_offset_hour.unsigned_abs(),
            date.utc_offset_minute
        )
    });
    for (key, value) in [
        ("subject", &info.subject),
        ("keywords", &info.keywords),
        ("creator", &info.creator),
        ("producer", &info.producer),
    ] {
        if let Some(value) = read(value) {
            metadata.other.insert(key.to_owned(), value);
        }
    }
}

/// Returns the first text of an XMP property (ISO 16684-1).
fn xmp_value(packet: &str, property: &str) -> Option<String> {
    let (_, rest) = packet.split_once(&format!("<{property}"))?;
    let (inside, _) = rest.split_once(&format!("</{property}"))?;
    let (_, item) = inside.split_once("<rdf:li").unwrap_or(("", inside));
    let (_, text) = item.split_once('>')?;
    let text = text.split('<').next()?.trim();
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    (!text.is_empty()).then_some(text)
}

/// Writes the filled-in form fields as names with values.
///
/// # Errors
/// `limit_exceeded` when the budget is used up.
pub(super) fn write_fields(file: &File, out: &mut DocumentBuilder) -> Result<()> {
    let Some(form) = file
        .xref()
        .get::<Dict<'_>>(file.xref().root_id())
        .and_then(|catalog| catalog.get::<Dict<'_>>(b"AcroForm"))
    else {
        return Ok(());
    };
    let Some(fields) = form.get::<Array<'_>>(b"Fields") else { return Ok(()) };
    let mut waiting: Vec<(Dict<'_>, String, u32)> =
        fields.iter::<Dict<'_>>().take(MOST_FIELDS).map(|field| (field, String::new(), 0)).collect();
    waiting.reverse();
    let mut seen = 0;
    while let Some((field, parent, depth)) = waiting.pop() {
        out.budget().check()?;
        seen += 1;
        if seen > MOST_FIELDS || depth > 16 {
            break;
        }
        let own = field
            .get::<hayro_syntax::object::String<'_>>(b"TU")
            .or_else(|| field.get::<hayro_syntax::object::String<'_>>(b"T"))
            .map(|text| strings::text(text.as_bytes()))
            .unwrap_or_default();
        let name = match (parent.is_empty(), own.is_empty()) {
            (true, _) => own,
            (false, true) => parent,
            (false, false) => format!("{parent} {own}"),
        };
        if let Some(kids) = field.get::<Array<'_>>(b"Kids")
            && field.get::<Object<'_>>(b"V").is_none()
        {
            let kids: Vec<Dict<'_>> = kids.iter::<Dict<'_>>().take(MOST_FIELDS).collect();
            waiting.extend(kids.into_iter().rev().map(|kid| (kid, name.clone(), depth + 1)));
            continue;
        }
        let value = match field.get::<Object<'_>>(b"V") {
            Some(Object::String(text)) => strings::text(text.as_bytes()),
            Some(Object::Name(name)) => choice(&name),
            _ => continue,
        };
        if !name.is_empty() && !value.trim().is_empty() {
            out.key_value(&name, &value, Place::Page { page: 1, area: None }, None)?;
        }
    }
    Ok(())
}

fn choice(name: &Name<'_>) -> String {
    match name.as_str() {
        "Off" => String::new(),
        other => other.to_owned(),
    }
}

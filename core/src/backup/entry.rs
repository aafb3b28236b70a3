//! The entries of a backup: POSIX ustar headers, of which only the one spelling that this module writes is read.
//!
//! A header is read, written again and compared: a changed byte anywhere in it is found, and no name is ever taken for
//! a path.

use crate::blobs::BlobId;
use crate::id::WorkspaceId;

/// The size of a header, and what contents are filled up to.
pub(super) const BLOCK: usize = 512;

/// The first entry, by which a backup is known.
const HEADER: &str = "secretariat-backup.json";

/// What an entry holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    /// What kind of backup it is.
    Header,
    /// A part of the rows: JSON lines, cut anywhere, each part compressed by gzip.
    Records { number: u32, digest: BlobId },
    /// A part of a blob.
    Blob { workspace: WorkspaceId, id: BlobId, part: u32 },
    /// The end of a blob whose bytes turned out not to be those of its id.
    Damaged { workspace: WorkspaceId, id: BlobId },
    /// What must have been read.
    Manifest { digest: BlobId },
}

impl Name {
    /// The two fields of a header that a name is split over.
    fn fields(&self) -> (String, String) {
        match self {
            Self::Header => (String::new(), HEADER.to_owned()),
            Self::Records { number, digest } => {
                ("records".to_owned(), format!("{number:08}-{digest}.jsonl.gz"))
            }
            Self::Blob { workspace, id, part } => (format!("blobs/{workspace}"), format!("{id}/{part:08}")),
            Self::Damaged { workspace, id } => (format!("blobs/{workspace}"), format!("{id}/damaged")),
            Self::Manifest { digest } => (String::new(), format!("manifest-{digest}.json")),
        }
    }

    fn read(prefix: &str, name: &str) -> Option<Self> {
        if let Some(workspace) = prefix.strip_prefix("blobs/") {
            let (id, part) = name.split_once('/')?;
            let (workspace, id) = (workspace.parse().ok()?, id.parse().ok()?);
            return Some(match part {
                "damaged" => Self::Damaged { workspace, id },
                part => Self::Blob { workspace, id, part: part.parse().ok()? },
            });
        }
        if prefix == "records" {
            let (number, digest) = name.strip_suffix(".jsonl.gz")?.split_once('-')?;
            return Some(Self::Records { number: number.parse().ok()?, digest: digest.parse().ok()? });
        }
        if name == HEADER {
            return Some(Self::Header);
        }
        let digest = name.strip_prefix("manifest-")?.strip_suffix(".json")?;
        Some(Self::Manifest { digest: digest.parse().ok()? })
    }
}

/// Writes the header of an entry (<https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html>, "ustar
/// Interchange Format").
pub(super) fn write(name: &Name, size: usize) -> [u8; BLOCK] {
    let (prefix, plain) = name.fields();
    let mut block = [0; BLOCK];
    let mut put = |at: usize, text: &str| block[at..at + text.len()].copy_from_slice(text.as_bytes());
    put(0, &plain);
    put(100, "0000600\x000000000\x000000000");
    put(124, &format!("{size:011o}"));
    put(136, "00000000000");
    put(148, "        0");
    put(257, "ustar\x0000");
    put(329, "0000000\x000000000");
    put(345, &prefix);
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block
}

/// Reads a header; nothing when this module did not write it.
pub(super) fn read(block: &[u8; BLOCK]) -> Option<(Name, usize)> {
    let text = |from: usize, to: usize| {
        let field = block[from..to].split(|byte| *byte == 0).next().unwrap_or_default();
        std::str::from_utf8(field).ok()
    };
    let name = Name::read(text(345, 500)?, text(0, 100)?)?;
    let size = usize::from_str_radix(text(124, 136)?, 8).ok()?;
    (write(&name, size) == *block).then_some((name, size))
}

/// How many zeros fill an entry of this size up.
pub(super) fn padding(size: usize) -> usize {
    size.next_multiple_of(BLOCK) - size
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<Name> {
        let id = BlobId::of(b"a");
        let longest: WorkspaceId = format!("ws_{}", "x".repeat(64)).parse().unwrap();
        vec![
            Name::Header,
            Name::Records { number: 7, digest: id.clone() },
            Name::Blob { workspace: WorkspaceId::default_workspace(), id: id.clone(), part: 0 },
            Name::Blob { workspace: longest.clone(), id: id.clone(), part: u32::MAX },
            Name::Damaged { workspace: longest, id: id.clone() },
            Name::Manifest { digest: id },
        ]
    }

    #[test]
    fn headers_read_back() {
        for name in names() {
            assert_eq!(read(&write(&name, 1_234_567)), Some((name, 1_234_567)));
        }
    }

    #[test]
    fn a_changed_byte_is_found_wherever_it_is() {
        for name in names() {
            let whole = write(&name, 100);
            for at in 0..BLOCK {
                let mut changed = whole;
                changed[at] ^= 1;
                let found = read(&changed);
                assert!(found.is_none(), "{name:?} at {at}: {found:?}");
            }
        }
    }

    #[test]
    fn other_names_are_none() {
        for (prefix, name) in [
            ("", "../../etc/passwd"),
            ("blobs/..", "x/00000000"),
            ("blobs/ws_a", "../00000000"),
            ("records", "00000001-../x.jsonl.gz"),
            ("", "manifest-/.json"),
            ("blobs/ws_a", ""),
        ] {
            assert_eq!(Name::read(prefix, name), None, "{prefix} {name}");
        }
    }
}

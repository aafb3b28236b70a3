//! Files that lost their catalog or page tree: a new one is put behind them, listing every page object that
//! is still there, in the order of the file.

use memchr::memmem;

use super::decode;
use crate::documents::limits::Budget;
use crate::error::Result;

/// How much of an object is looked at for its type.
const LOOK: usize = 4_096;

/// Returns the file with a new catalog and page tree, or `None` when no page object is left.
///
/// # Errors
/// `limit_exceeded` when its object streams unpack to more than the budget has left.
pub(super) fn with_new_tree(bytes: &[u8], budget: &Budget) -> Result<Option<Vec<u8>>> {
    // Objects of encrypted files cannot be read here.
    if memmem::find(bytes, b"/Encrypt").is_some() {
        return Ok(None);
    }
    let mut pages: Vec<u32> = Vec::new();
    let mut last = 0;
    for at in memmem::find_iter(bytes, b" obj") {
        budget.check()?;
        let Some(number) = object_number(bytes, at) else { continue };
        last = last.max(number);
        let rest = bytes.get(at + 4..).unwrap_or_default();
        let head = rest.get(..LOOK.min(rest.len())).unwrap_or_default();
        let end = memmem::find(head, b"endobj").unwrap_or(head.len());
        let object = head.get(..end).unwrap_or_default();
        if memmem::find(object, b"/ObjStm").is_some() {
            let inner = packed_pages(rest, budget)?;
            last = inner.iter().copied().fold(last, u32::max);
            pages.extend(inner);
        } else if is_page(object) {
            pages.push(number);
        }
    }
    pages.dedup();
    if pages.is_empty() || last > 8_000_000 {
        return Ok(None);
    }
    let (catalog, tree) = (last + 1, last + 2);
    let kids: String = pages.iter().map(|page| format!("{page} 0 R ")).collect();
    let mut out = bytes.to_vec();
    out.extend(
        format!(
            "\nendstream\nendobj\n{catalog} 0 obj\n<</Type/Catalog/Pages {tree} 0 R>>\nendobj\n\
             {tree} 0 obj\n<</Type/Pages/Count {}/Kids[{kids}]>>\nendobj\n\
             trailer\n<</Root {catalog} 0 R/Size {}>>\nstartxref\n0\n%%EOF\n",
            pages.len(),
            tree + 1
        )
        .bytes(),
    );
    Ok(Some(out))
}

/// Reads the number in `12 0 obj`, given where ` obj` stands.
fn object_number(bytes: &[u8], at: usize) -> Option<u32> {
    let head = bytes.get(at.saturating_sub(20)..at)?;
    let mut words = head.rsplit(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let (generation, number) = (words.next()?, words.next()?);
    let digits = |word: &[u8]| word.iter().all(u8::is_ascii_digit);
    if !digits(generation) {
        return None;
    }
    // What stands before may lack a line end, as in `endobj12 0 obj`.
    let start = number.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |last| last + 1);
    std::str::from_utf8(number.get(start..)?).ok()?.parse().ok()
}

/// Says whether a dictionary is that of a page.
fn is_page(object: &[u8]) -> bool {
    memmem::find_iter(object, b"/Type").any(|at| {
        let rest = object.get(at + 5..).unwrap_or_default().trim_ascii_start();
        rest.strip_prefix(b"/Page").is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_alphanumeric))
    })
}

/// Returns the numbers of the page objects inside an object stream (ISO 32000-1, 7.5.7).
fn packed_pages(rest: &[u8], budget: &Budget) -> Result<Vec<u32>> {
    let Some(at) = memmem::find(rest.get(..LOOK.min(rest.len())).unwrap_or_default(), b"stream") else {
        return Ok(Vec::new());
    };
    let (dictionary, data) = (rest.get(..at).unwrap_or_default(), rest.get(at + 6..).unwrap_or_default());
    let data = data.strip_prefix(b"\r").unwrap_or(data);
    let data = data.strip_prefix(b"\n").unwrap_or(data);
    let data = data.get(..memmem::find(data, b"endstream").unwrap_or(data.len())).unwrap_or_default();
    let plain = decode::inflate(data, budget)?;
    budget.release(plain.len() as u64);
    let first = memmem::find(dictionary, b"/First")
        .and_then(|at| number(dictionary.get(at + 6..)?.trim_ascii_start()))
        .unwrap_or(0) as usize;
    let head = plain.get(..first.min(plain.len())).unwrap_or_default();
    let numbers: Vec<u32> =
        head.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).filter_map(number).collect();
    let pairs: Vec<(u32, usize)> = numbers
        .chunks_exact(2)
        .filter_map(|pair| Some((*pair.first()?, first.checked_add(*pair.get(1)? as usize)?)))
        .collect();
    let mut found = Vec::new();
    for (index, (object, start)) in pairs.iter().enumerate() {
        let end = pairs.get(index + 1).map_or(plain.len(), |next| next.1);
        if plain.get(*start..end).is_some_and(is_page) {
            found.push(*object);
        }
    }
    Ok(found)
}

fn number(bytes: &[u8]) -> Option<u32> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(bytes.get(..digits)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{is_page, object_number};

    #[test]
    fn pages_are_told_from_page_trees() {
        assert!(is_page(b"<< /Type /Page /Parent 2 0 R >>"));
        assert!(is_page(b"<</Type/Page>>"));
        assert!(!is_page(b"<</Type/Pages/Kids[]>>"));
    }

    #[test]
    fn object_numbers_are_read_backwards() {
        assert_eq!(object_number(b"endobj12 0 obj", 10), Some(12));
        assert_eq!(object_number(b"\n7 0 obj", 4), Some(7));
        assert_eq!(object_number(b"no obj", 2), None);
    }
}

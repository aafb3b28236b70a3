//! JSON as Python objects, one level at a time.
//!
//! Most callers look at few of the hundred places in a brief, and an object of Python takes longer to make than its
//! text to skip. So what stands inside of a list or an object stays text, as `bytes`, until somebody looks at it;
//! JSON has no bytes, so they cannot be taken for a value.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyFloat, PyInt, PyList, PyString};

/// Reads the outermost level of a JSON text, as the core writes it.
pub(crate) fn open<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    let mut reader = Reader { text, at: 0 };
    match reader.next() {
        Some(b'{') => reader.object(py),
        Some(b'[') => reader.list(py),
        _ => reader.value(py),
    }
}

/// Reads the outermost level of what was left as text.
#[pyfunction]
pub(crate) fn open_json<'py>(py: Python<'py>, text: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    match std::str::from_utf8(text) {
        Ok(text) => open(py, text),
        Err(_) => Err(malformed()),
    }
}

fn malformed() -> PyErr {
    PyValueError::new_err("no JSON as the core writes it")
}

/// A place in a text.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// Returns what comes next, without space before it.
    fn next(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(self.at) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    fn take(&mut self, wanted: u8) -> PyResult<()> {
        match self.next() {
            Some(byte) if byte == wanted => {
                self.at += 1;
                Ok(())
            }
            _ => Err(malformed()),
        }
    }

    /// Takes a comma, or the end of what is read.
    fn more(&mut self, end: u8) -> PyResult<bool> {
        let next = self.next();
        self.at += 1;
        match next {
            Some(b',') => Ok(true),
            Some(byte) if byte == end => Ok(false),
            _ => Err(malformed()),
        }
    }

    fn object<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let made = PyDict::new(py);
        self.take(b'{')?;
        if self.next() == Some(b'}') {
            return Ok(made.into_any());
        }
        loop {
            self.next();
            let name = self.string(py)?;
            self.take(b':')?;
            made.set_item(name, self.value(py)?)?;
            if !self.more(b'}')? {
                return Ok(made.into_any());
            }
        }
    }

    fn list<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let made = PyList::empty(py);
        self.take(b'[')?;
        if self.next() == Some(b']') {
            return Ok(made.into_any());
        }
        loop {
            made.append(self.value(py)?)?;
            if !self.more(b']')? {
                return Ok(made.into_any());
            }
        }
    }

    /// Reads a plain value; of any other, its text.
    fn value<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self.next() {
            Some(b'"') => self.string(py).map(Bound::into_any),
            Some(b'{' | b'[') => Ok(PyBytes::new(py, self.nested()?.as_bytes()).into_any()),
            _ => match self.word()? {
                "null" => Ok(py.None().into_bound(py)),
                "true" => Ok(true.into_pyobject(py)?.to_owned().into_any()),
                "false" => Ok(false.into_pyobject(py)?.to_owned().into_any()),
                number => self::number(py, number),
            },
        }
    }

    /// Takes a number or a name.
    fn word(&mut self) -> PyResult<&'a str> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        while let Some(b'0'..=b'9' | b'a'..=b'z' | b'E' | b'-' | b'+' | b'.') = bytes.get(self.at) {
            self.at += 1;
        }
        self.since(start)
    }

    fn since(&self, start: usize) -> PyResult<&'a str> {
        self.text.get(start..self.at).ok_or_else(malformed)
    }

    fn string<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        let start = self.at;
        let plain = self.skip_string()?;
        let quoted = self.since(start)?;
        match plain {
            true => Ok(PyString::new(py, &quoted[1..quoted.len() - 1])),
            false => {
                let text: String = serde_json::from_str(quoted).map_err(|_| malformed())?;
                Ok(PyString::new(py, &text))
            }
        }
    }

    /// Takes a string, and says whether it is written as it is meant.
    fn skip_string(&mut self) -> PyResult<bool> {
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) != Some(&b'"') {
            return Err(malformed());
        }
        let mut plain = true;
        let mut at = self.at + 1;
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    plain = false;
                    at += 2;
                }
                Some(_) => at += 1,
                None => return Err(malformed()),
            }
        }
        self.at = at + 1;
        Ok(plain)
    }

    /// Takes an object or a list.
    fn nested(&mut self) -> PyResult<&'a str> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut depth = 0_usize;
        loop {
            match bytes.get(self.at) {
                Some(b'"') => {
                    self.skip_string()?;
                    continue;
                }
                Some(b'{' | b'[') => depth += 1,
                Some(b'}' | b']') => depth -= 1,
                Some(_) => {}
                None => return Err(malformed()),
            }
            self.at += 1;
            if depth == 0 {
                return self.since(start);
            }
        }
    }
}

fn number<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    if text.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E')) {
        let number: f64 = text.parse().map_err(|_| malformed())?;
        return Ok(PyFloat::new(py, number).into_any());
    }
    match text.parse::<i64>() {
        Ok(number) => Ok(number.into_pyobject(py)?.into_any()),
        Err(_) if text.is_empty() => Err(malformed()),
        // Too large for that, or no number: Python says so.
        Err(_) => py.get_type::<PyInt>().call1((text,)),
    }
}

//! Where a command writes: text with colours on a terminal, JSON when asked for.

use std::io::Write;

use console::Style;
use secretariat::Error;
use serde::Serialize;

/// Writes results to standard output and errors to standard error.
#[derive(Debug)]
pub(crate) struct Output {
    json: bool,
}

impl Output {
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// Says whether JSON was asked for.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Prints text; a reader that went away is no error.
    pub(crate) fn print(&self, text: &str) {
        self.write(text.as_bytes());
    }

    /// Prints bytes as they are.
    pub(crate) fn write(&self, bytes: &[u8]) {
        let mut stdout = std::io::stdout().lock();
        let _ = stdout.write_all(bytes).and_then(|()| stdout.flush());
    }

    /// Prints a value as JSON, indented.
    pub(crate) fn json(&self, value: &impl Serialize) {
        let text = serde_json::to_string_pretty(value).expect("results of this library are JSON");
        self.print(&(text + "\n"));
    }

    /// Prints an error with its causes.
    pub(crate) fn error(&self, error: &Error) {
        if self.json {
            let value = serde_json::json!({ "error": { "kind": error.kind(), "message": error.message() } });
            self.json(&value);
        }
        let mut text = format!("{} {error}", Style::new().red().bold().for_stderr().apply_to("error:"));
        let mut source = std::error::Error::source(error);
        while let Some(cause) = source {
            text.push_str(&format!("\n  because: {cause}"));
            source = cause.source();
        }
        self.note(&text);
    }

    /// Prints a line to standard error.
    pub(crate) fn note(&self, text: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }
}

/// Makes a headline.
pub(crate) fn headline(text: &str) -> String {
    format!("{}\n", Style::new().bold().underlined().apply_to(text))
}

/// Makes words stand back.
pub(crate) fn dim(text: &str) -> String {
    Style::new().dim().apply_to(text).to_string()
}

/// Makes words stand out.
pub(crate) fn strong(text: &str) -> String {
    Style::new().bold().apply_to(text).to_string()
}

/// Makes words alarm.
pub(crate) fn alarm(text: &str) -> String {
    Style::new().red().apply_to(text).to_string()
}

/// Removes what could steer the reader's terminal: documents are untrusted.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { '\u{FFFD}' } else { c }).collect()
}

/// Cuts text to one line of at most `width` characters.
pub(crate) fn line(text: &str, width: usize) -> String {
    let line = plain(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    match line.chars().count() > width {
        true => line.chars().take(width.saturating_sub(1)).collect::<String>().trim_end().to_owned() + "…",
        false => line,
    }
}

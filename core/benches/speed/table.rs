//! Tables in Markdown.

use serde_json::Value;

/// A table that is printed row by row.
pub(crate) struct Table {
    columns: usize,
}

impl Table {
    /// Prints the head.
    pub(crate) fn new(columns: &[&str]) -> Self {
        println!("| {} |", columns.join(" | "));
        let rule = ["---"].into_iter().chain(columns.iter().skip(1).map(|_| "---:"));
        println!("| {} |", rule.collect::<Vec<_>>().join(" | "));
        Self { columns: columns.len() }
    }

    /// Prints a row; missing cells stay empty.
    pub(crate) fn row(&self, mut cells: Vec<String>) {
        cells.resize(self.columns, String::new());
        println!("| {} |", cells.join(" | "));
    }
}

/// Shows a figure with about three digits that count; `–` for what was not measured.
pub(crate) fn figure(value: f64) -> String {
    match value {
        value if !value.is_finite() => "–".to_owned(),
        value if value.abs() >= 1_000.0 => thousands(value.round() as i64),
        value if value.abs() >= 100.0 => format!("{value:.0}"),
        value if value.abs() >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

/// Shows a figure of a JSON object.
pub(crate) fn told(object: &Value, name: &str) -> String {
    figure(number(object, name))
}

/// Shows bytes of a JSON object as megabytes (10⁶ bytes).
pub(crate) fn megabytes(object: &Value, name: &str) -> String {
    figure(number(object, name) / 1e6)
}

/// Reads a figure of a JSON object; not a number when it is not there.
pub(crate) fn number(object: &Value, name: &str) -> f64 {
    object.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN)
}

fn thousands(value: i64) -> String {
    let digits = value.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) && !shown.ends_with('-') {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

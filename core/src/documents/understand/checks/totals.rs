//! Adds bills up: quantity × price = line, lines = sum, discounts and charges, net + tax = total.
//!
//! It speaks only where the columns are understood and no reading of the numbers adds up.

use rust_decimal::Decimal;

use super::numbers::{Figure, figure};
use crate::documents::facts::{Finding, Severity};
use crate::documents::model::{BlockKind, Table};
use crate::documents::understand::lexicon::{Lexicon, any};
use crate::documents::understand::units::{Shape, Zone, plain};
use crate::documents::understand::work::Work;
use crate::evidence::Span;

/// A line of a bill: its words, its figures by column, its span.
#[derive(Debug, Clone)]
struct Line {
    label: String,
    figures: Vec<(u32, Figure)>,
    texts: Vec<(u32, String)>,
    span: Span,
}

impl Line {
    fn last(&self) -> Option<&Figure> {
        self.figures.last().map(|(_, figure)| figure)
    }

    fn at(&self, column: u32) -> Option<&Figure> {
        self.figures.iter().find(|(at, _)| *at == column).map(|(_, figure)| figure)
    }
}

/// Checks every table of the document.
pub(super) fn check(work: &Work<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (number, block) in work.document.blocks.iter().enumerate() {
        let BlockKind::Table(table) = &block.kind else { continue };
        let lines = lines(work, table);
        match heading(&lines) {
            // Amounts without factors, summed in their own table.
            Some((_, Columns { quantity: None, price: None, .. }))
                if lines.iter().any(|line| labelled_total(&line.label) && !line.figures.is_empty()) =>
            {
                found.extend(column_sums(work, &lines));
            }
            Some((row, columns)) => {
                let mut rest = lines.get(row + 1..).unwrap_or_default().to_vec();
                rest.extend(following(work, number));
                found.extend(bill(work, &rest, columns));
            }
            None => match inferred(&lines) {
                Some(columns) => {
                    let mut rest = lines.clone();
                    rest.extend(following(work, number));
                    found.extend(bill(work, &rest, columns));
                }
                None => found.extend(column_sums(work, &lines)),
            },
        }
    }
    found
}

fn lines(work: &Work<'_>, table: &Table) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut row = None;
    for cell in &table.cells {
        if row != Some(cell.row) {
            lines.push(Line {
                label: String::new(),
                figures: Vec::new(),
                texts: Vec::new(),
                span: cell.span,
            });
            row = Some(cell.row);
        }
        let Some(line) = lines.last_mut() else { continue };
        if cell.span.is_empty() {
            continue;
        }
        let text = plain(work.source.words(cell.span));
        line.span = if line.span.is_empty() { cell.span } else { line.span.joined(cell.span) };
        match figure(&text) {
            Some(figure) => line.figures.push((cell.column, figure)),
            None => {
                line.label.push_str(text.trim());
                line.label.push(' ');
            }
        }
        line.texts.push((cell.column, text.trim().to_lowercase()));
    }
    lines
}

/// Returns the lines of sums that stand below the table of items: pairs, small tables, short paragraphs.
fn following(work: &Work<'_>, table: usize) -> Vec<Line> {
    let mut found = Vec::new();
    for (number, block) in work.document.blocks.iter().enumerate().skip(table + 1).take(14) {
        if matches!(block.kind, BlockKind::Heading { .. }) || !same_sheet(work, table, number) {
            break;
        }
        if let BlockKind::Table(table) = &block.kind {
            let lines = lines(work, table);
            if heading(&lines).is_some() {
                break;
            }
            found.extend(lines);
            continue;
        }
        let mut prose = 0;
        for unit in work.units.iter().filter(|unit| unit.block == number) {
            if unit.zone != Zone::Body || unit.shape == Shape::Row {
                continue;
            }
            match sum_line(&unit.plain, unit.span) {
                Some(line) => found.push(line),
                None => prose += 1,
            }
        }
        if prose > 1 {
            break;
        }
    }
    found
}

/// Says whether two blocks do not lie on different sheets of a workbook.
fn same_sheet(work: &Work<'_>, one: usize, other: usize) -> bool {
    use crate::evidence::Place;
    let sheet = |at: usize| match work.document.blocks.get(at).map(|block| &block.place) {
        Some(Place::Cell { sheet, .. }) => Some(sheet),
        _ => None,
    };
    sheet(one) == sheet(other)
}

/// Reads "Total due: EUR 8,893.60" as a label with a figure.
fn sum_line(text: &str, span: Span) -> Option<Line> {
    if text.chars().count() > 90 {
        return None;
    }
    let trimmed = text.trim_end_matches(['.', ' ']);
    let is_number = |word: &str| word.contains(|c: char| c.is_ascii_digit()) && figure(word).is_some();
    let words: Vec<&str> = trimmed.split_whitespace().collect();
    let last = words.iter().rposition(|word| is_number(word))?;
    if words.len() - last > 2 || words.len() > 12 {
        return None;
    }
    let mut first = last;
    while first > 0
        && matches!(words[first - 1], "-" | "£" | "€" | "$" | "EUR" | "USD" | "GBP" | "CHF" | "- £" | "+")
    {
        first -= 1;
    }
    let found = figure(&words.get(first..)?.join(" "))?;
    let label = words.get(..first)?.join(" ");
    (found.money && !label.is_empty()).then(|| Line {
        label,
        figures: vec![(0, found)],
        texts: Vec::new(),
        span,
    })
}

/// The columns of a table of items.
#[derive(Debug, Clone, Copy)]
struct Columns {
    quantity: Option<u32>,
    price: Option<u32>,
    discount: Option<u32>,
    total: u32,
}

fn labelled(section: &str, text: &str) -> bool {
    let text = text.trim_end_matches([':', '.', ' ']);
    Lexicon::all().iter().any(|lexicon| {
        lexicon.cue(section).find_iter(text).any(|found| found.start() <= 2 && found.len() * 2 >= text.len())
            || lexicon.cue(section).find(text).is_some_and(|found| found.len() + 4 >= text.trim().len())
    })
}

fn heading(lines: &[Line]) -> Option<(usize, Columns)> {
    lines.iter().take(4).enumerate().find_map(|(row, line)| {
        if !line.figures.is_empty() || line.texts.len() < 2 {
            return None;
        }
        let column = |section: &str| {
            line.texts.iter().find(|(_, text)| labelled(section, text)).map(|(column, _)| *column)
        };
        let total = line
            .texts
            .iter()
            .rev()
            .find(|(_, text)| labelled("column_total", text))
            .map(|(column, _)| *column)?;
        let price = column("column_price").filter(|column| *column != total);
        let quantity = column("column_quantity").filter(|column| *column != total);
        // A list of amounts without factors is a bill when it has one column of figures.
        let single = lines
            .iter()
            .skip(row + 1)
            .all(|line| line.figures.iter().filter(|(_, figure)| figure.money).count() <= 1)
            && lines
                .iter()
                .skip(row + 1)
                .filter(|line| line.at(total).is_some_and(|figure| figure.money))
                .count()
                >= 2;
        (price.is_some() || quantity.is_some() || single)
            .then_some((row, Columns { quantity, price, discount: column("column_discount"), total }))
    })
}

/// Finds the columns of quantity, price and total by their products, where no heading names them.
fn inferred(lines: &[Line]) -> Option<Columns> {
    let rows: Vec<&Line> =
        lines.iter().filter(|line| line.figures.len() >= 3 && !is_sum(&line.label)).collect();
    let columns: Vec<u32> =
        rows.iter().max_by_key(|line| line.figures.len())?.figures.iter().map(|(at, _)| *at).collect();
    if rows.len() < 3 || columns.len() > 8 {
        return None;
    }
    let mut best: Option<(usize, Columns)> = None;
    for (i, &quantity) in columns.iter().enumerate() {
        for (j, &price) in columns.iter().enumerate().skip(i + 1) {
            for &total in columns.iter().skip(j + 1) {
                let figures: Vec<_> = rows
                    .iter()
                    .filter_map(|line| Some((line.at(quantity)?, line.at(price)?, line.at(total)?)))
                    .collect();
                let right = figures
                    .iter()
                    .filter(|(a, b, c)| product(a, b, c).is_none() && a.value() != Decimal::ONE && c.money)
                    .count();
                let agree = figures.iter().filter(|(a, b, c)| product(a, b, c).is_none()).count();
                if right >= 2
                    && agree + 1 >= figures.len()
                    && best.as_ref().is_none_or(|(other, _)| right > *other)
                {
                    let found =
                        Columns { quantity: Some(quantity), price: Some(price), discount: None, total };
                    best = Some((right, found));
                }
            }
        }
    }
    best.map(|(_, columns)| columns)
}

/// What a line of a bill is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Subtotal,
    Net,
    Tax,
    Gross,
    Discount,
    Charge,
    Paid,
    Included,
    Unknown,
}

fn role(label: &str) -> Role {
    let has = |section: &str| any(section, label);
    let tax = has("row_tax");
    if tax && has("row_included") {
        return Role::Included;
    }
    // "Total incl. VAT", "Summe netto (ohne USt)": the word that leads decides.
    let first = |section: &str| {
        Lexicon::all()
            .iter()
            .filter_map(|lexicon| lexicon.cue(section).find(label))
            .map(|found| (found.start(), std::cmp::Reverse(found.end())))
            .min()
    };
    let roles = [
        (first("row_subtotal"), Role::Subtotal),
        (first("row_net"), Role::Net),
        (first("row_tax"), Role::Tax),
        (first("row_gross"), Role::Gross),
        (first("row_discount"), Role::Discount),
        (first("row_paid"), Role::Paid),
        (first("row_charge"), Role::Charge),
    ];
    roles
        .into_iter()
        .filter_map(|(found, role)| Some((found?, role)))
        .min_by_key(|(found, _)| *found)
        .map_or(Role::Unknown, |(_, role)| role)
}

fn cent() -> Decimal {
    Decimal::new(2, 2)
}

fn mismatch(work: &Work<'_>, line: &Line, expected: Decimal, printed: Decimal) -> Finding {
    Finding {
        code: "total_mismatch".to_owned(),
        severity: Severity::Warning,
        message: format!(
            "The figures give {}, printed is {}.",
            expected.round_dp(2).normalize(),
            printed.normalize()
        ),
        evidence: Some(work.source.evidence(line.span)),
        span: None,
    }
}

fn bill(work: &Work<'_>, lines: &[Line], columns: Columns) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut items: Vec<Decimal> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let Some(total) = line
            .at(columns.total)
            .or_else(|| line.figures.iter().rev().find(|(_, f)| f.money).map(|(_, f)| f))
        else {
            // A line of words, such as a wrapped description.
            if !line.figures.is_empty() {
                break;
            }
            at += 1;
            continue;
        };
        let factors = [columns.quantity, columns.price]
            .iter()
            .flatten()
            .filter(|column| line.at(**column).is_some())
            .count();
        if factors == 0 && role(&line.label) != Role::Unknown
            || factors < 2 && items.len() > 1 && is_sum(&line.label)
        {
            break;
        }
        if let (Some(quantity), Some(price)) = (
            columns.quantity.and_then(|column| line.at(column)),
            columns.price.and_then(|column| line.at(column)),
        ) && columns.discount.is_none()
            && let Some(expected) = product(quantity, price, total)
        {
            found.push(mismatch(work, line, expected, total.value()));
        }
        items.push(total.value());
        at += 1;
    }
    if items.is_empty() {
        return found;
    }
    let sums = lines.get(at..).unwrap_or_default();
    found.extend(sum_up(work, &items, sums));
    found
}

fn is_sum(label: &str) -> bool {
    matches!(role(label), Role::Subtotal | Role::Net | Role::Gross | Role::Tax)
}

/// Returns what a line should give when no reading of its figures gives what is printed.
fn product(quantity: &Figure, price: &Figure, total: &Figure) -> Option<Decimal> {
    let mut nearest: Option<Decimal> = None;
    for a in &quantity.readings {
        for b in &price.readings {
            let product = a.checked_mul(*b)?;
            for printed in &total.readings {
                // Prices are rounded to their last digit; a long quantity multiplies the rounding.
                let rounding =
                    Decimal::new(5, b.scale().max(2) + 1).checked_mul(a.abs())?.min(Decimal::new(5, 2));
                let tolerance = cent().max(if b.scale() > 2 { rounding } else { Decimal::ZERO });
                if (product - printed).abs() <= tolerance || (product + printed).abs() <= tolerance {
                    return None;
                }
            }
            if nearest.is_none_or(|other| (other - total.value()).abs() > (product - total.value()).abs()) {
                nearest = Some(product);
            }
        }
    }
    nearest
}

/// Follows the lines of sums below the items.
fn sum_up(work: &Work<'_>, items: &[Decimal], lines: &[Line]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut running: Decimal = items.iter().copied().sum();
    let mut open: Vec<Decimal> = Vec::new();
    let mut net: Option<Decimal> = None;
    let mut taxed = false;
    for line in lines {
        let Some(figure) = line.last().filter(|figure| !figure.percent) else { continue };
        let value = figure.value();
        let role = role(&line.label);
        match role {
            Role::Included => continue,
            Role::Tax => {
                let base = net.unwrap_or_else(|| running + open.iter().sum::<Decimal>());
                if let Some(expected) = percentage(&line.label, base)
                    && (expected - value).abs() > cent()
                {
                    // Several rates, or a part that is free of tax: the base is not known.
                    let rates = lines.iter().filter(|line| self::role(&line.label) == Role::Tax).count();
                    if rates == 1 {
                        found.push(mismatch(work, line, expected, value));
                    }
                }
                taxed = true;
                open.push(value);
            }
            Role::Discount => open.push(-value.abs()),
            Role::Paid => open.push(-value.abs()),
            Role::Charge => open.push(value),
            Role::Unknown => {
                if (value - running).abs() > cent() {
                    open.push(value);
                }
            }
            Role::Subtotal | Role::Net | Role::Gross => {
                if let Some(expected) = disagrees(running, &open, value) {
                    // One wrong figure makes those below look wrong too: go on from what is printed.
                    found.push(mismatch(work, line, expected, value));
                }
                running = value;
                open.clear();
                if !taxed {
                    net = Some(value);
                }
                if role == Role::Gross && taxed {
                    break;
                }
            }
        }
    }
    found
}

/// Returns the expected sum unless some choice of the open lines gives the printed one.
fn disagrees(running: Decimal, open: &[Decimal], printed: Decimal) -> Option<Decimal> {
    let all = running + open.iter().sum::<Decimal>();
    let count = open.len().min(6);
    for choice in 0..(1_u32 << count) {
        let sum: Decimal = open
            .iter()
            .take(count)
            .enumerate()
            .filter(|(at, _)| choice & (1 << at) != 0)
            .map(|(_, value)| *value)
            .sum();
        // Leaving out lines is only right when all or none of them count.
        let whole = choice == 0 || choice + 1 == 1 << count;
        if whole && (running + sum - printed).abs() <= cent() {
            return None;
        }
    }
    Some(all)
}

/// Returns the tax on a base by the rate in the label, such as "19 % USt".
fn percentage(label: &str, base: Decimal) -> Option<Decimal> {
    let at = label.find('%')?;
    let digits: String = label[..at]
        .trim_end()
        .chars()
        .rev()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .collect();
    let rate: Decimal = digits.chars().rev().collect::<String>().replace(',', ".").parse().ok()?;
    (rate <= Decimal::new(30, 0)).then(|| (base * rate / Decimal::ONE_HUNDRED).round_dp(2))
}

/// Adds the columns of any table whose last line is called a total.
fn column_sums(work: &Work<'_>, lines: &[Line]) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(end) = lines.iter().rposition(|line| labelled_total(&line.label) && !line.figures.is_empty())
    else {
        return found;
    };
    let total = &lines[end];
    let body: Vec<&Line> = lines[..end].iter().filter(|line| !line.figures.is_empty()).collect();
    if body.iter().any(|line| is_sum(&line.label)) {
        return stacked(work, &lines[..=end]);
    }
    if body.len() < 2 || body.iter().any(|line| any("row_percent", &line.label)) {
        return found;
    }
    // "Total open" adds the rows whose state is open.
    let state: Option<&str> = total.label.split_whitespace().find(|word| {
        let word = word.to_lowercase();
        body.iter().any(|line| line.texts.iter().any(|(_, text)| *text == word))
    });
    for (column, printed) in &total.figures {
        if printed.percent
            || head_of(lines, *column)
                .is_some_and(|head| any("row_percent", head) || labelled("column_price", head))
        {
            continue;
        }
        let rows: Vec<&&Line> = body
            .iter()
            .filter(|line| {
                state.is_none_or(|state| line.texts.iter().any(|(_, text)| *text == state.to_lowercase()))
            })
            .collect();
        let figures: Vec<&Figure> = rows.iter().filter_map(|line| line.at(*column)).collect();
        if figures.len() < 2 || figures.len() != rows.len() || figures.iter().any(|figure| figure.percent) {
            continue;
        }
        let sum = |pick: usize| -> Decimal {
            figures.iter().map(|figure| figure.readings.get(pick).copied().unwrap_or(figure.value())).sum()
        };
        // Rounded summands may differ by one unit of the last digit each.
        let digits = figures.iter().map(|figure| figure.value().scale()).max().unwrap_or(0);
        let tolerance = if digits == 2 {
            cent()
        } else {
            Decimal::new(i64::try_from(figures.len()).unwrap_or(9), digits + 1)
        };
        let agrees = (0..2)
            .any(|pick| printed.readings.iter().any(|printed| (sum(pick) - printed).abs() <= tolerance));
        if !agrees && plausible(sum(0), printed.value()) {
            found.push(mismatch(work, total, sum(0), printed.value()));
            break;
        }
    }
    found
}

/// Adds up one column that goes from items over net and tax to the total.
fn stacked(work: &Work<'_>, lines: &[Line]) -> Vec<Finding> {
    let sum = |line: &Line| matches!(role(&line.label), Role::Subtotal | Role::Net) && line.last().is_some();
    let Some(first) = lines.iter().position(sum) else { return Vec::new() };
    let (items, rest) = (&lines[..first], &lines[first + 1..]);
    let (Some(&(column, ref net)), true) =
        (lines[first].figures.last(), rest.iter().any(|line| role(&line.label) == Role::Tax))
    else {
        return Vec::new();
    };
    let figures: Vec<Option<&Figure>> =
        items.iter().filter(|line| !line.figures.is_empty()).map(|line| line.at(column)).collect();
    let mut found = Vec::new();
    if figures.len() >= 2 && figures.iter().all(|figure| figure.is_some_and(|figure| figure.money)) {
        let expected: Decimal = figures.iter().flatten().map(|figure| figure.value()).sum();
        if (expected - net.value()).abs() > cent() && plausible(expected, net.value()) {
            found.push(mismatch(work, &lines[first], expected, net.value()));
        }
    }
    found.extend(sum_up(work, &[net.value()], rest));
    found
}

fn labelled_total(label: &str) -> bool {
    let label = label.trim().to_lowercase();
    label.split_whitespace().count() <= 4
        && ["row_gross", "row_subtotal", "row_net"].iter().any(|section| {
            Lexicon::all()
                .iter()
                .any(|lexicon| lexicon.cue(section).find(&label).is_some_and(|found| found.start() == 0))
        })
}

/// A sum that is far off is another kind of number, not a wrong sum.
fn plausible(sum: Decimal, printed: Decimal) -> bool {
    let (low, high) = (sum.abs().min(printed.abs()), sum.abs().max(printed.abs()));
    low > Decimal::ZERO && high <= low * Decimal::new(15, 1)
}

fn head_of(lines: &[Line], column: u32) -> Option<&str> {
    let head = lines.iter().take(3).find(|line| line.figures.is_empty())?;
    head.texts.iter().find(|(at, _)| *at == column).map(|(_, text)| text.as_str())
}

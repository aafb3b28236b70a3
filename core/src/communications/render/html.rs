//! HTML for mail and browsers: no scripts, no pictures, nothing loaded from elsewhere.
//!
//! Mail programs drop style sheets and invert colours in the dark, so the page sets none: words take the colours
//! of the reader, rules are of a grey that both grounds bear. Tables shrink to the 320 pixels of a small telephone.

use std::fmt::Write;

use crate::communications::draft::{ColumnAlign, Draft};
use crate::communications::render::text::one_line;
use crate::communications::render::words::{Piece, Printed, PrintedTable, Printer, is_turned, printable};

const FONT: &str = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;\
                    font-size:16px;line-height:1.5";
const RULE: &str = "1px solid #8a8a8a";

/// Prints a draft as a page.
pub(super) fn print(draft: &Draft) -> String {
    let printer = Printer::new(draft);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"supported-color-schemes\" content=\"light dark\">\n<title>{}</title>\n</head>\n\
         <body style=\"margin:0\">\n\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
         style=\"max-width:680px\"><tr><td style=\"padding:16px;{FONT}\">\n",
        escape(&printable(&draft.language)),
        if is_turned(&draft.language) { "rtl" } else { "ltr" },
        escape(&one_line(&printer.words(&draft.subject)))
    );
    letter(draft, &printer, &mut page);
    for printed in printer.body(&draft.blocks) {
        block(&printed, &mut page);
    }
    page.push_str("</td></tr></table>\n</body>\n</html>\n");
    page
}

/// Date and references of a letter, which are part of what it says.
fn letter(draft: &Draft, printer: &Printer<'_>, page: &mut String) {
    let Some(letter) = &draft.letter else { return };
    let mut lines = vec![inlines(&printer.words(&letter.date))];
    for reference in &letter.references {
        let label = escape(&printable(&reference.label));
        lines.push(format!("{label}: {}", inlines(&printer.words(&reference.value))));
    }
    lines.retain(|line| !line.is_empty());
    if !lines.is_empty() {
        paragraph("", &lines.join("<br>\n"), page);
    }
}

fn block(printed: &Printed, page: &mut String) {
    match printed {
        Printed::Paragraph(words) => paragraph("", &inlines(words), page),
        Printed::Signature(words) => paragraph(" class=\"signature\"", &inlines(words), page),
        Printed::Heading { level, words } => {
            let size = match level {
                1 => 22,
                2 => 18,
                _ => 16,
            };
            let level = level + 1;
            let words = inlines(words);
            let _ = writeln!(
                page,
                "<h{level} style=\"margin:24px 0 8px;font-size:{size}px;line-height:1.3\">{words}</h{level}>"
            );
        }
        Printed::List { ordered, items } => list(*ordered, items, page),
        Printed::Table(found) => table(found, page),
        Printed::Quote { words, attribution } => {
            let _ = write!(
                page,
                "<blockquote style=\"margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #8a8a8a\">{}",
                inlines(words)
            );
            if !attribution.is_empty() {
                let _ = write!(page, "<br>\n<cite>{}</cite>", inlines(attribution));
            }
            page.push_str("</blockquote>\n");
        }
    }
}

fn paragraph(class: &str, words: &str, page: &mut String) {
    let _ = writeln!(page, "<p{class} style=\"margin:0 0 16px\">{words}</p>");
}

/// Nested items stand in a list inside their item.
fn list(ordered: bool, items: &[(u8, Vec<Piece>)], page: &mut String) {
    let tag = if ordered { "ol" } else { "ul" };
    let mut open = 0_usize;
    for (level, words) in items {
        let level = usize::from(*level) + 1;
        if open < level {
            let _ = writeln!(page, "<{tag} style=\"margin:0 0 16px;padding-left:24px\">");
            open += 1;
        } else {
            page.push_str(&format!("</li>\n</{tag}>\n").repeat(open - level));
            page.push_str("</li>\n");
            open = level;
        }
        let _ = write!(page, "<li>{}", inlines(words));
    }
    page.push_str(&format!("</li>\n</{tag}>\n").repeat(open));
}

/// A cell of at most this many characters breaks at blanks only.
const SHORT: usize = 22;

fn table(table: &PrintedTable, page: &mut String) {
    page.push_str(
        "<table cellpadding=\"0\" cellspacing=\"0\" border=\"0\" width=\"100%\" \
         style=\"margin:0 0 16px;border-collapse:collapse\">\n",
    );
    let align = |align: &ColumnAlign| match align {
        ColumnAlign::Start => "left",
        ColumnAlign::End => "right",
    };
    if table.has_titles() {
        page.push_str("<thead><tr>");
        for (title, at) in table.titles.iter().zip(&table.aligns) {
            let at = align(at);
            let _ = write!(
                page,
                "<th scope=\"col\" style=\"vertical-align:bottom;padding:6px 8px 6px 0;\
                 border-bottom:2px solid #8a8a8a;text-align:{at}\">{}</th>",
                inlines(title)
            );
        }
        page.push_str("</tr></thead>\n");
    }
    page.push_str("<tbody>\n");
    for (total, cells) in &table.rows {
        page.push_str("<tr>");
        let (weight, rule) = match total {
            true => (";font-weight:bold", "border-top:2px solid #8a8a8a".to_owned()),
            false => ("", format!("border-bottom:{RULE}")),
        };
        for (cell, at) in cells.iter().zip(&table.aligns) {
            // An amount, a day or a name that breaks inside is misread; it may break at its blanks only.
            let length: usize = cell.iter().map(|piece| piece.text.chars().count()).sum();
            let breaks = match at {
                ColumnAlign::Start if length > SHORT => "anywhere",
                ColumnAlign::Start | ColumnAlign::End => "break-word",
            };
            let at = align(at);
            let _ = write!(
                page,
                "<td style=\"vertical-align:top;padding:6px 8px 6px 0;{rule};text-align:{at}{weight};\
                 overflow-wrap:{breaks}\">{}</td>",
                inlines(cell)
            );
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table>\n");
}

fn inlines(words: &[Piece]) -> String {
    let mut text = String::new();
    for piece in words {
        let words = escape(&piece.text).replace('\n', "<br>\n");
        match &piece.target {
            Some(target) => {
                let _ = write!(text, "<a href=\"{}\">{words}</a>", escape(target));
            }
            None => text.push_str(&words),
        }
    }
    text
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

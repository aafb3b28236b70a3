//! Tables over pages: titles again on each page, rows whole where a page can hold them.

use crate::communications::render::pdf::flow::Flow;
use crate::communications::render::pdf::page::{Item, Node, Role};
use crate::communications::render::pdf::shape::{Line, Style, widths};
use crate::communications::render::words::{Piece, PrintedTable, flat};
use crate::error::{Error, ErrorKind, Result};

/// The space between columns, in points.
const GUTTER: f32 = 10.0;
/// A cell of at most this many characters does not break.
const SHORT: usize = 22;
/// The space above and below the text of a row.
const PADDING: f32 = 3.0;
/// A page has no room for more columns.
const COLUMNS: usize = 40;

/// Cells of a row as lines, with the piece of content of each.
struct Row {
    cells: Vec<(usize, Vec<Line>)>,
    total: bool,
}

impl Row {
    fn lines(&self) -> usize {
        self.cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0).max(1)
    }

    fn height(&self) -> f32 {
        self.lines() as f32 * Style::TABLE.leading() + 2.0 * PADDING
    }
}

/// Writes a table as wide as the text.
pub(super) fn write(flow: &mut Flow, table: &PrintedTable) -> Result<()> {
    if table.titles.len() > COLUMNS {
        return Err(Error::new(
            ErrorKind::LimitExceeded,
            format!(
                "a table of this draft has more than {COLUMNS} columns, which no page can hold; split it"
            ),
        ));
    }
    let columns = columns(flow, table);
    let mut nodes = Vec::new();
    flow.space(2.0);
    let titles = match table.has_titles() {
        true => Some(row(flow, &table.titles, table, &columns, (true, Style::TABLE.bold()))?),
        false => None,
    };
    if let Some(titles) = &titles {
        let first = table.rows.first().map_or(0.0, |_| Style::TABLE.leading() + 2.0 * PADDING);
        flow.need(titles.height() + first)?;
        draw_titles(flow, titles, &columns, true);
        let cells = cell_nodes(titles, Role::TitleCell);
        nodes.push(Node::group(Role::TableHead, vec![Node::group(Role::Row, cells)]));
    }
    let mut body = Vec::new();
    for (total, cells) in &table.rows {
        let style = if *total { Style::TABLE.bold() } else { Style::TABLE };
        let row = row(flow, cells, table, &columns, (*total, style))?;
        place(flow, &row, titles.as_ref(), &columns)?;
        body.push(Node::group(Role::Row, cell_nodes(&row, Role::Cell)));
    }
    nodes.push(Node::group(Role::TableBody, body));
    flow.tree.push(Node::group(Role::Table, nodes));
    flow.space(10.0);
    Ok(())
}

/// The left end of each column from the left end of the text, and its width.
fn columns(flow: &mut Flow, table: &PrintedTable) -> Vec<(f32, f32)> {
    let mut least = vec![0.0_f32; table.titles.len()];
    let (mut most, mut whole) = (least.clone(), least.clone());
    let titles = std::iter::once((true, &table.titles));
    for (bold, cells) in titles.chain(table.rows.iter().map(|(total, cells)| (*total, cells))) {
        let style = if bold { Style::TABLE.bold() } else { Style::TABLE };
        for (((words, least), most), whole) in cells.iter().zip(&mut least).zip(&mut most).zip(&mut whole) {
            let text = flat(words);
            let (min, max) = widths(&mut flow.fonts, &text, style);
            *least = least.max(min);
            *most = most.max(max);
            *whole = whole.max(if text.chars().count() <= SHORT { max } else { min });
        }
    }
    let gutters = GUTTER * (least.len().saturating_sub(1)) as f32;
    let free = flow.measure() - gutters;
    // A day or a name stays on one line where there is room for it.
    let fits = whole.iter().sum::<f32>() <= free;
    let shared = share(if fits { &whole } else { &least }, &most, free);
    let mut x = 0.0;
    let mut columns = Vec::new();
    for width in shared {
        columns.push((x, width));
        x += width + GUTTER;
    }
    columns
}

/// Shares a width: to each column what its longest word needs, the rest by what its text would like.
fn share(least: &[f32], most: &[f32], free: f32) -> Vec<f32> {
    let (needed, wanted): (f32, f32) = (least.iter().sum(), most.iter().sum());
    if needed >= free {
        // Words break anyway, so no column may push another off the page.
        let scale = free / needed.max(1.0);
        return least.iter().map(|width| width * scale).collect();
    }
    if wanted <= free {
        let scale = free / wanted.max(1.0);
        return most.iter().map(|width| width * scale).collect();
    }
    let scale = (free - needed) / (wanted - needed).max(1.0);
    least.iter().zip(most).map(|(least, most)| least + (most - least) * scale).collect()
}

fn row(
    flow: &mut Flow,
    cells: &[Vec<Piece>],
    table: &PrintedTable,
    columns: &[(f32, f32)],
    (total, style): (bool, Style),
) -> Result<Row> {
    let mut made = Vec::new();
    for ((words, align), (_, width)) in cells.iter().zip(&table.aligns).zip(columns) {
        // A hair wider than measured, or the longest word breaks by rounding.
        let lines = flow.shape(&flat(words), style.aligned(*align), width + 0.5)?;
        made.push((flow.content(), lines));
    }
    Ok(Row { cells: made, total })
}

fn cell_nodes(row: &Row, role: Role) -> Vec<Node> {
    row.cells.iter().map(|(content, _)| Node::group(role, vec![Node::Content(*content)])).collect()
}

/// Places a row: whole, or line by line where no page could hold it.
fn place(flow: &mut Flow, row: &Row, titles: Option<&Row>, columns: &[(f32, f32)]) -> Result<()> {
    let again = titles.map_or(0.0, Row::height);
    if row.height() > flow.room() && row.height() + again <= flow.whole() {
        turn(flow, titles, columns)?;
    }
    let leading = Style::TABLE.leading();
    let mut from = 0;
    while from < row.lines() {
        let fits = ((flow.room() - 2.0 * PADDING) / leading).floor();
        if fits < 1.0 {
            turn(flow, titles, columns)?;
            // Titles may fill a page; then at least one line goes below them all the same.
            let fits = ((flow.room() - 2.0 * PADDING) / leading).floor();
            if fits < 1.0 {
                draw(flow, row, columns, from..from + 1, true);
                from += 1;
            }
            continue;
        }
        let to = row.lines().min(from.saturating_add(fits as usize));
        if row.total && from == 0 {
            rule(flow, 1.0);
        }
        draw(flow, row, columns, from..to, true);
        from = to;
    }
    rule(flow, if row.total { 1.0 } else { 0.4 });
    Ok(())
}

/// Starts a page with the titles above its rows.
fn turn(flow: &mut Flow, titles: Option<&Row>, columns: &[(f32, f32)]) -> Result<()> {
    flow.new_page()?;
    if let Some(titles) = titles.filter(|titles| titles.height() < flow.whole() / 2.0) {
        draw_titles(flow, titles, columns, false);
    }
    Ok(())
}

/// Draws the titles; those that are repeated are no content.
fn draw_titles(flow: &mut Flow, titles: &Row, columns: &[(f32, f32)], first: bool) {
    draw(flow, titles, columns, 0..titles.lines(), first);
    rule(flow, 1.0);
}

fn draw(flow: &mut Flow, row: &Row, columns: &[(f32, f32)], lines: std::ops::Range<usize>, content: bool) {
    let leading = Style::TABLE.leading();
    let (left, top) = (flow.left(), flow.y + PADDING);
    for ((key, cell), (x, _)) in row.cells.iter().zip(columns) {
        let shown = cell.get(lines.start.min(cell.len())..lines.end.min(cell.len())).unwrap_or_default();
        for (at, line) in shown.iter().enumerate() {
            let (x, y) = (left + x, top + at as f32 * leading);
            flow.draw(Item::Text { x, y, line: line.clone(), content: content.then_some(*key) });
        }
    }
    flow.y += lines.len() as f32 * leading + 2.0 * PADDING;
}

fn rule(flow: &mut Flow, height: f32) {
    let (x, y, width) = (flow.left(), flow.y, flow.measure());
    flow.draw(Item::Rule { x, y, width, height });
}

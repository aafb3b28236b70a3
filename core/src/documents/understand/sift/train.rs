//! Learns the trees from proposals of inboxes, and checks that the committed ones are these.
//!
//! `core/data/understand/proposals.txt` names the signs in its first line. Each further line is a proposal: the
//! number of its inbox's quarter, `+` where it belongs on the agenda or `-`, and the value of each sign as one
//! character. `understand::measured` writes it: its proposals were judged by a judge that had not learned from their
//! inbox, since trees that see a judge on what it knows by heart trust it too much.

use std::path::PathBuf;

use super::signs::Signs;
use super::trees::{Node, Tree, Trees, UNIT};

const TREES: usize = 300;
/// How many values a tree has.
const LEAVES: usize = 15;
/// How many proposals a value must be learned from.
const ROWS: u32 = 20;
/// How much of a step is taken with each tree.
const RATE: f64 = 0.1;
/// How much evidence a value must have against it.
const RIDGE: f64 = 3.0;
/// A tree may ask one sign in so many, drawn anew for each tree.
const DRAWN: u64 = 3;
/// The whole numbers that make a gradient of one: sums of them are the same in any order on any machine.
const FINE: f64 = 65_536.0;
/// The characters of values, from nought.
const DIGITS: &str = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Proposals to learn from.
#[derive(Debug, Clone, Default)]
pub(in crate::documents::understand) struct Proposals {
    names: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    quarter: usize,
    right: bool,
    values: Vec<u8>,
}

fn folder() -> PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/understand")
}

impl Proposals {
    fn read(text: &str) -> Self {
        let mut lines = text.lines();
        let names: Vec<String> = lines.next().unwrap().split(' ').map(str::to_owned).collect();
        let row = |line: &str| {
            let quarter = usize::from(line.as_bytes()[0] - b'0');
            let value = |c: char| u8::try_from(DIGITS.find(c).unwrap()).unwrap();
            let values: Vec<u8> = line[2..].chars().map(value).collect();
            assert_eq!(values.len(), names.len());
            Row { quarter, right: line.as_bytes()[1] == b'+', values }
        };
        let rows = lines.map(row).collect();
        Self { names, rows }
    }

    /// Adds a proposal.
    pub(in crate::documents::understand) fn add(&mut self, quarter: usize, right: bool, signs: &Signs) {
        for (name, _) in signs {
            if !self.names.iter().any(|known| known == name) {
                self.names.push((*name).to_owned());
            }
        }
        let mut values = vec![0; self.names.len()];
        for (name, value) in signs {
            if let Some(at) = self.names.iter().position(|known| known == name) {
                values[at] = *value;
            }
        }
        self.rows.push(Row { quarter, right, values });
    }

    /// Adds other proposals behind.
    pub(in crate::documents::understand) fn extend(&mut self, other: &Self) {
        for row in &other.rows {
            let mut values = vec![0; self.names.len()];
            for (name, value) in other.names.iter().zip(&row.values) {
                match self.names.iter().position(|known| known == name) {
                    Some(at) => values[at] = *value,
                    None => {
                        self.names.push(name.clone());
                        values.push(*value);
                    }
                }
            }
            self.rows.push(Row { values, ..row.clone() });
        }
    }

    /// Writes the file that the committed trees are learned from.
    pub(in crate::documents::understand) fn write(&self) {
        std::fs::write(folder().join("proposals.txt"), self.text()).unwrap();
    }

    fn text(&self) -> String {
        let mut text = self.names.join(" ") + "\n";
        for row in &self.rows {
            text.push_str(&row.quarter.to_string());
            text.push(if row.right { '+' } else { '-' });
            for at in 0..self.names.len() {
                let value = usize::from(row.values.get(at).copied().unwrap_or_default());
                text.push(char::from(DIGITS.as_bytes()[value.min(DIGITS.len() - 1)]));
            }
            text.push('\n');
        }
        text
    }

    /// Learns trees from the rows of the quarters that `learned` names.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // Small numbers.
    pub(in crate::documents::understand) fn trees(&self, learned: &dyn Fn(usize) -> bool) -> Trees {
        let rows: Vec<&Row> = self.rows.iter().filter(|row| learned(row.quarter)).collect();
        let yes = rows.iter().filter(|row| row.right).count() as f64;
        let start = ((yes / (rows.len() as f64 - yes)).ln() * f64::from(UNIT)).round() as i32;
        let mut sums = vec![start; rows.len()];
        let mut trees = Trees { names: self.names.clone(), start, trees: Vec::new() };
        let mut state: u64 = 42;
        let grower = Grower::of(&rows, self.names.len());
        for _ in 0..TREES {
            let slopes: Vec<Slope> =
                rows.iter().zip(&sums).map(|(row, sum)| Slope::of(row.right, *sum)).collect();
            let drawn: Vec<bool> = (0..self.names.len())
                .map(|_| {
                    state =
                        state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    (state >> 33).is_multiple_of(DRAWN)
                })
                .collect();
            let tree = grower.grown(&drawn, &slopes);
            for (sum, row) in sums.iter_mut().zip(&rows) {
                *sum += tree.value(&row.values);
            }
            trees.trees.push(tree);
        }
        trees
    }
}

/// How the loss of some proposals falls and bends with their sum, in parts of [`FINE`], and how many they are.
#[derive(Debug, Clone, Copy, Default)]
struct Slope {
    falls: i64,
    bends: i64,
    rows: u32,
}

impl Slope {
    #[allow(clippy::cast_possible_truncation)] // At most one.
    fn of(right: bool, sum: i32) -> Self {
        let probability = 1.0 / (1.0 + (-f64::from(sum) / f64::from(UNIT)).exp());
        let off = if right { 1.0 - probability } else { -probability };
        let bends = probability * (1.0 - probability);
        Self { falls: (off * FINE).round() as i64, bends: (bends * FINE).round() as i64, rows: 1 }
    }

    fn add(&mut self, other: Self) {
        self.falls += other.falls;
        self.bends += other.bends;
        self.rows += other.rows;
    }

    fn without(self, other: Self) -> Self {
        Self {
            falls: self.falls - other.falls,
            bends: self.bends - other.bends,
            rows: self.rows - other.rows,
        }
    }

    /// The step that makes the loss least.
    #[allow(clippy::cast_precision_loss)] // Far below 2^53.
    fn step(self) -> f64 {
        self.falls as f64 / (self.bends as f64 + RIDGE * FINE)
    }

    /// How much better the loss becomes by that step.
    #[allow(clippy::cast_precision_loss)] // Far below 2^53.
    fn gain(self) -> f64 {
        self.step() * self.falls as f64
    }
}

/// A question, and how much better it makes the loss.
#[derive(Debug, Clone, Copy)]
struct Question {
    gain: f64,
    sign: usize,
    least: u8,
}

/// A node that may still ask.
struct Leaf {
    rows: Vec<usize>,
    slope: Slope,
    best: Option<Question>,
    /// The question that it came to ask, with the leaves of no and yes.
    asked: Option<(Question, usize, usize)>,
}

/// Grows trees on the same proposals.
struct Grower {
    /// For each proposal, the signs that are not nought: most are.
    told: Vec<Vec<(usize, u8)>>,
    /// The largest value of each sign.
    most: Vec<u8>,
}

impl Grower {
    fn of(rows: &[&Row], signs: usize) -> Self {
        let told =
            |row: &&Row| row.values.iter().copied().enumerate().filter(|(_, value)| *value > 0).collect();
        let told: Vec<Vec<(usize, u8)>> = rows.iter().map(told).collect();
        let mut most = vec![0; signs];
        for (sign, value) in told.iter().flatten() {
            most[*sign] = most[*sign].max(*value);
        }
        Self { told, most }
    }

    /// Grows a tree: of all leaves the one asks next whose question makes the loss best.
    #[allow(clippy::cast_possible_truncation)] // A few thousand.
    fn grown(&self, drawn: &[bool], slopes: &[Slope]) -> Tree {
        let mut leaves = vec![self.leaf((0..self.told.len()).collect(), drawn, slopes)];
        for _ in 1..LEAVES {
            let open = leaves.iter().enumerate().filter(|(_, leaf)| leaf.asked.is_none());
            let asking = open.filter_map(|(at, leaf)| Some((at, leaf.best?)));
            let Some((at, question)) =
                asking.reduce(|one, next| if next.1.gain > one.1.gain { next } else { one })
            else {
                break;
            };
            let reaches = |row: &usize| {
                self.told[*row].iter().any(|(sign, value)| *sign == question.sign && *value >= question.least)
            };
            let (yes, no) = std::mem::take(&mut leaves[at].rows).into_iter().partition(reaches);
            leaves[at].asked = Some((question, leaves.len(), leaves.len() + 1));
            leaves.push(self.leaf(no, drawn, slopes));
            leaves.push(self.leaf(yes, drawn, slopes));
        }
        let mut tree = Tree::default();
        flatten(&leaves, 0, &mut tree);
        tree
    }

    fn leaf(&self, rows: Vec<usize>, drawn: &[bool], slopes: &[Slope]) -> Leaf {
        let mut slope = Slope::default();
        rows.iter().for_each(|row| slope.add(slopes[*row]));
        let mut counted: Vec<Vec<Slope>> =
            self.most.iter().map(|most| vec![Slope::default(); usize::from(*most) + 1]).collect();
        for row in &rows {
            for (sign, value) in &self.told[*row] {
                if drawn[*sign] {
                    counted[*sign][usize::from(*value)].add(slopes[*row]);
                }
            }
        }
        let mut best: Option<Question> = None;
        for (sign, counted) in counted.iter().enumerate().filter(|(sign, _)| drawn[*sign]) {
            // What reaches a step is what is counted from it on.
            let mut above = Slope::default();
            for (least, here) in counted.iter().enumerate().skip(1).rev() {
                above.add(*here);
                let below = slope.without(above);
                let gain = above.gain() + below.gain() - slope.gain();
                let least = u8::try_from(least).unwrap();
                if above.rows >= ROWS
                    && below.rows >= ROWS
                    && gain > best.map_or(0.0, |best: Question| best.gain)
                {
                    best = Some(Question { gain, sign, least });
                }
            }
        }
        Leaf { rows, slope, best, asked: None }
    }
}

/// Writes a node and those below it into a tree.
#[allow(clippy::cast_possible_truncation)] // A few thousand.
fn flatten(leaves: &[Leaf], at: usize, tree: &mut Tree) {
    let leaf = &leaves[at];
    let Some((Question { sign, least, .. }, no, yes)) = leaf.asked else {
        tree.0.push(Node::Value((RATE * leaf.slope.step() * f64::from(UNIT)).round() as i32));
        return;
    };
    let place = tree.0.len();
    tree.0.push(Node::Ask { sign, least, yes: 0 });
    flatten(leaves, no, tree);
    let behind = tree.0.len();
    tree.0[place] = Node::Ask { sign, least, yes: behind };
    flatten(leaves, yes, tree);
}

#[test]
fn the_trees_are_what_the_proposals_teach() {
    let proposals = Proposals::read(&std::fs::read_to_string(folder().join("proposals.txt")).unwrap());
    let learned = proposals.trees(&|_| true).to_string();
    let path = folder().join("listed.txt");
    if std::env::var_os("SECRETARIAT_GENERATE").is_some() {
        std::fs::write(&path, &learned).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert!(committed == learned, "listed.txt is stale: run `cargo xtask gen`");
}

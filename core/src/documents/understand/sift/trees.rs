//! Boosted trees as sums of whole numbers.
//!
//! Each tree asks some signs one after the other whether they reach a step, and adds the value it comes to
//! (Friedman, "Greedy function approximation", 2001).

use std::collections::BTreeMap;
use std::fmt;

use super::signs::Signs;

/// What the sum of the trees counts: this many make a probability e times as likely against its opposite.
pub(super) const UNIT: i32 = 1_024;

/// A node of a tree. The one that follows an answer of no stands right behind its question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Node {
    /// Does a sign reach a step?
    Ask {
        /// The place of the sign among those of the trees.
        sign: usize,
        least: u8,
        /// The place of the node that follows an answer of yes.
        yes: usize,
    },
    /// What the tree adds.
    Value(i32),
}

/// The nodes of a tree, the first question first.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Tree(pub(super) Vec<Node>);

/// Trees with the names of the signs that they ask.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::documents::understand) struct Trees {
    pub(super) names: Vec<String>,
    pub(super) start: i32,
    pub(super) trees: Vec<Tree>,
}

impl Tree {
    /// Returns what the tree adds for the values of the signs.
    pub(super) fn value(&self, values: &[u8]) -> i32 {
        let mut at = 0;
        // Each step leads behind the last one.
        loop {
            match self.0.get(at) {
                Some(Node::Ask { sign, least, yes })
                    if values.get(*sign).is_some_and(|value| value >= least) =>
                {
                    at = (*yes).max(at + 1);
                }
                Some(Node::Ask { .. }) => at += 1,
                Some(Node::Value(value)) => return *value,
                None => return 0,
            }
        }
    }
}

impl Trees {
    /// Reads what [`Display`](fmt::Display) writes: a line for each tree, a question before its answers, no before
    /// yes.
    pub(super) fn read(text: &str) -> Self {
        let mut read = Self::default();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut lines = text.lines();
        read.start = lines.next().and_then(|line| line.parse().ok()).unwrap_or_default();
        for line in lines {
            let mut nodes: Vec<Node> = Vec::new();
            // Questions whose answer of yes is still to come.
            let mut open: Vec<usize> = Vec::new();
            for word in line.split_whitespace() {
                if let Some((name, least)) = word.split_once(">=") {
                    let sign = *places.entry(name).or_insert_with(|| {
                        read.names.push(name.to_owned());
                        read.names.len() - 1
                    });
                    open.push(nodes.len());
                    nodes.push(Node::Ask { sign, least: least.parse().unwrap_or(u8::MAX), yes: 0 });
                    continue;
                }
                nodes.push(Node::Value(word.parse().unwrap_or_default()));
                // The value ends the branch of no of the last open question.
                let behind = nodes.len();
                if let Some(asked) = open.pop()
                    && let Some(Node::Ask { yes, .. }) = nodes.get_mut(asked)
                {
                    *yes = behind;
                }
            }
            read.trees.push(Tree(nodes));
        }
        read
    }

    /// Returns the values of the signs that the trees ask, in their order.
    fn asked(&self, signs: &Signs) -> Vec<u8> {
        let told: BTreeMap<&str, u8> = signs.iter().copied().collect();
        self.names.iter().map(|name| told.get(name.as_str()).copied().unwrap_or_default()).collect()
    }

    /// Returns the sum of the trees: [`UNIT`] is one of log-odds.
    pub(super) fn sum(&self, signs: &Signs) -> i32 {
        let values = self.asked(signs);
        self.trees.iter().map(|tree| tree.value(&values)).fold(self.start, i32::saturating_add)
    }
}

impl fmt::Display for Trees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.start)?;
        for Tree(nodes) in &self.trees {
            for (at, node) in nodes.iter().enumerate() {
                f.write_str(if at > 0 { " " } else { "" })?;
                match node {
                    Node::Ask { sign, least, .. } => {
                        write!(f, "{}>={least}", self.names.get(*sign).map_or("", String::as_str))?;
                    }
                    Node::Value(value) => write!(f, "{value}")?,
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_add_what_the_answers_say() {
        let text = "-10\nask>=3 mail>=1 1 2 words>=7 mail>=1 4 5 8\nmail>=1 100 200\n";
        let trees = Trees::read(text);
        assert_eq!(trees.to_string(), text);
        assert_eq!(trees.sum(&vec![("ask", 3), ("mail", 0)]), -10 + 4 + 100);
        assert_eq!(trees.sum(&vec![("ask", 3), ("mail", 1), ("words", 6)]), -10 + 5 + 200);
        assert_eq!(trees.sum(&vec![("ask", 3), ("words", 7)]), -10 + 8 + 100);
        assert_eq!(trees.sum(&vec![("mail", 1)]), -10 + 2 + 200);
    }
}

//! Scores the invented inboxes in one process, each by a judge that has not learned from its quarter (see
//! `docs/decisions/0028`), and writes what the second look learns from.
//!
//! `cargo test -p secretariat --lib understand::measured -- --ignored --nocapture` prints how much is found and made
//! up from each sum of the trees on, the trees learned from the other quarters too. With `SECRETARIAT_SHOW` it lists
//! what is missed and made up, with `SECRETARIAT_GENERATE` it writes `core/data/understand/proposals.txt`.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;

use crate::documents::agenda::{Agenda, AgendaInput, AgendaItem, AgendaKind, agenda};
use crate::documents::facts::{Brief, Finding};
use crate::documents::understand::sift::train::Proposals;
use crate::documents::understand::sift::{Candidate, Fact, LEAST, Signer, Signs, is_listed};
use crate::documents::understand::units::plain;
use crate::documents::understand::work::Work;
use crate::documents::understand::{Context, judge, proposed, told};
use crate::documents::{ParsedDocument, extent, parse};
use crate::id::DocumentId;
use crate::settings::{Limits, Owner};

/// The inboxes that nothing may be learned from.
const HELD_OUT: [&str; 3] = ["ae", "af", "ak"];
/// The groups of inboxes of which the judge learns without one at a time: one writer's stay together.
const QUARTERS: [&[&str]; 4] =
    [&[""], &["ag", "ah", "g"], &["aa", "ab", "ac", "x"], &["ad", "aj", "f", "r", "w", "y", "z"]];

#[derive(Debug, Deserialize)]
struct Truth {
    reference: Date,
    owner: Named,
    items: Vec<Planted>,
    #[serde(default)]
    tolerated: Vec<Tolerated>,
    harmless_files: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
struct Named {
    addresses: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Planted {
    kind: String,
    file: String,
    attachment: Option<String>,
    due: Option<Date>,
    #[serde(default)]
    quote: String,
    #[serde(default)]
    also: Vec<String>,
    finding: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Tolerated {
    file: String,
    quote: String,
}

/// A document of an inbox.
struct File {
    id: DocumentId,
    name: String,
    parent: Option<usize>,
    document: ParsedDocument,
}

struct Inbox {
    name: String,
    quarter: usize,
    truth: Truth,
    files: Vec<File>,
}

/// A document that was read, with what is proposed of it and how each proposal is told.
struct Read<'a> {
    work: Work<'a>,
    brief: Brief,
    proposed: Vec<(Candidate, Signs)>,
}

impl<'a> Read<'a> {
    fn of(document: &'a ParsedDocument, context: &'a Context) -> Self {
        let mut brief = Brief::default();
        let work = Work::begin(document, context, &mut brief);
        let candidates = proposed(&work);
        let signer = Signer::of(&work, &candidates);
        let signs: Vec<Signs> = (0..candidates.len()).map(|number| signer.signs(number)).collect();
        Self { proposed: candidates.into_iter().zip(signs).collect(), work, brief }
    }
}

/// What was found, made up and missed.
#[derive(Debug, Default, Clone)]
struct Score {
    found: usize,
    planted: usize,
    right: usize,
    made_up: usize,
    alarms: usize,
    harmless: usize,
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/inboxes")
}

/// The letters before the number of a name: inboxes of one writer share them.
fn group(name: &str) -> &str {
    let head = name.split('-').next().unwrap_or_default();
    if head.ends_with(|c: char| c.is_ascii_digit()) || name.starts_with(['w', 'y']) {
        head.trim_end_matches(|c: char| c.is_ascii_digit())
    } else {
        ""
    }
}

fn inboxes() -> Vec<Inbox> {
    let mut names: Vec<String> = std::fs::read_dir(home())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| home().join(name).join("planted.json").is_file())
        .filter(|name| !HELD_OUT.contains(&group(name)))
        .collect();
    names.sort();
    names.into_iter().map(|name| Inbox::read(&name)).collect()
}

impl Inbox {
    fn read(name: &str) -> Self {
        let home = home().join(name);
        let truth = std::fs::read_to_string(home.join("planted.json")).unwrap();
        let truth = serde_json::from_str(&truth).unwrap_or_else(|error| panic!("{name}: {error}"));
        let quarter = QUARTERS.iter().position(|groups| groups.contains(&group(name)));
        let quarter = quarter.unwrap_or_else(|| panic!("{name} belongs to no quarter"));
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(home.join("files")).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let mut inbox = Self { name: name.to_owned(), quarter, truth, files: Vec::new() };
        for path in paths {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            inbox.add(&std::fs::read(&path).unwrap(), name, None);
        }
        inbox
    }

    fn add(&mut self, bytes: &[u8], name: String, parent: Option<usize>) {
        let Ok(mut document) = parse(bytes, &name, &Limits::default()) else { return };
        let inner = std::mem::take(&mut document.attachments);
        let at = self.files.len();
        let id = format!("doc_{:026}", at + 1).parse().unwrap();
        self.files.push(File { id, name, parent, document });
        for attachment in inner.into_iter().filter(|attachment| !attachment.inline) {
            self.add(&attachment.bytes, attachment.name, Some(at));
        }
    }

    /// Reads the files, and gives them to `then`.
    fn read_for<T>(&self, then: impl FnOnce(&[Read<'_>]) -> T) -> T {
        let now = self.truth.reference.at(9, 0, 0, 0);
        let contexts: Vec<Context> = self
            .files
            .iter()
            .map(|file| Context { document: file.id.clone(), name: file.name.clone(), now })
            .collect();
        let documents: Vec<_> =
            self.files.iter().map(|file| extent::understood_part(&file.document)).collect();
        let both = documents.iter().zip(&contexts);
        then(&both.map(|(document, context)| Read::of(document, context)).collect::<Vec<_>>())
    }

    /// Makes the agenda of what is listed of each document.
    fn agenda_of(&self, read: &[Read<'_>], listed: impl Fn(&Read<'_>) -> Vec<Candidate>) -> Agenda {
        let input = |(file, read): (&File, &Read<'_>)| AgendaInput {
            document: file.id.clone(),
            name: file.name.clone(),
            metadata: file.document.metadata.clone(),
            brief: told(&read.work, read.brief.clone(), listed(read)),
            parent: file.parent.map(|parent| self.files[parent].id.clone()),
        };
        let inputs: Vec<AgendaInput> = self.files.iter().zip(read).map(input).collect();
        let owner = Owner { addresses: self.truth.owner.addresses.clone() };
        agenda(&inputs, &owner, self.truth.reference.at(9, 0, 0, 0))
    }

    /// A file's name and those that carry it.
    fn names(&self, mut at: usize) -> BTreeSet<&str> {
        let mut names = BTreeSet::from([self.files[at].name.as_str()]);
        while let Some(parent) = self.files[at].parent {
            at = parent;
            names.insert(&self.files[at].name);
        }
        names
    }

    fn at(&self, id: &DocumentId) -> usize {
        self.files.iter().position(|file| file.id == *id).unwrap()
    }

    /// Says whether a line is what was planted: found, or at least no false alarm.
    fn hits(&self, planted: &Planted, file: usize, line: &Line<'_>) -> (bool, bool) {
        let names = self.names(file);
        let here = names.contains(planted.file.as_str())
            || planted.attachment.as_deref().is_some_and(|name| names.contains(name));
        if !here || planted.kind == "finding" {
            return (false, false);
        }
        let quotes = || planted.also.iter().chain([&planted.quote]);
        let place = quotes().any(|quote| same_place(line.quote, quote));
        let found = match planted.due {
            Some(due) => line.due == Some(due),
            None => place,
        };
        (found, found || place && line.due.is_none() && planted.kind != "deadline")
    }

    fn tolerated(&self, file: usize, quote: &str) -> bool {
        let names = self.names(file);
        let here = |place: &&Tolerated| names.contains(place.file.as_str());
        self.truth.tolerated.iter().filter(here).any(|place| same_place(quote, &place.quote))
    }

    fn score(&self, agenda: &Agenda, show: bool) -> Score {
        let lines: Vec<(usize, Line<'_>)> =
            agenda.items.iter().map(|item| (self.at(&item.document), Line::of(item))).collect();
        let mut score = Score { harmless: self.truth.harmless_files.len(), ..Score::default() };
        let mut used = HashSet::new();
        let named = |finding: &Finding, document: &DocumentId, planted: &Planted| {
            let names = self.names(self.at(document));
            planted.finding.as_deref() == Some(finding.code.as_str())
                && (names.contains(planted.file.as_str())
                    || planted.attachment.as_deref().is_some_and(|name| names.contains(name)))
        };
        for planted in &self.truth.items {
            score.planted += 1;
            if planted.kind == "finding" {
                let found = agenda.findings.iter().any(|f| named(&f.finding, &f.document, planted));
                score.found += usize::from(found);
                score.right += usize::from(found);
                continue;
            }
            let mut found = false;
            for (at, (file, line)) in lines.iter().enumerate() {
                let (hit, right) = self.hits(planted, *file, line);
                found |= hit;
                if right {
                    used.insert(at);
                }
            }
            score.found += usize::from(found);
            if show && !found {
                println!("  missed {} {} {:?}: {}", self.name, planted.kind, planted.due, planted.quote);
            }
        }
        score.right += used.len();
        let mut alarmed = 0;
        for (at, (file, line)) in lines.iter().enumerate() {
            if used.contains(&at) || self.tolerated(*file, line.quote) {
                continue;
            }
            score.made_up += 1;
            alarmed +=
                usize::from(self.names(*file).iter().any(|name| self.truth.harmless_files.contains(*name)));
            if show {
                let item = &agenda.items[at];
                println!(
                    "  made up {} {:?} {:?} {}: {}",
                    self.name, item.kind, item.due, item.name, line.quote
                );
            }
        }
        score.alarms = alarmed;
        for found in &agenda.findings {
            let code = found.finding.code.as_str();
            let planted = self.truth.items.iter().any(|item| named(&found.finding, &found.document, item));
            let wrong = matches!(code, "total_mismatch" | "weekday_mismatch") && !planted;
            score.made_up += usize::from(wrong);
        }
        score
    }
}

/// What the score looks at in a line.
struct Line<'a> {
    due: Option<Date>,
    quote: &'a str,
}

impl<'a> Line<'a> {
    fn of(item: &'a AgendaItem) -> Self {
        Self { due: item.due, quote: &item.evidence.quote }
    }
}

impl Score {
    fn add(&mut self, other: &Self) {
        self.found += other.found;
        self.planted += other.planted;
        self.right += other.right;
        self.made_up += other.made_up;
        self.alarms += other.alarms;
        self.harmless += other.harmless;
    }

    #[allow(clippy::cast_precision_loss)] // A few thousand.
    fn told(&self) -> String {
        let recall = self.found as f64 / self.planted.max(1) as f64;
        let precision = self.right as f64 / (self.right + self.made_up).max(1) as f64;
        format!(
            "found {} of {} ({recall:.3}), {} right and {} made up ({precision:.3}), {} alarms in {} harmless files",
            self.found, self.planted, self.right, self.made_up, self.alarms, self.harmless
        )
    }
}

/// One holds the other, or they share three fifths of the shorter one's words.
fn same_place(one: &str, other: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let shared = one.intersection(&other).count();
    !one.is_empty() && !other.is_empty() && shared * 5 >= one.len().min(other.len()) * 3
}

/// Says whether a proposal reaches the agenda when all of them are listed.
fn reaches(inbox: &Inbox, agenda: &Agenda, file: usize, candidate: &Candidate) -> bool {
    let span = candidate.fact.evidence().span;
    let due = candidate.fact.due();
    let kind = match candidate.fact {
        Fact::Deadline(_) => AgendaKind::Deadline,
        Fact::Task(_) => AgendaKind::Task,
        Fact::Question(_) => AgendaKind::Question,
    };
    agenda.items.iter().any(|item| {
        let at = inbox.at(&item.document);
        let here = at == file
            && item.evidence.span.overlaps(span)
            && (item.due == due || item.due.is_none() || due.is_none());
        let related = inbox.files[at].parent == Some(file) || inbox.files[file].parent == Some(at);
        here || related && item.kind == kind && due.is_some() && item.due == due
    })
}

/// The words of all sentences of some inboxes.
fn sentences<'a>(inboxes: impl Iterator<Item = &'a Inbox>) -> HashSet<String> {
    let mut found = HashSet::new();
    for inbox in inboxes {
        for file in &inbox.files {
            let now = inbox.truth.reference.at(9, 0, 0, 0);
            let context = Context { document: file.id.clone(), name: file.name.clone(), now };
            let document = extent::understood_part(&file.document);
            let mut brief = Brief::default();
            let work = Work::begin(&document, &context, &mut brief);
            found.extend(work.units.iter().map(|unit| plain(&unit.plain)));
        }
    }
    found
}

/// Does something for each quarter of the inboxes, two at a time, by a judge of its own.
fn by_quarters<T: Send>(judges: &[Vec<judge::Weights>], read: &(dyn Fn(usize) -> Vec<T> + Sync)) -> Vec<T> {
    std::thread::scope(|scope| {
        let mut found = Vec::new();
        for pair in [[0, 1], [2, 3]] {
            let one = move |quarter: usize| {
                move || {
                    judge::try_out(judges[quarter].clone());
                    read(quarter)
                }
            };
            let running: Vec<_> = pair.into_iter().map(|quarter| scope.spawn(one(quarter))).collect();
            found.extend(running.into_iter().flat_map(|thread| thread.join().unwrap()));
        }
        found
    })
}

/// Learns a judge without each quarter.
fn judges(inboxes: &[Inbox]) -> Vec<Vec<judge::Weights>> {
    let examples = judge::train::examples();
    let learn = |quarter: usize| {
        let left_out = sentences(inboxes.iter().filter(|inbox| inbox.quarter == quarter));
        judge::train::judge_without(&examples, &|text| left_out.contains(text))
    };
    std::thread::scope(|scope| {
        let mut judges = Vec::new();
        for pair in [[0, 1], [2, 3]] {
            let learn = &learn;
            let running: Vec<_> =
                pair.into_iter().map(|quarter| scope.spawn(move || learn(quarter))).collect();
            judges.extend(running.into_iter().map(|thread| thread.join().unwrap()));
        }
        judges
    })
}

/// The sums from which a proposal is listed that are tried beside the one that counts.
const TRIED: [i32; 10] = [LEAST, -1_800, -1_400, -1_100, -800, -500, -200, 100, 400, 800];

#[test]
#[ignore = "takes minutes: measures all inboxes"]
fn inboxes_are_scored_by_what_has_not_learned_from_them() {
    let inboxes = inboxes();
    let of = |quarter: usize| inboxes.iter().filter(move |inbox| inbox.quarter == quarter);
    let judges = judges(&inboxes);
    let rows = by_quarters(&judges, &|quarter| of(quarter).map(proposals).collect());
    let (mut all, mut proposals) = (Score::default(), Proposals::default());
    for (score, proposed) in &rows {
        all.add(score);
        proposals.extend(proposed);
    }
    println!("all proposals: {}", all.told());
    if std::env::var_os("SECRETARIAT_GENERATE").is_some() {
        proposals.write();
    }
    let show = std::env::var_os("SECRETARIAT_SHOW").is_some();
    let scores = by_quarters(&judges, &|quarter| {
        let trees = proposals.trees(&|other| other != quarter);
        let score = |inbox: &Inbox| {
            inbox.read_for(|read| {
                TRIED.map(|least| {
                    let listed = |read: &Read<'_>| -> Vec<Candidate> {
                        let kept = |(candidate, signs): &&(Candidate, Signs)| {
                            is_listed(&trees, least, &read.work, candidate, signs)
                        };
                        read.proposed.iter().filter(kept).map(|(candidate, _)| candidate.clone()).collect()
                    };
                    inbox.score(&inbox.agenda_of(read, listed), show && least == LEAST)
                })
            })
        };
        of(quarter).map(score).collect()
    });
    for (at, least) in TRIED.into_iter().enumerate() {
        let mut all = Score::default();
        scores.iter().for_each(|scores| all.add(&scores[at]));
        println!("from {least}: {}", all.told());
    }
}

/// What is proposed of an inbox, with whether it belongs on its agenda, and its score if all of it is listed.
fn proposals(inbox: &Inbox) -> (Score, Proposals) {
    inbox.read_for(|read| {
        let everything = |read: &Read<'_>| -> Vec<Candidate> {
            read.proposed.iter().map(|(proposed, _)| proposed.clone()).collect()
        };
        let all = inbox.agenda_of(read, everything);
        let mut proposals = Proposals::default();
        for (file, read) in read.iter().enumerate() {
            for (candidate, signs) in &read.proposed {
                let quote = candidate.fact.evidence().quote.as_str();
                let line = Line { due: candidate.fact.due(), quote };
                if reaches(inbox, &all, file, candidate) && !inbox.tolerated(file, quote) {
                    let right = inbox.truth.items.iter().any(|planted| inbox.hits(planted, file, &line).1);
                    proposals.add(inbox.quarter, right, signs);
                }
            }
        }
        (inbox.score(&all, false), proposals)
    })
}

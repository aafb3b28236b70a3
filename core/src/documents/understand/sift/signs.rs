//! What the trees see of a proposal: small whole numbers, each with a name.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Candidate, Fact, Rule};
use crate::documents::facts::{DeadlineKind, DocumentKind};
use crate::documents::understand::judge::Verdict;
use crate::documents::understand::lexicon::any;
use crate::documents::understand::units::{Shape, Unit};
use crate::documents::understand::work::Work;
use crate::documents::understand::{deadlines, judge, questions};

/// The steps in which probabilities are told, narrow where rules doubt.
const GRADES: [f32; 39] = [
    0.001, 0.002, 0.003, 0.004, 0.006, 0.008, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.125,
    0.15, 0.175, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92,
    0.94, 0.96, 0.98, 0.99, 0.995,
];

/// The steps in which days between two dates are told.
const DAYS: [i32; 24] =
    [-400, -90, -30, -14, -7, -1, 0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365, 730];

/// The steps in which counts are told.
const COUNTS: [usize; 24] =
    [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 25, 30, 35, 40, 50, 65, 80, 120, 200, 400, 1_000];

/// The steps in which lengths in characters are told.
const LENGTHS: [usize; 14] =
    [100, 200, 300, 450, 600, 800, 1_000, 1_400, 2_000, 3_000, 5_000, 8_000, 15_000, 40_000];

/// Cues of the lexicons that speak for or against a line.
const CUES: [&str; 33] = [
    "historic",
    "request",
    "request_now",
    "firm_request",
    "indirect_question",
    "directed_question",
    "direct_question",
    "question_clause",
    "question_order",
    "question_word_strong",
    "second_person",
    "second_person_plural",
    "by_hard",
    "by_soft",
    "topic_reply",
    "topic_delivery",
    "topic_expiry",
    "topic_validity",
    "validity_strong",
    "obligation",
    "obligation_now",
    "undertaking",
    "conditional_start",
    "task_to",
    "task_state",
    "action_verb",
    "person_request",
    "done",
    "wants_to_know",
    "reported_answer",
    "paper_who",
    "reporting",
    "deadline_near",
];

/// How many units a proposal may quote.
const QUOTED: usize = 64;

/// How many units of a document are looked at for the cues of [`SPREAD`].
const SPREAD_OVER: usize = 60;

/// Cues that the sentence before may hold.
const BEFORE: [(&str, &str); 2] = [("before_past", "past"), ("before_second_person", "second_person")];

/// Cues that the sentence after may hold.
const AFTER: [(&str, &str); 3] =
    [("after_request", "request"), ("after_past", "past"), ("after_second_person", "second_person")];

/// The names of what each head says: of the sentence, of those before and after, of the rest, and how often.
const HEADS: [[&str; 5]; 3] = [
    ["ask", "before_ask", "after_ask", "else_ask", "many_ask"],
    ["question", "before_question", "after_question", "else_question", "many_question"],
    ["due", "before_due", "after_due", "else_due", "many_due"],
];

/// Words of who speaks of whom and how, which are counted.
const WORDS: [&str; 8] =
    ["says_i", "says_we", "says_you", "says_they", "says_must", "says_was", "says_may", "says_thanks"];

/// Cues of which it is told how many units of the document hold them.
const SPREAD: [(&str, &str); 10] = [
    ("all_request", "request"),
    ("all_second_person", "second_person"),
    ("all_past", "past"),
    ("all_no_action", "no_action"),
    ("all_tells", "tells"),
    ("all_courtesy", "courtesy"),
    ("all_conditional", "conditional_start"),
    ("all_answer_wanted", "answer_wanted"),
    ("all_thanks", "says_thanks"),
    ("all_must", "says_must"),
];

/// Signs of a proposal, each with its name.
pub(in crate::documents::understand) type Signs = Vec<(&'static str, u8)>;

/// Returns how many of the steps a value has reached.
fn grade<T: PartialOrd + Copy>(steps: &[T], value: T) -> u8 {
    u8::try_from(steps.iter().take_while(|step| value >= **step).count()).unwrap_or(u8::MAX)
}

fn sure(probability: f32) -> u8 {
    grade(&GRADES, probability)
}

fn count(number: usize) -> u8 {
    grade(&COUNTS, number)
}

/// What the judge says of a unit: asks, questions, sets a limit.
fn heads(work: &Work<'_>, at: usize) -> [f32; 3] {
    let days = work.moments.get(at).map_or(0, Vec::len);
    let due = (0..days).map(|day| judge::due(work, at, day)).fold(0.0, f32::max);
    [judge::ask(work, at), judge::question(work, at), due]
}

/// What is the same for all proposals of a document.
struct Whole {
    /// For each head, the two units that it is surest of.
    best: [[(f32, usize); 2]; 3],
    /// For each head, how many units it takes for one.
    many: [usize; 3],
    /// The places of the units of the body.
    body: Vec<usize>,
    days: usize,
    mass: bool,
    thanks: bool,
    marks: usize,
    /// How sure the judge is of each unit, the surest first.
    surest: Vec<f32>,
    /// How often each day is named.
    dates: BTreeMap<Date, usize>,
    /// How many tenths of the body hold each of the cues of [`SPREAD`].
    spread: Vec<(&'static str, u8)>,
}

impl Whole {
    fn of(work: &Work<'_>) -> Self {
        let mut best = [[(0.0, usize::MAX); 2]; 3];
        let mut many = [0; 3];
        for at in 0..work.units.len() {
            for ((found, best), many) in heads(work, at).into_iter().zip(&mut best).zip(&mut many) {
                *many += usize::from(found >= 0.5);
                let [first, second] = *best;
                if found > first.0 {
                    *best = [(found, at), first];
                } else if found > second.0 {
                    *best = [first, (found, at)];
                }
            }
        }
        let body =
            work.units.iter().enumerate().filter(|(_, unit)| unit.is_body()).map(|(at, _)| at).collect();
        let own = |unit: &&Unit| unit.is_body();
        let units = || work.units.iter().filter(own).take(SPREAD_OVER);
        let all = units().count().max(1);
        let spread = SPREAD.into_iter().map(|(name, cue)| {
            let many = units().filter(|unit| unit.has(cue)).count();
            (name, u8::try_from((many * 20).div_ceil(all)).unwrap_or(20))
        });
        let mut surest: Vec<f32> = work.verdicts.iter().map(Verdict::strongest).collect();
        surest.sort_by(|one, other| other.total_cmp(one));
        let mut dates = BTreeMap::new();
        work.moments.iter().flatten().for_each(|moment| *dates.entry(moment.date).or_default() += 1);
        Self {
            surest,
            dates,
            best,
            many,
            body,
            days: work.moments.iter().map(Vec::len).sum(),
            mass: work.units.iter().take(8).any(|unit| any("mass_greeting", &unit.plain)),
            thanks: questions::thanks(work),
            spread: spread.collect(),
            marks: work.units.iter().filter(own).filter(|unit| unit.plain.contains('?')).count(),
        }
    }

    /// How sure a head is of another unit.
    fn elsewhere(&self, head: usize, at: Option<usize>) -> f32 {
        let [first, second] = self.best[head];
        if Some(first.1) == at { second.0 } else { first.0 }
    }
}

/// Tells the signs of the proposals of a document, each in about the same time however many they are.
pub(in crate::documents::understand) struct Signer<'w> {
    work: &'w Work<'w>,
    whole: Whole,
    beside: Beside,
    candidates: &'w [Candidate],
}

impl<'w> Signer<'w> {
    /// Counts what the proposals of a document have in common.
    pub(in crate::documents::understand) fn of(work: &'w Work<'_>, candidates: &'w [Candidate]) -> Self {
        Self { work, whole: Whole::of(work), beside: Beside::of(work, candidates), candidates }
    }

    /// Returns the signs of a proposal by its number.
    pub(in crate::documents::understand) fn signs(&self, number: usize) -> Signs {
        let mut signs = Signs::with_capacity(160);
        let Some(candidate) = self.candidates.get(number) else { return signs };
        let at = self.beside.places.get(number).copied().flatten();
        fact(candidate, &mut signs);
        self.document(&mut signs);
        self.judged(at, &mut signs);
        self.sentence(at, &mut signs);
        self.day(candidate, at, &mut signs);
        self.others(number, candidate, at, &mut signs);
        signs
    }

    fn document(&self, signs: &mut Signs) {
        use DocumentKind as K;
        let work = self.work;
        for (name, kind) in [
            ("offer", K::Offer),
            ("letter", K::Letter),
            ("notice", K::Notice),
            ("mail", K::Mail),
            ("minutes", K::Minutes),
            ("presentation", K::Presentation),
            ("note", K::Note),
        ] {
            signs.push((name, u8::from(work.kind == kind)));
        }
        let metadata = &work.document.metadata;
        for (name, stands) in [
            ("is_mail", work.mail),
            ("is_paper", work.is_working_paper()),
            ("addresses", work.addresses_reader()),
            ("is_mass", self.whole.mass),
            ("is_thanks", self.whole.thanks),
            ("answers", metadata.in_reply_to.is_some()),
            ("has_sides", !work.sides.is_empty()),
            ("own_day", work.days.own.is_some()),
        ] {
            signs.push((name, u8::from(stands)));
        }
        signs.extend(&self.whole.spread);
        let domain = |address: &str| address.split_once('@').map(|(_, domain)| domain.to_lowercase());
        let from = metadata.from.first().and_then(|from| domain(&from.address));
        let inside = from.is_some() && metadata.to.iter().any(|to| domain(&to.address) == from);
        signs.push(("inside", u8::from(inside)));
        signs.push(("to", count(metadata.to.len())));
        signs.push(("size", grade(&LENGTHS, work.document.text.len())));
        signs.push(("body", count(self.whole.body.len())));
        signs.push(("all_days", count(self.whole.days)));
        signs.push(("marks", count(self.whole.marks)));
    }

    fn judged(&self, at: Option<usize>, signs: &mut Signs) {
        let heads = |at: Option<usize>| at.map_or([0.0; 3], |at| heads(self.work, at));
        let (before, after) = self.beside(at);
        let (own, before, after) = (heads(at), heads(before), heads(after));
        for (head, names) in HEADS.into_iter().enumerate() {
            let [name, name_before, name_after, name_else, name_many] = names;
            signs.push((name, sure(own[head])));
            signs.push((name_before, sure(before[head])));
            signs.push((name_after, sure(after[head])));
            signs.push((name_else, sure(self.whole.elsewhere(head, at))));
            signs.push((name_many, count(self.whole.many[head])));
        }
        let strongest = own.into_iter().fold(0.0, f32::max);
        let elsewhere = (0..HEADS.len()).map(|head| self.whole.elsewhere(head, at)).fold(0.0, f32::max);
        signs.push(("strongest", sure(strongest)));
        signs.push(("else_strongest", sure(elsewhere)));
        signs.push(("undertakes_it", sure(at.map_or(0.0, |at| judge::promise(self.work, at)))));
        let surer = self.whole.surest.partition_point(|other| *other > strongest);
        signs.push(("surer", count(surer)));
    }

    /// The units of the body before and after one.
    fn beside(&self, at: Option<usize>) -> (Option<usize>, Option<usize>) {
        let Some(at) = at else { return (None, None) };
        let body = &self.whole.body;
        let next = body.partition_point(|other| *other <= at);
        let before = body.partition_point(|other| *other < at);
        (before.checked_sub(1).and_then(|before| body.get(before)).copied(), body.get(next).copied())
    }

    fn sentence(&self, at: Option<usize>, signs: &mut Signs) {
        let Some((at, unit)) = at.and_then(|at| Some((at, self.work.units.get(at)?))) else { return };
        let plain = unit.plain.trim();
        let shape = match unit.shape {
            Shape::Sentence => 0,
            Shape::Item { ticked: None } => 1,
            Shape::Item { ticked: Some(_) } => 2,
            Shape::Pair => 3,
            Shape::Row => 4,
        };
        let body = &self.whole.body;
        let number = body.partition_point(|other| *other < at);
        let (before, after) = self.beside(Some(at));
        let same = |other: Option<usize>| {
            other.and_then(|other| self.work.units.get(other)).is_some_and(|other| other.block == unit.block)
        };
        signs.push(("shape", shape));
        signs.push(("german", u8::from(unit.lexicon.tag == "de")));
        signs.push(("words", count(plain.split_whitespace().count())));
        signs.push(("from_start", count(number)));
        signs.push(("from_end", count(body.len().saturating_sub(number + 1))));
        signs.push(("tenth", u8::try_from(number * 10 / body.len().max(1)).unwrap_or(10)));
        signs.push(("alone", 2 * u8::from(same(before)) + u8::from(same(after))));
        let capitals = plain.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
        let first = plain.chars().find(|c| c.is_alphanumeric());
        for (name, number) in [
            ("marks_here", plain.matches('?').count()),
            ("quotes", plain.matches('"').count()),
            ("colons", plain.matches([':', ';']).count()),
            ("commas", plain.matches(',').count()),
            ("digits", plain.chars().filter(char::is_ascii_digit).count()),
            ("capitals", capitals),
        ] {
            signs.push((name, count(number)));
        }
        for (name, stands) in [
            ("ends_stop", plain.ends_with('.')),
            ("small_start", first.is_some_and(char::is_lowercase)),
            ("dash", plain.contains(" - ")),
            ("brackets", plain.contains('(')),
            ("first_person", judge::first_person(plain)),
            ("section", !unit.section.is_empty()),
        ] {
            signs.push((name, u8::from(stands)));
        }
        for cue in CUES {
            signs.push((cue, u8::from(unit.has(cue))));
        }
        for cue in WORDS {
            signs.push((cue, count(unit.lexicon.cue(cue).find_iter(plain).count())));
        }
        let holds = |other: Option<usize>, cue: &str| {
            other.and_then(|other| self.work.units.get(other)).is_some_and(|other| other.has(cue))
        };
        signs.extend(BEFORE.map(|(name, cue)| (name, u8::from(holds(before, cue)))));
        signs.extend(AFTER.map(|(name, cue)| (name, u8::from(holds(after, cue)))));
        let asked = before.and_then(|before| self.work.units.get(before));
        signs.push(("before_mark", u8::from(asked.is_some_and(|before| before.plain.contains('?')))));
    }

    fn day(&self, candidate: &Candidate, at: Option<usize>, signs: &mut Signs) {
        let due = candidate.fact.due();
        let apart = |from: Date| due.map_or(0, |due| 1 + grade(&DAYS, (due - from).get_days()));
        signs.push(("due_here", u8::from(due.is_some())));
        signs.push(("from_writing", apart(self.work.anchor())));
        signs.push(("from_today", apart(self.work.today)));
        let moments = at.and_then(|at| self.work.moments.get(at)).map_or(&[][..], Vec::as_slice);
        signs.push(("days_here", count(moments.len())));
        let (Some(at), Some(due)) = (at, due) else { return };
        let distance = |date: Date| (date - due).get_days().abs();
        let nearest =
            moments.iter().enumerate().min_by_key(|(number, moment)| (distance(moment.date), *number));
        let Some((number, moment)) = nearest else { return };
        let Some(unit) = self.work.units.get(at) else { return };
        signs.push(("day_due", sure(judge::due(self.work, at, number))));
        signs.push(("day_tie", deadlines::tied(unit, moment)));
        let words_before = unit.plain.get(..moment.start).unwrap_or_default().split_whitespace().count();
        let words_after = unit.plain.get(moment.end..).unwrap_or_default().split_whitespace().count();
        signs.push(("day_again", count(self.whole.dates.get(&due).copied().unwrap_or_default())));
        signs.push(("day_before", count(words_before)));
        signs.push(("day_after", count(words_after)));
        for (name, stands) in [
            ("day_relative", moment.relative),
            ("day_year", moment.has_year),
            ("day_weekday", moment.weekday.is_some()),
            ("day_first", number == 0),
            ("day_weekend", due.weekday().to_monday_zero_offset() >= 5),
        ] {
            signs.push((name, u8::from(stands)));
        }
    }

    /// What else is proposed in the document.
    fn others(&self, number: usize, candidate: &Candidate, at: Option<usize>, signs: &mut Signs) {
        let own = kind(candidate);
        let others = |all: [usize; 3], wanted: usize| all[wanted] - usize::from(wanted == own);
        for (name, wanted) in [("other_deadlines", 0), ("other_tasks", 1), ("other_questions", 2)] {
            signs.push((name, count(others(self.beside.kinds, wanted))));
        }
        let written = usize::from(candidate.rule == Rule::Explicit);
        let day = candidate.fact.due().and_then(|due| self.beside.days.get(&due));
        signs.push(("same_day", count(day.map_or(0, |(all, _)| all - 1))));
        signs.push(("same_day_written", count(day.map_or(0, |(_, explicit)| explicit - written))));
        let here = at.and_then(|at| self.beside.here.get(&at));
        for (name, wanted) in [("with_deadline", 0), ("with_task", 1), ("with_question", 2)] {
            signs.push((name, u8::from(here.is_some_and(|all| others(*all, wanted) > 0))));
        }
        signs.push(("number", count(self.beside.numbers.get(number).copied().unwrap_or_default())));
    }
}

/// What is proposed beside each other.
struct Beside {
    /// The unit that each proposal quotes most of.
    places: Vec<Option<usize>>,
    /// How many of its kind come before each.
    numbers: Vec<usize>,
    /// How many are of each kind.
    kinds: [usize; 3],
    /// How many name each day, and how many of them find it written.
    days: BTreeMap<Date, (usize, usize)>,
    /// How many of each kind quote each unit.
    here: BTreeMap<usize, [usize; 3]>,
}

impl Beside {
    fn of(work: &Work<'_>, candidates: &[Candidate]) -> Self {
        let mut order: Vec<usize> = (0..work.units.len()).collect();
        order.sort_by_key(|at| work.units.get(*at).map(|unit| (unit.span.start, *at)));
        let mut beside = Self {
            places: candidates.iter().map(|candidate| place(work, &order, candidate)).collect(),
            numbers: Vec::with_capacity(candidates.len()),
            kinds: [0; 3],
            days: BTreeMap::new(),
            here: BTreeMap::new(),
        };
        for (candidate, place) in candidates.iter().zip(&beside.places) {
            let kind = kind(candidate);
            beside.numbers.push(beside.kinds[kind]);
            beside.kinds[kind] += 1;
            if let Some(due) = candidate.fact.due() {
                let day = beside.days.entry(due).or_default();
                day.0 += 1;
                day.1 += usize::from(candidate.rule == Rule::Explicit);
            }
            if let Some(place) = place {
                beside.here.entry(*place).or_default()[kind] += 1;
            }
        }
        beside
    }
}

/// Returns the unit that a proposal quotes most of; `order` has the units by their beginning.
fn place(work: &Work<'_>, order: &[usize], candidate: &Candidate) -> Option<usize> {
    let span = candidate.fact.evidence().span;
    let unit = |at: &usize| work.units.get(*at).map(|unit| unit.span).unwrap_or_default();
    // The last one that begins before it may reach into it.
    let first = order.partition_point(|at| unit(at).start <= span.start).saturating_sub(1);
    let near = order.iter().skip(first).take(QUOTED).take_while(|&at| unit(at).start < span.end);
    let shared = |at: &usize| {
        let (from, to) = (unit(at).start.max(span.start), unit(at).end.min(span.end));
        to.saturating_sub(from)
    };
    near.filter(|&at| shared(at) > 0).max_by_key(|&at| (shared(at), Reverse(*at))).copied()
}

fn kind(candidate: &Candidate) -> usize {
    match candidate.fact {
        Fact::Deadline(_) => 0,
        Fact::Task(_) => 1,
        Fact::Question(_) => 2,
    }
}

fn fact(candidate: &Candidate, signs: &mut Signs) {
    let (topic, named, counted) = match &candidate.fact {
        Fact::Deadline(deadline) => (
            1 + topic(deadline.kind),
            u8::from(deadline.obliged.is_some()),
            u8::from(deadline.rule.is_some()),
        ),
        Fact::Task(task) => (0, u8::from(task.assignee.is_some()), 0),
        Fact::Question(question) => (0, u8::from(question.asked_by.is_some()), 0),
    };
    signs.push(("kind", u8::try_from(kind(candidate)).unwrap_or_default()));
    signs.push(("topic", topic));
    signs.push(("named", named));
    signs.push(("counted", counted));
    for (name, rule) in [
        ("rule_row", Rule::Row),
        ("rule_counted", Rule::Counted),
        ("rule_notice", Rule::Notice),
        ("rule_request", Rule::Request),
        ("rule_action", Rule::Action),
        ("rule_asked", Rule::Asked),
    ] {
        signs.push((name, u8::from(candidate.rule == rule)));
    }
}

fn topic(kind: DeadlineKind) -> u8 {
    match kind {
        DeadlineKind::Payment => 0,
        DeadlineKind::Discount => 1,
        DeadlineKind::Notice => 2,
        DeadlineKind::Expiry => 3,
        DeadlineKind::Objection => 4,
        DeadlineKind::Reply => 5,
        DeadlineKind::Validity => 6,
        DeadlineKind::Registration => 7,
        DeadlineKind::Delivery => 8,
        DeadlineKind::Other => 9,
    }
}

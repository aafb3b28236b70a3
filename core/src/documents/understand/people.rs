//! Who is to act: the people that a working paper names, and the sentences in which one of them does something.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::documents::facts::DocumentKind;
use crate::documents::understand::lexicon::{Lexicon, any};
use crate::documents::understand::names::is_given;
use crate::documents::understand::tables;
use crate::documents::understand::units::{Unit, Zone};
use crate::documents::understand::work::Work;

/// A single word of so many letters names a task rather than a person.
const TOPIC: usize = 10;

/// A roster stands near the start of a paper.
const HEAD_UNITS: usize = 12;

/// The words of the names that a paper sets tasks to or lists as present, in lower case.
#[derive(Debug, Default)]
pub(super) struct People {
    names: BTreeSet<String>,
}

impl People {
    /// Collects who took part, whom rosters and tables of tasks name, and who has a task elsewhere.
    pub(super) fn of(work: &Work<'_>) -> Self {
        let mut people = Self::default();
        let own = || work.units.iter().filter(|unit| matches!(unit.zone, Zone::Body | Zone::Heading));
        for unit in own().filter(|unit| unit.has("attendees")).take(4) {
            // A note in small letters writes names so as well.
            let small = !unit.plain.chars().any(char::is_uppercase);
            let label = unit.plain.find([':', '-', '\t']).map_or(0, |at| at + 1);
            people.add(&unit.plain[label..], small);
        }
        let minutes =
            matches!(work.kind, DocumentKind::Minutes | DocumentKind::Presentation | DocumentKind::Note);
        for unit in own().take(HEAD_UNITS).filter(|_| minutes) {
            if let Some(names) = roster(&unit.plain) {
                people.add(names, false);
            }
        }
        for name in tables::people(work) {
            people.add(&name, false);
        }
        people.labels(own());
        people
    }

    /// Takes the labels of a list of tasks for names when half of its items have one: a single one is a topic.
    fn labels<'a>(&mut self, units: impl Iterator<Item = &'a Unit>) {
        let mut lists: BTreeMap<&str, (usize, Vec<String>)> = BTreeMap::new();
        for unit in units.filter(|unit| unit.is_item() && any("section_tasks", &unit.section)) {
            let (items, labels) = lists.entry(unit.section.as_str()).or_default();
            *items += 1;
            let text = unit.plain.trim().replace("**", "");
            let label = unit.lexicon.cue("task_colon").captures(&text);
            if let Some(who) = label.and_then(|found| found.name("who").map(|who| who.as_str().to_owned()))
                && !unit.lexicon.has("info_label", &who)
                && is_name(&who)
            {
                labels.push(who);
            }
        }
        for (items, labels) in lists.into_values() {
            for label in &labels {
                if labels.len() * 2 >= items || label.split_whitespace().next().is_some_and(is_given) {
                    self.add(label, false);
                }
            }
        }
    }

    fn add(&mut self, text: &str, small: bool) {
        let words = text.split(|c: char| !(c.is_alphabetic() || c == '-'));
        for word in words.filter(|word| word.chars().count() > 1) {
            let name = small || word.chars().next().is_some_and(char::is_uppercase);
            if name && !any("attendees", word) && !matches!(word, "Herr" | "Frau" | "Dr" | "Fr" | "Hr") {
                self.names.insert(word.to_lowercase());
            }
        }
    }

    /// Says whether a word is part of one of the names, or a given name.
    fn has(&self, word: &str) -> bool {
        self.names.contains(&word.to_lowercase()) || is_given(word)
    }

    /// Says whether a text begins with one of the names: "Ms Weber", not "New number Anna".
    fn opens(&self, lexicon: &Lexicon, text: &str) -> bool {
        let mut words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.'))).peekable();
        if words.peek().is_some_and(|word| lexicon.has("titled", word)) {
            return true;
        }
        words.next().is_some_and(|word| self.has(word))
    }

    /// Says whether one of the words is part of one of the names.
    fn has_any(&self, text: &str) -> bool {
        text.split(|c: char| !(c.is_alphabetic() || c == '-')).any(|word| self.has(word))
    }
}

/// Returns the names of a line that lists nothing else: "Birchloop: Aisha, Mei, Hari".
fn roster(text: &str) -> Option<&str> {
    const LEAST: usize = 2;
    let text = text.trim().trim_matches(['*', '_', '(', ')', '.']);
    let names = text.split_once(':').filter(|(label, _)| label.split_whitespace().count() <= 4);
    let names = names.map_or(text, |(_, names)| names);
    let parts: Vec<&str> =
        names.split([',', ';', '/']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let person = |part: &&str| {
        let bare = part.split('(').next().unwrap_or_default();
        let count = bare.split_whitespace().count();
        (1..=4).contains(&count) && is_name(bare) && !bare.chars().any(|c| c.is_ascii_digit())
    };
    (parts.len() > LEAST && parts.iter().all(person)).then_some(names)
}

/// Reads from the list of those present who came from which house: "Fr. Ost und Hr. West (Ost GaLaBau), …".
pub(super) fn houses(work: &Work<'_>) -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    let own = work.units.iter().filter(|unit| unit.zone == Zone::Body && unit.has("attendees"));
    for unit in own.take(2) {
        let Some(block) = work.document.blocks.get(unit.block) else { continue };
        let text = crate::documents::understand::units::plain(work.document.slice(block.span));
        let text = text.split_once([':', '\t']).map_or(text.as_str(), |(_, names)| names);
        for part in text.split(')') {
            let Some((names, house)) = part.rsplit_once('(') else { continue };
            let names = names
                .split(|c: char| !(c.is_alphabetic() || c == '-'))
                .filter(|word| {
                    word.chars().count() > 2 && word.chars().next().is_some_and(char::is_uppercase)
                })
                .filter(|word| !matches!(*word, "Herr" | "Frau" | "Mrs" | "und" | "and"))
                .map(str::to_lowercase)
                .collect();
            found.push((names, house.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }
    found
}

/// How a sentence says that somebody does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doing {
    /// It does not.
    No,
    /// By a label or an auxiliary: "Anna: chase …", "Tom to update …".
    Set,
    /// By a clause in the present tense, whatever its other clauses tell.
    Now,
    /// By a word that may be a name, with a verb in the present tense.
    Perhaps,
}

/// Reads who is to act: "Anna: chase …", "Tom to update …", "Herr Yıldız entwirft …"; and whether the words say
/// that somebody does something.
pub(super) fn who(unit: &Unit, text: &str, people: &People) -> (Option<String>, Doing) {
    let lexicon = unit.lexicon;
    let cleaned = text.replace("**", "");
    let text = cleaned.as_str();
    let name = |name: &str| Some(name.trim().trim_matches(['*', '@', ':', ' ']).to_owned());
    // "Evaluation of the survey: Nadine Kosel"
    if let Some(named) = topic_and_name(text, people) {
        return (name(named), Doing::Set);
    }
    if let Some(captures) = lexicon.cue("task_colon").captures(text)
        && let (Some(who), Some(what)) = (captures.name("who"), captures.name("what"))
        && !lexicon.has("info_label", who.as_str())
        && who.as_str().split_whitespace().count() <= 4
    {
        let first = what.as_str().split_whitespace().next().unwrap_or_default().to_lowercase();
        let doing = lexicon.cue("action_verb").find(&first).is_some_and(|verb| verb.len() == first.len())
            || lexicon.cue("action_verb").find(what.as_str()).is_some()
                && lexicon.tag == "de"
                && !listed(unit)
            || people.opens(lexicon, who.as_str());
        // "Blazers: Helen is taking it up": the label is the topic.
        if let Some(actor) = acts(lexicon, what.as_str(), people).filter(|_| !people.has_any(who.as_str())) {
            return (Some(actor), Doing::Now);
        }
        // "Face painter: Sunita to find one under £150"
        if !people.has_any(who.as_str())
            && let Some(actor) = set_to(lexicon, what.as_str(), people)
        {
            return (Some(actor), Doing::Set);
        }
        let set = if doing && is_name(who.as_str()) { Doing::Set } else { Doing::No };
        return (name(who.as_str()), set);
    }
    if let Some(actor) = set_to(lexicon, text, people) {
        return (name(&actor), Doing::Set);
    }
    // "Escape routes: Jens talks to the fire brigade", "The lamp flickers; Jens orders a new one"
    // "Six families never answered, Priya chases them", "The lock is broken -> Luis swaps it out"
    let clauses = text.split([';', '.', ',', '>', '→']).flat_map(|part| {
        let rest = part.split_once(": ").or_else(|| part.split_once(" - ")).map(|(_, rest)| rest);
        [Some(part), rest]
    });
    // "It was left that Harriet picks who covers the counter"
    let agreed = lexicon.cue("agreed_that").find(text).map(|lead| &text[lead.end()..]);
    let actor = agreed.into_iter().chain(clauses.flatten()).find_map(|clause| acts(lexicon, clause, people));
    let actor =
        actor.or_else(|| acts_last(lexicon, text, people)).or_else(|| inverted(lexicon, text, people));
    let doing = match actor {
        Some(_) => Doing::Now,
        None if may_act(lexicon, text) => Doing::Perhaps,
        None => Doing::No,
    };
    (actor, doing)
}

/// Says whether a unit is an item of a list of tasks, whose names are known from its other items.
fn listed(unit: &Unit) -> bool {
    unit.is_item() && any("section_tasks", &unit.section)
}

/// A day at the end of a line: ", 27.11.", "by 4 May".
static LAST_DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i),? (?:(?:bis|by|until|before|zum|am|on|till) )?(?:(?:mo|di|mi|do|fr|sa|so|mon|tues?|weds?|wednes|thurs?|thu|fri|sat|satur|sun)(?:day|tag|ntag|enstag|ttwoch|nnerstag|eitag|mstag|nntag)?\.?,? )?(?:\d{1,2}\. ?\d{1,2}\.?(?:\d{2,4})?|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}(?:st|nd|rd|th|\.)? \p{L}{3,9})$")
        .expect("a fixed pattern")
});

/// Returns the name that a line of a list ends with after its topic: "Evaluation of the survey: Nadine Kosel",
/// "Christmas cards - Heike, 27.11.", "Test clients to be picked (Regula)".
fn topic_and_name<'a>(text: &'a str, people: &People) -> Option<&'a str> {
    const MOST: usize = 3;
    let text = text.trim_end_matches(['.', ' ', '*']);
    let text = LAST_DAY.find(text).map_or(text, |day| &text[..day.start()]);
    if let Some((topic, named)) = text.rsplit_once(": ") {
        return name_of_topic(topic, named, people, MOST);
    }
    let (topic, named) = text
        .rsplit_once(" - ")
        .or_else(|| text.rsplit_once("-> "))
        .or_else(|| text.rsplit_once("→ "))
        .or_else(|| text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")))?;
    // Without a colon it is a name only if it is known, and what is told of it is not done.
    let known = named.split_whitespace().next().is_some_and(|word| people.has(word));
    (known && !any("past", topic) && !any("done", topic))
        .then(|| name_of_topic(topic, named, people, MOST))
        .flatten()
}

fn name_of_topic<'a>(topic: &str, named: &'a str, people: &People, most: usize) -> Option<&'a str> {
    let words: Vec<&str> = named.split([' ', ',', '/', '+', '&']).filter(|word| !word.is_empty()).collect();
    let joint = |word: &str| matches!(word, "and" | "und" | "Herr" | "Frau" | "Mr" | "Mrs" | "Ms" | "Dr.");
    let initials = |word: &str| (2..=3).contains(&word.len()) && word.chars().all(char::is_uppercase);
    let persons = words.iter().all(|word| {
        joint(word) || people.has(word) || initials(word) && people.names.contains(&word.to_lowercase()) || {
            // A family name follows a given one.
            words.first().is_some_and(|first| people.has(first))
                && word.chars().next().is_some_and(char::is_uppercase)
        }
    });
    // One long word is a topic as well: "Weihnachtskarten".
    let topical = topic.split_whitespace().count() >= 2 || topic.chars().count() > TOPIC;
    let several = topical && !any("info_label", topic) && !any("attendees", topic);
    ((1..=most).contains(&words.len()) && persons && several).then(|| named.trim())
}

/// Reads "Tom to update …", "Frau Kühn soll nachhaken".
fn set_to(lexicon: &Lexicon, text: &str, people: &People) -> Option<String> {
    let captures = lexicon.cue("task_to").captures(text)?;
    let (who, what) = (captures.name("who")?, captures.name("what")?);
    let first = what
        .as_str()
        .split([' ', ','])
        .find(|word| !matches!(*word, "also" | "please" | "then" | "not"))
        .unwrap_or_default();
    let listed = lexicon
        .cue("action_verb")
        .find(first)
        .is_some_and(|verb| verb.len() == first.len() && verb.start() == 0);
    // Who took part, or bears a title, may do anything: "Frau Kühn hakt nach", "Tom to descale".
    let named = people.has_any(who.as_str()) || lexicon.has("titled", who.as_str());
    // "Weihnachtskarten bestellen", "Frau Ost anrufen": what comes before a bare infinitive is done something to.
    let several = who.as_str().contains([',', '&', '+', '/']) || who.as_str().contains(" und ");
    let noun =
        who.as_str().starts_with(char::is_uppercase) && !matches!(who.as_str(), "Wir" | "Sie" | "Alle");
    if lexicon.tag == "de" && noun && !several && first.ends_with('n') && captures.name("modal").is_none() {
        return None;
    }
    let verb =
        listed || named && (lexicon.tag != "de" || first.ends_with('t') || captures.name("modal").is_some());
    let state = lexicon.cue("task_state").find(what.as_str()).is_some_and(|found| found.start() == 0);
    (verb && !state && is_actor(who.as_str())).then(|| who.as_str().to_owned())
}

/// Says whether a line has the form of "Mia lines up five testers": one capitalised word, then a verb in the
/// present tense and what it is done to.
fn may_act(lexicon: &Lexicon, text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (Some(first), Some(verb), Some(_)) = (words.next(), words.next(), words.next()) else { return false };
    let name = first.chars().next().is_some_and(char::is_uppercase)
        && first.chars().skip(1).all(char::is_lowercase)
        && first.chars().count() > 2
        && is_actor(first)
        && !any("other_side", first);
    let form = match lexicon.tag {
        "de" => verb.ends_with('t'),
        _ => verb.ends_with('s') && !verb.ends_with("ss"),
    };
    name && form
        && verb.chars().count() > 3
        && verb.chars().all(char::is_lowercase)
        && !lexicon.has("reporting", verb)
}

/// Reads who does something from a clause that begins with the name of somebody of the paper and a verb in the
/// present tense: "Theo rings the indexer", "Frau Kühn hängt eine Liste auf", "Ada and Tim are taking it up".
fn acts(lexicon: &Lexicon, text: &str, people: &People) -> Option<String> {
    let mut words = text.split_whitespace().map(|word| word.trim_matches(['*', '_', ','])).peekable();
    let mut name = words.next()?;
    let titled = lexicon.has("titled", name);
    let mut who = name.to_owned();
    if titled {
        name = words.next()?;
        who = format!("{who} {name}");
    }
    let mut known = people.has(name);
    // A family name, or further people.
    let mut several = false;
    while let Some(word) = words.peek().copied() {
        let joint = matches!(word, "and" | "und" | "&" | "+");
        if !joint && !word.chars().next().is_some_and(char::is_uppercase) {
            break;
        }
        several |= joint;
        known |= people.has(word);
        who = format!("{who} {word}");
        words.next();
    }
    if !known || !is_actor(&who) {
        return None;
    }
    let verb = words.next()?.trim_end_matches(['.', ';']);
    let next = words.next()?;
    // "Tomasz volunteered to archive them", "Herr Brandl will sich in Verbindung setzen"
    let rest = std::iter::once(verb).chain([next]).chain(words).collect::<Vec<_>>().join(" ");
    if lexicon.cue("undertakes").find(&rest).is_some_and(|found| found.start() == 0) {
        return Some(who);
    }
    let progressive = matches!(verb, "is" | "are") && next.ends_with("ing") && !lexicon.has("leaving", next);
    let form = match (lexicon.tag, several) {
        ("de", false) => verb.ends_with('t') && verb.len() > 3,
        ("de", true) => verb.ends_with("en") && verb.len() > 4,
        (_, false) => verb.ends_with('s') && !verb.ends_with("ss") && verb.len() > 3,
        (_, true) => lexicon.cue("action_verb").find(verb).is_some_and(|found| found.len() == verb.len()),
    };
    let plain = form && verb.chars().all(char::is_lowercase) && !lexicon.has("reporting", verb);
    (plain || progressive).then_some(who)
}

/// Reads who does something from a German clause that ends with a name and its verb: "das Vorwort, das Ulrike
/// beisteuert", "um die Tombola kümmert sich Anke".
fn acts_last(lexicon: &Lexicon, text: &str, people: &People) -> Option<String> {
    if lexicon.tag != "de" {
        return None;
    }
    let words: Vec<&str> =
        text.split_whitespace().map(|word| word.trim_matches(['*', '_', '.', '!'])).collect();
    let [.., before, third, second, last] = words.as_slice() else { return None };
    let present = |verb: &str| {
        verb.len() > 4
            && verb.ends_with('t')
            && verb.chars().all(char::is_lowercase)
            && !lexicon.has("reporting", verb)
    };
    let relative = matches!(third.trim_end_matches(','), "das" | "die" | "den" | "der" | "dem" | "was")
        && before.ends_with(',');
    if relative && people.has(second) && present(last) {
        return Some((*second).to_owned());
    }
    let reflexive = *second == "sich" && present(third);
    (people.has(last) && reflexive).then(|| (*last).to_owned())
}

/// Reads who does something from a German clause with the verb before the name: "Die Unterlagen stellt N. Kosel
/// zusammen", "Plätzchen für achtzig Leute: bestellt Lena".
fn inverted(lexicon: &Lexicon, text: &str, people: &People) -> Option<String> {
    if lexicon.tag != "de" {
        return None;
    }
    let words: Vec<&str> =
        text.split_whitespace().map(|word| word.trim_matches(['*', '_', '.', '!', ','])).collect();
    let at = words.iter().skip(1).position(|verb| {
        verb.len() > 4
            && verb.ends_with('t')
            && verb.chars().all(char::is_lowercase)
            && !lexicon.has("reporting", verb)
    })? + 1;
    let mut who = Vec::new();
    for word in words.iter().skip(at + 1).take(3) {
        let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        if !(people.has(word) || initial || lexicon.has("titled", word)) {
            break;
        }
        who.push(*word);
    }
    (who.iter().any(|word| people.has(word)) && !any("past", text)).then(|| who.join(" "))
}

/// Says whether words can be a person's name or initials.
fn is_name(text: &str) -> bool {
    text.split_whitespace().all(|word| {
        word.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic())
            || matches!(word, "and" | "und")
    })
}

/// Says whether words at the start of a sentence name somebody who can act.
fn is_actor(text: &str) -> bool {
    !any("not_actor", text)
}

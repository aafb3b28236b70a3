//! Deadlines that are written as a day: "by 4 December", "gültig bis 18.12.", "Fällig am: 30.11.2026".

use jiff::ToSpan;

use crate::documents::facts::{Deadline, DeadlineKind, DocumentKind};
use crate::documents::understand::judge;
use crate::documents::understand::lexicon::Lexicon;
use crate::documents::understand::moments::Moment;
use crate::documents::understand::periods::periods;
use crate::documents::understand::units::{Shape, Unit, Zone};
use crate::documents::understand::work::Work;

/// How sure the judge must be of a second limit in one sentence.
const SECOND: f32 = 0.6;
/// How much surer a word that sets a limit makes it.
const HARD: f32 = 0.3;

/// Finds the deadlines that name their day.
pub(super) fn explicit(work: &Work<'_>) -> Vec<Deadline> {
    if work.silent {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, unit, moments) in work.dated() {
        // A row of several cells is one only if the judge is almost certain.
        let told = || (0..moments.len()).any(|day| judge::due(work, at, day) >= ALMOST_CERTAIN);
        if !states(unit) || unit.shape == Shape::Row && !is_pair_row(work, unit) && !told() {
            continue;
        }
        let mut seen: Vec<jiff::civil::Date> = Vec::new();
        for limit in limits(work, at, unit, moments) {
            if seen.contains(&limit.moment.date) {
                continue;
            }
            seen.push(limit.moment.date);
            found.push(Deadline {
                title: title(limit.kind, work.kind).to_owned(),
                kind: limit.kind,
                due: due(unit, limit.moment),
                obliged: work.obliged(unit, limit.moment.start),
                rule: None,
                evidence: work.source.evidence(unit.span),
                basis: Vec::new(),
            });
        }
    }
    found
}

/// A day of a sentence that rule or judge takes for a limit.
struct Limit<'a> {
    kind: DeadlineKind,
    moment: &'a Moment,
    sure: f32,
    /// Whether a word of the sentence sets it and a rule knows it.
    set: bool,
}

/// Returns the days that a sentence sets as limits: mostly one.
fn limits<'a>(work: &Work<'_>, at: usize, unit: &Unit, moments: &'a [Moment]) -> Vec<Limit<'a>> {
    let mut days: Vec<Limit<'a>> = Vec::new();
    for (number, moment) in moments.iter().enumerate() {
        if unit.is_quoted(moment.start) || is_own(work, unit, moment) {
            continue;
        }
        let sure = judge::due(work, at, number);
        if is_aside(unit, sure) {
            continue;
        }
        let ruled = if moment.last.is_none() { rule(work, at, unit, moment) } else { None };
        let least = if work.calm { judge::VERY_SURE } else { judge::DAY_DOUBT }.of(work, at);
        // What a label names is what it says.
        let labelled = unit.shape == Shape::Row
            || !work.calm && is_labelled(unit, moment)
            || is_right(work, unit, moment)
            || expires(unit, moment) && unit.has("second_person");
        // A duty of a named side is one, whichever side the reader is on.
        let duty = work.contract
            && work.obliged(unit, moment.start).is_some()
            && (unit.has("obligation") && tie(unit, moment) == Some(Tie::Hard) || acts(work, unit, moment));
        let ruled = ruled.filter(|_| {
            duty || attends(work, unit) || sure >= least || labelled && sure >= judge::LABEL_DOUBT
        });
        if let Some(kind) = ruled.or_else(|| learned(work, at, unit, moment, sure)) {
            // A word that sets a limit breaks the tie between two days.
            let hard = tie(unit, moment) == Some(Tie::Hard);
            let sure = if hard { sure + HARD } else { sure };
            days.push(Limit { kind, moment, sure, set: ruled.is_some() && hard });
        }
    }
    // A sentence may set two limits; a word must set the second one, and the judge believe it.
    let best = days.iter().map(|day| day.sure).fold(0.0, f32::max);
    days.retain(|day| day.sure >= best || day.set && day.sure >= SECOND);
    days
}

/// Says whether a day is the date that the document bears.
fn is_own(work: &Work<'_>, unit: &Unit, moment: &Moment) -> bool {
    let own = work.days.own.as_ref().filter(|own| own.date == moment.date && !moment.relative);
    own.is_some_and(|own| own.evidence.span.overlaps(unit.part(moment.start, moment.end)))
}

/// Says whether a unit can state a deadline: the author's own words, and not an aside.
pub(super) fn states(unit: &Unit) -> bool {
    matches!(unit.zone, Zone::Body | Zone::Heading) && unit.ticked() != Some(true) && !unit.has("birth")
}

/// Says whether a unit reads like an example or the small print; then only the judge can take it for more.
pub(super) fn is_aside(unit: &Unit, sure: f32) -> bool {
    sure < judge::OVERRULES && (unit.has("example") || unit.has("boilerplate"))
}

/// A row of two cells in a table of pairs reads as a name with its value.
fn is_pair_row(work: &Work<'_>, unit: &Unit) -> bool {
    match work.document.blocks.get(unit.block).map(|block| &block.kind) {
        Some(crate::documents::model::BlockKind::Table(table)) => table.columns <= 2,
        _ => false,
    }
}

/// Returns the last day: the day before where the text says "before".
fn due(unit: &Unit, moment: &Moment) -> jiff::civil::Date {
    let before =
        unit.plain[..moment.start].trim_end().trim_end_matches("dem").trim_end_matches("the").trim_end();
    let last = before.rsplit(' ').next().unwrap_or_default();
    if unit.lexicon.cue("before_word").find(last).is_some_and(|found| found.len() == last.len())
        && !last.is_empty()
        && !is_end(unit, moment)
        && !before.to_lowercase().ends_with("on or before")
    {
        return moment.date.checked_sub(1.day()).unwrap_or(moment.date);
    }
    moment.date
}

/// Says whether a day is the end of a month or year: "before the end of June" is by its last day.
pub(super) fn is_end(unit: &Unit, moment: &Moment) -> bool {
    let words = unit.plain.get(moment.start..moment.end).unwrap_or_default();
    unit.lexicon.cue("end_of").find(words).is_some_and(|found| found.start() == 0 && !found.is_empty())
}

/// How the text ties a day to what must be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// A word that sets a limit: "no later than", "fällig", "expires".
    Hard,
    /// A word that may set one: "until", "bis", "before".
    Soft,
}

/// The longest name of a day, in characters.
const LABEL: usize = 60;

/// Says whether the words right before a day name it as a limit: "Zahlungsziel 08.12.2026", "Due date: …".
fn is_labelled(unit: &Unit, moment: &Moment) -> bool {
    let label = unit.plain[..moment.start].trim_end().trim_end_matches([':', '\t', ' ']);
    let found = unit.lexicon.cue("deadline_label").find_iter(label).last();
    // "Closing of bids", "Letzter Tag für Fragen": the whole name beside or before the day.
    let named = unit.shape != Shape::Sentence || unit.plain[..moment.start].trim_end().ends_with(':');
    let opens = named && label.chars().count() <= LABEL && unit.has_in("label_opens", label);
    opens
        || found.is_some_and(|found| label[found.end()..].trim_matches([':', ' ', '\t', '(', '.']).is_empty())
}

/// Says whether something ends with a day: "verliert am 1.3. seine Gültigkeit", "will lapse on 1 March".
fn expires(unit: &Unit, moment: &Moment) -> bool {
    unit.has_in("expires_on", &unit.plain[..moment.start])
        || unit.has_in("expires_after", &unit.plain[moment.end..])
}

/// Says whether a side of an agreement does something by a day: "The Firm delivers its report by 29 October".
fn acts(work: &Work<'_>, unit: &Unit, moment: &Moment) -> bool {
    work.contract && unit.has("duty_verb") && tie(unit, moment).is_some() && !unit.has("past")
}

/// Says whether somebody of the reader's office must be there, on whatever day the sentence names.
fn attends(work: &Work<'_>, unit: &Unit) -> bool {
    !work.contract
        && (work.addresses_reader() || work.is_working_paper())
        && unit.has("attend")
        && !unit.has("past")
        && !unit.has("negated_duty")
}

/// Says whether a clause gives a right that must be used by a day.
fn is_right(work: &Work<'_>, unit: &Unit, moment: &Moment) -> bool {
    work.contract && unit.has("right_clause") && tie(unit, moment) == Some(Tie::Hard)
}

/// Tells how the text ties a day: 0 by nothing, 1 by a word that may set a limit, 2 by one that does.
pub(super) fn tied(unit: &Unit, moment: &Moment) -> u8 {
    match tie(unit, moment) {
        None => 0,
        Some(Tie::Soft) => 1,
        Some(Tie::Hard) => 2,
    }
}

fn tie(unit: &Unit, moment: &Moment) -> Option<Tie> {
    let lexicon = unit.lexicon;
    let before = &unit.plain[..moment.start];
    // "Before that day" is one expression.
    let first = unit.plain[moment.start..moment.end].split(' ').next().unwrap_or_default();
    if moment.relative
        && lexicon.cue("before_word").find(first).is_some_and(|found| found.len() == first.len())
    {
        return Some(Tie::Hard);
    }
    // "Two weeks before 5 May" sets a limit by itself.
    if moment.relative && !periods(&unit.plain[moment.start..moment.end]).is_empty() {
        return Some(Tie::Hard);
    }
    if lexicon.has("by_after", &unit.plain[moment.end..]) {
        return Some(Tie::Hard);
    }
    if is_labelled(unit, moment) {
        return Some(Tie::Hard);
    }
    let after: String = unit.plain[moment.end..].chars().take(60).collect();
    if lexicon.has("due_after", &after) {
        return Some(Tie::Hard);
    }
    if lexicon.has("deadline_is", before) || lexicon.has("before_clause", before) || expires(unit, moment) {
        return Some(Tie::Hard);
    }
    if lexicon.has("arrives_by", before) || lexicon.has("arrives_after", &after) {
        return Some(Tie::Soft);
    }
    let cue = lexicon.cue("by").find(before)?;
    let hard = lexicon.cue("by_hard").is_match(cue.as_str());
    Some(if hard { Tie::Hard } else { Tie::Soft })
}

/// Says whether the day opens or closes a stretch ("from 1 to 5 May", "vom 3. bis 9. Mai").
fn in_range(unit: &Unit, moment: &Moment) -> bool {
    unit.lexicon.has("range_open", &unit.plain[..moment.start])
}

fn rule(work: &Work<'_>, at: usize, unit: &Unit, moment: &Moment) -> Option<DeadlineKind> {
    // What lay before the day of writing is history; a reminder may still quote it.
    if unit.has("conditional_start") && !unit.has("request") && !unit.has("validity_strong") {
        return None;
    }
    if moment.date < work.today && unit.has("was_due") {
        return None;
    }
    let idle = ["absence", "no_action", "negated_duty"].into_iter().any(|cue| unit.has(cue));
    if moment.date < work.anchor() || in_range(unit, moment) || idle {
        return None;
    }
    let tie = tie(unit, moment);
    let plain = unit.plain.as_str();
    let has = |cue: &str| unit.lexicon.has(cue, plain);
    let label = tie == Some(Tie::Hard) && (unit.shape == Shape::Pair || unit.shape == Shape::Row);
    let kind = topic(unit.lexicon, plain, work.kind);
    if work.paid && matches!(kind, DeadlineKind::Payment | DeadlineKind::Discount) {
        return None;
    }
    if unit.shape == Shape::Row {
        return label.then_some(kind);
    }
    if has("statute") || has("past") && !has("request") && !has("obligation") && !has("validity_strong") {
        return None;
    }
    let asked = has("request") || has("imperative") && work.addresses_reader();
    let courtesy = has("courtesy") && !has("answer_wanted");
    if label {
        return Some(kind);
    }
    if attends(work, unit) {
        return Some(kind);
    }
    let tie = tie?;
    if has("validity_strong") {
        return Some(DeadlineKind::Validity);
    }
    if has("register_strong") {
        return Some(DeadlineKind::Registration);
    }
    if (has("promise") || has("own_deed")) && !asked {
        // What the writer promises binds the writer; in our own mails it is a task.
        return None;
    }
    let ends = expires(unit, moment);
    let closing = (has("topic_expiry") || ends) && tie == Tie::Hard && !asked;
    if closing && !matches!(kind, DeadlineKind::Payment | DeadlineKind::Objection | DeadlineKind::Notice) {
        let ours = work.addresses_reader()
            || work.is_working_paper()
            || unit.is_item()
            || ends && has("second_person");
        return ours.then_some(DeadlineKind::Expiry);
    }
    let strong = match kind {
        DeadlineKind::Payment | DeadlineKind::Objection | DeadlineKind::Reply | DeadlineKind::Discount => {
            true
        }
        DeadlineKind::Notice | DeadlineKind::Delivery => has("obligation") || asked,
        _ => false,
    };
    let told =
        tie == Tie::Hard && (work.addresses_reader() || work.is_working_paper()) && !has("third_party");
    let acts = acts(work, unit, moment) && work.obliged(unit, moment.start).is_some();
    let bound = asked && !courtesy || has("obligation") || strong || told || acts;
    let counterparty = work.contract && work.sides.is_empty() && has("counterparty");
    let allowed = match work.kind {
        DocumentKind::Report | DocumentKind::PriceList | DocumentKind::Receipt => false,
        DocumentKind::Other | DocumentKind::Policy => {
            tie == Tie::Hard && (has("obligation") || asked || strong)
        }
        DocumentKind::Contract => {
            (bound && !has("conditional") || is_right(work, unit, moment)) && !counterparty
        }
        // Tasks of working papers are found as such, with who is to do them.
        _ if work.is_working_paper() => bound && !near_task(work, at),
        _ => bound,
    };
    allowed.then_some(kind)
}

/// Takes a day that no rule knows for a limit when the judge is sure of it.
fn learned(work: &Work<'_>, at: usize, unit: &Unit, moment: &Moment, sure: f32) -> Option<DeadlineKind> {
    let kind = topic(unit.lexicon, &unit.plain, work.kind);
    let money = matches!(kind, DeadlineKind::Payment | DeadlineKind::Discount);
    // A reminder quotes the day on which its bill was due.
    let priced = money || unit.plain.contains(['€', '£', '$']);
    let reminds = work.kind == DocumentKind::Reminder
        || work.kind == DocumentKind::Invoice && unit.has("was_due")
        || work.addresses_reader() && priced && unit.has("was_due");
    let owed = reminds && (priced || unit.has("was_due")) && moment.last.is_none();
    let past = moment.date < work.anchor();
    if past && !(owed && (unit.has("was_due") || sure >= judge::SURE.of(work, at)))
        || in_range(unit, moment)
        || unit.shape == Shape::Row && sure < if is_pair_row(work, unit) { ROW } else { ALMOST_CERTAIN }
        || unit.has("no_action")
        || unit.has("negated_duty")
        || unit.has("bekanntgabe")
        || work.paid && money
        || work.is_long()
        || work.is_working_paper() && near_task(work, at)
        || matches!(work.kind, DocumentKind::Report | DocumentKind::PriceList | DocumentKind::Receipt)
            && sure < ALMOST_CERTAIN
    {
        return None;
    }
    let doubtful =
        ["absence", "past", "conditional_start", "statute", "promise", "own_deed", "third_party", "historic"]
            .into_iter()
            .any(|cue| unit.has(cue) && !past);
    let far = matches!(work.kind, DocumentKind::Policy | DocumentKind::Other)
        || work.contract && work.obliged(unit, moment.start).is_none();
    let least = if doubtful || far { judge::VERY_SURE } else { judge::SURE }.of(work, at);
    // Who asks firmly and names one day means that day.
    let firm = unit.has("firm_request") && !unit.has("negated_duty") && sure >= FIRM;
    (sure >= least || past || firm && !doubtful).then_some(kind)
}

/// How sure the judge must be of the day of a firm request.
const FIRM: f32 = 0.15;

/// How sure the judge must be of a day in a row of a name and its value.
const ROW: f32 = 0.5;

/// From this probability on even a report or a receipt sets a limit.
const ALMOST_CERTAIN: f32 = 0.9;

/// Says whether the unit is an item of a list of tasks: then the task carries the day.
fn near_task(work: &Work<'_>, at: usize) -> bool {
    work.units.get(at).is_some_and(|unit| {
        unit.ticked().is_some() || unit.lexicon.has("section_tasks", &unit.section) && unit.is_item()
    })
}

/// Tells what a deadline is about by its words.
pub(super) fn topic(lexicon: &Lexicon, plain: &str, document: DocumentKind) -> DeadlineKind {
    const TOPICS: [(&str, DeadlineKind); 9] = [
        ("topic_objection", DeadlineKind::Objection),
        ("topic_discount", DeadlineKind::Discount),
        ("topic_notice", DeadlineKind::Notice),
        ("topic_payment", DeadlineKind::Payment),
        ("register_strong", DeadlineKind::Registration),
        ("topic_reply", DeadlineKind::Reply),
        ("topic_delivery", DeadlineKind::Delivery),
        ("topic_validity", DeadlineKind::Validity),
        ("topic_expiry", DeadlineKind::Expiry),
    ];
    let found = TOPICS.into_iter().find(|(cue, _)| lexicon.has(cue, plain)).map(|(_, kind)| kind);
    match (found, document) {
        (None, DocumentKind::Invoice | DocumentKind::Reminder) => DeadlineKind::Payment,
        (None, _) => DeadlineKind::Other,
        // "The invoice" is at hand in every sentence of a bill; elsewhere paying is what it is about.
        (Some(kind), _) => kind,
    }
}

/// Returns the English title of a kind of deadline.
pub(super) fn title(kind: DeadlineKind, document: DocumentKind) -> &'static str {
    match kind {
        DeadlineKind::Payment => "Payment due",
        DeadlineKind::Discount => "Discount for early payment ends",
        DeadlineKind::Notice => "Last day for notice",
        DeadlineKind::Expiry if document == DocumentKind::Contract => "Term ends",
        DeadlineKind::Expiry => "Ends",
        DeadlineKind::Objection => "Last day for objection",
        DeadlineKind::Reply => "Answer awaited",
        DeadlineKind::Validity => "Offer ends",
        DeadlineKind::Registration => "Registration ends",
        DeadlineKind::Delivery => "To be delivered",
        DeadlineKind::Other => "Deadline",
    }
}

#[cfg(test)]
mod tests {
    use crate::documents::understand::testing::{dues, english_contract, german_contract};

    #[test]
    fn a_side_is_bound_by_what_it_does_by_a_day() {
        let english = "3. The Customer delivers its plan of the cellar by 15 December 2026.";
        assert!(dues(&english_contract(english), "agreement.md").contains(&"2026-12-15".to_owned()));
        let german =
            "§ 3 Der Auftraggeber übergibt dem Auftragnehmer zum 15. Dezember 2026 den Plan des Kellers.";
        assert!(dues(&german_contract(german), "vertrag.md").contains(&"2026-12-15".to_owned()));
        let german =
            "§ 3 Der Auftraggeber hat dem Auftragnehmer bis 15. Dezember 2026 einen Plan auszuhändigen.";
        assert!(dues(&german_contract(german), "vertrag.md").contains(&"2026-12-15".to_owned()));
    }

    #[test]
    fn what_should_have_been_paid_was_due_on_its_day() {
        let text = "Alder Hire\n\nPayment reminder\n\n20 November 2026\n\nDear Ms Brook,\n\nThe £ 480.00 for the lift should have been in our account on 6 November 2026.\n\nYours sincerely\nAlder\n";
        assert_eq!(dues(text, "reminder.txt"), ["2026-11-06"]);
    }

    #[test]
    fn a_gate_that_shuts_sets_a_limit() {
        let text = "Alder Hire\n\n20 November 2026\n\nDear Ms Brook,\n\nThe portal closes to late entries at noon on Friday 4 December 2026.\n\nYours sincerely\nAlder\n";
        assert_eq!(dues(text, "letter.txt"), ["2026-12-04"]);
    }
}

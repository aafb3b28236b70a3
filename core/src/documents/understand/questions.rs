//! Questions that wait for the reader's answer, asked outright or in other words.

use crate::documents::Format;
use crate::documents::facts::{DocumentKind, Question};
use crate::documents::understand::judge;
use crate::documents::understand::lexicon::any;
use crate::documents::understand::requests::due;
use crate::documents::understand::units::{Shape, Unit, Zone};
use crate::documents::understand::work::Work;

/// How many lines a brief message has at most, its greeting included.
const BRIEF: usize = 4;

/// Finds the open questions.
pub(super) fn questions(work: &Work<'_>) -> Vec<Question> {
    if work.silent || work.is_long() {
        return Vec::new();
    }
    let letter = matches!(
        work.kind,
        DocumentKind::Mail
            | DocumentKind::Letter
            | DocumentKind::Notice
            | DocumentKind::Offer
            | DocumentKind::Order
            | DocumentKind::Reminder
            | DocumentKind::Invoice
            | DocumentKind::Invitation
    );
    let mass = work.units.iter().take(8).any(|unit| any("mass_greeting", &unit.plain));
    let asked_by = work
        .document
        .metadata
        .from
        .first()
        .map(|from| from.name.clone().unwrap_or_else(|| from.address.clone()));
    // A message of a few lines was written to ask what it asks.
    let brief = work.mail && work.units.iter().filter(|unit| unit.is_body()).count() <= BRIEF;
    let mut found = Vec::new();
    for (at, unit) in work.units.iter().enumerate() {
        if unit.zone != Zone::Body || unit.shape == Shape::Row || unit.ticked() == Some(true) {
            continue;
        }
        let sure = judge::question(work, at);
        let ruled = if letter { in_letter(unit, mass) } else { in_paper(work, at, unit) };
        let learned = sure >= judge::ASKED.of(work, at)
            && (letter && (!mass || sure >= judge::OVERRULES) || work.is_working_paper())
            && may_ask(unit, sure);
        let calm = work.calm && sure < judge::VERY_SURE.of(work, at);
        // "Who minds the shop in July was left open": the words say that it is one.
        let left_open = unit.has("open_question") && unit.has("question_clause")
            || reported(work, unit)
            || unit.has("wants_to_know")
            || postponed(work, at);
        let direct = unit.has("direct_question") && !unit.has("rhetorical") && !thanks(work);
        let doubt = match (left_open, brief) {
            (true, _) => judge::OPEN_DOUBT,
            (_, true) => judge::BRIEF_DOUBT,
            _ if direct => judge::DIRECT_DOUBT.min(judge::QUESTION_DOUBT.of(work, at)),
            _ => judge::QUESTION_DOUBT.of(work, at),
        };
        let open = (ruled && sure >= doubt || learned || put_to_somebody(work, at, unit)) && !calm;
        if open && (left_open || !answered(work, at)) {
            found.push(Question {
                text: unit.plain.split_whitespace().collect::<Vec<_>>().join(" "),
                asked_by: asked_by.clone(),
                due: due(work, at),
                evidence: work.source.evidence(unit.span),
            });
        }
    }
    found
}

/// The words of the last clause that ends with a question mark, if the unit has one.
fn asked(unit: &Unit) -> Option<&str> {
    let plain = unit.plain.trim_end().trim_end_matches(['"', '\'', ')', ' ', '*', '_']);
    // "Which tone applies? (7016 in the plan)"
    let end = if plain.ends_with('?') { plain.len() } else { plain.find("? (").map(|at| at + 1)? };
    let before = &plain[..end - 1];
    let start = before.rfind([':', ';']).map_or(0, |at| at + 1);
    let start = before[start..].rfind(" - ").map_or(start, |at| start + at + 3);
    Some(before[start..].trim())
}

/// Says whether nothing speaks against what the judge takes for a question.
fn may_ask(unit: &Unit, sure: f32) -> bool {
    let against = ["boilerplate", "rhetorical", "no_action", "conditional_if", "tells"];
    let courtesy = unit.has("courtesy") && !unit.has("courtesy_but");
    unit.plain.split_whitespace().count() >= 3
        && !unit.has("answered")
        && (sure >= judge::OVERRULES || !(courtesy || against.into_iter().any(|cue| unit.has(cue))))
}

fn in_letter(unit: &Unit, mass: bool) -> bool {
    if unit.has("boilerplate") || unit.has("rhetorical") || unit.has("no_action") || unit.has("answered") {
        return false;
    }
    if let Some(words) = asked(unit) {
        // In quotation marks somebody else asks.
        let quoted = unit.plain.trim_start().starts_with('"') || unit.plain.matches('"').count() == 1;
        let count = words.split_whitespace().count();
        let courtesy = unit.has("courtesy") && !unit.has("courtesy_but") && !unit.has("question_word_strong");
        let personal = unit.has("second_person");
        let request = unit.has("request");
        return !quoted
            && count >= 2
            && !courtesy
            && (!mass || request)
            && (count >= 4 || personal || unit.is_item());
    }
    let courtesy = unit.has("courtesy") && !unit.has("courtesy_but");
    if unit.has("wants_to_know") && !courtesy && !unit.has("tells") {
        return true;
    }
    // "Did we ever see a deposit" from somebody who sets no marks.
    if !mass && !courtesy && !unit.plain.trim_end().ends_with(['.', '!', ',', ':', ';']) {
        let words = unit.plain.split_whitespace().count();
        if (4..=30).contains(&words) && unit.has("question_order") {
            return true;
        }
    }
    unit.has("indirect_question")
        && !courtesy
        && !unit.has("conditional_if")
        && !unit.has("past")
        && !unit.has("tells")
        && !unit.has("promise")
}

/// Says whether minutes or notes tell that somebody was asked something, and nothing that was said to it.
fn put_to_somebody(work: &Work<'_>, at: usize, unit: &Unit) -> bool {
    const NEAR: usize = 2;
    let answers = |unit: &Unit| unit.has("reported_answer") || unit.has("answered");
    let next = work.units.iter().skip(at + 1).take(NEAR).take_while(|next| next.block == unit.block);
    work.is_working_paper()
        && unit.has("directed_question")
        && !answers(unit)
        && !next.into_iter().any(answers)
}

/// Says whether the next words put off what is asked: "Do we take trainees again? Put off."
fn postponed(work: &Work<'_>, at: usize) -> bool {
    let (Some(unit), Some(next)) = (work.units.get(at), work.units.get(at + 1)) else { return false };
    work.is_working_paper()
        && asked(unit).is_some()
        && next.block == unit.block
        && next.has("open_question")
        && asked(next).is_none()
}

/// Says whether a letter thanks: its questions are asked for pleasure.
pub(super) fn thanks(work: &Work<'_>) -> bool {
    const OPENING: usize = 5;
    let subject = work.document.metadata.subject.as_deref().unwrap_or_default();
    let opening = work.units.iter().filter(|unit| unit.is_body()).take(OPENING);
    opening.map(|unit| unit.plain.as_str()).chain([subject]).any(|text| any("thanks_letter", text))
}

/// Says whether a slip tells what a caller asked.
fn reported(work: &Work<'_>, unit: &Unit) -> bool {
    work.kind == DocumentKind::Note && unit.has("reported_question") && !unit.has("reported_answer")
}

fn in_paper(work: &Work<'_>, at: usize, unit: &Unit) -> bool {
    if !work.is_working_paper() || unit.has("answered") || unit.has("rhetorical") {
        return false;
    }
    if unit.has("open_question") && (asked(unit).is_some() || unit.has("question_clause")) {
        return true;
    }
    let note = matches!(work.kind, DocumentKind::Note) || work.document.format == Format::Text;
    if postponed(work, at) || unit.has("wants_to_know") && !unit.has("past_answer") {
        return true;
    }
    if note && (unit.has("indirect_question") || reported(work, unit)) && !unit.has("past_answer") {
        return true;
    }
    let Some(words) = asked(unit) else { return false };
    let count = words.split_whitespace().count();
    let section = unit.section.as_str();
    let listed =
        any("section_open", section) || any("section_tasks", section) || any("section_both", section);
    let ours = unit.has("paper_question") && unit.has("second_person_plural") || unit.has("paper_who");
    // A slip holds what a caller asked, and what was said to that.
    if work.kind == DocumentKind::Note && count >= 4 && unit.has("paper_who") && !unit.has("why") {
        return true;
    }
    // A question of the group, or under "open questions"; not one the text answers at once.
    let follows =
        work.units.get(at + 1).is_some_and(|next| next.block == unit.block && asked(next).is_none());
    count >= 4 && !follows && (listed || unit.ticked().is_some() || ours) && !unit.has("why")
}

/// Says whether the same text answers the question at once: "How did they do it? Read the story".
fn answered(work: &Work<'_>, at: usize) -> bool {
    let Some(next) = work.units.get(at + 1) else { return false };
    let Some(unit) = work.units.get(at) else { return false };
    next.block == unit.block && next.zone == Zone::Body && next.has("answer_opening") && asked(unit).is_some()
}

#[cfg(test)]
mod tests {
    use crate::documents::understand::testing::{brief_of, proposed_of};

    #[test]
    fn what_is_put_off_or_asked_by_a_caller_is_open() {
        let minutes = "# Team meeting\n\nPresent: Ann, Bob, Carla\n\n- Do we take a trainee again? Put off, nothing settled.\n- The shed is dry.\n";
        assert_eq!(proposed_of(minutes, "minutes.md").questions.len(), 1);
        let slip = "# Calls\n\n- Mrs Hale asked whether the stairs are swept on Fridays\n- wrong number\n";
        assert_eq!(brief_of(slip, "phone notes.md").questions.len(), 1);
    }

    #[test]
    fn what_the_writer_does_not_know_is_asked() {
        for (text, name) in [
            (
                "20 November 2026\n\nDear Ms Brook,\n\nThe piano comes on Monday. The plan says nothing as to which door the movers are to use.\n\nYours sincerely\nA. Alder\n",
                "letter.txt",
            ),
            (
                "20. November 2026\n\nSehr geehrte Frau Bach,\n\nder Flügel kommt am Montag. Durch welche Tür er soll, wüssten wir gern noch.\n\nMit freundlichen Grüßen\nErle\n",
                "brief.txt",
            ),
        ] {
            assert_eq!(brief_of(text, name).questions.len(), 1, "{text}");
        }
    }
}

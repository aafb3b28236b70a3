//! What a template is given: every value a slot, every list as long as the draft may be.

use std::collections::BTreeMap;

use minijinja::{Value, context};
use serde::Serialize;

use crate::communications::address_form::addressee;
use crate::communications::calendar;
use crate::communications::compose::marks::one_line;
use crate::communications::compose::material::{
    Dated, DeadlinePoint, Material, ReplyAnswer, TaskPoint, TaskState,
};
use crate::communications::compose::slots::Slots;
use crate::communications::compose::subject::answering;
use crate::communications::draft::{Audience, DraftKind, Invite, InviteEnd, Length, Tone};
use crate::communications::language::WritingLanguage;
use crate::documents::facts::DeadlineKind;
use crate::documents::model::Mailbox;
use crate::evidence::Evidence;

/// The most lines of a list in a short draft.
const FEW: usize = 3;
/// The most lines of a list.
const MANY: usize = 40;

/// Makes the context of a template, and the slots that it prints.
pub(crate) fn of(material: &Material, slots: &mut Slots) -> Value {
    let kind = material.kind.unwrap_or(DraftKind::Reply);
    let language = material.language;
    let most = if material.length == Length::Short { FEW } else { MANY };
    let who = greeted(material, slots);
    let date = material.date.as_ref().map(|date| dated("date", date, slots));
    let about = material.about.as_ref().map(|about| slots.stated("document", about));
    let say = said(material, slots);
    // What the person says is taken as the answer to whatever the documents do not answer.
    let asks = material.open.iter().filter(|_| kind != DraftKind::Reply || say.is_empty());
    let asks: Vec<&Evidence> = asks.take(MANY).collect();
    let answers: Vec<Value> =
        material.answers.iter().map(|answer| answered(answer, language, slots)).collect();
    let open: Vec<Value> = asks.into_iter().map(|question| ask(question, slots)).collect();
    let deadlines: Vec<Value> =
        material.deadlines.iter().take(most).map(|point| deadline(point, slots)).collect();
    let mut tasks = |state: TaskState| -> Vec<Value> {
        let wanted = material.tasks.iter().filter(|task| task.state == state);
        wanted.take(most).map(|point| task(point, slots)).collect()
    };
    let (open_tasks, done, overdue) =
        (tasks(TaskState::Open), tasks(TaskState::Done), tasks(TaskState::Overdue));
    let (tasks, overdue) = match kind {
        DraftKind::StatusReport => (open_tasks, overdue),
        // Only a status report tells what is late apart.
        _ => (overdue.into_iter().chain(open_tasks).collect(), Vec::new()),
    };
    let amounts: Vec<Value> = material
        .amounts
        .iter()
        .take(most)
        .map(|point| {
            let amount = slots.quoted("amount", &point.amount);
            context! { role => point.role.clone(), amount, document => slots.stated("document", &point.document) }
        })
        .collect();
    let sentences: Vec<Value> = material
        .sentences
        .iter()
        .take(most)
        .map(|cited| {
            let words = slots.quoted("quote", &cited.words);
            let place = slots.stated("place", &place_name(&cited.words, language));
            context! { words, place, document => slots.stated("document", &cited.document) }
        })
        .collect();
    let mut quotes = |role: &str, points: &[Evidence]| -> Vec<String> {
        points.iter().take(most).map(|point| slots.quoted(role, point)).collect()
    };
    let (people, topics) = (quotes("person", &material.people), quotes("quote", &material.topics));
    let decisions = quotes("quote", &material.decisions);
    let is_payment = |point: &DeadlinePoint| point.kind == DeadlineKind::Payment;
    let rest = context! {
        who, date, about,
        meeting => material.invite.as_ref().map(|invite| meeting(invite, language, slots)),
        attachments => material.attachments.iter().map(|file| slots.stated("document", &file.name)).collect::<Vec<_>>(),
        sender => material.sender.as_ref().map(|sender| slots.stated("sender", &shown(sender))),
        title => title(material, kind, slots),
    };
    let flags = context! {
        kind => code(kind),
        participation => material.participation.map(code),
        friendly => material.tone == Tone::Friendly,
        formal => material.tone == Tone::Formal,
        internal => material.audience == Audience::Internal,
        short => material.length == Length::Short,
        long => material.length == Length::Long,
        on_paper => kind == DraftKind::Letter || material.about.is_some(),
        prefixed => is_prefixed(kind),
        payment => material.deadlines.iter().any(is_payment),
        is_overdue => material.deadlines.iter().any(|point| point.overdue),
    };
    let points = context! {
        say, answers, open, people, topics, decisions, tasks, done, overdue, deadlines, amounts, sentences,
    };
    context! { ..points, ..rest, ..flags }
}

/// Whether a subject of this kind says what it is before its title.
pub(crate) fn is_prefixed(kind: DraftKind) -> bool {
    !matches!(
        kind,
        DraftKind::Reply
            | DraftKind::NewMail
            | DraftKind::FollowUp
            | DraftKind::Letter
            | DraftKind::Memo
            | DraftKind::Announcement
    )
}

/// The title as a slot; an answer bears the subject that it answers.
fn title(material: &Material, kind: DraftKind, slots: &mut Slots) -> Option<String> {
    if let Some(given) =
        material.subject.as_ref().filter(|given| is_prefixed(kind) && !given.trim().is_empty())
    {
        return Some(slots.asserted("subject", given));
    }
    let title = material.title.as_ref()?;
    let answers = matches!(kind, DraftKind::Reply | DraftKind::FollowUp) || material.about.is_some();
    let title = if answers { answering(title, material.language) } else { one_line(title) };
    (!title.is_empty()).then(|| slots.stated("subject", &title))
}

fn said(material: &Material, slots: &mut Slots) -> Vec<String> {
    let words = material.say.as_deref().unwrap_or_default().replace("\r\n", "\n");
    let paragraphs = words.split("\n\n").map(|paragraph| slots.said(paragraph.trim()));
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect()
}

fn shown(mailbox: &Mailbox) -> String {
    mailbox.name.clone().unwrap_or_else(|| mailbox.address.clone())
}

fn greeted(material: &Material, slots: &mut Slots) -> Value {
    let who = addressee(&material.recipients);
    let salutation = material.salutation.as_ref().map(|words| slots.asserted("salutation", words));
    let name = who.name.map(|name| slots.stated("recipient", &name));
    let first = who.first.map(|first| slots.stated("recipient", &first));
    context! { form => who.form, name, first, salutation }
}

fn ask(question: &Evidence, slots: &mut Slots) -> Value {
    context! { asks => is_question(question), question => slots.quoted("question", question) }
}

fn answered(item: &ReplyAnswer, language: WritingLanguage, slots: &mut Slots) -> Value {
    context! {
        asks => is_question(&item.question),
        document => slots.stated("document", &item.document),
        place => slots.stated("place", &place_name(&item.answer, language)),
        question => slots.quoted("question", &item.question),
        quote => slots.quoted("quote", &item.answer),
    }
}

fn task(point: &TaskPoint, slots: &mut Slots) -> Value {
    context! {
        task => slots.quoted("quote", &point.task),
        owner => point.owner.as_ref().map(|owner| slots.quoted("owner", owner)),
        due => point.due.as_ref().map(|due| dated("due", due, slots)),
    }
}

fn deadline(point: &DeadlinePoint, slots: &mut Slots) -> Value {
    context! {
        kind => code(point.kind),
        due => point.due.as_ref().map(|due| dated("due", due, slots)),
        words => slots.quoted("quote", &point.words),
        document => slots.stated("document", &point.document),
    }
}

fn dated(role: &str, date: &Dated, slots: &mut Slots) -> String {
    slots.read(role, &date.surface, date.evidence.clone())
}

/// Day, hours and place of a meeting; what the calendar entry says, and verified against it.
fn meeting(invite: &Invite, language: WritingLanguage, slots: &mut Slots) -> Value {
    let parts: BTreeMap<&str, String> = meeting_words(invite, language)
        .into_iter()
        .map(|(role, surface)| (role, slots.stated(role, &surface)))
        .collect();
    let part = |role: &str| parts.get(role).cloned();
    context! {
        day => part("meeting_day"),
        start => part("meeting_start"),
        end => part("meeting_end"),
        zone => part("meeting_zone"),
        place => part("meeting_place"),
    }
}

/// What is printed of a meeting, by the role of its fact.
pub(crate) fn meeting_words(invite: &Invite, language: WritingLanguage) -> Vec<(&'static str, String)> {
    let end = match invite.end {
        InviteEnd::At { at } => at,
        InviteEnd::After { minutes } => {
            invite.start.checked_add(jiff::Span::new().minutes(minutes)).unwrap_or(invite.start)
        }
    };
    let mut words = vec![
        ("meeting_day", calendar::day_of_week(language, invite.start.date())),
        ("meeting_start", calendar::hour(language, invite.start.time())),
    ];
    let hour = calendar::hour(language, end.time());
    words.push(match end.date() == invite.start.date() {
        true => ("meeting_end", hour),
        false => ("meeting_end", format!("{}, {hour}", calendar::day_of_week(language, end.date()))),
    });
    words.push(("meeting_zone", invite.time_zone.clone()));
    words.extend(invite.location.as_ref().map(|place| ("meeting_place", one_line(place))));
    words
}

/// How a choice stands in JSON.
pub(crate) fn code(choice: impl Serialize) -> String {
    serde_json::to_value(choice).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn is_question(evidence: &Evidence) -> bool {
    evidence.quote.trim_end().ends_with('?')
}

/// The place of words in the language of the draft.
fn place_name(evidence: &Evidence, language: WritingLanguage) -> String {
    let place = evidence.place.to_string();
    let words: [&str; 4] = match language {
        WritingLanguage::En => return place,
        WritingLanguage::De => ["Seite", "Folie", "Absatz", "Zeile"],
        WritingLanguage::Es => ["página", "diapositiva", "párrafo", "línea"],
        WritingLanguage::Fr => ["page", "diapositive", "paragraphe", "ligne"],
        WritingLanguage::It => ["pagina", "diapositiva", "paragrafo", "riga"],
        WritingLanguage::Nl => ["pagina", "dia", "alinea", "regel"],
    };
    let known = ["page", "slide", "paragraph", "line"];
    known.iter().zip(words).fold(place, |place, (known, word)| match place.strip_prefix(known) {
        // Only the first word is ours: a part or a sheet may bear any name.
        Some(rest) => format!("{word}{rest}"),
        None => place.replace(&format!(", {known} "), &format!(", {word} ")),
    })
}

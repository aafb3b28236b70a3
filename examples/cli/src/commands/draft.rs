//! `secretariat draft`: communications of every kind, checked value by value.

use secretariat::communications::{DraftKind, DraftRequest, MeetingRequest, Participation, Tone};
use secretariat::documents::Mailbox;
use secretariat::id::DocumentId;
use secretariat::{Error, Office, Result};

use super::show;
use crate::args::{self, Draft, Global};
use crate::output::Output;
use crate::setup;

pub(crate) async fn run(global: &Global, draft: Draft, output: &Output) -> Result<u8> {
    let office = setup::open(global).await?;
    let request = request(&office, &draft).await?;
    let made = office.communications().draft(request).await?;
    show::print(&office, &made, &draft.form, output).await?;
    office.close().await?;
    Ok(0)
}

async fn request(office: &Office, draft: &Draft) -> Result<DraftRequest> {
    let kind = kind(draft.kind);
    let mut about = documents(office, &draft.documents).await?;
    // What answers something is told apart from what is made from something.
    let answers = matches!(
        kind,
        DraftKind::Reply
            | DraftKind::FollowUp
            | DraftKind::Reschedule
            | DraftKind::Cancellation
            | DraftKind::Rsvp
    );
    let reply_to = (answers && !about.is_empty()).then(|| about.remove(0));
    let meeting = match (draft.at, draft.minutes) {
        (Some(start), Some(minutes)) => Some(MeetingRequest {
            place: draft.place.clone(),
            time_zone: draft.zone.clone().or_else(setup::zone),
            ..MeetingRequest::new(start, minutes)
        }),
        _ => None,
    };
    Ok(DraftRequest {
        kind: Some(kind),
        reply_to,
        about,
        say: draft.say.clone(),
        from: draft.from.as_deref().map(mailbox).transpose()?,
        to: mailboxes(&draft.to)?,
        cc: mailboxes(&draft.cc)?,
        to_all: draft.all,
        subject: draft.subject.clone(),
        language: draft.language.clone(),
        tone: draft.tone.map(tone).unwrap_or_default(),
        meeting,
        changes: draft.changes.as_deref().map(str::parse).transpose()?,
        participation: draft.answer.map(participation),
        attach: documents(office, &draft.attach).await?,
        template: draft.template.clone(),
        values: draft.value.iter().map(|value| self::value(value)).collect::<Result<_>>()?,
        ..DraftRequest::default()
    })
}

async fn documents(office: &Office, names: &[String]) -> Result<Vec<DocumentId>> {
    let mut found = Vec::with_capacity(names.len());
    for name in names {
        found.push(office.documents().find(name).await?.id);
    }
    Ok(found)
}

fn mailboxes(texts: &[String]) -> Result<Vec<Mailbox>> {
    texts.iter().map(|text| mailbox(text)).collect()
}

fn mailbox(text: &str) -> Result<Mailbox> {
    let (name, address) = match text.trim().strip_suffix('>').and_then(|text| text.split_once('<')) {
        Some((name, address)) => (Some(name.trim().trim_matches('"').to_owned()), address.trim()),
        None => (None, text.trim()),
    };
    if !address.contains('@') {
        return Err(Error::invalid_input(format!(
            "{text} is not a mail address; write `Name <name@example.org>`"
        )));
    }
    Ok(Mailbox { name: name.filter(|name| !name.is_empty()), address: address.to_owned() })
}

/// Reads NAME=VALUE; a value that is JSON, such as a number or a list, is taken as that.
fn value(text: &str) -> Result<(String, serde_json::Value)> {
    let (name, value) = text
        .split_once('=')
        .ok_or_else(|| Error::invalid_input(format!("{text} gives no value; write NAME=VALUE")))?;
    let read = serde_json::from_str(value).unwrap_or_else(|_| serde_json::Value::from(value));
    Ok((name.to_owned(), read))
}

fn kind(kind: args::DraftKind) -> DraftKind {
    use args::DraftKind as K;
    match kind {
        K::Reply => DraftKind::Reply,
        K::NewMail => DraftKind::NewMail,
        K::FollowUp => DraftKind::FollowUp,
        K::Reminder => DraftKind::Reminder,
        K::Letter => DraftKind::Letter,
        K::Memo => DraftKind::Memo,
        K::Minutes => DraftKind::Minutes,
        K::Agenda => DraftKind::Agenda,
        K::StatusReport => DraftKind::StatusReport,
        K::Announcement => DraftKind::Announcement,
        K::Invitation => DraftKind::Invitation,
        K::Reschedule => DraftKind::Reschedule,
        K::Cancellation => DraftKind::Cancellation,
        K::Rsvp => DraftKind::Rsvp,
    }
}

fn tone(tone: args::Tone) -> Tone {
    match tone {
        args::Tone::Formal => Tone::Formal,
        args::Tone::Neutral => Tone::Neutral,
        args::Tone::Friendly => Tone::Friendly,
    }
}

fn participation(answer: args::Answer) -> Participation {
    match answer {
        args::Answer::Accept => Participation::Accepted,
        args::Answer::Decline => Participation::Declined,
        args::Answer::Tentative => Participation::Tentative,
    }
}

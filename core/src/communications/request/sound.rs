//! What a request must hold, and what does not go together.

use crate::communications::compose::context::code;
use crate::communications::draft::DraftKind;
use crate::communications::request::DraftRequest;
use crate::error::{Error, ErrorKind, Result};

/// The most people that one draft goes to.
const PEOPLE: usize = 10_000;
/// The most documents that a draft is made from or carries.
const DOCUMENTS: usize = 100;
/// The most characters that a person says.
const SAID: usize = 200_000;

/// Passes when the request can become a draft of this kind.
///
/// # Errors
/// `invalid_input` naming the field and the remedy; `limit_exceeded` for more than any office writes.
pub(crate) fn ensure_sound(request: &DraftRequest, kind: DraftKind) -> Result<()> {
    use DraftKind as K;
    bounded(request)?;
    let answers = request.reply_to.is_some();
    let meets = matches!(kind, K::Invitation | K::Reschedule | K::Agenda | K::Minutes);
    let changes = matches!(kind, K::Reschedule | K::Cancellation | K::Rsvp);
    let made = answers || request.changes.is_some() || !request.about.is_empty();
    let wrong = [
        (matches!(kind, K::Reply | K::FollowUp) && !answers, "reply_to: name the message that this is about"),
        (
            kind == K::Invitation && request.meeting.is_none(),
            "meeting: say when it starts and how long it lasts",
        ),
        (kind == K::Reschedule && request.meeting.is_none(), "meeting: say when it takes place instead"),
        (
            changes && !made,
            "changes: name the draft of the invitation, or in reply_to the message that holds its calendar entry",
        ),
        (kind == K::Rsvp && request.participation.is_none(), "participation: say whether you come"),
        (
            kind != K::Rsvp && request.participation.is_some(),
            "participation: only an rsvp holds one; leave it out",
        ),
        (!meets && request.meeting.is_some(), "meeting: this kind holds none; leave it out or invite"),
        (
            !changes && request.changes.is_some(),
            "changes: only a reschedule, cancellation or rsvp changes a draft",
        ),
        (kind != K::Letter && request.letter.is_some(), "letter: only a letter has a head; leave it out"),
        (request.to_all && !answers, "to_all: nobody is answered; name the people in to and cc"),
        (
            request.template.is_none() && !request.values.is_empty(),
            "values: name the template that they are for",
        ),
    ];
    if let Some((_, message)) = wrong.iter().find(|(wrong, _)| *wrong) {
        return Err(Error::invalid_input(*message).about(code(kind)));
    }
    let lasts = request.meeting.as_ref().map(|meeting| meeting.minutes);
    if lasts.is_some_and(|minutes| minutes == 0 || minutes > 60 * 24 * 60) {
        return Err(
            Error::invalid_input("meeting.minutes: a meeting lasts 1 to 86,400 minutes").about(code(kind))
        );
    }
    let people = request.to.iter().chain(&request.cc).chain(&request.bcc);
    for mailbox in people.filter(|mailbox| !mailbox.address.is_empty()) {
        if !mailbox.address.contains('@') || mailbox.address.contains(char::is_control) {
            return Err(
                Error::invalid_input("to, cc, bcc: an address holds one @ and no line end").about(code(kind))
            );
        }
    }
    Ok(())
}

fn bounded(request: &DraftRequest) -> Result<()> {
    let far = |field: &str, most: usize| {
        let message = format!("{field}: at most {most}; write several drafts");
        Err(Error::new(ErrorKind::LimitExceeded, message))
    };
    if request.to.len() + request.cc.len() + request.bcc.len() > PEOPLE {
        return far("to, cc, bcc", PEOPLE);
    }
    if request.about.len() > DOCUMENTS {
        return far("about", DOCUMENTS);
    }
    if request.attach.len() > DOCUMENTS {
        return far("attach", DOCUMENTS);
    }
    let said = request.say.iter().chain(&request.subject).map(String::len).sum::<usize>();
    if said > SAID {
        return far("say and subject, in bytes", SAID);
    }
    Ok(())
}

//! The meeting of a draft: as the request says, or as an earlier draft or calendar entry does, changed.

use crate::communications::compose::Material;
use crate::communications::draft::{
    Attendee, Draft, DraftKind, Inline, Invite, InviteEnd, InviteMethod, Participation, Recipient,
};
use crate::communications::gather::calendar_file::{self, Entry};
use crate::communications::gather::{Gathering, Read};
use crate::communications::request::MeetingRequest;
use crate::documents::agenda::is_ours;
use crate::documents::model::Mailbox;
use crate::error::{Error, Result};
use crate::evidence::Provenance;

impl Gathering<'_> {
    /// Fills in the meeting, and who is told of it.
    pub(super) async fn meet(
        &self,
        asked: Option<&Read>,
        about: &[Read],
        material: &mut Material,
    ) -> Result<()> {
        use DraftKind as K;
        match self.kind {
            K::Invitation | K::Agenda | K::Minutes => {
                let Some(meeting) = &self.request.meeting else { return Ok(()) };
                let invite = self.invite(meeting, material)?;
                material.invite = Some(invite);
            }
            K::Reschedule | K::Cancellation | K::Rsvp => {
                let before = self.before(asked, about).await?;
                if !before.title.trim().is_empty() {
                    material.title = Some(before.title.clone());
                }
                self.changed(before.invite, material)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// A meeting that is new.
    fn invite(&self, meeting: &MeetingRequest, material: &Material) -> Result<Invite> {
        let organiser = self.organiser(material)?;
        let listed = |role: &str, mailboxes: &[Mailbox]| -> Vec<Attendee> {
            let optional = role != "to";
            mailboxes
                .iter()
                .map(|mailbox| Attendee {
                    mailbox: self.named(mailbox),
                    optional,
                    participation: Participation::Unanswered,
                })
                .collect()
        };
        let attendees = match meeting.attendees.is_empty() {
            false => meeting.attendees.clone(),
            true => [listed("to", &self.request.to), listed("cc", &self.request.cc)].concat(),
        };
        Ok(Invite {
            uid: format!("{}@secretariat", self.draft),
            sequence: 0,
            method: InviteMethod::Request,
            organiser,
            attendees,
            start: meeting.start,
            end: InviteEnd::After { minutes: meeting.minutes },
            time_zone: zone(meeting)?,
            location: meeting.place.clone(),
        })
    }

    fn organiser(&self, material: &Material) -> Result<Mailbox> {
        let owner =
            self.owner.addresses.first().map(|address| Mailbox { name: None, address: address.clone() });
        let organiser = material.sender.clone().or(owner);
        organiser.map(|mailbox| self.named(&mailbox)).ok_or_else(|| {
            Error::invalid_input("from: say who invites; it is not known whose office this is")
        })
    }

    fn named(&self, mailbox: &Mailbox) -> Mailbox {
        let name = mailbox.name.clone().or_else(|| self.name_of(&mailbox.address));
        Mailbox { name, address: mailbox.address.clone() }
    }

    /// The meeting as it was last told: by the draft that is changed, else by a calendar entry.
    async fn before(&self, asked: Option<&Read>, about: &[Read]) -> Result<Entry> {
        if let Some(id) = &self.request.changes {
            let draft = self.drafts.get(id).await?;
            let invite = draft.invite.clone().ok_or_else(|| {
                Error::invalid_input(format!("changes: draft {id} is about no meeting; name the invitation"))
            })?;
            return Ok(Entry { invite, title: title(&draft) });
        }
        for read in asked.into_iter().chain(about) {
            if let Some(entry) = self.entry(read).await? {
                return Ok(entry);
            }
        }
        Err(Error::invalid_input(
            "reply_to: it holds no calendar entry; name the draft of the invitation in changes",
        ))
    }

    /// The calendar entry of a message, or of a file that is one.
    async fn entry(&self, read: &Read) -> Result<Option<Entry>> {
        let bytes = self.documents.original(&read.document.id).await?;
        let text = String::from_utf8_lossy(&bytes);
        if text.trim_start_matches('\u{FEFF}').trim_start().starts_with("BEGIN:VCALENDAR") {
            return Ok(calendar_file::read(&text));
        }
        let Some(message) = mail_parser::MessageParser::default().parse(&bytes) else { return Ok(None) };
        let found = message.parts.iter().find_map(|part| match &part.body {
            mail_parser::PartType::Text(text) | mail_parser::PartType::Html(text) => calendar_in(text),
            mail_parser::PartType::Binary(bytes) | mail_parser::PartType::InlineBinary(bytes) => {
                calendar_in(&String::from_utf8_lossy(bytes))
            }
            _ => None,
        });
        Ok(found)
    }

    /// What becomes of a meeting that is moved, cancelled or answered: the same id, one change more.
    fn changed(&self, before: Invite, material: &mut Material) -> Result<()> {
        let mut invite = before;
        if self.kind == DraftKind::Rsvp {
            let participation = self.request.participation.unwrap_or_default();
            let me = self.invited(&invite, material)?;
            let optional = invite.attendees.iter().any(|other| other.mailbox == me && other.optional);
            material.sender = Some(me.clone());
            invite.method = InviteMethod::Reply;
            invite.attendees = vec![Attendee { mailbox: me, optional, participation }];
            if material.recipients.is_empty() {
                material.recipients = vec![recipient(&invite.organiser, "to")];
            }
            material.invite = Some(invite);
            return Ok(());
        }
        if !is_ours(self.owner, &invite.organiser.address)
            && self.request.from.as_ref() != Some(&invite.organiser)
        {
            return Err(Error::invalid_input(format!(
                "changes: only {} may move or cancel this meeting; answer with an rsvp",
                invite.organiser.address
            )));
        }
        invite.sequence = invite.sequence.saturating_add(1);
        invite.method = InviteMethod::Cancel;
        if let Some(meeting) = self.request.meeting.as_ref().filter(|_| self.kind == DraftKind::Reschedule) {
            invite.method = InviteMethod::Request;
            (invite.start, invite.end) = (meeting.start, InviteEnd::After { minutes: meeting.minutes });
            if meeting.time_zone.is_some() {
                invite.time_zone = zone(meeting)?;
            }
            invite.location = meeting.place.clone().or(invite.location);
            if !meeting.attendees.is_empty() {
                invite.attendees.clone_from(&meeting.attendees);
            }
            // At another time everybody is asked anew.
            invite.attendees.iter_mut().for_each(|other| other.participation = Participation::Unanswered);
        }
        if material.recipients.is_empty() && self.request.to.is_empty() {
            let told = invite.attendees.iter().filter(|other| other.mailbox != invite.organiser);
            material.recipients = told
                .map(|other| recipient(&other.mailbox, if other.optional { "cc" } else { "to" }))
                .collect();
        }
        material.sender = material.sender.take().or_else(|| Some(invite.organiser.clone()));
        material.invite = Some(invite);
        Ok(())
    }

    /// Who of the invited answers: the sender of the request, else the one of this office.
    fn invited(&self, invite: &Invite, material: &Material) -> Result<Mailbox> {
        if let Some(from) = &self.request.from {
            return Ok(self.named(from));
        }
        let ours = invite.attendees.iter().find(|other| is_ours(self.owner, &other.mailbox.address));
        ours.map(|other| self.named(&other.mailbox)).or_else(|| material.sender.clone()).ok_or_else(|| {
            Error::invalid_input("from: say who answers; nobody of this office is invited by name")
        })
    }
}

fn calendar_in(text: &str) -> Option<Entry> {
    let start = text.find("BEGIN:VCALENDAR")?;
    // A text that only speaks of calendars does not start with one.
    text.get(..start)?
        .trim_matches(['\u{FEFF}', '\r', '\n', ' '])
        .is_empty()
        .then(|| calendar_file::read(text))?
}

fn recipient(mailbox: &Mailbox, role: &str) -> Recipient {
    Recipient { mailbox: mailbox.clone(), role: role.to_owned(), provenance: Provenance::Document }
}

/// What a draft calls its meeting: the slot of its subject, without the word before it.
fn title(draft: &Draft) -> String {
    let slots = draft.subject.iter().filter_map(|inline| match inline {
        Inline::Fact { fact } => draft.fact(fact).filter(|fact| fact.role == "subject"),
        _ => None,
    });
    slots.map(|fact| fact.surface.clone()).next().unwrap_or_else(|| draft.print(&draft.subject))
}

/// The zone of a meeting, if there is one of this name.
fn zone(meeting: &MeetingRequest) -> Result<String> {
    let zone = meeting.time_zone.clone().unwrap_or_else(|| "UTC".to_owned());
    let known = zone == "UTC" || jiff::tz::TimeZoneDatabase::bundled().get(&zone).is_ok();
    match known {
        true => Ok(zone),
        false => Err(Error::invalid_input(
            "meeting.time_zone: there is no such time zone; use an IANA name such as Europe/Berlin",
        )),
    }
}

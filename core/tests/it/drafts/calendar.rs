//! Calendar files, read back by the crate `icalendar`.

use std::str::FromStr;

use icalendar::{Calendar, CalendarComponent, Component};
use secretariat::ErrorKind;
use secretariat::communications::render::{self, RenderOptions};
use secretariat::communications::{Attendee, Draft, DraftKind, InviteEnd, InviteMethod, Participation};

use super::samples::{mailbox, sample};

/// The words of a calendar entry.
pub(super) fn text(calendar: &str) -> String {
    let calendar = Calendar::from_str(calendar).unwrap();
    let event = event(&calendar);
    let part = |name: &str| event.property_value(name).unwrap_or_default().replace("\\n", "\n");
    format!("{}\n{}", part("SUMMARY"), part("DESCRIPTION")).replace("\\,", ",").replace("\\;", ";")
}

fn event(calendar: &Calendar) -> &icalendar::Event {
    let events = calendar.components.iter().filter_map(|component| match component {
        CalendarComponent::Event(event) => Some(event),
        _ => None,
    });
    let events: Vec<_> = events.collect();
    assert_eq!(events.len(), 1);
    events[0]
}

fn written(draft: &Draft) -> String {
    render::ics(draft).unwrap()
}

#[test]
fn an_invitation_reads_back_with_its_time_zone() {
    let draft = sample(DraftKind::Invitation, true);
    let text = written(&draft);
    let calendar = Calendar::from_str(&text).unwrap();
    assert_eq!(calendar.property_value("METHOD"), Some("REQUEST"));
    let event = event(&calendar);
    assert_eq!(event.get_uid(), Some("lease-2026@lindqvist-hartmann.example"));
    assert_eq!(event.property_value("DTSTART"), Some("20261203T100000"));
    assert_eq!(event.property_value("DTEND"), Some("20261203T113000"));
    assert_eq!(event.property_value("SEQUENCE"), Some("0"));
    // Winter time since 25 October, and the summer before it.
    assert!(
        text.contains(
            "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
        )
    );
    assert!(
        text.contains(
            "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
        )
    );
    assert!(text.contains("DTSTART;TZID=Europe/Berlin:20261203T100000\r\n"));
}

#[test]
fn each_kind_tells_the_calendar_what_happened() {
    for (kind, method, status) in [
        (DraftKind::Invitation, "REQUEST", "STATUS:CONFIRMED"),
        (DraftKind::Reschedule, "REQUEST", "SEQUENCE:1"),
        (DraftKind::Cancellation, "CANCEL", "STATUS:CANCELLED"),
        (DraftKind::Rsvp, "REPLY", "PARTSTAT=ACCEPTED"),
    ] {
        let text = written(&sample(kind, false));
        assert!(text.contains(&format!("METHOD:{method}\r\n")), "{text}");
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(status), "{text}");
        let mail = render::eml(&sample(kind, false)).unwrap();
        let mail = String::from_utf8(mail).unwrap();
        assert!(mail.contains(&format!("text/calendar; charset=\"utf-8\"; method={method}\r\n")), "{mail}");
    }
}

#[test]
fn nobody_is_invited_by_what_stands_in_a_name() {
    let mut draft = sample(DraftKind::Invitation, false);
    let invite = draft.invite.as_mut().unwrap();
    invite.attendees[0].mailbox.name = Some("Zoë \"Zed\" ^n; O’Hara, 🌱:".to_owned());
    invite.location = Some("Here\r\nATTENDEE:mailto:evil@x.example;,\\".to_owned());
    let text = written(&draft);
    let unfolded = text.replace("\r\n ", "");
    assert!(unfolded.contains("CN=\"Zoë ^'Zed^' ^^n; O’Hara, 🌱:\":mailto:"), "{unfolded}");
    assert_eq!(unfolded.matches("\r\nATTENDEE").count(), 1);
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    for name in ["a\r\nATTENDEE:mailto:evil@x.example", "a\nb", "a\0"] {
        draft.invite.as_mut().unwrap().attendees[0].mailbox.name = Some(name.to_owned());
        assert_eq!(render::ics(&draft).unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}

#[test]
fn meetings_that_cannot_be_are_refused() {
    type Edit = fn(&mut Draft);
    let edits: [Edit; 8] = [
        |draft| draft.invite = None,
        |draft| draft.invite.as_mut().unwrap().time_zone = "Mars/Olympus".to_owned(),
        |draft| draft.invite.as_mut().unwrap().time_zone = "../../etc/passwd".to_owned(),
        |draft| draft.invite.as_mut().unwrap().end = InviteEnd::After { minutes: 0 },
        |draft| {
            draft.invite.as_mut().unwrap().end = InviteEnd::At { at: "2026-12-03T09:00".parse().unwrap() }
        },
        |draft| draft.invite.as_mut().unwrap().uid = "a\r\nb".to_owned(),
        |draft| draft.invite.as_mut().unwrap().organiser = mailbox("A", "nobody"),
        |draft| {
            let invite = draft.invite.as_mut().unwrap();
            invite.method = InviteMethod::Reply;
            invite.attendees.clear();
        },
    ];
    for (at, edit) in edits.into_iter().enumerate() {
        let mut draft = sample(DraftKind::Invitation, false);
        edit(&mut draft);
        assert_eq!(render::ics(&draft).unwrap_err().kind(), ErrorKind::InvalidInput, "{at}");
    }
}

#[test]
fn zones_without_summer_and_meetings_in_universal_time_are_written() {
    let mut draft = sample(DraftKind::Invitation, false);
    draft.invite.as_mut().unwrap().time_zone = "Asia/Kolkata".to_owned();
    assert!(written(&draft).contains("TZOFFSETTO:+0530"));
    draft.invite.as_mut().unwrap().time_zone = "UTC".to_owned();
    let text = written(&draft);
    assert!(text.contains("DTSTART:20261203T100000Z\r\n") && !text.contains("VTIMEZONE"));
    // Over the change of clocks in the night to 28 March 2027, 90 minutes end at 4 o'clock.
    let invite = draft.invite.as_mut().unwrap();
    (invite.time_zone, invite.start) = ("Europe/Berlin".to_owned(), "2027-03-28T01:30".parse().unwrap());
    assert!(written(&draft).contains("DTEND;TZID=Europe/Berlin:20270328T040000"));
}

#[test]
fn a_mail_is_written_with_many_guests() {
    let mut draft = sample(DraftKind::Invitation, false);
    let guest = |at: usize| Attendee {
        mailbox: mailbox(&format!("Guest {at}"), &format!("guest{at}@x.example")),
        optional: at.is_multiple_of(2),
        participation: Participation::Tentative,
    };
    draft.invite.as_mut().unwrap().attendees = (0..2_000).map(guest).collect();
    let bytes = render::render(&draft, render::DraftForm::Eml, &RenderOptions::default(), &[]).unwrap();
    assert!(bytes.split(|byte| *byte == b'\n').all(|line| line.len() <= 998));
}

//! A small office with all that the fourteen kinds are made from, in English and German.

use std::sync::Arc;

use secretariat::clock::FixedClock;
use secretariat::communications::{DraftKind, DraftRequest, MeetingRequest, Participation};
use secretariat::documents::{Document, Mailbox};
use secretariat::id::SeededRandomness;
use secretariat::settings::{Owner, Settings};
use secretariat::{Office, Source};

pub(super) const QUESTIONS: &str = "From: Ann Weber <ann@shop.example>\r\nTo: Bo Lund <bo@office.example>\r\n\
    Subject: Chairs\r\nMessage-ID: <m1@shop.example>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\r\nDear Bo,\r\n\r\nWithin how many days of delivery are returns \
    accepted?\r\n\r\nKind regards\r\nAnn\r\n";

pub(super) const FRAGEN: &str = "From: Ann Weber <ann@shop.example>\r\nTo: Bo Lund <bo@office.example>\r\n\
    Subject: Regale\r\nMessage-ID: <m2@shop.example>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\r\nGuten Tag Bo Lund,\r\n\r\nwie lange ist die Lieferzeit der \
    Regale?\r\n\r\nViele Grüße\r\nAnn Weber\r\n";

const OURS: &str = "From: Bo Lund <bo@office.example>\r\nTo: Ann Weber <ann@shop.example>\r\n\
    Subject: Order 4711\r\nMessage-ID: <o1@office.example>\r\nDate: Mon, 16 Nov 2026 10:00:00 +0000\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\r\nDear Ann,\r\n\r\nWhich colour do you have in stock? Could you \
    send us the signed order form?\r\n\r\nKind regards\r\nBo\r\n";

const UNSERE: &str = "From: Bo Lund <bo@office.example>\r\nTo: Ann Weber <ann@shop.example>\r\n\
    Subject: Auftrag 4711\r\nMessage-ID: <o2@office.example>\r\nDate: Mon, 16 Nov 2026 10:00:00 +0000\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\r\nGuten Tag Frau Weber,\r\n\r\nwelche Farbe haben Sie auf Lager? \
    Können Sie uns bitte das unterschriebene Formular schicken?\r\n\r\nMit freundlichen Grüßen\r\nBo Lund\r\n";

const INVOICE: &str = "# Invoice 4711\n\nInvoice date: 2 November 2026\n\n40 chairs\n\nTotal: EUR 1,190.00\n\n\
    Please transfer EUR 1,190.00 to the account named below by 16 November 2026.\n";

const RECHNUNG: &str = "# Rechnung 4711\n\nRechnungsdatum: 02.11.2026\n\n40 Stühle\n\nGesamtbetrag: 1.190,00 €\n\n\
    Bitte zahlen Sie den Betrag bis zum 16.11.2026.\n";

const NOTES: &str = "# Weekly meeting\n\nDate: 18 November 2026\n\nPresent: Bo Lund, Zoe Hart\n\n## The lease\n\n\
    We agreed that the lease is not renewed.\n\nDecision: Rooms of 240 m² are looked for.\n\n## Chairs\n\n\
    - [ ] Zoe Hart to ask three agents for offers by 30 November 2026\n- [x] Call the carrier\n\n\
    Action: Bo Lund to write to the landlord by 20 November 2026.\n\nNothing was decided about the carpets.\n";

const NOTIZEN: &str = "# Wochenrunde\n\nDatum: 18.11.2026\n\nAnwesend: Bo Lund, Zoe Hart\n\n## Der Mietvertrag\n\n\
    Wir haben beschlossen, den Mietvertrag nicht zu verlängern.\n\nBeschluss: Räume mit 240 m² werden gesucht.\n\n\
    ## Stühle\n\n- [ ] Zoe Hart soll drei Makler um Angebote bitten, bis 30.11.2026\n- [x] Spedition anrufen\n\n\
    Aufgabe: Bo Lund schreibt dem Vermieter bis zum 20.11.2026.\n\nÜber die Teppiche wurde noch nicht entschieden.\n";

/// Documents by what they are for.
pub(super) struct World {
    pub(super) office: Office,
    pub(super) mail: Document,
    pub(super) ours: Document,
    pub(super) invoice: Document,
    pub(super) notes: Document,
}

/// Opens an office whose ids repeat, and adds the documents of a language.
pub(super) async fn world(german: bool) -> World {
    let owner = Owner { addresses: vec!["bo@office.example".to_owned()] };
    let office = Office::builder()
        .settings(Settings { owner: Some(owner), ..Settings::default() })
        .clock(Arc::new(FixedClock::new("2026-11-23T09:00:00Z".parse().unwrap())))
        .randomness(Arc::new(SeededRandomness::new(11)))
        .build()
        .await
        .unwrap();
    let add = |name: &'static str, text: &'static str| {
        let documents = office.documents().clone();
        async move { documents.add(Source::bytes(name, text.as_bytes().to_vec())).await.unwrap() }
    };
    let pick = |english, german_text| if german { german_text } else { english };
    let mail = add("questions.eml", pick(QUESTIONS, FRAGEN)).await;
    let ours = add("ours.eml", pick(OURS, UNSERE)).await;
    let invoice = add("invoice.md", pick(INVOICE, RECHNUNG)).await;
    let notes = add("notes.md", pick(NOTES, NOTIZEN)).await;
    add(
        "terms.txt",
        pick(
            "Our return policy for all goods.\n\nReturns are accepted within 30 days of delivery.",
            "Unsere Bedingungen für alle Waren.\n\nDie Lieferzeit der Regale beträgt vier Wochen.",
        ),
    )
    .await;
    World { office, mail, ours, invoice, notes }
}

pub(super) fn ann() -> Mailbox {
    Mailbox { name: Some("Ann Weber".to_owned()), address: "ann@shop.example".to_owned() }
}

pub(super) fn meeting() -> MeetingRequest {
    MeetingRequest::new(jiff::civil::datetime(2026, 12, 4, 10, 0, 0, 0), 90)
        .at("Speicherhof")
        .in_zone("Europe/Berlin")
}

impl World {
    /// A request of a kind that lacks nothing.
    pub(super) async fn request(&self, kind: DraftKind, language: &str) -> DraftRequest {
        use DraftKind as K;
        let german = language == "de";
        let say = |english: &str, german_text: &str| if german { german_text } else { english }.to_owned();
        let new = DraftRequest { language: Some(language.to_owned()), ..DraftRequest::new(kind) };
        let to_ann = || new.clone().to(ann());
        match kind {
            K::Reply => new.answering(self.mail.id.clone()),
            K::NewMail => to_ann().subject(say("Opening hours", "Öffnungszeiten")).saying(say(
                "We are open until 4 December 2026.",
                "Wir haben bis zum 4. Dezember 2026 geöffnet.",
            )),
            K::FollowUp => new.answering(self.ours.id.clone()),
            K::Reminder => to_ann().about(self.invoice.id.clone()),
            K::Letter => to_ann()
                .subject(say("Our lease", "Unser Mietvertrag"))
                .saying(say("We will not renew the lease.", "Wir verlängern den Mietvertrag nicht.")),
            K::Memo | K::Minutes | K::Agenda | K::StatusReport => to_ann().about(self.notes.id.clone()),
            K::Announcement => to_ann()
                .subject(say("We are moving", "Wir ziehen um"))
                .saying(say("Our office moves on 4 January 2027.", "Unser Büro zieht am 4. Januar 2027 um.")),
            K::Invitation => {
                to_ann().subject(say("Kick-off", "Auftakt")).meeting(meeting()).about(self.notes.id.clone())
            }
            K::Reschedule | K::Cancellation => {
                let invitation = Box::pin(self.request(K::Invitation, language)).await;
                let invitation = self.office.communications().draft(invitation).await.unwrap();
                let new = DraftRequest { changes: Some(invitation.id), ..new };
                let later = jiff::civil::datetime(2026, 12, 11, 10, 0, 0, 0);
                match kind {
                    K::Reschedule => new.meeting(MeetingRequest::new(later, 90)),
                    _ => new,
                }
            }
            K::Rsvp => {
                let source = Source::bytes("invitation.eml", INVITATION.as_bytes().to_vec());
                let invitation = self.office.documents().add(source).await.unwrap();
                let participation = Some(Participation::Accepted);
                DraftRequest { participation, ..new.answering(invitation.id) }
            }
        }
    }
}

pub(super) const INVITATION: &str = "From: Ann Weber <ann@shop.example>\r\nTo: Bo Lund <bo@office.example>\r\n\
    Subject: Invitation: Fabrics\r\nMessage-ID: <i1@shop.example>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n\
    MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\r\nYou are invited.\r\n--b\r\n\
    Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n\
    VERSION:2.0\r\nBEGIN:VEVENT\r\nUID:fabrics@shop.example\r\nSEQUENCE:1\r\nDTSTAMP:20261120T100000Z\r\n\
    SUMMARY:Fabrics\r\nDTSTART;TZID=Europe/Berlin:20261207T140000\r\nDTEND;TZID=Europe/Berlin:20261207T150000\r\n\
    ORGANIZER;CN=Ann Weber:mailto:ann@shop.example\r\n\
    ATTENDEE;CN=Bo Lund;PARTSTAT=NEEDS-ACTION:mailto:bo@office.example\r\n\
    END:VEVENT\r\nEND:VCALENDAR\r\n--b--\r\n";

//! One draft of each kind in English and German, as an office would write it.

use secretariat::Provenance;
use secretariat::communications::{
    ActionItem, Attachment, Attendee, BoundFact, ColumnAlign, DecisionItem, Draft, DraftBlock, DraftCell,
    DraftKind, DraftRow, Inline, Invite, InviteEnd, InviteMethod, Letter, LetterColumn, LetterReference,
    ListItem, Participation, Recipient, TableColumn,
};
use secretariat::documents::Mailbox;
use secretariat::id::{DraftId, SeededRandomness};

/// Writes texts with facts in them: `{amount:EUR 10}` becomes a slot with its fact.
pub(super) struct Writer {
    pub(super) facts: Vec<BoundFact>,
    german: bool,
}

impl Writer {
    pub(super) fn new(german: bool) -> Self {
        Self { facts: Vec::new(), german }
    }

    /// Writes the text of the language.
    pub(super) fn words(&mut self, english: &str, german: &str) -> Vec<Inline> {
        let mut rest = if self.german { german } else { english };
        let mut inlines = Vec::new();
        while let Some((before, marked)) = rest.split_once('{') {
            let (slot, after) = marked.split_once('}').unwrap();
            let (role, surface) = slot.split_once(':').unwrap();
            inlines.push(Inline::Text { text: before.to_owned() });
            inlines.push(match role {
                "link" => {
                    let (text, target) = surface.split_once('|').unwrap();
                    Inline::Link { text: text.to_owned(), target: target.to_owned() }
                }
                _ => self.fact(role, surface),
            });
            rest = after;
        }
        inlines.push(Inline::Text { text: rest.to_owned() });
        inlines.retain(|inline| *inline != Inline::Text { text: String::new() });
        inlines
    }

    pub(super) fn fact(&mut self, role: &str, surface: &str) -> Inline {
        let id = format!("f{}", self.facts.len() + 1);
        let (role, surface) = (role.to_owned(), surface.to_owned());
        self.facts.push(BoundFact {
            id: id.clone(),
            role,
            surface,
            source: None,
            asserted_by: Provenance::User,
        });
        Inline::Fact { fact: id }
    }

    pub(super) fn paragraph(&mut self, english: &str, german: &str) -> DraftBlock {
        DraftBlock::Paragraph { inlines: self.words(english, german) }
    }

    fn heading(&mut self, english: &str, german: &str) -> DraftBlock {
        DraftBlock::Heading { level: 2, inlines: self.words(english, german) }
    }

    fn signature(&mut self) -> DraftBlock {
        let inlines = self
            .words("Kind regards\n\n{sender:Aylin Demir}", "Mit freundlichen Grüßen\n\n{sender:Aylin Demir}");
        DraftBlock::Signature { inlines }
    }

    fn list(&mut self, ordered: bool, items: &[(u8, &str, &str)]) -> DraftBlock {
        let items = items
            .iter()
            .map(|(level, english, german)| ListItem { level: *level, inlines: self.words(english, german) });
        DraftBlock::ItemList { ordered, items: items.collect() }
    }

    pub(super) fn table(
        &mut self,
        titles: &[(&str, &str, ColumnAlign)],
        rows: &[(bool, &[(&str, &str)])],
    ) -> DraftBlock {
        let columns = titles
            .iter()
            .map(|(english, german, align)| TableColumn { title: self.words(english, german), align: *align })
            .collect();
        let mut made = Vec::new();
        for (total, cells) in rows {
            let cells = cells
                .iter()
                .map(|(english, german)| DraftCell { inlines: self.words(english, german) })
                .collect();
            made.push(DraftRow { cells, total: *total });
        }
        DraftBlock::Table { columns, rows: made }
    }
}

pub(super) fn mailbox(name: &str, address: &str) -> Mailbox {
    Mailbox { name: (!name.is_empty()).then(|| name.to_owned()), address: address.to_owned() }
}

pub(super) fn recipient(name: &str, address: &str, role: &str) -> Recipient {
    Recipient { mailbox: mailbox(name, address), role: role.to_owned(), provenance: Provenance::User }
}

pub(super) fn id(seed: u64) -> DraftId {
    DraftId::new(jiff::Timestamp::UNIX_EPOCH, &SeededRandomness::new(seed))
}

/// The content of the file that goes with letters.
pub(super) const PLAN: &[u8] = b"%PDF-1.7 a plan of the rooms";

/// The draft of a kind.
pub(super) fn sample(kind: DraftKind, german: bool) -> Draft {
    let mut writer = Writer::new(german);
    let (subject, blocks) = content(kind, &mut writer);
    let language = if german { "de" } else { "en" };
    Draft {
        sender: Some(mailbox("Aylin Demir", "a.demir@lindqvist-hartmann.example")),
        recipients: vec![
            recipient("Fiona Ashcroft", "fiona.ashcroft@thornbury.example", "to"),
            recipient("Jörg Müßig", "joerg@müßig.example", "cc"),
        ],
        subject,
        blocks,
        invite: invite(kind),
        letter: (kind == DraftKind::Letter).then(|| letter(&mut writer)),
        attachments: if kind == DraftKind::Letter { vec![plan()] } else { Vec::new() },
        facts: writer.facts,
        ..Draft::new(id(7), kind, language, "2026-11-23T09:00:00Z")
    }
}

fn plan() -> Attachment {
    Attachment {
        document: None,
        sha256: "a2d3e4c2d9b0a8a6d0d3a7d5d0a1f2b3".to_owned(),
        name: "Raumplan.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
    }
}

fn content(kind: DraftKind, w: &mut Writer) -> (Vec<Inline>, Vec<DraftBlock>) {
    use ColumnAlign::{End, Start};
    match kind {
        DraftKind::Reply | DraftKind::FollowUp | DraftKind::NewMail => (
            w.words("Re: Quotation {reference:Q-2026-0871}", "Re: Angebot {reference:Q-2026-0871}"),
            vec![
                w.paragraph("Dear {recipient:Fiona Ashcroft},", "Guten Tag {recipient:Fiona Ashcroft},"),
                w.paragraph(
                    "thank you for your quotation of {date:20 November 2026}. We take {number:62} metres at \
                     {amount:EUR 54.80} each, {amount:EUR 3,397.60} in all, delivered by {date:4 December 2026}.",
                    "vielen Dank für Ihr Angebot vom {date:20.11.2026}. Wir nehmen {number:62} Meter zu je \
                     {amount:54,80 €}, zusammen {amount:3.397,60 €}, geliefert bis zum {date:04.12.2026}.",
                ),
                w.list(
                    false,
                    &[
                        (0, "Colour: petrol", "Farbe: Petrol"),
                        (1, "Sample {reference:P-17}", "Muster {reference:P-17}"),
                        (0, "Delivery: {place:Speicherhof 3}", "Lieferung: {place:Speicherhof 3}"),
                    ],
                ),
                w.paragraph(
                    "The terms are at {link:our web site|https://lindqvist-hartmann.example/terms}.",
                    "Die Bedingungen stehen auf {link:unserer Seite|https://lindqvist-hartmann.example/terms}.",
                ),
                w.signature(),
            ],
        ),
        DraftKind::Reminder | DraftKind::Letter => (
            w.words("Invoice {reference:2026-4711} of {date:2 October 2026}", "Rechnung {reference:2026-4711} vom {date:2. Oktober 2026}"),
            vec![
                w.paragraph("Dear Ms {recipient:Ashcroft},", "Sehr geehrte Frau {recipient:Ashcroft},"),
                w.paragraph(
                    "we have not yet received your payment of {amount:EUR 3,370.08}. It was due on \
                     {date:1 November 2026}. The positions in detail:",
                    "Ihre Zahlung über {amount:3.370,08 €} ist noch nicht bei uns eingegangen. Sie war am \
                     {date:1. November 2026} fällig. Die Positionen im Einzelnen:",
                ),
                w.table(
                    &[("Position", "Position", Start), ("Quantity", "Menge", End), ("Price", "Preis", End), ("Sum", "Summe", End)],
                    &[
                        (false, &[("Chairs, oak, with arms and cushions in petrol", "Stühle, Eiche, mit Armlehnen und Polstern in Petrol"), ("{number:40}", "{number:40}"), ("{amount:EUR 70.80}", "{amount:70,80 €}"), ("{amount:EUR 2,832.00}", "{amount:2.832,00 €}")]),
                        (false, &[("VAT {percent:19 %}", "Umsatzsteuer {percent:19 %}"), ("", ""), ("", ""), ("{amount:EUR 538.08}", "{amount:538,08 €}")]),
                        (true, &[("Total", "Gesamt"), ("", ""), ("", ""), ("{amount:EUR 3,370.08}", "{amount:3.370,08 €}")]),
                    ],
                ),
                w.paragraph(
                    "Please pay by {date:7 December 2026} to the account {iban:DE89 3704 0044 0532 0130 00}. If \
                     your payment has crossed this letter, please take no notice of it.",
                    "Bitte zahlen Sie bis zum {date:7. Dezember 2026} auf das Konto {iban:DE89 3704 0044 0532 0130 00}. \
                     Hat sich Ihre Zahlung mit diesem Schreiben gekreuzt, betrachten Sie es bitte als gegenstandslos.",
                ),
                w.signature(),
            ],
        ),
        DraftKind::Memo | DraftKind::Announcement => (
            w.words("New opening hours from {date:1 January 2027}", "Neue Öffnungszeiten ab {date:1. Januar 2027}"),
            vec![
                w.paragraph(
                    "From {date:1 January 2027} the showroom is open from {time:9:30} to {time:18:00}.",
                    "Ab {date:1. Januar 2027} ist der Ausstellungsraum von {time:9:30} bis {time:18:00} Uhr geöffnet.",
                ),
                DraftBlock::Quote {
                    inlines: w.words("Customers come {number:2} hours later than in {year:2019}.", "Kunden kommen {number:2} Stunden später als {year:2019}."),
                    attribution: w.words("Report of {date:12 November 2026}", "Bericht vom {date:12. November 2026}"),
                },
                w.signature(),
            ],
        ),
        DraftKind::Minutes => (
            w.words("Minutes of {date:19 November 2026}", "Protokoll vom {date:19. November 2026}"),
            vec![
                w.paragraph(
                    "Present: {person:Aylin Demir}, {person:Per Lindqvist}, {person:Zoë O’Hara}. Start {time:10:00}, end {time:11:15}.",
                    "Anwesend: {person:Aylin Demir}, {person:Per Lindqvist}, {person:Zoë O’Hara}. Beginn {time:10:00}, Ende {time:11:15} Uhr.",
                ),
                w.heading("1. The lease", "1. Mietvertrag"),
                w.paragraph(
                    "The rent of {amount:EUR 6,450.00} stays until {date:31 March 2028}. Notice must be given {duration:6 months} before.",
                    "Die Miete von {amount:6.450,00 €} gilt bis zum {date:31. März 2028}. Die Kündigungsfrist beträgt {duration:6 Monate}.",
                ),
                DraftBlock::Decisions {
                    items: vec![
                        DecisionItem { inlines: w.words("The lease is not renewed.", "Der Mietvertrag wird nicht verlängert.") },
                        DecisionItem { inlines: w.words("Rooms of {quantity:240 m²} are looked for.", "Räume von {quantity:240 m²} werden gesucht.") },
                    ],
                },
                DraftBlock::ActionItems {
                    items: vec![
                        ActionItem {
                            task: w.words("Write to Harbour Quay Estates", "Harbour Quay Estates anschreiben"),
                            owner: w.words("{person:Per Lindqvist}", "{person:Per Lindqvist}"),
                            due: w.words("{date:30 November 2026}", "{date:30.11.2026}"),
                        },
                        ActionItem {
                            task: w.words("Ask three agents for offers", "Drei Makler um Angebote bitten"),
                            owner: w.words("{person:Zoë O’Hara}", "{person:Zoë O’Hara}"),
                            due: Vec::new(),
                        },
                    ],
                },
            ],
        ),
        DraftKind::Agenda => (
            w.words("Agenda for {date:3 December 2026}", "Tagesordnung für den {date:3. Dezember 2026}"),
            vec![
                w.paragraph("{place:Speicherhof 3}, {time:10:00}", "{place:Speicherhof 3}, {time:10:00} Uhr"),
                w.list(
                    true,
                    &[
                        (0, "Minutes of {date:19 November 2026}", "Protokoll vom {date:19. November 2026}"),
                        (0, "The lease", "Mietvertrag"),
                        (1, "Offers of agents", "Angebote der Makler"),
                        (1, "Costs up to {amount:EUR 80,000}", "Kosten bis {amount:80.000 €}"),
                        (0, "Any other business", "Verschiedenes"),
                    ],
                ),
            ],
        ),
        DraftKind::StatusReport => (
            w.words("Move: week {number:48}", "Umzug: Woche {number:48}"),
            vec![
                w.heading("Where we are", "Stand"),
                w.table(
                    &[("Work", "Arbeit", Start), ("Done", "Fertig", End), ("Until", "Bis", Start)],
                    &[
                        (false, &[("Search for rooms", "Suche nach Räumen"), ("{percent:60 %}", "{percent:60 %}"), ("{date:18 December 2026}", "{date:18.12.2026}")]),
                        (false, &[("Offers of movers", "Angebote der Spediteure"), ("{percent:25 %}", "{percent:25 %}"), ("{date:15 January 2027}", "{date:15.01.2027}")]),
                    ],
                ),
                w.heading("What may go wrong", "Risiken"),
                w.list(false, &[(0, "Rents rose by {percent:4.5 %} in {year:2026}.", "Die Mieten stiegen {year:2026} um {percent:4,5 %}.")]),
            ],
        ),
        DraftKind::Invitation | DraftKind::Reschedule | DraftKind::Cancellation | DraftKind::Rsvp => (
            w.words("Meeting about the lease on {date:3 December 2026}", "Besprechung zum Mietvertrag am {date:3. Dezember 2026}"),
            vec![
                w.paragraph("Dear {recipient:Fiona Ashcroft},", "Guten Tag {recipient:Fiona Ashcroft},"),
                w.paragraph(
                    "this is about our meeting on {date:3 December 2026} from {time:10:00} to {time:11:30} at {place:Speicherhof 3}.",
                    "es geht um unseren Termin am {date:3. Dezember 2026} von {time:10:00} bis {time:11:30} Uhr im {place:Speicherhof 3}.",
                ),
                w.signature(),
            ],
        ),
    }
}

fn invite(kind: DraftKind) -> Option<Invite> {
    let (method, sequence, participation) = match kind {
        DraftKind::Invitation => (InviteMethod::Request, 0, Participation::Unanswered),
        DraftKind::Reschedule => (InviteMethod::Request, 1, Participation::Unanswered),
        DraftKind::Cancellation => (InviteMethod::Cancel, 2, Participation::Accepted),
        DraftKind::Rsvp => (InviteMethod::Reply, 0, Participation::Accepted),
        _ => return None,
    };
    Some(Invite {
        uid: "lease-2026@lindqvist-hartmann.example".to_owned(),
        sequence,
        method,
        organiser: mailbox("Aylin Demir", "a.demir@lindqvist-hartmann.example"),
        attendees: vec![Attendee {
            mailbox: mailbox("Fiona Ashcroft", "fiona.ashcroft@thornbury.example"),
            optional: false,
            participation,
        }],
        start: "2026-12-03T10:00:00".parse().unwrap(),
        end: InviteEnd::After { minutes: 90 },
        time_zone: "Europe/Berlin".to_owned(),
        location: Some("Speicherhof 3, 20457 Hamburg".to_owned()),
    })
}

fn letter(w: &mut Writer) -> Letter {
    let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let (ours, yours) =
        if w.german { ("Unser Zeichen", "Ihr Zeichen") } else { ("Our reference", "Your reference") };
    Letter {
        sender: lines(&["Lindqvist & Hartmann GmbH", "Speicherhof 3", "20457 Hamburg"]),
        contact: lines(&["+49 40 123456-0", "office@lindqvist-hartmann.example"]),
        recipient: lines(&[
            "Thornbury Furniture Ltd",
            "Fiona Ashcroft",
            "12 Mill Lane",
            "Bristol BS35 2AB",
            "United Kingdom",
        ]),
        references: vec![
            LetterReference {
                label: yours.to_owned(),
                value: w.words("{reference:FA/2231}", "{reference:FA/2231}"),
            },
            LetterReference {
                label: ours.to_owned(),
                value: w.words("{reference:AD-118}", "{reference:AD-118}"),
            },
        ],
        date: w.words("{date:23 November 2026}", "Hamburg, den {date:23. November 2026}"),
        footer: vec![
            LetterColumn {
                lines: lines(&[
                    "Lindqvist & Hartmann GmbH",
                    "Geschäftsführer: Per Lindqvist",
                    "Amtsgericht Hamburg HRB 12345",
                ]),
            },
            LetterColumn {
                lines: lines(&["Commerzbank Hamburg", "DE89 3704 0044 0532 0130 00", "COBADEFFXXX"]),
            },
            LetterColumn { lines: lines(&["USt-IdNr. DE123456789", "www.lindqvist-hartmann.example"]) },
        ],
    }
}

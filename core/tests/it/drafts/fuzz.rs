//! Drafts of hostile and odd content in every form, for readers of other makers to judge
//! (`core/tests/judges/drafts.py FOLDER`).

use std::path::Path;

use secretariat::ErrorKind;
use secretariat::communications::render::{self, DraftForm, LetterForm, RenderOptions};
use secretariat::communications::{
    ActionItem, Attachment, Attendee, ColumnAlign, DecisionItem, Draft, DraftBlock, DraftCell, DraftKind,
    DraftRow, Inline, Invite, InviteEnd, InviteMethod, ListItem, Participation, TableColumn,
};
use sha2::{Digest, Sha256};

use super::samples::{Writer, id, mailbox, recipient, sample};

const NAMES: [&str; 14] = [
    "Ann Lee",
    "Zoë \"Zed\" O’Hara 🌱",
    "Müßig, Jörg (Büro)",
    "שלום כהן",
    "محمد الأمين",
    "Наталья Щербакова",
    "Ελένη Παπαδοπούλου",
    "a^b;c:d,e \\ f",
    "=?utf-8?Q?evil?=",
    "👩‍👩‍👧‍👦 Familie 👩‍👩‍👧‍👦 Familie 👩‍👩‍👧‍👦 Familie",
    "  two  blanks  ",
    "<b>bold</b> & 'quoted'",
    "Extraordinarily Long Name Of Somebody Whose Parents Could Not Agree On Anything Shorter Than This One",
    "🪑",
];

const WORDS: [&str; 22] = [
    "delivery",
    "Größe",
    "🪑",
    "<script>alert(1)</script>",
    "a|b",
    "*star*",
    "_under_",
    "# not a heading",
    "\n.\n",
    "\nFrom here",
    "=20",
    "שלום",
    "مرحبا",
    "\u{202E}evil\u{202C}",
    "tab\there",
    "\u{7}bell",
    "&amp;",
    "]]>",
    "ﬁne",
    "e\u{301}",
    "1. not a list",
    "-- ",
];

const FACTS: [&str; 14] = [
    "EUR 1,234.56",
    "1.234,56 €",
    "4 December 2026",
    "04.12.2026",
    "DE89 3704 0044 0532 0130 00",
    "Q-2026-0871",
    "19 %",
    "240 m²",
    "9:30",
    "Zoë O’Hara",
    "+49 40 123456-0",
    "ann.lee@them.example",
    "-17,5 °C",
    "Łódź",
];

const INJECTIONS: [&str; 4] =
    ["x\r\nBcc: evil@x.example", "x\nX-Evil: 1", "x\0y", "x\r\nATTENDEE:mailto:evil@x.example"];

const ZONES: [&str; 6] =
    ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Australia/Lord_Howe", "Africa/Casablanca"];

/// Numbers in an order that each seed fixes.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        // Knuth's constants of MMIX; the upper bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % below
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }

    fn words(&mut self, writer: &mut Writer) -> Vec<Inline> {
        let mut inlines = Vec::new();
        for _ in 0..=self.roll(12) {
            let inline = match self.roll(10) {
                0..3 => writer.fact("said", self.pick(&FACTS)),
                3 => Inline::Link {
                    text: self.pick(&WORDS).to_owned(),
                    target: self
                        .pick(&["https://x.example/a?b=c&d", "javascript:alert(1)", "mailto:a@x.example"])
                        .to_owned(),
                },
                4 => Inline::Text { text: "word ".repeat(self.roll(60)) },
                _ => Inline::Text { text: self.pick(&WORDS).to_owned() },
            };
            inlines.push(inline);
            inlines.push(Inline::Text { text: " ".to_owned() });
        }
        inlines
    }

    fn block(&mut self, w: &mut Writer) -> DraftBlock {
        match self.roll(8) {
            0 => DraftBlock::Heading { level: self.roll(5) as u8, inlines: self.words(w) },
            1 => {
                let ordered = self.roll(2) == 0;
                let items = (0..=self.roll(5))
                    .map(|_| ListItem { level: self.roll(6) as u8, inlines: self.words(w) });
                DraftBlock::ItemList { ordered, items: items.collect() }
            }
            2 => {
                let column = |dice: &mut Self, w: &mut Writer| {
                    let align = if dice.roll(2) == 0 { ColumnAlign::Start } else { ColumnAlign::End };
                    TableColumn { title: dice.words(w), align }
                };
                let columns = (0..self.roll(5)).map(|_| column(self, w)).collect();
                let mut rows = Vec::new();
                for _ in 0..self.roll(6) {
                    let cells = (0..self.roll(6)).map(|_| DraftCell { inlines: self.words(w) }).collect();
                    rows.push(DraftRow { cells, total: self.roll(4) == 0 });
                }
                DraftBlock::Table { columns, rows }
            }
            3 => DraftBlock::Quote { inlines: self.words(w), attribution: self.words(w) },
            4 => {
                let item = |dice: &mut Self, w: &mut Writer| ActionItem {
                    task: dice.words(w),
                    owner: dice.words(w),
                    due: Vec::new(),
                };
                DraftBlock::ActionItems { items: (0..self.roll(4)).map(|_| item(self, w)).collect() }
            }
            5 => {
                let items = (0..self.roll(4)).map(|_| DecisionItem { inlines: self.words(w) });
                DraftBlock::Decisions { items: items.collect() }
            }
            _ => DraftBlock::Paragraph { inlines: self.words(w) },
        }
    }

    fn draft(&mut self, seed: u64) -> (Draft, Vec<Vec<u8>>) {
        let kind = DraftKind::ALL[self.roll(DraftKind::ALL.len())];
        let mut writer = Writer::new(false);
        let letter = sample(DraftKind::Letter, false).letter.map(|letter| {
            let plain = |text: &str| vec![Inline::Text { text: text.to_owned() }];
            secretariat::communications::Letter {
                references: Vec::new(),
                date: plain("23 November 2026"),
                ..letter
            }
        });
        let blocks = (0..=self.roll(8)).map(|_| self.block(&mut writer)).collect();
        let mut files = Vec::new();
        let mut attachments = Vec::new();
        for _ in 0..self.roll(3) {
            let file: Vec<u8> = (0..self.roll(4_000)).map(|_| self.roll(256) as u8).collect();
            let name = self
                .pick(&["a.pdf", "Größe \"x\".pdf", "🪑 plan.txt", "long ".repeat(30).trim_end()])
                .to_owned();
            let media_type = "application/octet-stream".to_owned();
            attachments.push(Attachment { document: None, sha256: hash(&file), name, media_type });
            files.push(file);
        }
        let mut subject = vec![Inline::Text { text: self.pick(&NAMES).to_owned() + " " }];
        subject.push(writer.fact("said", self.pick(&FACTS)));
        let to = (0..=self.roll(4)).map(|at| {
            let role = ["to", "cc", "bcc"][self.roll(3).min(at)];
            recipient(self.pick(&NAMES), &format!("r{at}.{}@them.example", self.roll(900)), role)
        });
        let draft = Draft {
            recipients: to.collect(),
            sender: Some(mailbox(self.pick(&NAMES), "sender@us.example")),
            subject,
            blocks,
            attachments,
            invite: (self.roll(2) == 0).then(|| self.invite(seed)),
            letter: letter.filter(|_| kind == DraftKind::Letter),
            facts: writer.facts,
            ..Draft::new(
                id(seed),
                kind,
                self.pick(&["en", "de", "fr", "es", "it", "nl", "en-US"]),
                "2026-11-23T09:00:00Z",
            )
        };
        (draft, files)
    }

    fn invite(&mut self, seed: u64) -> Invite {
        let attendee = |dice: &mut Self, at: usize| Attendee {
            mailbox: mailbox(dice.pick(&NAMES), &format!("guest{at}@them.example")),
            optional: dice.roll(2) == 0,
            participation: Participation::Tentative,
        };
        let method = [InviteMethod::Request, InviteMethod::Cancel, InviteMethod::Reply][self.roll(3)];
        let count = if method == InviteMethod::Reply { 1 } else { self.roll(5) + 1 };
        let start =
            format!("2026-{:02}-{:02}T{:02}:30:00", self.roll(12) + 1, self.roll(28) + 1, self.roll(24));
        Invite {
            uid: format!("meeting-{seed}@us.example"),
            sequence: self.roll(9) as u32,
            method,
            organiser: mailbox(self.pick(&NAMES), "sender@us.example"),
            attendees: (0..count).map(|at| attendee(self, at)).collect(),
            start: start.parse().unwrap(),
            end: InviteEnd::After { minutes: self.roll(600) as u32 + 1 },
            time_zone: self.pick(&ZONES).to_owned(),
            location: Some(self.pick(&NAMES).to_owned() + "\r\nX-EVIL:1"),
        }
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the judge expects to read.
fn expected(draft: &Draft) -> serde_json::Value {
    let surfaces = |texts: Vec<&[Inline]>| -> Vec<String> {
        let facts = texts.into_iter().flatten().filter_map(|inline| match inline {
            Inline::Fact { fact } => draft.fact(fact).map(|fact| fact.surface.clone()),
            _ => None,
        });
        facts.collect()
    };
    let shown = |role: &str| -> Vec<_> {
        let list = draft.recipients.iter().filter(|recipient| recipient.role == role);
        list.map(|recipient| (recipient.mailbox.name.clone(), recipient.mailbox.address.clone())).collect()
    };
    let body = draft.texts().into_iter().skip(1).collect();
    serde_json::json!({
        "kind": draft.kind,
        "subject": draft.print(&draft.subject),
        "sender": draft.sender.as_ref().map(|sender| (sender.name.clone(), sender.address.clone())),
        "to": shown("to"),
        "cc": shown("cc"),
        "facts": surfaces(body),
        "attachments": draft.attachments.iter().map(|file| (file.name.clone(), file.sha256.clone())).collect::<Vec<_>>(),
        "invite": draft.invite.as_ref().map(|invite| serde_json::json!({
            "uid": invite.uid,
            "start": invite.start.to_string(),
            "attendees": invite.attendees.iter().map(|guest| (guest.mailbox.name.clone(), guest.mailbox.address.clone())).collect::<Vec<_>>(),
        })),
    })
}

/// Every header input with a line end in it is refused, in mail and calendar.
fn ensure_refused(dice: &mut Dice, draft: &Draft, files: &[&[u8]]) {
    let bad = dice.pick(&INJECTIONS);
    let mut forged = draft.clone();
    match dice.roll(3) {
        0 => forged.subject = vec![Inline::Text { text: bad.to_owned() }],
        1 => forged.sender = Some(mailbox(bad, "sender@us.example")),
        _ => forged.recipients[0].mailbox.name = Some(bad.to_owned()),
    }
    assert_eq!(render::eml_with(&forged, files).unwrap_err().kind(), ErrorKind::InvalidInput);
    if let Some(invite) = &mut forged.invite {
        invite.attendees[0].mailbox.name = Some(bad.to_owned());
        assert_eq!(render::ics(&forged).unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}

/// Writes drafts into a folder, each in every form, with what a reader should find.
fn write(seeds: std::ops::Range<u64>, folder: Option<&Path>) {
    for seed in seeds {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 5);
        let (draft, files) = dice.draft(seed);
        let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        ensure_refused(&mut dice, &draft, &files);
        let letter =
            [LetterForm::DinA, LetterForm::DinB, LetterForm::Uk, LetterForm::UsBlock, LetterForm::UsModified];
        let options = RenderOptions { letter_form: Some(letter[dice.roll(letter.len())]) };
        for (form, end) in [
            (DraftForm::Text, "txt"),
            (DraftForm::Markdown, "md"),
            (DraftForm::Html, "html"),
            (DraftForm::Eml, "eml"),
            (DraftForm::Docx, "docx"),
            (DraftForm::Pdf, "pdf"),
            (DraftForm::Ics, "ics"),
        ] {
            if form == DraftForm::Ics && draft.invite.is_none() {
                continue;
            }
            let bytes = render::render(&draft, form, &options, &files);
            let bytes = bytes.unwrap_or_else(|error| panic!("draft {seed} as {form:?}: {error}\n{draft:?}"));
            if let Some(folder) = folder {
                std::fs::write(folder.join(format!("{seed:05}.{end}")), bytes).unwrap();
            }
        }
        if let Some(folder) = folder {
            let json = serde_json::to_vec_pretty(&expected(&draft)).unwrap();
            std::fs::write(folder.join(format!("{seed:05}.json")), json).unwrap();
        }
    }
}

#[test]
fn odd_drafts_have_every_form_and_forged_headers_are_refused() {
    write(0..40, None);
}

#[test]
#[ignore = "writes files for other readers: set SECRETARIAT_DRAFTS to an empty folder"]
fn odd_drafts_are_written_for_other_readers() {
    let folder = std::env::var_os("SECRETARIAT_DRAFTS").unwrap();
    let number = |name: &str, usual: u64| {
        std::env::var_os(name).map_or(usual, |number| number.to_string_lossy().parse().unwrap())
    };
    let (from, count) = (number("SECRETARIAT_DRAFTS_FROM", 0), number("SECRETARIAT_DRAFTS_COUNT", 200));
    std::fs::create_dir_all(&folder).unwrap();
    write(from..from + count, Some(Path::new(&folder)));
}

#[test]
#[ignore = "writes files to look at: set SECRETARIAT_DRAFTS to an empty folder"]
fn samples_are_written_to_look_at() {
    let folder = std::env::var_os("SECRETARIAT_DRAFTS").unwrap();
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    for kind in DraftKind::ALL {
        for (german, language) in [(true, "de"), (false, "en")] {
            let draft = super::facts::with_files(sample(kind, german));
            let files = [super::samples::PLAN];
            for (form, end) in [
                (DraftForm::Html, "html"),
                (DraftForm::Docx, "docx"),
                (DraftForm::Pdf, "pdf"),
                (DraftForm::Eml, "eml"),
            ] {
                let bytes = render::render(&draft, form, &RenderOptions::default(), &files).unwrap();
                std::fs::write(folder.join(format!("{kind:?}-{language}.{end}")), bytes).unwrap();
            }
        }
    }
    let letter = super::facts::with_files(sample(DraftKind::Letter, false));
    for form in
        [LetterForm::DinA, LetterForm::DinB, LetterForm::Uk, LetterForm::UsBlock, LetterForm::UsModified]
    {
        let options = RenderOptions { letter_form: Some(form) };
        std::fs::write(folder.join(format!("letter-{form:?}.pdf")), render::pdf(&letter, &options).unwrap())
            .unwrap();
        std::fs::write(
            folder.join(format!("letter-{form:?}.docx")),
            render::docx(&letter, &options).unwrap(),
        )
        .unwrap();
    }
}

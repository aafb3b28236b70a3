//! The state that all rules of one document share.

use jiff::civil::Date;

use crate::documents::facts::{Brief, DocumentKind};
use crate::documents::model::ParsedDocument;
use crate::documents::understand::Context;
use crate::documents::understand::identity::{self, Days};
use crate::documents::understand::judge::Verdict;
use crate::documents::understand::lexicon::any;
use crate::documents::understand::moments::{Moment, Reading, moments};
use crate::documents::understand::references;
use crate::documents::understand::sides::{Side, bound, sides};
use crate::documents::understand::units::{Shape, Source, Unit, Zone, units};

/// A document at hand, cut into units, with the day it was written.
pub(super) struct Work<'a> {
    /// The document.
    pub(super) document: &'a ParsedDocument,
    /// Gives places and quotes.
    pub(super) source: Source<'a>,
    /// What states something, in reading order.
    pub(super) units: Vec<Unit>,
    /// The days in each unit.
    pub(super) moments: Vec<Vec<Moment>>,
    /// What it is.
    pub(super) kind: DocumentKind,
    /// Whether it is a message.
    pub(super) mail: bool,
    /// Whether nobody waits for anything: a newsletter, an automatic answer.
    pub(super) silent: bool,
    /// Whether the document says that the bill is paid or will be collected.
    pub(super) paid: bool,
    /// Whether it says of itself that nothing is to be done: then only what is certain counts.
    pub(super) calm: bool,
    /// Whether it is an agreement or holds its terms.
    pub(super) contract: bool,
    /// The days that deadlines count from.
    pub(super) days: Days,
    /// The present day.
    pub(super) today: Date,
    /// How days are read.
    pub(super) reading: Reading,
    /// The sides of an agreement.
    pub(super) sides: Vec<Side>,
    /// Whether it has so few units that the whole of it tells nothing of one.
    pub(super) slight: bool,
    /// What the judge says of each unit.
    pub(super) verdicts: Vec<Verdict>,
    /// The two units that the judge is surest of, with how sure.
    pub(super) strongest: [(f32, usize); 2],
}

/// In a document of so few units of its own each is read for itself: of such ones the trees have learned little.
const SLIGHT: usize = 6;

/// From this probability on a document wants something, whatever else it says.
const CERTAIN: f32 = 0.8;

/// Lines that stand on several pages or slides, but for a number, are furniture.
fn quiet_repeats(units: &mut [Unit]) {
    let bare = |unit: &Unit| unit.plain.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let mut counts: std::collections::HashMap<String, u32> = std::collections::HashMap::new();
    for unit in units.iter().filter(|unit| unit.zone == Zone::Body && unit.shape == Shape::Sentence) {
        *counts.entry(bare(unit)).or_default() += 1;
    }
    for unit in units.iter_mut().filter(|unit| unit.zone == Zone::Body && unit.shape == Shape::Sentence) {
        let words = bare(unit);
        if words.chars().count() > 8 && counts.get(&words).is_some_and(|count| *count > 2) {
            unit.zone = Zone::Furniture;
        }
    }
}

impl<'a> Work<'a> {
    /// Cuts the document and tells what it is; fills in what the brief says of the whole.
    pub(super) fn begin(document: &'a ParsedDocument, context: &'a Context, brief: &mut Brief) -> Self {
        let source = Source::new(&context.document, document);
        let lexicon = identity::language(document);
        let mut units = units(document, lexicon);
        quiet_repeats(&mut units);
        let month_first = identity::month_first(document);
        let today = context.now.date();
        let bulk = identity::is_bulk(document, &units);
        let mut kind = identity::kind(document, &units, &context.name, bulk);
        let agreement = kind == DocumentKind::Contract;
        let sides =
            if agreement || matches!(kind, DocumentKind::Other | DocumentKind::Note | DocumentKind::Report) {
                sides(&units, agreement)
            } else {
                Vec::new()
            };
        // "Catering Terms" between "the Client" and "the Caterer".
        if !sides.is_empty() {
            kind = DocumentKind::Contract;
        }
        let days = identity::days(document, &units, &source, Reading { anchor: today, month_first }, kind);
        let anchor = days.own.as_ref().map_or(today, |fact| fact.date);
        // An old or mistaken date must not move the reading of "12 March" by years.
        let reading = Reading { anchor, month_first };
        let mut moments: Vec<Vec<Moment>> =
            units.iter().map(|unit| moments(&unit.plain, unit.lexicon, reading)).collect();
        references::resolve(&units, &mut moments);
        references::count_back(&units, &mut moments);
        let says = |cue: &str| units.iter().any(|unit| unit.is_body() && any(cue, &unit.plain));
        // Who asks for the money has not got it, whatever is said of another bill.
        let asks = units.iter().any(|unit| {
            unit.is_body() && unit.has("imperative") && unit.has("topic_payment") && !unit.has("courtesy")
        });
        let settled = |unit: &Unit| {
            unit.is_body()
                && unit.shape != Shape::Row
                && any("paid", &unit.plain)
                && !any("paid_other", &unit.plain)
        };
        let demands = matches!(kind, DocumentKind::Reminder | DocumentKind::Notice);
        // "Shall be paid by the Hirer" says nothing of a payment made.
        let paid = kind != DocumentKind::Contract
            && !asks
            && units.iter().any(settled)
            && !says("unpaid")
            && !demands;
        let mail = identity::is_mail(document);
        brief.kind = kind;
        brief.title = identity::title(document, &units, &context.name);
        brief.language = (!document.text.trim().is_empty()).then(|| lexicon.tag.to_owned());
        brief.date.clone_from(&days.own);
        let mut work = Self {
            silent: bulk || identity::is_automatic(document, &units),
            contract: kind == DocumentKind::Contract,
            calm: says("no_action")
                || any("no_action", document.metadata.subject.as_deref().unwrap_or_default()),
            slight: units.iter().filter(|unit| unit.is_body()).take(SLIGHT).count() < SLIGHT,
            reading,
            sides,
            source,
            document,
            units,
            moments,
            kind,
            mail,
            paid,
            days,
            today,
            verdicts: Vec::new(),
            strongest: [(0.0, usize::MAX); 2],
        };
        work.judge();
        // "Nothing more is needed on that" may be said of one thing beside another that is.
        work.calm &= work.strongest[0].0 < CERTAIN;
        work
    }

    /// Lets the judge read what the author says, unless nothing of it would be used.
    fn judge(&mut self) {
        if self.silent || self.is_long() {
            return;
        }
        let judged = |at: usize| match self.units.get(at) {
            Some(unit) if matches!(unit.zone, Zone::Body | Zone::Heading) => Verdict::of(self, at),
            _ => Verdict::default(),
        };
        let verdicts: Vec<Verdict> = (0..self.units.len()).map(judged).collect();
        for (at, verdict) in verdicts.iter().enumerate() {
            let sure = verdict.strongest();
            let [first, second] = self.strongest;
            if sure > first.0 {
                self.strongest = [(sure, at), first];
            } else if sure > second.0 {
                self.strongest = [first, (sure, at)];
            }
        }
        self.verdicts = verdicts;
    }

    /// Returns the day that relative expressions and terms count from.
    pub(super) fn anchor(&self) -> Date {
        self.days.own.as_ref().map_or(self.today, |fact| fact.date)
    }

    /// Returns the name of the side of an agreement that a unit binds at a place in it.
    pub(super) fn obliged(&self, unit: &Unit, place: usize) -> Option<String> {
        bound(&self.sides, &unit.plain, place).map(Side::full)
    }

    /// Returns units with their index and the days in them.
    pub(super) fn dated(&self) -> impl Iterator<Item = (usize, &Unit, &[Moment])> {
        self.units
            .iter()
            .zip(&self.moments)
            .enumerate()
            .map(|(at, (unit, found))| (at, unit, found.as_slice()))
    }

    /// Says whether the document speaks to its reader: a message, a letter, a notice, an offer, a bill.
    pub(super) fn addresses_reader(&self) -> bool {
        use DocumentKind as K;
        matches!(
            self.kind,
            K::Mail
                | K::Letter
                | K::Notice
                | K::Reminder
                | K::Offer
                | K::Order
                | K::Invoice
                | K::Invitation
                | K::Contract
        )
    }

    /// Says whether the document is longer than a letter or a contract: a prospectus, a report, a book.
    pub(super) fn is_long(&self) -> bool {
        !self.mail && self.document.text.len() > 60_000
    }

    /// Says whether the document is working paper of an office: minutes, notes, slides, lists.
    pub(super) fn is_working_paper(&self) -> bool {
        matches!(
            self.kind,
            DocumentKind::Minutes
                | DocumentKind::Note
                | DocumentKind::Presentation
                | DocumentKind::Spreadsheet
        )
    }
}

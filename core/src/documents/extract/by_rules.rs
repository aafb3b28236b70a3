//! A form filled by rules: facts of the brief, accounts and addresses of the text, values behind labels.

use serde_json::Value;

use super::by_model::options;
use super::form::{Form, Leaf, Sort};
use super::held::{Held, part};
use super::labels::Labels;
use super::lists;
use super::names::any;
use super::support::{json_number, number_of};
use super::{ExtractedLeaf, LeafSupport, UnfilledReason};
use crate::documents::facts::{AmountFact, Deadline, DeadlineKind, Party};
use crate::documents::grounded::Quotable;
use crate::documents::model::ParsedDocument;
use crate::documents::record::Document;
use crate::documents::understand::Source;
use crate::evidence::Evidence;
use crate::values::{self, Reading, ValueKind, ValueOptions};

/// The roles of amounts, each with the words that name it; those that tell more stand first.
const AMOUNTS: [(&str, &[&str]); 7] = [
    ("net", &["net", "netto"]),
    ("tax", &["tax", "vat", "ust", "mwst", "steuer", "umsatzsteuer"]),
    ("subtotal", &["subtotal", "zwischensumme"]),
    ("rent", &["rent", "miete"]),
    ("deposit", &["deposit", "kaution"]),
    ("fee", &["fee", "honorar", "gebühr"]),
    ("total", &["total", "gross", "brutto", "gesamtbetrag", "rechnungsbetrag", "amount", "betrag", "summe"]),
];

/// The kinds of deadlines, each with the words that name it.
const DEADLINES: [(DeadlineKind, &[&str]); 8] = [
    (DeadlineKind::Notice, &["notice", "termination", "kündigung", "kündigungsfrist"]),
    (DeadlineKind::Discount, &["discount", "skonto"]),
    (DeadlineKind::Objection, &["objection", "appeal", "widerspruch", "einspruch"]),
    (DeadlineKind::Reply, &["reply", "response", "answer", "antwort"]),
    (DeadlineKind::Delivery, &["delivery", "deliver", "liefertermin", "lieferung"]),
    (DeadlineKind::Registration, &["registration", "register", "anmeldung", "anmeldeschluss"]),
    (DeadlineKind::Validity, &["valid", "validity", "gültig"]),
    (
        DeadlineKind::Payment,
        &["due", "payment", "pay", "payable", "fällig", "fälligkeit", "zahlung", "zahlungsziel"],
    ),
];

/// The sides of papers, each with the words that forms have for it and the roles that briefs give it.
const SIDES: [(&[&str], &[&str]); 2] = [
    (
        &[
            "sender",
            "supplier",
            "vendor",
            "seller",
            "issuer",
            "creditor",
            "from",
            "absender",
            "lieferant",
            "verkäufer",
        ],
        &["sender", "supplier", "seller", "contractor", "auftragnehmer", "verkäufer"],
    ),
    (
        &["recipient", "customer", "buyer", "client", "debtor", "to", "empfänger", "kunde", "käufer"],
        &["recipient", "customer", "buyer", "client", "auftraggeber", "käufer"],
    ),
];

/// A value as it was found, with its proof.
pub(super) struct Found {
    pub(super) value: Value,
    pub(super) support: LeafSupport,
    pub(super) evidence: Evidence,
}

/// What rules know of a document.
pub(super) struct Rules<'a> {
    pub(super) document: &'a Document,
    pub(super) parsed: &'a ParsedDocument,
    pub(super) source: Source<'a>,
    pub(super) options: ValueOptions,
    labels: Labels,
    /// Accounts, addresses and numbers of the text.
    contacts: Vec<values::Value>,
}

/// Fills a form with what rules know.
pub(super) fn fill(form: &Form, document: &Document, parsed: &ParsedDocument) -> Held {
    let source = Source::new(&document.id, parsed);
    let options = options(document);
    let all = values::find(&parsed.text, &options).into_iter();
    let is_contact = |value: &values::Value| {
        matches!(value.kind(), ValueKind::Iban | ValueKind::Email | ValueKind::Phone | ValueKind::Url)
    };
    let contacts = all.filter(is_contact).collect();
    let labels = Labels::read(parsed, &source);
    let rules = Rules { document, parsed, source, options, labels, contacts };
    let mut held = Held::default();
    let value = rules.part(form, "", &mut held);
    held.value = value;
    held
}

impl Rules<'_> {
    fn part(&self, form: &Form, at: &str, held: &mut Held) -> Value {
        match form {
            Form::Object(parts) => {
                let filled = parts.iter().map(|(name, form)| {
                    (name.clone(), self.part(form, &format!("{at}/{}", part(name)), held))
                });
                Value::Object(filled.collect())
            }
            Form::List(entry, names) => {
                let entries = lists::entries(self, entry, names, at, held);
                if entries.is_empty() {
                    held.miss(at, UnfilledReason::NotFound, "rules found no entries of this list");
                }
                Value::Array(entries)
            }
            Form::Leaf(leaf) => match self.leaf(leaf) {
                Ok(found) => keep(found, at, held),
                Err((reason, message)) => {
                    held.miss(at, reason, message);
                    Value::Null
                }
            },
        }
    }

    fn leaf(&self, leaf: &Leaf) -> Result<Found, (UnfilledReason, &'static str)> {
        if leaf.sort == Sort::YesNo {
            return Err((UnfilledReason::NotFound, "rules answer no yes or no: that takes a model"));
        }
        if let Some(found) = self.contact(leaf)? {
            return Ok(found);
        }
        // "Total: 5,888.12" is the total, whatever the line above calls one.
        let plain = matches!(leaf.sort, Sort::Number | Sort::Whole | Sort::Date);
        let exact = || self.labelled(leaf, true).filter(|_| plain);
        let found = exact().or_else(|| self.fact(leaf)).or_else(|| self.labelled(leaf, false));
        let found = found.or_else(|| self.title(leaf));
        found.ok_or((UnfilledReason::NotFound, "rules found it neither among the facts nor behind a label"))
    }

    /// The one account, address or number of the text, unless it is that of a party.
    fn contact(&self, leaf: &Leaf) -> Result<Option<Found>, (UnfilledReason, &'static str)> {
        let kind = if any(&leaf.own, &["iban"]) {
            ValueKind::Iban
        } else if any(&leaf.own, &["email", "mail"]) {
            ValueKind::Email
        } else if any(&leaf.own, &["phone", "telephone", "telefon", "tel"]) {
            ValueKind::Phone
        } else if any(&leaf.own, &["url", "website", "web"]) {
            ValueKind::Url
        } else {
            return Ok(None);
        };
        if let Some(found) = self.party(leaf).filter(|_| kind == ValueKind::Email).and_then(address_of) {
            return Ok(Some(found));
        }
        let mut of_kind = self.contacts.iter().filter(|value| value.kind() == kind);
        let Some(first) = of_kind.next() else {
            return Err((UnfilledReason::NotFound, "the document holds none of this kind"));
        };
        if of_kind.any(|other| !other.equals(first)) {
            return Err((
                UnfilledReason::Ambiguous,
                "the document holds several, and nothing tells which is meant",
            ));
        }
        let value = match first.best() {
            Reading::Iban { iban } => iban.clone(),
            _ => first.text.clone(),
        };
        let support = if value == first.text { LeafSupport::Quoted } else { LeafSupport::SameValue };
        let evidence = self.source.evidence(first.span);
        Ok(Some(Found { value: Value::String(value), support, evidence }))
    }

    /// A fact of the brief.
    fn fact(&self, leaf: &Leaf) -> Option<Found> {
        let own = &leaf.own;
        if any(own, &["currency", "währung"]) {
            return self
                .amount("total")
                .or_else(|| self.document.brief.amounts.first())
                .and_then(currency_of);
        }
        let dated =
            leaf.sort == Sort::Date || any(own, &["date", "datum", "deadline", "due", "frist", "until"]);
        if dated && !matches!(leaf.sort, Sort::Number | Sort::Whole) {
            return self.date(leaf);
        }
        let is_rate = any(own, &["rate", "percent", "percentage", "satz", "number", "id", "nr", "no"]);
        let role = AMOUNTS.iter().find(|(_, words)| any(own, words)).filter(|_| !is_rate);
        if let Some((role, _)) = role {
            return self.amount(role).and_then(|fact| amount_of(fact, leaf.sort));
        }
        if leaf.sort != Sort::Text {
            return None;
        }
        // "Customer" and "customer name" are a party; "customer number" and "bank name" are none.
        let parties = &self.document.brief.parties;
        let names_party = |word: &String| {
            ["name", "company", "firm", "firma"].contains(&word.as_str())
                || SIDES.iter().any(|(words, _)| words.contains(&word.as_str()))
                || parties.iter().any(|party| party.role.eq_ignore_ascii_case(word))
        };
        if !own.is_empty() && own.iter().all(names_party) {
            return self.party(leaf).map(name_of);
        }
        None
    }

    /// The amount of a role; of several totals the largest, which holds the others.
    fn amount(&self, role: &str) -> Option<&AmountFact> {
        let mut of_role = self.document.brief.amounts.iter().filter(|fact| fact.role == role);
        match role {
            "total" => of_role.max_by_key(|fact| number_of(fact.value.best())),
            _ => of_role.next(),
        }
    }

    fn date(&self, leaf: &Leaf) -> Option<Found> {
        let (brief, own) = (&self.document.brief, &leaf.own);
        if let Some((kind, _)) = DEADLINES.iter().find(|(_, words)| any(own, words)) {
            return brief.deadlines.iter().find(|deadline| deadline.kind == *kind).map(|d| self.deadline(d));
        }
        let role = |role: &str| brief.dates.iter().find(|fact| fact.role == role);
        let fact = if any(own, &["start", "begin", "beginn", "from", "commencement"]) {
            role("start")
        } else if any(own, &["end", "expiry", "expires", "ende", "ablauf"]) {
            let expiry = brief.deadlines.iter().find(|deadline| deadline.kind == DeadlineKind::Expiry);
            return expiry.map(|deadline| self.deadline(deadline)).or_else(|| role("end").map(day_of));
        } else {
            const OF_PAPER: [&str; 11] = [
                "date",
                "datum",
                "invoice",
                "document",
                "letter",
                "issue",
                "issued",
                "bill",
                "rechnungsdatum",
                "rechnung",
                "ausstellungsdatum",
            ];
            // "Birth date" is not the date of the letter.
            let is_own = own.iter().all(|word| OF_PAPER.contains(&word.as_str()));
            brief.date.as_ref().filter(|_| is_own)
        };
        fact.map(day_of)
    }

    pub(super) fn deadline(&self, deadline: &Deadline) -> Found {
        let said = values::find(&deadline.evidence.quote, &self.options);
        let is_written =
            deadline.rule.is_none() || said.iter().any(|value| value.date() == Some(deadline.due));
        let support = if is_written { LeafSupport::SameValue } else { LeafSupport::Computed };
        Found { value: Value::String(deadline.due.to_string()), support, evidence: deadline.evidence.clone() }
    }

    /// The party that the names of a leaf, or of what is around it, mean.
    fn party(&self, leaf: &Leaf) -> Option<&Party> {
        let parties = &self.document.brief.parties;
        let of = |words: &[String]| {
            let by_role = parties.iter().find(|party| any(words, &[party.role.to_lowercase().as_str()]));
            by_role.or_else(|| {
                let (_, roles) = SIDES.iter().find(|(names, _)| any(words, names))?;
                parties.iter().find(|party| roles.contains(&party.role.to_lowercase().as_str()))
            })
        };
        of(&leaf.own).or_else(|| of(&leaf.above))
    }

    fn labelled(&self, leaf: &Leaf, exactly: bool) -> Option<Found> {
        let (span, value) = self.labels.value(leaf, exactly, &self.source, &self.options)?;
        self.typed(leaf.sort, self.source.evidence(span), value.as_ref())
    }

    /// Makes a value of the sort that is asked for.
    pub(super) fn typed(
        &self,
        sort: Sort,
        evidence: Evidence,
        value: Option<&values::Value>,
    ) -> Option<Found> {
        let found = |value: Value, support| Found { value, support, evidence: evidence.clone() };
        match sort {
            Sort::Text => Some(found(Value::String(one_line(&evidence.quote)), LeafSupport::Quoted)),
            Sort::Date => Some(found(Value::String(value?.date()?.to_string()), LeafSupport::SameValue)),
            Sort::Number | Sort::Whole => {
                let number = number_of(value?.best())?;
                let fits = sort == Sort::Number || number.is_integer();
                Some(found(json_number(number).filter(|_| fits)?, LeafSupport::SameValue))
            }
            Sort::YesNo => None,
        }
    }

    fn title(&self, leaf: &Leaf) -> Option<Found> {
        if leaf.sort != Sort::Text || !any(&leaf.own, &["title", "subject", "titel", "betreff"]) {
            return None;
        }
        let metadata = &self.document.metadata;
        let titles = [metadata.subject.as_deref(), Some(self.document.brief.title.as_str())];
        let text = Quotable::new(&self.parsed.text);
        let span = titles.into_iter().flatten().find_map(|title| text.find(title))?;
        self.typed(Sort::Text, self.source.evidence(span), None)
    }
}

/// Keeps what was found at its place.
pub(super) fn keep(found: Found, at: &str, held: &mut Held) -> Value {
    let Found { value, support, evidence } = found;
    held.leaves.push(ExtractedLeaf { pointer: at.to_owned(), support, evidence });
    value
}

pub(super) fn amount_of(fact: &AmountFact, sort: Sort) -> Option<Found> {
    let (value, support) = match sort {
        Sort::Text => (Value::String(fact.value.text.clone()), LeafSupport::Quoted),
        Sort::Number | Sort::Whole => {
            let number = number_of(fact.value.best())?;
            (
                json_number(number).filter(|_| sort == Sort::Number || number.is_integer())?,
                LeafSupport::SameValue,
            )
        }
        Sort::Date | Sort::YesNo => return None,
    };
    Some(Found { value, support, evidence: fact.evidence.clone() })
}

pub(super) fn currency_of(fact: &AmountFact) -> Option<Found> {
    let Reading::Amount { currency: Some(code), .. } = fact.value.best() else { return None };
    let said = fact.evidence.quote.contains(code.as_str());
    let support = if said { LeafSupport::Quoted } else { LeafSupport::SameValue };
    Some(Found { value: Value::String(code.clone()), support, evidence: fact.evidence.clone() })
}

pub(super) fn name_of(party: &Party) -> Found {
    let value = Value::String(party.name.clone());
    Found { value, support: LeafSupport::Quoted, evidence: party.evidence.clone() }
}

pub(super) fn address_of(party: &Party) -> Option<Found> {
    let address = party.address.clone()?;
    let said = party.evidence.quote.contains(&address);
    said.then(|| Found {
        value: Value::String(address),
        support: LeafSupport::Quoted,
        evidence: party.evidence.clone(),
    })
}

fn day_of(fact: &crate::documents::facts::DateFact) -> Found {
    let value = Value::String(fact.date.to_string());
    Found { value, support: LeafSupport::SameValue, evidence: fact.evidence.clone() }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! A planted office, and plays in it.

use secretariat::Office;
use secretariat::agents::Playbook;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::tools::direct::{Called, Direct, add, ensure_true, evidence_in, mail, office};

/// The first own address of the office.
pub(super) const BO: &str = "Bo Lund <bo@lindholm.example>";
pub(super) const ANN: &str = "Ann Weber <ann@shop.example>";

/// An office in English and German with something for each playbook.
pub(super) async fn planted() -> Office {
    let office = office("bo@lindholm.example").await;
    let files = [
        (
            "chairs.eml",
            mail(
                ANN,
                BO,
                "Chairs",
                "Fri, 20 Nov 2026 10:00:00 +0000",
                "Dear Bo,\n\nWithin how many days of delivery are returns accepted? Please let us know by 24 November \
                 2026.\n\nKind regards\nAnn Weber",
            ),
        ),
        (
            "regale.eml",
            mail(
                "Carl Sander <carl@sander.example>",
                BO,
                "Regale",
                "Thu, 19 Nov 2026 10:00:00 +0000",
                "Guten Tag Herr Lund,\n\nbitte schicken Sie uns die Zeichnung der Regale bis zum 4. Dezember 2026.\n\nMit \
                 freundlichen Grüßen\nCarl Sander",
            ),
        ),
        (
            "thanks.eml",
            mail(ANN, BO, "Thank you", "Thu, 19 Nov 2026 12:00:00 +0000", "Dear Bo,\n\nthank you for the nice day.\n\nAnn"),
        ),
        (
            "ours.eml",
            mail(
                BO,
                ANN,
                "Our order",
                "Wed, 18 Nov 2026 12:00:00 +0000",
                "Dear Ann,\n\nWe received the tables, thank you.\n\nBo",
            ),
        ),
        (
            "paid.eml",
            mail(
                "Accounts <accounts@harbour.example>",
                BO,
                "Payment",
                "Fri, 20 Nov 2026 12:00:00 +0000",
                "Dear Sir or Madam,\n\nWe have paid invoice LH-2026-12 today.\n\nHarbour Ltd",
            ),
        ),
        (
            "lh-11.md",
            "# Invoice LH-2026-11\n\nLindholm GmbH\n\nTo: Northgate Ltd, billing@northgate.example\n\nInvoice number: \
             LH-2026-11\n\nInvoice date: 2 October 2026\n\n10 tables\n\nTotal: EUR 1,190.00\n\nPlease pay by 16 October 2026.\n"
                .to_owned(),
        ),
        (
            "lh-12.md",
            "# Invoice LH-2026-12\n\nLindholm GmbH\n\nTo: Harbour Ltd, accounts@harbour.example\n\nInvoice number: \
             LH-2026-12\n\nInvoice date: 2 November 2026\n\n4 tables\n\nTotal: EUR 476.00\n\nPlease pay by 16 November 2026.\n"
                .to_owned(),
        ),
        (
            "moeller.md",
            "# Rechnung M-88\n\nMöller Bürobedarf e. K.\n\nAn: Lindholm GmbH\n\nRechnungsnummer: M-88\n\nRechnungsdatum: \
             10.11.2026\n\nPapier\n\nGesamtbetrag: 238,00 €\n\nBitte zahlen Sie den Betrag bis zum 30.11.2026.\n"
                .to_owned(),
        ),
        (
            "lease.md",
            "# Lease Agreement\n\nbetween Harbour Quay Estates Ltd (the \"Landlord\") and Lindholm GmbH (the \"Tenant\")\n\n\
             ## 1. Term\n\nThe lease begins on 1 April 2022 and ends on 31 March 2027. It is renewed for one year unless \
             either party gives notice in writing at least three months before the end of the term.\n\n## 2. Rent\n\nThe rent \
             is EUR 2,000.00 per month.\n"
                .to_owned(),
        ),
        (
            "vertrag.md",
            "# Wartungsvertrag\n\nzwischen der Kälte Nord GmbH (Auftragnehmer) und der Lindholm GmbH (Auftraggeber)\n\n## § 1 \
             Laufzeit\n\nDer Vertrag beginnt am 1. Januar 2025 und endet am 31. Dezember 2027. Er verlängert sich um ein Jahr, \
             wenn er nicht mit einer Frist von drei Monaten zum Ende der Laufzeit gekündigt wird.\n\n## § 2 Vergütung\n\nDie \
             Vergütung beträgt 90,00 € im Monat.\n"
                .to_owned(),
        ),
        (
            "notes.md",
            "# Weekly meeting\n\nDate: 18 November 2026\n\nPresent: Bo Lund, Zoe Hart\n\n## The lease\n\nWe agreed that the \
             lease is not renewed.\n\nDecision: Rooms of 240 m² are looked for.\n\n## Chairs\n\n- [ ] Zoe Hart to ask three \
             agents for offers by 30 November 2026\n- [x] Call the carrier\n\nAction: Bo Lund to write to the landlord by 27 \
             November 2026.\n"
                .to_owned(),
        ),
    ];
    for (name, text) in files {
        add(&office, name, &text).await;
    }
    office
}

/// Plays, and returns the outcome with every call; whatever the outcome states is true.
pub(super) async fn played<T: DeserializeOwned>(
    office: &Office,
    playbook: &dyn Playbook,
    input: Value,
) -> (T, Vec<Called>) {
    let (steps, calls) = Direct::new(office).steps();
    let outcome = playbook.play(&steps, input).await.unwrap();
    let places = evidence_in(&outcome);
    // A place that is told beside a search is not made of one block; all others stand word for word.
    ensure_true(office, &places).await;
    (serde_json::from_value(outcome).unwrap(), calls.calls())
}

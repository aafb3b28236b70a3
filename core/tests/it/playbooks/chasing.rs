//! `chase_unpaid_invoices`: who owes us, and whom we owe.

use secretariat::tools::playbooks::{ChaseUnpaidInvoices, ChasedInvoices, ReminderLevel, UnpaidInvoice};
use serde_json::json;

use super::world::{planted, played};
use crate::tools::direct::{add, office};

fn names(invoices: &[UnpaidInvoice]) -> Vec<&str> {
    invoices.iter().map(|invoice| invoice.name.as_str()).collect()
}

#[tokio::test]
async fn own_invoices_that_nobody_paid_are_reminded_of_and_bills_of_others_listed_apart() {
    let office = planted().await;
    let (chased, calls) = played::<ChasedInvoices>(&office, &ChaseUnpaidInvoices, json!({})).await;
    assert_eq!(names(&chased.overdue), ["lh-11.md"]);
    let late = &chased.overdue[0];
    assert_eq!((late.days_late, late.level), (38, Some(ReminderLevel::Last)));
    assert_eq!(late.number.as_ref().unwrap().number, "LH-2026-11");
    assert_eq!(late.amount.as_ref().unwrap().value.text, "EUR 1,190.00");
    assert!(late.evidence.quote.contains("16 October 2026"));
    assert!(late.draft.as_ref().unwrap().draft.is_some(), "{:?}", late.draft);
    assert_eq!(names(&chased.paid), ["lh-12.md"]);
    let notice = chased.paid[0].paid.as_ref().unwrap();
    assert_eq!(notice.evidence.quote, "We have paid invoice LH-2026-12 today.");
    assert_eq!(names(&chased.to_pay), ["moeller.md"]);
    assert_eq!(chased.to_pay[0].partner.as_deref().map(|name| name.contains("Möller")), Some(true));
    assert!(chased.unclear.is_empty() && chased.not_due.is_empty());
    assert_eq!(calls.iter().filter(|call| call.tool == "draft").count(), 1);
    let listed = json!({ "list_only": true, "today": "2026-10-10" });
    let (early, calls) = played::<ChasedInvoices>(&office, &ChaseUnpaidInvoices, listed).await;
    assert_eq!(names(&early.not_due), ["lh-11.md"]);
    assert!(calls.iter().all(|call| call.tool != "draft"));
}

#[tokio::test]
async fn the_levels_of_reminders_are_the_offices_own() {
    let office = planted().await;
    let input = json!({ "levels": [10, 39, 60] });
    let (chased, _) = played::<ChasedInvoices>(&office, &ChaseUnpaidInvoices, input).await;
    assert_eq!(chased.overdue[0].level, Some(ReminderLevel::First));
}

#[tokio::test]
async fn a_bill_that_is_made_out_to_us_is_never_reminded_of() {
    let office = office("bo@lindholm.example").await;
    add(
        &office,
        "led.md",
        "# Lumenveld BV – LED & media rental\n\nKanaalweg 88, Utrecht\n\nBill to: Lindholm GmbH, Lichtstraße 214, Köln\n\n\
         Invoice 2026-0031\n\nInvoice date: 1 October 2026\n\nTotal due: EUR 5,980.00\n\nPlease pay by 31 October 2026.\n",
    )
    .await;
    add(
        &office,
        "offene-posten.csv",
        "Beleg;Lieferant;Belegdatum;Fällig am;Betrag EUR;Status\nSB-1;Spedition Brandt GmbH;02.11.2026;16.11.2026;684,25;offen\n\
         LF-2;Lumen GmbH;05.10.2026;04.11.2026;187,20;bezahlt\n",
    )
    .await;
    let (chased, _) = played::<ChasedInvoices>(&office, &ChaseUnpaidInvoices, json!({})).await;
    assert!(chased.overdue.is_empty() && chased.unclear.is_empty(), "{chased:?}");
    assert_eq!(names(&chased.to_pay), ["led.md", "offene-posten.csv"]);
    assert_eq!(chased.to_pay[1].partner.as_deref(), Some("Spedition Brandt GmbH"));
}

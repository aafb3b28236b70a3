//! When somebody is busy: calendar files of the office, and calendars given as text.

use secretariat::tools::FreeBusyTimes;
use serde_json::json;

use super::direct::{Direct, add, ensure_true, office};

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Board\r\n\
    DTSTART;TZID=Europe/Berlin:20261124T100000\r\nDTEND;TZID=Europe/Berlin:20261124T113000\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Second Tuesday\r\nDTSTART:20261110T140000Z\r\nDURATION:PT1H\r\n\
    RRULE:FREQ=MONTHLY;BYDAY=2TU\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[tokio::test]
async fn working_days_are_free_where_no_calendar_says_otherwise() {
    let office = office("bo@lindholm.example").await;
    add(&office, "bo.ics", CALENDAR).await;
    let given = "BEGIN:VEVENT\nSUMMARY:Dentist\nDTSTART:20261124T150000\nDURATION:PT45M\nEND:VEVENT\n";
    let wanted = json!({
        "from": "2026-11-24T00:00",
        "to": "2026-11-24T23:00",
        "time_zone": "Europe/Berlin",
        "calendar": given,
    });
    let output = Direct::new(&office).tool("a", "free_busy", wanted).await.unwrap();
    ensure_true(&office, &output.evidence).await;
    let times: FreeBusyTimes = serde_json::from_value(output.content).unwrap();
    let busy: Vec<(String, String)> =
        times.busy.iter().map(|busy| (busy.title.clone(), busy.start.time().to_string())).collect();
    assert_eq!(
        busy,
        [("Board".to_owned(), "10:00:00".to_owned()), ("Dentist".to_owned(), "15:00:00".to_owned())]
    );
    assert!(times.busy[0].evidence.as_ref().unwrap().quote.contains("20261124T100000"));
    let free: Vec<String> =
        times.free.iter().map(|free| format!("{}-{}", free.start.time(), free.end.time())).collect();
    assert_eq!(free, ["09:00:00-10:00:00", "11:30:00-15:00:00", "15:45:00-17:00:00"]);
    assert_eq!((times.calendars, times.unread.len()), (2, 1), "a rule that is not understood is told");
}

#[tokio::test]
async fn without_a_calendar_nothing_is_known_to_be_busy() {
    let office = office("bo@lindholm.example").await;
    let wanted = json!({ "from": "2026-11-28T00:00", "to": "2026-11-30T12:00" });
    let times: FreeBusyTimes =
        serde_json::from_value(Direct::new(&office).tool("a", "free_busy", wanted).await.unwrap().content)
            .unwrap();
    assert_eq!((times.calendars, times.busy.len(), times.time_zone.as_str()), (0, 0, "UTC"));
    assert_eq!(times.free.len(), 1, "nobody works on Saturday and Sunday: {times:?}");
}

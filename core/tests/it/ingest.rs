//! What is put in at the same time is stored whole.

use secretariat::Office;
use secretariat::documents::Source;

/// A mail with its own words and an attachment that all mails share.
fn mail(number: usize) -> Source {
    let text = format!(
        "From: anna@example.org\r\nSubject: Report {number}\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nReport {number} is attached.\r\n--x\r\n\
         Content-Type: text/plain\r\nContent-Disposition: attachment; filename=terms.txt\r\n\r\n\
         The terms of all reports.\r\n--x--\r\n"
    );
    Source::bytes(format!("report-{number}.eml"), text)
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_that_share_an_attachment_are_all_stored_when_added_together() {
    let office = Office::in_memory().await.unwrap();
    let outcomes = office.documents().submit((0..40).map(mail).collect()).wait().await.unwrap();
    let mails: Vec<_> = outcomes.into_iter().map(|outcome| outcome.result.unwrap()).collect();
    let all = office.documents().all().await.unwrap();
    let attached: Vec<_> = all.iter().filter(|document| document.name == "terms.txt").collect();
    assert_eq!((all.len(), attached.len()), (41, 1));
    assert!(mails.iter().all(|mail| mail.attachments == [attached[0].id.clone()]));
}

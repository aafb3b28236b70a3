//! Announcements for each recipient alone, with a link to leave.

use secretariat::communications::{
    DeliveryState, DraftKind, DraftRequest, NewContact, SendOptions, SuppressionReason, render,
};
use secretariat::documents::Mailbox;
use secretariat::settings::{Owner, Settings, UnsubscribeSettings};
use secretariat::{ErrorKind, Office};

use super::office::mail;
use super::server::Server;

#[tokio::test]
async fn each_recipient_of_an_announcement_leaves_by_one_click() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().unwrap();
    let key_file = folder.path().join("key");
    std::fs::write(&key_file, [7; 32]).unwrap();
    let mut mail = mail(&server.url());
    mail.unsubscribe = Some(UnsubscribeSettings {
        link: "https://ours.example/leave?token=".to_owned(),
        key_file: key_file.clone(),
        list: "news.ours.example".to_owned(),
        name: None,
    });
    let owner = Owner { addresses: vec!["ann@ours.example".to_owned()] };
    let settings = Settings { mail: Some(mail), owner: Some(owner), ..Settings::default() };
    let office = Office::builder().settings(settings.clone()).build().await.unwrap();
    let mut karin = NewContact::new("Karin Blom", "karin@theirs.example");
    karin.language = Some("de".to_owned());
    office.contacts().add(karin).await.unwrap();
    let to = |address: &str| Mailbox { name: None, address: address.to_owned() };
    let news = DraftRequest::new(DraftKind::Announcement).subject("News").saying("EUR 5,00.");
    let news = news.to(to("karin@theirs.example")).to(to("ben@theirs.example"));
    let communications = office.communications();
    let together = communications.draft(news.clone()).await.unwrap();
    let error = office.outbox().send(&together.id, SendOptions::default()).await.unwrap_err();
    assert!(error.kind() == ErrorKind::InvalidInput && error.message().contains("draft_each"), "{error}");
    let drafts = communications.draft_each(news).await.unwrap();
    let languages: Vec<&str> = drafts.iter().map(|draft| draft.language.as_str()).collect();
    assert_eq!(languages, ["de", "en"], "{}", render::text(&drafts[0]));
    let mut tokens = Vec::new();
    for draft in &drafts {
        assert_eq!(draft.recipients.len(), 1);
        let proposed = office.outbox().send(&draft.id, SendOptions::default()).await.unwrap();
        let bytes = office.outbox().message(&proposed.id).await.unwrap();
        let text = String::from_utf8(bytes).unwrap().replace("\r\n ", " ");
        assert!(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{text}");
        assert!(text.contains("List-Id: <news.ours.example>\r\n"), "{text}");
        let link = text.split("https://ours.example/leave?token=").nth(1).unwrap();
        tokens.push(link.split('>').next().unwrap().to_owned());
        assert_eq!(proposed.state, DeliveryState::Proposed);
    }
    for _ in 0..2 {
        let left = communications.unsubscribe(&tokens[1]).await.unwrap();
        assert_eq!(
            (left.target.as_str(), left.reason),
            ("ben@theirs.example", SuppressionReason::Unsubscribed)
        );
    }
    let error = communications.unsubscribe(&tokens[1].replace('A', "B")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    // Who has left gets nothing that was proposed before either.
    let ben = office.outbox().of_draft(&drafts[1].id).await.unwrap().remove(0);
    office.outbox().approve(&ben.id).await.unwrap();
    let failed = {
        let mut last = office.outbox().get(&ben.id).await.unwrap();
        for _ in 0..500 {
            if last.state == DeliveryState::Failed {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            last = office.outbox().get(&ben.id).await.unwrap();
        }
        last
    };
    assert_eq!(failed.state, DeliveryState::Failed);
    assert!(failed.reason().unwrap().contains("unsubscribed"), "{:?}", failed.reason());
    assert!(server.taken().is_empty());
    std::fs::write(&key_file, [7; 31]).unwrap();
    let error = Office::builder().settings(settings).build().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
}

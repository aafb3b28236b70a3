//! How many replies to real mails block themselves: `SECRETARIAT_MAILS=folder cargo test -p secretariat --test it
//! composing::folder -- --ignored --nocapture`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use secretariat::communications::{DraftRequest, render};
use secretariat::{ErrorKind, Source};

use crate::office::office;

#[tokio::test]
#[ignore = "needs a folder of mails"]
async fn replies_to_a_folder_of_mails_are_blocked_by_gaps_alone() {
    let Some(folder) = std::env::var_os("SECRETARIAT_MAILS") else { return };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
    files.sort();
    let office = office(None).await;
    let mut mails = Vec::new();
    for file in files {
        mails.extend(office.documents().add(Source::file(file)).await);
    }
    let (mut drafted, mut unanswerable, mut blocked) = (0, 0, BTreeMap::<String, usize>::new());
    for mail in &mails {
        let request = DraftRequest::reply_to(mail.id.clone()).saying("Thank you, we will look into it.");
        let draft = match office.communications().draft(request).await {
            Ok(draft) => draft,
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Unsupported, "{}: {error}", mail.name);
                unanswerable += 1;
                continue;
            }
        };
        drafted += 1;
        for found in draft.blocking() {
            *blocked.entry(found.code.clone()).or_default() += 1;
            println!("{}: {} {}\n{}", mail.name, found.code, found.message, render::text(&draft));
        }
    }
    println!("{drafted} replies, {unanswerable} mails without a sender, findings that block: {blocked:?}");
    assert!(blocked.values().sum::<usize>() * 50 <= drafted, "at most one in fifty");
}

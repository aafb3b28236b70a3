//! Versions: changed by people, never lost, checked again, and what was approved before is void.

use secretariat::approvals::{ApprovalState, Needed, NewApproval, PayloadHash, Subject};
use secretariat::communications::{
    Change, DraftEdit, DraftKind, DraftRequest, DraftState, Overruling, render,
};
use secretariat::{ErrorKind, Provenance};

use super::office::{ann, world};

#[tokio::test]
async fn an_edit_makes_a_version_voids_approvals_and_keeps_what_was() {
    let world = world(false).await;
    let communications = world.office.communications();
    let request =
        DraftRequest::new(DraftKind::NewMail).to(ann()).subject("Hours").saying("We pay EUR 500.00.");
    let first = communications.draft(request).await.unwrap();
    let approvals = world.office.approvals();
    let question = NewApproval {
        subject: Subject::new("draft", &first.id),
        payload_hash: PayloadHash::of(first.content_hash.as_bytes()),
        shown: serde_json::json!({}),
        needed: Needed { requester_may_approve: true, ..Needed::default() },
        expires_at: None,
    };
    let asked = approvals.request(question).await.unwrap();
    approvals.approve(&asked).await.unwrap();
    let edit = DraftEdit {
        expected_version: 1,
        subject: Some("Opening hours".to_owned()),
        text: Some("Hello,\n\nWe pay EUR 600.00 on 4 December 2026.".to_owned()),
        ..DraftEdit::default()
    };
    let second = communications.revise(&first.id, edit.clone()).await.unwrap();
    assert_eq!((second.version, second.state), (2, DraftState::Checked), "{:?}", second.findings);
    assert!(render::text(&second).contains("EUR 600.00 on 4 December 2026"));
    let said = second.facts.iter().filter(|fact| fact.role == "said");
    assert!(said.clone().count() == 2 && said.clone().all(|fact| fact.asserted_by == Provenance::User));
    assert_eq!(approvals.get(&asked.id).await.unwrap().state, ApprovalState::Void);
    assert_eq!(communications.get(&first.id).await.unwrap(), second);
    assert_eq!(communications.version(&first.id, 1).await.unwrap(), first);
    let diff = communications.compare(&first.id, 1, 2).await.unwrap();
    assert!(diff.fields.iter().any(|field| field.field == "subject"), "{diff:?}");
    assert!(diff.blocks.iter().any(|block| block.change == Change::Changed), "{diff:?}");
    let error = communications.revise(&first.id, edit).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
    assert_eq!(communications.version(&first.id, 3).await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn gaps_are_filled_in_the_order_of_reading() {
    let world = world(false).await;
    let communications = world.office.communications();
    let draft = communications.draft(DraftRequest::new(DraftKind::NewMail).to(ann())).await.unwrap();
    assert_eq!(draft.state, DraftState::Open);
    let gaps = vec!["Chairs".to_owned(), "We take 40 chairs.".to_owned()];
    let edit = DraftEdit { expected_version: 1, gaps, ..DraftEdit::default() };
    let filled = communications.revise(&draft.id, edit).await.unwrap();
    assert_eq!(filled.print(&filled.subject), "Chairs");
    assert!(render::text(&filled).contains("We take 40 chairs."));
    assert_eq!(filled.state, DraftState::Checked, "{:?}", filled.findings);
}

#[tokio::test]
async fn edits_that_cannot_be_are_refused() {
    let world = world(false).await;
    let communications = world.office.communications();
    let draft = communications.draft(DraftRequest::reply_to(world.mail.id.clone())).await.unwrap();
    let edit = || DraftEdit { expected_version: 1, ..DraftEdit::default() };
    let unknown = vec![secretariat::communications::DraftBlock::Paragraph {
        inlines: vec![secretariat::communications::Inline::Fact { fact: "f99".to_owned() }],
    }];
    for edit in [
        DraftEdit { values: [("f99".to_owned(), "1".to_owned())].into_iter().collect(), ..edit() },
        DraftEdit { blocks: Some(unknown), ..edit() },
        DraftEdit { text: Some(String::new()), blocks: Some(Vec::new()), ..edit() },
    ] {
        let error = communications.revise(&draft.id, edit).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
    }
    assert_eq!(communications.get(&draft.id).await.unwrap(), draft);
}

#[tokio::test]
async fn a_finding_passes_for_who_may_let_it_pass_and_the_audit_says_why() {
    let world = world(false).await;
    let communications = world.office.communications();
    let request = DraftRequest::new(DraftKind::NewMail)
        .to(ann())
        .subject("Plan")
        .saying("Please find the plan attached.");
    let draft = communications.draft(request).await.unwrap();
    assert!(draft.blocking().any(|found| found.code == "V8"), "{:?}", draft.findings);
    let overruling = Overruling {
        expected_version: 1,
        code: "V8".to_owned(),
        message: None,
        reason: "It goes by post.".to_owned(),
    };
    let passed = communications.overrule(&draft.id, overruling.clone()).await.unwrap();
    assert!(passed.is_sendable() && passed.state == DraftState::Checked);
    assert_eq!(passed.overruled[0].reason, "It goes by post.");
    let audit = world.office.audit().read(0, 100).await.unwrap();
    let entry = audit.iter().find(|record| record.entry.action == "drafts.overrule").unwrap();
    assert_eq!(entry.entry.details["reason"], "It goes by post.");
    // A gap is filled in, or the draft does not leave.
    let open = communications.draft(DraftRequest::new(DraftKind::NewMail).to(ann())).await.unwrap();
    let gap = Overruling { code: "V7".to_owned(), ..overruling.clone() };
    assert_eq!(communications.overrule(&open.id, gap).await.unwrap_err().kind(), ErrorKind::Denied);
    let edit =
        DraftEdit { expected_version: 1, subject: Some("The plan".to_owned()), ..DraftEdit::default() };
    let edited = communications.revise(&draft.id, edit).await.unwrap();
    assert!(!edited.is_sendable(), "what passed once passes for that version alone");
}

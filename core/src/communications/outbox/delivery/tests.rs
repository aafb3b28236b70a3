use proptest::prelude::*;

use super::*;

fn delivery() -> Delivery {
    let now = Timestamp::UNIX_EPOCH;
    Delivery {
        id: "dlv_1".parse().unwrap(),
        draft: "dft_1".parse().unwrap(),
        draft_version: 1,
        content_hash: String::new(),
        message_id: "dlv_1@ours.example".to_owned(),
        from: "a@ours.example".to_owned(),
        recipients: ["a", "b", "c"].map(|name| format!("{name}@them.example")).to_vec(),
        blob: BlobId::of(b"mail"),
        size: 4,
        payload_hash: PayloadHash::of(b"payload"),
        transport: "folder".to_owned(),
        idempotency_key: "k".to_owned(),
        request_hash: PayloadHash::of(b"request"),
        approval: "apr_1".parse().unwrap(),
        requested_by: Actor::Owner,
        at: None,
        undo_seconds: 0,
        quiet_hours: None,
        state: DeliveryState::Proposed,
        held_until: None,
        attempts: 0,
        turn: 0,
        results: Vec::new(),
        history: vec![DeliveryStep { state: DeliveryState::Proposed, at: now, reason: None }],
        answer: None,
        created: now,
    }
}

fn result() -> impl Strategy<Value = RecipientResult> {
    use RecipientOutcome as O;
    let outcome = prop_oneof![Just(O::Accepted), Just(O::Deferred), Just(O::Rejected)];
    ("[a-e]", outcome).prop_map(|(name, outcome)| RecipientResult {
        address: format!("{name}@them.example"),
        outcome,
        code: None,
        status: None,
        message: None,
    })
}

fn change() -> impl Strategy<Value = DeliveryChange> {
    use DeliveryChange as C;
    let results = || proptest::collection::vec(result(), 0..4);
    let at = Timestamp::UNIX_EPOCH;
    prop_oneof![
        2 => Just(C::Approved(at)),
        1 => Just(C::Renewed(at, "again".to_owned())),
        4 => Just(C::Transmitting),
        1 => results().prop_map(|results| C::Sent(results, None)),
        2 => results().prop_map(move |results| C::Deferred(at, results, "later\r\nX: y".to_owned())),
        1 => results().prop_map(|results| C::Failed(results, "no".to_owned())),
        1 => Just(C::InDoubt("who knows".repeat(200))),
        1 => Just(C::Cancelled("stop".to_owned())),
        1 => result().prop_map(C::Bounced),
        1 => Just(C::Replied("doc_1".parse().unwrap())),
    ]
}

proptest! {
    #[test]
    fn whatever_happens_a_delivery_goes_its_way_and_forgets_nothing(
        changes in proptest::collection::vec(change(), 0..40)
    ) {
        let mut now = delivery();
        for change in changes {
            let next = match now.after(change.clone(), Timestamp::UNIX_EPOCH) {
                Ok(next) => next,
                Err(error) => {
                    prop_assert_eq!(error.kind(), ErrorKind::Conflict);
                    continue;
                }
            };
            prop_assert!(next.history.starts_with(&now.history), "the past stays");
            prop_assert_eq!(next.history.last().unwrap().state, next.state);
            let gone = now.history.iter().any(|step| step.state == DeliveryState::Sent);
            prop_assert!(!gone || next.state != DeliveryState::Transmitting, "what was sent is not sent again");
            let had = |who: &Delivery, address: &str| who.results.iter()
                .any(|known| known.address == address && known.outcome == RecipientOutcome::Accepted);
            for address in now.recipients.iter().filter(|address| had(&now, address)) {
                let bounced = matches!(change, DeliveryChange::Bounced(_));
                prop_assert!(bounced || had(&next, address), "who has it keeps it");
                prop_assert!(bounced || !next.pending().contains(address));
            }
            let is_transmitting = next.state == DeliveryState::Transmitting;
            prop_assert_eq!(next.attempts, match change {
                DeliveryChange::Renewed(..) => 0,
                _ => now.attempts + u32::from(is_transmitting),
            });
            prop_assert_eq!(next.held_until.is_some(), next.state.is_due());
            prop_assert!(next.reason().is_none_or(|why| why.chars().count() <= 500 && !why.contains('\n')));
            now = next;
        }
        let approved = now.history.iter().position(|step| step.state == DeliveryState::Approved);
        let left = now.history.iter().position(|step| step.state == DeliveryState::Transmitting);
        prop_assert!(left.is_none() || approved < left, "nothing leaves without approval");
    }
}

#[test]
fn only_those_whose_server_asked_to_wait_are_tried_again() {
    let results = |outcomes: [RecipientOutcome; 3]| {
        let all = delivery().recipients.into_iter().zip(outcomes);
        all.map(|(address, outcome)| RecipientResult {
            address,
            outcome,
            code: None,
            status: None,
            message: None,
        })
        .collect::<Vec<_>>()
    };
    use RecipientOutcome::{Accepted, Deferred, Rejected};
    let now = Timestamp::UNIX_EPOCH;
    let sent = delivery().after(DeliveryChange::Approved(now), now).unwrap();
    let sent = sent.after(DeliveryChange::Transmitting, now).unwrap();
    let change = DeliveryChange::Deferred(now, results([Accepted, Deferred, Rejected]), "later".to_owned());
    let sent = sent.after(change, now).unwrap();
    assert_eq!(sent.pending(), ["b@them.example"]);
    assert!(sent.reached_anybody());
}

//! Approvals: who may decide, what a decision binds to, and what happens with it.

use std::sync::Arc;

use secretariat::approvals::{
    Approval, ApprovalState, Needed, NewApproval, NewDecision, PayloadHash, Subject, Verdict, void_with,
};
use secretariat::audit::{Guard, Outcome};
use secretariat::clock::{Clock, FixedClock};
use secretariat::id::{ApprovalId, MemberId, SeededRandomness, WorkspaceId};
use secretariat::people::{NewMember, NewServiceAccount};
use secretariat::rights::{Actor, Gate, Permission, Role};
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{Batch, Expect, Put, Record, Storage};
use secretariat::{ErrorKind, Office, OfficeBuilder};
use serde_json::json;

struct World {
    office: Office,
    storage: Arc<dyn Storage>,
    clock: Arc<FixedClock>,
}

fn home() -> WorkspaceId {
    WorkspaceId::default_workspace()
}

async fn world() -> World {
    let clock = Arc::new(FixedClock::new("2026-11-23T09:00:00Z".parse().unwrap()));
    let storage: Arc<dyn Storage> = Arc::new(Sqlite::memory(OfficeBuilder::collections()).await.unwrap());
    let office = Office::builder()
        .storage(Arc::clone(&storage))
        .clock(clock.clone())
        .randomness(Arc::new(SeededRandomness::new(5)))
        .build()
        .await
        .unwrap();
    World { office, storage, clock }
}

impl World {
    async fn member(&self, role: Role) -> (MemberId, Office) {
        let id = self.office.people().add(NewMember::new("Somebody", role)).await.unwrap().id;
        let office = self.office.acting_as(&id).unwrap();
        (id, office)
    }

    async fn ask(&self, needed: Needed) -> Approval {
        self.office.approvals().request(question("dft_1", "text", needed)).await.unwrap()
    }

    /// A batch that writes a draft, as the pillar of the subject would.
    fn follow(&self, id: &str, expect: Expect) -> Batch {
        let record = Record {
            workspace: home(),
            collection: "drafts",
            id: id.to_owned(),
            version: 0,
            attributes: Default::default(),
            body: json!({"sent": true}),
        };
        let mut batch = Batch::new(home());
        batch.puts.push(Put { record, expect });
        batch
    }
}

fn question(subject: &str, payload: &str, needed: Needed) -> NewApproval {
    NewApproval {
        subject: Subject::new("draft", subject),
        payload_hash: PayloadHash::of(payload.as_bytes()),
        shown: json!({"to": "them@there.example"}),
        needed,
        expires_at: None,
    }
}

fn decision(id: &str, verdict: Verdict, payload: &str) -> NewDecision {
    NewDecision {
        id: id.to_owned(),
        verdict,
        payload_hash: PayloadHash::of(payload.as_bytes()),
        reason: None,
    }
}

fn people(approvers: u32) -> Needed {
    Needed { approvers, ..Needed::default() }
}

#[tokio::test]
async fn who_asked_may_not_approve_unless_allowed() {
    let world = world().await;
    let (_, admin) = world.member(Role::Admin).await;
    let own = admin.approvals().request(question("dft_1", "text", people(1))).await.unwrap();
    let error = admin.approvals().approve(&own).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Denied);
    assert!(error.message().contains("ask somebody else"), "{error}");
    let (_, approver) = world.member(Role::Approver).await;
    assert_eq!(approver.approvals().approve(&own).await.unwrap().state, ApprovalState::Approved);
    let alone = Needed { requester_may_approve: true, ..people(1) };
    let own = admin.approvals().request(question("dft_2", "text", alone)).await.unwrap();
    assert_eq!(admin.approvals().approve(&own).await.unwrap().state, ApprovalState::Approved);
}

#[tokio::test]
async fn two_approvers_are_two_people() {
    let world = world().await;
    let asked = world.ask(people(2)).await;
    let (first, one) = world.member(Role::Approver).await;
    let (_, two) = world.member(Role::Admin).await;
    let half = one.approvals().approve(&asked).await.unwrap();
    assert_eq!((half.state, half.decisions.len()), (ApprovalState::Waiting, 1));
    let again = one.approvals().decide(&asked.id, decision("other", Verdict::Approve, "text")).await;
    assert_eq!(again.unwrap_err().kind(), ErrorKind::Conflict);
    let whole = two.approvals().approve(&asked).await.unwrap();
    assert_eq!((whole.state, whole.decisions.len()), (ApprovalState::Approved, 2));
    assert_eq!(whole.decisions[0].by, Actor::Member(first));
    let late = world.member(Role::Admin).await.1;
    assert_eq!(late.approvals().approve(&asked).await.unwrap_err().kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn the_same_decision_twice_is_the_same_answer_and_another_a_conflict() {
    let world = world().await;
    let asked = world.ask(people(1)).await;
    let (_, approver) = world.member(Role::Approver).await;
    let approvals = approver.approvals();
    let first = approvals.decide(&asked.id, decision("d1", Verdict::Approve, "text")).await.unwrap();
    let entries = world.office.audit().read(0, 100).await.unwrap().len();
    for _ in 0..3 {
        let again = approvals.decide(&asked.id, decision("d1", Verdict::Approve, "text")).await.unwrap();
        assert_eq!(again, first);
    }
    assert_eq!(world.office.audit().read(0, 100).await.unwrap().len(), entries, "nothing was done");
    for other in [decision("d1", Verdict::Reject, "text"), decision("d1", Verdict::Approve, "other")] {
        assert_eq!(approvals.decide(&asked.id, other).await.unwrap_err().kind(), ErrorKind::Conflict);
    }
    let stolen = world.member(Role::Admin).await.1;
    let error = stolen.approvals().decide(&asked.id, decision("d1", Verdict::Approve, "text")).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn a_decision_on_another_payload_is_a_conflict_and_noted() {
    let world = world().await;
    let asked = world.ask(people(1)).await;
    let (id, approver) = world.member(Role::Approver).await;
    let error = approver.approvals().decide(&asked.id, decision("d1", Verdict::Approve, "altered")).await;
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert!(error.message().contains("look again"), "{error}");
    assert_eq!(approver.approvals().get(&asked.id).await.unwrap().state, ApprovalState::Waiting);
    let last = world.office.audit().read(0, 100).await.unwrap().pop().unwrap().entry;
    assert_eq!((last.outcome, last.actor), (Outcome::Refused, Actor::Member(id)));
    assert_eq!((last.action.as_str(), last.target.id.as_str()), ("approvals.decide", asked.id.as_str()));
}

#[tokio::test]
async fn an_edit_voids_what_waits_and_what_was_approved_in_its_own_batch() {
    let world = world().await;
    let (_, approver) = world.member(Role::Approver).await;
    let approved = world.ask(people(1)).await;
    approver.approvals().approve(&approved).await.unwrap();
    let waiting = world.office.approvals().request(question("dft_1", "second", people(1))).await.unwrap();
    let other = world.office.approvals().request(question("dft_2", "text", people(1))).await.unwrap();

    let gate = Gate::new(Arc::clone(&world.storage), home(), Actor::Owner);
    let guard = Guard::new(Arc::clone(&world.storage), gate, world.clock.clone());
    let scope = guard.enter(Permission::DraftsWrite).await.unwrap();
    let edit = |expect| world.follow("dft_1", expect);
    let mut failing = edit(Expect::Version(9));
    assert_eq!(void_with(&scope, world.clock.now(), &waiting.subject, &mut failing).await.unwrap(), 2);
    assert_eq!(world.storage.commit(failing).await.unwrap_err().kind(), ErrorKind::Conflict);
    assert_eq!(world.office.approvals().get(&waiting.id).await.unwrap().state, ApprovalState::Waiting);
    let mut batch = edit(Expect::Absent);
    assert_eq!(void_with(&scope, world.clock.now(), &waiting.subject, &mut batch).await.unwrap(), 2);
    world.storage.commit(batch).await.unwrap();
    for (id, state) in [
        (&approved.id, ApprovalState::Void),
        (&waiting.id, ApprovalState::Void),
        (&other.id, ApprovalState::Waiting),
    ] {
        assert_eq!(world.office.approvals().get(id).await.unwrap().state, state);
    }
    assert_eq!(approver.approvals().approve(&waiting).await.unwrap_err().kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn asking_again_returns_what_waits_and_asking_for_more_voids_it() {
    let world = world().await;
    let first = world.ask(people(1)).await;
    assert_eq!(world.ask(people(1)).await.id, first.id);
    world.clock.set("2026-11-23T09:00:01Z".parse().unwrap());
    let changed = world.office.approvals().request(question("dft_1", "changed", people(1))).await.unwrap();
    assert_ne!(changed.id, first.id);
    let of = world.office.approvals().of(&first.subject).await.unwrap();
    let states: Vec<_> = of.iter().map(|approval| approval.state).collect();
    assert_eq!(states, [ApprovalState::Void, ApprovalState::Waiting]);
    let (waiting, _) = world.office.approvals().waiting(None, 10).await.unwrap();
    assert_eq!(waiting.iter().map(|approval| &approval.id).collect::<Vec<_>>(), [&changed.id]);
    let void = world.office.approvals().void(&changed.id).await.unwrap();
    assert_eq!(world.office.approvals().void(&changed.id).await.unwrap(), void);
    assert!(world.office.approvals().waiting(None, 10).await.unwrap().0.is_empty());
}

#[tokio::test]
async fn after_its_time_an_approval_is_expired_whether_or_not_that_was_written_down() {
    let world = world().await;
    let (_, approver) = world.member(Role::Approver).await;
    let until = "2026-11-23T10:00:00Z".parse().unwrap();
    let new = NewApproval { expires_at: Some(until), ..question("dft_1", "text", people(1)) };
    let asked = world.office.approvals().request(new.clone()).await.unwrap();
    world.clock.set("2026-11-23T09:59:59.999999999Z".parse().unwrap());
    assert_eq!(world.office.approvals().get(&asked.id).await.unwrap().state, ApprovalState::Waiting);
    assert_eq!(world.office.approvals().expire(10).await.unwrap(), 0);
    world.clock.set(until);
    assert_eq!(world.office.approvals().get(&asked.id).await.unwrap().state, ApprovalState::Expired);
    assert!(world.office.approvals().waiting(None, 10).await.unwrap().0.is_empty());
    let error = approver.approvals().approve(&asked).await.unwrap_err();
    assert!(error.kind() == ErrorKind::Conflict && error.message().contains("expired"), "{error}");
    assert_eq!(world.office.approvals().void(&asked.id).await.unwrap_err().kind(), ErrorKind::Conflict);
    assert_eq!(world.office.approvals().expire(10).await.unwrap(), 1);
    assert_eq!(world.office.approvals().expire(10).await.unwrap(), 0);
    let error = world.office.approvals().request(new).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    // A question that expired unnoticed is no obstacle to the next.
    let next = "2026-11-23T11:00:00Z".parse().unwrap();
    let soon = NewApproval { expires_at: Some(next), ..question("dft_1", "text", people(1)) };
    let second = world.office.approvals().request(soon.clone()).await.unwrap();
    world.clock.set(next);
    let third = world.office.approvals().request(NewApproval { expires_at: None, ..soon }).await.unwrap();
    assert_eq!(world.office.approvals().get(&second.id).await.unwrap().state, ApprovalState::Expired);
    assert_eq!(third.state, ApprovalState::Waiting);
}

#[tokio::test]
async fn only_the_named_roles_decide_and_no_programs() {
    let world = world().await;
    let asked = world.ask(Needed { roles: vec![Role::Admin], ..people(1) }).await;
    for role in [Role::Viewer, Role::Editor, Role::Approver, Role::Owner] {
        let (_, member) = world.member(role).await;
        let error = member.approvals().approve(&asked).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Denied, "{role}: {error}");
    }
    let robot = NewServiceAccount { name: "Robot".to_owned(), role: Role::Admin };
    let robot = world.office.people().add_service_account(robot).await.unwrap();
    let error = world.office.acting_as(&robot.id).unwrap().approvals().approve(&asked).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Denied);
    let (_, admin) = world.member(Role::Admin).await;
    let reason = Some("Not like this.".to_owned());
    let rejected = admin.approvals().reject(&asked, reason.clone()).await.unwrap();
    assert_eq!((rejected.state, &rejected.decisions[0].reason), (ApprovalState::Rejected, &reason));
}

#[tokio::test]
async fn what_follows_commits_with_the_last_decision_or_not_at_all() {
    let world = world().await;
    let asked = world.ask(people(2)).await;
    let (_, one) = world.member(Role::Approver).await;
    let (_, two) = world.member(Role::Approver).await;
    let sent = || async { world.storage.get(&home(), "drafts", "dft_1").await.unwrap().is_some() };
    let approve = || decision("one", Verdict::Approve, "text");
    let follow = |_: &Approval| Ok(Some(world.follow("dft_1", Expect::Absent)));
    one.approvals().decide_with(&asked.id, approve(), follow).await.unwrap();
    assert!(!sent().await, "the first of two decides nothing");
    // What follows cannot be done: nothing is decided.
    let approve = || decision("two", Verdict::Approve, "text");
    let stale = |_: &Approval| Ok(Some(world.follow("dft_1", Expect::Version(7))));
    let error = two.approvals().decide_with(&asked.id, approve(), stale).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert_eq!(two.approvals().get(&asked.id).await.unwrap().decisions.len(), 1);
    for forbidden in ["memberships", "approvals", "people", "audit_seal_heads"] {
        let steal = |_: &Approval| {
            let mut batch = world.follow("x", Expect::Any);
            batch.puts[0].record.collection = forbidden;
            Ok(Some(batch))
        };
        let error = two.approvals().decide_with(&asked.id, approve(), steal).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{forbidden}");
    }
    let done = two.approvals().decide_with(&asked.id, approve(), follow).await.unwrap();
    assert_eq!(done.state, ApprovalState::Approved);
    assert!(sent().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_who_decide_at_once_are_all_counted_and_the_end_comes_once() {
    let world = Arc::new(world().await);
    for round in 0..5 {
        let subject = format!("dft_{round}");
        let asked = world.office.approvals().request(question(&subject, "text", people(8))).await.unwrap();
        let mut tasks = Vec::new();
        for number in 0..8 {
            let (_, approver) = world.member(Role::Approver).await;
            let (world, id, subject) = (Arc::clone(&world), asked.id.clone(), subject.clone());
            tasks.push(tokio::spawn(async move {
                let give = decision(&format!("d{number}"), Verdict::Approve, "text");
                let follow = |_: &Approval| Ok(Some(world.follow(&subject, Expect::Absent)));
                approver.approvals().decide_with(&id, give, follow).await.unwrap().state
            }));
        }
        let mut states = Vec::new();
        for task in tasks {
            states.push(task.await.unwrap());
        }
        let ends = states.iter().filter(|state| **state == ApprovalState::Approved).count();
        assert_eq!(ends, 1, "{states:?}");
        let record = world.storage.get(&home(), "drafts", &subject).await.unwrap().unwrap();
        assert_eq!(record.version, 1, "what follows was done once");
    }
}

#[tokio::test]
async fn questions_that_nobody_could_decide_are_refused() {
    let world = world().await;
    let ask = |new: NewApproval| {
        let office = world.office.clone();
        async move { office.approvals().request(new).await.unwrap_err() }
    };
    let mut odd = question("dft_1", "text", people(1));
    odd.subject.kind = "Draft/1".to_owned();
    for new in [
        question("dft_1", "text", people(0)),
        question("dft_1", "text", people(21)),
        question("dft_1", "text", Needed { roles: vec![Role::Viewer], ..people(1) }),
        question("", "text", people(1)),
        question(&"x".repeat(201), "text", people(1)),
        odd,
    ] {
        assert_eq!(ask(new).await.kind(), ErrorKind::InvalidInput);
    }
    let nothing: ApprovalId = "apr_01".parse().unwrap();
    let error = world.office.approvals().get(&nothing).await.unwrap_err();
    assert!(error.kind() == ErrorKind::NotFound && error.message().contains("apr_01"), "{error}");
}

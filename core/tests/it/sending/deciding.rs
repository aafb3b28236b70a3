//! One decision, two handles: what a delivery becomes is the same whether the outbox or the approvals are told.

use std::sync::Arc;

use secretariat::approvals::{Approval, ApprovalState};
use secretariat::clock::FixedClock;
use secretariat::communications::{Delivery, DeliveryState, SendOptions};
use secretariat::people::NewMember;
use secretariat::rights::Role;
use secretariat::settings::Settings;
use secretariat::storage::Storage;
use secretariat::storage::postgres::Postgres;
use secretariat::storage::sqlite::Sqlite;
use secretariat::{Error, ErrorKind, Office, OfficeBuilder, Result};

use super::office::{draft, mail, states, store};
use crate::postgres::database;
use crate::services;

/// Which handle somebody decides with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Outbox,
    Approvals,
}

struct Desk {
    office: Office,
    storage: Arc<dyn Storage>,
    clock: Arc<FixedClock>,
}

impl Desk {
    async fn open(storage: Arc<dyn Storage>) -> Self {
        let clock = Arc::new(FixedClock::new("2026-11-23T09:00:00Z".parse().unwrap()));
        let folder = std::env::temp_dir().join(format!("secretariat-deciding-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        // Nobody works: what was decided stays as it was written.
        let settings = Settings {
            mail: Some(mail(&format!("folder:{}", folder.display()))),
            workers: Some(0),
            ..Settings::default()
        };
        let builder = Office::builder().storage(Arc::clone(&storage)).clock(clock.clone()).settings(settings);
        Self { office: builder.build().await.unwrap(), storage, clock }
    }

    async fn member(&self, role: Role) -> Office {
        let id = self.office.people().add(NewMember::new("Somebody", role)).await.unwrap().id;
        self.office.acting_as(&id).unwrap()
    }

    async fn propose(&self, options: SendOptions) -> Delivery {
        let draft = draft("Hello.", &["ben@them.example"]);
        store(self.storage.as_ref(), &draft).await;
        self.office.outbox().send(&draft.id, options).await.unwrap()
    }

    async fn look(&self, delivery: &Delivery) -> (Delivery, Approval) {
        let approval = self.office.approvals().get(&delivery.approval).await.unwrap();
        (self.office.outbox().get(&delivery.id).await.unwrap(), approval)
    }

    async fn work(&self) -> usize {
        let home = secretariat::id::WorkspaceId::default_workspace();
        let query =
            secretariat::storage::Query { limit: 500, ..secretariat::storage::Query::new(home, "work") };
        self.storage.query(query).await.unwrap().records.len()
    }
}

async fn approve(office: &Office, delivery: &Delivery, by: By) -> Result<()> {
    match by {
        By::Outbox => office.outbox().approve(&delivery.id).await.map(drop),
        By::Approvals => {
            let approval = office.approvals().get(&delivery.approval).await?;
            office.approvals().approve(&approval).await.map(drop)
        }
    }
}

async fn reject(office: &Office, delivery: &Delivery, by: By) -> Result<()> {
    let reason = Some("too short".to_owned());
    match by {
        By::Outbox => office.outbox().reject(&delivery.id, reason).await.map(drop),
        By::Approvals => {
            let approval = office.approvals().get(&delivery.approval).await?;
            office.approvals().reject(&approval, reason).await.map(drop)
        }
    }
}

fn kind(result: Result<()>) -> ErrorKind {
    result.map_err(|error: Error| error.kind()).unwrap_err()
}

async fn both_ways_are_equal(storage: Arc<dyn Storage>) {
    let desk = Desk::open(storage).await;
    let (editor, viewer) = (desk.member(Role::Editor).await, desk.member(Role::Viewer).await);
    for by in [By::Outbox, By::Approvals] {
        let approver = desk.member(Role::Approver).await;
        let work = desk.work().await;
        // Who may not decide changes nothing.
        let held = desk.propose(SendOptions::default()).await;
        for other in [&editor, &viewer] {
            assert_eq!(kind(approve(other, &held, by).await), ErrorKind::Denied, "{by:?}");
            assert_eq!(kind(reject(other, &held, by).await), ErrorKind::Denied, "{by:?}");
        }
        assert_eq!(desk.look(&held).await.0, held, "{by:?}");
        // The last approval holds it, with its work, once.
        approve(&approver, &held, by).await.unwrap();
        let (approved, approval) = desk.look(&held).await;
        assert_eq!(states(&approved), ["proposed", "approved", "held"], "{by:?}");
        assert_eq!(approval.state, ApprovalState::Approved);
        assert_eq!(desk.work().await, work + 1, "{by:?}");
        for again in [By::Outbox, By::Approvals] {
            approve(&approver, &held, again).await.unwrap();
            assert_eq!(kind(reject(&approver, &held, again).await), ErrorKind::Conflict, "{by:?}");
        }
        assert_eq!(desk.look(&held).await.0, approved, "{by:?}");
        assert_eq!(desk.work().await, work + 1, "{by:?}");
        // A rejection cancels it, with the reason.
        let refused = desk.propose(SendOptions::default()).await;
        reject(&approver, &refused, by).await.unwrap();
        let (rejected, approval) = desk.look(&refused).await;
        assert_eq!(rejected.reason(), Some("rejected: too short"), "{by:?}");
        assert_eq!((rejected.state, approval.state), (DeliveryState::Cancelled, ApprovalState::Rejected));
        for again in [By::Outbox, By::Approvals] {
            reject(&approver, &refused, again).await.unwrap();
            assert_eq!(kind(approve(&approver, &refused, again).await), ErrorKind::Conflict, "{by:?}");
        }
        assert_eq!(desk.look(&refused).await.0, rejected, "{by:?}");
        // After its time nobody decides any more, and the expiry that is written down cancels it.
        let now = secretariat::clock::Clock::now(desk.clock.as_ref());
        let until = now + jiff::SignedDuration::from_secs(60);
        let late = desk.propose(SendOptions { expires_at: Some(until), ..SendOptions::default() }).await;
        desk.clock.set(until);
        assert_eq!(kind(approve(&approver, &late, by).await), ErrorKind::Conflict, "{by:?}");
        assert_eq!(desk.look(&late).await.0.state, DeliveryState::Proposed);
        assert_eq!(desk.office.approvals().expire(10).await.unwrap(), 1);
        let (expired, approval) = desk.look(&late).await;
        assert_eq!(expired.reason(), Some("nobody approved it in time"));
        assert_eq!((expired.state, approval.state), (DeliveryState::Cancelled, ApprovalState::Expired));
        // So does a question that is taken back.
        let void = desk.propose(SendOptions::default()).await;
        desk.office.approvals().void(&void.approval).await.unwrap();
        assert_eq!(desk.look(&void).await.0.reason(), Some("the question was taken back"));
        assert_eq!(kind(approve(&approver, &void, by).await), ErrorKind::Conflict, "{by:?}");
        // An edit voids the question: nobody lets go what was not looked at.
        let stale = desk.propose(SendOptions::default()).await;
        let mut edited = draft("Hello, edited.", &["ben@them.example"]);
        (edited.id, edited.version) = (stale.draft.clone(), 2);
        store(desk.storage.as_ref(), &edited).await;
        let outcome = approve(&approver, &stale, by).await;
        let (failed, _) = desk.look(&stale).await;
        assert_eq!(failed.state, DeliveryState::Failed, "{by:?}: {outcome:?}");
        assert!(failed.reason().unwrap().contains("edited"), "{by:?}: {failed:?}");
        assert_eq!(desk.work().await, work + 1, "{by:?}");
    }
}

#[tokio::test]
async fn a_delivery_moves_with_its_approval_whoever_is_told_on_sqlite() {
    both_ways_are_equal(Arc::new(Sqlite::memory(OfficeBuilder::collections()).await.unwrap())).await;
}

#[tokio::test]
async fn a_delivery_moves_with_its_approval_whoever_is_told_on_postgres() {
    let Some(server) = services::postgres() else { return };
    let url = database(&server).await;
    both_ways_are_equal(Arc::new(Postgres::open(&url, OfficeBuilder::collections()).await.unwrap())).await;
}

//! How soon somebody is out whose rights were taken, here and in another process.

use std::time::{Duration, Instant};

use secretariat::people::{MemberChange, NewMember, NewServiceAccount};
use secretariat::rights::{Permission, Role};
use secretariat::sessions::PasswordCost;
use secretariat::storage::RECENT;
use secretariat::{ErrorKind, Office};

const PASSWORD: &str = "four words are enough";
/// How long a call may take beside.
const SLACK: Duration = Duration::from_millis(1_000);

async fn open(place: &str) -> Office {
    let cost = PasswordCost { memory_kib: 8, passes: 1 };
    Office::builder().folder(place).password_cost(cost).build().await.unwrap()
}

/// Calls until it is refused; fails when that takes longer than is promised.
async fn is_out(since: Instant, mut call: impl AsyncFnMut() -> secretariat::Result<()>) {
    while call().await.is_ok() {
        assert!(since.elapsed() < RECENT + SLACK, "it was let in {:?} later", since.elapsed());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_revocation_counts_at_once_here_and_soon_elsewhere_in_a_folder() {
    let folder = tempfile::TempDir::new().unwrap();
    revoked(folder.path().to_str().unwrap()).await;
}

#[tokio::test]
async fn a_revocation_counts_at_once_here_and_soon_elsewhere_in_postgres() {
    let Some(server) = crate::services::postgres() else { return };
    revoked(&crate::postgres::database(&server).await).await;
}

async fn revoked(place: &str) {
    let (here, there) = (open(place).await, open(place).await);
    let owner = here.sessions().set_up("Ada", "ada@office.example", PASSWORD).await.unwrap().session;
    let admin = here.people().add(NewMember::new("Max", Role::Admin)).await.unwrap().id;
    let program = NewServiceAccount { name: "feed".to_owned(), role: Role::Viewer };
    let program = here.people().add_service_account(program).await.unwrap().id;
    let expires = owner.created.checked_add(jiff::SignedDuration::from_hours(1)).unwrap();
    let token = here.sessions().issue_token(&program, expires).await.unwrap();
    let (max_here, max_there) = (here.acting_as(&admin).unwrap(), there.acting_as(&admin).unwrap());

    // All of them are remembered in both.
    for office in [&max_here, &max_there] {
        assert_eq!(office.standing().await.unwrap().role, Role::Admin);
    }
    for office in [&here, &there] {
        office.sessions().get(&owner.id).await.unwrap();
        office.sessions().bearer(&token.token).await.unwrap();
    }

    // Fewer rights, told by the other process too; what gives rights knows of it at once.
    here.people().grant(&admin, Role::Viewer).await.unwrap();
    let since = Instant::now();
    let denied = max_there.people().add(NewMember::new("Eve", Role::Viewer)).await.unwrap_err();
    assert_eq!(denied.kind(), ErrorKind::Denied, "a right to give rights was a moment old");
    assert_eq!(max_here.standing().await.unwrap().role, Role::Viewer);
    assert_eq!(max_here.may(Permission::DocumentsAdd).await.unwrap_err().kind(), ErrorKind::Denied);
    is_out(since, async || max_there.may(Permission::DocumentsAdd).await).await;

    let suspend = MemberChange { active: Some(false), ..MemberChange::default() };
    here.people().change(&admin, suspend).await.unwrap();
    let since = Instant::now();
    assert_eq!(max_here.standing().await.unwrap_err().kind(), ErrorKind::NotFound);
    is_out(since, async || max_there.standing().await.map(drop)).await;

    here.sessions().end(&owner.id).await.unwrap();
    let since = Instant::now();
    assert_eq!(here.sessions().get(&owner.id).await.unwrap_err().kind(), ErrorKind::Unauthenticated);
    is_out(since, async || there.sessions().get(&owner.id).await.map(drop)).await;

    here.sessions().revoke_token(&program, &token.about.id).await.unwrap();
    let since = Instant::now();
    let refused = here.sessions().bearer(&token.token).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Unauthenticated);
    is_out(since, async || there.sessions().bearer(&token.token).await.map(drop)).await;
    here.close().await.unwrap();
    there.close().await.unwrap();
}

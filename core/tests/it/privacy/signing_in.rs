//! Who is erased can sign in no more, and nothing of how he did is left.

use secretariat::approvals::PayloadHash;
use secretariat::people::NewMember;
use secretariat::privacy::{DataSubject, ErasureRequest};
use secretariat::rights::Role;
use secretariat::sessions::{FederatedIdentity, PasswordCost};
use secretariat::{ErrorKind, Office};

use super::world::{ADDRESS, NAME, approve, ask, done, sightings};

const PASSWORD: &str = "four words are enough";

#[tokio::test]
async fn the_sign_in_the_sessions_and_the_invitations_of_an_erased_member_are_erased() {
    let folder = tempfile::TempDir::new().unwrap();
    let cost = PasswordCost { memory_kib: 8, passes: 1 };
    let office = Office::builder().folder(folder.path()).password_cost(cost).build().await.unwrap();
    let sessions = office.sessions();
    let ada = sessions.set_up("Ada", "ada@office.example", PASSWORD).await.unwrap().session;
    let new = NewMember { addresses: vec![ADDRESS.to_owned()], ..NewMember::new(NAME, Role::Editor) };
    let quilla = office.people().add(new).await.unwrap().id;
    let invitation = sessions.invite(&quilla).await.unwrap();
    let session = sessions.accept(&invitation.token, PASSWORD).await.unwrap().session;
    let who = FederatedIdentity {
        issuer: "https://id.example".to_owned(),
        subject: "q-1".to_owned(),
        address: Some(ADDRESS.to_owned()),
    };
    sessions.start_federated(&who).await.unwrap();
    sessions.invite(&quilla).await.unwrap();
    office.people().remove(&quilla).await.unwrap();
    assert_eq!(sessions.of(&quilla).await.unwrap().len(), 2, "removing is not erasing");

    let subject = DataSubject { member: Some(quilla.clone()), ..DataSubject::default() };
    let request = ErasureRequest { subject: Some(subject), ..ErasureRequest::default() };
    let erasure = ask(&office, &request).await;
    // Where there is somebody else, nobody erases alone.
    approve(&office.acting_as(&ada.member).unwrap(), &erasure).await;
    done(&office, &erasure).await;
    assert!(sessions.of(&quilla).await.unwrap().is_empty());
    assert_eq!(sessions.get(&session.id).await.unwrap_err().kind(), ErrorKind::Unauthenticated);
    assert_eq!(sessions.start(ADDRESS, PASSWORD).await.unwrap_err().kind(), ErrorKind::Unauthenticated);
    assert!(sessions.get(&ada.id).await.is_ok(), "others stay signed in");
    office.close().await.unwrap();
    let left = sightings(folder.path());
    assert!(left.is_empty(), "{left:?}");
    let database = std::fs::read(folder.path().join("office.sqlite")).unwrap();
    let has = |address: &str| {
        let hash = PayloadHash::of(address.as_bytes()).to_string();
        database.windows(hash.len()).any(|window| window == hash.as_bytes())
    };
    assert!(!has(ADDRESS), "the hash of the address is there");
    assert!(has("ada@office.example"), "the test looks for the wrong hash");
}

//! Who signs in: on SQLite, and on PostgreSQL where there is one.

use std::sync::Arc;

use futures::StreamExt;
use jiff::{SignedDuration, Timestamp};
use secretariat::clock::FixedClock;
use secretariat::id::SeededRandomness;
use secretariat::people::{MemberChange, NewMember, NewServiceAccount};
use secretariat::rights::Role;
use secretariat::sessions::{FederatedIdentity, PasswordCost, Session, Sessions};
use secretariat::{ErrorKind, Office, Source};

const PASSWORD: &str = "four words are enough";
const CHEAP: PasswordCost = PasswordCost { memory_kib: 8, passes: 1 };

/// An office whose time can be moved.
struct World {
    office: Office,
    clock: Arc<FixedClock>,
}

impl World {
    async fn new(place: Option<&str>) -> Self {
        let clock = Arc::new(FixedClock::new("2026-11-23T09:00:00Z".parse().unwrap()));
        let mut builder = Office::builder()
            .clock(Arc::clone(&clock) as _)
            .randomness(Arc::new(SeededRandomness::new(11)))
            .password_cost(CHEAP);
        if let Some(place) = place {
            builder = builder.folder(place);
        }
        Self { office: builder.build().await.unwrap(), clock }
    }

    fn sessions(&self) -> Sessions {
        self.office.sessions()
    }

    fn pass(&self, time: SignedDuration) {
        use secretariat::clock::Clock as _;
        self.clock.set(self.clock.now().checked_add(time).unwrap());
    }
}

fn kind<T: std::fmt::Debug>(outcome: secretariat::Result<T>) -> ErrorKind {
    outcome.unwrap_err().kind()
}

async fn lives(sessions: &Sessions, session: &Session) -> bool {
    sessions.get(&session.id).await.is_ok()
}

#[tokio::test]
async fn sessions_behave_in_memory() {
    whole_life(&World::new(None).await).await;
}

#[tokio::test]
async fn sessions_behave_in_postgres() {
    let Some(server) = crate::services::postgres() else { return };
    let url = crate::postgres::database(&server).await;
    let world = World::new(Some(&url)).await;
    whole_life(&world).await;
    world.office.clone().close().await.unwrap();
}

async fn whole_life(world: &World) {
    let sessions = world.sessions();
    assert!(sessions.is_untouched().await.unwrap());
    let first = sessions.set_up("Ada", "ada@office.example", PASSWORD).await.unwrap();
    assert!(!sessions.is_untouched().await.unwrap());
    assert_eq!(kind(sessions.set_up("Eve", "eve@office.example", PASSWORD).await), ErrorKind::Conflict);
    let [wrong, unknown] = [("ada@office.example", "wrong words here"), ("bob@office.example", PASSWORD)];
    let wrong = sessions.start(wrong.0, wrong.1).await.unwrap_err();
    let unknown = sessions.start(unknown.0, unknown.1).await.unwrap_err();
    assert_eq!((wrong.kind(), wrong.message()), (unknown.kind(), unknown.message()));
    let second = sessions.start(" ADA@office.example ", PASSWORD).await.unwrap();
    assert_eq!(sessions.of(&first.session.member).await.unwrap().len(), 2);

    // Each token is used once. The one before it may come again at the same time, and gets the same next one.
    let next = sessions.refresh(&first.refresh_token).await.unwrap().refresh_token;
    assert_eq!(sessions.refresh(&first.refresh_token).await.unwrap().refresh_token, next);
    world.pass(SignedDuration::from_secs(11));
    assert_eq!(kind(sessions.refresh(&first.refresh_token).await), ErrorKind::Unauthenticated);
    assert_eq!(kind(sessions.refresh(&next).await), ErrorKind::Unauthenticated);
    assert!(!lives(&sessions, &first.session).await, "a stolen token ends its session");
    assert!(lives(&sessions, &second.session).await, "and no other one");

    // Used again and again it lives for thirty days; left alone for fourteen.
    let mut token = second.refresh_token;
    for _ in 0..29 {
        world.pass(SignedDuration::from_hours(24));
        token = sessions.refresh(&token).await.unwrap().refresh_token;
    }
    world.pass(SignedDuration::from_hours(24));
    assert_eq!(kind(sessions.refresh(&token).await), ErrorKind::Unauthenticated);
    let idle = sessions.start("ada@office.example", PASSWORD).await.unwrap();
    world.pass(SignedDuration::from_hours(14 * 24));
    assert_eq!(kind(sessions.refresh(&idle.refresh_token).await), ErrorKind::Unauthenticated);

    let owner = sessions.start("ada@office.example", PASSWORD).await.unwrap().session;
    let as_owner = world.office.acting_as(owner.member.clone()).unwrap();
    invited(world, &as_owner).await;
    federated(world, &as_owner).await;
    in_two_workspaces(world, &as_owner, &owner).await;
    programs(world, &as_owner).await;
    let audit = world.office.audit().read(0, 1_000).await.unwrap();
    for action in
        ["sessions.start", "sessions.reuse", "members.invite", "service_tokens.issue", "sessions.end"]
    {
        assert!(audit.iter().any(|record| record.entry.action == action), "{action}");
    }
    let text = serde_json::to_string(&audit).unwrap();
    assert!(!text.contains(PASSWORD) && !text.contains("office.example"), "{text}");
}

async fn invited(world: &World, as_owner: &Office) {
    let sessions = world.sessions();
    let member = |name: &str, role| NewMember {
        addresses: vec![format!("{name}@office.example")],
        ..NewMember::new(name, role)
    };
    let eve = as_owner.people().add(member("eve", Role::Editor)).await.unwrap().id;
    let invitation = as_owner.sessions().invite(&eve).await.unwrap();
    assert_eq!(kind(sessions.accept("guessed", PASSWORD).await), ErrorKind::Unauthenticated);
    assert_eq!(kind(sessions.accept(&invitation.token, "short").await), ErrorKind::InvalidInput);
    let session = sessions.accept(&invitation.token, PASSWORD).await.unwrap().session;
    assert_eq!(session.member, eve);
    assert_eq!(kind(sessions.accept(&invitation.token, PASSWORD).await), ErrorKind::Unauthenticated);
    let late = as_owner.sessions().invite(&eve).await.unwrap();
    world.pass(SignedDuration::from_hours(7 * 24));
    assert_eq!(kind(sessions.accept(&late.token, PASSWORD).await), ErrorKind::Unauthenticated);

    // Rights are those of the house: an editor invites nobody, an admin no owner, nobody a stranger.
    let as_eve = world.office.acting_as(&eve).unwrap();
    assert_eq!(kind(as_eve.sessions().invite(&eve).await), ErrorKind::Denied);
    assert_eq!(kind(as_eve.sessions().start("eve@office.example", PASSWORD).await), ErrorKind::Denied);
    assert_eq!(kind(as_eve.sessions().get(&session.id).await), ErrorKind::Denied);
    let admin = as_owner.people().add(member("max", Role::Admin)).await.unwrap().id;
    let as_admin = world.office.acting_as(&admin).unwrap();
    let boss = as_owner.people().add(member("boss", Role::Owner)).await.unwrap().id;
    assert_eq!(kind(as_admin.sessions().invite(&boss).await), ErrorKind::Denied);
    assert_eq!(kind(as_admin.sessions().invite(&"mem_missing".parse().unwrap()).await), ErrorKind::NotFound);
    let silent = as_owner.people().add(NewMember::new("silent", Role::Viewer)).await.unwrap().id;
    assert_eq!(kind(as_owner.sessions().invite(&silent).await), ErrorKind::InvalidInput);
    let double =
        NewMember { addresses: vec!["EVE@office.example".to_owned()], ..NewMember::new("d", Role::Viewer) };
    let double = as_owner.people().add(double).await.unwrap().id;
    assert_eq!(kind(as_owner.sessions().invite(&double).await), ErrorKind::Conflict);

    let other = sessions.start("eve@office.example", PASSWORD).await.unwrap();
    let change = |old, new| sessions.change_password(&session, "eve@office.example", old, new);
    assert_eq!(kind(change("wrong words here", "four other words").await), ErrorKind::Unauthenticated);
    change(PASSWORD, "four other words").await.unwrap();
    assert!(!lives(&sessions, &other.session).await, "a new password ends the other sessions");
    sessions.end(&session.id).await.unwrap();
    sessions.end(&session.id).await.unwrap();
    assert!(!lives(&sessions, &session).await);

    let again = sessions.start("eve@office.example", "four other words").await.unwrap();
    let suspend = MemberChange { active: Some(false), ..MemberChange::default() };
    as_owner.people().change(&eve, suspend).await.unwrap();
    assert_eq!(kind(sessions.refresh(&again.refresh_token).await), ErrorKind::Unauthenticated);
    assert_eq!(
        kind(sessions.start("eve@office.example", "four other words").await),
        ErrorKind::Unauthenticated
    );
}

async fn federated(world: &World, as_owner: &Office) {
    let sessions = world.sessions();
    let who = |subject: &str, address: Option<&str>| FederatedIdentity {
        issuer: "https://id.example".to_owned(),
        subject: subject.to_owned(),
        address: address.map(str::to_owned),
    };
    let new = |name: &str| NewMember {
        addresses: vec![format!("{name}@firm.example")],
        ..NewMember::new(name, Role::Viewer)
    };
    let fred = as_owner.people().add(new("fred")).await.unwrap().id;
    let start = async |who| sessions.start_federated(&who).await.map(|started| started.session.member);
    assert_eq!(kind(start(who("f-1", None)).await), ErrorKind::Unauthenticated);
    assert_eq!(kind(start(who("f-1", Some("nobody@firm.example"))).await), ErrorKind::Unauthenticated);
    assert_eq!(kind(start(who("", Some("fred@firm.example"))).await), ErrorKind::InvalidInput);
    assert_eq!(start(who("f-1", Some(" FRED@firm.example"))).await.unwrap(), fred);
    // From then on the subject counts, whatever its address has become.
    assert_eq!(start(who("f-1", None)).await.unwrap(), fred);
    assert_eq!(start(who("f-1", Some("other@firm.example"))).await.unwrap(), fred);
    let elsewhere = FederatedIdentity { issuer: "https://evil.example".to_owned(), ..who("f-1", None) };
    assert_eq!(kind(start(elsewhere).await), ErrorKind::Unauthenticated);
    // Somebody who signs in by a password is found as well, but not by an address of before.
    let ada = start(who("a-1", Some("ada@office.example"))).await.unwrap();
    let new_address =
        |address: &str| MemberChange { addresses: Some(vec![address.to_owned()]), ..MemberChange::default() };
    as_owner.people().change(&ada, new_address("ada@new.example")).await.unwrap();
    assert_eq!(kind(start(who("a-2", Some("ada@office.example"))).await), ErrorKind::Unauthenticated);
    as_owner.people().change(&ada, new_address("ada@office.example")).await.unwrap();
    // Two members with one address are nobody; who is suspended is out; who comes back is found anew.
    let twin = as_owner.people().add(new("fred")).await.unwrap().id;
    assert_eq!(kind(start(who("f-2", Some("fred@firm.example"))).await), ErrorKind::Unauthenticated);
    let suspend = MemberChange { active: Some(false), ..MemberChange::default() };
    as_owner.people().change(&fred, suspend).await.unwrap();
    assert_eq!(kind(start(who("f-1", None)).await), ErrorKind::Unauthenticated);
    assert_eq!(start(who("f-1", Some("fred@firm.example"))).await.unwrap(), twin);
    let as_fred = world.office.acting_as(&twin).unwrap();
    assert_eq!(kind(as_fred.sessions().start_federated(&who("f-1", None)).await), ErrorKind::Denied);
}

async fn in_two_workspaces(world: &World, as_owner: &Office, owner: &Session) {
    let sessions = world.sessions();
    let archive = as_owner.workspaces().create("Archive").await.unwrap();
    let places = sessions.workspaces(owner).await.unwrap();
    let ids: Vec<_> = places.iter().map(|place| place.id.clone()).collect();
    assert_eq!(ids, [owner.home.clone(), archive.id.clone()]);
    let there = sessions.switch(&owner.id, &archive.id).await.unwrap();
    assert_eq!((there.workspace, there.id), (archive.id.clone(), owner.id.clone()));
    assert_eq!(kind(sessions.switch(&owner.id, &"ws_missing".parse().unwrap()).await), ErrorKind::NotFound);
    assert_eq!(kind(sessions.switch(&owner.id, &"ws_sign-in".parse().unwrap()).await), ErrorKind::NotFound);
    // Who belongs to the second workspace alone begins there.
    let vic =
        NewMember { addresses: vec!["vic@office.example".to_owned()], ..NewMember::new("vic", Role::Viewer) };
    let in_archive = as_owner.workspace(&archive.id);
    let vic = in_archive.people().add(vic).await.unwrap().id;
    let invitation = in_archive.sessions().invite(&vic).await.unwrap();
    let session = sessions.accept(&invitation.token, PASSWORD).await.unwrap().session;
    assert_eq!(session.workspace, archive.id);
    assert_eq!(kind(sessions.switch(&session.id, &owner.home).await), ErrorKind::NotFound);
}

async fn programs(world: &World, as_owner: &Office) {
    let sessions = world.sessions();
    let new = NewServiceAccount { name: "Scanner".to_owned(), role: Role::Editor };
    let account = as_owner.people().add_service_account(new).await.unwrap().id;
    let after = |hours| {
        use secretariat::clock::Clock as _;
        world.clock.now().checked_add(SignedDuration::from_hours(hours)).unwrap()
    };
    let tokens = as_owner.sessions();
    let issue = |expires| tokens.issue_token(&account, expires);
    assert_eq!(kind(issue(after(0)).await), ErrorKind::InvalidInput);
    assert_eq!(kind(issue(after(24 * 400)).await), ErrorKind::InvalidInput);
    assert_eq!(kind(issue(Timestamp::MAX).await), ErrorKind::InvalidInput);
    let issued = issue(after(24)).await.unwrap();
    let (workspace, found) = sessions.bearer(&issued.token).await.unwrap();
    assert_eq!((workspace.as_str(), &found), ("ws_default", &account));
    let listed = as_owner.sessions().tokens(&account).await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&issued.about));
    assert!(!serde_json::to_string(&listed).unwrap().contains(issued.token.rsplit('.').next().unwrap()));
    for forged in
        ["", "secretariat", "secretariat.ws_default.tok_missing.x", &issued.token[..issued.token.len() - 1]]
    {
        assert_eq!(kind(sessions.bearer(forged).await), ErrorKind::Unauthenticated, "{forged}");
    }
    world.pass(SignedDuration::from_hours(24));
    assert_eq!(kind(sessions.bearer(&issued.token).await), ErrorKind::Unauthenticated);
    for _ in 1..10 {
        issue(after(24)).await.unwrap();
    }
    assert_eq!(kind(issue(after(24)).await), ErrorKind::LimitExceeded);
    as_owner.sessions().revoke_token(&account, &issued.about.id).await.unwrap();
    assert_eq!(kind(as_owner.sessions().revoke_token(&account, &issued.about.id).await), ErrorKind::NotFound);
    let last = issue(after(24)).await.unwrap();
    let as_program = world.office.acting_as(&account).unwrap();
    assert_eq!(kind(as_program.sessions().tokens(&account).await), ErrorKind::Denied);
    as_owner.people().remove_service_account(&account).await.unwrap();
    assert_eq!(kind(sessions.bearer(&last.token).await), ErrorKind::Unauthenticated);
}

#[tokio::test]
async fn changes_are_told_as_far_as_the_actor_may_read_them() {
    let world = World::new(None).await;
    world.office.documents().add(Source::text("old", "Old.")).await.unwrap();
    let viewer = world.office.people().add(NewMember::new("Vic", Role::Viewer)).await.unwrap().id;
    let as_viewer = world.office.acting_as(&viewer).unwrap();
    let mut changes = as_viewer.changes(None).await.unwrap();
    let document = world.office.documents().add(Source::text("new", "New.")).await.unwrap();
    let change = changes.next().await.unwrap().unwrap();
    assert_eq!((change.kind.as_str(), change.id.as_str()), ("document", document.id.as_str()));
    assert!(!change.removed);
    let again = as_viewer.changes(Some(change.position - 1)).await.unwrap().next().await.unwrap().unwrap();
    assert_eq!(again, change);
    world.office.people().remove(&viewer).await.unwrap();
    world.office.documents().add(Source::text("more", "More.")).await.unwrap();
    let last = changes.next().await.unwrap().unwrap_err();
    assert_eq!(last.kind(), ErrorKind::NotFound);
    assert!(changes.next().await.is_none(), "the stream ends with the membership");
    assert_eq!(kind(as_viewer.changes(None).await.map(drop)), ErrorKind::NotFound);
    assert_eq!(
        kind(as_viewer.may(secretariat::rights::Permission::DocumentsRead).await),
        ErrorKind::NotFound
    );
}

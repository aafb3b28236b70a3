//! Organisations, workspaces and members: who is in, who is out, and who stays owner.

use std::path::Path;
use std::sync::Arc;

use secretariat::audit::Outcome;
use secretariat::clock::FixedClock;
use secretariat::id::{MemberId, SeededRandomness, WorkspaceId};
use secretariat::people::{Founded, MemberChange, NewMember, NewOrganisation, NewServiceAccount};
use secretariat::rights::{Actor, Role};
use secretariat::{ErrorKind, Office};

pub(crate) async fn office(folder: Option<&Path>) -> Office {
    let now = "2026-11-23T09:00:00Z".parse().unwrap();
    let builder = Office::builder()
        .clock(Arc::new(FixedClock::new(now)))
        .randomness(Arc::new(SeededRandomness::new(11)))
        .audit_key(secretariat::audit::AuditKey::new([3; 32]));
    match folder {
        Some(folder) => builder.folder(folder).build().await.unwrap(),
        None => builder.build().await.unwrap(),
    }
}

pub(crate) async fn found(office: &Office, name: &str) -> Founded {
    let new = NewOrganisation {
        name: name.to_owned(),
        workspace: format!("{name} home"),
        owner: format!("Owner of {name}"),
        addresses: vec![format!("owner@{}.example", name.to_lowercase())],
    };
    office.workspaces().found(new).await.unwrap()
}

async fn add(office: &Office, role: Role) -> MemberId {
    office.people().add(NewMember::new(format!("A new {role}"), role)).await.unwrap().id
}

fn suspended(active: bool) -> MemberChange {
    MemberChange { active: Some(active), ..MemberChange::default() }
}

#[tokio::test]
async fn a_single_user_has_one_workspace_and_can_take_in_members() {
    let folder = tempfile::tempdir().unwrap();
    for folder in [None, Some(folder.path())] {
        let office = office(folder).await;
        let home = office.workspaces().current().await.unwrap();
        assert_eq!(home.id, WorkspaceId::default_workspace());
        assert_eq!(office.workspaces().list(None, 10).await.unwrap().0, [home]);
        assert!(office.people().list(None, 10).await.unwrap().0.is_empty());
        let editor = add(&office, Role::Editor).await;
        let seen = office.acting_as(&editor).unwrap();
        assert_eq!(seen.people().get(&editor).await.unwrap().role, Role::Editor);
        let denied = seen.people().add(NewMember::new("X", Role::Viewer)).await.unwrap_err();
        assert_eq!(denied.kind(), ErrorKind::Denied);
        assert!(denied.message().contains("editor") && denied.message().contains("admin"), "{denied}");
        let renamed = office.workspaces().rename("Practice").await.unwrap();
        assert_eq!(seen.workspaces().current().await.unwrap(), renamed);
        let more = office.workspaces().create("More").await.unwrap();
        let (listed, _) = office.workspaces().list(None, 10).await.unwrap();
        assert_eq!(listed.len(), 2);
        assert!(listed.contains(&more) && listed.contains(&renamed), "{listed:?}");
        office.close().await.unwrap();
    }
    let again = office(Some(folder.path())).await;
    let report = again.audit().verify(None).await.unwrap();
    assert!(report.is_whole() && report.entries > 2 && report.unsealed == 0, "closing seals: {report:?}");
    assert_eq!(again.people().list(None, 10).await.unwrap().0.len(), 1);
    assert_eq!(again.workspaces().current().await.unwrap().name, "Practice");
}

#[tokio::test]
async fn the_last_owner_can_neither_be_removed_nor_demoted_nor_suspended() {
    let office = office(None).await;
    let founded = found(&office, "Acme").await;
    let owner = founded.owner.id;
    let home = office.workspace(&founded.workspace.id);
    let own = home.acting_as(&owner).unwrap();
    for office in [&home, &own] {
        let people = office.people();
        for error in [
            people.remove(&owner).await.unwrap_err(),
            people.grant(&owner, Role::Admin).await.unwrap_err(),
            people.change(&owner, suspended(false)).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Conflict);
            assert!(error.message().contains("last owner"), "{error}");
        }
    }
    // With a second owner the first may go; a suspended one does not count.
    let second = add(&own, Role::Owner).await;
    own.people().change(&second, suspended(false)).await.unwrap();
    assert_eq!(own.people().remove(&owner).await.unwrap_err().kind(), ErrorKind::Conflict);
    own.people().change(&second, suspended(true)).await.unwrap();
    own.people().remove(&owner).await.unwrap();
    assert_eq!(home.people().remove(&second).await.unwrap_err().kind(), ErrorKind::Conflict);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn owners_who_demote_one_another_at_once_leave_one() {
    let office = office(None).await;
    for round in 0..10 {
        let founded = found(&office, &format!("Org{round}")).await;
        let home = office.workspace(&founded.workspace.id);
        let mut owners = vec![founded.owner.id];
        for _ in 0..5 {
            owners.push(add(&home, Role::Owner).await);
        }
        let demoting = owners.iter().cloned().map(|owner| {
            let home = home.clone();
            tokio::spawn(async move {
                // What is a conflict is tried again, as callers do.
                for _ in 0..20 {
                    let Err(error) = home.people().grant(&owner, Role::Viewer).await else { return };
                    assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
                }
            })
        });
        for task in demoting.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        let (members, _) = home.people().list(None, 100).await.unwrap();
        let left = members.iter().filter(|member| member.role == Role::Owner).count();
        assert_eq!(left, 1, "round {round}");
    }
}

#[tokio::test]
async fn nobody_gives_a_role_above_their_own_or_touches_who_is_above() {
    let office = office(None).await;
    let founded = found(&office, "Acme").await;
    let home = office.workspace(&founded.workspace.id);
    let (admin, viewer) = (add(&home, Role::Admin).await, add(&home, Role::Viewer).await);
    let acting = home.acting_as(&admin).unwrap();
    let people = acting.people();
    let robot = NewServiceAccount { name: "Robot".to_owned(), role: Role::Owner };
    for error in [
        people.grant(&viewer, Role::Owner).await.unwrap_err(),
        people.grant(&admin, Role::Owner).await.unwrap_err(),
        people.add(NewMember::new("Friend", Role::Owner)).await.unwrap_err(),
        people.add_service_account(robot.clone()).await.unwrap_err(),
        people.grant(&founded.owner.id, Role::Viewer).await.unwrap_err(),
        people.remove(&founded.owner.id).await.unwrap_err(),
        people
            .change(&founded.owner.id, MemberChange { name: Some("X".to_owned()), ..Default::default() })
            .await
            .unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Denied, "{error}");
    }
    let robot = home.people().add_service_account(robot).await.unwrap();
    assert_eq!(people.remove_service_account(&robot.id).await.unwrap_err().kind(), ErrorKind::Denied);
    assert_eq!(people.grant(&viewer, Role::Admin).await.unwrap().role, Role::Admin);
    assert_eq!(acting.acting_as(&founded.owner.id).unwrap_err().kind(), ErrorKind::Denied);
    assert_eq!(acting.acting_as(Actor::Owner).unwrap_err().kind(), ErrorKind::Denied);
}

#[tokio::test]
async fn who_is_removed_or_suspended_is_out_with_the_next_call() {
    let office = office(None).await;
    let founded = found(&office, "Acme").await;
    let home = office.workspace(&founded.workspace.id);
    let second = home.workspaces().create("Second").await.unwrap();
    let second = office.workspace(&second.id);
    let member = add(&home, Role::Editor).await;
    second.people().join(&member, Role::Viewer).await.unwrap();
    let here = home.acting_as(&member).unwrap();
    let there = here.workspace(&second.workspaces().current().await.unwrap().id);
    assert_eq!(here.documents().list(None, 1).await.unwrap().0.len(), 0);
    assert_eq!(there.people().get(&member).await.unwrap().role, Role::Viewer);

    home.people().change(&member, suspended(false)).await.unwrap();
    for seen in [&here, &there] {
        assert_eq!(seen.documents().list(None, 1).await.unwrap_err().kind(), ErrorKind::NotFound);
    }
    home.people().change(&member, suspended(true)).await.unwrap();
    home.people().remove(&member).await.unwrap();
    assert_eq!(here.documents().list(None, 1).await.unwrap_err().kind(), ErrorKind::NotFound);
    assert!(there.documents().list(None, 1).await.is_ok(), "removed from one workspace only");
    second.people().remove(&member).await.unwrap();
    assert_eq!(there.documents().list(None, 1).await.unwrap_err().kind(), ErrorKind::NotFound);
    let error = second.people().change(&member, suspended(true)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);

    let robot = NewServiceAccount { name: "Scanner".to_owned(), role: Role::Editor };
    let robot = home.people().add_service_account(robot).await.unwrap();
    let acting = home.acting_as(&robot.id).unwrap();
    assert!(acting.documents().list(None, 1).await.is_ok());
    assert_eq!(there.acting_as(&robot.id).unwrap_err().kind(), ErrorKind::Denied);
    let elsewhere = second.acting_as(&robot.id).unwrap();
    assert_eq!(elsewhere.documents().list(None, 1).await.unwrap_err().kind(), ErrorKind::NotFound);
    home.people().remove_service_account(&robot.id).await.unwrap();
    assert_eq!(acting.documents().list(None, 1).await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn owners_of_the_home_own_all_workspaces_and_other_owners_only_theirs() {
    let office = office(None).await;
    let founded = found(&office, "Acme").await;
    let boss = office.workspace(&founded.workspace.id).acting_as(&founded.owner.id).unwrap();
    let second = boss.workspaces().create("Second").await.unwrap();
    let third = boss.workspaces().create("Third").await.unwrap();
    let there = boss.workspace(&third.id);
    let local = add(&there, Role::Owner).await;
    let (listed, _) = there.workspaces().list(None, 10).await.unwrap();
    assert_eq!(listed.len(), 3);
    let local = office.workspace(&third.id).acting_as(&local).unwrap();
    local.workspaces().rename("Mine").await.unwrap();
    let (listed, _) = boss.workspaces().list(None, 10).await.unwrap();
    assert!(listed.iter().any(|workspace| workspace.name == "Mine"));
    for error in [
        local.workspaces().create("More").await.unwrap_err(),
        local.workspaces().list(None, 1).await.unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Denied, "{error}");
    }
    let elsewhere = local.workspace(&second.id);
    assert_eq!(elsewhere.workspaces().current().await.unwrap_err().kind(), ErrorKind::NotFound);
    // A workspace that lost its own owner is still owned by those of the home.
    there.people().remove(&boss.people().list(None, 1).await.unwrap().0[0].id).await.unwrap();
    assert!(there.workspaces().rename("Third again").await.is_ok());
}

#[tokio::test]
async fn every_change_is_in_the_audit_of_its_workspace_by_ids_only() {
    let office = office(None).await;
    let founded = found(&office, "Acme").await;
    let home = office.workspace(&founded.workspace.id).acting_as(&founded.owner.id).unwrap();
    let member = add(&home, Role::Viewer).await;
    home.people().grant(&member, Role::Editor).await.unwrap();
    let change = MemberChange { name: Some("Secret Name".to_owned()), ..MemberChange::default() };
    home.people().change(&member, change).await.unwrap();
    home.people().remove(&member).await.unwrap();
    let second = home.workspaces().create("Second").await.unwrap();
    let records = home.audit().read(0, 100).await.unwrap();
    let actions: Vec<&str> = records.iter().map(|record| record.entry.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "organisations.found",
            "members.add",
            "roles.grant",
            "members.change",
            "members.remove",
            "workspaces.create"
        ]
    );
    assert!(records.iter().all(|record| record.entry.outcome == Outcome::Done));
    assert_eq!(records[0].entry.actor, Actor::Owner);
    assert_eq!(records[2].entry.actor, Actor::Member(founded.owner.id.clone()));
    assert_eq!(records[2].entry.details["to"], "editor");
    let text = serde_json::to_string(&records).unwrap();
    assert!(!text.contains("Secret") && !text.contains("new viewer") && !text.contains("example"));
    let there = home.workspace(&second.id).audit().read(0, 10).await.unwrap();
    assert_eq!(there.len(), 1);
    let checkpoint = home.audit().seal().await.unwrap();
    assert!(home.audit().verify(Some(&checkpoint)).await.unwrap().is_whole());
}

#[tokio::test]
async fn wrong_names_addresses_and_ids_are_refused_by_name() {
    let office = office(None).await;
    let people = office.people();
    for new in [
        NewMember::new("", Role::Viewer),
        NewMember::new("x".repeat(201), Role::Viewer),
        NewMember { addresses: vec!["nowhere".to_owned()], ..NewMember::new("X", Role::Viewer) },
    ] {
        assert_eq!(people.add(new).await.unwrap_err().kind(), ErrorKind::InvalidInput);
    }
    let nobody: MemberId = "mem_01".parse().unwrap();
    let error = people.get(&nobody).await.unwrap_err();
    assert!(error.kind() == ErrorKind::NotFound && error.message().contains("mem_01"), "{error}");
    assert!(office.audit().read(0, 10).await.unwrap().is_empty(), "what failed left nothing");
}

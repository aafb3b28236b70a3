//! Backups by the command.

use crate::run::{json, ok, run};

#[test]
fn an_office_is_backed_up_verified_and_restored() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("a.txt"), "The rent of EUR 900.00 is due on 3 January 2027.").unwrap();
    ok(folder, &["add", "a.txt"]);
    let told = ok(folder, &["backup", "monday.backup", "--verify"]);
    assert!(told.contains("1 documents") && told.contains("verified: the office of"), "{told}");
    assert_eq!(run(folder, &["backup", "monday.backup"]).status.code(), Some(65));
    let other = folder.join("other");
    std::fs::create_dir(&other).unwrap();
    assert_eq!(run(&other, &["verify-backup", "../monday.backup"]).status.code(), Some(0));
    assert!(!other.join("office").exists(), "verifying made an office");
    assert_eq!(run(folder, &["restore", "monday.backup"]).status.code(), Some(75), "not empty");
    std::fs::rename(folder.join("office"), folder.join("lost")).unwrap();
    let restored = json(folder, &["restore", "monday.backup", "--move"]);
    assert_eq!((&restored["counts"]["records"]["documents"], &restored["in_doubt"]), (&1.into(), &0.into()));
    assert!(ok(folder, &["ask", "When is the rent due?"]).contains("January 2027"));
    let mut bytes = std::fs::read(folder.join("monday.backup")).unwrap();
    bytes.truncate(bytes.len() - 700);
    std::fs::write(folder.join("cut.backup"), bytes).unwrap();
    assert_eq!(run(folder, &["verify-backup", "cut.backup"]).status.code(), Some(72));
    assert_eq!(run(folder, &["rotate-keys"]).status.code(), Some(65), "files are not encrypted here");
}

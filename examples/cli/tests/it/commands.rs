//! Each command once, and what it says to bad input.

use std::io::Write;
use std::process::Stdio;

use crate::run::{inbox, json, ok, run, secretariat};

#[test]
fn a_batch_goes_on_past_files_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    std::fs::write(files.join("empty.pdf"), b"").unwrap();
    std::fs::write(files.join("damaged.docx"), b"PK\x03\x04 not a package").unwrap();
    std::fs::write(files.join("unknown.bin"), [0u8, 159, 146, 150, 7, 0, 0, 1]).unwrap();
    std::fs::write(files.join("note.md"), "# Note\n\n- [ ] Call the printer by 1 December 2026\n").unwrap();
    let output = run(folder.path(), &["add", "files"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    for name in ["empty.pdf", "damaged.docx", "unknown.bin"] {
        assert!(errors.contains(name), "{name} is named in: {errors}");
    }
    assert!(!output.status.success());
    let listed = json(folder.path(), &["list"]);
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["name"], "note.md");
}

#[test]
fn exit_codes_come_from_the_kind_of_error() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["parse", "nowhere.pdf"]).status.code(), Some(66));
    assert_eq!(run(folder.path(), &["brief", "nothing"]).status.code(), Some(66));
    assert_eq!(run(folder.path(), &["show", "rubbish"]).status.code(), Some(65));
    assert_eq!(run(folder.path(), &["no-such-command"]).status.code(), Some(64));
    let json = run(folder.path(), &["--json", "brief", "nothing"]);
    let error: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(error["error"]["kind"], "not_found");
}

#[test]
fn the_same_content_is_one_document() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "The rent is EUR 900.00 a month.").unwrap();
    std::fs::write(folder.path().join("b.txt"), "The rent is EUR 900.00 a month.").unwrap();
    ok(folder.path(), &["add", "a.txt", "b.txt"]);
    ok(folder.path(), &["add", "a.txt"]);
    assert_eq!(json(folder.path(), &["list"]).as_array().unwrap().len(), 1);
}

#[test]
fn questions_are_answered_with_their_place_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    ok(folder.path(), &["add", inbox().join("nordic-interiors-summit.html").to_str().unwrap()]);
    let answer = json(folder.path(), &["ask", "When does the registration close?"]);
    assert_eq!(answer["found"], true);
    assert!(answer["evidence"][0]["quote"].as_str().unwrap().contains("4 December 2026"), "{answer}");
    let none = json(folder.path(), &["ask", "What is the capital of Australia?"]);
    assert_eq!(none["found"], false);
    assert_eq!(none["evidence"].as_array().unwrap().len(), 0);
}

#[test]
fn a_form_is_filled_from_a_file_with_its_places() {
    let folder = tempfile::tempdir().unwrap();
    let schema = r#"{"type": "object", "required": ["total"], "properties": {"total": {"type": "number"},
        "invoice_number": {"type": "string"}, "dog": {"type": "string"}}}"#;
    std::fs::write(folder.path().join("schema.json"), schema).unwrap();
    let bill = inbox().join("invoice-INV-20418.pdf");
    let filled = json(folder.path(), &["extract", bill.to_str().unwrap(), "--schema", "schema.json"]);
    assert_eq!((&filled["value"]["total"], &filled["complete"]), (&8893.6.into(), &true.into()), "{filled}");
    assert_eq!(filled["value"]["invoice_number"], "INV-20418", "{filled}");
    assert_eq!(filled["unfilled"][0]["pointer"], "/dog");
    let shown = ok(folder.path(), &["extract", "invoice-INV-20418.pdf", "--schema", "schema.json"]);
    assert!(shown.contains("/invoice_number INV-20418 (page 1"), "{shown}");
    std::fs::write(folder.path().join("schema.json"), "no JSON").unwrap();
    let output = run(folder.path(), &["extract", "invoice-INV-20418.pdf", "--schema", "schema.json"]);
    assert_eq!(output.status.code(), Some(65));
}

#[test]
fn lines_of_text_are_searched_inside_their_group() {
    let folder = tempfile::tempdir().unwrap();
    let lines = concat!(
        "{\"id\": \"a1\", \"title\": \"\", \"text\": \"The tenant pays the rent each month.\", \"group\": \"a\"}\n",
        "{\"id\": \"b1\", \"text\": \"The tenant pays the rent each month.\", \"group\": \"b\"}\n",
        "{\"id\": \"b2\", \"text\": \"Dogs are not allowed in the garden.\", \"group\": \"b\"}\n",
    );
    std::fs::write(folder.path().join("lines.jsonl"), lines).unwrap();
    std::fs::write(
        folder.path().join("queries.jsonl"),
        "{\"id\": \"q\", \"text\": \"who pays rent\", \"group\": \"b\"}\n",
    )
    .unwrap();
    ok(folder.path(), &["add", "--jsonl", "lines.jsonl"]);
    let found: serde_json::Value =
        serde_json::from_str(&ok(folder.path(), &["search", "--batch", "queries.jsonl", "-k", "5"])).unwrap();
    assert_eq!(found["query_id"], "q");
    assert_eq!(found["doc_ids"][0], "b1");
    assert!(found["doc_ids"].as_array().unwrap().iter().all(|id| id != "a1"));
}

#[test]
fn a_reply_with_own_words_is_checked_and_becomes_a_mail() {
    let folder = tempfile::tempdir().unwrap();
    let mails = ["mail-1-quotation.eml", "mail-2-our-reply.eml", "mail-3-open-questions.eml"];
    for mail in mails {
        ok(folder.path(), &["add", inbox().join(mail).to_str().unwrap()]);
    }
    let say = "Petrol, please. Tobias Krüger signs for the delivery.";
    let draft = json(folder.path(), &["draft", "reply", "mail-3-open-questions.eml", "--say", say]);
    assert_eq!(draft["state"], "checked", "{}", draft["findings"]);
    let mail = ok(folder.path(), &["show", draft["id"].as_str().unwrap(), "--as", "eml"]);
    assert!(mail.contains("In-Reply-To:") && mail.contains("fiona.ashcroft@thornbury.example"), "{mail}");
    let open = json(folder.path(), &["draft", "reply", "mail-3-open-questions.eml"]);
    assert_eq!(open["state"], "open", "questions that nobody answered are gaps");
}

#[test]
fn values_come_as_json_lines() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = secretariat(folder.path())
        .arg("values")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let line = b"{\"id\": \"1\", \"language\": \"en\", \"text\": \"pay $5 now\", \"reference\": \"2026-11-23T00:00:00\"}\n";
    child.stdin.take().unwrap().write_all(line).unwrap();
    let output = child.wait_with_output().unwrap();
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["id"], "1");
    assert_eq!(found["entities"][0]["start"], 4);
}

#[test]
fn two_commands_may_use_one_office_at_the_same_time() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..20 {
        for side in ["left", "right"] {
            std::fs::create_dir_all(folder.path().join(side)).unwrap();
            let text = format!("{side} note {number}: the lamp costs EUR {number}.00.");
            std::fs::write(folder.path().join(side).join(format!("{number}.txt")), text).unwrap();
        }
    }
    let both: Vec<_> = ["left", "right"]
        .map(|side| secretariat(folder.path()).args(["add", side]).stdout(Stdio::null()).spawn().unwrap())
        .into();
    for mut child in both {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(json(folder.path(), &["list"]).as_array().unwrap().len(), 40);
    let answer = json(folder.path(), &["search", "lamp", "-k", "40"]);
    assert_eq!(answer.as_array().unwrap().len(), 40);
}

#[test]
fn a_person_is_exported_and_erased_and_what_is_held_stays() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    std::fs::write(here.join("hers.txt"), "A note on Quilla Zebrowski.").unwrap();
    std::fs::write(here.join("held.txt"), "Another note on Quilla Zebrowski.").unwrap();
    ok(here, &["add", "hers.txt", "held.txt"]);
    let listed = json(here, &["list"]);
    let id = |name: &str| {
        let found = listed.as_array().unwrap().iter().find(|document| document["name"] == name).unwrap();
        found["id"].as_str().unwrap().to_owned()
    };
    let exported = json(here, &["privacy", "export", "--name", "Quilla Zebrowski", "--to", "her.zip"]);
    assert_eq!(exported["bytes"], std::fs::metadata(here.join("her.zip")).unwrap().len());
    ok(here, &["privacy", "holds", "place", "Case 7", "--document", &id("held.txt")]);
    let whom = ["privacy", "erase", "--name", "Quilla Zebrowski"];
    let shown = ok(here, &whom);
    assert!(shown.contains("2 stay") || shown.contains("1 stay"), "{shown}");
    let report = json(here, &whom);
    let confirm = [&whom[..], &["--confirm", report["hash"].as_str().unwrap()]].concat();
    let erasure = json(here, &confirm);
    assert_eq!(erasure["state"], "waiting");
    let erasure = erasure["id"].as_str().unwrap();
    let done = json(here, &["privacy", "approve", erasure]);
    assert_eq!(done["state"], "done", "{done}");
    assert!(ok(here, &["privacy", "erasures", erasure]).starts_with("sound"));
    let names: Vec<serde_json::Value> =
        json(here, &["list"]).as_array().unwrap().iter().map(|document| document["name"].clone()).collect();
    assert_eq!(names, ["held.txt"]);
    std::fs::write(here.join("ledger.jsonl"), ok(here, &["privacy", "tombstones"])).unwrap();
    assert_eq!(run(here, &["privacy", "replay", "ledger.jsonl"]).status.code(), Some(0));
    ok(here, &["privacy", "retention", "document/invoice=3650", "draft=365"]);
    assert_eq!(ok(here, &["privacy", "retention"]), "document/invoice=3650\ndraft=365\n");
    assert_eq!(run(here, &["privacy", "retention", "draft"]).status.code(), Some(65));
}

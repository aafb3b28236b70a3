use super::*;
use crate::communications::draft::{Attachment, ColumnAlign, DraftKind, Inline, TableColumn};
use crate::evidence::Provenance;
use crate::id::{DraftId, SeededRandomness};

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text { text: text.to_owned() }]
}

fn paragraph(text: &str) -> DraftBlock {
    DraftBlock::Paragraph { inlines: words(text) }
}

fn fact(id: &str, role: &str, surface: &str) -> BoundFact {
    let (id, role, surface) = (id.to_owned(), role.to_owned(), surface.to_owned());
    BoundFact { id, role, surface, source: None, asserted_by: Provenance::User }
}

fn draft() -> Draft {
    let id = DraftId::new(jiff::Timestamp::UNIX_EPOCH, &SeededRandomness::new(1));
    Draft {
        subject: words("Offer"),
        blocks: vec![paragraph("Dear Ann,"), paragraph("We offer 40 chairs."), paragraph("Best")],
        facts: vec![fact("f1", "amount", "EUR 10"), fact("f2", "date", "1 May 2026")],
        ..Draft::new(id, DraftKind::NewMail, "en", "2026-11-23T09:00:00Z")
    }
}

#[test]
fn equal_drafts_do_not_differ_whatever_their_facts_are_called() {
    let mut other = draft();
    other.facts.reverse();
    for (number, fact) in other.facts.iter_mut().enumerate() {
        fact.id = format!("g{number}");
    }
    assert!(draft().diff(&other).is_empty());
}

#[test]
fn blocks_that_came_went_and_changed_are_named_with_their_places() {
    let mut newer = draft();
    newer.blocks[1] = paragraph("We offer 50 chairs.");
    newer.blocks.insert(0, paragraph("Draft"));
    newer.blocks.pop();
    let changes = draft().diff(&newer).blocks;
    let seen: Vec<_> = changes.iter().map(|change| (change.change, change.before, change.after)).collect();
    assert_eq!(
        seen,
        [
            (Change::Added, None, Some(0)),
            (Change::Changed, Some(1), Some(2)),
            (Change::Removed, Some(2), None),
        ]
    );
    assert_eq!(changes[1].new.as_deref(), Some("We offer 50 chairs."));
}

#[test]
fn a_heading_is_not_the_paragraph_with_its_words() {
    let mut newer = draft();
    newer.blocks[0] = DraftBlock::Heading { level: 1, inlines: words("Dear Ann,") };
    assert_eq!(draft().diff(&newer).blocks.len(), 1);
    assert_ne!(draft().compute_hash(), newer.compute_hash());
}

#[test]
fn facts_are_paired_by_what_they_are() {
    let mut newer = draft();
    newer.facts = vec![fact("f9", "amount", "EUR 12"), fact("f3", "place", "Berlin")];
    let changes = draft().diff(&newer).facts;
    let seen: Vec<_> = changes
        .iter()
        .map(|change| (change.change, change.role.as_str(), change.old.as_deref(), change.new.as_deref()))
        .collect();
    assert_eq!(
        seen,
        [
            (Change::Changed, "amount", Some("EUR 10"), Some("EUR 12")),
            (Change::Removed, "date", Some("1 May 2026"), None),
            (Change::Added, "place", None, Some("Berlin")),
        ]
    );
}

#[test]
fn whatever_a_recipient_sees_changes_the_hash_and_the_diff() {
    type Edit = fn(&mut Draft);
    let edits: [Edit; 7] = [
        |draft| draft.subject = words("Other"),
        |draft| draft.language = "de".to_owned(),
        |draft| draft.sender = Some(Mailbox { name: None, address: "a@x.example".to_owned() }),
        |draft| draft.blocks[2] = DraftBlock::Signature { inlines: words("Best") },
        |draft| {
            let link = Inline::Link { text: "Best".to_owned(), target: "https://x.example".to_owned() };
            draft.blocks[2] = DraftBlock::Paragraph { inlines: vec![link] };
        },
        |draft| {
            let column = TableColumn { title: words("Best"), align: ColumnAlign::End };
            draft.blocks[2] = DraftBlock::Table { columns: vec![column], rows: Vec::new() };
        },
        |draft| {
            let (sha256, name) = ("00".to_owned(), "a.pdf".to_owned());
            let media_type = "application/pdf".to_owned();
            draft.attachments.push(Attachment { document: None, sha256, name, media_type });
        },
    ];
    let mut hashes = vec![draft().compute_hash()];
    for edit in edits {
        let mut newer = draft();
        edit(&mut newer);
        assert!(!draft().diff(&newer).is_empty());
        hashes.push(newer.compute_hash());
    }
    let count = hashes.len();
    hashes.sort();
    hashes.dedup();
    assert_eq!(hashes.len(), count);
}

#[test]
fn words_cannot_move_between_blocks_without_changing_the_hash() {
    let mut newer = draft();
    newer.blocks = vec![paragraph("Dear Ann,We offer 40"), paragraph(" chairs."), paragraph("Best")];
    assert_ne!(draft().compute_hash(), newer.compute_hash());
}

#[test]
fn drafts_stored_before_there_were_attachments_are_read() {
    let mut stored = serde_json::to_value(draft()).unwrap();
    for field in ["tone", "audience", "attachments", "invite", "letter"] {
        stored.as_object_mut().unwrap().remove(field).unwrap();
    }
    assert_eq!(serde_json::from_value::<Draft>(stored).unwrap(), draft());
}

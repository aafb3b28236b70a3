//! Minutes from what was said: speakers, decisions in several languages, and nothing that was left open.

use secretariat::communications::{DraftBlock, DraftKind, DraftRequest, render};
use secretariat::{Office, Source};

use crate::office::office;

async fn minutes(office: &Office, text: &str) -> secretariat::communications::Draft {
    let notes = office.documents().add(Source::text("call.txt", text)).await.unwrap();
    office.communications().draft(DraftRequest::new(DraftKind::Minutes).about(notes.id)).await.unwrap()
}

#[tokio::test]
async fn who_speaks_more_than_once_was_there_and_labels_are_nobody() {
    let office = office(None).await;
    let text = "Call of 18 November 2026\n\n[10:00] Bo Lund: Good morning, the lease ends in March.\n\n\
        [10:01] Zoe Hart: The rent is too high for us.\n\n[10:02] Bo Lund: We agreed to look for other rooms.\n\n\
        [10:03] Zoe Hart: It was not decided who pays for the movers.\n\nNote: The line was bad.\n\nNote: It got \
        better.\n\nAction: Zoe Hart will ask three agents.\n\nAction: Bo Lund will write to the landlord.\n";
    let draft = minutes(&office, text).await;
    let shown = render::text(&draft);
    assert!(shown.contains("Present: Bo Lund, Zoe Hart\n"), "{shown}");
    let decisions = draft.blocks.iter().find_map(|block| match block {
        DraftBlock::Decisions { items } => {
            Some(items.iter().map(|item| draft.print(&item.inlines)).collect::<Vec<_>>())
        }
        _ => None,
    });
    let decisions = decisions.unwrap();
    assert_eq!(decisions.len(), 1, "{decisions:?}");
    assert!(decisions[0].contains("We agreed to look for other rooms."), "{decisions:?}");
    assert!(
        shown.contains("Zoe Hart will ask three agents.") && shown.contains("Bo Lund will write"),
        "{shown}"
    );
}

#[tokio::test]
async fn decisions_are_found_in_every_language_and_what_is_open_is_none() {
    let office = office(None).await;
    for (decided, open) in [
        ("It was decided that the office closes early.", "No decision was made about the carpets."),
        (
            "Es wurde beschlossen, das Büro früher zu schließen.",
            "Über die Teppiche wurde noch nicht entschieden.",
        ),
        ("Il a été décidé de fermer le bureau plus tôt.", "Rien n'est encore sûr, on n'a pas décidé."),
        ("Se acordó cerrar la oficina antes.", "Todavía no se acordó nada sobre las alfombras."),
        ("Si è deciso di chiudere prima l'ufficio.", "Non è stato ancora deciso nulla sui tappeti."),
        ("Er is besloten het kantoor eerder te sluiten.", "Over de tapijten is nog niet besloten."),
    ] {
        let draft = minutes(&office, &format!("Notes\n\n{decided}\n\n{open}\n")).await;
        let decisions: Vec<_> = draft
            .blocks
            .iter()
            .filter_map(|block| match block {
                DraftBlock::Decisions { items } => Some(items),
                _ => None,
            })
            .flatten()
            .map(|item| draft.print(&item.inlines))
            .collect();
        assert_eq!(decisions, [decided], "{decided}");
    }
}

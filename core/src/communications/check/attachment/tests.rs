use super::*;
use crate::communications::check::own::own_words;

/// `language TAB set TAB + or - TAB text`: invented, with what is right; `\n` stands for the end of a line. The rules
/// were put right with the set `seen` in view; the sets `held` and `held3` to `held5` were written afterwards, the last three
/// by other writers, and only score.
const SENTENCES: &str = include_str!("../../../../data/check/attachments.tsv");

/// Sentences whose promise is not the writer's own.
const FOREIGN: [&str; 6] = [
    "Thanks.\n\n> Please find attached the plan.",
    "Danke.\n\nAm 3. Mai 2026 schrieb Ann Miller:\nAnbei der Plan.",
    "Merci.\n\nLe 3 mai 2026, Ann Miller a écrit :\nVeuillez trouver ci-joint le plan.",
    "Vous écriviez « veuillez trouver ci-joint le plan » et je ne le vois pas.",
    "Thanks.\n\nThis e-mail and any attachments are intended solely for the addressee.",
    "Grazie.\n\nIl presente messaggio e gli allegati sono destinati esclusivamente al destinatario indicato.",
];

#[derive(Default, Debug)]
struct Score {
    right: f32,
    missed: f32,
    wrong: f32,
}

/// Scores the sentences of one language and set.
fn score(language: &str, set: &str) -> Score {
    let mut score = Score::default();
    for line in SENTENCES.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [of, part, mark, sentence] = cells[..] else { panic!("{line}") };
        if of != language || part != set {
            continue;
        }
        let said = check(&own_words(&sentence.replace("\\n", "\n")), &[], Some(language)).is_some();
        match (said, mark == "+") {
            (true, true) => score.right += 1.0,
            (false, true) => score.missed += 1.0,
            (true, false) => score.wrong += 1.0,
            (false, false) => {}
        }
        if std::env::var_os("SECRETARIAT_SHOW").is_some_and(|shown| shown == set) && said != (mark == "+") {
            println!("{line}");
        }
    }
    score
}

#[test]
fn promises_are_found_in_six_languages_and_what_only_sounds_like_one_is_not() {
    for set in ["seen", "held", "held3", "held4", "held5"] {
        let mut all = Score::default();
        for language in ["en", "de", "fr", "es", "it", "nl"] {
            let part = score(language, set);
            println!("{language} {set} {part:?}");
            all.right += part.right;
            all.missed += part.missed;
            all.wrong += part.wrong;
        }
        let (recall, precision) = (all.right / (all.right + all.missed), all.right / (all.right + all.wrong));
        println!("{set}: recall {recall:.3} precision {precision:.3}");
        assert!(recall >= 0.95 && precision >= 0.90, "{set}: {recall} {precision}");
    }
}

#[test]
fn foreign_words_promise_nothing() {
    for text in FOREIGN {
        assert!(check(&own_words(text), &[], None).is_none(), "{text}");
    }
}

#[test]
fn what_is_attached_is_not_missed() {
    let text = "Please find attached the plan.";
    assert!(check(text, &[], Some("en")).is_some());
    assert!(check(text, &["plan.pdf".to_owned()], Some("en")).is_none());
    let finding = check("Dear Ann,\n\nThe plan is attached.", &[], Some("en")).unwrap();
    assert_eq!(finding.span.unwrap().start, 11);
    assert!(check(text, &[], Some("pt")).is_some(), "in a language without rules those of all count");
}

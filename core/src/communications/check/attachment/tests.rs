use super::*;
use crate::communications::check::own::own_words;

/// `language TAB + or - TAB sentence`: invented, with what is right. The rules were written with the odd lines of
/// each language and class in view; the even ones only score.
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

/// Scores the lines of one half: `odd` or even.
fn score(language: &str, odd: bool) -> Score {
    let mut score = Score::default();
    let mut seen = [0_usize; 2];
    for line in SENTENCES.lines() {
        let mut parts = line.splitn(3, '\t');
        let (of, mark, sentence) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        if of != language {
            continue;
        }
        let class = usize::from(mark == "+");
        seen[class] += 1;
        if (seen[class] % 2 == 1) != odd {
            continue;
        }
        match (check(&own_words(sentence), &[], Some(language)).is_some(), mark == "+") {
            (true, true) => score.right += 1.0,
            (false, true) => score.missed += 1.0,
            (true, false) => score.wrong += 1.0,
            (false, false) => {}
        }
        let right = check(&own_words(sentence), &[], Some(language)).is_some() == (mark == "+");
        if std::env::var_os("SECRETARIAT_SHOW").is_some() && !right && odd {
            println!("{line}");
        }
    }
    score
}

#[test]
fn promises_are_found_in_six_languages_and_what_only_sounds_like_one_is_not() {
    for odd in [true, false] {
        let mut all = Score::default();
        for language in ["en", "de", "fr", "es", "it", "nl"] {
            let part = score(language, odd);
            println!("{language} {} {part:?}", if odd { "tuned on" } else { "held out" });
            all.right += part.right;
            all.missed += part.missed;
            all.wrong += part.wrong;
        }
        let (recall, precision) = (all.right / (all.right + all.missed), all.right / (all.right + all.wrong));
        println!("{} recall {recall:.3} precision {precision:.3}", if odd { "tuned on" } else { "held out" });
        assert!(recall >= 0.95 && precision >= 0.90, "{recall} {precision}");
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

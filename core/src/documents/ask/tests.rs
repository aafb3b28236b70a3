//! What questions are taken for.

use crate::documents::ask::question::{Question, Wanted, holds};

#[test]
fn the_first_asking_words_tell_what_would_answer() {
    for (question, wanted) in [
        ("How much notice must we give on the lease?", Wanted::Length),
        ("How much is the rent?", Wanted::Amount),
        ("When is the rent due?", Wanted::Time),
        ("Who pays the rent?", Wanted::Name),
        ("What is the monthly rent?", Wanted::Amount),
        ("How many chairs are there?", Wanted::Number),
        ("Wie hoch ist die Kaution?", Wanted::Amount),
        ("Bis wann müssen wir kündigen?", Wanted::Time),
        ("Wie lange ist die Lieferzeit?", Wanted::Length),
        ("Wie lang ist die Kündigungsfrist?", Wanted::Length),
        ("How high is the budget for the chairs?", Wanted::Amount),
        ("Welche IBAN hat die Tischlerei?", Wanted::Iban),
        ("Is notice by e-mail sufficient?", Wanted::Anything),
        ("Why is the rent so high?", Wanted::Anything),
    ] {
        assert_eq!(Question::read(question).wanted, wanted, "{question}");
    }
}

#[test]
fn what_is_measured_is_no_word_of_the_matter() {
    let question = Question::read("How high is the budget for the chairs?");
    let words: Vec<&str> = question.terms.iter().map(|term| term.word.as_str()).collect();
    assert_eq!(words, ["budget", "chairs"]);
}

#[test]
fn names_and_numbers_of_a_question_are_required() {
    let question = Question::read("What does Thornbury charge on invoice 20418?");
    let required: Vec<&str> =
        question.terms.iter().filter(|term| term.required).map(|term| term.word.as_str()).collect();
    assert_eq!(required, ["thornbury", "20418"]);
}

#[test]
fn a_sentence_without_the_kind_of_value_is_no_answer() {
    assert_eq!(holds(Wanted::Amount, "The rent is payable monthly.", false, Some("en")), 0.0);
    assert_eq!(holds(Wanted::Amount, "The rent is EUR 6,450.00.", false, Some("en")), 1.0);
    assert_eq!(holds(Wanted::Name, "Ansprechpartnerin ist Frau Albers.", false, Some("de")), 1.0);
    assert_eq!(holds(Wanted::Name, "the loom is reserved.", false, Some("en")), 0.0);
}

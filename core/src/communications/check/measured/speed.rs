//! How long a check takes: `cargo test --release -p secretariat --lib check::measured::speed -- --ignored --nocapture`.

use std::time::{Duration, Instant};

use crate::communications::check::judge::Judge;
use crate::communications::check::own::own_words;
use crate::communications::check::source::Sources;
use crate::communications::check::{CheckContext, CheckSource, check_in};
use crate::communications::draft::{Draft, DraftBlock, DraftKind, Inline};
use crate::communications::verify::{SourceTexts, verify_in};
use crate::id::{DraftId, SeededRandomness};
use crate::values::ValueOptions;

const PARAGRAPH: &str = "Dear Ms Ashcroft, thank you for your message of 3 May 2026 about the showroom in Thornbury. We \
    deliver 40 chairs for EUR 2,832.00 on 4 December 2026, as our offer of last week says. The rent of the premises is \
    EUR 6,450.00 a month from 1 April 2027, and the deposit of EUR 19,350.00 is due before the keys are handed over. Our \
    colleague Ben Miller will call you before noon to agree on the details of the delivery, which takes about two hours. ";

#[test]
#[ignore = "a measurement for optimised builds"]
fn a_thousand_words_are_checked_in_milliseconds() {
    let text: String = std::iter::repeat_n(PARAGRAPH, 30).collect();
    let text: String = text.split_inclusive(' ').take(1_000).collect();
    let source = text.replace("thank you", "many thanks").replace("call you", "phone you");
    let sources = [CheckSource { name: "source".to_owned(), text: source }];
    let context = CheckContext {
        language: Some("en".to_owned()),
        asks: vec!["When will the chairs be delivered?".to_owned()],
        attachments: Some(Vec::new()),
        ..CheckContext::default()
    };
    let check = || {
        let started = Instant::now();
        let report = check_in(&text, &sources, &ValueOptions::default(), &context);
        assert!(!report.values.is_empty() && !report.statements.is_empty());
        started.elapsed()
    };
    for (name, part) in [
        ("values", Box::new(|| drop(crate::values::find(&text, &ValueOptions::default()))) as Box<dyn Fn()>),
        ("sources", Box::new(|| drop(Sources::read(&sources, &ValueOptions::default())))),
        ("judge", Box::new(|| drop(Judge::read(&Sources::read(&sources, &ValueOptions::default()))))),
        (
            "against sources",
            Box::new(|| drop(check_in(&text, &sources, &ValueOptions::default(), &CheckContext::default()))),
        ),
        ("without sources", Box::new(|| drop(check_in(&text, &[], &ValueOptions::default(), &context)))),
        ("own words", Box::new(|| drop(own_words(&text)))),
    ] {
        part();
        let started = Instant::now();
        (0..10).for_each(|_| part());
        println!("{name}: {:?}", started.elapsed() / 10);
    }
    let first = check();
    let mut all: Vec<Duration> = (0..50).map(|_| check()).collect();
    all.sort();
    println!(
        "check, 1,000 words against 1,000: first {first:?}, median {:?}, slowest {:?}",
        all[25], all[49]
    );
    let mut draft = draft(&text);
    let mut verified: Vec<Duration> = (0..50)
        .map(|_| {
            let started = Instant::now();
            verify_in(&mut draft, &SourceTexts::new(), &context);
            started.elapsed()
        })
        .collect();
    verified.sort();
    println!("verify, a draft of 1,000 words: median {:?}, slowest {:?}", verified[25], verified[49]);
    assert!(verified[25] < Duration::from_millis(5), "{:?}", verified[25]);
}

/// A draft of this text, each sentence a paragraph.
fn draft(text: &str) -> Draft {
    let paragraph =
        |words: &str| DraftBlock::Paragraph { inlines: vec![Inline::Text { text: words.to_owned() }] };
    let id = DraftId::new(jiff::Timestamp::UNIX_EPOCH, &SeededRandomness::new(1));
    Draft {
        blocks: text.split(". ").map(paragraph).collect(),
        facts: Vec::new(),
        ..Draft::new(id, DraftKind::Reply, "en", "")
    }
}

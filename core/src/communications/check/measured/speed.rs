//! How long a check takes: `cargo test --release -p secretariat --lib check::measured::speed -- --ignored --nocapture`.

use std::time::{Duration, Instant};

use crate::communications::check::{CheckContext, CheckSource, check_in};
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
    let first = check();
    let mut all: Vec<Duration> = (0..50).map(|_| check()).collect();
    all.sort();
    println!("1,000 words against 1,000: first {first:?}, median {:?}, slowest {:?}", all[25], all[49]);
    assert!(all[25] < Duration::from_millis(5), "{:?}", all[25]);
}

//! How long a draft takes; run with `cargo test --release -p secretariat --test it composing::speed -- --ignored
//! --nocapture`.

use std::time::{Duration, Instant};

use secretariat::communications::DraftKind;

use super::office::world;

#[tokio::test]
#[ignore = "takes the time of a release build"]
async fn every_kind_is_drafted_in_less_than_fifty_milliseconds() {
    for language in ["en", "de"] {
        let world = world(language == "de").await;
        for kind in DraftKind::ALL {
            let mut times = Vec::new();
            for number in 0..20 {
                let mut request = world.request(kind, language).await;
                request.say = Some(format!("Note {number}."));
                let start = Instant::now();
                world.office.communications().draft(request).await.unwrap();
                times.push(start.elapsed());
            }
            times.sort();
            println!("{language} {kind:?}: median {:?}, slowest {:?}", times[10], times[19]);
            assert!(times[10] < Duration::from_millis(50), "{kind:?}: {:?}", times[10]);
        }
    }
}

//! Writes what the vectors that expect nothing yet give. Whoever writes them so reads every line after it:
//! what the core says is not right because the core says it.

use serde_json::{Value, json};

use crate::conformance::outcome;
use crate::vector::{ROOT, all};

/// `SECRETARIAT_GENERATE=1` fills in vectors without a result, `all` writes all results anew.
#[tokio::test]
#[ignore = "writes into the repository"]
#[expect(clippy::disallowed_methods, reason = "a test is the caller's edge")]
async fn vectors_without_a_result_get_one() {
    let asked = std::env::var("SECRETARIAT_GENERATE").unwrap_or_default();
    assert!(["1", "all"].contains(&asked.as_str()), "set SECRETARIAT_GENERATE to 1 or to all");
    for (name, mut vector) in all() {
        let has = vector.get("expect").is_some() || vector["error"].get("code").is_some();
        if has && asked != "all" {
            continue;
        }
        let found = outcome(&vector).await;
        let fields = vector.as_object_mut().unwrap();
        let words = fields.get("error").and_then(|error| error.get("message")).cloned();
        fields.shift_remove("expect");
        fields.shift_remove("error");
        match found {
            Ok(result) => fields.insert("expect".into(), result),
            Err(error) => {
                // The part of the message that a person chose stays, as long as it is one.
                let words = words.filter(|words| words.as_str().is_some_and(|w| error.message().contains(w)));
                let message = words.unwrap_or_else(|| Value::from(error.message()));
                fields.insert("error".into(), json!({ "code": error.kind().code(), "message": message }))
            }
        };
        let text = serde_json::to_string_pretty(&vector).unwrap() + "\n";
        std::fs::write(ROOT.join("conformance").join(&name), text).unwrap();
        println!("{name}");
    }
}

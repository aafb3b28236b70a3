//! Attacks on access tokens.

use secretariat::clock::FixedClock;
use secretariat::id::SystemRandomness;
use serde_json::{Value, json};

use super::*;

const NOW: i64 = 1_800_000_000;

fn at(seconds: i64) -> Arc<FixedClock> {
    Arc::new(FixedClock::new(Timestamp::from_second(seconds).unwrap()))
}

fn tokens(key: u8, clock: Arc<FixedClock>) -> AccessTokens {
    let issuer = "https://office.example".to_owned();
    AccessTokens::new(&ServerKeys::of(&[key; 32]), issuer, clock, Arc::new(SystemRandomness)).unwrap()
}

fn ids() -> (MemberId, SessionId, WorkspaceId) {
    ("mem_01".parse().unwrap(), "ses_01".parse().unwrap(), "ws_01".parse().unwrap())
}

fn issued(tokens: &AccessTokens) -> String {
    let (member, session, workspace) = ids();
    tokens.issue(&member, &session, &workspace).unwrap()
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn part(token: &str, index: usize) -> Value {
    let part = token.split('.').nth(index).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// A token with this header and these claims, signed by the true key.
fn signed(tokens: &AccessTokens, header: &str, claims: &str) -> String {
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let signature = URL_SAFE_NO_PAD.encode(tokens.signer.sign(signed.as_bytes()));
    format!("{signed}.{signature}")
}

#[test]
fn a_token_verifies_until_it_ends() {
    let clock = at(NOW);
    let tokens = tokens(1, Arc::clone(&clock));
    let token = issued(&tokens);
    let claims = tokens.verify(&token).unwrap();
    assert_eq!((claims.sub.clone(), claims.sid.clone(), claims.wsp.clone()), ids());
    clock.set(Timestamp::from_second(NOW + LIFETIME - 1).unwrap());
    assert!(tokens.verify(&token).is_ok());
    clock.set(Timestamp::from_second(NOW + LIFETIME).unwrap());
    assert_eq!(tokens.verify(&token).unwrap_err(), Refused);
    clock.set(Timestamp::from_second(NOW - LEEWAY - 1).unwrap());
    assert_eq!(tokens.verify(&token).unwrap_err(), Refused);
}

#[test]
fn a_token_that_was_verified_lets_no_other_in() {
    let tokens = tokens(1, at(NOW));
    let token = issued(&tokens);
    assert!(tokens.verify(&token).is_ok() && tokens.verify(&token).is_ok());
    for at in 0..token.len() {
        for other in ["", "A", "B", "."] {
            let mut altered = token.clone();
            altered.replace_range(at..=at, other);
            assert!(altered == token || tokens.verify(&altered).is_err(), "{other} at {at}");
        }
    }
    for around in [format!(" {token}"), format!("{token}="), format!("{token}.")] {
        assert!(tokens.verify(&around).is_err(), "{around}");
    }
}

#[test]
fn an_older_key_still_verifies_and_signs_no_more() {
    let keys = |text: String| ServerKeys::parse(&text).unwrap();
    let make = |text| {
        AccessTokens::new(&keys(text), "https://office.example".into(), at(NOW), Arc::new(SystemRandomness))
            .unwrap()
    };
    let (old, new) = ("01".repeat(32), "02".repeat(32));
    let before = make(old.clone());
    let after = make(format!("{new}\n{old}\n"));
    assert!(after.verify(&issued(&before)).is_ok());
    assert!(before.verify(&issued(&after)).is_err());
    assert!(make(new).verify(&issued(&before)).is_err());
}

#[test]
fn forged_and_altered_tokens_are_refused() {
    let tokens = tokens(1, at(NOW));
    let token = issued(&tokens);
    let stranger = self::tokens(2, at(NOW));
    let (header, claims) = (part(&token, 0), part(&token, 1));
    let parts: Vec<&str> = token.split('.').collect();
    let [first, second, signature] = parts[..] else { unreachable!() };
    let with = |changes: Value, of: &Value| {
        let mut changed = of.clone();
        for (name, value) in changes.as_object().unwrap() {
            changed[name] = value.clone();
        }
        changed.to_string()
    };
    let without = |name: &str, of: &Value| {
        let mut changed = of.clone();
        changed.as_object_mut().unwrap().remove(name);
        changed.to_string()
    };
    let (head, body) = (header.to_string(), claims.to_string());
    let true_key = |header: &str, claims: &str| signed(&tokens, header, claims);
    let hmac = |secret: &[u8]| {
        let header = encode(&json!({ "alg": "HS256", "typ": "at+jwt", "kid": tokens.kid }));
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret);
        let text = format!("{header}.{second}");
        let mac = URL_SAFE_NO_PAD.encode(ring::hmac::sign(&key, text.as_bytes()).as_ref());
        format!("{text}.{mac}")
    };
    let public = tokens.signer.public_key().as_ref().to_vec();
    let mut flipped = URL_SAFE_NO_PAD.decode(signature).unwrap();
    flipped[10] ^= 1;
    let flipped = URL_SAFE_NO_PAD.encode(&flipped);
    let short = URL_SAFE_NO_PAD.encode(&URL_SAFE_NO_PAD.decode(signature).unwrap()[..63]);
    let other_second = encode(&serde_json::from_str(&with(json!({ "sub": "mem_02" }), &claims)).unwrap());
    let attacks: Vec<(&str, String)> = vec![
        ("empty", String::new()),
        ("only dots", "..".to_owned()),
        ("one part", first.to_owned()),
        ("no signature", format!("{first}.{second}")),
        ("an empty signature", format!("{first}.{second}.")),
        ("four parts", format!("{token}.{signature}")),
        ("a flipped signature", format!("{first}.{second}.{flipped}")),
        ("a short signature", format!("{first}.{second}.{short}")),
        ("a zero signature", format!("{first}.{second}.{}", URL_SAFE_NO_PAD.encode([0; 64]))),
        ("the signature of another token", {
            let other = issued(&tokens);
            format!("{first}.{second}.{}", other.rsplit('.').next().unwrap())
        }),
        ("padding", format!("{first}.{second}.{signature}==")),
        ("the other alphabet", {
            let standard = base64::engine::general_purpose::STANDARD_NO_PAD;
            let bytes = URL_SAFE_NO_PAD.decode(signature).unwrap();
            let text = standard.encode(bytes);
            format!("{first}.{second}.{}!", text)
        }),
        ("a space in front", format!(" {token}")),
        ("a line end", format!("{token}\n")),
        ("parts swapped", format!("{second}.{first}.{signature}")),
        ("claims changed", format!("{first}.{other_second}.{signature}")),
        ("signed by a stranger", issued(&stranger)),
        ("a stranger's signature under our key id", {
            let signed = format!("{first}.{second}");
            format!("{signed}.{}", URL_SAFE_NO_PAD.encode(stranger.signer.sign(signed.as_bytes())))
        }),
        ("alg none without signature", {
            format!("{}.{second}.", encode(&json!({ "alg": "none", "typ": "at+jwt", "kid": tokens.kid })))
        }),
        ("alg None", true_key(&with(json!({ "alg": "None" }), &header), &body)),
        ("alg nONE", true_key(&with(json!({ "alg": "nONE" }), &header), &body)),
        ("HS256 with the public key as secret", hmac(&public)),
        ("HS256 with the key id as secret", hmac(tokens.kid.as_bytes())),
        ("HS256 with no secret", hmac(b"")),
        ("alg RS256", true_key(&with(json!({ "alg": "RS256" }), &header), &body)),
        ("alg ES256", true_key(&with(json!({ "alg": "ES256" }), &header), &body)),
        ("alg Ed25519", true_key(&with(json!({ "alg": "Ed25519" }), &header), &body)),
        ("alg eddsa", true_key(&with(json!({ "alg": "eddsa" }), &header), &body)),
        ("alg a list", true_key(&with(json!({ "alg": ["EdDSA"] }), &header), &body)),
        ("no alg", true_key(&without("alg", &header), &body)),
        ("no typ", true_key(&without("typ", &header), &body)),
        ("typ JWT", true_key(&with(json!({ "typ": "JWT" }), &header), &body)),
        ("typ of a refresh token", true_key(&with(json!({ "typ": "rt+jwt" }), &header), &body)),
        ("no kid", true_key(&without("kid", &header), &body)),
        ("an unknown kid", true_key(&with(json!({ "kid": "other" }), &header), &body)),
        ("kid a path", true_key(&with(json!({ "kid": "../../dev/null" }), &header), &body)),
        ("kid SQL", true_key(&with(json!({ "kid": "' UNION SELECT 'x" }), &header), &body)),
        ("kid empty", true_key(&with(json!({ "kid": "" }), &header), &body)),
        ("crit", true_key(&with(json!({ "crit": ["b64"], "b64": false }), &header), &body)),
        ("crit alone", true_key(&with(json!({ "crit": [] }), &header), &body)),
        ("jwk embedded", true_key(&with(json!({ "jwk": { "kty": "OKP" } }), &header), &body)),
        ("jku", true_key(&with(json!({ "jku": "https://evil.example/keys" }), &header), &body)),
        ("x5u", true_key(&with(json!({ "x5u": "https://evil.example/cert" }), &header), &body)),
        ("zip", true_key(&with(json!({ "zip": "DEF" }), &header), &body)),
        ("a header twice", true_key(&head.replacen('{', r#"{"alg":"none","#, 1), &body)),
        ("a claim twice", true_key(&head, &body.replacen('{', r#"{"sub":"mem_02","#, 1))),
        ("header no object", true_key("[]", &body)),
        ("header no UTF-8", {
            let signed = format!("{}.{second}", URL_SAFE_NO_PAD.encode(b"\xff\xfe{}"));
            format!("{signed}.{}", URL_SAFE_NO_PAD.encode(tokens.signer.sign(signed.as_bytes())))
        }),
        ("claims no object", true_key(&head, "1")),
        ("claims too deep", true_key(&head, &"[".repeat(1_000))),
        ("another issuer", true_key(&head, &with(json!({ "iss": "https://evil.example" }), &claims))),
        ("issuer with a slash more", {
            true_key(&head, &with(json!({ "iss": "https://office.example/" }), &claims))
        }),
        ("no issuer", true_key(&head, &without("iss", &claims))),
        ("another audience", true_key(&head, &with(json!({ "aud": "other" }), &claims))),
        ("audience a list", true_key(&head, &with(json!({ "aud": [AUDIENCE, "other"] }), &claims))),
        ("no audience", true_key(&head, &without("aud", &claims))),
        ("expired", {
            true_key(&head, &with(json!({ "iat": NOW - 700, "nbf": NOW - 700, "exp": NOW - 100 }), &claims))
        }),
        ("expires now", true_key(&head, &with(json!({ "iat": NOW - 600, "exp": NOW }), &claims))),
        ("no exp", true_key(&head, &without("exp", &claims))),
        ("exp a text", true_key(&head, &with(json!({ "exp": "2999" }), &claims))),
        ("exp a fraction", true_key(&head, &with(json!({ "exp": 1e300 }), &claims))),
        ("exp far away", true_key(&head, &with(json!({ "exp": NOW + 86_400 }), &claims))),
        ("exp overflowing", true_key(&head, &with(json!({ "exp": i64::MAX, "iat": i64::MIN }), &claims))),
        ("not yet", true_key(&head, &with(json!({ "nbf": NOW + 60 }), &claims))),
        ("no nbf", true_key(&head, &without("nbf", &claims))),
        ("issued ahead", true_key(&head, &with(json!({ "iat": NOW + 60, "exp": NOW + 120 }), &claims))),
        ("no iat", true_key(&head, &without("iat", &claims))),
        ("no subject", true_key(&head, &without("sub", &claims))),
        ("the embedded owner as subject", true_key(&head, &with(json!({ "sub": "owner" }), &claims))),
        ("a service account as subject", true_key(&head, &with(json!({ "sub": "sa_01" }), &claims))),
        ("no session", true_key(&head, &without("sid", &claims))),
        ("no workspace", true_key(&head, &without("wsp", &claims))),
        ("an unknown claim", true_key(&head, &with(json!({ "role": "owner" }), &claims))),
        ("huge", format!("{first}.{second}.{}", "A".repeat(100_000))),
    ];
    println!("{} attacks on access tokens", attacks.len());
    assert!(attacks.len() >= 34, "{}", attacks.len());
    for (name, attack) in &attacks {
        assert_eq!(tokens.verify(attack).err(), Some(Refused), "{name}");
    }
    assert!(tokens.verify(&true_key(&head, &body)).is_ok(), "the true key signs what is true");
}

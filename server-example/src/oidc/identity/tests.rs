use std::process::Command;

use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
};
use serde_json::{Value, json};

use super::*;

const NOW: i64 = 1_800_000_000;
const EXPECTED: Expected<'_> =
    Expected { issuer: "https://id.example", client: "office", nonce: "n-1", now: NOW };

/// The keys of a provider, of each kind that is taken.
struct Provider {
    rsa: RsaKeyPair,
    ec: EcdsaKeyPair,
    ed: Ed25519KeyPair,
}

impl Provider {
    fn new() -> Self {
        let made = Command::new("openssl")
            .args(["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-outform", "DER"])
            .output()
            .unwrap();
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let ec = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap();
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&random).unwrap();
        let ed = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap();
        // Versions of OpenSSL differ in the form that they write.
        let rsa = RsaKeyPair::from_pkcs8(&made.stdout).or_else(|_| RsaKeyPair::from_der(&made.stdout));
        Self { rsa: rsa.unwrap(), ec, ed }
    }

    fn modulus(&self) -> Vec<u8> {
        RsaPublicKeyComponents::<Vec<u8>>::from(self.rsa.public()).n
    }

    fn set(&self) -> Value {
        let rsa = RsaPublicKeyComponents::<Vec<u8>>::from(self.rsa.public());
        let point = self.ec.public_key().as_ref();
        json!([
            { "kty": "RSA", "kid": "r", "use": "sig", "alg": "RS256", "n": part(&rsa.n), "e": part(&rsa.e) },
            { "kty": "EC", "kid": "e", "crv": "P-256", "x": part(&point[1..33]), "y": part(&point[33..]) },
            { "kty": "OKP", "kid": "d", "crv": "Ed25519", "x": part(self.ed.public_key().as_ref()) },
        ])
    }

    fn keys(&self) -> Vec<Key> {
        serde_json::from_value(self.set()).unwrap()
    }

    fn sign(&self, alg: &str, signed: &[u8]) -> Vec<u8> {
        match alg {
            "RS256" => {
                let mut signature = vec![0; self.rsa.public().modulus_len()];
                self.rsa.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed, &mut signature).unwrap();
                signature
            }
            "ES256" => self.ec.sign(&SystemRandom::new(), signed).unwrap().as_ref().to_vec(),
            "EdDSA" => self.ed.sign(signed).as_ref().to_vec(),
            "HS256" => {
                hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &self.modulus()), signed).as_ref().to_vec()
            }
            _ => Vec::new(),
        }
    }

    /// Signs whatever it is told to.
    fn token(&self, header: &Value, claims: &Value) -> String {
        let signed =
            format!("{}.{}", part(header.to_string().as_bytes()), part(claims.to_string().as_bytes()));
        let signature = self.sign(header["alg"].as_str().unwrap_or_default(), signed.as_bytes());
        format!("{signed}.{}", part(&signature))
    }
}

fn part(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn claims() -> Value {
    json!({
        "iss": "https://id.example", "sub": "s-1", "aud": "office", "exp": NOW + 300, "iat": NOW, "nonce": "n-1",
        "email": "ada@office.example", "email_verified": true, "name": "Ada", "at_hash": "x", "amr": ["pwd"],
    })
}

fn with(change: &str, value: Value) -> Value {
    let mut claims = claims();
    match value {
        Value::Null => drop(claims.as_object_mut().unwrap().remove(change)),
        value => claims[change] = value,
    }
    claims
}

#[test]
fn tokens_of_each_algorithm_are_believed() {
    let provider = Provider::new();
    let keys = provider.keys();
    for (alg, kid) in [("RS256", "r"), ("ES256", "e"), ("EdDSA", "d")] {
        for header in [
            json!({ "alg": alg, "kid": kid }),
            json!({ "alg": alg, "kid": kid, "typ": "JWT", "x5t": "y" }),
            // Without a name the key must be the only one that fits.
            json!({ "alg": alg }),
        ] {
            let identity = verify(&provider.token(&header, &claims()), &keys, EXPECTED).unwrap();
            assert_eq!(
                identity,
                Identity {
                    subject: "s-1".to_owned(),
                    address: Some("ada@office.example".to_owned()),
                    name: Some("Ada".to_owned()),
                }
            );
        }
    }
    let header = json!({ "alg": "EdDSA", "kid": "d" });
    for fine in [
        with("aud", json!(["office"])),
        with("azp", json!("office")),
        with("exp", json!(NOW as f64 + 0.5)),
        with("nbf", json!(NOW)),
        with("iat", json!(NOW + 30)),
    ] {
        verify(&provider.token(&header, &fine), &keys, EXPECTED).unwrap();
    }
    let mut two = with("aud", json!(["office", "other"]));
    two["azp"] = json!("office");
    verify(&provider.token(&header, &two), &keys, EXPECTED).unwrap();
    // What the provider has not verified is nobody's address.
    for doubtful in [json!(false), Value::Null, json!("true"), json!(1)] {
        let token = provider.token(&header, &with("email_verified", doubtful));
        assert_eq!(verify(&token, &keys, EXPECTED).unwrap().address, None);
    }
}

#[test]
fn forged_tokens_are_refused_by_the_rule_they_break() {
    let provider = Provider::new();
    let keys = provider.keys();
    let own = |kid: &str, alg: &str| json!({ "alg": alg, "kid": kid });
    let header = own("d", "EdDSA");
    let refused = |token: &str, wanted: &str| match verify(token, &keys, EXPECTED) {
        Err(Wrong::Rule(rule)) => assert_eq!(rule, wanted, "{token}"),
        Err(Wrong::UnknownKey) => assert_eq!("unknown key", wanted, "{token}"),
        Ok(_) => panic!("{wanted}: believed {token}"),
    };
    for (name, value, rule) in [
        ("iss", json!("https://evil.example"), "issuer"),
        ("iss", json!("https://id.example/"), "issuer"),
        ("iss", Value::Null, "claims"),
        ("aud", json!("other"), "audience"),
        ("aud", json!(["other"]), "audience"),
        ("aud", json!(["office", "other"]), "audience"),
        ("aud", json!([]), "audience"),
        ("aud", Value::Null, "claims"),
        ("azp", json!("other"), "audience"),
        ("exp", json!(NOW - 60), "expired"),
        ("exp", json!("2030"), "claims"),
        ("exp", Value::Null, "claims"),
        ("iat", json!(NOW - 601), "expired"),
        ("iat", json!(NOW + 61), "not yet"),
        ("iat", Value::Null, "claims"),
        ("nbf", json!(NOW + 61), "not yet"),
        ("nonce", json!("n-2"), "nonce"),
        ("nonce", Value::Null, "nonce"),
        ("sub", json!(""), "subject"),
        ("sub", json!("s".repeat(256)), "subject"),
        ("sub", Value::Null, "claims"),
    ] {
        refused(&provider.token(&header, &with(name, value)), rule);
    }
    // Algorithms: none, the public key as a shared secret, and what we do not take.
    for alg in ["none", "None", "NONE", "HS256", "HS384", "RS512", "PS256", "ES384", "", "eddsa"] {
        for kid in ["r", "e", "d"] {
            refused(&provider.token(&own(kid, alg), &claims()), "algorithm");
        }
    }
    // A key of another kind than the algorithm, or a key that nobody has.
    for (kid, alg) in
        [("r", "ES256"), ("r", "EdDSA"), ("e", "RS256"), ("d", "RS256"), ("zzz", "EdDSA"), ("", "EdDSA")]
    {
        refused(&provider.token(&own(kid, alg), &claims()), "unknown key");
    }
    for (kind, header) in [
        ("kind of token", json!({ "alg": "EdDSA", "kid": "d", "crit": ["exp"] })),
        ("kind of token", json!({ "alg": "EdDSA", "kid": "d", "typ": "at+jwt" })),
        ("kind of token", json!({ "alg": "EdDSA", "kid": "d", "typ": "logout+jwt" })),
        ("header", json!({ "alg": ["EdDSA"], "kid": "d" })),
        ("header", json!({ "kid": "d" })),
    ] {
        refused(&provider.token(&header, &claims()), kind);
    }
    // The key that a token brings along is not looked at.
    let stranger = Provider::new();
    let brought =
        json!({ "alg": "EdDSA", "kid": "d", "jwk": stranger.set()[2], "jku": "https://evil.example/keys" });
    refused(&stranger.token(&brought, &claims()), "signature");
    for alg in [("r", "RS256"), ("e", "ES256"), ("d", "EdDSA")] {
        refused(&stranger.token(&own(alg.0, alg.1), &claims()), "signature");
    }
    let good = provider.token(&header, &claims());
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let (_, other) = signed.split_once('.').unwrap();
    for (token, rule) in [
        (format!("{signed}."), "signature"),
        (format!("{signed}.{}", &signature[2..]), "signature"),
        (format!("{signed}.{signature}="), "signature"),
        (
            format!("{}.{other}.{signature}", part(b"{\"alg\":\"EdDSA\",\"kid\":\"d\",\"typ\":\"JWT\"}")),
            "signature",
        ),
        (format!("{}.{signature}", signed.replace('.', "..")), "signature"),
        (String::new(), "form"),
        ("x".to_owned(), "form"),
        ("x.y".to_owned(), "form"),
        ("..".to_owned(), "header"),
        ("x".repeat(LONGEST + 1), "length"),
    ] {
        refused(&token, rule);
    }
    let twice = part(b"{\"alg\":\"EdDSA\",\"alg\":\"EdDSA\",\"kid\":\"d\"}");
    refused(&format!("{twice}.{other}.{signature}"), "header");
}

#[test]
fn keys_that_are_for_something_else_or_too_small_verify_nothing() {
    let provider = Provider::new();
    let token = provider.token(&json!({ "alg": "RS256", "kid": "r" }), &claims());
    let changed = |name: &str, value: Value| {
        let mut set = provider.set();
        set[0][name] = value;
        let keys: Vec<Key> = serde_json::from_value(set).unwrap();
        verify(&token, &keys, EXPECTED)
    };
    assert!(changed("use", json!("sig")).is_ok());
    assert_eq!(changed("use", json!("enc")), Err(Wrong::UnknownKey));
    assert_eq!(changed("alg", json!("RS512")), Err(Wrong::UnknownKey));
    assert_eq!(changed("kty", json!("oct")), Err(Wrong::UnknownKey));
    assert_eq!(changed("n", json!(part(&provider.modulus()[..128]))), Err(Wrong::Rule("signature")));
    assert_eq!(changed("n", Value::Null), Err(Wrong::Rule("signature")));
    assert_eq!(changed("e", json!("AQ")), Err(Wrong::Rule("signature")));
    // Two keys of one name: nobody knows which one is meant.
    let mut set = provider.set();
    set.as_array_mut().unwrap().push(provider.set()[0].clone());
    let keys: Vec<Key> = serde_json::from_value(set).unwrap();
    assert_eq!(verify(&token, &keys, EXPECTED), Err(Wrong::Rule("several keys")));
}

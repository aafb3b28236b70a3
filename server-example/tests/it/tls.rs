//! TLS of the server's own, by clients that are not ours: OpenSSL makes the certificates, and shakes hands.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::{Certificate, Identity};
use serde_json::json;

use crate::program::{Program, program};

/// An authority and what it made, in a folder.
struct Authority {
    folder: tempfile::TempDir,
}

fn openssl(arguments: &[&str]) {
    let output = Command::new("openssl").args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

impl Authority {
    fn new(name: &str) -> Self {
        let own = Self { folder: tempfile::tempdir().unwrap() };
        let subject = format!("/CN={name}");
        let (key, certificate) = (own.path("ca.key"), own.path("ca.pem"));
        openssl(&[
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "30",
            "-subj",
            &subject,
            "-keyout",
            text(&key),
            "-out",
            text(&certificate),
        ]);
        own
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Makes a certificate for a name from now on, or one that ended yesterday.
    fn certify(&self, file: &str, name: &str, is_over: bool) -> (PathBuf, PathBuf) {
        let (key, request, certificate, extensions) = (
            self.path(&format!("{file}.key")),
            self.path(&format!("{file}.csr")),
            self.path(&format!("{file}.pem")),
            self.path(&format!("{file}.ext")),
        );
        std::fs::write(&extensions, format!("subjectAltName={name}\nbasicConstraints=critical,CA:FALSE\n"))
            .unwrap();
        openssl(&[
            "req",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-subj",
            "/CN=x",
            "-keyout",
            text(&key),
            "-out",
            text(&request),
        ]);
        let (authority, signer) = (self.path("ca.pem"), self.path("ca.key"));
        // OpenSSL 3.0 takes no days before today, so what is over never was: it ended as it began.
        let days = if is_over { "-1" } else { "30" };
        openssl(&[
            "x509",
            "-req",
            "-in",
            text(&request),
            "-CA",
            text(&authority),
            "-CAkey",
            text(&signer),
            "-CAcreateserial",
            "-days",
            days,
            "-extfile",
            text(&extensions),
            "-out",
            text(&certificate),
        ]);
        (certificate, key)
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn serve(certificate: &Path, key: &Path, clients: Option<&Path>) -> Program {
    let tls = json!({ "certificate": certificate, "key": key, "clients": clients });
    Program::start_with(&json!({ "tls": tls, "limits": { "head_millis": 400 } }))
}

/// A client that trusts an authority alone, with a certificate of its own where it has one.
fn client(authority: &Authority, own: Option<&(PathBuf, PathBuf)>) -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let root = Certificate::from_pem(&std::fs::read(authority.path("ca.pem")).unwrap()).unwrap();
    let mut builder = reqwest::Client::builder().tls_certs_only([root]).no_proxy();
    if let Some((certificate, key)) = own {
        let both = [std::fs::read(certificate).unwrap(), std::fs::read(key).unwrap()].concat();
        builder = builder.identity(Identity::from_pem(&both).unwrap());
    }
    builder.build().unwrap()
}

async fn live(client: &reqwest::Client, server: &Program, host: &str) -> Result<reqwest::Response, String> {
    let port = server.client.url.rsplit(':').next().unwrap();
    let answer = client.get(format!("https://{host}:{port}/livez")).send().await;
    answer.map_err(|error| {
        let mut causes = error.to_string();
        let mut cause = std::error::Error::source(&error);
        while let Some(next) = cause {
            causes.push_str(&format!(": {next}"));
            cause = next.source();
        }
        causes
    })
}

/// Shakes hands by OpenSSL, and returns what it says.
fn handshake(server: &Program, arguments: &[&str]) -> String {
    let place = server.client.url.trim_start_matches("https://").to_owned();
    let output = Command::new("openssl")
        .args(["s_client", "-connect", &place, "-brief"])
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_who_knows_the_authority_and_asks_by_the_right_name_is_served() {
    let (authority, stranger) = (Authority::new("Office"), Authority::new("Stranger"));
    let (certificate, key) = authority.certify("server", "DNS:localhost,IP:127.0.0.1", false);
    let server = serve(&certificate, &key, None);
    assert!(server.client.url.starts_with("https://"), "{}", server.client.url);
    let ours = client(&authority, None);
    let answer = live(&ours, &server, "127.0.0.1").await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["strict-transport-security"], "max-age=31536000");
    assert!(live(&ours, &server, "localhost").await.is_ok());
    let port: u16 = server.client.url.rsplit(':').next().unwrap().parse().unwrap();
    // Another name for the same server is not in its certificate.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let root = Certificate::from_pem(&std::fs::read(authority.path("ca.pem")).unwrap()).unwrap();
    let named = reqwest::Client::builder()
        .tls_certs_only([root])
        .no_proxy()
        .resolve("evil.example", std::net::SocketAddr::from(([127, 0, 0, 1], port)));
    let wrong = live(&named.build().unwrap(), &server, "evil.example").await.unwrap_err();
    assert!(wrong.contains("certificate"), "{wrong}");
    let unknown = live(&client(&stranger, None), &server, "127.0.0.1").await.unwrap_err();
    assert!(unknown.contains("certificate") || unknown.contains("issuer"), "{unknown}");

    // Both versions, and no older one.
    for (version, name) in [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")] {
        let told = handshake(&server, &[version, "-CAfile", text(&authority.path("ca.pem"))]);
        assert!(told.contains(name) && told.contains("Verification: OK"), "{told}");
    }
    for old in ["-tls1", "-tls1_1"] {
        let told = handshake(&server, &[old, "-cipher", "DEFAULT:@SECLEVEL=0"]);
        assert!(!told.contains("CONNECTION ESTABLISHED"), "{told}");
    }

    // The session's cookie goes over TLS alone.
    let body = json!({ "token": server.setup, "name": "Ada", "email": "ada@office.example", "password": crate::program::PASSWORD });
    let url = format!("{}/v1/setup", server.client.url);
    let answer = ours
        .post(url)
        .header("content-type", "application/json")
        .body(body.to_string())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 201);
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Secure-secretariat_refresh=") && cookie.ends_with("; Secure"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn plain_words_and_slow_handshakes_are_cut() {
    let authority = Authority::new("Office");
    let (certificate, key) = authority.certify("server", "IP:127.0.0.1", false);
    let server = serve(&certificate, &key, None);
    let place = server.client.url.trim_start_matches("https://").to_owned();
    let cut = move |said: &'static [u8]| {
        let place = place.clone();
        tokio::task::spawn_blocking(move || {
            let started = Instant::now();
            let mut stream = TcpStream::connect(place).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
            stream.write_all(said).unwrap();
            let mut heard = Vec::new();
            let _ = stream.read_to_end(&mut heard);
            (heard, started.elapsed())
        })
    };
    let (heard, _) = cut(b"GET /v1/me HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    assert!(!heard.starts_with(b"HTTP") && heard.len() < 16, "{heard:?}");
    // The head of a handshake, and then nothing.
    let (heard, waited) = cut(b"\x16\x03\x01").await.unwrap();
    assert!(heard.is_empty() && waited < Duration::from_secs(5), "{heard:?} after {waited:?}");
    assert!(live(&client(&authority, None), &server, "127.0.0.1").await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_clients_need_a_certificate_nobody_comes_in_without_one() {
    let (authority, stranger) = (Authority::new("Office"), Authority::new("Stranger"));
    let (certificate, key) = authority.certify("server", "IP:127.0.0.1", false);
    let clients = authority.path("ca.pem");
    let server = serve(&certificate, &key, Some(&clients));
    let own = authority.certify("worker", "DNS:worker", false);
    let over = authority.certify("over", "DNS:worker", true);
    let foreign = stranger.certify("worker", "DNS:worker", false);
    assert!(live(&client(&authority, Some(&own)), &server, "127.0.0.1").await.is_ok());
    for (name, identity) in
        [("none", None), ("one that is over", Some(&over)), ("a stranger's", Some(&foreign))]
    {
        assert!(live(&client(&authority, identity), &server, "127.0.0.1").await.is_err(), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_that_is_over_serves_nobody_and_a_new_one_is_taken_up() {
    let authority = Authority::new("Office");
    let (over, over_key) = authority.certify("over", "IP:127.0.0.1", true);
    let (certificate, key) = authority.certify("server", "IP:127.0.0.1", false);
    let used = (authority.path("used.pem"), authority.path("used.key"));
    std::fs::copy(&over, &used.0).unwrap();
    std::fs::copy(&over_key, &used.1).unwrap();
    let server = serve(&used.0, &used.1, None);
    let expired = live(&client(&authority, None), &server, "127.0.0.1").await.unwrap_err();
    assert!(expired.contains("Expired"), "{expired}");
    std::fs::copy(&certificate, &used.0).unwrap();
    std::fs::copy(&key, &used.1).unwrap();
    let started = Instant::now();
    while live(&client(&authority, None), &server, "127.0.0.1").await.is_err() {
        assert!(started.elapsed() < Duration::from_secs(20), "{}", server.log());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert!(server.log().contains("server.certificate"), "{}", server.log());
    // What cannot be used leaves the one before in place.
    std::fs::write(&used.0, "nonsense").unwrap();
    assert!(live(&client(&authority, None), &server, "127.0.0.1").await.is_ok());
}

#[test]
fn files_that_are_no_certificate_are_named_before_anything_is_served() {
    let authority = Authority::new("Office");
    let (certificate, key) = authority.certify("server", "IP:127.0.0.1", false);
    let (_, other_key) = authority.certify("other", "IP:127.0.0.1", false);
    let empty = authority.path("empty.pem");
    std::fs::write(&empty, "").unwrap();
    let file = authority.path("settings.json");
    for (tls, named) in [
        (json!({ "certificate": authority.path("missing.pem"), "key": key }), "missing.pem"),
        (json!({ "certificate": empty, "key": key }), "empty.pem"),
        (json!({ "certificate": certificate, "key": certificate }), "server.pem"),
        (json!({ "certificate": certificate, "key": other_key }), "other.key"),
        (json!({ "certificate": certificate, "key": key, "clients": empty }), "empty.pem"),
    ] {
        let settings = json!({ "office": authority.path("office"), "listen": "127.0.0.1:0", "tls": tls });
        std::fs::write(&file, settings.to_string()).unwrap();
        let output = program().arg("--settings").arg(&file).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && told.contains(named), "{told}");
    }
}

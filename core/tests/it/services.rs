//! The real services that tests run against: `cargo xtask test` starts them, `cargo xtask services` runs them for
//! single tests.
//!
//! A test that needs one begins with `let Some(url) = services::postgres() else { return };`. Where the service
//! must be there, as in `cargo xtask test`, its absence fails the test; elsewhere the test says that it did not run.

/// Returns the URL of a PostgreSQL superuser.
pub(crate) fn postgres() -> Option<String> {
    url("SECRETARIAT_TEST_POSTGRES")
}

/// Returns the URL of a Redis with a password.
pub(crate) fn redis() -> Option<String> {
    url("SECRETARIAT_TEST_REDIS")
}

/// Returns the URL of a RabbitMQ user with all rights.
pub(crate) fn rabbitmq() -> Option<String> {
    url("SECRETARIAT_TEST_RABBITMQ")
}

/// Returns the URL of an S3 bucket with endpoint, region, key and secret.
pub(crate) fn s3() -> Option<String> {
    url("SECRETARIAT_TEST_S3")
}

/// Returns the URL of a mailbox over TLS, of which every other user has one too, and the port for STARTTLS.
#[cfg(feature = "imap")]
pub(crate) fn imap() -> Option<(String, String)> {
    let url = url("SECRETARIAT_TEST_IMAP")?;
    let (url, port) = url.split_once('#').unwrap();
    Some((url.to_owned(), port.to_owned()))
}

/// Returns the URL of an account on a JMAP server, the port that takes mail for accounts, and the port that it gives
/// mail to.
#[cfg(feature = "jmap")]
pub(crate) fn jmap() -> Option<(String, u16, u16)> {
    let url = url("SECRETARIAT_TEST_JMAP")?;
    let (url, ports) = url.split_once('#').unwrap();
    let (incoming, outgoing) = ports.split_once(',').unwrap();
    Some((url.to_owned(), incoming.parse().unwrap(), outgoing.parse().unwrap()))
}

fn url(variable: &str) -> Option<String> {
    if let Some(url) = std::env::var_os(variable) {
        return Some(url.into_string().unwrap());
    }
    let required = std::env::var_os("SECRETARIAT_TEST_SERVICES").is_some_and(|word| word == "required");
    assert!(!required, "{variable} is not set, and SECRETARIAT_TEST_SERVICES requires it");
    eprintln!("not run: {variable} is not set; `cargo xtask test` starts the service");
    None
}

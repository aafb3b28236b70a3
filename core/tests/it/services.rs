//! Where the services are that tests use.

#[expect(clippy::disallowed_methods, reason = "tests are told by the environment")]
pub(crate) fn postgres() -> Option<String> {
    std::env::var("SECRETARIAT_TEST_POSTGRES").ok()
}

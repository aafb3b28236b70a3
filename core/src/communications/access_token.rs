//! Tokens that services ask for in place of a password, and that are worth nothing after an hour.

use async_trait::async_trait;

use crate::error::Result;

/// Gives the token that signs in to a service (OAuth 2.0). Google and Microsoft take no passwords.
///
/// It is asked before every sign-in, so that it can refresh the token in time. The token is never printed.
#[async_trait]
pub trait AccessToken: Send + Sync + std::fmt::Debug {
    /// Returns a token that is valid now.
    async fn token(&self) -> Result<String>;

    /// Returns another token in place of one that the service refused, such as an expired one. It is asked once for
    /// each sign-in; when it is not told how, the usual way is taken again.
    async fn renewed(&self, refused: &str) -> Result<String> {
        let _ = refused;
        self.token().await
    }
}

//! The router over an office of this process, behind a door that believes what a bearer says.

use std::net::SocketAddr;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use secretariat::rights::Actor;
use secretariat::{Error, ErrorKind, Office, Result};
use secretariat_server::{Door, Identity, ServerLimits, ServerSettings, serve_office};
use tokio::sync::oneshot;

use crate::http::Client;

/// Takes `<workspace>:<actor>` for its word.
#[derive(Debug)]
struct Believing;

#[async_trait]
impl Door for Believing {
    async fn identify(&self, bearer: &str) -> Result<Identity> {
        let refused = || Error::new(ErrorKind::Unauthenticated, "nobody");
        let (workspace, actor) = bearer.split_once(':').ok_or_else(refused)?;
        let (workspace, actor) = (workspace.parse()?, actor.parse::<Actor>()?);
        Ok(Identity { workspace, actor, session: None, until: Timestamp::MAX })
    }
}

/// A served office.
#[derive(Debug)]
pub(crate) struct Served {
    pub(crate) office: Office,
    /// Acts as the application, in the first workspace.
    pub(crate) client: Client,
    _stop: oneshot::Sender<()>,
}

impl Served {
    /// Serves an office with these limits.
    pub(crate) async fn with(office: Office, limits: ServerLimits) -> Self {
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = oneshot::channel::<SocketAddr>();
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let settings = ServerSettings { listen, limits, ..ServerSettings::default() };
        let served = office.clone();
        tokio::spawn(async move {
            let listening = |address| tell.send(address).unwrap();
            let stopped = async { drop(stopped.await) };
            serve_office(served, settings, Arc::new(Believing), listening, stopped).await.unwrap();
        });
        let client = Client::new(&format!("http://{}", told.await.unwrap())).bearing("ws_default:owner");
        Self { office, client, _stop: stop }
    }

    /// Serves an office, without limits of rate.
    pub(crate) async fn new(office: Office) -> Self {
        Self::with(office, unlimited()).await
    }

    /// Serves an office in memory.
    pub(crate) async fn in_memory() -> Self {
        Self::new(Office::in_memory().await.unwrap()).await
    }

    /// Returns the client of an actor in a workspace.
    pub(crate) fn acting(&self, workspace: &str, actor: &str) -> Client {
        self.client.bearing(&format!("{workspace}:{actor}"))
    }
}

/// Returns the limits of a server that is asked as fast as tests ask.
pub(crate) fn unlimited() -> ServerLimits {
    let many = 1_000_000;
    ServerLimits { address_per_minute: many, member_per_minute: many, ..ServerLimits::default() }
}

//! Connections: taken, served, and ended in order.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use futures::FutureExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use secretariat::{Error, Result};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use crate::layers::peer::Peer;
use crate::settings::ServerLimits;
use crate::tls::Tls;

/// How long requests may take to end after the server was told to.
const GRACE: Duration = Duration::from_secs(15);
/// How long to wait when the system gives no more connections.
const PAUSE: Duration = Duration::from_millis(50);

/// Listens at an address.
///
/// # Errors
/// `unavailable` when it is taken or may not be used.
pub(crate) async fn bind(address: std::net::SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        Error::unavailable(format!("cannot listen on {address}: is it taken? Choose another by --listen"))
            .with_source(error)
    })
}

/// Serves, by TLS when it is given, until `stop` is ready; then takes no more connections, and lets the requests on their way end.
pub(crate) async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    router: Router,
    limits: ServerLimits,
    stop: impl Future<Output = ()>,
) {
    let tls = tls.map(Arc::new);
    let places = Arc::new(Semaphore::new(limits.connections));
    let (tell, told) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        // Whoever ended makes place, also in the set.
        while connections.join_next().now_or_never().flatten().is_some() {}
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            () = &mut stop => break,
            taken = accepted => taken,
        };
        match accepted {
            Ok((stream, peer)) => {
                let peer = Peer(peer.ip());
                let service = Service { peer, router: router.clone(), limits, told: told.clone() };
                let connection = service.connect(stream, tls.clone());
                connections.spawn(async move {
                    connection.await;
                    drop(place);
                });
            }
            Err(error) => {
                // Such as too many open files: it passes when others end.
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    let _ = tell.send(true);
    let ended = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, ended).await.is_err() {
        tracing::warn!("connections that did not end in time are cut");
    }
}

/// What serves one connection.
struct Service {
    peer: Peer,
    router: Router,
    limits: ServerLimits,
    told: watch::Receiver<bool>,
}

impl Service {
    /// Shakes hands where TLS is spoken, in the time that the head of a request has, and serves.
    async fn connect(self, stream: TcpStream, tls: Option<Arc<Tls>>) {
        let _ = stream.set_nodelay(true);
        let Some(tls) = tls else { return self.serve(stream).await };
        let patience = Duration::from_millis(self.limits.head_millis);
        match tokio::time::timeout(patience, tls.accept(stream)).await {
            Ok(Ok(stream)) => self.serve(stream).await,
            // Such as HTTP without TLS, a client without its certificate, or one that does not trust ours.
            Ok(Err(error)) => tracing::debug!(%error, "a handshake failed"),
            Err(_) => tracing::debug!("a handshake took too long"),
        }
    }

    async fn serve(self, stream: impl AsyncRead + AsyncWrite + Unpin) {
        let Self { peer, router, limits, mut told } = self;
        let service = TowerToHyperService::new(router);
        let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(peer);
            hyper::service::Service::call(&service, request)
        });
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(Duration::from_millis(limits.head_millis))
            .max_buf_size(64 << 10)
            .half_close(false);
        let mut serving = std::pin::pin!(http.serve_connection(TokioIo::new(stream), service));
        let outcome = tokio::select! {
            outcome = serving.as_mut() => outcome,
            () = async { drop(told.wait_for(|told| *told).await) } => {
                serving.as_mut().graceful_shutdown();
                serving.await
            }
        };
        if let Err(error) = outcome {
            // Clients go away and send nonsense all the time.
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

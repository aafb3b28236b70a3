//! A TCP proxy in front of a service, which delays, cuts or goes silent on command.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What the proxy does with bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Passes them on after this time.
    Pass(Duration),
    /// Keeps connections and passes nothing on, in either direction: what a network does that lost its route.
    Silent,
    /// Breaks all connections, and every new one.
    Cut,
}

/// A proxy; its connections end when it is dropped.
#[derive(Debug)]
pub(crate) struct Proxy {
    address: SocketAddr,
    mode: watch::Sender<Mode>,
}

impl Proxy {
    /// Puts a proxy before the service at the `host:port` of a URL. Returns it and the URL that leads through it.
    pub(crate) async fn before(url: &str) -> (Self, String) {
        let after_user = url.rfind('@').map_or_else(|| url.find("://").unwrap() + 3, |at| at + 1);
        let (start, rest) = url.split_at(after_user);
        let target = &rest[..rest.find(['/', '?', '&']).unwrap_or(rest.len())];
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (mode, seen) = watch::channel(Mode::Pass(Duration::ZERO));
        tokio::spawn(serve(listener, target.to_owned(), seen));
        let through = format!("{start}{address}{}", &rest[target.len()..]);
        (Self { address, mode }, through)
    }

    /// Returns where the proxy listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Passes bytes on, each piece after `delay`.
    pub(crate) fn delay(&self, delay: Duration) {
        self.mode.send_replace(Mode::Pass(delay));
    }

    /// Passes bytes on at once.
    pub(crate) fn heal(&self) {
        self.delay(Duration::ZERO);
    }

    /// Breaks all connections and refuses new ones until [`Proxy::heal`].
    pub(crate) fn cut(&self) {
        self.mode.send_replace(Mode::Cut);
    }

    /// Breaks all connections once; new ones work.
    pub(crate) async fn cut_once(&self) {
        self.cut();
        // Every connection watches the mode, so each of them has seen it when the last one is gone.
        while self.mode.receiver_count() > 1 {
            tokio::task::yield_now().await;
        }
        self.heal();
    }

    /// Keeps connections and lets nothing through until [`Proxy::heal`].
    pub(crate) fn silence(&self) {
        self.mode.send_replace(Mode::Silent);
    }
}

async fn serve(listener: TcpListener, target: String, mut mode: watch::Receiver<Mode>) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            gone = gone(&mut mode) => return gone,
        };
        let Ok((client, _)) = accepted else { continue };
        if *mode.borrow() == Mode::Cut {
            continue;
        }
        let (target, mode) = (target.clone(), mode.clone());
        tokio::spawn(async move {
            let Ok(server) = TcpStream::connect(&target).await else { return };
            join(client, server, mode).await;
        });
    }
}

/// Carries bytes both ways until one side ends or the connection is cut.
async fn join(client: TcpStream, server: TcpStream, mode: watch::Receiver<Mode>) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let mut cut = mode.clone();
    let cut = async {
        let _ = cut.wait_for(|mode| *mode == Mode::Cut).await;
    };
    tokio::select! {
        () = carry(&mut from_client, &mut to_server, mode.clone()) => {}
        () = carry(&mut from_server, &mut to_client, mode.clone()) => {}
        () = cut => {}
    }
}

async fn carry(
    from: &mut (impl AsyncReadExt + Unpin),
    to: &mut (impl AsyncWriteExt + Unpin),
    mut mode: watch::Receiver<Mode>,
) {
    let mut piece = vec![0; 64 << 10];
    loop {
        let Ok(length @ 1..) = from.read(&mut piece).await else { return };
        let Ok(mode) = mode.wait_for(|mode| *mode != Mode::Silent).await.map(|mode| *mode) else { return };
        match mode {
            Mode::Pass(delay) if !delay.is_zero() => tokio::time::sleep(delay).await,
            _ => {}
        }
        if to.write_all(&piece[..length]).await.is_err() {
            return;
        }
    }
}

/// Waits until the proxy is dropped.
async fn gone(mode: &mut watch::Receiver<Mode>) {
    while mode.changed().await.is_ok() {}
}

#[tokio::test]
async fn the_proxy_passes_delays_silences_and_cuts() {
    let echo = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("echo://user@{}/path", echo.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = echo.accept().await {
            tokio::spawn(async move {
                let (mut from, mut to) = stream.split();
                let _ = tokio::io::copy(&mut from, &mut to).await;
            });
        }
    });
    let (proxy, through) = Proxy::before(&url).await;
    assert_eq!(through, format!("echo://user@{}/path", proxy.address()));
    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    let mut answer = [0; 4];
    stream.write_all(b"fast").await.unwrap();
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"fast");
    proxy.delay(Duration::from_millis(50));
    let started = tokio::time::Instant::now();
    stream.write_all(b"slow").await.unwrap();
    stream.read_exact(&mut answer).await.unwrap();
    assert!(started.elapsed() >= Duration::from_millis(100), "{:?}", started.elapsed());
    proxy.silence();
    stream.write_all(b"late").await.unwrap();
    let silent = tokio::time::timeout(Duration::from_millis(100), stream.read_exact(&mut answer)).await;
    assert!(silent.is_err(), "a silent proxy spoke");
    proxy.heal();
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"late");
    proxy.cut();
    assert!(matches!(stream.read(&mut answer).await, Ok(0) | Err(_)), "a cut connection still spoke");
    let mut refused = TcpStream::connect(proxy.address()).await.unwrap();
    assert!(matches!(refused.read(&mut answer).await, Ok(0) | Err(_)), "a new connection got through");
    proxy.cut_once().await;
    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    stream.write_all(b"back").await.unwrap();
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"back");
}

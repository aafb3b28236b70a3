//! The socket under a connection, guarded against what a hostile server may send: replies without end, and replies
//! that are said before TLS to be heard after it.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// The most bytes that a server may say to one thing that it was told: a handshake with all its certificates, or the
/// longest reply.
const MOST: usize = 256 << 10;

/// A socket that reads with care.
#[derive(Debug)]
pub(super) struct Guarded {
    stream: TcpStream,
    /// While it is set, nothing is read ahead: what a server says after its "ready to start TLS" then belongs to the
    /// handshake, which fails, and is in no buffer that outlives it.
    pub(super) is_plain: Arc<AtomicBool>,
    heard: usize,
}

impl Guarded {
    pub(super) fn new(stream: TcpStream) -> Self {
        Self { stream, is_plain: Arc::new(AtomicBool::new(true)), heard: 0 }
    }
}

impl AsyncTokioStream for Guarded {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.peer_addr()
    }
}

impl AsyncRead for Guarded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.heard > MOST {
            return Poll::Ready(Err(io::Error::other("the server says more than any reply is long")));
        }
        if self.is_plain.load(Ordering::Relaxed) {
            let mut one = [0];
            let mut single = ReadBuf::new(&mut one);
            ready!(Pin::new(&mut self.stream).poll_read(context, &mut single))?;
            self.heard += single.filled().len();
            buffer.put_slice(single.filled());
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        self.heard += buffer.filled().len() - before;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Guarded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.heard = 0;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

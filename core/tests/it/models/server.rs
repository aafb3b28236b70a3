//! A server over HTTP that does what it is told, byte by byte.

use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What a server does after a request; then it closes the connection.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Send(Vec<u8>),
    /// Sends the same again and again, until the client goes.
    Forever(Vec<u8>),
    /// Says nothing more, until the client goes.
    Hang,
    /// Leaves the connection open for a further request.
    Keep,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) path: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Value,
}

impl Seen {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The server; it ends when it is dropped.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<Mutex<usize>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts a server that does the same after each request.
    pub(super) async fn always(steps: Vec<Step>) -> Self {
        Self::by(move |_, _| steps.clone()).await
    }

    /// Starts a server that is told what to do by each request, and by how many came before it.
    pub(super) async fn by(script: impl Fn(&Seen, usize) -> Vec<Step> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (seen, connections): (Arc<Mutex<Vec<Seen>>>, Arc<Mutex<usize>>) = Default::default();
        let (kept, counted, script) = (Arc::clone(&seen), Arc::clone(&connections), Arc::new(script));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *counted.lock().unwrap() += 1;
                let (kept, script) = (Arc::clone(&kept), Arc::clone(&script));
                tokio::spawn(async move { serve(stream, &kept, script.as_ref()).await });
            }
        });
        Self { url, seen, connections, task }
    }

    pub(super) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub(super) fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    stream: TcpStream,
    kept: &Mutex<Vec<Seen>>,
    script: &(dyn Fn(&Seen, usize) -> Vec<Step> + Send + Sync),
) {
    let mut stream = BufReader::new(stream);
    while let Some(seen) = read(&mut stream).await {
        let before = {
            let mut kept = kept.lock().unwrap();
            kept.push(seen.clone());
            kept.len() - 1
        };
        let mut open = false;
        for step in script(&seen, before) {
            let sent = match step {
                Step::Send(bytes) => stream.get_mut().write_all(&bytes).await,
                Step::Forever(bytes) => loop {
                    if let Err(error) = stream.get_mut().write_all(&bytes).await {
                        break Err(error);
                    }
                },
                Step::Hang => stream.read_u8().await.map(|_| ()),
                Step::Keep => {
                    open = true;
                    Ok(())
                }
            };
            if sent.is_err() {
                return;
            }
        }
        if !open {
            let _ = stream.get_mut().shutdown().await;
            return;
        }
    }
}

async fn read(stream: &mut BufReader<TcpStream>) -> Option<Seen> {
    let mut line = String::new();
    stream.read_line(&mut line).await.ok().filter(|length| *length > 0)?;
    let path = line.split(' ').nth(1)?.to_owned();
    let (mut headers, mut length) = (Vec::new(), 0);
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().ok()?;
        }
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some(Seen { path, headers, body: serde_json::from_slice(&body).unwrap_or_default() })
}

/// The head of an answer whose end is that of the connection.
pub(super) fn head(status: u16, kind: &str, more: &str) -> Step {
    Step::Send(
        format!("HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n{more}Connection: close\r\n\r\n").into(),
    )
}

pub(super) fn answer(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Vec<Step> {
    vec![head(status, kind, ""), Step::Send(body.into())]
}

pub(super) fn json(status: u16, body: &Value) -> Vec<Step> {
    answer(status, "application/json", body.to_string())
}

/// An answer in pieces, each as it is.
pub(super) fn events(pieces: &[&str]) -> Vec<Step> {
    let pieces = pieces.iter().map(|piece| Step::Send(piece.as_bytes().to_vec()));
    std::iter::once(head(200, "text/event-stream; charset=utf-8", "")).chain(pieces).collect()
}

/// A port on which nothing listens.
pub(super) async fn nowhere() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

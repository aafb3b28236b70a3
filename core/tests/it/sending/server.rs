//! A scripted SMTP server: it speaks the dialogue, counts what it has taken, and misbehaves as it is told.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio_rustls::TlsAcceptor;

use secretariat::communications::outbox::{OutgoingMessage, SentMail};
use secretariat::id::DeliveryId;

/// A place in the dialogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Greeting,
    Hello,
    Mail,
    Rcpt,
    Data,
    /// When some of the message has come.
    Body,
    /// When the dot has come, before the message is taken.
    Dot,
    /// When the message is taken, before that is said.
    Taken,
    /// When that was said.
    Told,
}

impl Step {
    pub(crate) const ALL: [Self; 9] = [
        Self::Greeting,
        Self::Hello,
        Self::Mail,
        Self::Rcpt,
        Self::Data,
        Self::Body,
        Self::Dot,
        Self::Taken,
        Self::Told,
    ];
}

/// What happens at a place.
#[derive(Debug, Clone)]
pub(crate) enum How {
    /// The connection is closed.
    Cut,
    /// Nothing is said any more.
    Stall,
    /// This is said in place of the usual answer.
    Say(String),
    /// Whoever drives the test acts, then the connection is closed.
    Kill,
}

/// The script of one transaction.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) at: Step,
    pub(crate) how: How,
}

/// Tells who drives the test that a place is reached; the server waits for the answer.
pub(crate) type Reached = oneshot::Sender<()>;

/// A message that was taken.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) from: String,
    pub(crate) recipients: Vec<String>,
    pub(crate) bytes: Vec<u8>,
}

#[derive(Default)]
struct State {
    plans: VecDeque<Plan>,
    /// What recipients get, once each time.
    recipients: BTreeMap<String, VecDeque<String>>,
    taken: Vec<Taken>,
    connections: usize,
    heard: Vec<String>,
    /// What signs in as somebody who is refused.
    refused: Vec<String>,
    /// Where what was taken is filed before that is said, as a mail server does.
    filing: Option<Arc<dyn SentMail>>,
}

/// A server on this machine.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    state: Arc<Mutex<State>>,
    extensions: Arc<Vec<String>>,
    tls: Option<TlsAcceptor>,
    kills: mpsc::UnboundedSender<Reached>,
}

impl Server {
    /// Starts a server with extensions, and TLS after STARTTLS where there is an acceptor.
    pub(crate) async fn start_with(
        extensions: &[&str],
        tls: Option<TlsAcceptor>,
    ) -> (Self, mpsc::UnboundedReceiver<Reached>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (kills, killed) = mpsc::unbounded_channel();
        let server = Self {
            address: listener.local_addr().unwrap(),
            state: Arc::default(),
            extensions: Arc::new(extensions.iter().map(|word| (*word).to_owned()).collect()),
            tls,
            kills,
        };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serving = serving.clone();
                // A client that goes away ends its connection only.
                tokio::spawn(async move { drop(serving.serve(stream).await) });
            }
        });
        (server, killed)
    }

    pub(crate) async fn start() -> Self {
        Self::start_with(&["SIZE 30000000", "8BITMIME", "ENHANCEDSTATUSCODES"], None).await.0
    }

    /// Returns the address for the settings, in the open.
    pub(crate) fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}?tls=none", self.address.port())
    }

    /// Scripts the next transaction that has no script yet.
    pub(crate) fn plan(&self, at: Step, how: How) {
        self.state().plans.push_back(Plan { at, how });
    }

    /// Lets a recipient get this answer, once.
    pub(crate) fn answer(&self, recipient: &str, answer: &str) {
        let mut state = self.state();
        state.recipients.entry(recipient.to_owned()).or_default().push_back(answer.to_owned());
    }

    /// Refuses a sign-in that says this.
    pub(crate) fn refuse(&self, said: &str) {
        self.state().refused.push(said.to_owned());
    }

    /// Files what is taken.
    pub(crate) fn file_into(&self, filing: Arc<dyn SentMail>) {
        self.state().filing = Some(filing);
    }

    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.state().taken.clone()
    }

    /// How often each Message-ID was taken.
    pub(crate) fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for taken in &self.state().taken {
            *counts.entry(message_id(&taken.bytes)).or_default() += 1;
        }
        counts
    }

    pub(crate) fn connections(&self) -> usize {
        self.state().connections
    }

    /// Everything that clients said, but messages.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.state().heard.clone()
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    async fn serve(self, stream: TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let plan = {
            let mut state = self.state();
            state.connections += 1;
            state.plans.pop_front()
        };
        let mut line =
            Line { server: self, plan, stream: BufReader::new(Box::new(stream) as Box<dyn Socket>) };
        if line.meet(Step::Greeting).await?.is_none() {
            line.say("220 scripted.example ESMTP").await?;
        }
        line.talk().await
    }
}

/// Returns the Message-ID of a message, without angle brackets.
pub(crate) fn message_id(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix("Message-ID: <")).unwrap();
    line.trim_end_matches('>').to_owned()
}

trait Socket: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Socket for T {}

struct Line {
    server: Server,
    plan: Option<Plan>,
    stream: BufReader<Box<dyn Socket>>,
}

fn closed() -> std::io::Error {
    std::io::ErrorKind::ConnectionAborted.into()
}

impl Line {
    /// Does what the script has for a place; something when an answer was given already.
    async fn meet(&mut self, step: Step) -> std::io::Result<Option<()>> {
        let due = self.plan.as_ref().is_some_and(|plan| {
            // A connection that is used again has no greeting any more.
            plan.at == step || (step == Step::Mail && matches!(plan.at, Step::Greeting | Step::Hello))
        });
        let Some(plan) = self.plan.take_if(|_| due) else { return Ok(None) };
        match plan.how {
            How::Cut => Err(closed()),
            How::Stall => {
                tokio::time::sleep(Duration::from_secs(60)).await;
                Err(closed())
            }
            How::Say(words) => {
                self.say(&words).await?;
                Ok(Some(()))
            }
            How::Kill => {
                let (reached, done) = oneshot::channel();
                self.server.kills.send(reached).map_err(|_| closed())?;
                // Who drives the test is gone, or has acted: in both cases this ends.
                let _ = done.await;
                Err(closed())
            }
        }
    }

    async fn say(&mut self, words: &str) -> std::io::Result<()> {
        self.stream.write_all(words.as_bytes()).await?;
        self.stream.write_all(b"\r\n").await?;
        self.stream.flush().await
    }

    async fn talk(mut self) -> std::io::Result<()> {
        let (mut from, mut recipients) = (String::new(), Vec::new());
        loop {
            let mut said = String::new();
            if self.stream.read_line(&mut said).await? == 0 {
                return Ok(());
            }
            let said = said.trim_end().to_owned();
            self.server.state().heard.push(said.clone());
            let verb = said.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" => {
                    if self.meet(Step::Hello).await?.is_none() {
                        let mut words = vec!["scripted.example".to_owned()];
                        words.extend(self.server.extensions.iter().cloned());
                        words.extend(self.server.tls.as_ref().map(|_| "STARTTLS".to_owned()));
                        let last = words.len() - 1;
                        for (at, word) in words.into_iter().enumerate() {
                            self.say(&format!("250{}{word}", if at == last { ' ' } else { '-' })).await?;
                        }
                    }
                }
                "STARTTLS" => {
                    self.say("220 go on").await?;
                    let Some(tls) = self.server.tls.clone() else { return Err(closed()) };
                    let inner = self.stream.into_inner();
                    let stream = tls.accept(inner).await?;
                    self.stream = BufReader::new(Box::new(stream));
                }
                "AUTH" => {
                    let is_refused = self.server.state().refused.contains(&said);
                    let known = said.ends_with("AHVzAHMzY3JldA==") || said.starts_with("AUTH XOAUTH2 ");
                    let is_good = known && !is_refused;
                    self.say(if is_good { "235 2.7.0 welcome" } else { "535 5.7.8 no" }).await?;
                }
                "MAIL" => {
                    if self.plan.is_none() {
                        let next = self.server.state().plans.pop_front();
                        self.plan = next;
                    }
                    (from, recipients) = (bracketed(&said), Vec::new());
                    if self.meet(Step::Mail).await?.is_none() {
                        self.say("250 2.1.0 ok").await?;
                    }
                }
                "RCPT" => {
                    let recipient = bracketed(&said);
                    let answer = {
                        let mut state = self.server.state();
                        state.recipients.get_mut(&recipient).and_then(VecDeque::pop_front)
                    };
                    if let Some(answer) = answer {
                        self.say(&answer).await?;
                    } else if self.meet(Step::Rcpt).await?.is_none() {
                        recipients.push(recipient);
                        self.say("250 2.1.5 ok").await?;
                    }
                }
                "DATA" => {
                    if self.meet(Step::Data).await?.is_none() {
                        self.say("354 go on").await?;
                        let taken =
                            Taken { from: from.clone(), recipients: recipients.clone(), bytes: Vec::new() };
                        self.message(taken).await?;
                    }
                }
                "QUIT" => return self.say("221 bye").await,
                _ => self.say("250 ok").await?,
            }
        }
    }

    async fn message(&mut self, mut taken: Taken) -> std::io::Result<()> {
        if self.plan.as_ref().is_some_and(|plan| plan.at == Step::Body) {
            let mut some = [0; 100];
            self.stream.read_exact(&mut some).await?;
            self.meet(Step::Body).await?;
            taken.bytes.extend(some);
        }
        loop {
            let mut line = Vec::new();
            if self.stream.read_until(b'\n', &mut line).await? == 0 {
                return Err(closed());
            }
            match line.as_slice() {
                b".\r\n" => break,
                [b'.', rest @ ..] => taken.bytes.extend(rest),
                whole => taken.bytes.extend(whole),
            }
        }
        if self.meet(Step::Dot).await?.is_some() {
            return Ok(());
        }
        let filing = self.server.state().filing.clone();
        if let Some(filing) = filing {
            let now = secretariat::clock::Clock::now(&secretariat::clock::SystemClock);
            let message = OutgoingMessage {
                id: DeliveryId::new(now, &secretariat::id::SystemRandomness),
                message_id: message_id(&taken.bytes),
                from: taken.from.clone(),
                recipients: taken.recipients.clone(),
                bytes: taken.bytes.clone().into(),
                idempotency_key: String::new(),
            };
            filing.file(&message).await.unwrap();
        }
        self.server.state().taken.push(taken);
        if self.meet(Step::Taken).await?.is_none() {
            self.say("250 2.0.0 taken").await?;
        }
        self.meet(Step::Told).await.map(drop)
    }
}

fn bracketed(said: &str) -> String {
    let inside = said.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map(|(inside, _)| inside.to_owned()).unwrap_or_default()
}

/// Says things in place of a server, such as broken TLS, and keeps what it hears.
pub(crate) async fn liar(answers: &'static [&'static [u8]]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                for answer in answers {
                    let _ = stream.write_all(answer).await;
                    let mut heard = [0; 2_000];
                    let _ = stream.read(&mut heard).await;
                }
            });
        }
    });
    address
}

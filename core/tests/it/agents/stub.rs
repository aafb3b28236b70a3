//! A stand-in for a server of models that speaks OpenAI's chat completions, scripted by the model's name:
//! `stub-n10-p1-l0` has ten turns with one call of `do_step` each, answers after 0 ms, and then says `done RUN`.
//!
//! It holds no conversation: the turn is counted from the messages. `GET /stats` tells how often each turn of each run
//! was asked for, and the processor time of its process. The tests and the benchmarks use it, each in its own way.

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, Result};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The largest request, in bytes.
const LARGEST: usize = 64 << 20;

/// How often each turn of each run was asked for, by `run:turn`.
pub(crate) type Asked = Arc<Mutex<BTreeMap<String, u64>>>;

#[derive(Deserialize)]
struct Request {
    model: String,
    messages: Vec<Message>,
    #[serde(default)]
    stream: bool,
}

#[derive(Deserialize)]
struct Message {
    role: String,
    #[serde(default)]
    content: Value,
    #[serde(default)]
    tool_calls: Option<Vec<IgnoredAny>>,
}

/// What the name of the model orders.
struct Script {
    turns: u64,
    parallel: u64,
    latency: Duration,
}

/// Serves until the process ends.
pub(crate) async fn serve(listener: TcpListener, asked: Asked) -> Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let asked = Arc::clone(&asked);
        // A client that goes away ends its connection, and nothing else.
        tokio::spawn(async move { drop(converse(stream, &asked).await) });
    }
}

async fn converse(stream: TcpStream, asked: &Asked) -> Result<()> {
    let mut stream = BufReader::new(stream);
    let (mut line, mut body) = (String::new(), Vec::new());
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let wants_stats = line.starts_with("GET /stats ");
        let mut length = 0;
        loop {
            line.clear();
            stream.read_line(&mut line).await?;
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().map_err(|_| Error::from(ErrorKind::InvalidData))?;
            }
        }
        if length > LARGEST {
            return Err(Error::from(ErrorKind::FileTooLarge));
        }
        body.resize(length, 0);
        stream.read_exact(&mut body).await?;
        let (status, answer) = match wants_stats {
            true => ("200 OK", stats(asked)),
            false => answered(&body, asked).await,
        };
        let answer = answer.to_string();
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            answer.len()
        );
        stream.write_all((head + &answer).as_bytes()).await?;
    }
}

async fn answered(body: &[u8], asked: &Asked) -> (&'static str, Value) {
    let refused = |message: &str| {
        let error = json!({"error": {"message": message, "type": "invalid_request_error"}});
        ("400 Bad Request", error)
    };
    let Ok(request) = serde_json::from_slice::<Request>(body) else {
        return refused("this is no request for a chat completion");
    };
    if request.stream {
        return refused("stream: this server does not stream");
    }
    let script = Script::read(&request.model);
    let told = request.messages.iter().rposition(|message| message.role == "user").unwrap_or(0);
    let text = request.messages.get(told).map(|message| message.content.to_string()).unwrap_or_default();
    let run: String = text
        .split_once("run=")
        .map(|(_, rest)| rest.chars().take_while(char::is_ascii_alphanumeric).collect())
        .unwrap_or_default();
    let calls = |message: &&Message| message.tool_calls.as_ref().is_some_and(|calls| !calls.is_empty());
    let turn = request.messages.iter().skip(told).filter(calls).count() as u64;
    *asked.lock().unwrap_or_else(PoisonError::into_inner).entry(format!("{run}:{turn}")).or_default() += 1;
    let calls: Vec<Value> = (0..if turn < script.turns { script.parallel } else { 0 })
        .map(|place| {
            let arguments = json!({"i": turn * script.parallel + place, "run": run}).to_string();
            let function = json!({"name": "do_step", "arguments": arguments});
            json!({"id": format!("call_{run}_{turn}_{place}"), "type": "function", "function": function})
        })
        .collect();
    let (message, finish) = match calls.is_empty() {
        true => (json!({"role": "assistant", "content": format!("done {run}"), "refusal": null}), "stop"),
        false => (json!({"role": "assistant", "content": null, "tool_calls": calls}), "tool_calls"),
    };
    if !script.latency.is_zero() {
        tokio::time::sleep(script.latency).await;
    }
    let prompt = 100 + 10 * turn;
    let answer = json!({
        "id": format!("chatcmpl-{run}-{turn}"),
        "object": "chat.completion",
        "created": 1,
        "model": request.model,
        "choices": [{"index": 0, "message": message, "logprobs": null, "finish_reason": finish}],
        "usage": {"prompt_tokens": prompt, "completion_tokens": 20, "total_tokens": prompt + 20},
    });
    ("200 OK", answer)
}

impl Script {
    fn read(model: &str) -> Self {
        let of = |letter: char| {
            let mut words = model.split('-').skip(1);
            words.find_map(|word| word.strip_prefix(letter)?.parse().ok())
        };
        Self {
            turns: of('n').unwrap_or(0),
            parallel: of('p').unwrap_or(1),
            latency: Duration::from_millis(of('l').unwrap_or(0)),
        }
    }
}

fn stats(asked: &Asked) -> Value {
    let asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
    let requests: u64 = asked.values().sum();
    json!({"requests": requests, "by": &*asked})
}

//! Records what a model answers, and replays it: for tests and evaluation.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex as Lock};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::io::AsyncWriteExt;
use tokio::sync::Mutex;

use super::fingerprint::fingerprint;
use super::heard::tell_whole;
use super::model::{DeltaSink, LanguageModel};
use super::reply::ModelReply;
use super::request::ModelRequest;
use crate::error::{Error, ErrorKind, Result};

/// The largest cassette, in bytes.
const CASSETTE: u64 = 256 << 20;

/// A model whose answers are recorded, or come from a record: a *cassette*, a file of JSON lines.
///
/// ```no_run
/// use std::sync::Arc;
///
/// use secretariat::models::{LanguageModel, RecordedModel, ScriptedModel};
///
/// # async fn example(real: Arc<dyn LanguageModel>) -> secretariat::Result<()> {
/// let recording = RecordedModel::recording(real, "triage.jsonl").await?; // once
/// let replaying = RecordedModel::replaying("triage.jsonl").await?; // in each test
/// # Ok(())
/// # }
/// ```
///
/// A cassette holds the requests and answers as they are, documents included, but no key.
#[derive(Debug)]
pub struct RecordedModel {
    name: String,
    cassette: PathBuf,
    mode: Mode,
}

#[derive(Debug)]
enum Mode {
    Recording { inner: Arc<dyn LanguageModel>, file: Mutex<tokio::fs::File> },
    Replaying(Lock<Replay>),
}

/// What is left of a cassette, by the request; and all requests in order.
#[derive(Debug, Default)]
struct Replay {
    left: HashMap<String, VecDeque<usize>>,
    takes: Vec<Option<Take>>,
    asked: usize,
}

/// The first line of a cassette.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    cassette: u32,
    model: String,
}

/// A further line of a cassette: what was asked, and what came of it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Take {
    request: ModelRequest,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reply: Option<ModelReply>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<Fault>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    kind: ErrorKind,
    message: String,
}

impl RecordedModel {
    /// Asks a model, and writes each request with its answer, or error, to a new cassette. One that is there is
    /// replaced.
    ///
    /// # Errors
    /// `denied` when the file cannot be written.
    pub async fn recording(inner: Arc<dyn LanguageModel>, cassette: impl AsRef<Path>) -> Result<Self> {
        let (name, cassette) = (inner.name(), cassette.as_ref().to_owned());
        let file = tokio::fs::File::create(&cassette).await.map_err(|error| unwritten(&cassette, error))?;
        let file = Mutex::new(file);
        write(&file, &cassette, &Label { cassette: 1, model: name.clone() }).await?;
        Ok(Self { name, cassette, mode: Mode::Recording { inner, file } })
    }

    /// Answers from a cassette: the same request in the order of its answers. Any other request is `invalid_input`,
    /// with the first place in which it differs from the next that is left.
    ///
    /// # Errors
    /// `not_found` when there is no such file, `limit_exceeded` when it has more than 256 MiB, `corrupt` when it is no
    /// cassette, with the line.
    pub async fn replaying(cassette: impl AsRef<Path>) -> Result<Self> {
        let cassette = cassette.as_ref().to_owned();
        let shown = cassette.display();
        let missing =
            |error| Error::not_found(format!("{shown} cannot be read: record it")).with_source(error);
        if tokio::fs::metadata(&cassette).await.map_err(missing)?.len() > CASSETTE {
            return Err(Error::limit_exceeded(format!("{shown} is too large for a cassette")));
        }
        let text = tokio::fs::read_to_string(&cassette).await.map_err(missing)?;
        let corrupt = |line: usize, error: serde_json::Error| {
            Error::corrupt(format!("{shown}, line {line}, is none of a cassette: record it again"))
                .with_source(error)
        };
        let mut lines = text.lines().enumerate();
        let (_, label) = lines.next().unwrap_or_default();
        let label: Label = serde_json::from_str(label).map_err(|error| corrupt(1, error))?;
        if label.cassette != 1 {
            return Err(Error::unsupported(format!(
                "{shown} was recorded by a newer release: update this one"
            )));
        }
        let mut replay = Replay::default();
        for (number, line) in lines.filter(|(_, line)| !line.is_empty()) {
            let take: Take = serde_json::from_str(line).map_err(|error| corrupt(number + 1, error))?;
            replay.left.entry(fingerprint(&take.request)).or_default().push_back(replay.takes.len());
            replay.takes.push(Some(take));
        }
        Ok(Self { name: label.model, cassette, mode: Mode::Replaying(Lock::new(replay)) })
    }

    /// Says how many answers of the cassette were not asked for; 0 while it is recorded.
    pub fn left(&self) -> usize {
        match &self.mode {
            Mode::Recording { .. } => 0,
            Mode::Replaying(replay) => {
                let replay = replay.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                replay.takes.iter().flatten().count()
            }
        }
    }

    fn replay(&self, replay: &Lock<Replay>, request: &ModelRequest) -> Result<ModelReply> {
        let mut replay = replay.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        replay.asked += 1;
        let place = replay.left.get_mut(&fingerprint(request)).and_then(VecDeque::pop_front);
        let Some(take) = place.and_then(|place| replay.takes.get_mut(place)).and_then(Option::take) else {
            let (asked, shown) = (replay.asked, self.cassette.display());
            let next =
                replay.takes.iter().enumerate().find_map(|(place, take)| Some((place, take.as_ref()?)));
            let how = match next {
                Some((place, take)) => {
                    format!("it differs from line {} at `{}`", place + 2, differing(&take.request, request))
                }
                None => "all of it was replayed".to_owned(),
            };
            return Err(Error::invalid_input(format!(
                "request number {asked} is not in the cassette {shown}: {how}; record it again if that is right"
            )));
        };
        match (take.reply, take.error) {
            (Some(reply), _) => Ok(reply),
            (None, Some(fault)) => Err(Error::new(fault.kind, fault.message)),
            (None, None) => Err(Error::corrupt(format!("{} has no answer there", self.cassette.display()))),
        }
    }
}

#[async_trait]
impl LanguageModel for RecordedModel {
    fn name(&self) -> String {
        self.name.clone()
    }

    async fn complete(&self, request: &ModelRequest, deltas: Option<DeltaSink>) -> Result<ModelReply> {
        let (inner, file) = match &self.mode {
            Mode::Recording { inner, file } => (inner, file),
            Mode::Replaying(replay) => {
                let reply = self.replay(replay, request)?;
                tell_whole(&reply, deltas.as_ref());
                return Ok(reply);
            }
        };
        let answered = inner.complete(request, deltas).await;
        let (reply, error) = match &answered {
            Ok(reply) => (Some(reply.clone()), None),
            Err(error) => (None, Some(Fault { kind: error.kind(), message: error.message().to_owned() })),
        };
        write(file, &self.cassette, &Take { request: request.clone(), reply, error }).await?;
        answered
    }
}

async fn write(file: &Mutex<tokio::fs::File>, cassette: &Path, line: &impl Serialize) -> Result<()> {
    let unfit = |error| Error::internal("a request cannot be recorded").with_source(error);
    let mut line = serde_json::to_vec(line).map_err(unfit)?;
    line.push(b'\n');
    let mut file = file.lock().await;
    file.write_all(&line).await.map_err(|error| unwritten(cassette, error))?;
    file.flush().await.map_err(|error| unwritten(cassette, error))
}

fn unwritten(cassette: &Path, error: std::io::Error) -> Error {
    let message = format!("{} cannot be written: check folder and rights", cassette.display());
    Error::new(ErrorKind::Denied, message).with_source(error)
}

/// Finds the first place in which two requests differ, as a JSON pointer.
fn differing(known: &ModelRequest, asked: &ModelRequest) -> String {
    let json = |request: &ModelRequest| {
        let request = ModelRequest { idempotency_key: None, ..request.clone() };
        serde_json::to_value(request).unwrap_or_default()
    };
    let mut path = String::new();
    descend(&json(known), &json(asked), &mut path);
    path
}

fn descend(known: &Value, asked: &Value, path: &mut String) {
    let step = match (known, asked) {
        (Value::Object(known), Value::Object(asked)) => {
            let mut names = known.keys().chain(asked.keys());
            names.find(|name| known.get(*name) != asked.get(*name)).map(|name| {
                let shown = name.replace('~', "~0").replace('/', "~1");
                (shown, known.get(name), asked.get(name))
            })
        }
        (Value::Array(known), Value::Array(asked)) => (0..known.len().max(asked.len()))
            .find(|place| known.get(*place) != asked.get(*place))
            .map(|place| (place.to_string(), known.get(place), asked.get(place))),
        _ => None,
    };
    let Some((name, known, asked)) = step else { return };
    path.push('/');
    path.push_str(&name);
    if let (Some(known), Some(asked)) = (known, asked) {
        descend(known, asked, path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::{ModelMessage, ScriptedModel};

    async fn recorded(folder: &Path, questions: &[&str]) -> PathBuf {
        let cassette = folder.join("cassette.jsonl");
        let inner = ScriptedModel::by(|_, turn| match turn {
            2 => Err(Error::unavailable("busy")),
            _ => Ok(ModelReply::text(format!("answer {turn}"))),
        });
        let inner = Arc::new(inner.named("real/model"));
        let model = RecordedModel::recording(inner, &cassette).await.unwrap();
        for question in questions {
            let _ = model.complete(&ModelRequest::ask(*question), None).await;
        }
        cassette
    }

    #[tokio::test]
    async fn a_cassette_gives_the_same_answers_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let cassette = recorded(folder.path(), &["a", "b", "c", "a"]).await;
        let model = RecordedModel::replaying(&cassette).await.unwrap();
        assert_eq!((model.name().as_str(), model.left()), ("real/model", 4));
        for (question, answer) in [("b", "answer 1"), ("a", "answer 0"), ("a", "answer 3")] {
            let keyed =
                ModelRequest { idempotency_key: Some("other".to_owned()), ..ModelRequest::ask(question) };
            assert_eq!(model.complete(&keyed, None).await.unwrap().text, answer);
        }
        let error = model.complete(&ModelRequest::ask("c"), None).await.unwrap_err();
        assert_eq!((error.kind(), error.message(), model.left()), (ErrorKind::Unavailable, "busy", 0));
    }

    #[tokio::test]
    async fn another_request_is_refused_with_the_place_in_which_it_differs() {
        let folder = tempfile::tempdir().unwrap();
        let cassette = recorded(folder.path(), &["secret"]).await;
        let model = RecordedModel::replaying(&cassette).await.unwrap();
        let mut longer = ModelRequest::ask("secret");
        longer.messages.push(ModelMessage::User { text: "more".to_owned() });
        let warmer = ModelRequest { temperature: Some(1.0), ..ModelRequest::ask("secret") };
        for (request, place) in [
            (ModelRequest::ask("other"), "`/messages/0/text`"),
            (longer, "`/messages/1`"),
            (warmer, "`/temperature`"),
        ] {
            let error = model.complete(&request, None).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidInput);
            assert!(error.message().contains(place) && error.message().contains("line 2"), "{error}");
            assert!(!error.message().contains("secret"), "{error}");
        }
        model.complete(&ModelRequest::ask("secret"), None).await.unwrap();
        let error = model.complete(&ModelRequest::ask("secret"), None).await.unwrap_err();
        assert!(error.message().contains("number 5") && error.message().contains("all of it"), "{error}");
    }

    #[tokio::test]
    async fn what_is_no_cassette_is_an_error_that_names_the_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("c.jsonl");
        let missing = RecordedModel::replaying(&file).await.unwrap_err();
        assert_eq!(missing.kind(), ErrorKind::NotFound);
        for (text, kind, word) in [
            ("", ErrorKind::Corrupt, "line 1"),
            ("{\"cassette\":1,\"model\":\"m\"}\n{}\n", ErrorKind::Corrupt, "line 2"),
            ("{\"cassette\":2,\"model\":\"m\"}\n", ErrorKind::Unsupported, "newer"),
        ] {
            tokio::fs::write(&file, text).await.unwrap();
            let error = RecordedModel::replaying(&file).await.unwrap_err();
            assert_eq!(error.kind(), kind, "{error}");
            assert!(error.message().contains(word), "{error}");
        }
    }
}

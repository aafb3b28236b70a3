//! The host's side: keeps a few helper programs warm and gives each file to one of them.

use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use super::frames::{self, Answer, Request};
use crate::documents::ParsedDocument;
use crate::documents::ocr::{self, Ocr};
use crate::documents::parse::fits;
use crate::error::{Error, ErrorKind, Result};
use crate::settings::Limits;

/// How long a helper may take beyond its CPU time: a busy machine gives it less than a core.
const PATIENCE: u32 = 3;
const GRACE: Duration = Duration::from_secs(2);

/// The helper program `secretariat-parser`, with a few processes kept warm.
///
/// A process parses many files, one after the other, and is replaced when it has used half of the CPU
/// time of one file, when a file needs other limits, and after any failure. All processes end when this
/// value is dropped.
#[derive(Debug)]
pub struct ParserProgram {
    path: PathBuf,
    warm: usize,
    idle: Mutex<Vec<Helper>>,
}

#[derive(Debug)]
struct Helper {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
    limits: Limits,
    used: Duration,
}

impl ParserProgram {
    /// Names the program. Nothing is started yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), warm: 4, idle: Mutex::new(Vec::new()) }
    }

    /// Sets how many processes are kept between files; 0 starts one for each file.
    #[must_use]
    pub fn with_warm(mut self, processes: usize) -> Self {
        self.warm = processes;
        self
    }

    /// Returns the ids of the processes that wait for a file.
    pub fn waiting(&self) -> Vec<u32> {
        self.idle().iter().filter_map(|helper| helper.child.id()).collect()
    }

    /// Parses a file in a helper process; pages without text are then read by `ocr` in this process.
    ///
    /// Dropping the future ends the process.
    ///
    /// # Errors
    /// As [`crate::documents::parse()`], and `limit_exceeded` or `corrupt` when the process was ended by
    /// the system or by somebody, `not_found` when the program cannot be started.
    pub async fn parse(
        &self,
        bytes: &[u8],
        name: &str,
        limits: &Limits,
        ocr: Option<&dyn Ocr>,
    ) -> Result<ParsedDocument> {
        fits(bytes, name, limits)?;
        let document = self.exchange(bytes, name, limits).await?;
        match ocr {
            Some(ocr) if !document.images.is_empty() => {
                let budget = ocr::budget(limits, document.images.len());
                Ok(ocr::apply_ocr(document, ocr, &budget).await)
            }
            _ => Ok(document),
        }
    }

    async fn exchange(&self, bytes: &[u8], name: &str, limits: &Limits) -> Result<ParsedDocument> {
        let mut helper = self.helper(limits)?;
        let time = Duration::from_millis(limits.cpu_millis) * PATIENCE + GRACE;
        let started = Instant::now();
        let outcome = match timeout(time, helper.ask(bytes, name, limits)).await {
            Ok(Ok(answer)) => answer,
            // The process has said something that is no answer, or nothing: its end tells why.
            Ok(Err(error)) if error.kind() == ErrorKind::Unavailable => {
                return Err(helper.end(limits).await.with_source(error).about(name));
            }
            Ok(Err(error)) => return Err(error.about(name)),
            Err(_) => {
                let seconds = limits.cpu_millis / 1_000;
                return Err(
                    Error::limit_exceeded(format!("reading took longer than {seconds} s")).about(name)
                );
            }
        };
        helper.used += started.elapsed();
        // Wall time is at least CPU time: the next file surely has its own.
        if helper.used < Duration::from_millis(limits.cpu_millis / 2) {
            let mut idle = self.idle();
            if idle.len() < self.warm {
                idle.push(helper);
            }
        }
        outcome
    }

    /// Takes a waiting process with these limits, or starts one.
    fn helper(&self, limits: &Limits) -> Result<Helper> {
        let mut idle = self.idle();
        while let Some(mut helper) = idle.pop() {
            if helper.limits == *limits && matches!(helper.child.try_wait(), Ok(None)) {
                return Ok(helper);
            }
        }
        drop(idle);
        let mut child = Command::new(&self.path)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| {
                Error::not_found(format!("the parser program {} cannot be started", self.path.display()))
                    .with_source(error)
            })?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => {
                Ok(Helper { child, input, output, limits: *limits, used: Duration::ZERO })
            }
            _ => Err(Error::internal("the parser program has no input or output")),
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Helper>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Helper {
    /// Sends a file and reads the answer: outside the errors of the conversation, inside that of the file.
    async fn ask(&mut self, bytes: &[u8], name: &str, limits: &Limits) -> Result<Result<ParsedDocument>> {
        let request = Request { name: name.to_owned(), limits: *limits };
        let json = serde_json::to_vec(&request)
            .map_err(|error| Error::internal("the request cannot be written").with_source(error))?;
        frames::send(&mut self.input, &json).await?;
        frames::send(&mut self.input, bytes).await?;
        // Text, its blocks as JSON, attachments and pictures: none can be larger in an honest answer.
        let mut most = limits
            .memory_bytes
            .saturating_add(limits.file_bytes)
            .saturating_add(limits.characters.saturating_mul(8));
        let json = frames::receive(&mut self.output, most).await?;
        let answer: Answer = serde_json::from_slice(&json)
            .map_err(|error| Error::unavailable("the parser program gave no answer").with_source(error))?;
        let parsed = match answer {
            Answer::Document(parsed) => parsed,
            Answer::Error { kind, message } => return Ok(Err(Error::new(kind, message))),
        };
        let mut parts = Vec::new();
        for _ in 0..parsed.following() {
            let bytes = frames::receive(&mut self.output, most).await?;
            most = most.saturating_sub(bytes.len() as u64);
            parts.push(bytes);
        }
        Ok(Ok(parsed.join(parts)))
    }

    /// Ends the process and says why it had stopped.
    async fn end(mut self, limits: &Limits) -> Error {
        // It usually is gone already; one that only closed its output is ended now.
        let status = match timeout(GRACE, self.child.wait()).await {
            Ok(status) => status.ok(),
            Err(_) => {
                let _ = self.child.start_kill();
                None
            }
        };
        reason(status, limits)
    }
}

/// Explains the end of a process.
fn reason(status: Option<ExitStatus>, limits: &Limits) -> Error {
    #[cfg(unix)]
    if let Some(signal) = status.and_then(|status| std::os::unix::process::ExitStatusExt::signal(&status)) {
        return match signal {
            24 => Error::limit_exceeded(format!(
                "reading took longer than {} s of CPU time; raise `limits.cpu_millis` if you trust it",
                limits.cpu_millis / 1_000
            )),
            9 => Error::limit_exceeded("the parser was killed, by the system for memory or by somebody"),
            6 => Error::limit_exceeded(format!(
                "the parser needed more than {} MiB; raise `limits.memory_bytes` if you trust it",
                limits.memory_bytes >> 20
            )),
            other => Error::corrupt(format!("the parser was ended by signal {other}")),
        };
    }
    let _ = (status, limits);
    Error::corrupt("the parser ended without an answer")
}

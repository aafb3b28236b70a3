//! Log messages of the core, into Python's `logging`.

use std::fmt::{Debug, Write as _};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};

use crate::interpreter::attach;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// The level of Python below which nothing is passed on.
static LEAST: AtomicUsize = AtomicUsize::new(30);

/// How many messages may wait for the interpreter; what comes on top is dropped rather than slow the core.
const WAITING: usize = 1_000;

/// Sets the least level of Python's `logging` that is passed on, and starts passing messages on.
#[pyfunction]
pub(crate) fn set_log_level(level: usize) {
    LEAST.store(level, Ordering::Relaxed);
    // A second call only changes the level: there is one subscriber per process.
    let (sender, receiver) = sync_channel::<Entry>(WAITING);
    if tracing::subscriber::set_global_default(Forward { sender, spans: AtomicU64::new(1) }).is_err() {
        return;
    }
    // Of its own, so that the core never waits for the interpreter's lock.
    let _ = std::thread::Builder::new().name("secretariat-log".to_owned()).spawn(move || {
        while let Ok(entry) = receiver.recv() {
            let told = attach(|py| {
                if let Err(error) = entry.tell(py) {
                    error.write_unraisable(py, None);
                }
            });
            if told.is_none() {
                return;
            }
        }
    });
}

struct Entry {
    level: usize,
    target: String,
    message: String,
    fields: Vec<(String, String)>,
}

impl Entry {
    fn tell(&self, py: Python<'_>) -> PyResult<()> {
        let name = self.target.replace("::", ".");
        let logger = py.import("logging")?.call_method1("getLogger", (name,))?;
        let mut text = self.message.clone();
        let extra = PyDict::new(py);
        for (key, value) in &self.fields {
            let _ = write!(text, " {key}={value}");
            extra.set_item(format!("secretariat_{key}"), value)?;
        }
        let named = PyDict::new(py);
        named.set_item("extra", extra)?;
        logger.call_method("log", (self.level, "%s", text), Some(&named))?;
        Ok(())
    }
}

struct Forward {
    sender: SyncSender<Entry>,
    spans: AtomicU64,
}

fn level(metadata: &Metadata<'_>) -> usize {
    match *metadata.level() {
        Level::ERROR => 40,
        Level::WARN => 30,
        Level::INFO => 20,
        Level::DEBUG => 10,
        Level::TRACE => 5,
    }
}

impl Subscriber for Forward {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event()
            && metadata.target().starts_with("secretariat")
            && level(metadata) >= LEAST.load(Ordering::Relaxed)
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(self.spans.fetch_add(1, Ordering::Relaxed))
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut words = Words::default();
        event.record(&mut words);
        let _ = self.sender.try_send(Entry {
            level: level(event.metadata()),
            target: event.metadata().target().to_owned(),
            message: words.message,
            fields: words.fields,
        });
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[derive(Default)]
struct Words {
    message: String,
    fields: Vec<(String, String)>,
}

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        match field.name() {
            "message" => self.message = format!("{value:?}"),
            name => self.fields.push((name.to_owned(), format!("{value:?}"))),
        }
    }
}

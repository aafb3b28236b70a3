//! The log: one JSON object a line, with the field names of the Elastic Common Schema.

use std::fmt;
use std::io::Write as _;
use std::sync::Mutex;

use jiff::Timestamp;
use secretariat::clock::{Clock, SystemClock};
use serde_json::{Map, Value, json};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// Writes events of our own crates, and what others warn of, to the standard error.
#[derive(Debug)]
pub(crate) struct Log {
    most: Level,
    out: Mutex<std::io::Stderr>,
}

impl Log {
    /// Writes events up to a level.
    pub(crate) fn new(most: Level) -> Self {
        Self { most, out: Mutex::new(std::io::stderr()) }
    }

    /// Returns the least that is written of our own crates.
    #[cfg(feature = "otel")]
    pub(crate) fn most(&self) -> Level {
        self.most
    }

    fn write(&self, event: &Event<'_>) {
        // The standard error has no buffer: written piece by piece, each would be a call of the system.
        let line = format!("{}\n", line(event, SystemClock.now()));
        if let Ok(mut out) = self.out.lock() {
            // A log that cannot be written must not end the server.
            let _ = out.write_all(line.as_bytes());
        }
    }
}

/// Takes what the program says and does from now on; panics are said too.
pub(crate) fn install(subscriber: impl Subscriber + Send + Sync) {
    if tracing::subscriber::set_global_default(subscriber).is_err() {
        return;
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        // The message may hold what a request said, so only the place is written.
        tracing::error!(error.r#type = "panic", log.origin = place, "a request broke off");
    }));
}

/// Says whether an event is written: of our own crates by its level, of others only what they warn of.
pub(crate) fn takes(most: Level, metadata: &Metadata<'_>) -> bool {
    let is_ours = metadata.target().starts_with("secretariat");
    metadata.is_event() && *metadata.level() <= if is_ours { most } else { Level::WARN }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        takes(self.most, metadata)
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.write(event);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[cfg(feature = "otel")]
impl<S: Subscriber> tracing_subscriber::Layer<S> for Log {
    fn on_event(&self, event: &Event<'_>, _: tracing_subscriber::layer::Context<'_, S>) {
        self.write(event);
    }
}

fn line(event: &Event<'_>, now: Timestamp) -> Value {
    let metadata = event.metadata();
    let mut fields = Fields(Map::new());
    fields.0.insert("@timestamp".to_owned(), json!(now.to_string()));
    fields.0.insert("log.level".to_owned(), json!(metadata.level().as_str().to_ascii_lowercase()));
    fields.0.insert("message".to_owned(), Value::Null);
    fields.0.insert("ecs.version".to_owned(), json!("8.11"));
    fields.0.insert("service.name".to_owned(), json!("secretariat-server"));
    fields.0.insert("service.version".to_owned(), json!(env!("CARGO_PKG_VERSION")));
    fields.0.insert("log.logger".to_owned(), json!(metadata.target()));
    event.record(&mut fields);
    Value::Object(fields.0)
}

struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, field: &Field, value: Value) {
        let name = match field.name() {
            "error" => "error.message",
            name => name,
        };
        self.0.insert(name.to_owned(), value);
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put(field, json!(format!("{value:?}")));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, json!(value));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, json!(value));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, json!(value));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, json!(value));
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, json!(value));
    }
}

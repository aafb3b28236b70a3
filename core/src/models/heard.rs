//! Whether something of an answer was told already, so that a further try says that it starts anew.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::model::DeltaSink;
use super::reply::Delta;

/// A sink between a model and who listens.
#[derive(Clone)]
pub(super) struct Heard {
    sink: Option<DeltaSink>,
    any: Arc<AtomicBool>,
}

impl Heard {
    pub(super) fn new(sink: Option<DeltaSink>) -> Self {
        Self { sink, any: Arc::default() }
    }

    /// Returns a sink for one try; none when nobody listens, so that nothing is streamed for nobody.
    pub(super) fn sink(&self) -> Option<DeltaSink> {
        let (sink, any) = (self.sink.clone()?, Arc::clone(&self.any));
        Some(Arc::new(move |delta| {
            any.store(true, Ordering::Relaxed);
            sink(delta);
        }))
    }

    /// Voids what was told, if anything was.
    pub(super) fn restart(&self) {
        if let Some(sink) = self.sink.as_ref().filter(|_| self.any.swap(false, Ordering::Relaxed)) {
            sink(Delta::Restart);
        }
    }
}

/// Tells a whole answer as one piece.
pub(super) fn tell_whole(reply: &super::ModelReply, sink: Option<&DeltaSink>) {
    let Some(sink) = sink else { return };
    if !reply.text.is_empty() {
        sink(Delta::Text { text: reply.text.clone() });
    }
    for call in &reply.calls {
        sink(Delta::Call { tool: call.tool.clone() });
    }
}

//! Wake-ups within one process.

use async_trait::async_trait;
use futures::stream::{self, BoxStream, StreamExt};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use super::{Queue, check};
use crate::error::Result;

/// Wake-ups that a subscriber may lag behind before the oldest are dropped.
const LAG: usize = 4_096;

/// A queue within one process; every subscriber of a topic is woken.
#[derive(Debug, Clone)]
pub struct LocalQueue {
    wakes: broadcast::Sender<(String, String)>,
}

impl LocalQueue {
    /// Makes a queue.
    pub fn new() -> Self {
        Self { wakes: broadcast::channel(LAG).0 }
    }
}

impl Default for LocalQueue {
    fn default() -> Self {
        Self::new()
    }
}

#[async_trait]
impl Queue for LocalQueue {
    async fn publish(&self, topic: &str, payload: &str) -> Result<()> {
        check(payload)?;
        // Fails only when nobody listens.
        let _ = self.wakes.send((topic.to_owned(), payload.to_owned()));
        Ok(())
    }

    async fn subscribe(&self, topic: &str) -> Result<BoxStream<'static, Result<String>>> {
        let state = (self.wakes.subscribe(), topic.to_owned());
        Ok(stream::unfold(state, |(mut wakes, topic)| async move {
            loop {
                match wakes.recv().await {
                    Ok((found, payload)) if found == topic => return Some((Ok(payload), (wakes, topic))),
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return None,
                }
            }
        })
        .boxed())
    }
}

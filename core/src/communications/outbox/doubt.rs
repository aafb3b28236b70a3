//! Looks for a delivery of which nobody knows whether it was sent: with the transport, then among the sent mail,
//! for a while; then an operator decides.

use jiff::SignedDuration;

use super::delivery::DeliveryChange;
use super::handle::taken;
use super::transport::Trace;
use super::work::Visit;
use crate::callback;
use crate::error::Result;
use crate::work::Done;

use std::time::Duration;

/// How long one look may take.
const LOOK: Duration = Duration::from_secs(120);

/// What a look found.
struct Found {
    trace: Trace,
    /// In words.
    told: String,
    /// Whether a `NotSent` is the word of who would know.
    is_sure: bool,
}

impl Visit<'_> {
    /// Looks once.
    pub(super) async fn look(&mut self) -> Result<Done> {
        let retries = self.of.post.settings.retries;
        self.errand.looks += 1;
        let found = self.find().await?;
        let is_last = self.errand.looks >= retries.looks;
        match found.trace {
            Trace::Sent => {
                let results = taken(&self.delivery, &found.told);
                self.end(DeliveryChange::Sent(results, Some(found.told)))
            }
            Trace::NotSent if found.is_sure || (is_last && retries.absent_is_unsent) => {
                let (reached, pending) = (self.delivery.reached_anybody(), self.delivery.pending().len());
                self.later(reached, pending, Vec::new(), found.told, None)
            }
            _ if is_last => {
                let asks = format!("{}; say what became of it: it is not sent again by itself", found.told);
                self.end(DeliveryChange::InDoubt(asks))
            }
            _ => {
                let pause = self.pause(retries.look_millis, retries.most_millis, self.errand.looks);
                self.again(pause.max(SignedDuration::from_millis(1)), self.task.batch())
            }
        }
    }

    /// Asks who may know, the surest first.
    async fn find(&self) -> Result<Found> {
        let message = self.message().await?;
        let mut found = Found {
            trace: Trace::Unknown,
            told: "nothing tells whether it was sent".to_owned(),
            is_sure: false,
        };
        if let Ok(transport) = self.of.post.transport(Some(&self.delivery.transport)) {
            let name = transport.name();
            match callback::call(name, LOOK, transport.find(&message)).await {
                Ok(Trace::Unknown) => {}
                Ok(trace) => {
                    let told = match trace {
                        Trace::Sent => format!("the transport {name} has sent it"),
                        _ => format!("the transport {name} has not sent it"),
                    };
                    return Ok(Found { trace, told, is_sure: true });
                }
                Err(error) => {
                    found.told = format!("the transport {name} cannot be asked: {}", error.message())
                }
            }
        }
        if let Some(sent) = &self.of.post.sent_mail {
            match callback::call("the sent mail", LOOK, sent.find(&message.message_id)).await {
                Ok(Trace::Unknown) => {}
                Ok(trace) => {
                    found.trace = trace;
                    found.told = match trace {
                        Trace::Sent => "it is among the sent mail".to_owned(),
                        _ => "it is not among the sent mail".to_owned(),
                    };
                }
                Err(error) => found.told = format!("the sent mail cannot be searched: {}", error.message()),
            }
        }
        Ok(found)
    }
}

//! What a message that came in says of one that was sent.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::communications::Communications;
use crate::communications::contacts::SuppressionReason;
use crate::communications::mailbox::{BouncedRecipient, MailSignal, signal};
use crate::communications::outbox::{Delivery, Outbox, RecipientOutcome, RecipientResult};
use crate::error::{ErrorKind, Result};
use crate::id::DocumentId;
use crate::rights::Permission;

/// What became of a message that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Received {
    /// What it says.
    pub signal: MailSignal,
    /// The delivery that it is about, as it is now.
    pub delivery: Option<Delivery>,
    /// The addresses that nothing is sent to from now on.
    pub suppressed: Vec<String>,
}

impl Communications {
    /// Reads what a mail of the office says of a delivery, and notes it there: it came back, or it was answered
    /// (rights `drafts.send` and `documents.read`). Who does not exist any more, and who complained, is suppressed
    /// (right `contacts.write`). Only what is about a delivery of this workspace changes anything; a second time
    /// changes nothing more.
    ///
    /// # Errors
    /// `not_found` when there is no such document, and storage errors.
    pub async fn receive(&self, document: &DocumentId) -> Result<Received> {
        self.guard.enter(Permission::DraftsSend).await?;
        let signal = signal(&self.documents.original(document).await?);
        let (outbox, mut delivery) = (self.outbox(), None);
        for id in message_ids(&signal) {
            delivery = outbox.by_message_id(id).await?;
            if delivery.is_some() {
                break;
            }
        }
        let mut suppressed = Vec::new();
        if let Some(known) = delivery.take() {
            let (noted, useless) = note(&outbox, known, &signal, document).await?;
            let contacts = self.contacts();
            for (address, reason) in useless {
                contacts.suppress(&address, reason).await?;
                suppressed.push(address);
            }
            delivery = Some(noted);
        }
        Ok(Received { signal, delivery, suppressed })
    }
}

/// The Message-IDs that a message may be about, the nearest first.
fn message_ids(signal: &MailSignal) -> &[String] {
    match signal {
        MailSignal::Bounced { message_id, .. }
        | MailSignal::Delayed { message_id, .. }
        | MailSignal::Complaint { message_id, .. } => message_id.as_slice(),
        MailSignal::AutoReply { message_ids, .. } | MailSignal::Reply { message_ids, .. } => message_ids,
        MailSignal::None => &[],
    }
}

/// Notes what was said with the delivery; returns it, and whom nothing more is to be sent to.
async fn note(
    outbox: &Outbox,
    delivery: Delivery,
    signal: &MailSignal,
    document: &DocumentId,
) -> Result<(Delivery, Vec<(String, SuppressionReason)>)> {
    // A report is untrusted: it speaks only of those whom the message went to.
    let everybody = delivery.recipients.clone();
    let went_to = |address: &str| everybody.iter().any(|known| known.eq_ignore_ascii_case(address));
    let (mut noted, mut useless) = (delivery, Vec::new());
    match signal {
        MailSignal::Bounced { recipients, .. } => {
            for recipient in recipients.iter().filter(|recipient| went_to(&recipient.address)).cloned() {
                if recipient.hard {
                    useless.push((recipient.address.clone(), SuppressionReason::HardBounce));
                }
                let result = result(recipient);
                if !noted.results.contains(&result) {
                    noted = kept(outbox.bounced(&noted.id, result).await, noted)?;
                }
            }
        }
        MailSignal::Complaint { recipients, .. } => {
            let ours = recipients.iter().filter(|address| went_to(address));
            useless.extend(ours.map(|address| (address.clone(), SuppressionReason::Complaint)));
        }
        // The first answer is the one that was waited for; whatever comes later, and comes again, changes nothing.
        MailSignal::Reply { .. } if noted.answer.is_none() => {
            noted = kept(outbox.replied(&noted.id, document.clone()).await, noted)?;
        }
        MailSignal::Reply { .. }
        | MailSignal::Delayed { .. }
        | MailSignal::AutoReply { .. }
        | MailSignal::None => {}
    }
    Ok((noted, useless))
}

/// What cannot be noted in the present state is known already, or came too late to matter.
fn kept(outcome: Result<Delivery>, before: Delivery) -> Result<Delivery> {
    match outcome {
        Err(error) if error.kind() == ErrorKind::Conflict => Ok(before),
        outcome => outcome,
    }
}

fn result(recipient: BouncedRecipient) -> RecipientResult {
    RecipientResult {
        address: recipient.address,
        outcome: RecipientOutcome::Rejected,
        code: None,
        status: recipient.status,
        message: recipient.diagnostic,
    }
}

//! Makes the draft of a follow-up, as who asked for it.

use super::record::FollowUpCause;
use crate::communications::Communications;
use crate::communications::draft::{Draft, DraftKind};
use crate::communications::outbox::{Delivery, DeliveryState};
use crate::communications::request::DraftRequest;
use crate::documents::model::Mailbox;
use crate::documents::{Document, Source};
use crate::error::{Error, Result};
use crate::id::DocumentId;

/// What became of a follow-up whose time has come.
pub(super) enum Made {
    /// A draft, which is not stored yet.
    Draft(Box<Draft>),
    /// Somebody had answered; by which message, where that is known.
    Answered(Option<DocumentId>),
    /// The message has not left yet: there is nothing to remind of.
    TooEarly,
}

/// Makes the draft.
///
/// # Errors
/// As [`Communications::draft`]; `not_found` when what it is about is gone.
pub(super) async fn make(desk: &Communications, cause: &FollowUpCause) -> Result<Made> {
    match cause {
        FollowUpCause::Unanswered { delivery } => {
            let delivery = desk.outbox().get(delivery).await?;
            unanswered(desk, delivery).await
        }
        FollowUpCause::DueSoon { document, to, .. } => {
            let mut request = DraftRequest::new(DraftKind::Reminder).about(document.clone());
            request.to.clone_from(to);
            if request.to.is_empty() {
                let owner = desk.known().await?.owner;
                let own = owner.addresses.into_iter().take(1);
                request.to = own.map(|address| Mailbox { name: None, address }).collect();
            }
            Ok(Made::Draft(Box::new(desk.make(desk.new_id(), &request).await?)))
        }
    }
}

async fn unanswered(desk: &Communications, delivery: Delivery) -> Result<Made> {
    match delivery.state {
        DeliveryState::Replied => return Ok(Made::Answered(delivery.answer)),
        DeliveryState::Sent | DeliveryState::Bounced => {}
        DeliveryState::Failed | DeliveryState::Cancelled => {
            return Err(Error::invalid_input(format!(
                "delivery {} is {}: nothing was sent that could be answered",
                delivery.id, delivery.state
            )));
        }
        _ => return Ok(Made::TooEarly),
    }
    let document = filed(desk, &delivery).await?;
    let known = desk.known().await?;
    let answer = known.register.look(|book| book.answer_to(&delivery.message_id, &known.owner).cloned());
    if answer.is_some() {
        return Ok(Made::Answered(answer));
    }
    // Who was told of a day or a sum is reminded of it; who was asked something is asked again.
    let dated = !document.brief.deadlines.is_empty();
    let kind = if dated { DraftKind::Reminder } else { DraftKind::FollowUp };
    Ok(Made::Draft(Box::new(
        desk.make(desk.new_id(), &DraftRequest::new(kind).answering(document.id)).await?,
    )))
}

/// The sent message as a document of the office, so that the draft goes on with its conversation.
async fn filed(desk: &Communications, delivery: &Delivery) -> Result<Document> {
    let known = desk.documents.repository().find_by("message_id", &delivery.message_id, 1).await?;
    if let Some(known) = known.into_iter().next() {
        return Ok(known);
    }
    let bytes = desk.outbox().message(&delivery.id).await?;
    desk.documents.add(Source::bytes(format!("{}.eml", delivery.id), bytes)).await
}

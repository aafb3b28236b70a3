//! What an approver sees: the whole message, and each of its values beside its source.

use serde_json::{Value, json};

use super::prepare::Prepared;
use crate::communications::draft::Draft;
use crate::communications::render::text;
use crate::evidence::Evidence;

/// The most characters of the body that lie in the question; the message itself is read with the delivery.
const BODY: usize = 50_000;

/// Describes a message to who decides.
pub(super) fn shown(draft: &Draft, prepared: &Prepared, terms: Value) -> Value {
    let body = text(draft);
    let cut = body.chars().nth(BODY).is_some();
    let recipients = draft.recipients.iter().map(|recipient| {
        json!({
            "role": recipient.role,
            "name": recipient.mailbox.name,
            "address": recipient.mailbox.address,
            "provenance": recipient.provenance,
        })
    });
    let values = draft.facts.iter().map(|fact| {
        json!({
            "role": fact.role,
            "value": fact.surface,
            "source": fact.source.as_ref().map(source),
            "asserted_by": fact.asserted_by,
        })
    });
    let attachments = draft.attachments.iter().map(|attachment| {
        json!({ "name": attachment.name, "media_type": attachment.media_type, "sha256": attachment.sha256 })
    });
    json!({
        "draft": draft.id,
        "version": draft.version,
        "kind": draft.kind,
        "from": prepared.from,
        "sender": draft.sender,
        "recipients": recipients.collect::<Vec<_>>(),
        "subject": draft.print(&draft.subject),
        "body": body.chars().take(BODY).collect::<String>(),
        "body_cut": cut,
        "values": values.collect::<Vec<_>>(),
        "attachments": attachments.collect::<Vec<_>>(),
        "findings": draft.findings,
        "bytes": prepared.bytes.len(),
        "terms": terms,
    })
}

fn source(evidence: &Evidence) -> Value {
    json!({
        "document": evidence.document,
        "place": evidence.place.to_string(),
        "quote": evidence.quote,
    })
}

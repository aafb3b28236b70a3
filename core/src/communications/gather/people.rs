//! Head and address of a letter that nobody gave one.

use crate::communications::compose::Material;
use crate::communications::draft::Letter;
use crate::documents::model::Mailbox;

/// The names of both sides: what else stands on letter paper is the person's to give.
pub(super) fn head(material: &Material) -> Letter {
    let name = |mailbox: &Mailbox| mailbox.name.clone().filter(|name| !name.trim().is_empty());
    let to = material.recipients.iter().find(|recipient| recipient.role == "to");
    Letter {
        sender: material.sender.as_ref().and_then(name).into_iter().collect(),
        contact: material
            .sender
            .iter()
            .map(|sender| sender.address.clone())
            .filter(|a| !a.is_empty())
            .collect(),
        recipient: to.and_then(|recipient| name(&recipient.mailbox)).into_iter().collect(),
        ..Letter::default()
    }
}

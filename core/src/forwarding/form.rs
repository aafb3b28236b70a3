//! How an entry is written for collectors.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::audit::{AuditRecord, Outcome, canonical};
use crate::error::{Error, Result};
use crate::id::WorkspaceId;

/// The facility of audits (13) and the severities "warning" and "notice" (RFC 5424, section 6.2.1).
const FACILITY: u8 = 13;
const WARNING: u8 = 4;
const NOTICE: u8 = 5;
/// The longest name of a kind of message.
const MESSAGE_ID: usize = 32;
/// The version of the Elastic Common Schema.
const ECS: &str = "8.17.0";

/// Writes an entry as a frame of RFC 6587 (octet counting) with a message of RFC 5424.
pub(super) fn frame(workspace: &WorkspaceId, record: &AuditRecord) -> Result<Vec<u8>> {
    let message = syslog(workspace, record)?;
    Ok(format!("{} {message}", message.len()).into_bytes())
}

/// Writes an entry as a message of RFC 5424. The number behind `audit@` is that of documentation (RFC 5612): this
/// project has none of its own.
fn syslog(workspace: &WorkspaceId, record: &AuditRecord) -> Result<String> {
    let entry = &record.entry;
    let severity = match entry.outcome {
        Outcome::Done => NOTICE,
        Outcome::Refused => WARNING,
    };
    let parameters = [
        ("workspace", workspace.to_string()),
        ("sequence", record.sequence.to_string()),
        ("actor", entry.actor.to_string()),
        ("action", entry.action.clone()),
        ("outcome", outcome(entry.outcome).to_owned()),
        ("target_kind", entry.target.kind.clone()),
        ("target_id", entry.target.id.clone()),
    ];
    let data: String =
        parameters.iter().map(|(name, value)| format!(" {name}=\"{}\"", escaped(value))).collect();
    let name: String = entry.action.chars().filter(char::is_ascii_graphic).take(MESSAGE_ID).collect();
    let name = if name.is_empty() { "-".to_owned() } else { name };
    Ok(format!(
        "<{}>1 {} - secretariat - {name} [audit@32473{data}] \u{feff}{}",
        FACILITY * 8 + severity,
        stamp(entry.at),
        canonical(&written(record)?)?,
    ))
}

/// Writes an entry as one line of JSON with the fields of the Elastic Common Schema.
pub(super) fn ecs(workspace: &WorkspaceId, record: &AuditRecord) -> Result<String> {
    let entry = &record.entry;
    let line = json!({
        "@timestamp": entry.at,
        "ecs": { "version": ECS },
        "event": {
            "kind": "event",
            "module": "secretariat",
            "dataset": "secretariat.audit",
            "id": format!("{workspace}/{}", record.sequence),
            "sequence": record.sequence,
            "action": entry.action,
            "outcome": outcome(entry.outcome),
        },
        "user": { "id": entry.actor },
        "service": { "type": "secretariat" },
        "secretariat": {
            "workspace": workspace,
            "target": entry.target,
            "details": entry.details,
        },
    });
    let text = serde_json::to_string(&line);
    Ok(text.map_err(|error| Error::internal("an audit entry cannot be written").with_source(error))? + "\n")
}

fn written(record: &AuditRecord) -> Result<Value> {
    serde_json::to_value(&record.entry)
        .map_err(|error| Error::internal("an audit entry cannot be written").with_source(error))
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "success",
        Outcome::Refused => "failure",
    }
}

/// A time with microseconds: RFC 5424 allows no finer ones.
fn stamp(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// Escapes a value of a parameter (RFC 5424, section 6.3.3). A line end would end the message where frames are lines.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '"' | '\\' | ']' => out.extend(['\\', letter]),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{AuditEntry, Target};
    use crate::rights::Actor;

    fn record() -> AuditRecord {
        let entry = AuditEntry {
            at: "2026-11-23T09:00:00.123456789Z".parse().unwrap(),
            actor: Actor::Owner,
            action: "documents.add".to_owned(),
            target: Target::new("document", "a\"b]c\\d\ne"),
            outcome: Outcome::Refused,
            details: Default::default(),
        };
        AuditRecord { sequence: 7, entry }
    }

    #[test]
    fn a_message_is_counted_and_no_value_leaves_its_parameter() {
        let home = WorkspaceId::default_workspace();
        let frame = String::from_utf8(frame(&home, &record()).unwrap()).unwrap();
        let (length, message) = frame.split_once(' ').unwrap();
        assert_eq!(length.parse::<usize>().unwrap(), message.len());
        let head = "<108>1 2026-11-23T09:00:00.123456Z - secretariat - documents.add [audit@32473 \
                    workspace=\"ws_default\" sequence=\"7\" actor=\"owner\" action=\"documents.add\" \
                    outcome=\"failure\" target_kind=\"document\" target_id=\"a\\\"b\\]c\\\\d e\"] \u{feff}{";
        assert!(message.starts_with(head), "{message}");
        assert!(!message.contains('\n'));
    }

    #[test]
    fn a_line_of_json_has_the_names_of_the_schema() {
        let home = WorkspaceId::default_workspace();
        let line = ecs(&home, &record()).unwrap();
        assert_eq!(line.matches('\n').count(), 1);
        let line: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(line["event"]["id"], "ws_default/7");
        assert_eq!((&line["event"]["outcome"], &line["user"]["id"]), (&json!("failure"), &json!("owner")));
    }
}

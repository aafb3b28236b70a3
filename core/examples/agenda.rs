//! Prints the agenda of a folder as JSON: `agenda DIR --now 2026-11-23T09:00:00 [--briefs] [--blocks]`.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use secretariat::documents::agenda::{AgendaInput, agenda, owner};
use secretariat::documents::parse;
use secretariat::documents::understand::{Context, understand};
use secretariat::id::DocumentId;
use secretariat::settings::Limits;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (mut folder, mut now, mut briefs) = (None, "2026-11-23T09:00:00".parse::<DateTime>()?, false);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--now" => now = arguments.next().ok_or("--now needs a time")?.parse()?,
            "--briefs" => briefs = true,
            "--blocks" => {}
            _ => folder = Some(argument),
        }
    }
    let folder = folder.ok_or("usage: agenda DIR --now TIME")?;
    let mut paths: Vec<_> = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let mut inputs = Vec::new();
    for path in paths.iter().filter(|path| path.is_file()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        read(&std::fs::read(path)?, &name, None, now, &mut inputs);
    }
    let owner = owner(&inputs);
    let made = agenda(&inputs, &owner, now);
    let names: BTreeMap<&DocumentId, &str> =
        inputs.iter().map(|input| (&input.document, input.name.as_str())).collect();
    let items: Vec<Value> = made
        .items
        .iter()
        .map(|item| {
            json!({"kind": item.kind, "due": item.due, "title": item.title, "assignee": item.assignee,
                "overdue": item.overdue, "note": item.note, "document": item.name,
                "evidence": {"quote": item.evidence.quote, "place": item.evidence.place.to_string()}})
        })
        .collect();
    let findings: Vec<Value> = made
        .findings
        .iter()
        .map(|found| {
            json!({"code": found.finding.code, "document": found.name, "message": found.finding.message,
                "evidence": found.finding.evidence.as_ref().map(|evidence| json!({"quote": evidence.quote}))})
        })
        .collect();
    let waiting: Vec<&str> = made.waiting.iter().filter_map(|id| names.get(id).copied()).collect();
    let mut out = json!({"agenda": items, "findings": findings, "waiting": waiting, "owner": owner});
    if briefs {
        out["briefs"] = inputs.iter().map(|input| (input.name.clone(), json!(input.brief))).collect();
    }
    println!("{}", serde_json::to_string_pretty(&out)?);
    Ok(())
}

/// Reads a file and what it carries.
fn read(bytes: &[u8], name: &str, parent: Option<&DocumentId>, now: DateTime, inputs: &mut Vec<AgendaInput>) {
    let id: DocumentId = format!("doc_{:026}", inputs.len() + 1).parse().expect("the form of an id");
    let document = match parse(bytes, name, &Limits::default()) {
        Ok(document) => document,
        Err(error) => return eprintln!("{name}: {error}"),
    };
    if std::env::args().any(|argument| argument == "--blocks") {
        for block in &document.blocks {
            eprintln!("{:.60} | {}", format!("{:?}", block.kind), document.slice(block.span));
        }
    }
    let brief = understand(&document, &Context { document: id.clone(), name: name.to_owned(), now });
    inputs.push(AgendaInput {
        document: id.clone(),
        name: name.to_owned(),
        metadata: document.metadata.clone(),
        brief,
        parent: parent.cloned(),
    });
    for attachment in document.attachments.iter().filter(|attachment| !attachment.inline) {
        let child = format!("{}/{}", name, attachment.name);
        read(&attachment.bytes, &child, Some(&id), now, inputs);
    }
}

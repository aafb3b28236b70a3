//! `secretariat privacy`: what is held about people, what goes, and what stays.

use secretariat::approvals::Subject;
use secretariat::documents::facts::DocumentKind;
use secretariat::privacy::{
    DataKind, DataSubject, Erasure, ErasureChoice, ErasureFate, ErasureItem, ErasureReport, ErasureRequest,
    LegalHold, NewLegalHold, RetentionChange, RetentionPolicy, RetentionRule, Tombstone,
};
use secretariat::rights::Actor;
use secretariat::{Error, ErrorKind, Office, Result};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::args::{Erase, Global, HoldAction, Privacy, PrivacyAction, Who};
use crate::output::{Output, alarm, line, strong};
use crate::{files, setup};

/// The widest name, and the most people that are printed of one document.
const WIDE: usize = 50;
const OTHERS: usize = 3;

pub(crate) async fn run(global: &Global, privacy: Privacy, output: &Output) -> Result<u8> {
    let works = matches!(privacy.action, PrivacyAction::Approve { .. } | PrivacyAction::Replay { .. });
    let opened = match works {
        true => setup::open_with_worker(global).await?,
        false => setup::open(global).await?,
    };
    let done = act(&seen(&opened, &privacy)?, privacy.action, output).await;
    opened.close().await?;
    done
}

fn seen(office: &Office, privacy: &Privacy) -> Result<Office> {
    let office = match &privacy.workspace {
        Some(workspace) => office.workspace(&workspace.parse()?),
        None => office.clone(),
    };
    match &privacy.actor {
        Some(actor) => office.acting_as(actor.parse::<Actor>()?),
        None => Ok(office),
    }
}

async fn act(office: &Office, action: PrivacyAction, output: &Output) -> Result<u8> {
    match action {
        PrivacyAction::Export { who, to } => {
            let export = office.privacy().export_to(&subject(who)?, &to).await?;
            match output.is_json() {
                true => output.json(&export),
                false => output.print(&format!(
                    "{} {} bytes, SHA-256 {}\n",
                    to.display(),
                    export.bytes,
                    export.sha256
                )),
            }
        }
        PrivacyAction::Erase(erase) => return self::erase(office, *erase, output).await,
        PrivacyAction::Approve { erasure } => {
            let id = erasure.parse()?;
            let subject = Subject::new("erasure", &erasure);
            let asked = office.approvals().of(&subject).await?.pop();
            let asked =
                asked.ok_or_else(|| Error::not_found(format!("nobody asked for erasure {erasure}")))?;
            office.approvals().approve(&asked).await?;
            match office.privacy().wait(&id).await {
                Ok(erasure) => show(&erasure, output),
                // Who may approve need not be one who may erase.
                Err(error) if error.kind() == ErrorKind::Denied => {
                    output.note("approved; `work` carries it out")
                }
                Err(error) => return Err(error),
            }
        }
        PrivacyAction::Erasures { erasure: None } => {
            let erasures = office.privacy().list(None, 100).await?.0;
            if output.is_json() {
                output.json(&erasures);
                return Ok(0);
            }
            erasures.iter().for_each(|erasure| show(erasure, output));
        }
        PrivacyAction::Erasures { erasure: Some(id) } => {
            let check = office.privacy().verify(&id.parse()?).await?;
            if output.is_json() {
                output.json(&check);
            } else if check.is_sound {
                let proof = &check.proof;
                let (items, files) = (proof.items, proof.files);
                output.print(&format!(
                    "{} {items} things and {files} files; proof {}\n",
                    strong("sound"),
                    proof.hash
                ));
            } else {
                let faults: Vec<String> = check.faults.iter().map(name).collect();
                output.print(&format!("{}: {}\n", alarm("not sound"), faults.join(", ")));
            }
            return Ok(u8::from(!check.is_sound));
        }
        PrivacyAction::Holds { action } => holds(office, action, output).await?,
        PrivacyAction::Retention { rules } => retention(office, &rules, output).await?,
        PrivacyAction::Tombstones => {
            let mut after = 0;
            loop {
                let page = office.privacy().tombstones(after, 1_000).await?;
                if page.tombstones.is_empty() {
                    break;
                }
                after = page.last;
                for stone in page.tombstones {
                    output.print(&format!("{}\n", json(&stone)));
                }
            }
        }
        PrivacyAction::Replay { ledger } => {
            let stones = Tombstone::read_ledger(&files::text(&ledger)?)
                .map_err(|error| error.about(ledger.display()))?;
            match office.privacy().replay_tombstones(&stones).await? {
                Some(erasure) => show(&office.privacy().wait(&erasure.id).await?, output),
                None => output.note("nothing of it is there"),
            }
        }
    }
    Ok(0)
}

async fn erase(office: &Office, erase: Erase, output: &Output) -> Result<u8> {
    let is_named = erase.who.is_named();
    let mut choices = erase.take.iter().map(|thing| choice(thing, true)).collect::<Result<Vec<_>>>()?;
    choices.extend(erase.keep.iter().map(|thing| choice(thing, false)).collect::<Result<Vec<_>>>()?);
    let request = ErasureRequest {
        documents: ids(&erase.document)?,
        drafts: ids(&erase.draft)?,
        runs: ids(&erase.run)?,
        choices,
        subject: is_named.then(|| subject(erase.who)).transpose()?,
    };
    let Some(hash) = erase.confirm else {
        report(&office.privacy().report(&request).await?, output);
        return Ok(0);
    };
    let erasure = office.privacy().request(&request, &hash.parse()?).await?;
    show(&erasure, output);
    output.note(&format!(
        "somebody else approves it, or you, where you are alone: `privacy approve {}`",
        erasure.id
    ));
    Ok(0)
}

fn report(report: &ErasureReport, output: &Output) {
    if output.is_json() {
        output.json(report);
        return;
    }
    for item in &report.items {
        output.print(&format!("{}\n", shown(item)));
    }
    let (erased, kept, undecided) = (report.erased, report.kept, report.undecided);
    output.print(&format!("{erased} go, {kept} stay, {undecided} wait for a choice; "));
    output.print(&format!("{} entries of the audit stay, with ids only\n", report.audit_entries));
    if undecided > 0 {
        output.note("choose with --take KIND/ID or --keep KIND/ID");
    } else if erased > 0 {
        output.note(&format!("to ask for it: the same with --confirm {}", report.hash));
    }
}

fn shown(item: &ErasureItem) -> String {
    let fate = match item.fate {
        ErasureFate::Erase => "erase".to_owned(),
        ErasureFate::Keep => "keep".to_owned(),
        ErasureFate::Undecided => alarm("choose"),
    };
    let called = item.name.as_ref().map_or_else(String::new, |name| format!(" {}", line(name, WIDE)));
    let why: Vec<String> = item.because.iter().map(name).collect();
    let mut text = format!("{fate:<7} {}/{}{called} ({}", item.kind.name(), item.id, why.join(", "));
    if let Some(kept) = &item.kept_because {
        text.push_str(&format!("; stays: {}", name(kept)));
    }
    if !item.others.is_empty() {
        let others: Vec<String> = item.others.iter().take(OTHERS).map(|other| line(other, WIDE)).collect();
        text.push_str(&format!("; names {}", others.join(", ")));
    }
    text + ")"
}

fn show(erasure: &Erasure, output: &Output) {
    if output.is_json() {
        output.json(erasure);
        return;
    }
    output.print(&format!("{} {} {}\n", strong(&name(&erasure.state)), erasure.id, erasure.created));
    for count in &erasure.counts {
        let (planned, erased, kept) = (count.planned, count.erased, count.kept);
        output.print(&format!("  {}: {planned} planned, {erased} erased, {kept} kept\n", count.kind.name()));
    }
    if let Some(proof) = &erasure.proof {
        output.print(&format!("  proof {}\n", proof.hash));
    }
}

async fn holds(office: &Office, action: Option<HoldAction>, output: &Output) -> Result<()> {
    let holds = match action {
        None => office.privacy().holds().await?,
        Some(HoldAction::Place { title, reason, document, group, who }) => {
            let subject = who.is_named().then(|| subject(who)).transpose()?;
            let hold =
                NewLegalHold { name: title, reason, documents: ids(&document)?, groups: group, subject };
            vec![office.privacy().place_hold(hold).await?]
        }
        Some(HoldAction::Release { hold }) => {
            let hold: LegalHold = office.privacy().release_hold(&hold.parse()?).await?;
            output.note(&format!("{} is released", line(&hold.name, WIDE)));
            return Ok(());
        }
    };
    if output.is_json() {
        output.json(&holds);
        return Ok(());
    }
    for hold in holds {
        let (documents, groups) = (hold.documents.len(), hold.groups.len());
        let person = if hold.subject.is_some() { ", a person" } else { "" };
        let name = line(&hold.name, WIDE);
        output.print(&format!("{} {name}: {documents} documents, {groups} groups{person}\n", hold.id));
    }
    Ok(())
}

async fn retention(office: &Office, rules: &[String], output: &Output) -> Result<()> {
    let mut policy: RetentionPolicy = office.privacy().retention().await?;
    if !rules.is_empty() {
        let given =
            rules.iter().filter(|text| *text != "none").map(|text| rule(text)).collect::<Result<_>>()?;
        let change = RetentionChange { expected_version: policy.version, rules: given };
        policy = office.privacy().set_retention(change).await?;
        output.note("`work` looks once a day for what is too old");
    }
    if output.is_json() {
        output.json(&policy);
        return Ok(());
    }
    for rule in &policy.rules {
        let of = rule.document_kind.as_ref().map_or_else(String::new, |kind| format!("/{}", name(kind)));
        output.print(&format!("{}{of}={}\n", rule.kind.name(), rule.days));
    }
    if policy.rules.is_empty() {
        output.note("everything is kept");
    }
    Ok(())
}

fn rule(text: &str) -> Result<RetentionRule> {
    let wrong =
        || Error::invalid_input(format!("{text} is no rule such as document/invoice=3650 or draft=365"));
    let (of, days) = text.split_once('=').ok_or_else(wrong)?;
    let days = days.parse().map_err(|error| wrong().with_source(error))?;
    let (kind, document_kind) = match of.split_once('/') {
        Some((kind, of)) => (kind, Some(named::<DocumentKind>(of)?)),
        None => (of, None),
    };
    Ok(RetentionRule { kind: named(kind)?, document_kind, days })
}

fn choice(text: &str, erase: bool) -> Result<ErasureChoice> {
    let (kind, id) = text
        .split_once('/')
        .ok_or_else(|| Error::invalid_input(format!("{text} is no thing such as document/doc_01…")))?;
    Ok(ErasureChoice { kind: named::<DataKind>(kind)?, id: id.to_owned(), erase })
}

fn subject(who: Who) -> Result<DataSubject> {
    Ok(DataSubject {
        contact: who.contact.map(|id| id.parse()).transpose()?,
        member: who.member.map(|id| id.parse()).transpose()?,
        addresses: who.address,
        names: who.name,
    })
}

impl Who {
    fn is_named(&self) -> bool {
        self.contact.is_some() || self.member.is_some() || !self.address.is_empty() || !self.name.is_empty()
    }
}

fn ids<T: std::str::FromStr<Err = Error>>(texts: &[String]) -> Result<Vec<T>> {
    texts.iter().map(|text| text.parse()).collect()
}

/// Reads the name of a choice.
fn named<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_value(Value::String(text.to_owned()))
        .map_err(|error| Error::invalid_input(format!("{text} is no kind: {error}")))
}

/// Returns the name of a choice.
fn name(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("results of this library are JSON")
}

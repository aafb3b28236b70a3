//! `secretariat schedules`: runs that begin by themselves.

use secretariat::documents::facts::DocumentKind;
use secretariat::schedules::{NewSchedule, Schedule, ScheduleFiring, ScheduleWhen, ScheduledRun};
use secretariat::{Error, Office, Result};
use serde_json::{Value, json};

use crate::args::{AddSchedule, Global, Schedules, SchedulesAction};
use crate::output::{Output, alarm, line, strong};
use crate::setup;

/// The widest name.
const WIDE: usize = 60;

pub(crate) async fn run(global: &Global, schedules: Schedules, output: &Output) -> Result<u8> {
    let office = setup::open(global).await?;
    match schedules.action {
        None => list(&office, output).await?,
        Some(SchedulesAction::Add(add)) => {
            let schedule = office.schedules().add(new(*add)?).await?;
            show(&schedule, &[], output);
            output.note("`work` starts its runs");
        }
        Some(SchedulesAction::Show { schedule }) => {
            let id = schedule.parse()?;
            let schedule = office.schedules().get(&id).await?;
            let (firings, _) = office.schedules().firings(&id, None, 20).await?;
            show(&schedule, &firings, output);
        }
        Some(SchedulesAction::Pause { schedule }) => {
            show(&office.schedules().pause(&schedule.parse()?).await?, &[], output);
        }
        Some(SchedulesAction::Resume { schedule }) => {
            show(&office.schedules().resume(&schedule.parse()?).await?, &[], output);
        }
        Some(SchedulesAction::Remove { schedule }) => {
            let schedule = office.schedules().remove(&schedule.parse()?).await?;
            output.note(&format!("{} is removed", line(&schedule.name, WIDE)));
        }
    }
    office.close().await?;
    Ok(0)
}

fn new(add: AddSchedule) -> Result<NewSchedule> {
    let input: Value = serde_json::from_str(&add.input)
        .map_err(|error| Error::invalid_input(format!("--input is no JSON: {error}")))?;
    let name = add.name.unwrap_or_else(|| add.playbook.clone());
    let when = match (add.cron, add.at, add.after, add.before_deadline) {
        (Some(cron), ..) => ScheduleWhen::Cron { cron, time_zone: add.zone },
        (_, Some(at), ..) => {
            let at = at.parse().map_err(|error| {
                Error::invalid_input(format!("{at} is no time such as 2026-12-01T08:30:00Z"))
                    .with_source(error)
            })?;
            ScheduleWhen::At { at }
        }
        (_, _, Some(seconds), _) => ScheduleWhen::After { seconds },
        (_, _, _, Some(days_before)) => ScheduleWhen::DeadlineNear { days_before },
        _ if add.on_mail => ScheduleWhen::MailReceived { from: add.from },
        _ => {
            let kinds = add.kind.into_iter().map(kind).collect::<Result<_>>()?;
            ScheduleWhen::DocumentAdded { kinds, from: add.from }
        }
    };
    Ok(NewSchedule { name, when, run: ScheduledRun::Play { playbook: add.playbook, input } })
}

fn kind(name: String) -> Result<DocumentKind> {
    serde_json::from_value(Value::String(name.clone())).map_err(|_| {
        Error::invalid_input(format!("{name} is no kind of document, such as invoice or contract"))
    })
}

async fn list(office: &Office, output: &Output) -> Result<()> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let (page, next) = office.schedules().list(None, cursor, 100).await?;
        all.extend(page);
        match next {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    if output.is_json() {
        output.json(&all);
        return Ok(());
    }
    for schedule in &all {
        let next = schedule.next.map_or_else(String::new, |next| next.to_string());
        let name = line(&schedule.name, WIDE);
        output.print(&format!("{}  {:<8} {next:<20} {name}\n", schedule.id, schedule.state.name()));
    }
    Ok(())
}

fn show(schedule: &Schedule, firings: &[ScheduleFiring], output: &Output) {
    if output.is_json() {
        output.json(&json!({ "schedule": schedule, "firings": firings }));
        return;
    }
    let name = line(&schedule.name, WIDE);
    output.print(&format!("{} {name} {}\n", strong(schedule.state.name()), schedule.id));
    if let Some(next) = schedule.next {
        output.print(&format!("  next {next}\n"));
    }
    if let Some(note) = &schedule.note {
        output.print(&format!("  {}\n", alarm(&line(note, 400))));
    }
    for firing in firings {
        output.print(&format!("  {} {} ({})\n", firing.at, firing.run, line(&firing.occasion, WIDE)));
    }
}

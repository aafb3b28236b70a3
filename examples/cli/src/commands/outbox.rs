//! `secretariat send`, `approve` and `outbox`: drafts leave the office once, after somebody approved them.

use std::time::Duration;

use secretariat::communications::{Delivery, DeliveryState, DeliveryVerdict, SendOptions};
use secretariat::id::DeliveryId;
use secretariat::{Error, Office, Result};

use crate::args::{Approve, Global, Outbox, OutboxAction, Send, Verdict};
use crate::output::{Output, dim, line, plain, strong};
use crate::setup;

/// Between two looks at a delivery that is waited for.
const LOOK: Duration = Duration::from_millis(100);

pub(crate) async fn send(global: &Global, send: Send, output: &Output) -> Result<u8> {
    let office = setup::open(global).await?;
    let options = SendOptions {
        at: send.at,
        undo_seconds: send.undo,
        idempotency_key: send.key,
        ..SendOptions::default()
    };
    let delivery = office.outbox().send(&send.draft.parse()?, options).await?;
    show(&delivery, output);
    if delivery.state == DeliveryState::Proposed {
        output.note(&format!("look at it with `show {}`, then `approve {}`", delivery.draft, delivery.id));
    }
    office.close().await?;
    Ok(0)
}

pub(crate) async fn approve(global: &Global, approve: Approve, output: &Output) -> Result<u8> {
    let office = match approve.wait {
        true => setup::open_with_worker(global).await?,
        false => setup::open(global).await?,
    };
    let id: DeliveryId = approve.delivery.parse()?;
    let mut delivery = office.outbox().approve(&id).await?;
    while approve.wait && !is_settled(delivery.state) {
        tokio::time::sleep(LOOK).await;
        delivery = office.outbox().get(&id).await?;
    }
    show(&delivery, output);
    if !approve.wait {
        output.note("`work` sends it, here or in another process");
    }
    office.close().await?;
    Ok(match delivery.state {
        DeliveryState::Failed => secretariat::ErrorKind::Unavailable.profile().exit_code,
        DeliveryState::InDoubt => secretariat::ErrorKind::InDoubt.profile().exit_code,
        _ => 0,
    })
}

/// Says whether a person has to do something, or nothing has to be done any more.
fn is_settled(state: DeliveryState) -> bool {
    use DeliveryState as S;
    match state {
        S::Proposed | S::Approved | S::Held | S::Transmitting => false,
        S::Deferred | S::Sent | S::Failed | S::InDoubt | S::Cancelled | S::Bounced | S::Replied => true,
    }
}

pub(crate) async fn run(global: &Global, outbox: Outbox, output: &Output) -> Result<u8> {
    let office = setup::open(global).await?;
    match outbox.action {
        None => list(&office, outbox.state, output).await?,
        Some(action) => show(&act(&office, action).await?, output),
    }
    office.close().await?;
    Ok(0)
}

async fn act(office: &Office, action: OutboxAction) -> Result<Delivery> {
    let outbox = office.outbox();
    match action {
        OutboxAction::Show { delivery } => outbox.get(&delivery.parse()?).await,
        OutboxAction::Cancel { delivery, reason } => outbox.cancel(&delivery.parse()?, reason).await,
        OutboxAction::Reject { delivery, reason } => outbox.reject(&delivery.parse()?, reason).await,
        OutboxAction::Resolve { delivery, verdict } => {
            let verdict = match verdict {
                Verdict::Sent => DeliveryVerdict::Sent,
                Verdict::NotSent => DeliveryVerdict::NotSent,
                Verdict::SendAgain => DeliveryVerdict::SendAgain,
            };
            outbox.resolve(&delivery.parse()?, verdict).await
        }
        OutboxAction::Retry { delivery } => outbox.retry(&delivery.parse()?).await,
    }
}

async fn list(office: &Office, state: Option<String>, output: &Output) -> Result<()> {
    let state = state.map(|name| {
        serde_json::from_value::<DeliveryState>(name.clone().into()).map_err(|_| {
            Error::invalid_input(format!("{name} is no state of a delivery; see `outbox --help`"))
        })
    });
    let (mut all, mut cursor) = (Vec::new(), None);
    let state = state.transpose()?;
    loop {
        let (page, next) = office.outbox().list(state, cursor, 100).await?;
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
    for delivery in &all {
        let reason = delivery.reason().map_or_else(String::new, |reason| dim(&line(reason, 60)));
        let to = line(&delivery.recipients.join(", "), 50);
        output.print(&format!("{}  {:<12} {to}  {reason}\n", delivery.id, delivery.state.to_string()));
    }
    Ok(())
}

fn show(delivery: &Delivery, output: &Output) {
    if output.is_json() {
        return output.json(delivery);
    }
    output.print(&format!("{} {}\n", strong(&delivery.state.to_string()), delivery.id));
    output.print(&format!("  draft {} version {}\n", delivery.draft, delivery.draft_version));
    output.print(&format!("  to {}\n", plain(&delivery.recipients.join(", "))));
    for step in &delivery.history {
        let reason =
            step.reason.as_deref().map_or_else(String::new, |reason| format!(": {}", line(reason, 120)));
        output.print(&dim(&format!("  {} {}{reason}\n", step.at, step.state)));
    }
}

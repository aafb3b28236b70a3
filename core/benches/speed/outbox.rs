//! How many messages a second go through the outbox to a server.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures::stream::{self, StreamExt, TryStreamExt};
use secretariat::clock::{Clock, SystemClock};
use secretariat::communications::{Draft, DraftBlock, DraftKind, DraftState, Inline, Recipient, SendOptions};
use secretariat::documents::model::Mailbox;
use secretariat::id::{DraftId, SystemRandomness, WorkspaceId};
use secretariat::settings::{MailSettings, Settings};
use secretariat::storage::postgres::Postgres;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{AttributeValue, Batch, Expect, Put, Record, Storage};
use secretariat::{Office, OfficeBuilder, Provenance};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::commits::database;
use crate::measure::folder;
use crate::table::{Table, figure, told};
use crate::{Outcome, Plan, peer};

/// Calls on their way at the same time, as from a server's users.
const CALLS: usize = 64;

/// Prints the table.
pub(crate) fn run(plan: &Plan) -> Outcome<()> {
    let messages = if plan.quick { 200 } else { 10_000 };
    println!("## Outbox\n");
    println!(
        "{messages} checked drafts of a few lines, each to one recipient, by an SMTP server on the same machine that \
         takes everything. *Proposed*: bytes fixed, stored, and approval asked for. *Sent*: approved, held without an \
         undo window, handed over by the office's own worker on up to 16 connections, and written down as sent, each \
         state safe on disk before the next. *Both* is the whole way. The peer renders the same words with Jinja2 and \
         `email`, and hands them over with aiosmtplib on 16 connections: it stores nothing and asks nobody.\n"
    );
    let table = Table::new(&["", "proposed per second", "sent per second", "both per second"]);
    let runtime = tokio::runtime::Runtime::new()?;
    let (port, taken) = runtime.block_on(sink())?;
    let home = folder()?;
    let place = home.path().to_string_lossy().into_owned();
    let mut offices = vec![("Secretariat on SQLite", place)];
    if let Some(server) = &plan.postgres {
        offices.push(("Secretariat on PostgreSQL", runtime.block_on(database(server, "bench_outbox"))?));
    }
    for (name, place) in offices {
        taken.store(0, Ordering::Relaxed);
        let (proposed, sent) = runtime.block_on(through(&place, port, messages, &taken))?;
        let rate = |time: Duration| messages as f64 / time.as_secs_f64();
        table.row(vec![
            name.to_owned(),
            figure(rate(proposed)),
            figure(rate(sent)),
            figure(rate(proposed + sent)),
        ]);
    }
    let peer = peer::measured(plan, "mail_send.py", &[&port.to_string(), &messages.to_string()])?;
    let rate = told(&peer, "messages_per_second");
    table.row(vec!["email, Jinja2 and aiosmtplib, nothing stored".to_owned(), String::new(), rate]);
    println!();
    Ok(())
}

/// Proposes all, then approves all, until all are sent; returns how long the two took.
async fn through(
    place: &str,
    port: u16,
    messages: usize,
    taken: &AtomicUsize,
) -> Outcome<(Duration, Duration)> {
    let mail = MailSettings {
        outgoing: Some(format!("smtp://127.0.0.1:{port}?tls=none").as_str().into()),
        undo_seconds: 0,
        ..MailSettings::default()
    };
    let settings = Settings { mail: Some(mail), ..Settings::default() };
    let office = Office::builder().folder(place).settings(settings).build().await?;
    let storage: Arc<dyn Storage> = match place.contains("://") {
        true => Arc::new(Postgres::open(place, OfficeBuilder::collections()).await?),
        false => {
            let path = std::path::Path::new(place).join("office.sqlite");
            Arc::new(Sqlite::open(&path, OfficeBuilder::collections()).await?)
        }
    };
    let drafts: Vec<Draft> = (0..messages).map(draft).collect();
    for some in drafts.chunks(500) {
        let mut batch = Batch::new(WorkspaceId::default_workspace());
        batch.puts.extend(some.iter().map(record).collect::<Outcome<Vec<_>>>()?);
        storage.commit(batch).await?;
    }
    let outbox = office.communications().outbox();
    let start = Instant::now();
    let proposed: Vec<_> = stream::iter(&drafts)
        .map(|draft| async {
            outbox.send(&draft.id, SendOptions::default()).await.map(|delivery| delivery.id)
        })
        .buffer_unordered(CALLS)
        .try_collect()
        .await?;
    let proposing = start.elapsed();
    let start = Instant::now();
    stream::iter(&proposed)
        .map(|id| async { outbox.approve(id).await.map(drop) })
        .buffer_unordered(CALLS)
        .try_collect::<()>()
        .await?;
    let sent = Some(secretariat::communications::DeliveryState::Sent);
    loop {
        // Asks the server first: the database has other things to do.
        if taken.load(Ordering::Relaxed) >= messages {
            let mut known = 0;
            let mut cursor = None;
            loop {
                let (page, next) = outbox.list(sent, cursor, 1_000).await?;
                known += page.len();
                cursor = next;
                if cursor.is_none() {
                    break;
                }
            }
            if known == messages {
                break;
            }
        }
        if start.elapsed() > Duration::from_secs(600) {
            return Err("not all messages were sent".into());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let sending = start.elapsed();
    if taken.load(Ordering::Relaxed) != messages {
        return Err("a message was sent twice".into());
    }
    office.close().await?;
    Ok((proposing, sending))
}

fn draft(number: usize) -> Draft {
    let id = DraftId::new(SystemClock.now(), &SystemRandomness);
    let mut draft = Draft::new(id, DraftKind::NewMail, "en", SystemClock.now().to_string());
    let mailbox = |name: Option<&str>, address: String| Mailbox { name: name.map(str::to_owned), address };
    let text = |words: String| vec![Inline::Text { text: words }];
    draft.sender = Some(mailbox(Some("Ann Lee"), "ann@ours.example".to_owned()));
    draft.recipients = vec![Recipient {
        mailbox: mailbox(None, format!("ben{number}@them.example")),
        role: "to".to_owned(),
        provenance: Provenance::User,
    }];
    draft.subject = text(format!("Order {number}"));
    let order = format!(
        "your order {number} of twelve chairs is ready. The price is EUR {number}.50, due on 4 December 2026."
    );
    for words in ["Dear Ben,".to_owned(), order, "Kind regards\nAnn Lee".to_owned()] {
        draft.blocks.push(DraftBlock::Paragraph { inlines: text(words) });
    }
    draft.state = DraftState::Checked;
    draft.content_hash = draft.compute_hash();
    draft
}

fn record(draft: &Draft) -> Outcome<Put> {
    let created = AttributeValue::Text(draft.created.clone());
    let record = Record {
        workspace: WorkspaceId::default_workspace(),
        collection: "drafts",
        id: draft.id.to_string(),
        version: 0,
        attributes: BTreeMap::from([("created", created)]),
        body: serde_json::to_value(draft)?,
    };
    Ok(Put { record, expect: Expect::Absent })
}

/// Starts a server that takes everything, and counts it.
async fn sink() -> Outcome<(u16, Arc<AtomicUsize>)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let (port, taken) = (listener.local_addr()?.port(), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&taken);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let counted = Arc::clone(&counted);
            tokio::spawn(async move { drop(take(stream, &counted).await) });
        }
    });
    Ok((port, taken))
}

async fn take(stream: TcpStream, taken: &AtomicUsize) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 sink.example ESMTP\r\n").await?;
    let (mut line, mut is_message) = (Vec::new(), false);
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let answer: &[u8] = match (is_message, line.as_slice()) {
            (true, b".\r\n") => {
                is_message = false;
                taken.fetch_add(1, Ordering::Relaxed);
                b"250 taken\r\n"
            }
            (true, _) => continue,
            (false, said) if said.starts_with(b"DATA") => {
                is_message = true;
                b"354 go on\r\n"
            }
            (false, said) if said.starts_with(b"QUIT") => b"221 bye\r\n",
            (false, _) => b"250 ok\r\n",
        };
        stream.write_all(answer).await?;
    }
}

//! `secretariat fetch`: new messages of a mailbox come into the office.

use secretariat::Result;

use crate::args::{Fetch, Global};
use crate::output::{Output, line, plain};
use crate::setup;

pub(crate) async fn run(global: &Global, fetch: Fetch, output: &Output) -> Result<u8> {
    let office = setup::open_with_worker(global).await?;
    let fetched = office.communications().fetch(fetch.limit).await?;
    if output.is_json() {
        output.json(&fetched);
    } else {
        for id in &fetched.documents {
            let document = office.documents().get(id).await?;
            output.print(&format!("{}  {}\n", document.id, line(&plain(&document.brief.title), 80)));
        }
        for skipped in &fetched.skipped {
            output.note(&format!("{} was not read: {}", plain(&skipped.name), skipped.reason));
        }
        for (ids, what) in [(&fetched.bounced, "came back"), (&fetched.replied, "was answered")] {
            for id in ids {
                output.print(&format!("{id} {what}\n"));
            }
        }
        if fetched.more {
            output.note("there are more; run it again");
        }
    }
    office.close().await?;
    Ok(0)
}

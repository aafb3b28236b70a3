//! `secretariat mcp serve`: the office for any MCP client, by standard input and output.

use std::fs::File;

use secretariat::rights::Actor;
use secretariat::{Error, Result};

use crate::args::{Global, Mcp, McpAction};
use crate::setup;

pub(crate) async fn run(global: &Global, mcp: Mcp) -> Result<u8> {
    let McpAction::Serve { actor, workspace } = mcp.action;
    let office = setup::open_with_worker(global).await?;
    let mut seen = office.clone();
    if let Some(workspace) = workspace {
        seen = seen.workspace(&workspace.parse()?);
    }
    if let Some(actor) = actor {
        seen = seen.acting_as(actor.parse::<Actor>()?)?;
    }
    // Who may not be there is told before a client waits.
    seen.workspaces().current().await?;
    let (input, output) = streams()?;
    let served = secretariat::mcp::serve(&seen, input, output).await;
    drop(seen);
    office.close().await?;
    served.map(|()| 0)
}

/// Standard input and output as they are: nothing else may be printed, as each line is a message.
fn streams() -> Result<(tokio::fs::File, tokio::fs::File)> {
    let failed = |error| Error::internal("standard input and output cannot be used").with_source(error);
    let own = |file: std::io::Result<File>| file.map(tokio::fs::File::from_std).map_err(failed);
    Ok((own(input())?, own(output())?))
}

#[cfg(unix)]
fn input() -> std::io::Result<File> {
    use std::os::fd::AsFd;
    std::io::stdin().as_fd().try_clone_to_owned().map(File::from)
}

#[cfg(unix)]
fn output() -> std::io::Result<File> {
    use std::os::fd::AsFd;
    std::io::stdout().as_fd().try_clone_to_owned().map(File::from)
}

#[cfg(windows)]
fn input() -> std::io::Result<File> {
    use std::os::windows::io::AsHandle;
    std::io::stdin().as_handle().try_clone_to_owned().map(File::from)
}

#[cfg(windows)]
fn output() -> std::io::Result<File> {
    use std::os::windows::io::AsHandle;
    std::io::stdout().as_handle().try_clone_to_owned().map(File::from)
}

//! The grammar of schedules and of the MCP server.

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct Mcp {
    #[command(subcommand)]
    pub(crate) action: McpAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum McpAction {
    /// Serves the office to one MCP client by standard input and output, and works on its runs.
    Serve {
        /// Acts as this member or service account, with its rights; as the owner without it.
        #[arg(long = "as", value_name = "ID")]
        actor: Option<String>,
        /// The workspace; the one of a single-user office without it.
        #[arg(long, value_name = "ID")]
        workspace: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Schedules {
    #[command(subcommand)]
    pub(crate) action: Option<SchedulesAction>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SchedulesAction {
    /// Adds a schedule that plays a playbook.
    Add(Box<AddSchedule>),
    /// Shows a schedule, and what it has started.
    Show {
        /// The schedule's id.
        schedule: String,
    },
    /// Lets a schedule fire no more until it is resumed.
    Pause {
        /// The schedule's id.
        schedule: String,
    },
    /// Lets a schedule fire again.
    Resume {
        /// The schedule's id.
        schedule: String,
    },
    /// Removes a schedule.
    Remove {
        /// The schedule's id.
        schedule: String,
    },
}

#[derive(Debug, Args)]
#[group(id = "when", required = true, multiple = false)]
pub(crate) struct AddSchedule {
    /// The playbook, such as `triage_inbox`; `agents` lists them.
    pub(crate) playbook: String,
    /// Its input as JSON; `{document}`, `{due}` and `{now}` in its texts stand for what it fires for.
    #[arg(long, value_name = "JSON", default_value = "{}")]
    pub(crate) input: String,
    /// What people call it; the name of the playbook without it.
    #[arg(long, value_name = "TEXT")]
    pub(crate) name: Option<String>,
    /// Fires at the times of a crontab line, such as "30 8 * * MON-FRI".
    #[arg(long, value_name = "LINE", group = "when")]
    pub(crate) cron: Option<String>,
    /// The time zone of the crontab line; that of the office without it.
    #[arg(long, value_name = "ZONE", requires = "cron")]
    pub(crate) zone: Option<String>,
    /// Fires once, at this time (RFC 3339).
    #[arg(long, value_name = "TIME", group = "when")]
    pub(crate) at: Option<String>,
    /// Fires once, after so many seconds.
    #[arg(long, value_name = "SECONDS", group = "when")]
    pub(crate) after: Option<u32>,
    /// Fires for each document that is added.
    #[arg(long, group = "when")]
    pub(crate) on_document: bool,
    /// Fires for each message that is received.
    #[arg(long, group = "when")]
    pub(crate) on_mail: bool,
    /// Fires for each deadline, so many days before.
    #[arg(long, value_name = "DAYS", group = "when")]
    pub(crate) before_deadline: Option<u32>,
    /// Only documents and messages from this address or domain; may be repeated.
    #[arg(long, value_name = "SENDER")]
    pub(crate) from: Vec<String>,
    /// Only documents of this kind, such as `invoice`; may be repeated.
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Vec<String>,
}

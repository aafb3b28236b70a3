//! The grammar of agents and runs.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The playbook, such as `triage_inbox`; `agents` lists them.
    #[arg(required_unless_present = "agent")]
    pub(crate) playbook: Option<String>,
    /// The input of the playbook as JSON.
    #[arg(long, value_name = "JSON", default_value = "{}")]
    pub(crate) input: String,
    /// A JSON file with an agent, which the model of the settings decides for.
    #[arg(long, value_name = "FILE", conflicts_with = "playbook", requires = "say")]
    pub(crate) agent: Option<PathBuf>,
    /// What the agent is to do.
    #[arg(long, value_name = "TEXT")]
    pub(crate) say: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Runs {
    /// Only runs that stand so: running, waiting, finished, failed, cancelled.
    #[arg(long, value_name = "STATUS")]
    pub(crate) status: Option<String>,
    #[command(subcommand)]
    pub(crate) action: Option<RunsAction>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RunsAction {
    /// Shows a run, what it asks people, and its outcome.
    Show {
        /// The run's id.
        run: String,
    },
    /// Agrees to a call that waits for approval.
    Approve {
        /// The run's id.
        run: String,
        /// The call, as `runs show` names it.
        call: String,
    },
    /// Refuses a call that waits for approval.
    Reject {
        /// The run's id.
        run: String,
        /// The call, as `runs show` names it.
        call: String,
        /// Why, which the run is told.
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Ends a run.
    Cancel {
        /// The run's id.
        run: String,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Watch {
    /// The run's id.
    pub(crate) run: String,
    /// The last event that is known.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub(crate) after: u64,
}

#[derive(Debug, Args)]
pub(crate) struct Replay {
    /// The run's id.
    pub(crate) run: String,
}

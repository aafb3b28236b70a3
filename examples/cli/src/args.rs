//! The command line's grammar.

mod communications;
mod copies;
mod interop;
mod privacy;
mod runs;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::DateTime;

pub(crate) use self::communications::{
    Answer, Approve, Check, Draft, DraftForm, DraftKind, Outbox, OutboxAction, Send, Show, Shown,
    TemplateAction, Templates, Tone, Verdict,
};
pub(crate) use self::copies::{Backup, Restore, RotateKeys, VerifyBackup};
pub(crate) use self::interop::{AddSchedule, Mcp, McpAction, Schedules, SchedulesAction};
pub(crate) use self::privacy::{Erase, HoldAction, Privacy, PrivacyAction, Who};
pub(crate) use self::runs::{Replay, Run, Runs, RunsAction, Watch};

/// A secretary for your files: reads them, says what must be done by when, answers, and drafts replies.
#[derive(Debug, Parser)]
#[command(name = "secretariat", version, about, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The folder of the office, or the address of its database: postgres://USER:PASSWORD@HOST/DATABASE.
    #[arg(long, global = true, default_value = "./office", value_name = "DIR")]
    pub(crate) office: PathBuf,
    /// Prints JSON instead of text.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Takes this time for now, such as 2026-11-23T09:00.
    #[arg(long, global = true, value_name = "TIME", value_parser = time)]
    pub(crate) now: Option<DateTime>,
    /// An address of the office's owner; may be repeated. Without it, the mails tell.
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub(crate) me: Vec<String>,
    /// A JSON file with the settings of the office: mail, services, limits (see docs/sending.md, docs/storage.md).
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,
    /// Where mail goes: smtp://USER:PASSWORD@HOST:587, smtps://…, folder:DIR; or the variable SECRETARIAT_MAIL.
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) mail: Option<String>,
    /// Parses files in this process instead of the helper program.
    #[arg(long, global = true)]
    pub(crate) in_process: bool,
    /// The helper program that parses files; without it, the one beside this command.
    #[arg(long, global = true, hide = true, value_name = "PROGRAM", conflicts_with = "in_process")]
    pub(crate) parser_program: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reads files and prints the agenda, what looks wrong, a brief of each, and drafts of replies.
    Day(Day),
    /// Parses one file and prints its content.
    Parse(Parse),
    /// Finds typed values: JSON lines in ({"id","language","text","reference"}), JSON lines out.
    Values,
    /// Reads files into the office.
    Add(Add),
    /// Does the work that other processes left in the office, until it is interrupted.
    Work,
    /// Lists the documents of the office.
    List,
    /// Prints the brief of a document.
    Brief(Named),
    /// Finds passages.
    Search(Search),
    /// Answers a question from the documents, with the place where it says so.
    Ask(Ask),
    /// Fills a form, given as a JSON Schema, from a document, each value with the place that says so.
    Extract(Extract),
    /// Says what the office needs, what of it is there, and what is wrong.
    Doctor,
    /// Drafts a communication of any kind, checked value by value.
    Draft(Box<Draft>),
    /// Lists the newest drafts.
    Drafts,
    /// Shows a draft, as text or as the file that it becomes.
    Show(Show),
    /// Checks a text that was written elsewhere against its sources.
    Check(Check),
    /// Proposes a draft for sending: from then on its bytes are fixed, and somebody must approve it.
    Send(Send),
    /// Approves a delivery.
    Approve(Approve),
    /// Shows what was sent and what waits, takes it back, or settles what is in doubt.
    Outbox(Outbox),
    /// Lists, shows, keeps and removes templates.
    Templates(Templates),
    /// Reads new messages of the mailbox that the settings name into the office.
    Fetch(Fetch),
    /// Lists the playbooks, and the tools that they and agents may use.
    Agents,
    /// Runs a playbook or an agent, and prints what it came to.
    Run(Run),
    /// Lists runs, shows one, and says what people have to say to it.
    Runs(Runs),
    /// Goes on with a run and prints what happens, until it is over or waits for somebody.
    Watch(Watch),
    /// Replays a run from its log: would it go the same way today?
    Replay(Replay),
    /// Lists schedules, and adds, pauses, resumes and removes them: runs that begin by themselves.
    Schedules(Schedules),
    /// Says what is held about a person, exports it, erases it for good, and keeps what must be kept.
    Privacy(Box<Privacy>),
    /// Writes a backup of the office, which may be in use.
    Backup(Backup),
    /// Restores a backup into a folder beside it, reads and checks everything, and removes the folder.
    VerifyBackup(VerifyBackup),
    /// Restores a backup into an empty office, in a folder or a database.
    Restore(Restore),
    /// Makes a new master key for the files of the office, which may be in use.
    RotateKeys(RotateKeys),
    /// Serves the office to clients of the Model Context Protocol.
    Mcp(Mcp),
}

#[derive(Debug, Args)]
pub(crate) struct Fetch {
    /// The most messages.
    #[arg(short = 'n', long, default_value_t = 100, value_name = "N")]
    pub(crate) limit: usize,
}

#[derive(Debug, Args)]
pub(crate) struct Day {
    /// Files and folders to read; none means everything that is in the office.
    pub(crate) paths: Vec<PathBuf>,
    /// Where the page is written.
    #[arg(long, default_value = "day.html", value_name = "FILE")]
    pub(crate) html: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Parse {
    /// The file.
    pub(crate) file: PathBuf,
    /// The form of the output.
    #[arg(long, default_value = "markdown")]
    pub(crate) to: Form,
}

/// A form of a parsed file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// Markdown.
    Markdown,
    /// The canonical text that spans refer to.
    Text,
    /// Everything: text, blocks, spans and places.
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Files and folders.
    pub(crate) paths: Vec<PathBuf>,
    /// A file with one text document per line: {"id", "title", "text", "group"}.
    #[arg(long, value_name = "FILE")]
    pub(crate) jsonl: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Named {
    /// The document's id or file name.
    pub(crate) document: String,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// What to look for; understands "phrases", kind:, from:, before: and party:.
    #[arg(required_unless_present = "batch")]
    pub(crate) query: Vec<String>,
    /// The most results.
    #[arg(short, long, default_value_t = 10, value_name = "N")]
    pub(crate) k: usize,
    /// Restricts the search to a group of documents.
    #[arg(long)]
    pub(crate) group: Option<String>,
    /// A file of queries, one per line: {"id", "text", "group"}; prints {"query_id", "doc_ids"} per line.
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub(crate) batch: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Ask {
    /// The question.
    #[arg(required = true)]
    pub(crate) question: Vec<String>,
    /// Restricts the answer to a group of documents.
    #[arg(long)]
    pub(crate) group: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Extract {
    /// The document's id or name, or a file, which is read into the office.
    pub(crate) document: String,
    /// The file with the JSON Schema of the form.
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: PathBuf,
}

fn time(text: &str) -> Result<DateTime, String> {
    text.parse()
        .or_else(|_| text.parse::<jiff::civil::Date>().map(|date| date.at(9, 0, 0, 0)))
        .map_err(|_| format!("{text} is not a time; write it as 2026-11-23T09:00 or 2026-11-23"))
}

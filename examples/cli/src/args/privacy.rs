//! The grammar of privacy: what is held about people, what goes, and what stays.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct Privacy {
    /// Acts as this member, with its rights; as the owner without it.
    #[arg(long = "as", value_name = "ID")]
    pub(crate) actor: Option<String>,
    /// The workspace; the one of a single-user office without it.
    #[arg(long, value_name = "ID")]
    pub(crate) workspace: Option<String>,
    #[command(subcommand)]
    pub(crate) action: PrivacyAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PrivacyAction {
    /// Writes everything about a person into a ZIP archive.
    Export {
        #[command(flatten)]
        who: Who,
        /// The archive.
        #[arg(long, default_value = "archive.zip", value_name = "FILE")]
        to: PathBuf,
    },
    /// Says what an erasure would take and what stays; with --confirm, asks for it.
    Erase(Box<Erase>),
    /// Approves an erasure, carries it out and prints its proof.
    Approve {
        /// The erasure's id.
        erasure: String,
    },
    /// Lists erasures, or checks the proof of one.
    Erasures {
        /// The erasure's id.
        erasure: Option<String>,
    },
    /// Lists legal holds, and places and releases them.
    Holds {
        #[command(subcommand)]
        action: Option<HoldAction>,
    },
    /// Shows how long things are kept, or sets it.
    Retention {
        /// New rules in the place of all before: a kind of things, or document/KIND, and days, such as
        /// `document/invoice=3650`, `draft=365`; `none` keeps everything.
        rules: Vec<String>,
    },
    /// Prints the ledger of what was erased, one tombstone on a line, to be kept apart from backups.
    Tombstones,
    /// Erases again what a restored backup brought back.
    Replay {
        /// The ledger, as `tombstones` printed it.
        ledger: PathBuf,
    },
}

/// A person.
#[derive(Debug, Args)]
pub(crate) struct Who {
    /// The id of a contact, whose name and addresses are looked for.
    #[arg(long, value_name = "ID")]
    pub(crate) contact: Option<String>,
    /// The id of a member.
    #[arg(long, value_name = "ID")]
    pub(crate) member: Option<String>,
    /// A mail address; may be repeated.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) address: Vec<String>,
    /// A name as it is written; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Erase {
    #[command(flatten)]
    pub(crate) who: Who,
    /// A document; may be repeated.
    #[arg(long, value_name = "ID")]
    pub(crate) document: Vec<String>,
    /// A draft; may be repeated.
    #[arg(long, value_name = "ID")]
    pub(crate) draft: Vec<String>,
    /// A run; may be repeated.
    #[arg(long, value_name = "ID")]
    pub(crate) run: Vec<String>,
    /// Erases this thing of the report, such as document/doc_01…; may be repeated.
    #[arg(long, value_name = "KIND/ID")]
    pub(crate) take: Vec<String>,
    /// Keeps this thing of the report; may be repeated.
    #[arg(long, value_name = "KIND/ID")]
    pub(crate) keep: Vec<String>,
    /// Asks for what the report with this hash says.
    #[arg(long, value_name = "HASH")]
    pub(crate) confirm: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum HoldAction {
    /// Places a legal hold: what it is on is not erased.
    Place {
        /// What people call it, such as the number of a case.
        title: String,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        /// A document; may be repeated.
        #[arg(long, value_name = "ID")]
        document: Vec<String>,
        /// A group of documents; may be repeated.
        #[arg(long, value_name = "GROUP")]
        group: Vec<String>,
        #[command(flatten)]
        who: Who,
    },
    /// Releases a legal hold.
    Release {
        /// The hold's id.
        hold: String,
    },
}

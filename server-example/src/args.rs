//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// The reference server of Secretariat. Without a command it serves an office in `./office`.
#[derive(Debug, Parser)]
#[command(name = "secretariat-server", version)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What every command takes; each also from the environment, as `SECRETARIAT_OFFICE` and so on.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The settings, as a JSON file.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,
    /// Where the office is: a folder, or postgres://…
    #[arg(long, global = true, value_name = "PLACE")]
    pub(crate) office: Option<String>,
    /// Where to listen.
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// How browsers reach the server, such as https://office.example
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// The least that is logged: error, warn, info or debug.
    #[arg(long, global = true, value_name = "LEVEL", default_value = "info")]
    pub(crate) log: tracing::Level,
}

/// What to do.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Command {
    /// Serves and works, all in one process (the default).
    Serve,
    /// Serves, and leaves long work to `worker` processes.
    Api,
    /// Does long work, and serves nothing but its health.
    Worker,
    /// Makes or updates the tables of the office, and ends.
    Migrate,
    /// Looks at every part of the office, and says what to do.
    Doctor,
    /// Verifies the audit of a workspace, or of an export.
    VerifyAudit {
        /// The workspace; the first one when absent.
        #[arg(long)]
        workspace: Option<String>,
        /// An export (`GET /v1/audit/export`) to verify instead.
        #[arg(long, value_name = "FILE")]
        export: Option<PathBuf>,
    },
    /// Writes a backup of the office, which goes on working meanwhile, and prints what is in it.
    Backup {
        /// The file, which is not there yet.
        file: PathBuf,
        /// Encrypts it under the first key of this file (64 hexadecimal digits on a line), made when it is absent: keep
        /// it apart from the backups.
        #[arg(long, value_name = "FILE")]
        backup_key: Option<PathBuf>,
        /// Verifies it then, as `verify-backup` does.
        #[arg(long)]
        verify: bool,
    },
    /// Restores a backup into a folder beside it, reads and checks everything, and removes the folder.
    VerifyBackup {
        /// The backup.
        file: PathBuf,
        /// The file with the key under which it is encrypted.
        #[arg(long, value_name = "FILE")]
        backup_key: Option<PathBuf>,
    },
    /// Restores a backup into an empty office, in a folder or a database.
    Restore {
        /// The backup.
        file: PathBuf,
        /// The file with the key under which it is encrypted.
        #[arg(long, value_name = "FILE")]
        backup_key: Option<PathBuf>,
        /// The ledger of what was erased since, and must not come back, as `privacy tombstones` prints it.
        #[arg(long, value_name = "FILE")]
        tombstones: Option<PathBuf>,
        /// Nothing went on after the backup, as the office moves: sessions hold, and approved mail is sent.
        #[arg(long = "move")]
        is_move: bool,
    },
    /// Makes a new master key for the files, and wraps the keys of all workspaces with it, while the office works.
    RotateKeys {
        /// Takes the old master keys, which nothing needs any more, out of the key file instead.
        #[arg(long)]
        retire: bool,
    },
    /// Prints the OpenAPI document.
    Openapi,
}

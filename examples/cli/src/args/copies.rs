//! The grammar of backups and keys.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The file, which is not there yet.
    pub(crate) file: PathBuf,
    /// Encrypts it under the first key of this file, made when it is absent: keep it apart from the backups.
    #[arg(long, value_name = "FILE")]
    pub(crate) backup_key: Option<PathBuf>,
    /// Verifies it then, as `verify-backup` does.
    #[arg(long)]
    pub(crate) verify: bool,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyBackup {
    /// The backup.
    pub(crate) file: PathBuf,
    /// The file with the key under which it is encrypted.
    #[arg(long, value_name = "FILE")]
    pub(crate) backup_key: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup.
    pub(crate) file: PathBuf,
    /// The file with the key under which it is encrypted.
    #[arg(long, value_name = "FILE")]
    pub(crate) backup_key: Option<PathBuf>,
    /// The ledger of what was erased since, and must not come back, as `privacy tombstones` prints it.
    #[arg(long, value_name = "FILE")]
    pub(crate) tombstones: Option<PathBuf>,
    /// Nothing went on after the backup, as the office moves: sessions hold, and approved mail is sent.
    #[arg(long = "move")]
    pub(crate) is_move: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RotateKeys {
    /// Takes the old master keys, which nothing needs any more, out of the key file instead.
    #[arg(long)]
    pub(crate) retire: bool,
}

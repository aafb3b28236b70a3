//! `rotate-keys`.

use secretariat::Result;

use crate::open;
use crate::settings::ServerSettings;

/// Changes the master key of the files, or takes old ones out of the key file.
pub(crate) async fn rotate_keys(settings: ServerSettings, is_retiring: bool) -> Result<()> {
    let builder = open::builder_of_copies(&settings)?;
    if is_retiring {
        for key in builder.retire_keys().await? {
            println!("retired {key}");
        }
        return Ok(());
    }
    let told = |progress: secretariat::KeyProgress| println!("{} of {} keys", progress.done, progress.of);
    let report = builder.rotate_keys(told).await?;
    println!("wrapped {} keys with {}", report.rewrapped, report.key.as_deref().unwrap_or("the current key"));
    for key in report.old {
        println!(
            "not needed any more: {key}; `rotate-keys --retire` removes it, once every process has run a while"
        );
    }
    Ok(())
}

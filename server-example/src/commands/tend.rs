//! `migrate` and `doctor`.

use secretariat::{Error, Health, Result};

use crate::open;
use crate::settings::ServerSettings;

/// Makes or updates the tables: opening an office does.
pub(crate) async fn migrate(settings: ServerSettings) -> Result<()> {
    open::office(&settings, Some(0)).await?.close().await?;
    println!("the office is up to date");
    Ok(())
}

/// Looks at every part, and fails when one is broken.
pub(crate) async fn doctor(settings: ServerSettings) -> Result<()> {
    let mut is_well = true;
    for part in open::builder(&settings)?.doctor().await {
        let health = match part.health {
            Health::Well => "well",
            Health::Absent => "absent",
            Health::Broken => "BROKEN",
        };
        is_well &= part.health != Health::Broken;
        println!("{:10} {health:7} {} {}", part.part, part.place, part.message);
    }
    match is_well {
        true => Ok(()),
        false => Err(Error::unavailable("a part of the office cannot be used: see above")),
    }
}

//! `secretariat doctor`: whether every part of the office can be used.

use secretariat::{Health, Office, PartHealth, Result};

use crate::args::Global;
use crate::output::{Output, dim};
use crate::setup;

pub(crate) async fn run(global: &Global, output: &Output) -> Result<u8> {
    let parts = Office::builder().folder(&global.office).settings(setup::settings(global)?).doctor().await;
    if output.is_json() {
        output.json(&parts);
    } else {
        for part in &parts {
            output.print(&told(part));
        }
    }
    let broken = parts.iter().filter(|part| part.health == Health::Broken);
    let code = broken.filter_map(|part| part.error).map(|kind| kind.profile().exit_code).next();
    Ok(code.unwrap_or(0))
}

fn told(part: &PartHealth) -> String {
    let mark = match part.health {
        Health::Well => "well",
        Health::Absent => "absent",
        Health::Broken => "BROKEN",
    };
    let millis = dim(&format!("{} ms", part.millis));
    let place = if part.place.is_empty() { String::new() } else { format!("{}  ", part.place) };
    format!("{mark:<8}{:<9}{place}{millis}\n        {}\n", part.part, part.message)
}

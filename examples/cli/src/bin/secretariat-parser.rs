//! The helper that parses untrusted files for a host program; see `secretariat::documents::isolation`.

use std::process::ExitCode;

fn main() -> ExitCode {
    secretariat::documents::isolation::serve()
}

//! How often: few times in every run, many in `cargo xtask test --full`.

/// Returns how many inputs are generated for a property.
pub(crate) fn cases(quick: u32) -> u32 {
    if is_full() { proptest::prelude::ProptestConfig::default().cases } else { quick }
}

/// Returns how many processes are killed.
pub(crate) fn kills(quick: usize, full: usize) -> usize {
    if is_full() { full } else { quick }
}

/// Returns how many megabytes are carried.
pub(crate) fn mebibytes(quick: usize, full: usize) -> usize {
    if is_full() { full } else { quick }
}

/// Returns how many schedules are simulated.
pub(crate) fn schedules(quick: u64, full: u64) -> u64 {
    if is_full() { full } else { quick }
}

fn is_full() -> bool {
    std::env::var_os("SECRETARIAT_FULL").is_some()
}

//! The program `secretariat-server`.

/// Requests make and drop many small values on all threads: in the allocator of the system, a list of documents spent a
/// third of its time (by `perf`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    secretariat_server::main(std::env::args_os())
}

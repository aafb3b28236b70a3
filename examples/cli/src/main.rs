//! The command `secretariat`.

fn main() -> std::process::ExitCode {
    secretariat_cli::main(std::env::args_os())
}

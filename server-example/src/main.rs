//! The program `secretariat-server`.

fn main() -> std::process::ExitCode {
    secretariat_server::main(std::env::args_os())
}

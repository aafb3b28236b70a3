//! The stand-in for a server of models, in a process of its own that ends with its input.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

use super::stub::{self, Asked};
use crate::Outcome;

/// A stand-in that runs.
pub(super) struct StubProcess {
    process: Child,
    input: Option<ChildStdin>,
    /// Held open, as it says something at its end too.
    _output: BufReader<ChildStdout>,
    pub(super) port: String,
}

impl StubProcess {
    pub(super) fn start() -> Outcome<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["measured", "agents", "stub"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let input = process.stdin.take();
        let mut port = String::new();
        let mut output = BufReader::new(process.stdout.take().ok_or("a stand-in without output")?);
        output.read_line(&mut port)?;
        Ok(Self { process, input, _output: output, port: port.trim().to_owned() })
    }

    pub(super) fn id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for StubProcess {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.process.wait();
    }
}

/// Serves on a port until the input ends; port 0 stands for any free one. Prints the port.
pub(super) fn serve(port: &str) -> Outcome<Value> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
        println!("{}", listener.local_addr()?.port());
        std::io::stdout().flush()?;
        let input = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
        tokio::select! {
            served = stub::serve(listener, Asked::default()) => served?,
            read = input => drop(read??),
        }
        Ok(Value::Null)
    })
}

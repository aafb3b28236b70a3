//! Keeps a service while this process lives.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Runs the service in a session of its own until standard input ends, which it does even when xtask is killed;
/// then stops it, with force after ten seconds, and removes its folder. Arguments: folder, signal, script.
const KEEP: &str = r#"
setsid sh -c "$3" >"$1/log" 2>&1 </dev/null &
service=$!
(while kill -0 $service; do sleep 0.2; done; : >"$1/ended") 2>/dev/null &
read -r end
kill -"$2" -$service
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    kill -0 -$service 2>/dev/null || break
    sleep 0.5
done
kill -KILL -$service 2>/dev/null
rm -rf "$1"
"#;

/// How long a service may take until it answers.
const PATIENCE: Duration = Duration::from_secs(120);

/// A service that runs; dropped, it stops.
pub(super) struct Keeper {
    child: Child,
    folder: PathBuf,
    name: &'static str,
}

impl Keeper {
    /// Runs a shell script that ends by becoming the service. `signal` stops the service. The folder must be there.
    pub(super) fn start(
        name: &'static str,
        folder: PathBuf,
        signal: &str,
        script: &str,
    ) -> Result<Self, String> {
        let mut shell = Command::new("sh");
        // Ctrl-C is for xtask only: its end is what stops the service.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut shell, 0);
        let child = shell
            .args(["-c", KEEP, "keeper"])
            .arg(&folder)
            .args([signal, script])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{name}: cannot start: {error}"))?;
        Ok(Self { child, folder, name })
    }

    /// Waits until what the service answers to `question` begins with `answer`.
    pub(super) fn await_answer(&self, port: u16, question: &[u8], answer: &[u8]) -> Result<(), String> {
        self.await_that(|| answers(port, question, answer).unwrap_or(false))
    }

    /// Waits until `answers` says yes.
    pub(super) fn await_that(&self, answers: impl Fn() -> bool) -> Result<(), String> {
        let started = Instant::now();
        while !answers() {
            if self.folder.join("ended").exists() || started.elapsed() > PATIENCE {
                return Err(format!("{} does not answer; it says:\n{}", self.name, log(&self.folder)));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Makes an empty folder that other users may enter: PostgreSQL refuses to run as root.
pub(super) fn fresh(folder: &Path) -> Result<(), String> {
    let made = std::fs::create_dir_all(folder);
    #[cfg(unix)]
    let made = made.and_then(|()| {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755))
    });
    made.map_err(|error| format!("{}: {error}", folder.display()))
}

/// Asks a service on this machine; the answer may be longer than what is compared.
pub(super) fn answers(port: u16, question: &[u8], answer: &[u8]) -> std::io::Result<bool> {
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(2))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.write_all(question)?;
    let mut found = vec![0; answer.len()];
    stream.read_exact(&mut found)?;
    Ok(found == answer)
}

fn log(folder: &Path) -> String {
    let text = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

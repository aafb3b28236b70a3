//! A PostgreSQL server of a test's own, which it may restart and kill.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A server in a folder of its own; it ends with this value.
pub(crate) struct OwnPostgres {
    folder: TempDir,
    port: u16,
    postmaster: Option<Child>,
}

impl OwnPostgres {
    /// Starts a new, empty server. It is there where the service of all tests is, whose programs it runs.
    pub(crate) fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("own-postgres-").tempdir().unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut server = Self { folder, port, postmaster: None };
        if is_root() {
            let given = Command::new("chown").arg("postgres").arg(server.folder.path()).status().unwrap();
            assert!(given.success());
        }
        let made = server
            .program("initdb")
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-D"])
            .arg(server.data())
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(made.success());
        server.up();
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres:x@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts the server and waits until it answers.
    pub(crate) fn up(&mut self) {
        let port = self.port.to_string();
        let sockets = format!("unix_socket_directories={}", self.folder.path().display());
        let started = self
            .program("postgres")
            .arg("-D")
            .arg(self.data())
            .args(["-p", &port, "-c", "listen_addresses=127.0.0.1", "-c", &sockets])
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        self.postmaster = Some(started);
        while !self
            .program("pg_isready")
            .args(["-q", "-h", "127.0.0.1", "-p", &port])
            .status()
            .unwrap()
            .success()
        {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    /// Stops the server as an administrator does: connections are cut, work is rolled back.
    pub(crate) fn down(&mut self) {
        let Some(mut postmaster) = self.postmaster.take() else { return };
        let stopped = Command::new("kill").arg("-INT").arg(postmaster.id().to_string()).status().unwrap();
        assert!(stopped.success());
        postmaster.wait().unwrap();
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A program of the server; it refuses to run as root.
    fn program(&self, name: &str) -> Command {
        let home = std::fs::read_dir("/usr/lib/postgresql").unwrap();
        let newest =
            home.map(|entry| entry.unwrap().path()).filter(|path| path.join("bin/initdb").is_file()).max();
        let program = newest.unwrap().join("bin").join(name);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(self.folder.path());
        command
    }
}

impl Drop for OwnPostgres {
    fn drop(&mut self) {
        self.down();
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().unwrap().stdout.trim_ascii() == b"0"
}

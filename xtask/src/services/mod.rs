//! Throwaway PostgreSQL, Redis, RabbitMQ, S3, Dovecot and Cyrus for the tests: on free ports, in a temporary folder.
//!
//! Each service runs under a [`Keeper`] that stops it when this process ends, however it ends. A service whose
//! variable is set already is taken from there and not started. The tests find each by its variable:
//!
//! | variable | what the tests may count on |
//! |---|---|
//! | `SECRETARIAT_TEST_POSTGRES` | a superuser with a password, who makes databases and roles |
//! | `SECRETARIAT_TEST_REDIS` | a password; any database may be flushed |
//! | `SECRETARIAT_TEST_RABBITMQ` | a user with all rights; beside it the user `powerless`, same password, with none |
//! | `SECRETARIAT_TEST_S3` | a URL with bucket, endpoint, region, `key` and `secret`, of which the bucket exists |
//! | `SECRETARIAT_TEST_IMAP` | a mailbox over TLS; after `#` the port for STARTTLS; any user with the same password, or a token (JWT, HS256) signed with it, has one |
//! | `SECRETARIAT_TEST_JMAP` | an account on a JMAP server without TLS; after `#` the port that takes mail for any user by LMTP, which makes the account, and the port where its mail server is asked for, which a test listens on |

mod keeper;
mod recipes;

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::thread::JoinHandle;

use self::keeper::Keeper;

/// Set for tests that must run: then a missing service is a failure.
const REQUIRED: (&str, &str) = ("SECRETARIAT_TEST_SERVICES", "required");

/// A service that answers, and its URL.
type Answering = (Keeper, String);

/// How one service is started.
struct Recipe {
    variable: &'static str,
    /// Starts the service in a folder of its own; returns it and its URL when it answers.
    start: fn(PathBuf, [u16; 3]) -> Result<Answering, String>,
}

const RECIPES: [Recipe; 6] = [
    Recipe { variable: "SECRETARIAT_TEST_POSTGRES", start: recipes::postgres },
    Recipe { variable: "SECRETARIAT_TEST_REDIS", start: recipes::redis },
    Recipe { variable: "SECRETARIAT_TEST_RABBITMQ", start: recipes::rabbitmq },
    Recipe { variable: "SECRETARIAT_TEST_S3", start: recipes::s3 },
    Recipe { variable: "SECRETARIAT_TEST_IMAP", start: recipes::imap },
    Recipe { variable: "SECRETARIAT_TEST_JMAP", start: recipes::jmap },
];

/// A service that runs, or that runs elsewhere and has no keeper.
type Started = (&'static str, String, Option<Keeper>);

/// Services that are being started beside other work.
pub(crate) struct Starting(Vec<(&'static str, JoinHandle<Result<Started, String>>)>);

/// Services that answer; they stop when this is dropped.
pub(crate) struct Services(Vec<Started>);

/// Begins to start all services.
pub(crate) fn start() -> Result<Starting, String> {
    let root = std::env::temp_dir().join(format!("secretariat-services-{}", std::process::id()));
    // All listeners stand until every port is known, so that no two services get the same one.
    let mut listeners = Vec::new();
    let mut starting = Vec::new();
    for recipe in RECIPES {
        let ports = free_ports(&mut listeners)?;
        starting.push((recipe, ports));
    }
    drop(listeners);
    let spawn = |(recipe, ports): (Recipe, [u16; 3])| {
        let variable = recipe.variable;
        let folder = root.with_extension(variable.to_lowercase().replace("secretariat_test_", ""));
        let thread = std::thread::spawn(move || match std::env::var_os(variable) {
            Some(url) => Ok((variable, url.to_string_lossy().into_owned(), None)),
            None => (recipe.start)(folder, ports).map(|(keeper, url)| (variable, url, Some(keeper))),
        });
        (variable, thread)
    };
    Ok(Starting(starting.into_iter().map(spawn).collect()))
}

/// Starts all services, prints the lines that tell a shell about them, and waits until this process is stopped.
pub(crate) fn serve() -> Result<(), String> {
    crate::tools::ensure_services()?;
    let services = start()?.ready()?;
    for (variable, url) in services.variables() {
        println!("export {variable}='{url}'");
    }
    eprintln!("The services run until Ctrl-C.");
    loop {
        std::thread::park();
    }
}

impl Starting {
    /// Waits until every service answers.
    pub(crate) fn ready(self) -> Result<Services, String> {
        let mut started = Vec::new();
        let mut failures = Vec::new();
        for (variable, thread) in self.0 {
            match thread.join() {
                Ok(Ok(service)) => started.push(service),
                Ok(Err(failure)) => failures.push(failure),
                Err(_) => failures.push(format!("{variable}: its thread broke")),
            }
        }
        if failures.is_empty() { Ok(Services(started)) } else { Err(failures.join("\n")) }
    }
}

impl Services {
    /// Gives the services to a command that runs tests, which then fail where one is missing.
    pub(crate) fn give<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.envs(self.variables()).env(REQUIRED.0, REQUIRED.1)
    }

    /// Lists the variables and the addresses in them.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(variable, url, _)| (*variable, url.as_str()))
    }
}

fn free_ports(listeners: &mut Vec<TcpListener>) -> Result<[u16; 3], String> {
    let mut ports = [0; 3];
    for port in &mut ports {
        let listener =
            TcpListener::bind(("127.0.0.1", 0)).map_err(|error| format!("no free port: {error}"))?;
        *port = listener.local_addr().map_err(|error| format!("no free port: {error}"))?.port();
        listeners.push(listener);
    }
    Ok(ports)
}

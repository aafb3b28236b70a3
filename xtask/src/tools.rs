//! Programs that tests use beside Rust: installed as root on Debian, named otherwise.

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A program, its Debian packages, and what it is for.
struct Tool {
    program: &'static str,
    packages: &'static [&'static str],
    purpose: &'static str,
}

const TOOLS: [Tool; 6] = [
    Tool {
        program: "tesseract",
        packages: &["tesseract-ocr", "tesseract-ocr-deu", "tesseract-ocr-eng"],
        purpose: "reads the scanned letter of the sample inbox",
    },
    Tool {
        program: "python3",
        packages: &["python3", "python3-venv"],
        purpose: "runs the Python package and the linter of the Python scripts",
    },
    Tool {
        program: "npm",
        packages: &["nodejs", "npm"],
        purpose: "builds and runs the Node package (Node 20)",
    },
    Tool {
        program: "javac",
        packages: &["openjdk-17-jdk-headless"],
        purpose: "builds and runs the Kotlin package",
    },
    Tool { program: "unzip", packages: &["unzip"], purpose: "unpacks the Kotlin compiler" },
    Tool { program: RSYSLOG, packages: &["rsyslog"], purpose: "judges the audit as it is forwarded" },
];

/// The collector of syslog.
pub(crate) const RSYSLOG: &str = "/usr/sbin/rsyslogd";

/// The programs of services, each unneeded where this variable names a service that runs already.
const SERVICES: [(&str, Tool); 6] = [
    (
        "SECRETARIAT_TEST_POSTGRES",
        Tool {
            program: "pg_ctlcluster",
            packages: &["postgresql"],
            purpose: "keeps offices of many processes",
        },
    ),
    (
        "SECRETARIAT_TEST_REDIS",
        Tool { program: "redis-server", packages: &["redis-server"], purpose: "caches for many processes" },
    ),
    (
        "SECRETARIAT_TEST_RABBITMQ",
        Tool {
            program: "/usr/lib/rabbitmq/bin/rabbitmq-server",
            packages: &["rabbitmq-server"],
            purpose: "carries wake-ups between processes",
        },
    ),
    (
        "SECRETARIAT_TEST_S3",
        Tool { program: "python3", packages: &["python3", "python3-venv"], purpose: "emulates S3" },
    ),
    (
        "SECRETARIAT_TEST_IMAP",
        Tool {
            program: "/usr/sbin/dovecot",
            packages: &["dovecot-imapd", "openssl"],
            purpose: "keeps mailboxes",
        },
    ),
    (
        "SECRETARIAT_TEST_JMAP",
        Tool {
            program: "/usr/lib/cyrus/bin/httpd",
            packages: &["cyrus-caldav"],
            purpose: "sends mail by JMAP",
        },
    ),
];

/// The programs that judge drafts.
const JUDGES: [Tool; 3] = [
    Tool { program: "qpdf", packages: &["qpdf"], purpose: "judges PDF files of drafts" },
    Tool { program: "pdftotext", packages: &["poppler-utils"], purpose: "reads PDF files of drafts" },
    Tool { program: "tidy", packages: &["tidy"], purpose: "judges pages of drafts" },
];

/// Those that only `--full` needs.
const OFFICE: [Tool; 2] = [
    Tool {
        program: "soffice",
        packages: &["libreoffice-writer-nogui"],
        purpose: "opens Word files of drafts",
    },
    Tool { program: "spamassassin", packages: &["spamassassin"], purpose: "judges mails of each kind" },
];

/// The browser that walks through the page of the server.
const BROWSER: Tool =
    Tool { program: "chromium", packages: &["chromium"], purpose: "walks through the page of the server" };

/// The readers of drafts in Python.
const READERS: [&str; 3] = ["icalendar==7.3.2", "vobject==0.9.9", "python-docx==1.2.0"];

/// The version of ruff: newer ones may warn about more.
const RUFF: &str = "ruff==0.17.6";

/// The emulator of S3.
const MOTO: &str = "moto[server]==5.2.1";
/// A mail server and a judge of signatures.
const MAIL: [(&str, &str); 2] = [("aiosmtpd", "aiosmtpd==1.4.6"), ("dkimverify", "dkimpy[ed25519]==1.1.8")];

/// The official MCP SDK, the models of AG-UI, and who verifies Standard Webhooks.
const INTEROP: [&str; 3] = ["mcp==2.3.0", "ag-ui-protocol==1.0.0", "standardwebhooks==1.1.0"];
/// An OpenID provider.
const OIDC: &str = "oidc-provider-mock==0.3.4";
/// The reference server of MCP, a package of npm.
const EVERYTHING: &str = "@modelcontextprotocol/server-everything@2026.8.31";

/// Installs what is missing, or says what to install.
pub(crate) fn ensure() -> Result<(), String> {
    ensure_services()?;
    install(TOOLS.iter().collect())
}

/// Installs the services that the tests use and that do not run elsewhere.
pub(crate) fn ensure_services() -> Result<(), String> {
    let needed = SERVICES.iter().filter(|(variable, _)| std::env::var_os(variable).is_none());
    install(needed.map(|(_, tool)| tool).collect())
}

/// Installs what judges drafts.
pub(crate) fn ensure_judges(full: bool) -> Result<(), String> {
    let more: &[Tool] = if full { &OFFICE } else { &[] };
    install(JUDGES.iter().chain(more).collect())
}

/// Installs what builds the page.
pub(crate) fn ensure_npm() -> Result<(), String> {
    install(TOOLS.iter().filter(|tool| tool.program == "npm").collect())
}

/// Installs the browser.
pub(crate) fn ensure_browser() -> Result<(), String> {
    install(vec![&BROWSER])
}

fn install(tools: Vec<&Tool>) -> Result<(), String> {
    let missing: Vec<&Tool> = tools.into_iter().filter(|tool| !exists(tool.program)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().flat_map(|tool| tool.packages).copied().collect();
    for tool in &missing {
        println!("missing: {} ({})", tool.program, tool.purpose);
    }
    if !exists("apt-get") || !is_root() {
        return Err(format!("install first: {}", packages.join(" ")));
    }
    apt(&["update", "-q"])?;
    let mut install = vec!["install", "-q", "-y", "--no-install-recommends"];
    install.extend(packages);
    apt(&install)
}

/// Returns the linter of the Python scripts, installed below the target folder where it is missing.
pub(crate) fn ruff() -> Result<Command, String> {
    Ok(Command::new(python_program("ruff-venv", "ruff", &[RUFF])?))
}

/// Returns a Python that has the emulator of S3, installed likewise.
pub(crate) fn moto() -> Result<PathBuf, String> {
    let server = python_program("moto-venv", "moto_server", &[MOTO])?;
    Ok(server.with_file_name("python3"))
}

/// Returns a Python that has the readers of drafts, installed likewise.
pub(crate) fn judges() -> Result<PathBuf, String> {
    // The last package to be installed has a program of this name.
    let program = python_program("judges-venv", "ics_diff", &READERS)?;
    Ok(program.with_file_name("python3"))
}

/// Returns a Python that has a mail server and verifies signatures, installed likewise.
pub(crate) fn mail() -> Result<PathBuf, String> {
    let mut python = PathBuf::new();
    for (program, package) in MAIL {
        python = python_program("mail-venv", program, &[package])?.with_file_name("python3");
    }
    Ok(python)
}

/// Returns a Python that has the official MCP SDK, the models of AG-UI and the Standard Webhooks, installed likewise.
pub(crate) fn interop() -> Result<PathBuf, String> {
    // A package that the SDK brings has a program of this name.
    let program = python_program("interop-webhooks-venv", "uvicorn", &INTEROP)?;
    Ok(program.with_file_name("python3"))
}

/// Returns a Python that has an OpenID provider, installed likewise.
pub(crate) fn oidc() -> Result<PathBuf, String> {
    let program = python_program("oidc-venv", "oidc-provider-mock", &[OIDC])?;
    Ok(program.with_file_name("python3"))
}

/// Returns the script of the reference server of MCP, installed likewise.
pub(crate) fn everything() -> Result<PathBuf, String> {
    let folder = crate::shell::target().join("interop-node");
    let script = folder.join("node_modules/@modelcontextprotocol/server-everything/dist/index.js");
    if !script.is_file() {
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut install = Command::new("npm");
        install.args(["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]);
        install.arg("--prefix").arg(&folder).arg(EVERYTHING);
        crate::shell::step(&format!("npm install {EVERYTHING}"), &mut install)?;
    }
    Ok(script)
}

/// Finds a program of Python packages in a folder below the target folder, where it is installed first.
fn python_program(folder: &str, program: &str, packages: &[&str]) -> Result<PathBuf, String> {
    let bin = crate::shell::target().join(folder).join("bin");
    let program = bin.join(program);
    if !program.is_file() {
        let folder = bin.with_file_name("");
        crate::shell::step("python3 -m venv", Command::new("python3").arg("-m").arg("venv").arg(&folder))?;
        let mut install = Command::new(bin.join("pip"));
        install.args(["install", "--quiet"]).args(packages);
        crate::shell::step(&format!("pip install {}", packages.join(" ")), &mut install)?;
    }
    Ok(program)
}

fn apt(arguments: &[&str]) -> Result<(), String> {
    let mut command = Command::new("apt-get");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    crate::shell::step(&format!("apt-get {}", arguments[0]), &mut command)
}

fn exists(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|paths| std::env::split_paths(&paths).any(|folder| folder.join(program).is_file()))
}

/// Says whether this process may install packages and become other users.
pub(crate) fn is_root() -> bool {
    let id = Command::new("id").arg("-u").stdout(Stdio::piped()).output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

//! Programs that tests use beside Rust: installed as root on Debian, named otherwise.

use std::process::{Command, Stdio};

/// A program, its Debian packages, and what it is for.
struct Tool {
    program: &'static str,
    packages: &'static [&'static str],
    purpose: &'static str,
}

const TOOLS: [Tool; 5] = [
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
];

/// The version of ruff: newer ones may warn about more.
const RUFF: &str = "ruff==0.17.6";

/// Installs what is missing, or says what to install.
pub(crate) fn ensure() -> Result<(), String> {
    let missing: Vec<&Tool> = TOOLS.iter().filter(|tool| !exists(tool.program)).collect();
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
    let folder = crate::shell::target().join("ruff-venv");
    let program = folder.join("bin").join("ruff");
    if !program.is_file() {
        crate::shell::step("python3 -m venv", Command::new("python3").arg("-m").arg("venv").arg(&folder))?;
        let mut install = Command::new(folder.join("bin").join("pip"));
        crate::shell::step("pip install ruff", install.args(["install", "--quiet", RUFF]))?;
    }
    Ok(Command::new(program))
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

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").stdout(Stdio::piped()).output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

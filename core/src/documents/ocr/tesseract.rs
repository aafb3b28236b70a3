//! Tesseract as a program: a picture on its standard input, a table of words on its standard output.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use async_trait::async_trait;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use tokio::sync::OnceCell;
use tokio::time::timeout;

use super::{Ocr, OcrPage, tsv};
use crate::error::{Error, Result};

/// The time for one run over one picture.
const TIME: Duration = Duration::from_secs(60);
/// The most runs for one picture: the list of languages, two languages, and a turned page.
const RUNS: u32 = 4;
/// The largest table that is read, in bytes.
const TABLE: u64 = 64 << 20;
/// Below this mean confidence the page may be turned, or its language another.
const UNSURE: f32 = 0.6;

/// BCP 47 language, tesseract's name, and words that tell the language.
const LANGUAGES: [(&str, &str, &[&str]); 7] = [
    ("en", "eng", &["the", "and", "of", "to", "is", "for", "with", "you", "your", "please", "this"]),
    (
        "de",
        "deu",
        &["und", "der", "die", "das", "den", "mit", "nicht", "ist", "wir", "sie", "von", "zum", "bitte"],
    ),
    ("fr", "fra", &["le", "la", "les", "des", "et", "vous", "nous", "pour", "est", "une", "dans"]),
    ("es", "spa", &["el", "los", "las", "que", "por", "con", "una", "para", "del", "usted"]),
    ("it", "ita", &["il", "di", "che", "per", "con", "una", "sono", "della", "gli", "non"]),
    ("pt", "por", &["os", "que", "para", "com", "uma", "não", "dos", "em", "pela", "você"]),
    ("nl", "nld", &["het", "een", "van", "en", "voor", "niet", "wij", "zijn", "met", "dat"]),
];

/// The program tesseract. Pictures go through pipes: it reads and writes no file of ours.
#[derive(Debug)]
pub struct Tesseract {
    program: PathBuf,
    installed: OnceCell<Vec<String>>,
}

impl Tesseract {
    /// Names the program, such as `tesseract` (searched on the path) or `/usr/bin/tesseract`.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), installed: OnceCell::new() }
    }

    /// Returns the languages that are installed, by tesseract's names.
    ///
    /// # Errors
    /// `unavailable` when the program cannot be started.
    pub async fn languages(&self) -> Result<&[String]> {
        let listed = self.installed.get_or_try_init(|| async {
            let output = self.run(&["--list-langs"], &[]).await?;
            Ok::<_, Error>(output.lines().skip(1).map(|line| line.trim().to_owned()).collect())
        });
        listed.await.map(Vec::as_slice)
    }

    async fn run(&self, arguments: &[&str], input: &[u8]) -> Result<String> {
        let missing = |error| {
            Error::unavailable("tesseract cannot be started; install it to read scanned pages")
                .with_source(error)
        };
        let broken = |error| Error::unavailable("tesseract ended early").with_source(error);
        let mut child = Command::new(&self.program)
            .args(arguments)
            // One core per page: pages are read side by side.
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(missing)?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let (Some(mut stdin), Some(stdout)) = (stdin, stdout) else {
            return Err(Error::internal("tesseract has no input or output"));
        };
        let mut table = Vec::new();
        let conversation = async {
            let mut limited = stdout.take(TABLE);
            let feed = async {
                // It may answer without reading everything.
                let _ = stdin.write_all(input).await;
                drop(stdin);
            };
            let (_, read) = tokio::join!(feed, limited.read_to_end(&mut table));
            read.map_err(broken)?;
            child.wait().await.map_err(broken)
        };
        let status = timeout(TIME, conversation).await.map_err(|_| {
            Error::limit_exceeded(format!("tesseract took longer than {} s", TIME.as_secs()))
        })??;
        if !status.success() {
            return Err(Error::corrupt("tesseract cannot read the picture"));
        }
        Ok(String::from_utf8_lossy(&table).into_owned())
    }

    async fn pass(
        &self,
        image: &[u8],
        dpi: Option<u32>,
        language: &str,
        segmentation: &str,
    ) -> Result<Vec<OcrPage>> {
        let dpi = dpi.map(|dpi| dpi.to_string());
        let mut arguments = vec!["stdin", "stdout", "-l", language, "--psm", segmentation];
        if let Some(dpi) = &dpi {
            arguments.extend(["--dpi", dpi]);
        }
        arguments.push("tsv");
        let mut pages = tsv::read(&self.run(&arguments, image).await?);
        let tag = LANGUAGES.iter().find(|(_, name, _)| language.split('+').next() == Some(name));
        for page in &mut pages {
            page.language = tag.map(|(tag, ..)| (*tag).to_owned());
        }
        Ok(pages)
    }
}

#[async_trait]
impl Ocr for Tesseract {
    fn own_time(&self) -> Option<Duration> {
        Some(TIME * RUNS)
    }

    async fn recognise(&self, image: &[u8], dpi: Option<u32>, languages: &[String]) -> Result<Vec<OcrPage>> {
        let installed = self.languages().await?;
        let has = |name: &str| installed.iter().any(|language| language == name);
        let hinted: Vec<&str> = languages
            .iter()
            .filter_map(|tag| LANGUAGES.iter().find(|(known, ..)| tag.split('-').next() == Some(known)))
            .map(|(_, name, _)| *name)
            .filter(|name| has(name))
            .collect();
        let first = if !hinted.is_empty() {
            hinted.join("+")
        } else if has("eng") {
            "eng".to_owned()
        } else {
            let any = installed.iter().find(|name| name.as_str() != "osd");
            any.cloned().ok_or_else(|| Error::unavailable("tesseract has no language installed"))?
        };
        let mut pages = self.pass(image, dpi, &first, "3").await?;
        // English letters destroy umlauts and accents: read again in the language that the words show.
        if hinted.is_empty()
            && let Some(language) = told_language(&pages).filter(|name| *name != first && has(name))
        {
            pages = self.pass(image, dpi, language, "3").await?;
        }
        // A page that stands on its head or side gives few and doubtful words.
        if confidence(&pages) < UNSURE && has("osd") {
            let language = hinted.first().copied().or_else(|| told_language(&pages)).filter(|name| has(name));
            let turned = self.pass(image, dpi, language.unwrap_or(&first), "1").await;
            if let Ok(turned) = turned
                && letters(&turned) * confidence(&turned) > letters(&pages) * confidence(&pages)
            {
                pages = turned;
            }
        }
        Ok(pages)
    }
}

fn confidence(pages: &[OcrPage]) -> f32 {
    let sum: f32 = pages.iter().map(OcrPage::confidence).sum();
    if pages.is_empty() { 0.0 } else { sum / pages.len() as f32 }
}

fn letters(pages: &[OcrPage]) -> f32 {
    pages.iter().flat_map(|page| &page.words).map(|word| word.text.chars().count() as f32).sum()
}

/// Tells the language by its small words.
fn told_language(pages: &[OcrPage]) -> Option<&'static str> {
    let words: Vec<String> = pages
        .iter()
        .flat_map(|page| &page.words)
        .take(2_000)
        .map(|word| word.text.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase())
        .collect();
    let hits = |small: &[&str]| words.iter().filter(|word| small.contains(&word.as_str())).count();
    let best = LANGUAGES.iter().map(|(_, name, small)| (hits(small), *name)).max_by_key(|(hits, _)| *hits)?;
    (best.0 >= 3).then_some(best.1)
}

//! Files are parsed in the helper program; what happens to it happens to one file only.

use std::process::Command;

use secretariat::ErrorKind;
use secretariat::documents::{ParserProgram, parse};
use secretariat::settings::Limits;

const PROGRAM: &str = env!("CARGO_BIN_EXE_secretariat-parser");

const MAIL: &[u8] =
    b"From: ann@example.org\r\nSubject: Offer\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
    --b\r\n\r\nsee below\r\n--b\r\nContent-Disposition: attachment; filename=a.bin\r\n\
    Content-Transfer-Encoding: base64\r\n\r\nAAEC/w==\r\n--b--\r\n";

#[tokio::test]
async fn the_helper_gives_the_same_document_as_this_process() {
    let parser = ParserProgram::new(PROGRAM);
    let limits = Limits::default();
    for (bytes, name) in [(MAIL, "a.eml"), (b"# T\n\ntext", "a.md"), (b"P5 1 1 255\n\xff", "a.pgm")] {
        let document = parser.parse(bytes, name, &limits, None).await.unwrap();
        assert_eq!(document, parse(bytes, name, &limits).unwrap());
    }
    assert_eq!(parser.waiting().len(), 1);
}

#[tokio::test]
async fn errors_come_back_with_their_kind() {
    let parser = ParserProgram::new(PROGRAM);
    for (bytes, name, kind) in
        [(&b""[..], "a.pdf", ErrorKind::Corrupt), (b"{\\rtf1", "a.rtf", ErrorKind::Unsupported)]
    {
        let error = parser.parse(bytes, name, &Limits::default(), None).await.unwrap_err();
        assert_eq!(error.kind(), kind);
        assert!(error.message().starts_with(name), "{error}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_killed_helper_costs_one_file_at_most() {
    let parser = ParserProgram::new(PROGRAM);
    let limits = Limits::default();
    parser.parse(b"one", "1.txt", &limits, None).await.unwrap();
    // Killed while it waits: the next file does not notice.
    kill(parser.waiting()[0]);
    // A signal takes a moment to arrive.
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    parser.parse(b"two", "2.txt", &limits, None).await.unwrap();

    // Killed in the middle of a file: a page that takes seconds.
    let page = "<table><tr><td><b><i>".repeat(200_000);
    let waiting = parser.waiting()[0];
    let (outcome, ()) = tokio::join!(parser.parse(page.as_bytes(), "3.html", &limits, None), async {
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        kill(waiting);
    });
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    assert!(error.message().starts_with("3.html: the parser was killed"), "{error}");
    let document = parser.parse(b"four", "4.txt", &limits, None).await.unwrap();
    assert_eq!(document.text, "four");
}

#[cfg(unix)]
fn kill(process: u32) {
    assert!(Command::new("kill").args(["-9", &process.to_string()]).status().unwrap().success());
}

#[tokio::test]
async fn many_files_share_few_processes() {
    let parser = ParserProgram::new(PROGRAM).with_warm(2);
    let limits = Limits::default();
    let one = async |number: usize| {
        let text = format!("file {number}");
        parser.parse(text.as_bytes(), "a.txt", &limits, None).await.unwrap().text
    };
    for number in 0..20 {
        let (first, second, third) = tokio::join!(one(number), one(number + 100), one(number + 200));
        assert_eq!((first, second), (format!("file {number}"), format!("file {}", number + 100)));
        assert_eq!(third, format!("file {}", number + 200));
    }
    assert!((1..=2).contains(&parser.waiting().len()));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_helper_has_given_up_what_it_does_not_need() {
    let parser = ParserProgram::new(PROGRAM);
    parser.parse(b"x", "a.txt", &Limits::default(), None).await.unwrap();
    let process = parser.waiting()[0];
    let limits = std::fs::read_to_string(format!("/proc/{process}/limits")).unwrap();
    let soft = |name: &str| {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        line[name.len()..].split_whitespace().next().unwrap().to_owned()
    };
    assert_eq!(soft("Max file size"), "0");
    assert_eq!(soft("Max processes"), "0");
    assert_eq!(soft("Max cpu time"), "15");
    assert!(soft("Max address space").parse::<u64>().unwrap() < 2 << 30);
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    // 2 is SECCOMP_MODE_FILTER.
    assert!(status.lines().any(|line| line.split_whitespace().eq(["Seccomp:", "2"])), "{status}");
}

//! The host's side of the helper program. Tests with the program itself stand beside it, in the package
//! of the command line.

use secretariat::ErrorKind;
use secretariat::documents::ParserProgram;
use secretariat::settings::Limits;

#[tokio::test]
async fn a_missing_program_is_named() {
    let parser = ParserProgram::new("/no/such/secretariat-parser");
    let error = parser.parse(b"x", "a.txt", &Limits::default(), None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(error.message().contains("/no/such/secretariat-parser"));
}

#[cfg(unix)]
#[tokio::test]
async fn a_program_that_is_no_parser_gives_an_error_for_the_file() {
    for program in ["/bin/cat", "/bin/true"] {
        let parser = ParserProgram::new(program);
        let error = parser.parse(b"x", "a.txt", &Limits::default(), None).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Corrupt | ErrorKind::LimitExceeded), "{error}");
        assert!(error.message().starts_with("a.txt: "), "{error}");
    }
}

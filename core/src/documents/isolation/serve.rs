//! The helper's side: reads files from its standard input until that ends.

use std::io::{BufWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::thread;

use super::frames::{self, Answer, Parsed, Request};
use super::sandbox;
use crate::documents::Budget;
use crate::documents::parse::{accept, parse_here};
use crate::error::{Error, Result};

const STACK: usize = 64 << 20;
/// The largest request without its file.
const REQUEST: u64 = 1 << 20;

/// Runs the helper program on standard input and output until the input ends.
///
/// The process gives up network, files and new programs first, where the system can take them away, and
/// limits its memory, CPU time and files to what the first request states. Call this from a `main` that
/// does nothing else.
pub fn serve() -> ExitCode {
    sandbox::filter();
    // The thread starts before the limits forbid new ones.
    let worker = thread::Builder::new().stack_size(STACK).spawn(|| {
        let mut input = std::io::stdin().lock();
        let mut output = BufWriter::new(std::io::stdout().lock());
        converse(&mut input, &mut output)
    });
    match worker.map(thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// Answers requests until the input ends.
fn converse(input: &mut dyn Read, output: &mut dyn Write) -> Result<()> {
    let mut limited = false;
    while let Some(head) = frames::read(input, REQUEST)? {
        let request: Request = serde_json::from_slice(&head)
            .map_err(|error| Error::invalid_input("not a request for the parser").with_source(error))?;
        if !limited {
            sandbox::limit(&request.limits);
            limited = true;
        }
        let file = frames::read(input, request.limits.file_bytes)?
            .ok_or_else(|| Error::invalid_input("the request has no file"))?;
        // After a panic nothing of this process is trusted any more: it answers and ends.
        let parsed = catch_unwind(AssertUnwindSafe(|| {
            let format = accept(&file, &request.name, &request.limits)?;
            parse_here(&file, &request.name, format, Budget::new(request.limits))
        }));
        let panicked = parsed.is_err();
        let parsed = parsed.unwrap_or_else(|_| {
            Err(Error::internal("the parser failed: please report this file").about(&request.name))
        });
        drop(file);
        answer(output, parsed)?;
        if panicked {
            return Err(Error::internal("a parser panicked"));
        }
    }
    Ok(())
}

fn answer(output: &mut dyn Write, parsed: Result<crate::documents::ParsedDocument>) -> Result<()> {
    let (answer, bytes) = match parsed {
        Ok(document) => {
            let (parsed, bytes) = Parsed::split(document);
            (Answer::Document(Box::new(parsed)), bytes)
        }
        Err(error) => {
            let (kind, message) = (error.kind(), error.message().to_owned());
            (Answer::Error { kind, message }, Vec::new())
        }
    };
    let json = serde_json::to_vec(&answer)
        .map_err(|error| Error::internal("the document cannot be written").with_source(error))?;
    frames::write(output, &json)?;
    for bytes in bytes {
        frames::write(output, &bytes)?;
    }
    output.flush().map_err(|error| Error::unavailable("the host is gone").with_source(error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Limits;

    #[test]
    fn a_request_that_is_none_ends_the_conversation() {
        let mut input = Vec::new();
        frames::write(&mut input, b"{}").unwrap();
        let mut output = Vec::new();
        assert!(converse(&mut input.as_slice(), &mut output).is_err());
        assert!(output.is_empty());
    }

    #[test]
    fn a_request_larger_than_allowed_is_refused_before_it_is_read() {
        let mut input = u64::MAX.to_le_bytes().to_vec();
        input.extend(b"x");
        assert!(converse(&mut input.as_slice(), &mut Vec::new()).is_err());
        assert!(frames::read(&mut [9u8, 0, 0, 0, 0, 0, 0, 0].as_slice(), 10).is_err());
        let _ = Limits::default();
    }
}

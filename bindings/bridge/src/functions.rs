//! Calls of functions that need no office.

use secretariat::{Error, Result};

use crate::message::Message;
use crate::method::Action;
use crate::runtime::spawn;
use crate::surface::entry;

/// Calls a function on this thread.
///
/// # Errors
/// Those of the function; `invalid_input` when there is none of this name or the arguments are wrong.
pub fn call_function(name: &str, arguments: Message) -> Result<Message> {
    match &entry(name)?.action {
        // A panic is a defect of ours; it must not unwind into a host of another language.
        Action::Function { call, .. } => std::panic::catch_unwind(|| call(arguments))
            .unwrap_or_else(|_| Err(Error::internal(format!("{name} broke off: please report this")))),
        _ => Err(Error::invalid_input(format!("{name} needs an office"))),
    }
}

/// Calls a function that may take long on a thread of its own.
///
/// # Errors
/// As [`call_function`].
pub async fn start_function(name: String, arguments: Message) -> Result<Message> {
    let work = async move { tokio::task::spawn_blocking(move || call_function(&name, arguments)).await };
    spawn(work)?.await?.map_err(|error| Error::internal("the call broke off").with_source(error))?
}

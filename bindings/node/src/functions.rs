//! Functions that need no office.

use napi::Env;
use napi::bindgen_prelude::Object;
use napi_derive::napi;
use secretariat_bridge::{call_function, start_function};

use crate::message::{Crossing, thrown};
use crate::promise::{Ticket, promise};

/// Calls a function on this thread.
#[napi(js_name = "callFunction")]
pub fn call_function_now(name: String, arguments: Crossing) -> napi::Result<Crossing> {
    call_function(&name, arguments.into()).map(Crossing::from).map_err(thrown)
}

/// Calls a function that may take long on a thread of its own.
#[napi(js_name = "startFunction")]
pub fn start_function_slowly<'env>(
    env: &'env Env,
    name: String,
    arguments: Crossing,
    ticket: Option<&Ticket>,
) -> napi::Result<Object<'env>> {
    promise::<_, Crossing>(env, ticket, false, start_function(name, arguments.into()))
}

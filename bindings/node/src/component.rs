//! Components that the program brings: an OCR engine, for example.

use std::sync::Arc;

use async_trait::async_trait;
use napi::Status;
use napi::bindgen_prelude::{FnArgs, Promise};
use napi::threadsafe_function::ThreadsafeFunction;
use napi_derive::napi;
use secretariat_bridge::{Callbacks, Failure, Foreign, Message};

use crate::message::Crossing;

/// What a component answered.
#[napi(object)]
pub struct Answer {
    /// The result, or what was thrown, as JSON.
    pub message: Crossing,
    /// Whether something was thrown.
    pub failed: bool,
}

type Arguments = FnArgs<(String, Crossing)>;

/// Calls a component: method and arguments in, a promise of the answer out. Weak: a component that waits for
/// work must not keep the process from ending.
pub(crate) type Called = ThreadsafeFunction<Arguments, Promise<Answer>, Arguments, Status, false, true>;

struct Component(Called);

#[async_trait]
impl Foreign for Component {
    async fn call(&self, name: &str, arguments: Message) -> Result<Message, Failure> {
        // Never `call_async`: what the function throws at once would end the process.
        let promise = self.0.call_async_catch((name.to_owned(), arguments.into()).into()).await;
        let answer = match promise {
            Ok(promise) => promise.await,
            Err(error) => Err(error),
        };
        match answer {
            Ok(answer) if answer.failed => Err(Failure::from_thrown(&answer.message.json)),
            Ok(answer) => Ok(answer.message.into()),
            Err(error) => Err(Failure::from_thrown(&error.reason)),
        }
    }
}

/// Puts the components where they belong.
pub(crate) fn callbacks(names: Vec<String>, components: Vec<Called>) -> secretariat::Result<Callbacks> {
    let mut callbacks = Callbacks::default();
    for (name, called) in names.iter().zip(components) {
        callbacks.set(name, Arc::new(Component(called)))?;
    }
    Ok(callbacks)
}

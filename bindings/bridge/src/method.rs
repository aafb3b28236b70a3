//! What a method is: arguments with words for people, a result, and the one call of the core.

use std::future::Future;

use futures::FutureExt;
use futures::future::BoxFuture;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use secretariat::{Error, Office, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::jobs::JobHandle;
use crate::message::Message;

/// A method of an office: its arguments are the fields, its documentation is the type's.
pub(crate) trait Method: DeserializeOwned + JsonSchema + Send + 'static {
    /// The handle and the name, such as `documents.add`.
    const NAME: &'static str;
    /// Whether it reads one thing by its id, which takes no longer than to read its result in another language: an
    /// event loop may wait for that ([`crate::deliver_soon`]).
    const BRIEF: bool = false;
    /// The result.
    type Output: Serialize + JsonSchema + Send;

    /// Makes the call.
    fn run(self, office: Office) -> impl Future<Output = Result<Self::Output>> + Send;
}

/// A method that starts long work with a stream of events.
pub(crate) trait Start: DeserializeOwned + JsonSchema + Send + 'static {
    /// The handle and the name.
    const NAME: &'static str;
    /// What the stream tells.
    type Event: Serialize + JsonSchema;
    /// What waiting gives.
    type Outcome: Serialize + JsonSchema;

    /// Starts the work.
    fn run(self, office: Office) -> Result<JobHandle>;
}

/// A way to see an office: as somebody else, or in another workspace.
pub(crate) trait View: DeserializeOwned + JsonSchema + Send + 'static {
    /// The name.
    const NAME: &'static str;

    /// Returns the office seen so.
    ///
    /// # Errors
    /// Those of the view.
    fn run(self, office: Office) -> Result<Office>;
}

/// A function that needs no office. It blocks, for long only if [`Function::SLOW`].
pub(crate) trait Function: DeserializeOwned + JsonSchema + Send + 'static {
    /// The name, or the type it belongs to and the name, such as `Draft.ensure_sendable`.
    const NAME: &'static str;
    /// Whether it may take so long that no event loop should wait for it.
    const SLOW: bool = false;
    /// The result.
    type Output: Serialize + JsonSchema + Send + 'static;

    /// Makes the call.
    ///
    /// # Errors
    /// Those of the function.
    fn run(self) -> Result<Self::Output>;
}

type Describe = fn(&mut SchemaGenerator) -> Schema;

/// What a row of the table does when it is called.
pub(crate) enum Action {
    Method { brief: bool, call: fn(Office, Message) -> BoxFuture<'static, Result<Message>> },
    Start(fn(Office, Message) -> Result<JobHandle>),
    View(fn(Office, Message) -> Result<Office>),
    Function { slow: bool, call: fn(Message) -> Result<Message> },
}

/// A row of the table of everything that can be called.
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    pub(crate) arguments: Describe,
    pub(crate) result: Describe,
    /// What a job's stream tells.
    pub(crate) event: Option<Describe>,
    pub(crate) action: Action,
}

fn schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// Reads the arguments of a call.
fn arguments<T: DeserializeOwned>(name: &str, message: Message) -> Result<T> {
    // Serde would take a list for a record, by position, which nobody means.
    match message.json.trim_start().starts_with('{') {
        true => message.decode(name),
        false => Err(Error::invalid_input(format!("{name}: the arguments must be a JSON object"))),
    }
}

/// Makes the row of a method.
pub(crate) fn method<M: Method>() -> Entry {
    fn call<M: Method>(office: Office, message: Message) -> BoxFuture<'static, Result<Message>> {
        async move { Message::encode(&arguments::<M>(M::NAME, message)?.run(office).await?) }.boxed()
    }
    Entry {
        name: M::NAME,
        arguments: M::json_schema,
        result: schema::<M::Output>,
        event: None,
        action: Action::Method { brief: M::BRIEF, call: call::<M> },
    }
}

/// Makes the row of a method that starts a job.
pub(crate) fn start<M: Start>() -> Entry {
    Entry {
        name: M::NAME,
        arguments: M::json_schema,
        result: schema::<M::Outcome>,
        event: Some(schema::<M::Event>),
        action: Action::Start(|office, message| arguments::<M>(M::NAME, message)?.run(office)),
    }
}

/// Makes the row of a view, whose result is no value.
pub(crate) fn view<V: View>() -> Entry {
    Entry {
        name: V::NAME,
        arguments: V::json_schema,
        result: schema::<()>,
        event: None,
        action: Action::View(|office, message| arguments::<V>(V::NAME, message)?.run(office)),
    }
}

/// Makes the row of a function.
pub(crate) fn function<F: Function>() -> Entry {
    Entry {
        name: F::NAME,
        arguments: F::json_schema,
        result: schema::<F::Output>,
        event: None,
        action: Action::Function {
            slow: F::SLOW,
            call: |message| Message::encode(&arguments::<F>(F::NAME, message)?.run()?),
        },
    }
}

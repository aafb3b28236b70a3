//! Components that the application writes in its own language.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use secretariat::Result;
use secretariat_bridge::{Callbacks, Failure, Foreign, Message};

use crate::failure::NativeFailure;
use crate::message::NativeMessage;

/// An object of the application: methods by name, JSON in and out.
#[uniffi::export(with_foreign)]
#[async_trait]
pub trait NativeComponent: Send + Sync {
    /// Calls a method of the object.
    async fn call(&self, name: String, arguments: NativeMessage) -> Result<NativeMessage, NativeFailure>;
}

struct Adapter(Arc<dyn NativeComponent>);

#[async_trait]
impl Foreign for Adapter {
    async fn call(&self, name: &str, arguments: Message) -> Result<Message, Failure> {
        Ok(self.0.call(name.to_owned(), arguments.into()).await?.try_into()?)
    }
}

/// Puts components into their places by the names of these.
pub(crate) fn callbacks(components: HashMap<String, Arc<dyn NativeComponent>>) -> Result<Callbacks> {
    let mut callbacks = Callbacks::default();
    for (place, component) in components {
        callbacks.set(&place, Arc::new(Adapter(component)))?;
    }
    Ok(callbacks)
}

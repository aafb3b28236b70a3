//! Components that an application brings in its own language.

mod agents;
mod components;

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use secretariat::settings::Limits;
use secretariat::{Error, OfficeBuilder, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;
use crate::message::Message;

pub(crate) use components::describe;

/// An object of the application: methods by name, JSON in and out.
#[async_trait]
pub trait Foreign: Send + Sync {
    /// Calls a method of the object.
    ///
    /// # Errors
    /// What the method threw.
    async fn call(&self, name: &str, arguments: Message) -> Result<Message, Failure>;
}

/// The components that an application may bring, by their names in options.
const NAMES: [&str; 5] = ["ocr", "file_parser", "embedder", "language_model", "toolbox"];

/// The components of an application, each optional: `ocr`, `file_parser`, `embedder`, `language_model`, `toolbox`.
#[derive(Clone, Default)]
pub struct Callbacks(BTreeMap<&'static str, Arc<dyn Foreign>>);

impl fmt::Debug for Callbacks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Callbacks {
    /// Sets a component by its name, such as `ocr`.
    ///
    /// # Errors
    /// `invalid_input` when there is no such component.
    pub fn set(&mut self, name: &str, object: Arc<dyn Foreign>) -> Result<()> {
        let known = NAMES.into_iter().find(|known| *known == name);
        let known = known.ok_or_else(|| Error::invalid_input(format!("there is no component {name}")))?;
        self.0.insert(known, object);
        Ok(())
    }

    /// Puts the components into an office. What they are asked once is asked here.
    pub(crate) async fn build(self, mut builder: OfficeBuilder, limits: &Limits) -> Result<OfficeBuilder> {
        let patience = Duration::from_millis(limits.callback_millis);
        for (role, object) in self.0 {
            let component = Component { object, role, patience };
            builder = match role {
                "ocr" => builder.ocr(Arc::new(component)),
                "file_parser" => builder.file_parser(Arc::new(components::Parser::new(component).await?)),
                "language_model" => builder.model(Arc::new(agents::Model::new(component).await?)),
                "toolbox" => {
                    let tools = agents::tools(component).await?.into_iter();
                    tools.fold(builder, |builder, tool| builder.tool(Arc::new(tool)))
                }
                _ => builder.embedder(Arc::new(components::Model::new(component).await?)),
            };
        }
        Ok(builder)
    }
}

/// An object of the application in the part of a component.
struct Component {
    object: Arc<dyn Foreign>,
    role: &'static str,
    patience: Duration,
}

impl fmt::Debug for Component {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Component({})", self.role)
    }
}

impl Component {
    /// Calls a method and reads what it returns, which is as untrusted as a file.
    fn ask<T: DeserializeOwned>(
        &self,
        name: &'static str,
        arguments: &impl Serialize,
    ) -> impl Future<Output = Result<T>> + Send {
        self.ask_within(name, arguments, (self.patience, "limits.callback_millis"))
    }

    /// As [`Component::ask`], with a patience of its own, and what it is called where it can be changed.
    fn ask_within<T: DeserializeOwned>(
        &self,
        name: &'static str,
        arguments: &impl Serialize,
        (patience, limit): (Duration, &'static str),
    ) -> impl Future<Output = Result<T>> + Send {
        let message = Message::encode(arguments);
        let (object, role) = (Arc::clone(&self.object), self.role);
        async move {
            let call = object.call(name, message?);
            let outcome = tokio::time::timeout(patience, call).await.map_err(|_| {
                Error::limit_exceeded(format!(
                    "the {role} of the application did not answer within {} ms (`{limit}`)",
                    patience.as_millis()
                ))
            })?;
            let answer = outcome.map_err(|failure| {
                Error::new(failure.code, format!("the {role} of the application failed: {}", failure.message))
            })?;
            answer.decode(&format!("the {role} of the application returned something else than expected"))
        }
    }
}

//! Components that an application brings in its own language.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use schemars::{JsonSchema, SchemaGenerator};
use secretariat::documents::Ocr;
use secretariat::documents::ocr::OcrPage;
use secretariat::settings::Limits;
use secretariat::{Error, OfficeBuilder, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::message::{Buffer, Message};

/// An object of the application: methods by name, JSON in and out.
#[async_trait]
pub trait Foreign: Send + Sync {
    /// Calls a method of the object.
    ///
    /// # Errors
    /// What the method threw.
    async fn call(&self, name: &str, arguments: Message) -> Result<Message, Failure>;
}

/// The components of an application, each optional.
#[derive(Clone, Default)]
pub struct Callbacks {
    /// Reads the text of pictures.
    pub ocr: Option<Arc<dyn Foreign>>,
}

impl fmt::Debug for Callbacks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callbacks").field("ocr", &self.ocr.is_some()).finish()
    }
}

impl Callbacks {
    /// Sets a component by its name, such as `ocr`.
    ///
    /// # Errors
    /// `invalid_input` when there is no such component.
    pub fn set(&mut self, name: &str, object: Arc<dyn Foreign>) -> Result<()> {
        match name {
            "ocr" => self.ocr = Some(object),
            _ => return Err(Error::invalid_input(format!("there is no component {name}"))),
        }
        Ok(())
    }

    /// Puts the components into an office.
    pub(crate) fn build(self, mut builder: OfficeBuilder, limits: &Limits) -> OfficeBuilder {
        let patience = Duration::from_millis(limits.callback_millis);
        if let Some(ocr) = self.ocr {
            builder = builder.ocr(Arc::new(Component { object: ocr, role: "ocr", patience }));
        }
        builder
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
        let message = Message::encode(arguments);
        let (object, role, patience) = (Arc::clone(&self.object), self.role, self.patience);
        async move {
            let call = object.call(name, message?);
            let outcome = tokio::time::timeout(patience, call).await.map_err(|_| {
                Error::limit_exceeded(format!(
                    "the {role} of the application did not answer within {} ms (`limits.callback_millis`)",
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

/// Reads the text of one picture.
#[derive(Serialize, JsonSchema)]
struct Recognise {
    /// An encoded picture: PNG, JPEG, TIFF or PNM; a TIFF may hold several pages.
    image: Buffer,
    /// The resolution in dots per inch, if known.
    dpi: Option<u32>,
    /// Hints at the language as BCP 47 tags, the likeliest first; none means that the engine finds out.
    languages: Vec<String>,
}

#[async_trait]
impl Ocr for Component {
    async fn recognise(&self, image: &[u8], dpi: Option<u32>, languages: &[String]) -> Result<Vec<OcrPage>> {
        let image = Buffer(image.to_vec());
        self.ask("recognise", &Recognise { image, dpi, languages: languages.to_vec() }).await
    }
}

/// Describes the components: one row per method of each.
pub(crate) fn describe(generator: &mut SchemaGenerator) -> Value {
    json!([
        {
            "name": "Ocr",
            "description": "Reads the text of pictures.",
            "method": "recognise",
            "arguments": Recognise::json_schema(generator),
            "result": generator.subschema_for::<Vec<OcrPage>>(),
        },
    ])
}

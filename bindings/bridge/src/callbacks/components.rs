//! Each component: the arguments of its methods, and how the core's trait is made of them.

use async_trait::async_trait;
use schemars::{JsonSchema, SchemaGenerator};
use secretariat::Result;
use secretariat::documents::ocr::OcrPage;
use secretariat::documents::{FileParser, Ocr, ParsedFile};
use secretariat::search::Embedder;
use serde::Serialize;
use serde_json::{Value, json};

use super::Component;
use crate::message::Buffer;

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

/// Returns the file name endings it reads, without dot, in lower case, such as `dwg`; asked once, when the
/// office is opened.
#[derive(Serialize, JsonSchema)]
struct Extensions {}

/// Reads a file as pages of Markdown, or returns nothing to leave it to the built-in parsers.
#[derive(Serialize, JsonSchema)]
struct Parse {
    /// The content of the file.
    bytes: Buffer,
    /// The file's name, for messages and hints only; the sender of a mail chose it.
    name: String,
}

/// A parser of the application.
#[derive(Debug)]
pub(super) struct Parser {
    component: Component,
    extensions: Vec<String>,
}

impl Parser {
    /// Asks for the endings.
    pub(super) async fn new(component: Component) -> Result<Self> {
        let extensions = component.ask("extensions", &Extensions {}).await?;
        Ok(Self { component, extensions })
    }
}

#[async_trait]
impl FileParser for Parser {
    fn extensions(&self) -> Vec<String> {
        self.extensions.clone()
    }

    async fn parse(&self, bytes: &[u8], name: &str) -> Result<Option<ParsedFile>> {
        self.component.ask("parse", &Parse { bytes: Buffer(bytes.to_vec()), name: name.to_owned() }).await
    }
}

/// Names the model and its version: an index made with another one is made anew. Asked once, when the office
/// is opened.
#[derive(Serialize, JsonSchema)]
struct Name {}

/// Returns how many numbers a vector has, from 1 to 4,096. Asked once, when the office is opened.
#[derive(Serialize, JsonSchema)]
struct Dimensions {}

/// Returns one vector for each text, in order.
#[derive(Serialize, JsonSchema)]
struct Embed {
    /// The texts.
    texts: Vec<String>,
}

/// A model of meaning of the application.
#[derive(Debug)]
pub(super) struct Model {
    component: Component,
    name: String,
    dimensions: usize,
}

impl Model {
    /// Asks for name and dimensions.
    pub(super) async fn new(component: Component) -> Result<Self> {
        let name = component.ask("name", &Name {}).await?;
        let dimensions = component.ask("dimensions", &Dimensions {}).await?;
        Ok(Self { component, name, dimensions })
    }
}

#[async_trait]
impl Embedder for Model {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn dimensions(&self) -> usize {
        self.dimensions
    }

    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>> {
        self.component.ask("embed", &Embed { texts: texts.to_vec() }).await
    }
}

/// Describes the components: one row per method of each.
pub(crate) fn describe(generator: &mut SchemaGenerator) -> Value {
    const OCR: (&str, &str) = ("Ocr", "Reads the text of pictures.");
    const FILE_PARSER: (&str, &str) = (
        "FileParser",
        "Reads files that the application knows better than this library, such as a format of its own.",
    );
    const EMBEDDER: (&str, &str) =
        ("Embedder", "Makes vectors of texts, so that texts of like meaning have vectors of like direction.");
    let mut rows = Vec::new();
    let mut row = |(name, description): (&str, &str), method: &str, arguments, result| {
        rows.push(json!({
            "name": name,
            "description": description,
            "method": method,
            "arguments": arguments,
            "result": result,
        }));
    };
    let g = generator;
    row(OCR, "recognise", Recognise::json_schema(g), g.subschema_for::<Vec<OcrPage>>());
    row(FILE_PARSER, "extensions", Extensions::json_schema(g), g.subschema_for::<Vec<String>>());
    row(FILE_PARSER, "parse", Parse::json_schema(g), g.subschema_for::<Option<ParsedFile>>());
    row(EMBEDDER, "name", Name::json_schema(g), g.subschema_for::<String>());
    row(EMBEDDER, "dimensions", Dimensions::json_schema(g), g.subschema_for::<usize>());
    row(EMBEDDER, "embed", Embed::json_schema(g), g.subschema_for::<Vec<Vec<f32>>>());
    super::agents::describe(g, &mut row);
    json!(rows)
}

//! The schema: fields and types, and how each is answered.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use async_graphql::dynamic::{
    Enum, EnumItem, Field, FieldFuture, FieldValue, InputValue, Object, ResolverContext, Scalar, Schema,
    TypeRef, Union,
};
use secretariat::{Error, Result};
use serde_json::Value;

use super::reads::{self, Gives, Read};
use super::routes::Asked;
use super::types::{ANY, DECIMAL, Form, Named, Typed, Types, WHOLE, about, member, pascal};
use crate::openapi;
use crate::problem::Problem;

/// The name of the type that queries begin with.
pub(super) const QUERY: &str = "Query";

/// How many directives a field may have: `@skip` and `@include` are all there are.
const DIRECTIVES: usize = 4;

static SCHEMA: LazyLock<Result<Known, String>> =
    LazyLock::new(|| build(&openapi::document()).map_err(|error| error.to_string()));

/// The schema, and what is known of its fields before they are asked.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) graph: Schema,
    /// The fields of each object by their names.
    pub(super) shapes: HashMap<String, HashMap<String, Shape>>,
    /// How many types there are.
    pub(super) types: usize,
}

/// What a field gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    /// The name of its type, without lists.
    pub(super) of: String,
    /// How many lists stand around it.
    pub(super) lists: u32,
    /// How long its lists are when no `limit` is given, where it takes one.
    pub(super) usual_limit: Option<u64>,
}

/// Returns the schema of this program.
///
/// # Errors
/// `internal` when the OpenAPI document has what GraphQL cannot say, which a test finds.
pub(super) fn schema() -> Result<&'static Known> {
    SCHEMA.as_ref().map_err(|error| Error::internal(format!("there is no GraphQL schema: {error}")))
}

fn build(document: &Value) -> Result<Known> {
    let empty = serde_json::Map::new();
    let mut types = Types::new(document["components"]["schemas"].as_object().unwrap_or(&empty));
    let mut query =
        Object::new(QUERY).description("Everything that can be read, each as its operation of REST.");
    let mut fields = HashMap::new();
    for read in reads::of(document) {
        let typed = result(&mut types, &read)?;
        let (of, lists) = typed.innermost();
        let shape = Shape { of: of.to_owned(), lists, usual_limit: read.usual_limit() };
        fields.insert(read.field.clone(), shape);
        query = query.field(root(&mut types, read, typed)?);
    }
    let mut schema = Schema::build(QUERY, None, None).limit_directives(DIRECTIVES).register(query);
    for (name, about) in [
        (ANY, "Anything, as it is in JSON."),
        (WHOLE, "A whole number of up to 53 bits."),
        (DECIMAL, "A number in decimal notation, as a text."),
    ] {
        schema = schema.register(Scalar::new(name).description(about));
    }
    let mut shapes = HashMap::from([(QUERY.to_owned(), fields)]);
    let count = types.named.len();
    for (name, (about, named)) in types.named {
        schema = match named {
            Named::Enum(values) => {
                let items = values.into_iter().map(|(value, about)| match about.is_empty() {
                    true => EnumItem::new(value),
                    false => EnumItem::new(value).description(about),
                });
                schema.register(Enum::new(name).items(items).description(about))
            }
            Named::Union(members) => {
                let union = members.into_iter().fold(Union::new(name), Union::possible_type);
                schema.register(union.description(about))
            }
            Named::Object(properties) => {
                let mut object = Object::new(&name);
                let mut fields = HashMap::new();
                for property in properties {
                    let (of, lists) = property.typed.innermost();
                    let shape = Shape { of: of.to_owned(), lists, usual_limit: None };
                    fields.insert(property.name.clone(), shape);
                    let field = inner(property.name, property.typed);
                    // The parts of a page need no words.
                    let is_plain = property.about.is_empty();
                    object = object.field(if is_plain { field } else { field.description(property.about) });
                }
                shapes.insert(name, fields);
                schema.register(if about.is_empty() { object } else { object.description(about) })
            }
        };
    }
    let graph =
        schema.finish().map_err(|error| Error::internal("the types do not fit").with_source(error))?;
    Ok(Known { graph, shapes, types: count })
}

/// Returns the type of what a read gives. Nothing is needed of it: one field may fail, and the others are there.
fn result(types: &mut Types<'_>, read: &Read) -> Result<Typed> {
    let form = match &read.gives {
        Gives::Text | Gives::Bytes => Form::Leaf(TypeRef::STRING.to_owned()),
        Gives::Json(schema) => {
            // Lists of the same things have the same name.
            let items = schema["properties"]["items"]["items"]["$ref"].as_str();
            let items = items.and_then(|path| path.rsplit('/').next());
            let name = items.map_or_else(|| pascal(&read.field), |items| format!("{items}List"));
            types.of(schema, &name)?.form
        }
    };
    Ok(Typed { form, may_be_null: true })
}

/// A field of `Query`: it asks the route of its operation.
fn root(types: &mut Types<'_>, read: Read, typed: Typed) -> Result<Field> {
    let mut arguments = Vec::new();
    for parameter in &read.parameters {
        let mut argument =
            types.of(&parameter.schema, &format!("{}{}", pascal(&read.field), pascal(&parameter.name)))?;
        argument.may_be_null = !parameter.is_needed;
        let input = InputValue::new(&parameter.name, argument.reference());
        let about = about(&parameter.schema);
        arguments.push(if about.is_empty() { input } else { input.description(about) });
    }
    let description = match read.gives {
        Gives::Bytes => format!("{} As Base64.", read.about),
        _ => read.about.clone(),
    };
    let (name, reference) = (read.field.clone(), typed.reference());
    let both = Arc::new((read, typed));
    let field = Field::new(name, reference, move |context| {
        let both = Arc::clone(&both);
        FieldFuture::new(async move {
            let (read, typed) = &*both;
            let asked = context.data::<Asked>()?;
            let value = match asked.ask(read, &context.args).await {
                Ok(value) => present(asked, typed, Cow::Owned(value)),
                Err(problem) => Err(refused(problem)),
            };
            // An error that is returned would leave the field out: it is null, and the others are there.
            value.or_else(|error| {
                let error = error.into_server_error(context.item.pos);
                context.add_error(context.set_error_path(error));
                Ok(None)
            })
        })
    });
    Ok(arguments.into_iter().fold(field.description(description), Field::argument))
}

/// A field of an object: it is in the answer of the route already.
fn inner(name: String, typed: Typed) -> Field {
    let (key, reference) = (name.clone(), typed.reference());
    Field::new(name, reference, move |context| match part(&context, &key, &typed) {
        Ok(value) => FieldFuture::Value(value),
        Err(error) => FieldFuture::new(async move { Err::<Option<FieldValue<'_>>, _>(error) }),
    })
}

fn part<'a>(
    context: &ResolverContext<'a>,
    key: &str,
    typed: &Typed,
) -> async_graphql::Result<Option<FieldValue<'a>>> {
    let whole = context.parent_value.try_downcast_ref::<Value>()?;
    present(context.data::<Asked>()?, typed, Cow::Borrowed(&whole[key]))
}

/// Shows a value as what its type says.
fn present<'a>(
    asked: &Asked,
    typed: &Typed,
    value: Cow<'a, Value>,
) -> async_graphql::Result<Option<FieldValue<'a>>> {
    if value.is_null() {
        return Ok(None);
    }
    let whole = |value: Cow<'a, Value>| match value {
        Cow::Borrowed(value) => FieldValue::borrowed_any(value),
        Cow::Owned(value) => FieldValue::owned_any(value),
    };
    Ok(Some(match &typed.form {
        Form::Leaf(_) => FieldValue::value(async_graphql::Value::from_json(value.into_owned())?),
        Form::Object(_) => whole(value),
        Form::Union(name) => {
            let member = member(name, value["type"].as_str().unwrap_or_default());
            whole(value).with_type(member)
        }
        Form::List(of) => {
            let items: Vec<Cow<'a, Value>> = match value {
                Cow::Borrowed(Value::Array(items)) => items.iter().map(Cow::Borrowed).collect(),
                Cow::Owned(Value::Array(items)) => items.into_iter().map(Cow::Owned).collect(),
                _ => return Err("internal: expects a list".into()),
            };
            asked.list(items.len()).map_err(refused)?;
            let items = items.into_iter().map(|item| present(asked, of, item));
            let items = items.map(|item| item.map(|item| item.unwrap_or(FieldValue::NULL)));
            FieldValue::list(items.collect::<async_graphql::Result<Vec<_>>>()?)
        }
    }))
}

/// Says of a field what its route said: the words, and the kind.
fn refused(problem: Problem) -> async_graphql::Error {
    let mut error = async_graphql::Error::new(problem.detail());
    error.extensions.get_or_insert_default().set("code", problem.kind().code());
    error
}

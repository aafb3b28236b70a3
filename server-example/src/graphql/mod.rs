//! Reading by GraphQL: every read of the OpenAPI document is a field of `Query`.
//!
//! ```text
//! query → limits (depth, cost, roots) → each root field: its REST route, as the same caller → what was selected
//! ```
//!
//! No type and no rule is written twice: types come from the schemas of the OpenAPI document, and a field is answered
//! by the route of its operation, with the rights, checks and errors of that. Nothing is changed by GraphQL: changes
//! have keys, tags and statuses of HTTP, which a mutation has no place for.

mod endpoint;
mod limits;
mod reads;
mod routes;
mod schema;
mod types;

pub(crate) use endpoint::answer;
pub(crate) use routes::Routes;

/// Returns the schema in its own language, as it is committed in `schema.graphql`.
///
/// # Errors
/// `internal` when the OpenAPI document has what GraphQL cannot say.
pub fn sdl() -> secretariat::Result<String> {
    Ok(schema::schema()?.graph.sdl())
}

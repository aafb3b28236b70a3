//! The schemas of the document: those of the calls, and the server's own.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use secretariat::OfficeChange;
use secretariat::agents::{Run, RunEntry};
use secretariat::documents::progress::Progress;
use secretariat::sessions::IssuedToken;
use serde_json::{Map, Value};

use super::rewritten;
use crate::handlers::{agenda, documents, mcp, me, oidc, people, runs, sessions};
use crate::operations::calls;
use crate::problem::ProblemBody;

/// Returns all schemas by their names.
pub(super) fn all() -> Value {
    let mut schemas = own();
    let types = calls::types().as_object().into_iter().flatten();
    for (name, schema) in types {
        schemas.entry(name.clone()).or_insert_with(|| rewritten(schema));
    }
    schemas.sort_keys();
    Value::Object(schemas)
}

/// Returns the schemas of the server's own types, with those of the core that they use.
fn own() -> Map<String, Value> {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    let mut generator = settings.into_generator();
    let add: [fn(&mut SchemaGenerator); 24] = [
        one::<ProblemBody<'static>>,
        one::<sessions::SetupState>,
        one::<sessions::SetUp>,
        one::<sessions::SignIn>,
        one::<sessions::Accept>,
        one::<sessions::Switch>,
        one::<sessions::SessionBody>,
        one::<oidc::OidcProviderList>,
        one::<mcp::McpMessage>,
        one::<me::Me>,
        one::<me::OwnSessionList>,
        one::<me::NewPassword>,
        one::<me::ServerFacts>,
        one::<people::InvitationBody>,
        one::<people::NewToken>,
        one::<people::ServiceTokenList>,
        one::<agenda::FeedBody>,
        one::<documents::Accepted>,
        one::<documents::Added>,
        one::<documents::JobState>,
        one::<runs::NewRun>,
        one::<IssuedToken>,
        one::<OfficeChange>,
        |generator| {
            one::<Run>(generator);
            one::<RunEntry>(generator);
            one::<Progress>(generator);
        },
    ];
    for add in add {
        add(&mut generator);
    }
    generator.take_definitions(true)
}

fn one<T: JsonSchema>(generator: &mut SchemaGenerator) {
    generator.subschema_for::<T>();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_type_of_the_server_has_the_name_of_another_one_of_the_core() {
        let types = calls::types();
        let mut shared = 0;
        for (name, schema) in own() {
            if let Some(known) = types.get(&name) {
                assert_eq!(schema, rewritten(known), "{name} is two things");
                shared += 1;
            }
        }
        assert!(shared > 20, "{shared}");
    }
}

//! One tool of a server, as runs use it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use rmcp::ServiceError;
use rmcp::model::{CallToolRequestParams, JsonObject, RequestMetaObject};
use serde_json::Value;

use super::answer;
use super::connection::Connection;
use crate::agents::{ApprovalPolicy, Effect, Tool, ToolContext, ToolOutput, ToolSpec};
use crate::error::{Error, ErrorKind, Result};
use crate::models::SchemaCheck;
use crate::settings::McpServer;

/// The longest name of a tool.
const NAME: usize = 64;
/// The longest description, in characters.
const DESCRIPTION: usize = 2_000;
/// Where the idempotency key stands in a request.
const KEY: &str = "secretariat/idempotencyKey";

/// A tool of a server.
#[derive(Debug)]
pub(super) struct McpTool {
    connection: Arc<Connection>,
    /// Its name at the server.
    remote: String,
    spec: ToolSpec,
}

/// Returns the tools of a server. Those that cannot be used are left out: one of them is no reason to miss the rest.
///
/// # Errors
/// As [`Connection::tools`]; `not_found` for a tool that the settings name and the server does not have.
pub(super) async fn all(connection: &Arc<Connection>) -> Result<Vec<Arc<dyn Tool>>> {
    let server = &connection.server;
    let found = connection.tools().await?;
    for wanted in &server.tools {
        if !found.iter().any(|tool| tool.name == *wanted) {
            return Err(Error::not_found(format!("has no tool `{wanted}`: correct `tools`")));
        }
    }
    let (mut tools, mut names): (Vec<Arc<dyn Tool>>, _) = (Vec::new(), BTreeSet::new());
    for tool in found {
        if !server.tools.is_empty() && !server.tools.iter().any(|wanted| *wanted == tool.name) {
            continue;
        }
        let spec = spec(server, &tool);
        let usable = SchemaCheck::new(&spec.parameters).is_ok() && spec.name.len() <= NAME;
        if !usable || !names.insert(spec.name.clone()) {
            tracing::warn!(server = %server.name, tool = %spec.name, "a tool of an MCP server cannot be used");
            continue;
        }
        let (connection, remote) = (Arc::clone(connection), tool.name.into_owned());
        tools.push(Arc::new(McpTool { connection, remote, spec }));
    }
    Ok(tools)
}

/// Describes a tool by what the server says of it.
fn spec(server: &McpServer, tool: &rmcp::model::Tool) -> ToolSpec {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '_' };
    let name = format!("{}_{}", server.name, tool.name.chars().map(plain).collect::<String>());
    let about = tool.description.as_deref().unwrap_or_default();
    let about: String = about.chars().take(DESCRIPTION).collect();
    let parameters = Value::Object(JsonObject::clone(&tool.input_schema));
    let hints = tool.annotations.as_ref();
    let effect = match hints {
        Some(hints) if hints.read_only_hint == Some(true) => Effect::Pure,
        Some(hints) if hints.idempotent_hint == Some(true) => Effect::Idempotent,
        _ => Effect::Once,
    };
    let approval = if server.always_ask { ApprovalPolicy::Always } else { ApprovalPolicy::WhenTainted };
    ToolSpec::new(name, about, parameters)
        .with_effect(effect)
        .with_approval(approval)
        .with_timeout(Duration::from_secs(server.seconds.into()))
}

#[async_trait]
impl Tool for McpTool {
    fn spec(&self) -> ToolSpec {
        self.spec.clone()
    }

    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput> {
        let Value::Object(arguments) = arguments else {
            return Err(Error::invalid_input("the arguments are no JSON object"));
        };
        let name = &self.connection.server.name;
        let about = |error: Error| error.about(format!("the MCP server `{name}`"));
        let live = self.connection.live().await.map_err(about)?;
        let mut request = CallToolRequestParams::new(self.remote.clone()).with_arguments(arguments);
        let key = [(KEY.to_owned(), Value::String(context.idempotency_key.clone()))];
        request.meta = Some(RequestMetaObject::from(JsonObject::from_iter(key)));
        match live.peer().call_tool(request).await {
            Ok(result) => Ok(answer::of(result)),
            Err(ServiceError::McpError(error)) => Ok(answer::of_error(&error)),
            Err(error) => {
                self.connection.lost(&live).await;
                Err(about(self.broken(error)))
            }
        }
    }
}

impl McpTool {
    /// What is told of a call whose answer did not come.
    fn broken(&self, error: ServiceError) -> Error {
        let (kind, message) = match self.spec.effect {
            Effect::Once | Effect::Transactional => {
                (ErrorKind::InDoubt, "went away during the call: nobody knows whether it took effect")
            }
            Effect::Pure | Effect::Idempotent => (ErrorKind::Unavailable, "went away during the call"),
        };
        Error::new(kind, message).with_source(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::McpPlace;
    use rmcp::model::ToolAnnotations;
    use serde_json::json;

    fn server() -> McpServer {
        McpServer {
            name: "files".to_owned(),
            place: McpPlace::Http { url: "https://tools.example".to_owned(), token: None, internal: false },
            tools: Vec::new(),
            always_ask: false,
            optional: false,
            seconds: 7,
        }
    }

    fn described(hints: Option<ToolAnnotations>) -> ToolSpec {
        let schema: JsonObject = serde_json::from_value(json!({"type": "object"})).unwrap();
        let tool = rmcp::model::Tool::new("read.all/now", "d".repeat(9_000), schema);
        spec(&server(), &hints.into_iter().fold(tool, rmcp::model::Tool::with_annotations))
    }

    #[test]
    fn hints_tell_the_effect_and_without_them_a_call_is_made_once() {
        let hints = ToolAnnotations::new();
        assert_eq!(described(None).effect, Effect::Once);
        assert_eq!(described(Some(hints.clone())).effect, Effect::Once);
        assert_eq!(described(Some(hints.clone().idempotent(true))).effect, Effect::Idempotent);
        let reads = described(Some(hints.read_only(true)));
        assert_eq!((reads.effect, reads.approval), (Effect::Pure, ApprovalPolicy::WhenTainted));
        assert_eq!(reads.timeout_millis, 7_000);
    }

    #[test]
    fn a_name_is_one_that_models_can_say_and_a_description_is_cut() {
        let spec = described(None);
        assert_eq!(spec.name, "files_read_all_now");
        assert_eq!(spec.description.len(), DESCRIPTION);
    }
}

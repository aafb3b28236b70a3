//! The tools that a client is offered.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::SignedDuration;
use rmcp::model::{JsonObject, Tool as McpTool, ToolAnnotations};
use serde_json::Value;

use super::runs;
use crate::agents::{Effect, Tool, ToolContext, ToolSpec};
use crate::error::{Error, Result};
use crate::id::RunId;
use crate::models::SchemaCheck;
use crate::office::Office;
use crate::tools::OfficeTools;

/// The tools of runs that a client gets too: all but those that leave the house.
const OFFERED: [&str; 11] = [
    "ask_documents",
    "check_text",
    "document_brief",
    "draft",
    "free_busy",
    "list_documents",
    "list_tasks",
    "read_document",
    "recall",
    "revise_draft",
    "search_documents",
];

/// The tools of one client.
#[derive(Debug)]
pub(super) struct Shelf {
    /// Names this client's session in keys.
    pub(super) session: RunId,
    tools: BTreeMap<String, Offered>,
}

/// A tool on offer.
#[derive(Debug)]
struct Offered {
    spec: ToolSpec,
    check: SchemaCheck,
    does: Does,
}

/// Who does it.
#[derive(Debug)]
enum Does {
    Tool(Arc<dyn Tool>),
    Runs(runs::Asked),
}

impl Shelf {
    /// Takes the tools of an office.
    ///
    /// # Errors
    /// `invalid_input` for a schema that cannot be used.
    pub(super) fn of(office: &Office) -> Result<Self> {
        let all = OfficeTools::new(office.documents(), office.communications()).all();
        let own = all.into_iter().map(|tool| (tool.spec(), Does::Tool(tool)));
        let own = own.filter(|(spec, _)| OFFERED.contains(&spec.name.as_str()));
        let runs = runs::offered().into_iter().map(|(spec, asked)| (spec, Does::Runs(asked)));
        let mut tools = BTreeMap::new();
        for (spec, does) in own.chain(runs) {
            let check = SchemaCheck::new(&spec.parameters).map_err(|error| error.about(&spec.name))?;
            tools.insert(spec.name.clone(), Offered { spec, check, does });
        }
        let documents = office.documents();
        let (now, randomness) = (documents.guard.now(), documents.ingest.randomness.as_ref());
        Ok(Self { session: RunId::new(now, randomness), tools })
    }

    /// Describes all of them.
    pub(super) fn listed(&self) -> Vec<McpTool> {
        self.tools.values().map(|offered| described(&offered.spec)).collect()
    }

    /// Calls one; nothing when there is none of that name.
    ///
    /// # Errors
    /// `invalid_input` for arguments that do not fit; those of the tool.
    pub(super) async fn call(
        &self,
        office: &Office,
        name: &str,
        arguments: JsonObject,
        idempotency_key: String,
    ) -> Result<Option<Value>> {
        let Some(offered) = self.tools.get(name) else { return Ok(None) };
        let arguments = Value::Object(arguments);
        let faults = offered.check.check(&arguments);
        if !faults.is_empty() {
            let faults =
                faults.iter().take(10).map(|fault| format!("at `{}`: {}", fault.path, fault.message));
            let faults: Vec<String> = faults.collect();
            let message = format!("the arguments do not fit the schema of `{name}`: {}", faults.join("; "));
            return Err(Error::invalid_input(message));
        }
        let tool = match &offered.does {
            Does::Tool(tool) => tool,
            Does::Runs(asked) => return asked.answer(office, arguments).await.map(Some),
        };
        let gate = office.documents().guard.gate();
        let now = office.documents().guard.now();
        let length =
            SignedDuration::from_millis(i64::try_from(offered.spec.timeout_millis).unwrap_or(i64::MAX));
        let context = ToolContext {
            workspace: gate.workspace().clone(),
            actor: gate.actor().clone(),
            run: self.session.clone(),
            call_id: idempotency_key.clone(),
            attempt: 1,
            idempotency_key,
            now,
            deadline: now.saturating_add(length).unwrap_or(jiff::Timestamp::MAX),
        };
        let most = std::time::Duration::from_millis(offered.spec.timeout_millis);
        let output = tokio::time::timeout(most, tool.call(&context, arguments)).await;
        let output = output.map_err(|_| Error::limit_exceeded(format!("`{name}` took too long")))??;
        Ok(Some(output.content))
    }
}

/// Describes a tool, with hints of what it does.
fn described(spec: &ToolSpec) -> McpTool {
    let hints = ToolAnnotations::new()
        .read_only(spec.effect == Effect::Pure)
        .idempotent(matches!(spec.effect, Effect::Pure | Effect::Idempotent))
        .destructive(false)
        .open_world(false);
    let schema = match &spec.parameters {
        Value::Object(schema) => schema.clone(),
        _ => JsonObject::new(),
    };
    McpTool::new(spec.name.clone(), spec.description.clone(), schema).with_annotations(hints)
}

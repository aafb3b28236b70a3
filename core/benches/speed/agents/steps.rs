//! The tools of the scripts, the agent that has them, and the office that they work in.

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use secretariat::agents::{Agent, ApprovalPolicy, Budget, Effect, Tool, ToolContext, ToolOutput, ToolSpec};
use secretariat::models::{HttpModel, HttpModelOptions, LanguageModel};
use secretariat::settings::Settings;
use secretariat::storage::Storage;
use secretariat::storage::memory::Memory;
use secretariat::storage::postgres::Postgres;
use secretariat::storage::sqlite::Sqlite;
use secretariat::{Office, OfficeBuilder, Result};
use serde_json::{Value, json};

use crate::Outcome;

/// Says `ok`, or as much as it is told to.
#[derive(Debug)]
pub(super) struct Step {
    spec: ToolSpec,
    output: String,
}

impl Step {
    /// The tool of the stand-in's script.
    pub(super) fn saying(output: String) -> Arc<dyn Tool> {
        let parameters = json!({
            "type": "object",
            "properties": {"i": {"type": "integer"}, "run": {"type": "string"}},
            "required": ["i", "run"],
        });
        Arc::new(Self { spec: ToolSpec::new("do_step", "Does a step.", parameters), output })
    }

    /// A tool that a person has to agree to.
    pub(super) fn asking() -> Arc<dyn Tool> {
        let parameters = json!({"type": "object", "properties": {"i": {"type": "integer"}}});
        let spec = ToolSpec::new("sign", "Signs.", parameters).with_effect(Effect::Once);
        Arc::new(Self { spec: spec.with_approval(ApprovalPolicy::Always), output: "signed".to_owned() })
    }
}

#[async_trait]
impl Tool for Step {
    fn spec(&self) -> ToolSpec {
        self.spec.clone()
    }

    async fn call(&self, _: &ToolContext, _: Value) -> Result<ToolOutput> {
        Ok(ToolOutput::new(Value::String(self.output.clone())))
    }
}

/// The agent, within no budget.
pub(super) fn agent() -> Agent {
    let budget = Budget { turns: None, tool_calls: None, ..Budget::default() };
    Agent { budget, ..Agent::new("clerk", "Do the steps.").with_tool("do_step").with_tool("sign") }
}

/// The model at the stand-in.
pub(super) fn model(port: &str, turns: u64, latency: u64) -> Outcome<Arc<dyn LanguageModel>> {
    let base = format!("http://127.0.0.1:{port}/v1");
    let options = HttpModelOptions { base_url: Some(base.as_str().into()), ..HttpModelOptions::default() };
    Ok(Arc::new(HttpModel::openai_chat(format!("stub-n{turns}-p1-l{latency}"), options)?))
}

/// The database at a place: `memory`, a folder, or the URL of a PostgreSQL.
pub(super) async fn storage(place: &str) -> Outcome<Arc<dyn Storage>> {
    let collections = OfficeBuilder::collections();
    Ok(match place {
        "memory" => Arc::new(Memory::new(collections)?),
        url if url.contains("://") => Arc::new(Postgres::open(url, collections).await?),
        folder => {
            std::fs::create_dir_all(folder)?;
            Arc::new(Sqlite::open(&Path::new(folder).join("office.sqlite"), collections).await?)
        }
    })
}

/// An office on a database, which does so many runs at the same time.
pub(super) async fn office(
    storage: Arc<dyn Storage>,
    model: Arc<dyn LanguageModel>,
    output: usize,
    workers: usize,
) -> Outcome<Office> {
    // As much text as is asked for, which no compression finds empty.
    let words = (0..output.div_ceil(8)).map(|number| format!("{:07} ", number * 7_919 % 9_999_991));
    let output = match output {
        0 => "ok".to_owned(),
        most => words.collect::<String>()[..most].to_owned(),
    };
    let settings = Settings { workers: Some(workers), ..Settings::default() };
    let builder = Office::builder().storage(storage).settings(settings).model(model);
    Ok(builder.tool(Step::saying(output)).tool(Step::asking()).build().await?)
}

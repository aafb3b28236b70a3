//! What a run is pinned to: the agent and the tools as they were when it was started.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::agent::Agent;
use super::kit::Kit;
use super::record::RUN_SPECS;
use super::team;
use super::tool::ToolSpec;
use crate::blobs::BlobId;
use crate::error::{Error, Result};
use crate::id::WorkspaceId;
use crate::models::{OfferedTool, OfferedTools, OutputSchema, SchemaCheck};
use crate::storage::{Expect, Put, Record};

/// What a run is pinned to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct RunSpec {
    pub(super) decides: Decides,
    /// The tools of an agent. A playbook is code and takes the office's tools as they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tools: Vec<ToolSpec>,
}

/// Who decides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Decides {
    Agent(Box<Agent>),
    Playbook { name: String, version: u32 },
}

/// A specification that is ready for use.
#[derive(Debug)]
pub(super) struct Pinned {
    pub(super) hash: String,
    pub(super) spec: RunSpec,
    pub(super) tools: BTreeMap<String, Arc<Described>>,
    pub(super) offered: OfferedTools,
    pub(super) output: Option<(OutputSchema, SchemaCheck)>,
}

/// A tool with what checks its arguments.
#[derive(Debug)]
pub(super) struct Described {
    pub(super) spec: ToolSpec,
    pub(super) check: SchemaCheck,
}

impl Described {
    pub(super) fn new(spec: ToolSpec) -> Result<Self> {
        let check = SchemaCheck::new(&spec.parameters).map_err(|error| error.about(&spec.name))?;
        Ok(Self { spec, check })
    }
}

impl RunSpec {
    /// Describes an agent with the tools that the office has now.
    ///
    /// # Errors
    /// `invalid_input` for an agent that is not well formed; `not_found` for a tool, model or agent that the office
    /// does not have.
    pub(super) fn of_agent(agent: &Agent, kit: &Kit) -> Result<Self> {
        agent.check()?;
        kit.model(agent.model.as_deref())?;
        let mut tools = Vec::with_capacity(agent.tools.len());
        for name in &agent.tools {
            let spec = match team::built_in(name, kit) {
                Some(spec) => spec,
                None => kit.tool(name)?.described.spec.clone(),
            };
            if tools.iter().any(|known: &ToolSpec| known.name == *name) {
                return Err(Error::invalid_input(format!("agent `{}` names `{name}` twice", agent.name)));
            }
            tools.push(spec);
        }
        for member in &agent.team {
            kit.agent(member)?;
        }
        tools.extend(team::offered(agent, kit, &tools));
        // A run is pinned to its price as well: a new table must not change what it may still spend.
        let agent = Agent { price: kit.price(agent), ..agent.clone() };
        if agent.budget.cost_micros.is_some() && agent.price.is_none() {
            return Err(Error::invalid_input(format!(
                "agent `{}`: its cost is bounded, but nobody knows what its model costs: give it a `price`",
                agent.name
            )));
        }
        Ok(Self { decides: Decides::Agent(Box::new(agent)), tools })
    }

    /// Makes it ready for use.
    ///
    /// # Errors
    /// `invalid_input` for a schema that cannot be used.
    pub(super) fn pin(self) -> Result<Pinned> {
        let hash = self.hash()?;
        self.pin_as(hash)
    }

    /// Makes one ready that is stored under a name: a database may give it back in another form.
    ///
    /// # Errors
    /// As [`RunSpec::pin`].
    pub(super) fn pin_as(self, hash: String) -> Result<Pinned> {
        let mut tools = BTreeMap::new();
        for spec in &self.tools {
            tools.insert(spec.name.clone(), Arc::new(Described::new(spec.clone())?));
        }
        let offered = self.tools.iter().map(|tool| OfferedTool {
            name: tool.name.clone(),
            description: tool.description.clone(),
            parameters: tool.parameters.clone(),
        });
        let output = match &self.decides {
            Decides::Agent(agent) => agent.output.clone(),
            Decides::Playbook { .. } => None,
        };
        let output = output.map(|schema| -> Result<_> {
            let check = SchemaCheck::new(&schema).map_err(|error| error.about("the outcome"))?;
            Ok((OutputSchema { name: "outcome".to_owned(), schema }, check))
        });
        Ok(Pinned {
            hash,
            offered: offered.collect::<Vec<_>>().into(),
            tools,
            output: output.transpose()?,
            spec: self,
        })
    }

    /// Returns what names it.
    pub(super) fn hash(&self) -> Result<String> {
        let text = serde_json::to_vec(self).map_err(|error| {
            Error::internal("what a run is pinned to cannot be written").with_source(error)
        })?;
        Ok(BlobId::of(&text).to_string())
    }

    /// Reads a stored one.
    ///
    /// # Errors
    /// `corrupt` for another form.
    pub(super) fn read(record: Record) -> Result<Self> {
        serde_json::from_value(record.body).map_err(|error| {
            Error::corrupt(format!("the specification {} of a run is damaged", record.id)).with_source(error)
        })
    }
}

impl Pinned {
    /// Prepares its writing: the id tells its content, so that writing it again changes nothing.
    pub(super) fn put(&self, workspace: &WorkspaceId) -> Result<Put> {
        crate::rights::encode(workspace, RUN_SPECS, &self.hash, &self.spec, Expect::Any)
    }

    /// Returns the name of the agent or playbook.
    pub(super) fn name(&self) -> &str {
        match &self.spec.decides {
            Decides::Agent(agent) => &agent.name,
            Decides::Playbook { name, .. } => name,
        }
    }

    /// Returns the agent, if one decides.
    pub(super) fn agent(&self) -> Option<&Agent> {
        match &self.spec.decides {
            Decides::Agent(agent) => Some(agent),
            Decides::Playbook { .. } => None,
        }
    }
}

/// Shares what is ready.
pub(super) type Ready = Arc<Pinned>;

//! What an office gives its runs: tools, playbooks, models and agents, by name.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::agent::{Agent, name};
use super::budget::TokenPrice;
use super::playbook::{Playbook, PlaybookSpec};
use super::spec::Described;
use super::team;
use super::tool::{Tool, ToolSpec};
use crate::error::{Error, Result};
use crate::models::{LanguageModel, PriceTable, SchemaCheck};

/// What an office gives its runs.
#[derive(Debug, Default)]
pub(crate) struct Kit {
    tools: BTreeMap<String, Equipped>,
    playbooks: BTreeMap<String, Playable>,
    models: BTreeMap<String, Arc<dyn LanguageModel>>,
    agents: BTreeMap<String, Agent>,
    /// What models cost, for agents that do not say it.
    prices: Option<PriceTable>,
}

/// A tool with its description.
#[derive(Debug)]
pub(super) struct Equipped {
    pub(super) described: Arc<Described>,
    pub(super) tool: Arc<dyn Tool>,
}

/// A playbook with its description.
#[derive(Debug)]
pub(super) struct Playable {
    pub(super) spec: PlaybookSpec,
    pub(super) input: SchemaCheck,
    pub(super) playbook: Arc<dyn Playbook>,
}

impl Kit {
    /// Takes what the application brings. Of two with one name the last one counts.
    ///
    /// # Errors
    /// `invalid_input` for a name or schema that is not well formed, and for the name of a built-in tool;
    /// `not_found` for an agent of a team that is not there.
    pub(crate) fn new(
        tools: Vec<Arc<dyn Tool>>,
        playbooks: Vec<Arc<dyn Playbook>>,
        models: Vec<Arc<dyn LanguageModel>>,
        agents: Vec<Agent>,
    ) -> Result<Self> {
        let mut kit = Self::default();
        for tool in tools {
            let spec = tool.spec();
            name(&spec.name).map_err(|error| error.about(&spec.name))?;
            if team::NAMES.contains(&spec.name.as_str()) {
                let message = format!("`{}` is the name of a built-in tool: choose another", spec.name);
                return Err(Error::invalid_input(message));
            }
            let described = Arc::new(Described::new(spec)?);
            kit.tools.insert(described.spec.name.clone(), Equipped { described, tool });
        }
        for playbook in playbooks {
            let spec = playbook.spec();
            name(&spec.name).map_err(|error| error.about(&spec.name))?;
            let input = SchemaCheck::new(&spec.input).map_err(|error| error.about(&spec.name))?;
            kit.playbooks.insert(spec.name.clone(), Playable { spec, input, playbook });
        }
        kit.models = models.into_iter().map(|model| (model.name(), model)).collect();
        kit.agents = agents.into_iter().map(|agent| (agent.name.clone(), agent)).collect();
        for agent in kit.agents.values() {
            agent.check()?;
            for member in &agent.team {
                kit.agent(member).map_err(|error| error.about(&agent.name))?;
            }
        }
        Ok(kit)
    }

    /// Prices the models of agents that do not say what theirs costs.
    pub(crate) fn with_prices(self, prices: PriceTable) -> Self {
        Self { prices: Some(prices), ..self }
    }

    /// Says what the model of an agent costs, by the agent's own price or else by the table; nothing when neither
    /// knows.
    pub(super) fn price(&self, agent: &Agent) -> Option<TokenPrice> {
        let of_table = || {
            let model = self.model(agent.model.as_deref()).ok()?;
            self.prices.as_ref()?.of(&model.name()).and_then(TokenPrice::of_model)
        };
        agent.price.or_else(of_table)
    }

    /// Finds a tool.
    ///
    /// # Errors
    /// `not_found` naming it.
    pub(super) fn tool(&self, name: &str) -> Result<&Equipped> {
        self.tools.get(name).ok_or_else(|| missing("tool", name))
    }

    /// Returns the descriptions of all tools.
    pub(super) fn tools(&self) -> impl Iterator<Item = &ToolSpec> {
        self.tools.values().map(|tool| &tool.described.spec)
    }

    /// Finds a playbook.
    ///
    /// # Errors
    /// `not_found` naming it.
    pub(super) fn playbook(&self, name: &str) -> Result<&Playable> {
        self.playbooks.get(name).ok_or_else(|| missing("playbook", name))
    }

    /// Returns the descriptions of all playbooks.
    pub(super) fn playbooks(&self) -> impl Iterator<Item = &PlaybookSpec> {
        self.playbooks.values().map(|playbook| &playbook.spec)
    }

    /// Finds an agent.
    ///
    /// # Errors
    /// `not_found` naming it.
    pub(super) fn agent(&self, name: &str) -> Result<&Agent> {
        self.agents.get(name).ok_or_else(|| missing("agent", name))
    }

    /// Returns all agents.
    pub(super) fn agents(&self) -> impl Iterator<Item = &Agent> {
        self.agents.values()
    }

    /// Finds a model; without a name, the only one.
    ///
    /// # Errors
    /// `not_found` naming it; `invalid_input` when a name is needed.
    pub(super) fn model(&self, name: Option<&str>) -> Result<&Arc<dyn LanguageModel>> {
        match (name, self.models.len()) {
            (Some(name), _) => self.models.get(name).ok_or_else(|| missing("model", name)),
            (None, 0) => Err(Error::not_found("this office has no model: give one to its builder")),
            (None, 1) => self.models.values().next().ok_or_else(|| missing("model", "")),
            (None, _) => Err(Error::invalid_input("this office has several models: let the agent name one")),
        }
    }
}

fn missing(what: &str, name: &str) -> Error {
    let shown: String = name.chars().filter(|c| !c.is_control()).take(64).collect();
    Error::not_found(format!("this office has no {what} `{shown}`"))
}

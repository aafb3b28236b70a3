//! What an office gives its runs: tools, playbooks, models and agents, by name.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::agent::{Agent, name};
use super::budget::TokenPrice;
use super::playbook::{Playbook, PlaybookSpec};
use super::spec::Described;
use super::team;
use super::tool::{Tool, ToolSpec};
use crate::error::{Error, Result};
use crate::models::{LanguageModel, PriceTable, SchemaCheck};

/// What an office gives its runs. Of two with one name, what the application brings counts before what the office
/// offers, and that before what others offer.
#[derive(Debug)]
pub(crate) struct Kit {
    brought: Named,
    /// Described when it is first asked for: most processes never do, and 13 schemas take room and time.
    offered: LazyLock<Named, Offer>,
    foreign: Named,
    models: BTreeMap<String, Arc<dyn LanguageModel>>,
    agents: BTreeMap<String, Agent>,
    /// What models cost, for agents that do not say it.
    prices: Option<PriceTable>,
}

/// Makes the tools and playbooks of the office.
type Offer = Box<dyn FnOnce() -> Named + Send>;

/// Tools and playbooks by their names.
#[derive(Debug, Default)]
pub(crate) struct Named {
    tools: BTreeMap<String, Equipped>,
    playbooks: BTreeMap<String, Playable>,
}

impl Named {
    /// Describes tools and playbooks. Of two with one name the last one counts.
    ///
    /// # Errors
    /// `invalid_input` for a name or schema that is not well formed, and for the name of a built-in tool.
    pub(crate) fn new(
        tools: impl IntoIterator<Item = Arc<dyn Tool>>,
        playbooks: impl IntoIterator<Item = Arc<dyn Playbook>>,
    ) -> Result<Self> {
        let mut named = Self::default();
        for tool in tools {
            named.add_tool(tool)?;
        }
        for playbook in playbooks {
            named.add_playbook(playbook)?;
        }
        Ok(named)
    }

    /// Describes what is part of this crate. What is not well formed is left out; a test knows that nothing is.
    pub(crate) fn of_the_office(tools: Vec<Arc<dyn Tool>>, playbooks: Vec<Arc<dyn Playbook>>) -> Self {
        let mut named = Self::default();
        let tools = tools.into_iter().map(|tool| named.add_tool(tool)).collect::<Vec<_>>();
        let playbooks = playbooks.into_iter().map(|playbook| named.add_playbook(playbook));
        for error in tools.into_iter().chain(playbooks).filter_map(Result::err) {
            tracing::error!(%error, "a tool or playbook of the office is not well formed");
        }
        named
    }

    fn add_tool(&mut self, tool: Arc<dyn Tool>) -> Result<()> {
        let spec = tool.spec();
        name(&spec.name).map_err(|error| error.about(&spec.name))?;
        if team::NAMES.contains(&spec.name.as_str()) {
            let message = format!("`{}` is the name of a built-in tool: choose another", spec.name);
            return Err(Error::invalid_input(message));
        }
        let described = Arc::new(Described::new(spec)?);
        self.tools.insert(described.spec.name.clone(), Equipped { described, tool });
        Ok(())
    }

    fn add_playbook(&mut self, playbook: Arc<dyn Playbook>) -> Result<()> {
        let spec = playbook.spec();
        name(&spec.name).map_err(|error| error.about(&spec.name))?;
        let input = SchemaCheck::new(&spec.input).map_err(|error| error.about(&spec.name))?;
        self.playbooks.insert(spec.name.clone(), Playable { spec, input, playbook });
        Ok(())
    }
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
    /// Takes what the application brings, what the office makes when it is asked for it, and what others offer.
    ///
    /// # Errors
    /// `invalid_input` for an agent that is not well formed; `not_found` for an agent of a team that is not there.
    pub(crate) fn new(
        brought: Named,
        offered: impl FnOnce() -> Named + Send + 'static,
        foreign: Named,
        models: Vec<Arc<dyn LanguageModel>>,
        agents: Vec<Agent>,
    ) -> Result<Self> {
        let kit = Self {
            brought,
            offered: LazyLock::new(Box::new(offered)),
            foreign,
            models: models.into_iter().map(|model| (model.name(), model)).collect(),
            agents: agents.into_iter().map(|agent| (agent.name.clone(), agent)).collect(),
            prices: None,
        };
        for agent in kit.agents.values() {
            agent.check()?;
            for member in &agent.team {
                kit.agent(member).map_err(|error| error.about(&agent.name))?;
            }
        }
        Ok(kit)
    }

    /// Prices the models of agents that do not say what theirs costs.
    pub(crate) fn with_prices(self, prices: Option<PriceTable>) -> Self {
        Self { prices, ..self }
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
        let own = self.brought.tools.get(name).or_else(|| self.offered.tools.get(name));
        own.or_else(|| self.foreign.tools.get(name)).ok_or_else(|| missing("tool", name))
    }

    /// Returns the descriptions of all tools, by name.
    pub(super) fn tools(&self) -> impl Iterator<Item = &ToolSpec> {
        let all = [&self.foreign, &*self.offered, &self.brought].into_iter().flat_map(|named| &named.tools);
        all.collect::<BTreeMap<_, _>>().into_values().map(|tool| &tool.described.spec)
    }

    /// Finds a playbook.
    ///
    /// # Errors
    /// `not_found` naming it.
    pub(super) fn playbook(&self, name: &str) -> Result<&Playable> {
        let brought = self.brought.playbooks.get(name);
        brought.or_else(|| self.offered.playbooks.get(name)).ok_or_else(|| missing("playbook", name))
    }

    /// Returns the descriptions of all playbooks, by name.
    pub(super) fn playbooks(&self) -> impl Iterator<Item = &PlaybookSpec> {
        let all = [&*self.offered, &self.brought].into_iter().flat_map(|named| &named.playbooks);
        all.collect::<BTreeMap<_, _>>().into_values().map(|playbook| &playbook.spec)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::{OfficeTools, playbooks};

    #[tokio::test]
    async fn all_that_the_office_offers_is_well_formed() {
        let office = crate::Office::builder().build().await.unwrap();
        let tools = OfficeTools::new(office.documents(), office.communications()).all();
        let named = Named::new(tools.clone(), playbooks::all()).unwrap();
        assert_eq!((named.tools.len(), named.playbooks.len()), (tools.len(), playbooks::all().len()));
        let offered = Named::of_the_office(tools, playbooks::all());
        assert!(offered.tools.keys().eq(named.tools.keys()));
        assert!(offered.playbooks.keys().eq(named.playbooks.keys()));
    }
}

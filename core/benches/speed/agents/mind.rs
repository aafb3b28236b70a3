//! A model in this process that follows a script, for what is measured without a server.

use std::sync::Mutex;
use std::time::Instant;

use async_trait::async_trait;
use secretariat::Result;
use secretariat::models::{
    DeltaSink, Finish, LanguageModel, ModelMessage, ModelReply, ModelRequest, RequestedCall, Usage,
};
use serde_json::json;

/// Calls `do_step` for some turns, then the tool `last` if there is one, and then says that it is done.
#[derive(Debug)]
pub(super) struct Mind {
    pub(super) turns: u64,
    pub(super) last: Option<&'static str>,
    /// When it was asked last.
    pub(super) asked: Mutex<Option<Instant>>,
}

impl Mind {
    pub(super) fn new(turns: u64, last: Option<&'static str>) -> Self {
        Self { turns, last, asked: Mutex::new(None) }
    }
}

#[async_trait]
impl LanguageModel for Mind {
    fn name(&self) -> String {
        "mind".to_owned()
    }

    async fn complete(&self, request: &ModelRequest, _: Option<DeltaSink>) -> Result<ModelReply> {
        if let Ok(mut asked) = self.asked.lock() {
            *asked = Some(Instant::now());
        }
        let turn =
            request.messages.iter().filter(|said| matches!(said, ModelMessage::Assistant { .. })).count();
        let turn = turn as u64;
        let call = |tool: &str, arguments: String| {
            vec![RequestedCall { id: format!("call_{turn}"), tool: tool.to_owned(), arguments }]
        };
        let calls = match self.last {
            _ if turn < self.turns => call("do_step", json!({"i": turn, "run": "r12345678"}).to_string()),
            Some(tool) if turn == self.turns => call(tool, json!({"i": turn}).to_string()),
            _ => Vec::new(),
        };
        let finish = if calls.is_empty() { Finish::Stop } else { Finish::ToolCalls };
        let text = if calls.is_empty() { "done r12345678" } else { "" };
        let usage = Some(Usage { input: 100 + 10 * turn, output: 20, ..Usage::default() });
        Ok(ModelReply { text: text.to_owned(), calls, finish, usage, model: "stub-n10-p1-l0".to_owned() })
    }
}

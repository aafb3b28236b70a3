//! The spans of runs, by the names of OpenTelemetry's semantic conventions for generative AI.
//!
//! They are spans of `tracing`: any subscriber that exports to OpenTelemetry exports them. They hold names, ids, counts
//! and kinds of errors; never a word of a prompt, an answer, arguments or an outcome.

use tracing::{Span, field};

use super::calling::Attempt;
use super::record::{Run, RunKind};
use crate::error::Result;
use crate::models::{Finish, ModelReply, ModelRequest};

/// The target of all of them, for filters.
const TARGET: &str = "secretariat::gen_ai";

/// A run in hand: from when a worker takes it up until it is over or waits.
pub(super) fn invoke_agent(run: &Run) -> Span {
    let operation = match run.kind {
        RunKind::Agent => "invoke_agent",
        RunKind::Playbook => "invoke_workflow",
    };
    let span = tracing::info_span!(
        target: TARGET,
        "invoke_agent",
        otel.name = format!("{operation} {}", run.agent),
        otel.kind = "internal",
        gen_ai.operation.name = operation,
        gen_ai.agent.name = run.agent.as_str(),
        gen_ai.workflow.name = field::Empty,
        gen_ai.conversation.id = run.id.as_str(),
        secretariat.run.turn = run.turn,
    );
    if run.kind == RunKind::Playbook {
        span.record("gen_ai.workflow.name", run.agent.as_str());
    }
    span
}

/// A question to a model.
pub(super) fn chat(model: &str, request: &ModelRequest) -> Span {
    let span = tracing::info_span!(
        target: TARGET,
        "chat",
        otel.name = format!("chat {model}"),
        otel.kind = "client",
        gen_ai.operation.name = "chat",
        gen_ai.request.model = model,
        gen_ai.request.max_tokens = field::Empty,
        gen_ai.request.temperature = field::Empty,
        gen_ai.output.r#type = if request.output.is_some() { "json" } else { "text" },
        gen_ai.response.model = field::Empty,
        gen_ai.response.finish_reasons = field::Empty,
        gen_ai.usage.input_tokens = field::Empty,
        gen_ai.usage.output_tokens = field::Empty,
        gen_ai.usage.cache_read.input_tokens = field::Empty,
        gen_ai.usage.reasoning.output_tokens = field::Empty,
        error.r#type = field::Empty,
    );
    if let Some(most) = request.max_output_tokens {
        span.record("gen_ai.request.max_tokens", most);
    }
    if let Some(temperature) = request.temperature {
        span.record("gen_ai.request.temperature", temperature);
    }
    span
}

/// Says what a model answered, by its counts.
pub(super) fn answered(span: &Span, reply: &Result<ModelReply>) {
    let reply = match reply {
        Ok(reply) => reply,
        Err(error) => {
            span.record("error.type", error.kind().code());
            return;
        }
    };
    let finish = match reply.finish {
        Finish::Stop => "stop",
        Finish::ToolCalls => "tool_calls",
        Finish::Length => "length",
        Finish::Refused => "content_filter",
    };
    span.record("gen_ai.response.model", reply.model.as_str());
    span.record("gen_ai.response.finish_reasons", format!("[\"{finish}\"]").as_str());
    if let Some(usage) = &reply.usage {
        span.record("gen_ai.usage.input_tokens", usage.input);
        span.record("gen_ai.usage.output_tokens", usage.output);
        span.record("gen_ai.usage.cache_read.input_tokens", usage.cached);
        span.record("gen_ai.usage.reasoning.output_tokens", usage.reasoning);
    }
}

/// A call of a tool.
pub(super) fn execute_tool(tool: &str, call: &str, attempt: u32) -> Span {
    tracing::info_span!(
        target: TARGET,
        "execute_tool",
        otel.name = format!("execute_tool {tool}"),
        otel.kind = "internal",
        gen_ai.operation.name = "execute_tool",
        gen_ai.tool.name = tool,
        gen_ai.tool.r#type = "function",
        gen_ai.tool.call.id = call,
        secretariat.call.attempt = attempt,
        error.r#type = field::Empty,
    )
}

/// Says how a call ended.
pub(super) fn called<T>(span: &Span, attempt: &Attempt<T>) {
    match attempt {
        Attempt::Said(Ok(_)) => {}
        Attempt::Said(Err(error)) => {
            span.record("error.type", error.kind().code());
        }
        Attempt::Panicked => {
            span.record("error.type", "panic");
        }
        Attempt::TimedOut => {
            span.record("error.type", "timeout");
        }
    }
}

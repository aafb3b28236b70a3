import type { RunEntry, Stowed } from "../api/types";

/** A line of what a run does: all events of one call are one line. */
export interface StepLine {
  key: string;
  at: string;
  event: string;
  tool: string | null;
  state: "done" | "failed" | "waiting" | "working" | "said";
  note: string | null;
  given: unknown;
  came: unknown;
}

/** Adds an event in its place; one that is known already changes nothing. */
export function addEntry(known: readonly RunEntry[], entry: RunEntry): readonly RunEntry[] {
  const last = known.at(-1);
  if (!last || last.sequence < entry.sequence) return [...known, entry];
  if (known.some((one) => one.sequence === entry.sequence)) return known;
  return [...known, entry].toSorted((a, b) => a.sequence - b.sequence);
}

export function stepsOf(entries: readonly RunEntry[]): StepLine[] {
  const lines: StepLine[] = [];
  const calls = new Map<string, StepLine>();
  for (const { sequence, at, event } of entries) {
    const line = "call" in event ? calls.get(event.call) : undefined;
    if (event.type === "tool_planned") {
      const made: StepLine = {
        key: String(sequence),
        at,
        event: event.type,
        tool: event.tool,
        state: "working",
        note: null,
        given: value(event.arguments),
        came: undefined,
      };
      calls.set(event.call, made);
      lines.push(made);
    } else if (line) {
      change(line, event);
    } else if (!["budget_settled"].includes(event.type)) {
      lines.push({
        key: String(sequence),
        at,
        event: event.type,
        tool: null,
        state: stateOf(event.type),
        note: noteOf(event),
        given: undefined,
        came: cameOf(event),
      });
    }
  }
  return lines;
}

function change(line: StepLine, event: RunEntry["event"]): void {
  switch (event.type) {
    case "tool_completed":
      line.state = "done";
      line.came = value(event.content);
      break;
    case "tool_failed":
      line.state = event.retry_at ? "working" : "failed";
      line.note = event.message;
      break;
    case "tool_unknown":
      line.state = "waiting";
      line.note = event.why;
      break;
    case "approval_requested":
      line.state = "waiting";
      break;
    case "approval_decided":
      line.state = event.verdict === "approve" ? "working" : "failed";
      line.note = event.reason ?? null;
      break;
    case "approval_lapsed":
      line.state = "failed";
      break;
    case "call_edited":
      line.given = value(event.arguments);
      break;
    case "child_finished":
      line.state = event.ending.type === "finished" ? "done" : "failed";
      break;
    default:
      if (line.state === "waiting") line.state = "working";
  }
}

function stateOf(type: string): StepLine["state"] {
  if (type === "run_finished") return "done";
  return ["run_failed", "budget_exceeded", "guardrail_tripped", "output_rejected"].includes(type)
    ? "failed"
    : "said";
}

function noteOf(event: RunEntry["event"]): string | null {
  if (event.type === "run_failed") return event.message;
  if (event.type === "cancel_requested") return event.reason ?? null;
  if (event.type === "model_completed") {
    const text = value(event.text);
    return typeof text === "string" && text !== "" ? text : null;
  }
  return event.type === "output_rejected" ? event.errors.join(" ") : null;
}

function cameOf(event: RunEntry["event"]): unknown {
  return event.type === "run_created"
    ? value(event.input)
    : event.type === "input_added"
      ? value(event.text)
      : undefined;
}

/** A value that lies in the event; one in a blob is not fetched for the list. */
function value(stowed: Stowed | null | undefined): unknown {
  return stowed?.value ?? undefined;
}

// Server-sent events over fetch, because EventSource cannot send the token.
import { send } from "./client";
import { Problem } from "./problem";
import type { Operation } from "./schema";

export interface ServerEvent {
  id: string | null;
  name: string;
  data: string;
}

/** Splits a stream of text into events; feed it pieces, it returns those that are complete. */
export class EventReader {
  #rest = "";
  #id: string | null = null;

  take(piece: string): ServerEvent[] {
    this.#rest += piece;
    const events: ServerEvent[] = [];
    for (;;) {
      const end = /\r?\n\r?\n/.exec(this.#rest);
      if (!end) return events;
      const event = this.#read(this.#rest.slice(0, end.index));
      this.#rest = this.#rest.slice(end.index + end[0].length);
      if (event) events.push(event);
    }
  }

  #read(lines: string): ServerEvent | null {
    let name = "message";
    const data: string[] = [];
    for (const line of lines.split(/\r?\n/)) {
      const colon = line.indexOf(":");
      if (colon === 0) continue;
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (field === "event") name = value;
      else if (field === "data") data.push(value);
      else if (field === "id") this.#id = value;
    }
    return data.length > 0 || name !== "message" ? { id: this.#id, name, data: data.join("\n") } : null;
  }
}

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/**
 * Follows a stream until it ends by an event named `end`, the listener returns `false`, or the signal stops it;
 * a broken connection goes on after the last event that was heard. `from` is that event's id at first.
 */
export async function follow(
  stream: { operation: Operation; path?: Record<string, string> },
  listener: (event: ServerEvent) => boolean | void,
  signal: AbortSignal,
  from: string | null = null,
): Promise<void> {
  let last = from;
  let pause = FIRST_PAUSE;
  while (!signal.aborted) {
    try {
      const headers: Record<string, string> = { accept: "text/event-stream" };
      if (last !== null) headers["last-event-id"] = last;
      const response = await send(stream.operation, { path: stream.path ?? {}, headers, signal });
      const pieces = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      if (!pieces) return;
      const reader = new EventReader();
      for (;;) {
        const { done, value } = await pieces.read();
        if (done) break;
        pause = FIRST_PAUSE;
        for (const event of reader.take(value)) {
          last = event.id ?? last;
          if (event.name === "error") throw errorOf(event.data);
          if (event.name === "end" || listener(event) === false) {
            await pieces.cancel();
            return;
          }
        }
      }
    } catch (thrown) {
      if (signal.aborted) return;
      // What is not there or not allowed will not be there a second later either.
      if (thrown instanceof Problem && isFinal(thrown)) throw thrown;
    }
    await new Promise((done) => setTimeout(done, pause * (0.75 + Math.random() / 2)));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

/** A failure that the stream itself tells. */
function errorOf(data: string): Problem {
  try {
    const { kind, detail } = JSON.parse(data) as { kind?: string; detail?: string };
    return new Problem(kind ?? "internal", 0, detail ?? "");
  } catch {
    return new Problem("internal", 0, "");
  }
}

function isFinal(problem: Problem): boolean {
  if (problem.status === 0) return !["unavailable", "offline", "unauthenticated"].includes(problem.kind);
  return problem.status >= 400 && problem.status < 500 && problem.status !== 429;
}

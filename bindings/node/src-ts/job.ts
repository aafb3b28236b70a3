/** Long work whose progress is a stream. */

import { cancellable, read, split } from "./calls.js";
import type { CallOptions } from "./calls.js";
import { wrong } from "./errors.js";
import type { JobId } from "./generated/types.js";
import type { NativeJob } from "./native.js";

/** A job in the background: iterate it for its events, wait for its outcome, or cancel it. */
export class Job<Event, Outcome> implements AsyncIterable<Event> {
  readonly #job: NativeJob;
  readonly #event: string;
  readonly #outcome: string;

  /** @internal */
  constructor(job: NativeJob, event: string, outcome: string) {
    this.#job = job;
    this.#event = event;
    this.#outcome = outcome;
  }

  /** The id, by which `documents.job` follows the work again, later or in another process. */
  get id(): JobId {
    return this.#job.id;
  }

  /**
   * Iterates the events, from the first one or from the one after a sequence number, until the work is done.
   * @param after The sequence number of the last event that is known already.
   * @param options A signal that ends the iteration; the work goes on.
   */
  async *events(after = 0, options?: CallOptions): AsyncGenerator<Event, void, undefined> {
    if (!Number.isSafeInteger(after) || after < 0) throw wrong("after", "a sequence number", after);
    const { signal } = split(options);
    for (let last = after; ; ) {
      const next = await cancellable(signal, (ticket) => this.#job.event(last, ticket));
      if (next === null) return;
      last = (JSON.parse(next.json) as { sequence: number }).sequence;
      yield read<Event>(this.#event, next);
    }
  }

  /** Iterates all events. */
  [Symbol.asyncIterator](): AsyncGenerator<Event, void, undefined> {
    return this.events();
  }

  /**
   * Waits until the work is done.
   * @param options A signal that ends the waiting; the work goes on.
   */
  async wait(options?: CallOptions): Promise<Outcome> {
    const { signal } = split(options);
    return read<Outcome>(this.#outcome, await cancellable(signal, (ticket) => this.#job.wait(ticket)));
  }

  /** Stops the work; what is stored stays. Waiting for it then fails with `unavailable`. */
  cancel(): void {
    this.#job.cancel();
  }
}

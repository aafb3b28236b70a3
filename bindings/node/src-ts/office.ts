/** What the generated office builds on. */

import { fileURLToPath } from "node:url";

import { cancellable, read, rethrow, row, split, write } from "./calls.js";
import type { CallOptions, Given } from "./calls.js";
import { record } from "./codec.js";
import type { Json, Writer } from "./codec.js";
import { takeComponents } from "./components.js";
import { wrong } from "./errors.js";
import { OPEN } from "./generated/table.js";
import { Job } from "./job.js";
import { native, parserProgram } from "./native.js";
import type { NativeJob, NativeOffice } from "./native.js";

let writeOpening: Writer | undefined;

/** The calls of an open office. */
export class OfficeCalls {
  readonly #office: NativeOffice;
  /** How many calls have not answered yet. */
  #underWay = 0;

  private constructor(office: NativeOffice) {
    this.#office = office;
  }

  /** Opens an office: a folder and options, either of which may be left out. */
  static async open(folder: unknown, options: object | undefined): Promise<OfficeCalls> {
    if (options === undefined && typeof folder === "object" && folder !== null && !(folder instanceof URL)) {
      [folder, options] = [undefined, folder];
    }
    const { signal, rest } = split(options);
    const given: { [name: string]: unknown } = { ...rest };
    const { names, called } = takeComponents(given);
    const buffers: Uint8Array[] = [];
    writeOpening ??= record(OPEN);
    const json = writeOpening(given, "", buffers) as { [name: string]: Json };
    json["folder"] = pathOf(folder, "folder") ?? null;
    json["parser_program"] = parserProgram();
    const message = { json: JSON.stringify(json), buffers };
    return new OfficeCalls(
      await cancellable(signal, (ticket) => native().open(message, names, called, ticket)),
    );
  }

  /** Calls a method. */
  async call<T>(path: string, given: Given, options: CallOptions | undefined): Promise<T> {
    const { signal, rest } = split(options);
    const message = write(path, { ...rest, ...given });
    const alone = this.#underWay === 0;
    this.#underWay += 1;
    try {
      const answer = await cancellable(signal, (ticket) => this.#office.call(path, message, alone, ticket));
      return read(row(path).result, answer);
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Starts a job, which the signal cancels. */
  start<Event, Outcome>(path: string, given: Given, options: CallOptions | undefined): Job<Event, Outcome> {
    const { signal, rest } = split(options);
    const message = write(path, { ...rest, ...given });
    signal?.throwIfAborted();
    let started: NativeJob;
    try {
      started = this.#office.start(path, message);
    } catch (thrown) {
      rethrow(thrown);
    }
    const { event = "unit", result } = row(path);
    const job = new Job<Event, Outcome>(started, event, result);
    signal?.addEventListener("abort", () => job.cancel(), { once: true });
    return job;
  }

  /** Returns the calls of a view of the office. */
  view(name: string, given: Given): OfficeCalls {
    const message = write(name, given);
    try {
      return new OfficeCalls(this.#office.view(name, message));
    } catch (thrown) {
      rethrow(thrown);
    }
  }

  /** Closes the office. */
  async close(): Promise<void> {
    await this.#office.close().catch(rethrow);
  }
}

/** An office without its handles. */
export abstract class OfficeBase implements AsyncDisposable {
  protected readonly calls: OfficeCalls;

  protected constructor(calls: OfficeCalls) {
    this.calls = calls;
  }

  /** Finishes what is being written and closes the office. Closing a closed office changes nothing. */
  close(): Promise<void> {
    return this.calls.close();
  }

  /** Closes the office at the end of the block that declares it with `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.calls.close();
  }
}

/** Returns a path of a string or a file URL. */
export function pathOf(path: unknown, name: string): string | undefined {
  if (path === undefined || path === null) return undefined;
  if (typeof path === "string") return path;
  if (path instanceof URL && path.protocol === "file:") return fileURLToPath(path);
  throw wrong(name, "a path or a file URL", path);
}

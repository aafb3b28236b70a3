/** Loads the native part, when it is first needed: importing the package costs nothing. */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

import { SecretariatError } from "./errors.js";

/** JSON text with the buffers that it refers to by number. */
export interface Crossing {
  json: string;
  buffers: Uint8Array[];
}

/** What a component answered. */
export interface Answer {
  message: Crossing;
  failed: boolean;
}

/** Calls a component of the program. */
export type Called = (method: string, given: Crossing) => Promise<Answer>;

/** Cancels a call. */
export interface Ticket {
  cancel(): void;
}

export interface NativeJob {
  readonly id: string;
  event(after: number, ticket?: Ticket): Promise<Crossing | null>;
  wait(ticket?: Ticket): Promise<Crossing>;
  cancel(): void;
}

export interface NativeOffice {
  call(name: string, given: Crossing, alone: boolean, ticket?: Ticket): Promise<Crossing>;
  start(name: string, given: Crossing): NativeJob;
  view(name: string, given: Crossing): NativeOffice;
  close(): Promise<void>;
}

export interface Native {
  Ticket: new () => Ticket;
  open(given: Crossing, names: string[], components: Called[], ticket?: Ticket): Promise<NativeOffice>;
  callFunction(name: string, given: Crossing): Crossing;
  startFunction(name: string, given: Crossing, ticket?: Ticket): Promise<Crossing>;
  runCommand(given: string[]): number;
}

interface Loaded {
  native: Native;
  folder: string;
}

let loaded: Loaded | undefined;

/** Returns the native part. */
export function native(): Native {
  return load().native;
}

/** Returns the helper program that parses files, if the package carries it. */
export function parserProgram(): string | null {
  const name = process.platform === "win32" ? "secretariat-parser.exe" : "secretariat-parser";
  const program = join(load().folder, name);
  return existsSync(program) ? program : null;
}

/** Names this platform as packages do; on Linux both C libraries are tried. */
function platforms(): string[] {
  const name = `${process.platform}-${process.arch}`;
  if (process.platform === "linux") return [`${name}-gnu`, `${name}-musl`];
  return [process.platform === "win32" ? `${name}-msvc` : name];
}

function load(): Loaded {
  if (loaded !== undefined) return loaded;
  const failures: string[] = [];
  for (const platform of platforms()) {
    // Inside this package where it was built, else in the package of the platform.
    for (const folder of [join(__dirname, "..", "native", platform), `secretariat-${platform}`]) {
      const path = `${folder}/secretariat.node`;
      try {
        const resolved = require.resolve(path);
        loaded = { native: require(resolved) as Native, folder: dirname(resolved) };
        return loaded;
      } catch (error) {
        if ((error as { code?: unknown }).code !== "MODULE_NOT_FOUND") failures.push(String(error));
      }
    }
  }
  const [package_] = platforms().map((platform) => `secretariat-${platform}`);
  const why = failures.join("; ") || `the package ${package_} is not installed: npm leaves it out with --omit=optional`;
  throw new SecretariatError("unsupported", `the native part of secretariat cannot be loaded: ${why}`);
}

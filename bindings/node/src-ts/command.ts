/** The command `secretariat`. */

import { native, parserProgram } from "./native.js";

/** Runs the command in this process, with the parser that the package carries, and returns its exit code. */
export function runCommand(given: readonly string[]): number {
  const parser = parserProgram();
  const ours = parser === null || given.includes("--in-process") ? [] : ["--parser-program", parser];
  return native().runCommand(["secretariat", ...ours, ...given]);
}

// Builds the package: the native part and the parser program with cargo, the rest with the TypeScript compiler.
//
//   node scripts/build.mjs [--target TRIPLE]   as it is published: small, and slow to build
//   node scripts/build.mjs --debug             the profile of tests

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { values: options } = parseArgs({ options: { debug: { type: "boolean" }, target: { type: "string" } } });

const run = (program, ...given) =>
  execFileSync(program, given, { cwd: root, stdio: ["ignore", "pipe", "inherit"], maxBuffer: 2 ** 28, encoding: "utf8" });

const host = /^host: (.*)$/m.exec(run("rustc", "-vV"))[1];
const triple = options.target ?? host;
const [architecture, , system, abi] = triple.split("-");
const os = { windows: "win32" }[system] ?? system;
const cpu = { x86_64: "x64", aarch64: "arm64" }[architecture] ?? architecture;
const platform = [os, cpu, abi].filter(Boolean).join("-");

// Tests build the whole workspace, as all others do: a part of it would build its dependencies anew, because
// fewer of their features are asked for. Likewise without the features of `cargo xtask test`, which names them.
const features = process.env.SECRETARIAT_FEATURES;
const what = options.debug
  ? ["--workspace", ...(features ? ["--features", features] : [])]
  : ["--profile", "dist", "--package", "secretariat-node", "--package", "secretariat-cli", "--lib", "--bin", "secretariat-parser"];
run("cargo", "build", "--quiet", "--locked", ...what, ...(options.target ? ["--target", triple] : []));

const { target_directory: target } = JSON.parse(run("cargo", "metadata", "--format-version=1", "--no-deps", "--locked"));
const built = join(target, options.target ? triple : "", options.debug ? "debug" : "dist");
const [library, parser] = {
  win32: ["secretariat_node.dll", "secretariat-parser.exe"],
  darwin: ["libsecretariat_node.dylib", "secretariat-parser"],
}[os] ?? ["libsecretariat_node.so", "secretariat-parser"];
const native = join(root, "native", platform);
rmSync(join(root, "native"), { recursive: true, force: true });
mkdirSync(native, { recursive: true });
copyFileSync(join(built, library), join(native, "secretariat.node"));
copyFileSync(join(built, parser), join(native, parser));

rmSync(join(root, "dist"), { recursive: true, force: true });
execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", root], { stdio: "inherit" });
// One copy of the classes for both module systems: `instanceof` must not depend on how a program imports.
writeFileSync(join(root, "dist/index.mjs"), 'export * from "./index.js";\n');
writeFileSync(join(root, "dist/index.d.mts"), 'export * from "./index.js";\n');

/** Compiles and runs the programs of the README, as they stand there. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { ROOT } from "./face.js";

const PACKAGE = join(ROOT, "bindings/node");
const FILES = join(ROOT, "examples/files");
const readme = readFileSync(join(PACKAGE, "README.md"), "utf8");
const programs = [...readme.matchAll(/^## (.*)\n(?:(?!^## )[^])*?^```ts\n([^]*?)^```/gm)];

/** What each program prints, by its heading. */
const PRINTS: { readonly [heading: string]: RegExp } = {
  "The first program": /^contract\.pdf: contract\n(\d{4}-\d\d-\d\d .+ \(page \d\)\n)+.+"/,
  "Many files": /note\.txt is stored\n[^]*contract\.pdf contract\nnote\.txt /,
  "Replies, checked value by value": /We will not renew\./,
  "Sending what was approved": /^true # Chairs\nsent\n$/,
  "People, approvals, audit": /^approved\n$/,
  "Without an office": /^EUR 1,200\.50 amount\nby 31 March 2027 date_range\nfalse\n1\n$/,
  "Errors": /^not_found false 404\n$/,
  "Your own components": /^a picture of \d+ bytes, .*\n[^]*Delivered/,
  "Cancelling": /^TimeoutError\n$/,
};

let folder: string;

before(() => {
  mkdirSync(join(PACKAGE, "build"), { recursive: true });
  folder = mkdtempSync(join(PACKAGE, "build", "readme-"));
  mkdirSync(join(folder, "node_modules/@types"), { recursive: true });
  symlinkSync(PACKAGE, join(folder, "node_modules/secretariat"));
  for (const [own, file] of [
    ["contract.pdf", "lease-Speicherhof-3.pdf"],
    ["question.eml", "mail-3-open-questions.eml"],
    ["scan.png", "scan-nordmark.png"],
  ] as const) {
    copyFileSync(join(FILES, file), join(folder, own));
  }
  programs.forEach(([, , program], at) => writeFileSync(join(folder, `program-${at}.mts`), program!));
  const compilerOptions = { strict: true, module: "node20", target: "es2022", lib: ["es2022", "esnext.disposable"], types: ["node"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  execFileSync(process.execPath, [join(PACKAGE, "node_modules/typescript/bin/tsc"), "-p", folder], { stdio: "inherit" });
});

after(() => rmSync(folder, { recursive: true }));

test("the README has a program under each heading that is checked", () => {
  assert.deepEqual(programs.map(([, heading]) => heading), Object.keys(PRINTS));
});

programs.forEach(([, heading], at) => {
  test(`the program "${heading}" runs`, () => {
    const out = execFileSync(process.execPath, [`program-${at}.mjs`], { cwd: folder, encoding: "utf8" });
    assert.match(out, PRINTS[heading!]!);
  });
});

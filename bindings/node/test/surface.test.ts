import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import * as secretariat from "secretariat";

import { CALLS, COMPONENTS, TYPES } from "../dist/generated/table.js";
import { HANDLES } from "./dispatch.js";
import { ROOT } from "./face.js";

interface Surface {
  calls: { name: string }[];
  views: { name: string }[];
  callbacks: { name: string; method: string }[];
  types: { [name: string]: unknown };
  version: string;
}

const surface = JSON.parse(readFileSync(join(ROOT, "conformance/surface.json"), "utf8")) as Surface;
const exported = secretariat as unknown as { [name: string]: unknown };
const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

test("the package has every call of the surface where the surface says", async () => {
  await using office = await secretariat.Office.open();
  const handles = office as unknown as { [handle: string]: { [name: string]: unknown } };
  for (const { name } of surface.views) assert.equal(typeof handles[camel(name)], "function", name);
  for (const { name } of surface.calls) {
    const [owner, method] = name.includes(".") ? name.split(".") : [undefined, name];
    const own = camel(method!);
    if (owner === undefined) {
      assert.equal(typeof exported[own], "function", name);
    } else if (/^[A-Z]/.test(owner)) {
      const holder = (exported[owner] ?? exported[`${owner}Methods`]) as { prototype: { [name: string]: unknown } };
      assert.equal(typeof holder.prototype[own], "function", name);
    } else {
      assert.equal(typeof handles[camel(owner)]?.[own], "function", name);
      assert.ok(HANDLES[camel(owner)]?.includes(own), name);
    }
  }
});

test("the table is the surface's", () => {
  assert.deepEqual(Object.keys(CALLS).sort(), [...surface.calls, ...surface.views].map((call) => call.name).sort());
  assert.deepEqual(Object.keys(TYPES).sort(), Object.keys(surface.types).sort());
  const components = Object.entries(COMPONENTS).flatMap(([name, rows]) =>
    Object.keys(rows).map((method) => `${name[0]!.toUpperCase()}${name.slice(1)}.${method}`),
  );
  assert.deepEqual(components.sort(), surface.callbacks.map((row) => `${row.name}.${row.method}`).sort());
  assert.equal(secretariat.VERSION, surface.version);
});

test("modules of both kinds get the same classes", async () => {
  const url = JSON.stringify(require.resolve("../dist/index.mjs"));
  const imported = (await eval(`import(${url})`)) as { [name: string]: unknown };
  assert.equal(imported["SecretariatError"], secretariat.SecretariatError);
  const names = Object.keys(imported).filter((name) => name !== "__esModule");
  assert.deepEqual(names.sort(), Object.keys(secretariat).sort());
});

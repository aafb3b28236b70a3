/** Runs the vectors of `conformance/` through the typed face; see its README. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { Office, SecretariatError } from "secretariat";
import type { OpenOptions } from "secretariat";

import { dispatch } from "./dispatch.js";
import { ROOT, face, given, shown, withoutNulls } from "./face.js";

type Members = { [name: string]: unknown };
type View = { workspace?: string; acting_as?: string };
type Call = View & { call: string; given?: Members; as?: string; select?: string | string[] };
type Vector = Call & { options?: Members; before?: Call[]; expect?: unknown; error?: { code: string; message?: string } };

const isMembers = (json: unknown): json is Members => typeof json === "object" && json !== null;
const vectors = join(ROOT, "conformance");
const files = readdirSync(vectors, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".json") && name !== "surface.json")
  .sort();

function pick(json: unknown, select: string | string[] | undefined): unknown {
  if (select === undefined) return json;
  if (Array.isArray(select)) return select.map((one) => pick(json, one));
  const parts = select.split("/").slice(1);
  return parts.reduce<unknown>((at, part) => {
    return (at as Members | null)?.[part.replaceAll("~1", "/").replaceAll("~0", "~")] ?? null;
  }, json);
}

/** Replaces `{name.path}` by that part of an earlier result; braces around another name are text. */
function filled(json: unknown, results: Members): unknown {
  const [, name] = (typeof json === "string" && /^\{(\w+)[\w.]*\}$/.exec(json)) || [];
  if (typeof json === "string" && name !== undefined && name in results) {
    return pick(results, `/${json.slice(1, -1).replaceAll(".", "/")}`);
  }
  if (Array.isArray(json)) return json.map((item) => filled(item, results));
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, filled(value, results)]));
}

/** Returns the office in the workspace and for the actor of a step. */
function seen(office: Office, { workspace, acting_as: actor }: View, results: Members): Office {
  if (workspace !== undefined) office = office.workspace(filled(workspace, results) as string);
  return actor === undefined ? office : office.actingAs(filled(actor, results) as string);
}

async function run(whole: Office, step: Call, results: Members): Promise<unknown> {
  const { call, given: json = {}, select } = step;
  const office = seen(whole, step, results);
  const arguments_ = given(call, filled(json, results) as Members);
  return pick(shown(call, await dispatch(office, call, arguments_)), select);
}

async function attempt({ options = {}, before = [], ...last }: Vector): Promise<unknown> {
  const { folder, settings = {}, replay = { now: "2026-03-02T09:00:00Z", seed: 7 }, audit_key: auditKey, ...rest } = options;
  const set = isMembers(settings) ? { parallel: 1, ...settings } : settings;
  const opening = { ...rest, auditKey, settings: face("Settings", set), replay: face("Replay", replay) };
  await using office = await Office.open(folder as string | undefined, opening as OpenOptions);
  const results: Members = {};
  for (const call of before) {
    const result = await run(office, call, results);
    if (call.as !== undefined) results[call.as] = result;
  }
  return await run(office, last, results);
}

async function check(vector: Vector): Promise<void> {
  const { expect = null, error } = vector;
  if (error === undefined) {
    return assert.deepEqual(withoutNulls(await attempt(vector)), withoutNulls(expect));
  }
  await assert.rejects(attempt(vector), (thrown) => {
    assert.ok(thrown instanceof SecretariatError, String(thrown));
    assert.equal(thrown.code, error.code, thrown.message);
    const { message = "" } = error;
    return thrown.message.includes(message) || assert.fail(`"${thrown.message}" lacks "${message}"`);
  });
}

for (const file of files) {
  const vector = JSON.parse(readFileSync(join(vectors, file), "utf8")) as Vector & { why: string };
  test(`${file}: ${vector.why}`, () => check(vector));
}

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";

import { Office } from "secretariat";

import { server } from "../src/server.js";

const FILE = new URL("../../../files/lease-Speicherhof-3.pdf", import.meta.url);

let office: Office;
let listening: ReturnType<ReturnType<typeof server>["listen"]>;
let base: string;

before(async () => {
  office = await Office.open();
  listening = server(office).listen(0, "127.0.0.1");
  await new Promise((resolve) => listening.once("listening", resolve));
  base = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
});

after(async () => {
  await new Promise((resolve) => listening.close(resolve));
  await office.close();
});

test("a file goes up, and a question about it is answered with its place", async () => {
  const put = await fetch(`${base}/documents/lease.pdf`, { method: "PUT", body: await readFile(FILE) });
  assert.equal(put.status, 201);
  const document = (await put.json()) as { name: string; brief: { kind: string } };
  assert.deepEqual([document.name, document.brief.kind], ["lease.pdf", "contract"]);
  const question = encodeURIComponent("When does the lease end?");
  const answer = (await (await fetch(`${base}/answers?question=${question}`)).json()) as {
    text: string;
    evidence: { quote: string; place: string }[];
  };
  assert.match(answer.evidence[0]?.place ?? "", /^page \d/);
  assert.equal(((await (await fetch(`${base}/documents`)).json()) as unknown[]).length, 1);
});

test("what is wrong with a file is told with its code", async () => {
  const put = await fetch(`${base}/documents/broken.pdf`, { method: "PUT", body: "%PDF-1.7 and then nothing" });
  assert.equal(put.status, 422);
  assert.equal(((await put.json()) as { code: string }).code, "corrupt");
});

// Measures what the package adds to the core, and prints it as JSON:
//
//   import_ms            importing the package, median of nine fresh processes, and …
//   first_call_ms        … with the first call, which loads the native part
//   node_mb, parser_mb   the native part and the parser program
//   label_us             `place.label()`: next to no work, so what a call at once costs
//   values_us            `values("…")` on a short text
//   get_us               `documents.get` of a lease of three pages (7.5 KB of facts) and a look at its first deadline
//   get_parallel_us      the same, a hundred at a time
//   rss_growth_mb        growth of the process's memory over CALLS further calls of each kind (default 100,000)

import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { Office, Source, values } from "secretariat";

const TEXT = "The rent of EUR 1,250.00 is due on 3 March 2026.";
const CALLS = Number(process.argv[2] ?? 100_000);
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const round = (number, digits = 2) => Number(number.toFixed(digits));
const mb = (bytes) => round(bytes / 2 ** 20);

function median(program) {
  const run = () => Number(execFileSync(process.execPath, ["-e", program], { cwd: root, encoding: "utf8" }));
  return round(Array.from({ length: 9 }, run).sort((a, b) => a - b)[4]);
}

async function perCall(count, work) {
  const start = process.hrtime.bigint();
  await work(count);
  return round(Number(process.hrtime.bigint() - start) / 1000 / count);
}

const clock = "const t = process.hrtime.bigint(); ";
const print = "console.log(Number(process.hrtime.bigint() - t) / 1e6)";
const folder = join(root, "native", readdirSync(join(root, "native"))[0]);

await withOffice(async (office, { id, brief }) => {
  const { place } = brief.deadlines[0].evidence;
  const labelLoop = (count) => {
    for (let at = 0; at < count; at += 1) place.label();
  };
  const valuesLoop = (count) => {
    for (let at = 0; at < count; at += 1) values(TEXT);
  };
  const getLoop = async (count) => {
    for (let at = 0; at < count; at += 1) (await office.documents.get(id)).brief.deadlines[0].due;
  };
  const getParallel = async (count) => {
    for (let at = 0; at < count; at += 100) {
      await Promise.all(Array.from({ length: 100 }, () => office.documents.get(id)));
    }
  };
  const figures = {
    import_ms: median(`${clock}require("./dist/index.js"); ${print}`),
    first_call_ms: median(`${clock}require("./dist/index.js").values("a"); ${print}`),
    node_mb: mb(statSync(join(folder, "secretariat.node")).size),
    parser_mb: mb(statSync(join(folder, "secretariat-parser")).size),
    label_us: (await perCall(2000, labelLoop), await perCall(10_000, labelLoop)),
    values_us: (await perCall(2000, valuesLoop), await perCall(10_000, valuesLoop)),
    get_us: (await perCall(2000, getLoop), await perCall(5000, getLoop)),
    get_parallel_us: (await perCall(2000, getParallel), await perCall(5000, getParallel)),
  };
  const memory = () => (globalThis.gc?.(), process.memoryUsage.rss());
  const before = memory();
  valuesLoop(CALLS);
  const middle = memory();
  await getLoop(CALLS);
  const end = memory();
  console.log(JSON.stringify({ ...figures, calls: CALLS, rss_growth_mb: { values: mb(middle - before), get: mb(end - middle) } }, null, 2));
});

async function withOffice(work) {
  const office = await Office.open();
  const document = await office.documents.add(Source.file(join(root, "../../examples/files/lease-Speicherhof-3.pdf")));
  await work(office, document);
  await office.close();
}

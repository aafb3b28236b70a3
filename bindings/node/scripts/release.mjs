// Lays out what is published: a package for each platform found in a folder, with its native part and its
// parser program, and the package `secretariat` that depends on them.
//
//   node scripts/release.mjs [FOLDER]     FOLDER/<platform>/… of every platform's build; default: native
//
// The result lies in npm/, ready for `npm publish` in each of its folders, platforms first.

import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const builds = process.argv[2] ?? join(root, "native");
const main = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { version, description, license, repository, engines } = main;

const out = join(root, "npm");
rmSync(out, { recursive: true, force: true });
const write = (folder, content) =>
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(content, null, 2)}\n`);

const optionalDependencies = {};
for (const platform of readdirSync(builds).sort()) {
  const [os, cpu, abi] = platform.split("-");
  const name = `${main.name}-${platform}`;
  const folder = join(out, name);
  cpSync(join(builds, platform), folder, { recursive: true });
  // What is compiled in has licences of its own, written by `cargo xtask licences`.
  const licences = join(root, "THIRD-PARTY-LICENSES.txt");
  if (existsSync(licences)) cpSync(licences, join(folder, "THIRD-PARTY-LICENSES.txt"));
  const libc = { gnu: ["glibc"], musl: ["musl"] }[abi];
  write(folder, {
    name,
    version,
    description: `${description} The native part for ${platform}.`,
    license,
    repository,
    engines,
    os: [os],
    cpu: [cpu],
    ...(libc && { libc }),
    main: "secretariat.node",
    files: readdirSync(folder),
  });
  optionalDependencies[name] = version;
}

const folder = join(out, main.name);
mkdirSync(folder);
for (const part of ["bin", "dist", "README.md"]) cpSync(join(root, part), join(folder, part), { recursive: true });
const { devDependencies: _, scripts: __, ...published } = main;
write(folder, { ...published, files: ["bin", "dist"], optionalDependencies });

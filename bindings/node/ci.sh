#!/usr/bin/env bash
# Builds, checks and packs the Node package from a fresh clone, as CI does; needs cargo, Node 20 and npm.
# Says little while all is well, and fails at the first thing that is wrong.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
examples=$here/../../examples

step() { echo "node: $*" >&2; }
npm() { command npm --silent --no-fund --no-audit --no-update-notifier "$@"; }
# Shows the counts of a test run, or all of it when it fails.
tests() {
  local log; log=$(mktemp)
  if ! npm test > "$log" 2>&1; then cat "$log"; rm "$log"; return 1; fi
  grep -E '^# (tests|pass|fail|skipped) ' "$log"; rm "$log"
}

step "install and build"
npm ci
npm run build:debug

step "tests"
tests

step "the example with Express"
(cd "$examples/express" && npm ci && tests)

# Lays out and packs what is published, and uses it as a program does that knows nothing of this checkout.
step "the packed package"
npm run release
project=$(mktemp -d)
trap 'rm -rf "$project"' EXIT
for package in npm/*; do npm pack "./$package" --pack-destination "$project" >/dev/null; done
cd "$project"
echo '{ "private": true }' > package.json
npm install ./*.tgz "$here/node_modules/typescript" "$here/node_modules/@types/node" >/dev/null
cat > program.cjs <<'JS'
const { Office, Source, values } = require("secretariat");
(async () => {
  const office = await Office.open("./office");
  const document = await office.documents.add(Source.text("note.txt", "Please pay EUR 5.00 by 31 March 2027."));
  console.log(document.brief.deadlines[0].due, values("EUR 5.00").length);
  await office.close();
})();
JS
cat > program.mjs <<'JS'
import { Office, SecretariatError } from "secretariat";
const office = await Office.open("./office");
console.log((await office.documents.all()).length);
try {
  await office.documents.get("?");
} catch (error) {
  console.log(error instanceof SecretariatError, error.code);
}
await office.close();
JS
[ "$(node program.cjs)" = "2027-03-31 1" ]
[ "$(node program.mjs)" = $'1\ntrue invalid_input' ]
npx --no-install secretariat --help | grep --quiet "Usage: secretariat"
code=0; npx --no-install secretariat no-such-command 2>/dev/null || code=$?
[ "$code" = 64 ]

step "the example with Next.js compiles against it"
cp -r "$examples/nextjs/app" "$examples/nextjs/lib" "$examples/nextjs/tsconfig.json" .
node node_modules/typescript/bin/tsc -p .
step "done"

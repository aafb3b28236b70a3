#!/usr/bin/env bash
# Builds and checks the Python package as a user would get it. Needs a built workspace (`cargo build --workspace`).
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
venv=$target/python-venv
native=python/secretariat

if ! cmp -s requirements-dev.txt "$venv/requirements.txt"; then
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r requirements-dev.txt
    cp requirements-dev.txt "$venv/requirements.txt"
fi

# A copy under a new name, so that a running interpreter keeps its own.
install -D "$target/debug/libsecretariat_python.so" "$native/_native.abi3.so"
install -D "$target/debug/secretariat-parser" "$native/bin/secretariat-parser"

export PYTHONPATH=$PWD/python PATH=$venv/bin:$PATH
mypy --strict python tests
pyright --project pyproject.toml --warnings
pytest --quiet -p no:cacheprovider tests
(cd ../../examples/fastapi && mypy --strict app.py && pytest --quiet -p no:cacheprovider)
(cd ../../examples/playbooks && mypy --strict office.py && pytest --quiet -p no:cacheprovider)
python tests/run_notebook.py ../../examples/notebook/inbox.ipynb

# The wheel, in an environment that has nothing else.
wheels=$target/python-wheels
rm -rf "$wheels"
maturin build --quiet --profile dev --skip-auditwheel --out "$wheels" >/dev/null
clean=$(mktemp -d)
trap 'rm -rf "$clean"' EXIT
python3 -m venv "$clean/venv"
"$clean/venv/bin/pip" install --quiet --disable-pip-version-check --no-index "$wheels"/*.whl
cd "$clean"
env -u PYTHONPATH "$clean/venv/bin/python" "$root/bindings/python/tests/newcomer.py" "$root" "$clean/venv/bin/secretariat"

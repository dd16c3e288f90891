#!/usr/bin/env bash
# Everything that a machine without network needs to install Planlots, in one folder: wheels with checksums, the bill of materials, a guide.
# Run where there is a network, with the same system and Python version as the target. Usage: deploy/wheelhouse.sh [FOLDER] [PYTHON]
set -euo pipefail
cd "$(dirname "$0")/.."
out="$(realpath -m "${1:-dist/wheelhouse}")"
python="${2:-.venv/bin/python}"
rm -rf "$out"
mkdir -p "$out/wheels"
"$python" -m pip download --quiet --disable-pip-version-check --require-hashes --only-binary :all: -d "$out/wheels" -r requirements.lock
"$python" -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w "$out/wheels" .
cp requirements.lock "$out/"
"$python" deploy/sbom.py > "$out/planlots.cdx.json"
cp deploy/install.sh "$out/install.sh"
(cd "$out" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum > SHA256SUMS)
du -sh "$out"

#!/bin/sh
# Install Planlots from this folder, without network, git or make. Usage: sh install.sh FOLDER [PYTHON]
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
target="${1:?Ange mappen att installera i, till exempel /opt/planlots}"
python="${2:-python3}"
(cd "$here" && sha256sum --quiet -c SHA256SUMS) || { echo "Filerna stämmer inte med sina kontrollsummor. Hämta mappen på nytt."; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Planlots behöver Python 3.11 eller nyare."; exit 1; }
"$python" -m venv "$target"
"$target/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" --require-hashes -r "$here/requirements.lock"
"$target/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "$here"/wheels/planlots-*.whl
echo "Klart. Starta med: $target/bin/planlots serve --data DATAMAPP"

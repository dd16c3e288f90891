#!/usr/bin/env bash
# The whole way on a machine without network: install from the wheelhouse, read in, ask, serve and ask again. Every step runs in a network
# namespace that has loopback alone. Usage: deploy/airgap.sh WHEELHOUSE
set -euo pipefail
wheelhouse="$(realpath "${1:?Ange mappen från deploy/wheelhouse.sh}")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cat > "$work/inside.sh" <<'INSIDE'
set -euo pipefail
ip link set lo up
cd "$1"
export HOME="$1/home" PIP_CONFIG_FILE=/dev/null PATH="$3:/usr/bin:/bin:/usr/sbin:/sbin"
mkdir -p "$HOME"
if python3 -c 'import socket; socket.create_connection(("192.0.2.1", 80), 2)' 2>/dev/null; then echo "The network is still there."; exit 1; fi
sh "$2/install.sh" "$1/planlots"
"$1/planlots/bin/planlots" ask "vem följer upp planen?" --data "$1/data" --json > answer.json
"$1/planlots/bin/planlots" serve --data "$1/data" --port 8765 > serve.log 2>&1 &
pid=$!
for _ in $(seq 100); do sleep 0.2; curl -sf http://127.0.0.1:8765/api/health > health.json && break; done
curl -sf http://127.0.0.1:8765/api/ask -H 'content-type: application/json' -d '{"question": "vem följer upp planen?"}' > served.json
kill "$pid"
wait "$pid"
python3 - <<'CHECK'
import json
asked, served = (json.load(open(name)) for name in ("answer.json", "served.json"))
assert asked["citations"] and asked["record_id"] == served["record_id"], (asked["status"], served["status"])
print("utan nät: installerat, inläst, besvarat:", asked["status"], len(asked["citations"]), "citat")
CHECK
INSIDE
unshare -rn bash "$work/inside.sh" "$work" "$wheelhouse" "$(dirname "$(command -v python3)")"

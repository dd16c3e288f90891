"""The bill of materials of the default install, CycloneDX 1.6 as JSON, from the hash-pinned lock. Needs the test requirements."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Write it to standard output."""
    command = [
        sys.executable,
        "-m",
        "cyclonedx_py",
        "requirements",
        "--pyproject",
        "pyproject.toml",
        "--output-reproducible",
        "--of",
        "JSON",
    ]
    made = subprocess.run([*command, "--sv", "1.6", "requirements.lock"], cwd=ROOT, capture_output=True, text=True, check=True)
    json.dump(strip_addresses(json.loads(made.stdout)), sys.stdout, indent=1, sort_keys=True)


def strip_addresses(value: object) -> object:
    """Without the addresses of the index that pip happened to use: the hashes say what was installed."""
    if isinstance(value, dict):
        kept = {name: strip_addresses(part) for name, part in value.items() if name != "externalReferences"}
        if hashes := [one["hashes"] for one in value.get("externalReferences", []) if one.get("hashes")]:
            kept["hashes"] = hashes[0]
        return kept
    return [strip_addresses(part) for part in value] if isinstance(value, list) else value


if __name__ == "__main__":
    main()

"""Known vulnerabilities of what the lock holds, asked of PyPI through pip-audit. Needs the test requirements.

Code 1 when one is known. Where nobody answers it says so with code 0, unless `--must` is given: a build without network is not red
for that.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
ASK = ("--disable-pip", "--require-hashes", "--progress-spinner", "off", "--timeout", "10", "--format", "json", "-r", "requirements.lock")
SECONDS = 300


def main() -> int:
    """Ask, tell, and the exit code."""
    try:
        asked = subprocess.run(
            [sys.executable, "-m", "pip_audit", *ASK], cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        answer = asked.stdout
    except subprocess.TimeoutExpired:
        answer = ""
    code, told = judge(answer, must="--must" in sys.argv[1:])
    print(told)
    return code


def judge(answer: str, *, must: bool) -> tuple[int, str]:
    """(exit code, what to say in Swedish) of pip-audit's JSON, or of what it said when nobody answered."""
    try:
        parts = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        parts = []
    known = [f"{part['name']} {part['version']}: {one['id']}" for part in parts for one in part.get("vulns", [])]
    asked = [part for part in parts if "skip_reason" not in part]
    if known:
        return 1, "Kända sårbarheter:\n" + "\n".join(sorted(known))
    if parts and len(asked) == len(parts):
        return 0, f"Inga kända sårbarheter i {len(parts)} delar."
    told = f"{len(asked)} av {len(parts)} delar kunde granskas" if asked else "Inget kunde granskas"
    return int(must), f"{told}: sårbarhetsregistret svarar inte härifrån. Kör make audit där det finns nät."


if __name__ == "__main__":
    sys.exit(main())

"""What `make audit` makes of pip-audit's answer: red for a known vulnerability, never for want of a network."""

import json
from importlib.util import module_from_spec, spec_from_file_location

import pytest

from tests.service import ROOT

SPEC = spec_from_file_location("audit_lock", ROOT / "deploy" / "audit.py")
audit = module_from_spec(SPEC)
SPEC.loader.exec_module(audit)

SOUND = {"name": "httpx", "version": "1.0", "vulns": []}
KNOWN = {"name": "anyio", "version": "4.0", "vulns": [{"id": "CVE-2026-1", "fix_versions": ["4.1"]}]}
SKIPPED = {"name": "attrs", "skip_reason": "Dependency not found on PyPI and could not be audited: attrs (26.1.0)"}


@pytest.mark.parametrize(
    ("parts", "must", "code", "told"),
    [
        ([SOUND], False, 0, "Inga kända sårbarheter i 1 delar"),
        ([SOUND, KNOWN, SKIPPED], False, 1, "anyio 4.0: CVE-2026-1"),
        ([SKIPPED], False, 0, "Inget kunde granskas"),
        ([SKIPPED], True, 1, "Inget kunde granskas"),
        ([SOUND, SKIPPED], True, 1, "1 av 2 delar kunde granskas"),
    ],
)
def test_the_answer_decides_the_code(parts, must, code, told):
    found = audit.judge(json.dumps({"dependencies": parts, "fixes": []}), must=must)
    assert found[0] == code and told in found[1]


@pytest.mark.parametrize("answer", ["", "ERROR: Connection refused", "[]", "null", "{}"])
def test_no_answer_is_not_red(answer):
    assert audit.judge(answer, must=False)[0] == 0
    assert audit.judge(answer, must=True)[0] == 1

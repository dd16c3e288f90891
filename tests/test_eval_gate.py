"""The gate by hand, and the gate itself: the development set must reach its limits (about 20 seconds)."""

import json

import pytest

from api.cli import main
from corpus.errors import BadRequest
from eval import gate
from eval.gate import check_run, keep_run, read_kept, read_limits
from tests.makers_eval import make_outcome

LIMITS = "eval/limits/development.toml"
GOOD = [make_outcome(str(n), ranking=(frozenset({0}),)) for n in range(8)]
BAD = [make_outcome(str(n), facts=(False, False)) for n in range(8)]


def limits_of(tmp_path, text):
    path = tmp_path / "granser.toml"
    path.write_text(text, encoding="utf-8")
    return read_limits(path)


def test_a_run_passes_or_fails_each_limit(tmp_path):
    limits = limits_of(tmp_path, '[minst]\nright = 0.9\n"recall@5" = 1.0\n[hogst]\nwrongly_refused = 0.0\n')
    assert [check.passed for check in check_run(limits, GOOD)] == [True, True, True]
    checks = check_run(limits, BAD)
    assert [check.passed for check in checks] == [False, True, True]
    assert checks[0].text == "rätt av alla: 0,00, ska vara minst 0,90 (n = 8)"


def test_what_cannot_be_measured_fails(tmp_path):
    (check,) = check_run(limits_of(tmp_path, "[minst]\nrefused = 0.5\n"), GOOD)
    assert not check.passed and "kan inte mätas" in check.text


def test_a_significant_loss_fails_and_a_small_one_does_not(tmp_path):
    kept = tmp_path / "kept.json"
    keep_run(kept, GOOD)
    limits = limits_of(tmp_path, '[forlust]\nmot = "kept.json"\n')
    assert limits.against == kept
    assert check_run(limits, GOOD[:6] + BAD[6:], read_kept(kept))[-1].passed
    loss = check_run(limits, BAD, read_kept(kept))[-1]
    assert not loss.passed and "0 bättre, 8 sämre av 8 (p = 0,008)" in loss.text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[minst]\nratt = 0.5", "måttet 'ratt' finns inte"),
        ("[minst]\nright = 80", "ska vara ett tal från 0 till 1"),
        ("[max]\nright = 0.5", "okända delar: max"),
        ("minst = [", "kan inte läsas"),
    ],
)
def test_what_is_wrong_with_the_file_is_told(tmp_path, text, message):
    with pytest.raises(BadRequest, match=message):
        limits_of(tmp_path, text)


def test_a_kept_run_that_is_damaged_is_told(tmp_path):
    (tmp_path / "x.json").write_text("[]")
    with pytest.raises(BadRequest, match="--keep"):
        read_kept(tmp_path / "x.json")


def test_the_development_set_reaches_its_limits(monkeypatch, capsys):
    monkeypatch.chdir(gate.Path(__file__).parent.parent)
    code = main(["eval", "gate", LIMITS, "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 0, [check["text"] for check in told["checks"] if not check["passed"]]
    assert len(told["checks"]) == 7

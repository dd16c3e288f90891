"""`planlots train`: what it asks for and what it says when it cannot train."""

import argparse
import sys

import pytest

from corpus.errors import BadRequest
from eval.train import cli


def parse(*words):
    parser = argparse.ArgumentParser()
    cli.add_parser(parser.add_subparsers())
    return parser.parse_args(["train", *words])


def test_the_everyday_file_that_comes_along_is_used_unless_another_is_named():
    arguments = parse("encoder", "--pairs", "p", "--text", "t", "--out", "o")
    assert arguments.everyday == cli.EVERYDAY
    assert cli.EVERYDAY.is_file()
    assert (arguments.seed, arguments.device) == (0, None)


def test_an_unknown_model_is_refused(capsys):
    with pytest.raises(SystemExit):
        parse("något", "--pairs", "p", "--text", "t", "--out", "o")
    assert "encoder" in capsys.readouterr().err


def test_each_model_has_its_trainer(monkeypatch, tmp_path):
    called = []
    monkeypatch.setattr(cli, "TRAINERS", {"repair": lambda arguments: called.append(arguments.out)})
    assert cli.run_train(parse("repair", "--pairs", "p", "--text", "t", "--out", str(tmp_path))) == cli.OK
    assert called == [tmp_path]


@pytest.mark.parametrize("model", ["encoder", "repair"])
def test_without_the_extra_the_cure_is_named(monkeypatch, model):
    for name in [name for name in sys.modules if name == "torch" or name.startswith(("eval.train.encoder", "eval.train.repair_network"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "torch", None)  # as if it were not installed
    with pytest.raises(BadRequest, match=r"planlots\[models\]"):
        cli.run_train(parse(model, "--pairs", "p", "--text", "t", "--out", "o"))

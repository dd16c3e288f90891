"""What a text says is read within limits: steps in proportion to the text, and a child for what is long or odd."""

import sys
from dataclasses import replace

import pytest

from corpus.errors import UnreadableDocument
from corpus.records import Correction, Source
from ingest import apart
from ingest.apart import AT_HAND, is_plain, limit_text, read_apart, read_here, read_source
from ingest.child import Limits

PLAN = "# Plan för Norråker\n\n## Mål\n\nKommunen ska ploga alla vägar.\n\n- sand\n- salt\n\n## Ansvar\n\nTekniska nämnden ansvarar för vägarna.\n"
TEXTS = {
    "numbers": "1 Mål\n",
    "sentences": "Kommunen ska ploga vägen. ",
    "lines": "Nämnden ansvarar för vägarna.\n",
    "paragraphs": "Gruppen ska ploga vägen varje år.\n\n",
    "one sentence": "kommunen ska ploga vägen ",
    "headings": "## Mål\n\nKommunen ska ploga.\n\n",
    "items": "- ploga vägen\n",
    "rows": "| Ploga | Nämnden |\n",
    "pointers": "Se bilaga 2 och lagen om vägar. ",
    "contents": "Mål och medel ........ 7\n",
    "cells": "|",
    "spaces": " ",
    "empty lines": "\n",
}
LEAST, TIMES = 20, 16  # repetitions, and how many times as many
ODD = ["\t" * 8_000, "|" * 8_000, " \n" * 8_000, "ord " * 2_000, "a" * 8_000, "1." * 4_000, "(" * 8_000]


def hear_nothing(_step, _share):
    pass


def count_steps(text):
    """Lines of our code that run: the same on every machine."""
    steps = 0

    def step(_frame, event, _argument):
        nonlocal steps
        steps += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(lambda frame, _event, _argument: step if "/ingest/" in frame.f_code.co_filename else None)
    try:
        read_here("plan", Source(text, (), "text"), (), "plan.txt", hear_nothing)
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("name", TEXTS)
def test_steps_grow_with_the_text_and_not_with_its_square(name):
    read_here("plan", Source(PLAN, (), "text"), (), "plan.txt", hear_nothing)  # what is loaded once
    empty, few, many = (count_steps("Plan för vägar\n\n" + TEXTS[name] * times + "ska.\n") for times in (0, LEAST, LEAST * TIMES))
    assert many - empty < 1.3 * TIMES * (few - empty) + 500


def test_the_child_gives_the_same_as_this_process():
    correction = Correction("hash", "ska ", "ploga", " alla", "sanda", "anna", "2026-01-01T00:00:00+00:00")
    source = replace(Source(PLAN, (), "markdown"), hidden_pages=(1,))
    here = read_here("plan", source, (correction,), "plan.md", hear_nothing)
    assert here.sections and here.responsibilities and here.changes
    assert read_apart("plan", source, (correction,), "plan.md", limit_text(PLAN)) == here


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_not_read_in_this_process(text):
    assert is_plain(PLAN) and not is_plain(PLAN + text)


def test_long_texts_are_not_read_in_this_process():
    lines = "Kommunen ska ploga vägen.\n" * (AT_HAND // 26)
    assert is_plain(lines) and not is_plain(lines + lines[:52])


def test_each_step_is_told_before_the_child_begins(monkeypatch):
    steps = []
    monkeypatch.setattr(apart, "read_apart", lambda *_: steps.append("child"))
    read_source("plan", Source("\t" * 200, (), "text"), (), "plan.txt", lambda step, _share: steps.append(step))
    assert steps == ["repair", "correct", "structure", "child"]


def test_a_text_that_takes_too_long_is_refused():
    with pytest.raises(UnreadableDocument, match=r"plan\.txt kunde inte läsas: för tung"):
        read_apart("plan", Source(PLAN * 2_000, (), "markdown"), (), "plan.txt", Limits(cpu_seconds=1))


def test_a_child_that_hangs_is_ended():
    with pytest.raises(UnreadableDocument, match="för tung"):
        read_apart("plan", Source(PLAN * 50, (), "markdown"), (), "plan.txt", replace(limit_text(PLAN), wall_seconds=0))


def test_an_error_that_nobody_foresaw_is_named(monkeypatch):
    def fail(_limits, _question, answer):
        answer.write(b"ValueError")
        return 1

    monkeypatch.setattr(apart, "run_child", fail)
    with pytest.raises(UnreadableDocument, match=r"ett oväntat fel \(ValueError\)"):
        read_apart("plan", Source(PLAN, (), "text"), (), "plan.txt", limit_text(PLAN))


def test_limits_grow_with_the_text():
    small, large = limit_text("a"), limit_text("a" * 2_000_000)
    assert (small.cpu_seconds, large.cpu_seconds) == (45, 105) and small.text_bytes < large.text_bytes

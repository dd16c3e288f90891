"""R7: a backup restored elsewhere gives the same answers to the whole question set."""

import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from assistant.answer import ask
from corpus.backup import make_backup
from corpus.library import Library
from corpus.restore import restore_backup
from eval.questionset import DEVELOPMENT, read_questions
from ingest.bundled import enqueue_bundled
from ingest.jobs import run_jobs
from tests.torture.forks import Figure, Forked, last_error, settings_in


def prepare(_tell, data):
    with Library.open(settings_in(data), child=False) as library:
        enqueue_bundled(library)
        run_jobs(library)


def answer(tell, data, questions, seconds):
    """The hash of each answer, without the time it took."""
    deadline = time.monotonic() + seconds
    with Library.open(settings_in(data), child=False) as library:
        for question in questions:
            if time.monotonic() > deadline:
                return
            tell(repr(replace(ask(library, question), took_ms=0)))


def run(runs, seed, seconds, first=0):
    """`runs` questions of the development set, the same in both places."""
    figure = Figure("R7", "säkerhetskopia återställd på annan plats")
    texts = [question.question for question in read_questions(DEVELOPMENT)]
    questions = random.Random(seed).sample(texts, len(texts))[first:runs]
    with tempfile.TemporaryDirectory(prefix="planlots-torture-") as folder:
        here, there = Path(folder) / "här", Path(folder) / "där"
        Forked(prepare, here).finish(300)
        restore_backup(make_backup(settings_in(here), Path(folder) / "kopia.zip", "torture").path, settings_in(there))
        (first, code), (second, other) = (Forked(answer, place, questions, seconds / 2).finish(seconds + 60) for place in (here, there))
    figure.runs = min(len(first), len(second))
    if reason := last_error(first, code) or last_error(second, other):
        figure.fail("svar", reason)
    for number, (one, two) in enumerate(zip(first, second, strict=False)):
        if one != two:
            figure.fail(number, questions[number])
    return figure

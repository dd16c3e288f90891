"""The page's texts: complete in both languages, and every one used."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args, get_type_hints

import pytest

from api.page.texts import TEXTS, counted, text
from corpus.records import PageQuality, Standing

PAGE = Path(__file__).parent.parent / "api" / "page"


def fields(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_take_the_same_values(key):
    swedish, english = TEXTS[key]
    assert fields(swedish) == fields(english)
    assert swedish or english


def test_the_language_is_swedish_unless_asked():
    assert (text("nav.ask"), text("nav.ask", "en")) == ("Fråga", "Ask")


def test_one_thing_is_told_in_the_singular():
    assert (counted("search.hits", 1), counted("search.hits", 0)) == ("1 träff", "0 träffar, bäst först")


def test_every_standing_and_verdict_has_a_text():
    assert all(f"status.{standing}" in TEXTS for standing in get_args(Standing))
    verdicts = get_args(get_type_hints(PageQuality)["verdict"])
    assert verdicts and all(f"quality.{verdict}" in TEXTS for verdict in verdicts)


def test_every_text_that_a_template_asks_for_is_there():
    asked = {
        key
        for path in (PAGE / "templates").glob("*.html")
        for key in re.findall(r"""(?<![\w.])(?:t|counted)\("([^"]+)"[,)]""", path.read_text(encoding="utf-8").replace("'", '"'))
    }
    assert len(asked) > 60
    assert asked <= set(TEXTS)


def test_every_text_is_used():
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in [*(PAGE / "templates").glob("*.html"), *(path for path in PAGE.glob("*.py") if not path.name.startswith("texts"))]
    )
    built = (
        "status.",
        "quality.",
        "answer.answered",
        "answer.partial",
        "answer.not_found",
        "answer.clarify",
        "compare.left",
        "compare.right",
        "order.",
        "duties.when.",
        "timeline.kind.",
        "compare.like.",
        "documents.choice.",
        "jobs.state.",
        "jobs.cancel",
        "jobs.retry",
        "eval.state.",
        "eval.save.",
        "remark.fault.",
        "about.label.",
        "about.limit.",
        "why.",
    )
    unused = [key for key in TEXTS if not key.startswith(built) and key.removesuffix(".one") not in source]
    assert not unused

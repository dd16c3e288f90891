"""P5: every text for people (page, tools, reports, errors of interface and command line, sentences of answers) in plain Swedish, linted.

No officialese, no English that has a Swedish word, no sentence over 22 words, easy by LIX (Björnsson 1968), and no text in the templates.
"""

import ast
import re

import pytest

from assistant.frames import MISSING, NOTICES, STATEMENTS
from tests.service import ROOT

PACKAGES = ("api", "assistant", "corpus", "eval", "ingest")
LONGEST = 22  # words of a sentence
EASY = 40  # LIX of newspapers; officials' texts lie above 50
OFFICIALESE = re.compile(
    r"\b(?:erhåll\w*|vederbörande|härmed|jämlikt|medelst|dylik\w*|ovanstående|nedanstående|avseende|beträffande|huruvida|förevarande|tillse|"
    r"nyttj\w*|inkomm\w*|verkställ\w*|erfordr\w*|föranle\w*|vidtag\w*|emedan|därest|angående|sålunda|företag(?:it|er)|tillhandahåll\w*|"
    r"implementer\w*|initier\w*|generer\w*|exekver\w*|ävensom|ifrågavarande|enär|såsom|varvid|eho|torde)\b",
    re.IGNORECASE,
)
ENGLISH = re.compile(
    r"\b(?:error|failed|request|response|token|endpoint|timeout|null|undefined|exception|parse|payload|cache|backend|update|default|query|"
    r"string|submit|click|upload|feedback|dashboard|invalid|please|password|settings|log in)\b",
    re.IGNORECASE,
)
NAMES = {
    "Planlots",
    "Word",
    "Excel",
    "CSV",
    "JSON",
    "JSONL",
    "wide",
    "quot",
    "nbsp",
    "amp",
}  # the same in every language; "wide" is a style's
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")


def list_pairs():
    """(file, Swedish text) of the tables of texts, each a pair of Swedish and English."""
    for path in sorted((ROOT / "api").rglob("texts*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Tuple) and len(node.elts) == 2:
                first = node.elts[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield path.name, first.value


def list_errors():
    """(file, text) of every error that is raised with a sentence."""
    for path in (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                text = spell(node.exc.args[0])
                if " " in text and not text.isascii():
                    yield path.name, text


def spell(node):
    """A text as it is written, X for what fills it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "X" for part in node.values)
    return ""


def list_frames():
    return [("frames.py", texts["sv"]) for table in (STATEMENTS, MISSING, NOTICES) for texts in table.values()]


TEXTS = [*list_pairs(), *list_errors(), *list_frames()]


def lint(text):
    """What is wrong with a text."""
    found = [found.group() for pattern in (OFFICIALESE, ENGLISH) for found in pattern.finditer(text)]
    found += [sentence for sentence in SENTENCE_END.split(text) if len(sentence.split()) > LONGEST]
    return found + (["två blanksteg"] if "  " in text else []) + (["utrop"] if "!" in text else [])


def test_no_text_has_a_finding():
    assert len(TEXTS) > 800
    assert [(name, text, lint(text)) for name, text in TEXTS if lint(text)] == []


@pytest.mark.parametrize(
    "bad", ["Vederbörande skall tillse detta.", "Ett error har inträffat.", "Bra jobbat!", "Två  blanksteg.", "ord " * 23 + "."]
)
def test_what_is_not_plain_is_found(bad):
    assert lint(bad)


def test_together_they_are_easy_to_read():
    """LIX: words a sentence plus the share of words over six letters."""
    words = [word for _, text in TEXTS for word in re.findall(r"[^\W\d_]+", text)]
    sentences = sum(len(SENTENCE_END.split(text)) for _, text in TEXTS)
    assert len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words) < EASY


def test_templates_hold_no_words_of_their_own():
    """What stands between marks, tags and comments of a template is in the tables of texts, in both languages."""
    shown = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<(script|style|svg)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.DOTALL)
    own = {}
    for path in (ROOT / "api/page/templates").rglob("*.html"):
        left = shown.sub(" ", path.read_text(encoding="utf-8"))
        words = [word for word in re.findall(r"[^\W\d_]{3,}", left) if word not in NAMES]
        if words:
            own[path.name] = words
    assert own == {}, own

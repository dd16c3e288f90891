"""A paragraph whose first line a figure has put behind its others is whole again; nothing else is moved."""

import pytest

from corpus.records import Source
from ingest.readers.read import split_pages
from ingest.structure.document import build
from ingest.structure.torn import mend_torn

ORPHAN = "och kulturnämnden i uppdrag att tillsammans med\nföreningarna skriva en plan för ungas fritid\n"
FIGURE = "\n¥ = ~\n° o ‘ /\n\nBild: Vägen till en fritid för alla\n"
START = "I budgeten för 2025 fick skolnämnden, fritidsnämnden\nsom gäller till och med 2029.\n"
HEAD = "# Syfte\n\n"
MORE = "\nPlanen följs upp varje år och redovisas för fullmäktige.\n"


def read(text):
    source = Source(text, split_pages(text), "text")
    made = build("plan", source)
    return source, made


def texts(text):
    return [block.text.replace("\n", " ") for block in read(text)[1].blocks if block.kind == "paragraph"]


WHOLE = (
    "I budgeten för 2025 fick skolnämnden, fritidsnämnden och kulturnämnden i uppdrag att tillsammans med "
    "föreningarna skriva en plan för ungas fritid som gäller till och med 2029."
)


def test_a_list_and_its_last_member_are_put_together():
    source, made = read(HEAD + ORPHAN + FIGURE + START + MORE)
    [section] = made.sections
    assert section.text.startswith(WHOLE)
    pieces = [source.text[one.source_start : one.source_end] for one in section.segments if one.operation == "copy"]
    assert pieces == [section.text[one.clean_start : one.clean_end] for one in section.segments if one.operation == "copy"]
    assert made.passages[0].text.startswith(WHOLE)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + ORPHAN + "\n" + START + MORE,  # no figure between
        HEAD + ORPHAN + FIGURE + START.replace("fritidsnämnden", "och fritidsnämnden") + MORE,  # the list has its end
        HEAD + ORPHAN + FIGURE + START.replace("skolnämnden, ", "") + MORE,  # no list
        HEAD + ORPHAN + FIGURE + START.replace("som gäller", "Den gäller") + MORE,  # a sentence of its own
        HEAD + ORPHAN.replace("fritid\n", "fritid.\n") + FIGURE + START + MORE,  # it has its end
        HEAD + ORPHAN.replace("och", "Och", 1) + FIGURE + START + MORE,  # it has its beginning
        HEAD + "Nämnderna får\n" + ORPHAN + FIGURE + START + MORE,  # the line before leads to it
    ],
)
def test_what_is_not_certain_stays(text):
    assert not any(WHOLE in one for one in texts(text))


def test_no_line_is_lost():
    _, made = read(HEAD + ORPHAN + FIGURE + START + MORE)
    words = " ".join(block.text for block in made.blocks).split()
    assert sorted(words) == sorted((HEAD + ORPHAN + FIGURE + START + MORE).replace("# ", "").split())
    assert mend_torn(()) == ()

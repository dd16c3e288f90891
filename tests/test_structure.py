"""What holds for the structure of any text, and of the bundled documents."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import Change, Source
from corpus.settings import BUNDLED
from ingest.readers.read import read_file
from ingest.structure.document import build

BUNDLED_FILES = sorted(BUNDLED.glob("*.txt"))
PIECES = [
    "# Mål", "## Åtgärd 1:", "- punkt", "• punkt ett", " Sida", "  två", "Kort rubrik", "", " ", "Nämnden ska följa upp planen varje år.", "som går vidare",
    "2.1 Syfte", "1. Första", "2 Se bilagan", "vården2. Mer", "| a | b |", "|---|---|", "Figur 1: En bild", "sjuk-", "vård", "vård- och", "\f", "Sida 3 (9)",
    "Innehåll", "Mål ..... 3", "Syfte ..... 4", "Uppföljning ..... 5", "**fet**", "a\u0308a", "\u00ad", "[länk](http://x.se)", "[^1]: not", "ord[^1]", "===", "---",
    "För alla:", "e Ett", "'Not", "§ 5 Regler", "\u200b", "1 Inledning", "1.1 Bakgrund", "2 Mål", "skr\u202eivet",
    "\U000e0041tagg\U000e0042", "a\x01b", "Mål 1: Trygghet", "a) stöd i hemmet,", "Sida 4 av 9", "Plan för skolan   Sida 2 (3)", "1 kap. Syfte",
]  # fmt: skip


def check(source, changes=()):
    structure = build("dok", source, changes)
    check_blocks(source.text, structure.blocks)
    check_sections(source.text, structure)
    check_passages(structure)
    return structure


def check_blocks(text, blocks):
    """Every word lies in exactly one block, no two blocks overlap."""
    owner = [0] * len(text)
    for block in blocks:
        for start, end in block.spans:
            for at in range(start, end):
                owner[at] += 1
    assert max(owner, default=0) <= 1
    words = [(match.start(), match.end()) for match in re.finditer(r"\w+", text)]
    assert all(all(owner[start:end]) for start, end in words)
    homes = {}
    for number, block in enumerate(blocks):
        for start, end in block.spans:
            homes.update(dict.fromkeys(range(start, end), number))
    assert all(len({homes[at] for at in range(start, end)}) == 1 for start, end in words)


def check_sections(text, structure):
    anchors = [section.anchor for section in structure.sections]
    assert len(set(anchors)) == len(anchors)
    assert [section.order for section in structure.sections] == list(range(len(anchors)))
    for section in structure.sections:
        assert section.parent is None or section.parent in anchors
        assert section.path[-1] == section.heading
        assert section.level == len(section.path)
        at = 0
        for segment in section.segments:
            assert segment.clean_start == at < segment.clean_end
            assert 0 <= segment.source_start <= segment.source_end <= len(text)
            if segment.operation == "copy":
                assert section.text[segment.clean_start : segment.clean_end] == text[segment.source_start : segment.source_end]
            at = segment.clean_end
        assert at == len(section.text)
        assert not set(section.text) & set("\u00ad\u200b\ufeff\u202e\u2066\x01\U000e0041")


def check_passages(structure):
    texts = {section.anchor: section.text for section in structure.sections}
    for passage in structure.passages:
        assert passage.text == texts[passage.anchor][passage.start : passage.end]
        assert passage.text.strip()
    for area in structure.areas:
        assert area.text == texts[area.anchor][area.start : area.end]
    for block in structure.blocks:
        assert block.clean is None or block.text == texts[block.anchor][slice(*block.clean)]
    for anchor, text in texts.items():
        told = "".join(passage.text for passage in structure.passages if passage.anchor == anchor)
        assert "".join(re.findall(r"\w", told)) == "".join(re.findall(r"\w", text))


@pytest.mark.parametrize("path", BUNDLED_FILES, ids=lambda path: path.name[:3])
def test_nothing_of_a_bundled_document_is_lost(path):
    source = read_file(path)
    structure = check(source)
    assert all(unicodedata.is_normalized("NFC", section.text) for section in structure.sections)
    assert build("dok", source) == structure


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["text", "markdown", "docx"]))
def test_nothing_of_a_made_up_document_is_lost(lines, kind):
    check(Source("\n".join(lines), (), kind))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_a_structure(text):
    check(Source(text, (), "text"))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=3, max_size=20), st.data())
def test_changes_lead_back_to_the_source(lines, data):
    text = "\n".join(lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    changes = tuple(Change(start, end, data.draw(st.sampled_from(["", "å", "ord\nrad", "vård"])), 1.5) for start, end in pairs)
    check(Source(text, (), "text"), changes)


def test_a_repair_is_told_in_the_alignment():
    source = Source("Inledning\n\nGod vérd ska ges till alla som bor i kommunen.\n", (), "text")
    structure = build("dok", source, (Change(15, 19, "vård", 2.0, ("vard",), "ocr"),))
    section = structure.sections[0]
    assert section.heading == "Inledning"
    assert section.text == "God vård ska ges till alla som bor i kommunen."
    repair = next(segment for segment in section.segments if segment.operation == "repair")
    assert (repair.source_start, repair.source_end, repair.margin, repair.alternatives) == (15, 19, 2.0, ("vard",))

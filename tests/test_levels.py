import pytest

from corpus.records import Source
from ingest.structure.document import build
from ingest.structure.levels import Node as LevelNode
from ingest.structure.levels import close_gaps, names_later


def outline(text, kind="markdown"):
    return [(s.level, s.heading) for s in build("d", Source(text, (), kind)).sections]


def markdown(*headings):
    return "\n\n".join(f"{heading}\n\nText som hör hit." for heading in headings) + "\n"


PROSE = "Kommunen ska under de kommande åren bygga nya skolor i norr och\nrusta de gamla, så att alla elever får en god miljö att lära i.\n"


def test_marks():
    assert outline(markdown("# Skola", "## Mål", "# Vård")) == [(1, "Skola"), (2, "Mål"), (1, "Vård")]


def test_the_title_is_the_root_though_its_mark_is_no_deeper():
    headings = ("## Plan för skolan 2024–2030", "### Sammanfattning", "#### Medel", "## Ärendet", "# Signaturer")
    assert outline(markdown(*headings)) == [
        (1, "Plan för skolan 2024–2030"),
        (2, "Sammanfattning"),
        (3, "Medel"),
        (2, "Ärendet"),
        (2, "Signaturer"),
    ]


def test_numbers_beat_marks():
    assert outline(markdown("# 1 Mål", "# 1.1 Skola", "# 2 Medel")) == [(1, "1 Mål"), (2, "1.1 Skola"), (1, "2 Medel")]


def test_a_series_of_labels_stands_side_by_side():
    levels = [
        level for level, heading in outline(markdown("# Inledning", "# Mål 1 Skola", "## Mål 2 Vård", "### Mål 3 Hem")) if "Mål" in heading
    ]
    assert levels == [1, 1, 1]


def test_chapters_above_paragraphs():
    text = "".join(f"{heading}\n{PROSE}\n" for heading in ("Kapitel 1 Mål", "§ 1 Skola", "§ 2 Vård", "Kapitel 2 Medel", "§ 3 Pengar"))
    assert [level for level, _ in outline(text, "text")] == [1, 2, 2, 1, 2]


def test_headings_set_alike_stand_alike():
    text = f"Inledning\n\n{PROSE}\nSyfte\n{PROSE}\nOmfattning\n{PROSE}\nMål för skolan\n\n{PROSE}\nLokaler\n{PROSE}\nLärare\n{PROSE}"
    assert [level for level, _ in outline(text, "text")] == [1, 2, 2, 1, 2, 2]


def test_without_telling_signs_headings_are_level():
    text = f"Inledning\n\n{PROSE}\nLokaler\n\n{PROSE}\nLärare\n\n{PROSE}"
    assert [level for level, _ in outline(text, "text")] == [1, 1, 1]


def test_a_heading_that_lists_others_stands_above_them():
    text = "".join(f"{heading}\n\n{PROSE}\n" for heading in ("Ledning och styrning", "Ledning", "Möten", "Styrning", "Slutord"))
    assert [level for level, _ in outline(text + "Slut.", "text")] == [1, 2, 2, 2, 1]


def test_names_later_needs_two():
    nodes = [LevelNode(index, None, heading) for index, heading in enumerate(("Mål och medel", "Mål", "Annat"))]
    assert names_later(nodes, 0) == []


@pytest.mark.parametrize(("given", "kept"), [((3, 4, 3), (1, 2, 1)), ((1, 3, 2, 3), (1, 2, 2, 3)), ((2, 1, 2), (1, 1, 2))])
def test_no_level_is_skipped(given, kept):
    nodes = [LevelNode(0, None, "x", level) for level in given]
    assert tuple(node.level for node in close_gaps(nodes)) == kept


def test_headings_that_come_again_under_their_neighbours_lie_below_them():
    headings = ("# Plan för hamnen", "## Mål A: Kajer", "## Åtgärder 2026", "## Mål B: Båtar", "## Åtgärder 2027", "## Ansvar")
    assert outline(markdown(*headings)) == [
        (1, "Plan för hamnen"), (2, "Mål A: Kajer"), (3, "Åtgärder 2026"), (2, "Mål B: Båtar"), (3, "Åtgärder 2027"), (2, "Ansvar"),
    ]  # fmt: skip
    assert [level for level, _ in outline(markdown("# Hamnen", "## Mål", "## Mål", "## Kaj"))] == [1, 2, 2, 2]

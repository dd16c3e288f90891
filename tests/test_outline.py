from corpus.records import Source
from ingest.structure.document import build


def outline(text, kind="markdown"):
    structure = build("d", Source(text, (), kind))
    return [(s.level, s.heading, s.page_label) for s in structure.sections]


CONTENTS = (
    "# Plan för skolan\n\nInnehåll\n\nFörord .... 2\n**Mål** .... 3\nSkola .... 3\nVård .... 4\n**Slut** .... 6\nUppföljning .... 6\n\n"
)


def test_a_contents_list_beats_marks_and_its_groups_become_nodes():
    text = CONTENTS + "# Hej på er\n\nText.\n\n# Skola\n\nText.\n\n### Vård\n\nText.\n\n# Uppföljning\n\nText.\n"
    assert outline(text) == [
        (1, "Plan för skolan", None),
        (2, "Hej på er", "2"),
        (2, "Mål", "3"),
        (3, "Skola", "3"),
        (3, "Vård", "4"),
        (2, "Slut", "6"),
        (3, "Uppföljning", "6"),
    ]


def test_headings_that_the_list_leaves_out_stand_by_their_marks():
    text = CONTENTS + "# Förord\n\nText.\n\n# Skola\n\nText.\n\n## Lärare\n\nText.\n\n# Vård\n\nText.\n\n# Uppföljning\n\nText.\n"
    assert (4, "Lärare", None) in outline(text)


def test_a_groups_name_in_capitals_is_not_told_twice():
    text = CONTENTS + "# Förord\n\nText.\n\n# MÅL\n\n# Skola\n\nText.\n\n# Vård\n\nText.\n\n# Uppföljning\n\nText.\n"
    assert [heading for _, heading, _ in outline(text)].count("Mål") == 1
    assert "MÅL" not in [heading for _, heading, _ in outline(text)]


def test_a_group_without_a_child_in_the_text_is_left_out():
    text = CONTENTS + "# Förord\n\nText.\n\n# Skola\n\nText.\n\n# Vård\n\nText.\n"
    assert "Slut" not in [heading for _, heading, _ in outline(text)]


def test_a_list_without_depth_only_tells_pages():
    text = "# Plan\n\nInnehåll\n\nMål .... 2\nSkola .... 3\nSlut .... 4\n\n## Mål\n\nText.\n\n### Skola\n\nText.\n\n## Slut\n\nText.\n"
    assert outline(text) == [(1, "Plan", None), (2, "Mål", "2"), (3, "Skola", "3"), (2, "Slut", "4")]

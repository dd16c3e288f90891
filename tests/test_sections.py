from corpus.records import Source
from ingest.readers.read import split_pages
from ingest.structure.document import build


def structure(text, kind="markdown"):
    return build("plan", Source(text, split_pages(text), kind), (), "plan.md")


def test_anchors_paths_and_parents():
    found = structure("# Skola\n\nText.\n\n## Mål\n\nText.\n\n## Mål\n\nText.\n\n# Vård & omsorg\n\nText.\n").sections
    assert [section.anchor for section in found] == ["plan/skola", "plan/skola/mal", "plan/skola/mal~2", "plan/vard-omsorg"]
    assert [section.parent for section in found] == [None, "plan/skola", "plan/skola", None]
    assert found[1].path == ("Skola", "Mål")


def test_source_spans_follow_each_other():
    text = "# Skola\n\nText.\n\n## Mål\n\nMer.\n"
    found = structure(text).sections
    assert [text[slice(*section.source_span)] for section in found] == ["# Skola\n\nText.\n\n", "## Mål\n\nMer.\n"]
    assert [text[slice(*section.heading_spans[0])] for section in found] == ["# Skola", "## Mål"]


def test_what_stands_before_the_first_heading_belongs_to_it_when_short():
    found = structure("Granby kommun\n\n# Skola\n\nText.\n\n# Mål\n\nText.\n").sections
    assert found[0].text == "Granby kommun\n\nText."
    assert found[0].source_span[0] == 0


def test_a_long_beginning_is_a_section_of_its_own():
    found = structure(f"{'Kommunen arbetar för skolan. ' * 40}\n\n# Skola\n\nText.\n\n# Mål\n\nText.\n").sections
    assert [section.heading for section in found] == ["plan", "Skola", "Mål"]
    assert found[0].heading_spans == ()


def test_a_text_without_headings_is_one_section():
    (section,) = structure("Bara en mening här.\n", "text").sections
    assert (section.heading, section.text, section.heading_spans) == ("plan", "Bara en mening här.", ())


def test_a_note_is_a_section_below_the_one_that_calls_it():
    found = structure("# Skola\n\nPlanen[^1] gäller.\n\n[^1]: Beslutad i mars.\n")
    section, note = found.sections
    assert (note.kind, note.anchor, note.parent, note.heading) == ("note", "plan/skola/not-1", "plan/skola", "Fotnot 1")
    assert note.text == "Beslutad i mars."
    assert section.text == "Planen gäller."
    assert [(n.mark, n.section, n.position) for n in found.notes] == [("1", "plan/skola", 6)]
    assert [block.anchor for block in found.blocks if block.kind == "footnote"] == ["plan/skola/not-1"]


def test_blocks_carry_kind_mark_lead_and_place():
    found = structure("# Skola\n\nVi ska:\n\n- bygga\n")
    assert [(b.kind, b.text, b.mark, b.lead, b.level) for b in found.blocks] == [
        ("heading", "Skola", None, None, 1),
        ("paragraph", "Vi ska:", None, None, 0),
        ("item", "bygga", "-", "Vi ska:", 1),
    ]
    assert found.sections[0].text[slice(*found.blocks[2].clean)] == "bygga"
